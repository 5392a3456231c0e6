"""What the strategy is drafted from: strategy.yaml, the plan in the authority's own audit, and the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from send_audit.borough.area import Area
from send_audit.borough.placing import type_of_school
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.standing import Standing
from send_audit.model.plan_document import (
    Approved,
    Contact,
    Link,
    Period,
    PlanDocument,
    PreviousPlan,
    Published,
)
from send_audit.model.plan_facts import plan_facts
from send_audit.model.results import Assessed
from send_audit.model.scalars import Day
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.strategy import Strategy
from send_audit.model.words import Nation
from send_audit.render.borough.sections.key_priorities import Told, told_priorities

_NOTHING = PlanDocument()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One strategy to be printed. `plan` is that of the authority's own audit, empty where there is none."""

    area: Area
    numbers: ReportNumbers
    strategy: Strategy | None
    plan: PlanDocument
    priorities: tuple[Told, ...]

    @property
    def authority(self) -> Assessed | None:
        """The authority's own audit."""
        return self.area.authority

    @property
    def name(self) -> str:
        """Whose strategy it is."""
        return self.strategy.authority if self.strategy is not None else self.area.borough.name

    @property
    def nation(self) -> Nation:
        """Whose law it is under."""
        return self.strategy.nation if self.strategy is not None else self.area.borough.nation

    @property
    def period(self) -> Period | None:
        """From when until when it runs."""
        return (self.strategy.period if self.strategy is not None else None) or self.plan.period

    @property
    def approved(self) -> Approved | None:
        """Who approved it."""
        return (self.strategy.approved if self.strategy is not None else None) or self.plan.approved

    @property
    def published(self) -> Published | None:
        """Where it is published."""
        stated = self.strategy.published if self.strategy is not None else None
        return stated or self.plan.published

    @property
    def next_review(self) -> Day | None:
        """When it is reviewed next."""
        stated = self.strategy.next_review if self.strategy is not None else None
        return stated or self.plan.next_review

    @property
    def previous(self) -> PreviousPlan | None:
        """The strategy before it."""
        return (self.strategy.previous if self.strategy is not None else None) or self.plan.previous

    @property
    def contact(self) -> Contact | None:
        """Whom to ask."""
        return (self.strategy.contact if self.strategy is not None else None) or self.plan.contact

    @property
    def formats(self) -> tuple[str, ...]:
        """In which other formats it can be had."""
        return (self.strategy.formats if self.strategy is not None else ()) or self.plan.formats

    @property
    def links(self) -> tuple[Link, ...]:
        """What else to read."""
        return (self.strategy.links if self.strategy is not None else ()) or self.plan.links

    @property
    def is_bound(self) -> bool:
        """Whether Schedule 10 asks this authority for a strategy at all."""
        return self.nation in ("england", "wales")

    @property
    def needs_word(self) -> str:
        """What the nation calls special educational needs, in short."""
        return "ALN" if self.nation == "wales" else "SEN"

    @property
    def covered(self) -> tuple[SchoolType, ...]:
        """The kinds of school that it covers: as it says, else those of the list that the law names."""
        stated = self.strategy.applies_to if self.strategy is not None else ()
        listed = {type_of_school(standing) for standing in self.own_schools}
        in_order = (type_ for type_ in SCHOOL_TYPES if type_ in listed)
        return stated or tuple(t for t in in_order if SCHOOL_TYPES[t].in_la_strategy)

    @property
    def own_schools(self) -> tuple[Standing, ...]:
        """The open schools of the list in its own nation: one over the border is another's."""
        standings = self.area.round.standings
        return tuple(s for s in standings if s.entry.school.nation == self.nation)

    def covers(self, standing: Standing) -> bool:
        """Whether a school is covered. Of a Welsh one the list does not say the kind; nearly all are."""
        type_ = type_of_school(standing)
        unsaid = type_ == "welsh-establishment" and self.nation == "wales"
        return standing in self.own_schools and (type_ in self.covered or unsaid)


def make_draft(area: Area, numbers: ReportNumbers) -> Draft:
    """What the strategy of this area is drafted from."""
    plan = area.authority.audit.plan if area.authority is not None else None
    return Draft(
        area=area,
        numbers=numbers,
        strategy=area.strategy,
        plan=plan or _NOTHING,
        priorities=told_priorities(area.strategy),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What the period says on the day. `too_long` is over three years, whether or not that may be said."""

    ends: date | None
    expired: bool
    not_begun: bool
    too_long: bool
    backwards: bool


def dates_of(draft: Draft) -> Dates:
    """Read the period's dates.

    How long it may be was read for Wales only (docs/unverified-duties.md, LA-0114), so in England no end is
    worked out from its start.
    """
    held = PlanDocument(period=draft.period)
    read = draft.nation == "wales"
    facts = plan_facts(held, draft.area.as_of, limited=read)
    return Dates(
        ends=facts.ends,
        expired=facts.expired,
        not_begun=facts.not_begun,
        too_long=plan_facts(held, draft.area.as_of).too_long,
        backwards=facts.ends_before_start,
    )


def differences(draft: Draft) -> Iterator[str]:
    """What strategy.yaml and the authority's own audit say differently of the strategy."""
    if draft.strategy is None or draft.authority is None:
        return
    strategy, plan = draft.strategy, draft.plan
    pairs = (
        ("the period", _dated(strategy.period), _dated(plan.period)),
        ("the approval", _day(strategy.approved), _day(plan.approved)),
        ("the next review", strategy.next_review, plan.next_review),
    )
    for what, ours, theirs in pairs:
        if ours is not None and theirs is not None and ours != theirs:
            yield what


def _dated(period: Period | None) -> tuple[Day | None, Day | None] | None:
    return (period.start, period.end) if period is not None else None


def _day(approved: Approved | None) -> Day | None:
    return approved.on if approved is not None else None
