"""What is left, due, late and to be looked at again, and that time alone takes nothing off these lists."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from send_audit.filling.questions import questions, rating_of
from send_audit.model.audit import Audit
from send_audit.model.content import make_content
from send_audit.model.results import Assessed
from send_audit.outcomes import all_questions, open_questions, resolve
from send_audit.upcoming.due import Due, all_due, make_agenda
from send_audit.upcoming.plan_dates import plan_dates
from send_audit.upcoming.progress import progress_of
from send_audit.upcoming.recheck import answers_to_recheck
from tests.small_models import AS_OF, Tree, audit, by_place, checklist, item_tree, places, rated
from tests.strategies import Case, cases, days

often = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def planned(*actions: Tree, **plan: object) -> Audit:
    return audit(plan={"actions": list(actions)} | plan)


def action(id_: str = "A-01", **changes: object) -> Tree:
    return {"id": id_, "strand": "information", "action": "Mend it."} | changes


def kinds(of: Audit, as_of: date = AS_OF) -> dict[str, date]:
    return {due.kind: due.on for due in all_due(of, as_of)}


# ---- Actions and steps ---------------------------------------------------------------------------


def test_of_a_month_the_last_day_counts() -> None:
    (due,) = all_due(planned(action(due="2026-11")), AS_OF)
    assert (due.on, due.month_only, due.late) == (date(2026, 11, 30), True, False)
    (late,) = all_due(planned(action(due="2026-11")), date(2026, 12, 1))
    assert late.late


def test_what_is_done_or_dropped_is_not_due() -> None:
    done = action("A-01", due="2026-01", status="done", done_on="2026-01-09")
    dropped = action("A-02", due="2026-01", status="dropped", dropped_reason="No money")
    assert all_due(planned(done, dropped), AS_OF) == ()


def test_an_action_that_repeats_is_due_again_when_a_year_has_gone_by() -> None:
    (due,) = all_due(planned(action(repeats="yearly", done_on="2026-03", due="2026-02")), AS_OF)
    assert (due.on, due.month_only) == (date(2027, 3, 31), True)


def test_a_step_is_due_on_its_own_unless_it_is_due_with_its_action() -> None:
    steps = [
        {"what": "Quote", "due": "2026-12", "done_on": "2026-11-01"},
        {"what": "Order", "due": "2027-01"},
        {"what": "Fit", "due": "2027-03"},
    ]
    found = all_due(planned(action(due="2027-03", steps=steps)), AS_OF)
    assert [(due.kind, due.step) for due in found] == [("step", 1), ("action", None)]


def test_the_steps_of_a_finished_action_are_not_due() -> None:
    steps = [{"what": "Order", "due": "2026-01"}]
    finished = action(status="done", done_on="2026-02", steps=steps)
    assert all_due(planned(finished), AS_OF) == ()


def test_the_agenda_has_each_action_in_one_list() -> None:
    agenda = make_agenda(
        planned(
            action("A-1", due="2026-10"),
            action("A-2", due="2026-12"),
            action("A-3", due="2027-12", status="waiting"),
            action("A-4", due="2027-12"),
            action("A-5", timescale="Some day"),
            action("A-6", due="2026-12", waiting_on="Highways"),
            action("A-7", status="done", done_on="2026-10"),
        ).plan,
        AS_OF,
    )
    assert [_ids(dues) for dues in (agenda.overdue, agenda.soon, agenda.waiting, agenda.later)] == [
        ["A-1"],
        ["A-2", "A-6"],
        ["A-3"],
        ["A-4"],
    ]
    assert [one.id for one in agenda.undated] == ["A-5"]


def _ids(dues: tuple[Due, ...]) -> list[str]:
    return [due.action.id for due in dues if due.action is not None]


def test_soon_reaches_ninety_days() -> None:
    def is_soon(day: str) -> bool:
        (due,) = all_due(planned(action(due=day)), AS_OF)
        return due.is_soon(AS_OF)

    assert is_soon("2026-11-23")
    assert is_soon("2027-02-21")
    assert not is_soon("2027-02-22")
    assert not is_soon("2026-11-22")


# ---- The plan's own dates ------------------------------------------------------------------------


def test_a_plan_without_an_end_ends_three_years_after_its_start() -> None:
    assert kinds(planned(period={"start": "2026-09-01"}))["plan-end"] == date(2029, 9, 1)


def test_a_plan_that_says_it_runs_for_longer_ends_at_three_years() -> None:
    too_long = planned(period={"start": "2024-09-01", "end": "2030-08-31"})
    assert kinds(too_long)["plan-end"] == date(2027, 9, 1)
    dates = plan_dates(too_long, AS_OF)
    assert dates.too_long
    assert not dates.expired


def test_of_a_strategy_in_england_no_length_is_held_to_be_the_most() -> None:
    strategy = Audit.model_validate(
        {
            "schema": "send-audit/audit@1",
            "local_authority": {"name": "Estuary", "code": "990", "nation": "england"},
            "plan": {"period": {"start": "2020-09-01"}},
        }
    )
    assert plan_dates(strategy, AS_OF).three_years is None
    assert "plan-end" not in kinds(strategy)


def test_a_review_that_was_held_is_no_longer_due() -> None:
    held = planned(next_review="2026-09", reviews=[{"on": "2026-09-15"}])
    assert "review" not in kinds(held)
    review_held = plan_dates(held, AS_OF).review_held
    assert review_held is not None
    assert review_held.text == "2026-09-15"
    earlier = planned(next_review="2026-09", reviews=[{"on": "2026-08-31"}])
    assert kinds(earlier)["review"] == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("reports", "due"),
    [
        ([], date(2027, 10, 20)),  # a year after the approval, which is later than the start
        ([{"on": "2026-11-19", "to": ["governors"]}], date(2027, 10, 20)),
        ([{"on": "2026-11-19"}], date(2027, 11, 19)),
        ([{"on": "2026-11-19", "to": ["Parents and carers"]}], date(2027, 11, 19)),
        ([{"on": "2026-11", "to": ["Rhieni"]}], date(2027, 11, 30)),
        (
            [{"on": "2026-07-01", "to": ["families"]}, {"on": "2026-11-19", "to": ["governors"]}],
            date(2027, 7, 1),
        ),
    ],
)
def test_the_next_report_to_parents_falls_a_year_after_the_last(
    reports: list[Tree], due: date
) -> None:
    plan = planned(period={"start": "2026-09-01"}, approved={"on": "2026-10-20"}, reports=reports)
    assert kinds(plan)["report"] == due


def test_proposals_have_no_dates_of_their_own() -> None:
    assert plan_dates(planned(), AS_OF).adopted == "proposals"
    assert kinds(planned()) == {}
    assert plan_dates(audit(), AS_OF).adopted == "none"


# ---- Questions and answers -----------------------------------------------------------------------


def assessed(of: Audit, *items: Tree, as_of: date = AS_OF) -> Assessed:
    """As far as the questions need it."""
    content = checklist(*items)
    unused: Any = None
    return Assessed(
        file="little.yaml",
        audit=of,
        as_of=as_of,
        outcomes=resolve(of, [content], as_of),
        scorecard=unused,
        duty=unused,
        findings=(),
        plan=unused,
        sources={},
    )


TWO_RAMPS = places("ramp", "east", "west")
PER_RAMP = item_tree("PE-0101", per="ramp")


@pytest.mark.parametrize(
    ("response", "asked", "left"),
    [
        (None, 2, ["east", "west"]),
        (by_place(east="met"), 2, ["west"]),
        (by_place(east="met", west={"note": "Ask"}), 2, ["west"]),
        (by_place(east="met", west="not-met"), 2, []),
        (rated("met"), 1, []),  # one answer for both
        ({"note": "Ask the site manager"}, 2, ["east", "west"]),
    ],
)
def test_an_item_asked_by_place_is_a_question_for_each_place(
    response: Tree | None, asked: int, left: list[str]
) -> None:
    of = audit({"PE-0101": response} if response else {}, school=TWO_RAMPS)
    one = assessed(of, PER_RAMP)
    assert [question.place for question in open_questions(of, one.outcomes)] == left
    count = progress_of(one).count
    assert (count.asked, count.left) == (asked, len(left))


def test_an_item_asked_by_place_of_a_school_with_no_such_place_is_one_question() -> None:
    one = assessed(audit(), PER_RAMP)
    assert [question.place for question in open_questions(one.audit, one.outcomes)] == [None]


def test_an_item_asked_once_and_answered_by_place_is_a_question_for_each_of_these_places() -> None:
    halves = by_place(east="met", west={"note": "Ask"})
    one = assessed(audit({"PE-0101": halves}, school=TWO_RAMPS), item_tree("PE-0101"))
    assert [question.place for question in open_questions(one.audit, one.outcomes)] == ["west"]
    assert progress_of(one).count.asked == 2


def test_the_next_question_is_the_first_open_one() -> None:
    one = assessed(audit({"PE-0101": rated("met")}), item_tree("PE-0101"), item_tree("PE-0102"))
    following = progress_of(one).next
    assert following is not None
    assert following.outcome.item.id == "PE-0102"


def test_met_without_evidence_is_counted_and_met_with_it_is_not() -> None:
    shown = rated("met", evidence=[{"kind": "document", "title": "Minutes"}])
    doubted = rated("met", to_confirm="Ask the clerk")
    of = audit(
        {
            "PE-0101": rated("met"),
            "PE-0102": shown,
            "PE-0103": rated("partly-met"),
            "PE-0104": doubted,
        }
    )
    one = assessed(of, *map(item_tree, of.responses))
    assert [outcome.item.id for outcome in progress_of(one).without_evidence] == ["PE-0101"]


def test_each_answer_to_look_at_again_is_in_one_list() -> None:
    items = [item_tree(f"PE-010{n}", recheck_after_months="12") for n in (1, 2, 3, 4)]
    of = audit(
        {
            "PE-0101": rated("met", checked_on="2025-01-01", to_confirm="Ask again"),
            "PE-0102": rated("met", checked_on="2025-11-22"),
            "PE-0103": rated("met", checked_on="2025-11-23"),
            "PE-0104": rated("met", checked_on="2026-10-05"),
        }
    )
    again = answers_to_recheck(of, assessed(of, *items).outcomes, AS_OF)
    found = [
        [one.outcome.item.id for one in answers]
        for answers in (again.to_confirm, again.lapsed, again.soon)
    ]
    assert found == [["PE-0101"], ["PE-0102"], ["PE-0103"]]


# ---- Laws ----------------------------------------------------------------------------------------

_days = st.dates(date(2024, 1, 1), date(2029, 12, 31)).map(date.isoformat)
_months = _days.map(lambda day: day[:7])
_maybe_day = st.one_of(st.none(), _days, _months)


@st.composite
def plans(draw: Any) -> Audit:  # noqa: ANN401 - Hypothesis's own draw
    """Plans with all kinds of dates, sensible or not."""
    actions = []
    for number in range(draw(st.integers(0, 4))):
        tree = action(
            f"A-{number:02}",
            status=draw(st.sampled_from(("planned", "waiting", "ongoing", "done"))),
        )
        tree |= {
            "due": draw(_maybe_day),
            "done_on": draw(_maybe_day),
            "repeats": draw(st.sampled_from((None, "termly", "yearly"))),
            "steps": [
                {"what": "Step", "due": draw(_maybe_day), "done_on": draw(_maybe_day)}
                for _ in range(draw(st.integers(0, 2)))
            ],
        }
        actions.append(tree)
    return planned(
        *actions,
        period={"start": draw(_maybe_day), "end": draw(_maybe_day)},
        next_review=draw(_maybe_day),
        reviews=[{"on": day} for day in draw(st.lists(_days, max_size=2))],
        reports=[{"on": day} for day in draw(st.lists(_days, max_size=2))],
    )


def _names(dues: tuple[Due, ...]) -> list[tuple[object, ...]]:
    return [(due.kind, due.action.id if due.action is not None else None, due.step) for due in dues]


@often
@given(plans(), days, days)
def test_time_alone_never_makes_anything_less_due(of: Audit, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before = {name for name, due in _late(of, earlier) if due.late}
    after = {name for name, due in _late(of, later) if due.late}
    assert before <= after


def _late(of: Audit, as_of: date) -> list[tuple[tuple[object, ...], Due]]:
    dues = all_due(of, as_of)
    return list(zip(_names(dues), dues, strict=True))


@often
@given(plans(), days)
def test_everything_that_is_due_is_listed_once(of: Audit, as_of: date) -> None:
    assert max(Counter(_names(all_due(of, as_of))).values(), default=1) == 1
    agenda = make_agenda(of.plan, as_of)
    listed = _names((*agenda.overdue, *agenda.soon, *agenda.waiting, *agenda.later))
    assert sorted(map(str, listed)) == sorted(
        str(name) for name in _names(all_due(of, as_of)) if name[1] is not None
    )
    dated = {name[1] for name in listed if name[0] == "action"}
    assert not dated & {one.id for one in agenda.undated}


@often
@given(cases(), days, days)
def test_time_alone_takes_no_answer_off_the_lists(case: Case, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert _again(case, earlier) <= _again(case, later)


def _again(case: Case, as_of: date) -> set[tuple[str, str | None]]:
    outcomes = resolve(case.audit, case.checklists, as_of)
    again = answers_to_recheck(case.audit, outcomes, as_of)
    return {(a.outcome.item.id, a.place) for a in (*again.to_confirm, *again.lapsed)}


@often
@given(cases(), days)
def test_status_counts_what_fill_asks(case: Case, as_of: date) -> None:
    content = make_content(case.checklists)
    counted = all_questions(case.audit, resolve(case.audit, case.checklists, as_of))
    assert [(q.outcome.item.id, q.place, q.answered) for q in counted] == [
        (*asked.key, rating_of(case.audit, asked) is not None)
        for asked in questions(case.audit, content)
    ]


@often
@given(cases(), days)
def test_an_item_is_answered_when_all_its_questions_are(case: Case, as_of: date) -> None:
    outcomes = resolve(case.audit, case.checklists, as_of)
    counted = all_questions(case.audit, outcomes)
    for outcome in outcomes:
        own = [question.answered for question in counted if question.outcome is outcome]
        assert bool(own) == outcome.asked
        if own:
            assert all(own) == (outcome.rating is not None)


@often
@given(cases(), days)
def test_an_item_has_lapsed_where_an_answer_that_counts_is_to_be_looked_at(
    case: Case, as_of: date
) -> None:
    outcomes = resolve(case.audit, case.checklists, as_of)
    listed = {id_ for id_, _ in _again(case, as_of)}
    assert {o.item.id for o in outcomes if o.asked and o.lapsed} <= listed
