"""The working edition leaves nothing of an audit out, and says of each answer how it stands."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from send_audit.model.results import Assessed
from send_audit.render.to_pdf import render_pdf
from tests import builders
from tests.builders import other_subject, school
from tests.program import SALTMARSH
from tests.small_models import item_tree, rated
from tests.working import EXAMPLES, assessed, page_of, words, working


def texts_of(value: object) -> Iterator[str]:
    """Every text that a person wrote in an audit, found by walking its model."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in UNWRITTEN:
                yield from texts_of(getattr(value, name))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in texts_of(part))
    elif isinstance(value, Sequence):
        yield from (text for part in value for text in texts_of(part))


UNWRITTEN = {
    *("schema_", "language", "nation", "phase", "type", "kind", "features", "within", "strand"),
    *("conducted_by", "rating", "horizon", "status", "repeats", "urgency", "cost_band", "at"),
    *("leaves_out", "overlays", "checklists", "horizons"),
}
"""Words of closed lists and ids of places, which are printed as other words."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_text_of_an_audit_is_in_its_working_edition(path: Path) -> None:
    one = assessed(path)
    page = page_of(path)
    said = " ".join([words(page), *re.findall(r'href="([^"]+)"', page)]).casefold()
    missing = [
        text
        for text in texts_of(one.audit)
        if " ".join(text.split()).removesuffix(".").casefold() not in said
    ]
    assert missing == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_asked_item_stands_once_with_its_rating_and_its_law(path: Path) -> None:
    one = assessed(path)
    view = working(one)
    items = [item for c in view.checklists for section in c.sections for item in section.items]
    assert [item.id for item in items] == [o.item.id for o in one.outcomes if o.asked]
    page = page_of(path)
    for item in items:
        assert page.count(f'id="{item.id}"') == 1
        assert item.answer.mark is not None
        assert item.background[-1].label == "Law and guidance"


def test_the_counts_of_each_checklist_add_up() -> None:
    for path in EXAMPLES:
        one = assessed(path)
        rows = working(one).standing.rows
        asked = Counter(o.checklist.title for o in one.outcomes if o.asked)
        counted = {row.cells[0]: sum(map(int, row.cells[1:])) for row in rows}
        assert counted == (asked if len(asked) > 1 else {})


def test_a_council_is_named_with_what_it_adds_and_leaves_out() -> None:
    said = words(page_of(SALTMARSH))
    assert "Estuary Council adds: The access team lends a measuring kit" in said
    assert "Left out by the council PE-0103" in said


def test_lapsed_unconfirmed_private_and_unplanned_answers_say_so() -> None:
    items = [item_tree(f"PE-01{n:02}") for n in range(1, 6)]
    responses = {
        "PE-0101": rated("met", checked_on="2020-01-15"),
        "PE-0102": rated("met", to_confirm="Ask the PE lead"),
        "PE-0103": rated("not-met", private="true"),
        "PE-0104": rated("not-applicable", reason="No lift"),
    }
    one = school(responses, items=items)
    (section,) = working(one).checklists[0].sections
    old, doubted, hidden, none, open_ = section.items
    assert old.answer.facts[0].text == (
        "15 January 2020; it was to be checked again by 15 January 2023."
    )
    assert old.answer.tags == ("To be checked again", "No evidence is named")
    assert doubted.answer.remarks[0].text == "Ask the PE lead."
    assert "Private: it stays out of public editions" in hidden.answer.tags
    assert hidden.unplanned == "No action answers this gap yet."
    assert none.answer.remarks[0].text == "No lift."
    assert open_.answer.mark is not None
    assert open_.answer.mark.word == "Not yet answered"
    assert open_.background[0].label == "What to look at"
    assert (
        section.counts
        == "5 questions: 1 not met, 1 not applicable, 2 to be checked again and 1 not yet answered."
    )


def test_a_figure_that_was_overruled_shows_both_and_the_reason() -> None:
    measure = {"quantity": "Width", "unit": "mm", "minimum": "900", "applies_to": "new-work"}
    answer = {"measured": "850", "rating": "met", "overrule": "the frame comes out in May"}
    one = school({"PE-0101": answer}, items=[item_tree(measure=measure)])
    item = working(one).checklists[0].sections[0].items[0]
    assert item.answer.mark is not None
    assert (item.answer.mark.word, item.answer.measured) == ("Met", "850 mm measured")
    assert item.answer.remarks[0].text == (
        "The figure alone gives “not met”. The frame comes out in May."
    )


@pytest.mark.parametrize(
    "one",
    [
        school({}, plan=None),
        school({}, school={"type": "further-education", "phase": "post-16"}),
        builders.assess(
            other_subject(
                builders.plan({"id": "A-01", "strand": "curriculum", "action": "Meet."}),
                group={"name": "Tidal Learning Trust", "kind": "federation", "nation": "wales"},
            )
        ),
        builders.assess(
            other_subject(
                builders.plan(),
                local_authority={"name": "Estuary", "code": "990", "nation": "england"},
            )
        ),
    ],
    ids=["nothing answered", "college", "group", "authority"],
)
def test_any_subject_has_a_working_edition_that_says_for_whom_it_is(one: Assessed) -> None:
    view = working(one)
    assert view.cover.notice is not None
    assert re.match(
        r"Working copy for the \w+ and its \w+: not for publication\.", view.cover.notice
    )
    assert render_pdf(view).startswith(b"%PDF-1.7")


def test_no_part_of_the_working_edition_gives_a_verdict() -> None:
    for path in EXAMPLES:
        said = words(page_of(path)).lower()
        assert "compliant" not in said
        assert "duty under schedule 10:" in said
