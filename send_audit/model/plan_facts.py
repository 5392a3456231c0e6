"""What a plan's own dates say, on a given day: these win over any answer."""

import calendar
from dataclasses import dataclass
from datetime import date

from send_audit.model.audit import Audit, LocalAuthority
from send_audit.model.plan_document import PlanDocument
from send_audit.model.scalars import Day

IN_FORCE = ("S10-0101", "LA-0101")
"""A school's plan, or an authority's strategy, is in force today."""
NOT_OVER_THREE_YEARS = ("S10-0104", "LA-0104", "LA-0114")
"""Its period is no longer than three years; of an authority's two items each nation is asked its own."""
MAX_PERIOD_MONTHS = 36
"""Three years: Schedule 10, paragraph 3(1) with the prescribed periods (domain notes, section 2)."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`ends` is the last day of the period, worked out from its start where the file does not say."""

    ends: date | None
    expired: bool
    too_long: bool
    ends_before_start: bool
    not_begun: bool

    @property
    def overridden(self) -> tuple[str, ...]:
        """The duty items that these dates show as not met."""
        return (IN_FORCE if self.expired else ()) + (NOT_OVER_THREE_YEARS if self.too_long else ())


def facts_of(audit: Audit, as_of: date) -> PlanFacts:
    """The dates of the audit's plan. For an authority in England no length is held against it.

    Its three years are general knowledge: SI 2005/3221 was not read, and the second sources speak of
    schools' plans only.
    """
    unread = isinstance(audit.subject, LocalAuthority) and audit.subject.nation == "england"
    return plan_facts(audit.plan, as_of, limited=not unread)


def plan_facts(plan: PlanDocument | None, as_of: date, *, limited: bool = True) -> PlanFacts:
    """Read the period's dates. A period that ends on its third anniversary is not yet too long.

    `limited` is whether three years are the most that the period may have.
    """
    period = plan.period if plan is not None else None
    start = period.start if period is not None else None
    stated_end = period.end.last if period is not None and period.end is not None else None
    limit = months_after(start, MAX_PERIOD_MONTHS) if start is not None and limited else None
    ends = stated_end or limit
    return PlanFacts(
        ends=ends,
        expired=ends is not None and as_of > ends,
        too_long=limit is not None and stated_end is not None and stated_end > limit,
        not_begun=start is not None and as_of < first_day(start),
        ends_before_start=start is not None and stated_end is not None and stated_end < start.last,
    )


def first_day(day: Day) -> date:
    """The day itself, or the first of a month: a plan “from September” has begun on its first day."""
    return day.last.replace(day=1) if day.is_month else day.last


def months_after(day: Day, months: int) -> date:
    """The same day so many months on, or that month's last day where it is shorter.

    Where the file names only a month, its last day counts, there and here: three years from the end of
    February 2025 is the end of February 2028, which is the 29th.
    """
    years, month = divmod(day.last.month - 1 + months, 12)
    year = day.last.year + years
    if year > date.max.year:
        return date.max
    if day.last.day <= _SHORTEST_MONTH and not day.is_month:
        return date(year, month + 1, day.last.day)
    month_end = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, month_end if day.is_month else min(day.last.day, month_end))


_SHORTEST_MONTH = 28
"""Days that every month has."""
