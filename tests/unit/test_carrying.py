"""What becomes of each answer, by rule: each in one place, and only where the question is the same."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.carrying.answers import sort_answers
from send_audit.carrying.confirming import confirm_note, marked
from send_audit.carrying.plan import previous_title
from send_audit.editing.tree import Tree as Yaml
from send_audit.model.checklist import Features
from send_audit.model.content import Content, make_content
from send_audit.model.new_school import NewAuthority, NewSchool, blank_of
from send_audit.model.scalars import Day
from send_audit.model.sparing import questions_asked, questions_spared
from tests.small_models import Tree, audit, checklist, item_tree, rated

IDS = tuple(f"PE-010{n}" for n in range(6))
CHANGES: tuple[Tree, ...] = (
    {},
    {"guidance": "Look again."},
    {"criterion": "Something else."},
    {"per": "ramp"},
    {"revised": "1.1.0"},
    {"retired": {"in": "1.1.0", "replaced_by": ["PE-0105"]}},
    {"applies_when": {"features": {"lift": "true"}}},
    {"applies_when": {"nations": ["wales"]}},
)


def content(*items: Tree, version: str = "1.0.0") -> Content:
    return make_content([checklist(*items, version=version)] if items else [])


@st.composite
def cycles(draw: st.DrawFn) -> tuple[Content, Content, frozenset[str]]:
    """Two versions of a checklist, and which items were answered."""
    then = draw(st.sets(st.sampled_from(IDS), min_size=1))
    now = draw(st.sets(st.sampled_from(IDS)))
    changed = {id_: draw(st.sampled_from(CHANGES)) for id_ in sorted(now)}
    answered = draw(st.sets(st.sampled_from(sorted(then))))
    return (
        content(*(item_tree(id_) for id_ in sorted(then))),
        content(*(item_tree(id_, **changed[id_]) for id_ in sorted(now)), version="1.1.0"),
        frozenset(answered),
    )


@given(cycles())
def test_each_answer_is_in_one_place_and_each_question_in_one_too(
    cycle: tuple[Content, Content, frozenset[str]],
) -> None:
    before, now, answered = cycle
    last = audit({id_: rated("met") for id_ in answered}, school={"features": {"lift": "false"}})
    found = sort_answers(last, before, last, now)
    fates = [*found.carried, *found.changed, *(gone.id for gone in found.gone)]
    assert sorted(fates) == sorted(answered)
    asked = questions_asked(now.checklists, last)
    assert asked == len({*found.carried, *found.changed, *found.added, *found.still_open})
    assert asked == sum(map(len, (found.carried, found.changed, found.added, found.still_open)))
    for gone in found.gone:
        assert gone.why
        assert gone.id not in gone.replaced_by or gone.item is None


@pytest.mark.parametrize(
    ("changes", "fate"),
    [
        ({}, "carried"),
        ({"guidance": "Look again."}, "carried"),
        ({"weight": "3"}, "carried"),
        ({"criterion": "Something else."}, "changed"),
        ({"revised": "1.1.0"}, "changed"),
        ({"per": "ramp"}, "changed"),
        ({"applies_when": {"types": ["studio-school"]}}, "gone"),
        ({"retired": {"in": "1.1.0"}}, "gone"),
    ],
)
def test_an_answer_stands_only_where_the_question_is_the_same(changes: Tree, fate: str) -> None:
    last = audit({"PE-0101": rated("met")})
    now = content(item_tree("PE-0101", **changes), item_tree("PE-0102"), version="1.1.0")
    found = sort_answers(last, content(item_tree("PE-0101")), last, now)
    places = {
        "carried": list(found.carried),
        "changed": list(found.changed),
        "gone": [gone.id for gone in found.gone],
    }
    assert places == {"carried": [], "changed": [], "gone": []} | {fate: ["PE-0101"]}
    assert found.added == ("PE-0102",)
    assert dict(found.versions) == {"physical-environment": ("1.0.0", "1.1.0")}


def test_what_replaces_a_retired_item_may_itself_be_replaced() -> None:
    last = audit({"PE-0101": rated("met")})
    chain = {"PE-0101": ["PE-0102"], "PE-0102": ["PE-0101", "PE-0103"]}
    items = [
        item_tree(id_, retired={"in": "1.1.0", "replaced_by": by}) for id_, by in chain.items()
    ]
    now = content(*items, item_tree("PE-0103"), version="1.1.0")
    found = sort_answers(last, content(item_tree("PE-0101")), last, now)
    assert [gone.replaced_by for gone in found.gone] == [("PE-0103",)]


def test_an_answer_whose_question_is_not_known_is_not_taken_for_todays() -> None:
    last = audit({"PE-0101": rated("met")})
    found = sort_answers(last, content(), last, content(item_tree("PE-0101")))
    assert found.carried == ()
    assert [(gone.id, gone.replaced_by) for gone in found.gone] == [("PE-0101", ("PE-0101",))]


MARCH = Day.parse("2024-03")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "Carried from the audit of March 2024."),
        ("Ask the builder", "Carried from the audit of March 2024. Open then: Ask the builder"),
        ("Carried from the audit of May 2021.", "Carried from the audit of May 2021."),
    ],
)
def test_a_note_says_since_when_nobody_has_looked(before: str | None, after: str) -> None:
    assert confirm_note(before, MARCH) == after


def test_each_place_has_its_own_mark_and_its_own_age() -> None:
    answer: Yaml = {
        "places": {
            "front": {"rating": "met", "checked_on": "2023-01-01"},
            "back": {"rating": "met"},
        },
        "note": "N",
    }
    note = "Carried from the audit of March 2024."
    assert marked(answer, MARCH) == {
        "places": {
            "front": {"rating": "met", "checked_on": "2023-01-01", "to_confirm": note},
            "back": {"rating": "met", "checked_on": "2024-03", "to_confirm": note},
        },
        "note": "N",
    }


def test_a_day_for_all_places_stays_their_day() -> None:
    answer: Yaml = {"places": {"front": {"rating": "met"}}, "checked_on": "2023-01-01"}
    now = marked(answer, MARCH)
    assert isinstance(now, dict)
    assert now["checked_on"] == "2023-01-01"
    assert now["places"] == {
        "front": {"rating": "met", "to_confirm": "Carried from the audit of March 2024."}
    }


def test_an_audit_without_a_day_gives_none() -> None:
    assert marked({"rating": "met"}, None) == {
        "rating": "met",
        "to_confirm": "Carried from the audit before, without a date.",
    }


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ({"as_written": "2023-26"}, "Plan 2023-26"),
        ({"start": "2023-09-01"}, "Plan from 1 September 2023"),
        (None, "Plan of 5 October 2026"),
    ],
)
def test_the_plan_before_is_called_by_its_years(period: Tree | None, title: str) -> None:
    last = audit(plan={"period": period} if period else {"aims": ["A"]})
    assert last.plan is not None
    assert previous_title(last, last.plan) == title


# ---- What is spared ------------------------------------------------------------------------------


def test_a_feature_spares_what_is_asked_only_where_it_is_there() -> None:
    lift, storeys = {"features": {"lift": "true"}}, {"features": {"storeys": "2"}}
    both = {"features": {"lift": "true", "storeys": "2"}}
    lists = [
        checklist(
            item_tree("PE-0101"),
            item_tree("PE-0102", applies_when=lift),
            item_tree("PE-0103", applies_when=storeys),
            item_tree("PE-0104", applies_when=both),
        )
    ]
    school = NewSchool(name="", nation="england")
    assert dict(questions_spared(lists, blank_of(school))) == {"lift": 2, "storeys": 2}
    low = NewSchool(name="", nation="england", features=Features(storeys=1))
    assert dict(questions_spared(lists, blank_of(low))) == {"lift": 1}
    left_out = MappingProxyType({"PE-0102": "by us"})
    assert dict(questions_spared(lists, blank_of(low), left_out=left_out)) == {}
    authority = NewAuthority(name="E", code="990", nation="england")
    assert dict(questions_spared(lists, blank_of(authority))) == {}
