"""All numbers of the borough report, added up in one pass over the schools."""

from collections.abc import Mapping
from dataclasses import dataclass

from send_audit.borough.area import Area, tally
from send_audit.borough.left_out import LeftOut, left_out
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


def count_report(area: Area) -> ReportNumbers:
    """Add up everything, going over the schools once."""
    duties = DutyTally(area.round, area.items, area.sources)
    plans, spreads = PlanTally(area.as_of), SpreadTally()
    gaps, changes, work = GapTally(area.items), ChangeTally(area.items), WorkTally(area.items)
    barriers, sites, money = BarrierTally(area.items), SiteTally(), MoneyTally()
    moderation, quality = ModerationTally(area.items), QualityTally(area)
    of_ratings = (spreads, gaps, changes, work, barriers, sites)
    tally(area, duties, plans, *of_ratings, money, moderation, quality)
    return ReportNumbers(
        returns=count_returns(area.round),
        duties=duties.result(),
        plans=plans.result(),
        spreads=spreads.result(),
        gaps=gaps.result(),
        changes=changes.result(),
        work=work.result(),
        barriers=barriers.result(),
        sites=sites.result(),
        money=money.result(),
        moderation=moderation.result(),
        quality=quality.result(),
        left_out=tuple(left_out(area.round)),
    )
