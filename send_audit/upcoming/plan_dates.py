"""The plan's own dates: its end, its reviews, the yearly report to parents, and what follows from them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from send_audit.model.audit import Audit
from send_audit.model.plan_document import PlanDocument, YearlyReport
from send_audit.model.plan_facts import (
    MAX_PERIOD_MONTHS,
    PlanFacts,
    facts_of,
    first_day,
    months_after,
)
from send_audit.model.scalars import Day

Adopted = Literal["none", "proposals", "adopted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDates:
    """The plan's own dates. `ends` is the day by which a new plan is needed, where it is known.

    `three_years` is the last day within three years of the start, where three years are held to be the most.
    `review_held` is a review that is recorded in or after the month of `next_review`, which then wants a new
    date. `last_report` is the latest report to anyone; `reported` the day of the latest that may have gone to
    parents, and `next_report` a year after that, or after the plan began where there is none.
    """

    adopted: Adopted
    approved: Day | None = None
    start: Day | None = None
    end: Day | None = None
    ends: date | None = None
    three_years: date | None = None
    expired: bool = False
    too_long: bool = False
    not_begun: bool = False
    reviews: tuple[Day, ...] = ()
    next_review: Day | None = None
    review_held: Day | None = None
    last_report: YearlyReport | None = None
    reported: Day | None = None
    next_report: date | None = None
    next_audit: Day | None = None


def plan_dates(audit: Audit, as_of: date) -> PlanDates:
    """The dates of the audit's plan, with those that follow from them."""
    plan, next_audit = audit.plan, audit.audit.next_audit
    if plan is None:
        return PlanDates(adopted="none", next_audit=next_audit)
    facts = facts_of(audit, as_of)
    period = plan.period
    reported = _reported_to_parents(plan)
    return PlanDates(
        adopted="proposals" if plan.is_proposals else "adopted",
        approved=plan.approved.on if plan.approved is not None else None,
        start=period.start if period is not None else None,
        end=period.end if period is not None else None,
        ends=_ends(plan, facts),
        three_years=_three_years(audit),
        expired=facts.expired,
        too_long=facts.too_long,
        not_begun=facts.not_begun,
        reviews=tuple(sorted((review.on for review in plan.reviews), key=_last)),
        next_review=plan.next_review,
        review_held=_review_held(plan),
        last_report=max(plan.reports, key=lambda report: report.on.last, default=None),
        reported=reported,
        next_report=_next_report(plan, reported),
        next_audit=next_audit,
    )


def _last(day: Day) -> date:
    return day.last


def _ends(plan: PlanDocument, facts: PlanFacts) -> date | None:
    """The day by which a new plan is needed: the stated end, or three years where that is sooner."""
    start = plan.period.start if plan.period is not None else None
    if facts.too_long and start is not None:
        return months_after(start, MAX_PERIOD_MONTHS)
    return facts.ends


def _three_years(audit: Audit) -> date | None:
    """Three years from the start: what the dates come to with no end written."""
    plan = audit.plan
    if plan is None or plan.period is None or plan.period.start is None:
        return None
    open_ended = plan.model_copy(update={"period": plan.period.model_copy(update={"end": None})})
    return facts_of(audit.model_copy(update={"plan": open_ended}), date.min).ends


def _review_held(plan: PlanDocument) -> Day | None:
    """The first review on or after the day that was set for the next one."""
    if plan.next_review is None:
        return None
    from_ = first_day(plan.next_review)
    return min((r.on for r in plan.reviews if r.on.last >= from_), key=_last, default=None)


_PARENTS = (
    "parent",
    "carer",
    "famil",
    "guardian",
    "everyone",
    "public",
    "website",
    "rhieni",
    "teulu",
)
"""In the words on whom a report went to: that parents are among them. `rhieni`, `teulu`: Welsh."""


def _reported_to_parents(plan: PlanDocument) -> Day | None:
    """The latest report that names parents, or that names nobody."""
    days = [
        report.on for report in plan.reports if not report.to or any(map(_is_parents, report.to))
    ]
    return max(days, key=_last, default=None)


def _is_parents(words: str) -> bool:
    return any(word in words.casefold() for word in _PARENTS)


def _next_report(plan: PlanDocument, reported: Day | None) -> date | None:
    """A year after the last one; where none is known, after the plan began or was approved, if later."""
    if reported is not None:
        return months_after(reported, 12)
    start = plan.period.start if plan.period is not None else None
    approved = plan.approved.on if plan.approved is not None else None
    begun = [day for day in (start, approved) if day is not None]
    return months_after(max(begun, key=_last), 12) if begun else None
