"""Remarks on the plan's approval and its actions, and what must get none."""

import json
import re

import pytest

from tests.small_models import Tree, by_place, rated
from tests.support import VALID, checked, places

RULES = {
    *("approved-after-review", "action-without-date", "action-overdue", "action-without-lead"),
    "done-but-open",
}


def action(id_: str = "A-01", **changes: object) -> Tree:
    """An action that nothing can be said against."""
    stated: Tree = {"id": id_, "for": ["PE-0102"], "action": "Mend it.", "lead": "Site manager"}
    return stated | {"due": "2027-07"} | changes


def plan(*actions: Tree, **changes: object) -> Tree:
    return {"plan": {"actions": list(actions)} | changes}


def file(*trees: Tree, responses: Tree | None = None, **school: object) -> Tree:
    """A file on a school that was audited on 5 October 2026."""
    whole: Tree = {
        "schema": "send-audit/audit@1",
        "school": {"name": "Little School", "nation": "england"} | school,
        "audit": {"date": "2026-10-05", "checklists": {"physical-environment": "1.1.0"}},
        "responses": responses or {},
    }
    for tree in trees:
        whole |= tree
    return whole


def remarks(tree: Tree) -> dict[str, str]:
    """The message and fix of each remark of these rules, by name. JSON is YAML."""
    return {
        problem.kind.name: f"{problem.message} {problem.fix}"
        for problem in checked(json.dumps(tree))
        if problem.kind.name in RULES
    }


def test_a_plan_in_good_order_gets_no_remark() -> None:
    (good,) = [one for one in VALID if one.stem == "actions-in-order"]
    assert not RULES & {name for name, _ in places(checked(good.read_bytes()))}


# ---- Approved after a review ---------------------------------------------------------------------

PERIOD = {"start": "2026-01-01", "end": "2028-12-31"}


@pytest.mark.parametrize(
    ("approved", "others", "said"),
    [
        ("2026-10-20", {"reviews": [{"on": "2026-09-15"}]}, True),
        ("2026-09-15", {"reviews": [{"on": "2026-09-15"}]}, False),
        ("2026-09", {"reviews": [{"on": "2026-09-15"}]}, False),  # which came first is not known
        ("2026-09-20", {"reviews": [{"on": "2026-09"}]}, False),  # nor here
        ("2026-10", {"reviews": [{"on": "2026-09"}]}, True),
        ("2026-02-10", {"reviews": [{"on": "2025-12-10"}]}, False),  # of the plan before
        ("2029-02-10", {"reviews": [{"on": "2029-01-10"}]}, False),  # of the plan after
        ("2026-10-20", {"next_review": "2026-09"}, True),
        ("2026-10-20", {"next_review": "2027-09"}, False),
        ("2026-10-20", {"next_review": "2026-10"}, False),
        ("2026-10-20", {}, False),
    ],
)
def test_approved_after_a_review(approved: str, others: Tree, *, said: bool) -> None:
    made = plan(period=PERIOD, approved={"on": approved}, **others)
    assert ("approved-after-review" in remarks(file(made))) is said


def test_without_a_period_no_review_is_surely_of_this_plan() -> None:
    made = plan(approved={"on": "2026-10-20"}, reviews=[{"on": "2026-09-15"}])
    assert remarks(file(made)) == {}


# ---- Without a date, without a lead --------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, True),
        ({"status": "ongoing"}, True),
        ({"timescale": "When the boiler is replaced"}, False),
        ({"repeats": "termly"}, False),
        ({"status": "done", "done_on": "2026-01-01"}, False),
        ({"status": "dropped", "dropped_reason": "No money"}, False),
        ({"horizon": "short"}, False),  # the plan says what short means
        ({"horizon": "long"}, True),  # and does not say it of long
    ],
)
def test_without_a_date(changes: Tree, *, said: bool) -> None:
    made = plan(action(due=None) | changes, horizons={"short": "One school year"})
    del made["plan"]["actions"][0]["due"]
    assert ("action-without-date" in remarks(file(made))) is said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, True),
        ({"partners": [{"who": "Council highways"}]}, True),
        ({"status": "done", "done_on": "2026-11-01"}, False),
        ({"status": "dropped", "dropped_reason": "No money"}, False),
    ],
)
def test_without_a_lead(changes: Tree, *, said: bool) -> None:
    made = plan(action() | changes)
    del made["plan"]["actions"][0]["lead"]
    assert ("action-without-lead" in remarks(file(made))) is said


# ---- Overdue -------------------------------------------------------------------------------------


def overdue(**changes: object) -> str:
    return remarks(file(plan(action() | changes))).get("action-overdue", "")


def test_it_says_since_when_and_on_whom_it_waits() -> None:
    assert "was due by 2026-10 and is not done." in overdue(due="2026-10")
    waiting = overdue(due="2025-08-31", status="waiting", waiting_on="Council highways")
    assert "was due by 2025-08-31 and is not done. It waits on “Council highways”." in waiting


def test_what_repeats_is_asked_when_it_was_last_done() -> None:
    assert "nothing says that it was done" in overdue(due="2024-07", repeats="yearly")
    again = overdue(due="2024-07", repeats="yearly", done_on="2025-03-20", status="ongoing")
    assert "last done on 2025-03-20: it was due again by 2026-03-20." in again
    assert overdue(due="2024-07", repeats="yearly", done_on="2026-03-20") == ""


def test_the_day_itself_is_not_late() -> None:
    assert overdue(due="2026-11-23") == ""
    assert overdue(due="2026-11") == ""


# ---- Done, and still open ------------------------------------------------------------------------

DONE = {"status": "done", "done_on": "2026-10-12"}
BAYS = {
    "places": {
        "site": {"name": "Site", "kind": "site"},
        "front": {"name": "Front", "kind": "parking-bay", "within": "site"},
        "back": {"name": "Back", "kind": "parking-bay"},
    }
}


def still_open(*actions: Tree, answer: Tree) -> str:
    tree = file(plan(*actions), responses={"PE-0102": answer}, **BAYS)
    return remarks(tree).get("done-but-open", "")


def test_an_answer_older_than_the_work_is_to_be_looked_at_again() -> None:
    said = still_open(action(**DONE), answer=rated("not-met"))
    assert "is still “not-met”, as checked on 2026-10-05" in said
    assert "Look again" in said


@pytest.mark.parametrize("checked_on", ["2026-10-12", "2026-11-02", "2026-11"])
def test_a_newer_answer_asks_for_a_further_action(checked_on: str) -> None:
    said = still_open(action(**DONE), answer=rated("partly-met", checked_on=checked_on))
    assert "Add a further action for PE-0102" in said


@pytest.mark.parametrize(
    ("done_on", "checked_on"), [("2026-10", "2026-10-12"), ("2026-10-12", "2026-10")]
)
def test_where_only_a_month_is_known_looking_again_is_asked(done_on: str, checked_on: str) -> None:
    finished = action(status="done", done_on=done_on)
    assert "Look again" in still_open(finished, answer=rated("not-met", checked_on=checked_on))


@pytest.mark.parametrize(
    "answer",
    [
        rated("met"),
        rated("not-applicable"),
        {"measured": "2400"},  # met, by its measure
        {"measured": "2000", "rating": "met", "overrule": "Widened since it was measured."},
    ],
)
def test_a_gap_that_is_closed_gets_no_remark(answer: Tree) -> None:
    assert still_open(action(**DONE), answer=answer) == ""


def test_a_measured_gap_is_one() -> None:
    assert "“not-met”" in still_open(action(**DONE), answer={"measured": "2000"})


def test_another_action_that_goes_on_answers_the_item() -> None:
    gap = rated("not-met")
    for status in ("planned", "in-progress", "waiting", "ongoing"):
        assert still_open(action(**DONE), action("A-02", status=status), answer=gap) == ""
    dropped = action("A-02", status="dropped", dropped_reason="No money")
    assert "A-01" in still_open(action(**DONE), dropped, answer=gap)


def test_of_two_finished_actions_the_last_is_named() -> None:
    """The first had a successor: to ask for a further action would be wrong."""
    first = action("A-01", status="done", done_on="2026-09-01")
    both = (first, action("A-02", **DONE))
    for actions in (both, both[::-1]):
        said = still_open(*actions, answer=rated("not-met"))
        assert "A-02 was done on 2026-10-12" in said
        assert "Look again" in said


@pytest.mark.parametrize(
    ("at", "said"),
    [([], True), (["front"], True), (["site"], True), (["back"], False)],
)
def test_an_action_answers_for_its_own_places(at: list[str], *, said: bool) -> None:
    answer = by_place(front="not-met", back="met")
    assert bool(still_open(action(at=at, **DONE), answer=answer)) is said


def test_several_places_are_counted_and_a_newer_one_is_shown() -> None:
    answer = by_place(front="not-met", back=rated("partly-met", checked_on="2026-11-02"))
    said = still_open(action(**DONE), answer=answer)
    assert "in back, as checked on 2026-11-02 (and in 1 more)" in said


def test_an_answer_without_a_date_is_to_be_looked_at_again() -> None:
    undated = {"audit": {"checklists": {"physical-environment": "1.1.0"}}}
    tree = file(plan(action(**DONE)), undated, responses={"PE-0102": rated("not-met")})
    said = remarks(tree)["done-but-open"]
    assert re.search(r"with no date\. Look again", said)


def test_a_done_action_without_a_day_says_nothing_of_the_answer() -> None:
    assert still_open(action(status="done"), answer=rated("not-met")) == ""


def test_an_item_that_is_not_asked_gets_no_remark() -> None:
    answer = {"PE-0102": rated("not-met")}
    tree = file(plan(action(**DONE)), responses=answer, features={"parking": "false"})
    assert remarks(tree) == {}


def test_places_within_one_another_in_a_ring_come_to_an_end() -> None:
    ring = {
        "a": {"name": "A", "kind": "parking-bay", "within": "b"},
        "b": {"name": "B", "kind": "parking-bay", "within": "a"},
    }
    answer = {"PE-0102": by_place(a="not-met")}
    tree = file(plan(action(at=["b"], **DONE)), responses=answer, places=ring)
    assert "done-but-open" in remarks(tree)
