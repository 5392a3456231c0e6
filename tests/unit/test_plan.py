"""Findings, their priority, and what the plan does about them."""

from datetime import date

import pytest

from send_audit.model.plan_document import PlanDocument
from send_audit.model.results import Finding
from send_audit.outcomes import resolve
from send_audit.plan import find_gaps, make_action_plan
from tests.small_models import AS_OF, Tree, audit, by_place, checklist, item_tree, places, rated


def finding(response: Tree, **item_changes: object) -> Finding:
    """The finding that the answer to an only item makes."""
    content = checklist(item_tree("PE-0101", **item_changes))
    (one,) = find_gaps(resolve(audit({"PE-0101": response}), [content], AS_OF), None)
    return one


def plan(*actions: Tree) -> PlanDocument:
    return PlanDocument.model_validate({"actions": list(actions)})


def action(id_: str = "A-01", **changes: object) -> Tree:
    return {"id": id_, "for": ["PE-0101"], "action": "Mend it."} | changes


@pytest.mark.parametrize(
    ("duty", "weight", "rating", "priority"),
    [
        ("must", "0", "partly-met", "high"),  # "high for must and have-regard items"
        ("have-regard", "1", "partly-met", "high"),
        ("good-practice", "3", "not-met", "high"),  # "and for weight 3 not-met"
        ("should", "3", "not-met", "high"),
        ("good-practice", "3", "partly-met", "medium"),  # "else medium"
        ("good-practice", "2", "not-met", "medium"),
        ("should", "1", "not-met", "low"),  # "low for weight 0-1"
        ("good-practice", "0", "not-met", "low"),
    ],
)
def test_priority_follows_the_duty_then_the_weight(
    duty: str, weight: str, rating: str, priority: str
) -> None:
    assert finding(rated(rating), duty=duty, weight=weight).priority == priority


@pytest.mark.parametrize("rating", ["met", "not-applicable"])
def test_nothing_is_found_where_nothing_is_wrong(rating: str) -> None:
    outcomes = resolve(audit({"PE-0101": rated(rating)}), [checklist(item_tree())], AS_OF)
    assert find_gaps(outcomes, None) == ()


def test_a_failure_in_one_place_is_found_while_another_is_still_open() -> None:
    """ "any place open leaves the item unanswered (its known failures are still findings)"."""
    facts = places("ramp", "east", "west", "north")
    answered = audit({"PE-0101": by_place(east="met", west="not-met")}, school=facts)
    outcomes = resolve(answered, [checklist(item_tree(per="ramp"))], AS_OF)
    assert [one.rating for one in find_gaps(outcomes, None)] == ["partly-met"]


def test_an_item_that_the_school_is_not_asked_makes_no_finding() -> None:
    content = checklist(item_tree(applies_when={"phases": ["post-16"]}))
    assert find_gaps(resolve(audit({"PE-0101": rated("not-met")}), [content], AS_OF), None) == ()


def test_an_old_answer_keeps_its_finding_and_says_so() -> None:
    """ "It keeps its finding ("last seen DATE")"."""
    one = finding(rated("not-met", checked_on="2019-06-03"))
    assert (one.lapsed, one.outcome.last_seen) == (True, date(2019, 6, 3))


def test_an_action_answers_the_items_it_names_unless_it_was_dropped() -> None:
    stated = plan(
        action("A-01"),
        action("A-02", status="dropped", dropped_reason="No money"),
        action("A-03", **{"for": ["PE-0999"]}),
    )
    outcomes = resolve(audit({"PE-0101": rated("not-met")}), [checklist(item_tree())], AS_OF)
    (one,) = find_gaps(outcomes, stated)
    assert [a.id for a in one.actions] == ["A-01"]


def test_findings_without_an_action_are_named() -> None:
    content = checklist(item_tree("PE-0101"), item_tree("PE-0102"))
    answers = {"PE-0101": rated("not-met"), "PE-0102": rated("partly-met")}
    findings = find_gaps(resolve(audit(answers), [content], AS_OF), plan(action()))
    made = make_action_plan(findings, plan(action()), AS_OF)
    assert [one.item.id for one in made.without_action] == ["PE-0102"]


@pytest.mark.parametrize(
    ("changes", "overdue"),
    [
        ({"due": "2026-11-22"}, True),
        ({"due": "2026-11-23"}, False),
        ({"due": "2026-10"}, True),
        ({"due": "2026-11"}, False),  # of a month the last day counts
        ({"due": "2026-01-01", "status": "waiting"}, True),
        ({"due": "2026-01-01", "status": "done"}, False),
        ({"due": "2026-01-01", "status": "dropped", "dropped_reason": "No money"}, False),
        ({"due": "2026-01-01", "done_on": "2026-01-01"}, False),
        ({"timescale": "Summer 2020"}, False),  # words are not a date
        ({"repeats": "yearly", "done_on": "2025-11-23"}, False),
        ({"repeats": "yearly", "done_on": "2025-11-22"}, True),
        ({"repeats": "termly", "done_on": "2026-07"}, False),
        ({"repeats": "termly", "done_on": "2026-06"}, True),
        ({"repeats": "yearly", "done_on": "2024-01-01", "due": "2027-07"}, False),
        ({"repeats": "yearly", "done_on": "2024-01-01", "status": "done"}, False),
    ],
)
def test_what_is_overdue(changes: Tree, *, overdue: bool) -> None:
    made = make_action_plan((), plan(action("A-01", **changes)), AS_OF)
    assert bool(made.overdue) is overdue


def test_an_audit_without_a_plan_has_no_actions() -> None:
    made = make_action_plan((), None, AS_OF)
    assert (made.actions, made.overdue, made.without_action) == ((), (), ())
