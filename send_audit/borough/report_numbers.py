"""All numbers of the borough report, added up in one pass over the schools."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from send_audit.borough.area import Area, Tally, tally
from send_audit.borough.left_out import LeftOut, left_out
from send_audit.borough.public_side import PublicSide
from send_audit.borough.tallies.barriers import Barriers, BarrierTally
from send_audit.borough.tallies.change import Change, ChangeTally
from send_audit.borough.tallies.duties import Duties, DutyTally
from send_audit.borough.tallies.gaps import Gaps, GapTally
from send_audit.borough.tallies.moderation import Moderations, ModerationTally
from send_audit.borough.tallies.money import Money, MoneyTally
from send_audit.borough.tallies.plans import Plans, PlanTally
from send_audit.borough.tallies.quality import Quality, QualityTally
from send_audit.borough.tallies.returns import ReturnCounts, count_returns
from send_audit.borough.tallies.sites import Sites, SiteTally
from send_audit.borough.tallies.spreads import Spreads, SpreadTally
from send_audit.borough.tallies.work import Work, WorkTally
from send_audit.model.words import PriorityTag


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNumbers:
    """What the sections of the report are made from. Under `changes` and `work`, `None` is everything."""

    returns: ReturnCounts
    duties: Duties
    plans: Plans
    spreads: Spreads
    gaps: Gaps
    changes: Mapping[PriorityTag | None, Change]
    work: Mapping[PriorityTag | None, Work]
    barriers: Barriers
    sites: Sites
    money: Money
    moderation: Moderations
    quality: Quality
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BothNumbers:
    """The numbers for those who may know everything, and those to which nothing private counts."""

    officers: ReportNumbers
    public: ReportNumbers


class _Answers:
    """The tallies of single answers and actions, which may be private."""

    def __init__(self, area: Area) -> None:
        self.duties = DutyTally(area.round, area.items, area.sources)
        self.gaps, self.changes = GapTally(area.items), ChangeTally(area.items)
        self.work = WorkTally(area.items)
        self.all: tuple[Tally, ...] = (self.duties, self.gaps, self.changes, self.work)


def count_report(area: Area) -> BothNumbers:
    """Add up everything, going over the schools once."""
    plans, spreads = PlanTally(area.as_of), SpreadTally()
    whole, seen = _Answers(area), _Answers(area)
    barriers, sites, money = BarrierTally(area.items), SiteTally(), MoneyTally()
    moderation, quality = ModerationTally(area.items), QualityTally(area)
    answers = (*whole.all, PublicSide(*seen.all), barriers, sites)
    tally(area, plans, spreads, *answers, money, moderation, quality)
    officers = ReportNumbers(
        returns=count_returns(area.round),
        duties=whole.duties.result(),
        plans=plans.result(),
        spreads=spreads.result(),
        gaps=whole.gaps.result(),
        changes=whole.changes.result(),
        work=whole.work.result(),
        barriers=barriers.result(),
        sites=sites.result(),
        money=money.result(),
        moderation=moderation.result(),
        quality=quality.result(),
        left_out=tuple(left_out(area.round)),
    )
    public = replace(
        officers,
        duties=seen.duties.result(),
        gaps=seen.gaps.result(),
        changes=seen.changes.result(),
        work=seen.work.result(),
    )
    return BothNumbers(officers=officers, public=public)
