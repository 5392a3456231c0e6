"""A round in numbers: how many schools of the list stand where, as a whole and by type and phase."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeVar, get_args

from send_audit.borough.facts import PlanState
from send_audit.borough.groups import (
    PHASE_GROUP_NAMES,
    TYPE_GROUP_NAMES,
    PhaseGroup,
    TypeGroup,
)
from send_audit.borough.placing import phase_group_of, type_group_of
from send_audit.borough.standing import Round, Standing, State
from send_audit.model.plan_facts import months_after
from send_audit.model.scalars import Day

GroupT = TypeVar("GroupT", TypeGroup, PhaseGroup)

STATES: tuple[State, ...] = get_args(State)

PlanWord = Literal[
    "in-force",
    "running-out",
    "expired",
    "not-begun",
    "not-dated",
    "proposals",
    "none",
    "not-asked",
    "not-known",
]
"""What is known of a school's plan: in force; in force, and running out within twelve months; its time over;
of a time to come; adopted, with no end that could be worked out; proposals only; none. `not-asked` is where
Schedule 10 asks for none, `not-known` where no return says."""

PLAN_WORDS: tuple[PlanWord, ...] = get_args(PlanWord)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolState:
    """One school of the list: where it stands, what its plan's dates say, which groups it counts in."""

    standing: Standing
    plan: PlanWord
    review_overdue: bool
    type_group: TypeGroup
    phase_group: PhaseGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many schools stand where. Those of `states` add up to `schools`, and so do those of `plans`.

    `late`, `extended`, `stale`, `reminded` and `reviews_overdue` are among them.
    """

    schools: int
    states: Mapping[State, int]
    plans: Mapping[PlanWord, int]
    late: int
    extended: int
    stale: int
    reminded: int
    reviews_overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCounts:
    """A round in numbers. Groups without a school are left out."""

    round: Round
    as_of: date
    schools: tuple[SchoolState, ...]
    total: Counts
    by_type: Mapping[TypeGroup, Counts]
    by_phase: Mapping[PhaseGroup, Counts]


def count_round(round_: Round, as_of: date) -> RoundCounts:
    """Count a round. The groups are by what the list says of a school, else by what its return says."""
    schools = tuple(_school(standing, as_of) for standing in round_.standings)
    return RoundCounts(
        round=round_,
        as_of=as_of,
        schools=schools,
        total=_counts(schools),
        by_type=_grouped(schools, TYPE_GROUP_NAMES, lambda one: one.type_group),
        by_phase=_grouped(schools, PHASE_GROUP_NAMES, lambda one: one.phase_group),
    )


def _school(standing: Standing, as_of: date) -> SchoolState:
    head = standing.head
    return SchoolState(
        standing=standing,
        plan=plan_word(standing, as_of),
        review_overdue=head is not None
        and head.plan is not None
        and is_review_overdue(head.plan, as_of),
        type_group=type_group_of(standing),
        phase_group=phase_group_of(standing),
    )


def plan_word(standing: Standing, as_of: date) -> PlanWord:
    """What the newest return says of the school's plan on the day."""
    head = standing.head
    no_duty = head is not None and head.duty_status == "not-applicable"
    if no_duty or type_group_of(standing) == "not-bound":
        return "not-asked"
    if head is None or head.is_blank:
        return "not-known"
    return _word(head.plan, as_of)


def _word(plan: PlanState | None, as_of: date) -> PlanWord:
    if plan is None:
        return "none"
    if plan.proposals:
        return "proposals"
    if plan.expired:
        return "expired"
    if plan.not_begun:
        return "not-begun"
    if plan.ends is None:
        return "not-dated"
    in_a_year = months_after(Day(text=as_of.isoformat(), last=as_of), 12)
    return "running-out" if plan.ends <= in_a_year else "in-force"


def is_review_overdue(plan: PlanState, as_of: date) -> bool:
    """Whether the day set for the next review has passed and no review since it is recorded.

    Where only the month was set, any day of that month is early enough.
    """
    if plan.next_review is None or plan.next_review >= as_of:
        return False
    set_for = plan.next_review
    if (set_for + timedelta(days=1)).month != set_for.month:
        set_for = set_for.replace(day=1)
    return plan.last_review is None or plan.last_review < set_for


def _grouped(
    schools: Iterable[SchoolState],
    names: Mapping[GroupT, str],
    group: Callable[[SchoolState], GroupT],
) -> dict[GroupT, Counts]:
    members: dict[GroupT, list[SchoolState]] = {name: [] for name in names}
    for one in schools:
        members[group(one)].append(one)
    return {name: _counts(those) for name, those in members.items() if those}


def _counts(schools: Iterable[SchoolState]) -> Counts:
    schools = list(schools)
    standings = [one.standing for one in schools]
    states = Counter(standing.state for standing in standings)
    plans = Counter(one.plan for one in schools)
    return Counts(
        schools=len(schools),
        states={state: states[state] for state in STATES},
        plans={word: plans[word] for word in PLAN_WORDS},
        late=sum(standing.late for standing in standings),
        extended=sum(standing.extended for standing in standings),
        stale=sum(standing.stale for standing in standings),
        reminded=sum(standing.reminders > 0 for standing in standings),
        reviews_overdue=sum(one.review_overdue for one in schools),
    )
