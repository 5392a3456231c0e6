"""What the dates of all schools' plans say on the day: in force, running out, expired, or none at all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from send_audit.borough.area import Included
from send_audit.borough.facts import PlanState
from send_audit.borough.placing import type_group_of
from send_audit.borough.standing import Standing
from send_audit.model.plan_facts import months_after
from send_audit.model.scalars import Day
from send_audit.model.words import STRANDS, StrandOrNone

PlanWord = Literal[
    "in-force", "running-out", "not-begun", "expired", "not-dated", "proposals", "none"
]
"""Where a plan stands; each school has exactly one. `running-out`: in force, and ends within twelve months.
`proposals`: neither period nor approval. `not-dated`: approved, and nothing says until when."""

ReviewWord = Literal["reviewed", "overdue", "neither"]
"""`reviewed` in the past twelve months; else `overdue` where the stated day has passed."""

SEN_REPORT_ITEM = "S10-0601"
"""The question whether the SEN information report has the plan: whoever is asked it must have a report."""

Side = Literal["maintained", "others"]
WordT = TypeVar("WordT", PlanWord, ReviewWord, StrandOrNone, bool | None)
Counts = Mapping[tuple[WordT, Side], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Schools by what their plans' dates say, and by side: those that the authority's strategy binds, others.

    Schools that Schedule 10 does not bind are counted in `voluntary` alone. `reviews`, `over_three_years` and
    `no_action` are of schools with a plan; `in_report` of those that must have an SEN information report.
    """

    words: Counts[PlanWord]
    over_three_years: Mapping[Side, int]
    reviews: Counts[ReviewWord]
    in_report: Counts[bool | None]
    no_action: Counts[StrandOrNone]
    voluntary: int
    not_in_date: tuple[tuple[Standing, PlanWord], ...]
    """Schools without a plan or with one that has run out, in the order of the list."""

    def schools(self, word: PlanWord) -> int:
        """How many schools' plans stand so, on both sides."""
        return sum(count for (found, _), count in self.words.items() if found == word)


class PlanTally:
    """Adds up the plans, on one day."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._words: Counter[tuple[PlanWord, Side]] = Counter()
        self._long: Counter[Side] = Counter()
        self._reviews: Counter[tuple[ReviewWord, Side]] = Counter()
        self._in_report: Counter[tuple[bool | None, Side]] = Counter()
        self._no_action: Counter[tuple[StrandOrNone, Side]] = Counter()
        self._voluntary = 0
        self._not_in_date: list[tuple[Standing, PlanWord]] = []

    def add(self, one: Included) -> None:
        """Take in one school's plan, or that it has none."""
        group = type_group_of(one.standing)
        if group == "not-bound":
            self._voluntary += 1
            return
        side: Side = "maintained" if group == "maintained" else "others"
        plan = one.facts.plan
        word = plan_word(plan, self._as_of)
        self._words[word, side] += 1
        if word in ("none", "expired"):
            self._not_in_date.append((one.standing, word))
        if plan is not None:
            self._long[side] += plan.too_long
            self._reviews[self._review(plan), side] += 1
            self._no_action.update(
                (strand, side) for strand in STRANDS if strand not in plan.strands_with_actions
            )
        if one.facts.nation == "england" and SEN_REPORT_ITEM in one.facts.items:
            stated = plan.in_sen_information_report if plan is not None else None
            self._in_report[stated, side] += 1

    def _review(self, plan: PlanState) -> ReviewWord:
        last = plan.last_review
        if last is not None and last <= self._as_of and _within_a_year(last, self._as_of):
            return "reviewed"
        late = plan.next_review is not None and plan.next_review < self._as_of
        return "overdue" if late else "neither"

    def result(self) -> Plans:
        """What was taken in."""
        return Plans(
            words=self._words,
            over_three_years=self._long,
            reviews=self._reviews,
            in_report=self._in_report,
            no_action=self._no_action,
            voluntary=self._voluntary,
            not_in_date=tuple(self._not_in_date),
        )


def plan_word(plan: PlanState | None, as_of: date) -> PlanWord:
    """What the plan's own dates say on one day."""
    if plan is None:
        return "none"
    words: tuple[tuple[bool, PlanWord], ...] = (
        (plan.proposals, "proposals"),
        (plan.expired, "expired"),
        (plan.not_begun, "not-begun"),
        (plan.ends is None, "not-dated"),
        (plan.ends is not None and _within_a_year(as_of, plan.ends), "running-out"),
    )
    return next((word for holds, word in words if holds), "in-force")


def _within_a_year(day: date, as_of: date) -> bool:
    return as_of <= months_after(Day(text=day.isoformat(), last=day), 12)
