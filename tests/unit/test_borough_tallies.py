"""What the borough report adds up, from a few small returns made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.area import Included
from send_audit.borough.facts import PlanState, SchoolFacts
from send_audit.borough.tallies.change import ChangeTally
from send_audit.borough.tallies.duties import DutyTally
from send_audit.borough.tallies.gaps import GapTally
from send_audit.borough.tallies.plans import PlanTally, PlanWord
from send_audit.borough.tallies.returns import count_returns
from send_audit.borough.tallies.work import WorkTally
from send_audit.model.results import POINTS
from send_audit.model.words import Rating
from tests.builders import SOURCES
from tests.small_models import AS_OF, basis, checklist, duty_checklist, duty_tree, item_tree
from tests.small_schools import action, answer, asked, facts, included, plan, round_of, standing

LIST = checklist(
    item_tree("PE-0101", needs=["walking", "vision"], priorities=["inclusion"], weight=1),
    item_tree("PE-0102", needs=["hearing"], priorities=["inclusion", "information"], weight=3),
)
ITEMS = asked(LIST)


def counted_plan(state: PlanState | None) -> PlanTally:
    tally = PlanTally(AS_OF)
    tally.add(included(facts(plan=state)))
    return tally


# Returns


def test_every_school_of_the_list_is_in_the_denominator() -> None:
    counts = count_returns(
        round_of(
            [
                standing(state="returned"),
                standing(state="part-filled"),
                standing(state="missing", type_="academy-converter", phase="secondary", late=True),
                standing(state="excused"),
            ]
        )
    )
    assert (counts.schools, counts.counted, counts.late) == (4, 2, 1)
    assert counts.by_type["academies"] == {"missing": 1}
    assert counts.by_phase["primary"] == {"returned": 1, "part-filled": 1, "excused": 1}
    assert [owing.state for owing in counts.owing] == ["missing"]


# Duties


def test_not_returned_is_no_status_and_other_acts_stand_apart() -> None:
    other = duty_tree("S10-0603", basis=[basis("families-act", "s.69", "primary")])
    items = asked(duty_checklist(duty_tree("S10-0101"), other))
    schools = [
        included(facts("A", duty_status="gap-found", unmet=("S10-0101", "S10-0603"))),
        included(facts("B", "academy-converter", duty_status="gap-found", unmet=("S10-0101",))),
    ]
    away = standing("C", "academy-converter", "missing")
    tally = DutyTally(round_of([*(one.standing for one in schools), away]), items, SOURCES)
    for one in schools:
        tally.add(one)
    duties = tally.result()
    academies = duties.in_group("academies")
    assert (academies.by_status, academies.not_returned) == ({"gap-found": 1}, 1)
    assert duties.in_all().not_returned == 1
    told = [(u.item.id, u.act, u.decides, u.maintained, u.others) for u in duties.unmet]
    assert told == [
        ("S10-0101", "Equality Act 2010, Schedule 10", True, 1, 1),
        ("S10-0603", "Children and Families Act 2014", False, 1, 0),
    ]


# Plans


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (None, "none"),
        (plan(), "in-force"),
        (plan(ends=date(2027, 11, 23)), "running-out"),
        (plan(ends=date(2027, 11, 24)), "in-force"),
        (plan(expired=True, ends=date(2026, 8, 31)), "expired"),
        (plan(not_begun=True), "not-begun"),
        (plan(ends=None), "not-dated"),
        (plan(proposals=True, ends=None), "proposals"),
    ],
)
def test_a_plan_stands_where_its_dates_say(state: PlanState | None, word: PlanWord) -> None:
    plans = counted_plan(state).result()
    assert plans.words == {(word, "maintained"): 1}
    assert len(plans.not_in_date) == (word in ("none", "expired"))


def test_a_college_owes_no_plan() -> None:
    tally = PlanTally(AS_OF)
    tally.add(included(facts(type_="sixth-form-centre", phase="post-16")))
    plans = tally.result()
    assert (plans.voluntary, dict(plans.words), plans.not_in_date) == (1, {}, ())


@pytest.mark.parametrize(
    ("last", "next_", "word"),
    [
        (date(2025, 11, 23), None, "reviewed"),
        (date(2025, 11, 22), None, "neither"),
        (None, date(2026, 11, 22), "overdue"),
        (None, AS_OF, "neither"),
    ],
)
def test_a_review_counts_for_a_year(last: date | None, next_: date | None, word: str) -> None:
    plans = counted_plan(plan(last_review=last, next_review=next_)).result()
    assert plans.reviews == {(word, "maintained"): 1}


# Gaps


def test_an_answer_that_leaves_a_need_out_is_a_gap_for_that_need_alone() -> None:
    tally = GapTally(ITEMS)
    part = {"PE-0101": answer("partly-met")}
    tally.add(included(facts("A", items=part, needs_left_out={"PE-0101": ("vision",)})))
    tally.add(included(facts("B", items=part)))
    gaps = tally.result()
    assert [(g.schools, g.answered) for g in gaps.by_need["vision"]] == [(2, 2)]
    assert [(g.schools, g.answered) for g in gaps.by_need["walking"]] == [(1, 2)]
    assert [g.schools for g in gaps.by_tag["inclusion"]] == [2]


def test_not_applicable_is_no_answer_to_count_against() -> None:
    tally = GapTally(ITEMS)
    for rating in ("not-met", "met", "not-applicable", None):
        tally.add(included(facts(items={"PE-0102": answer(rating)})))
    (gap,) = tally.result().by_need["hearing"]
    assert (gap.schools, gap.answered) == (1, 2)


# Change


def test_change_is_over_what_was_asked_and_answered_both_times() -> None:
    before = facts(items={"PE-0101": answer("not-met"), "PE-0102": answer("met")})
    now = facts(items={"PE-0101": answer("met"), "PE-0102": answer(None)})
    tally = ChangeTally(ITEMS)
    tally.add(included(now, before))
    tally.add(included(now))
    change = tally.result()["inclusion"]
    assert (change.schools, change.better, change.worse, change.same) == (1, 1, 0, 0)
    assert change.median is None  # of one school it would be that school's own


def test_what_an_officer_changed_is_no_change_at_the_school() -> None:
    tally = ChangeTally(ITEMS)
    read = facts(items={"PE-0101": answer("not-met"), "PE-0102": answer("partly-met")})
    read = replace(read, basis="moderated", known_returned={"PE-0101": "met", "PE-0102": None})
    tally.add(included(read, facts(items={"PE-0101": answer("met"), "PE-0102": answer("met")})))
    found = tally.result()[None]
    assert (found.same, found.worse, found.better) == (1, 0, 0)


def test_time_alone_changes_nothing() -> None:
    before = facts(items={"PE-0101": answer("met")})
    now = facts(items={"PE-0101": answer("met", lapsed=True)})
    tally = ChangeTally(ITEMS)
    tally.add(included(now, before))
    assert tally.result()["inclusion"].same == 1


ratings: st.SearchStrategy[Rating] = st.sampled_from(get_args(Rating))
cycles = st.lists(st.tuples(ratings, ratings, ratings, ratings), min_size=3, max_size=9)


@given(cycles)
def test_the_median_change_is_of_each_schools_own_weighted_change(
    schools: Sequence[tuple[Rating, Rating, Rating, Rating]],
) -> None:
    tally, changes = ChangeTally(ITEMS), []
    for first, second, third, fourth in schools:
        before, now = _answers(first, second), _answers(third, fourth)
        tally.add(included(now, before))
        pairs = [(1, first, third), (3, second, fourth)]
        both = [(w, a, b) for w, a, b in pairs if a in POINTS and b in POINTS]
        if both:
            gained = sum(w * (POINTS[b] - POINTS[a]) for w, a, b in both)
            changes.append(Fraction(gained) / sum(w for w, *_ in both))
    found = tally.result().get(None)
    if len(changes) < 3:
        assert found is None or found.median is None
    else:
        assert found is not None
        middle = sorted(changes)
        half = len(middle) // 2
        assert found.median == (
            middle[half] if len(middle) % 2 else (middle[half - 1] + middle[half]) / 2
        )


def _answers(first: Rating, second: Rating) -> SchoolFacts:
    return facts(items={"PE-0101": answer(first), "PE-0102": answer(second)})


# Work


def _worked(*schools: Included) -> WorkTally:
    tally = WorkTally(ITEMS)
    for one in schools:
        tally.add(one)
    return tally


def test_an_action_counts_once_under_each_tag_of_its_items() -> None:
    acts = (
        action("A-1", "PE-0101", "PE-0102", status="done", spent=Decimal(90), effect="It opens."),
        action("A-2", "PE-0101", overdue=True, cost=Decimal(40)),
        action("A-3", strand="information", status="dropped"),
    )
    work = _worked(included(facts(actions=acts))).result()
    assert (work["inclusion"].done, work["inclusion"].ahead, work["inclusion"].overdue) == (1, 1, 1)
    assert (work["information"].done, work["information"].dropped) == (1, 1)
    whole = work[None]
    assert (whole.spent, whole.paid) == (Decimal(90), 1)
    assert (whole.planned, whole.priced) == (Decimal(40), 1)
    assert [effect.effect for effect in whole.effects] == ["It opens."]


def test_a_private_action_is_counted_and_its_effect_is_never_kept() -> None:
    secret = action("A-1", "PE-0101", status="done", spent=Decimal(5), effect="S", private=True)
    work = _worked(included(facts(actions=(secret,)))).result()["inclusion"]
    assert (work.done, work.spent) == (1, Decimal(5))
    assert not work.effects
