"""The facts of a return, kept as text: what comes back is what was kept, and anything else is refused."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.distil import distil
from send_audit.borough.facts import (
    ItemFacts,
    SchoolFacts,
    freeze_facts,
    thaw_facts,
    thaw_head,
)
from send_audit.borough.public_side import without_private
from send_audit.council import Shelf
from send_audit.model.words import Priority, Rating
from send_audit.pipeline import assess_file
from tests.program import RETURNS
from tests.small_models import AS_OF
from tests.small_schools import facts as facts_of_a_school

ratings = st.one_of(st.none(), st.sampled_from(get_args(Rating)))
items = st.builds(
    ItemFacts,
    rating=ratings,
    known=ratings,
    lapsed=st.booleans(),
    evidenced=st.booleans(),
    private=st.booleans(),
    shared=st.booleans(),
    priority=st.one_of(st.none(), st.sampled_from(get_args(Priority))),
)


@pytest.mark.parametrize("name", ["saltmarsh-primary.yaml", "creek-sixth-form.yaml"])
def test_the_facts_of_a_return_come_back_as_they_were(name: str) -> None:
    shelf = Shelf(as_of=AS_OF)
    result = assess_file(RETURNS / name, shelf.library_for(RETURNS / name), AS_OF)
    assert result.assessed is not None
    facts = distil(result.assessed, result.problems)
    text = freeze_facts(facts)
    assert thaw_facts(text) == facts
    head = thaw_head(text)
    assert (head.urn, head.answered, head.plan) == (facts.urn, facts.answered, facts.plan)


@given(items)
def test_an_answer_in_letters_is_the_same_answer(item: ItemFacts) -> None:
    facts = _with_item(item)
    assert thaw_facts(freeze_facts(facts)).items["PE-0101"] == item


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"file": 1}', "null", '{"items": {"PE-0101": "zz"}}']
)
def test_what_is_no_kept_fact_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        thaw_facts(text)


def test_an_answer_in_letters_that_nobody_wrote_is_refused() -> None:
    text = freeze_facts(_with_item(ItemFacts(rating="met", known="met")))
    with pytest.raises(ValueError, match=r".+"):
        thaw_facts(text.replace('"mm"', '"xm"'))


def _with_item(item: ItemFacts) -> SchoolFacts:
    return facts_of_a_school(items={"PE-0101": item})


def test_without_what_is_private_nothing_private_is_left() -> None:
    hidden = _with_item(ItemFacts(rating="not-met", known="not-met", private=True))
    hidden = replace(hidden, unmet=("PE-0101",), needs_left_out={"PE-0101": ("hearing",)})
    seen = without_private(hidden)
    assert (seen.items, seen.unmet, seen.needs_left_out) == ({}, (), {})
    open_ = _with_item(ItemFacts(rating="not-met", known="not-met"))
    assert without_private(open_) is open_
