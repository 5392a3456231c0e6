"""What if: what each open action would raise, for whom and for what cost, if the answers stay as they are.

The rule of the ranking. An action is worth its *points*: for each item that would be met, the item's weight
times how far it would rise (a half from partly met, a whole from not met or from an answer that does not
stand). Points are the same whatever else is answered, where a score of few answers jumps. Items of the three
strands and of inclusion count alike; with one need or one strand in view, only what counts there. Duties are
closed and counted, and add no points.

Costs are bands, and bands are an order, not amounts: points divided by a band would be a made-up figure. So
actions are grouped by band and ranked by points within it, the cheaper first where points and band are
equal and the pounds known. `best` are those that nothing as cheap or cheaper matches: whoever has money for
one band finds there the one that raises most. Where these are fewer than three, they are left aside and the
same is asked of the rest, the most points first. Without any known cost nothing is among them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from send_audit.duty import report_duty
from send_audit.model.checklist import BINDING
from send_audit.model.lateness import ENDED
from send_audit.model.plan_document import Action
from send_audit.model.results import (
    POINTS,
    Assessed,
    DutyGap,
    Finding,
    Outcome,
    Scorecard,
)
from send_audit.model.words import STRANDS, CostBand, Need, Strand
from send_audit.prospects.changing import Change, State, is_open
from send_audit.prospects.costs import cost_of, suggested_band
from send_audit.prospects.results import (
    BANDS,
    Cost,
    Gain,
    Gains,
    Prospect,
    Prospects,
    Step,
    StepKind,
)
from send_audit.score import score_audit

_MOST = 3
"""How many are named for each strand and need, and at least as best."""


def look_ahead(
    one: Assessed, *, need: Need | None = None, strand: Strand | None = None
) -> Prospects:
    """Work out what every open action, and the remedy for every finding without an open one, would change.

    `need` or `strand` narrows the ranking to what counts for that need, or in that strand.
    """
    looking = _Looking(one, need, strand)
    actions = [looking.at_action(a) for a in one.plan.actions if a.status not in ENDED]
    # An action that is done did not close a gap that is still there.
    left = [f for f in one.findings if all(action.status in ENDED for action in f.actions)]
    remedies = [looking.at_remedy(finding) for finding in left]
    moving = [p for p in (*actions, *remedies) if p.changed]
    wanted = sorted((p for p in moving if looking.concerns(p)), key=_rank)
    steps = looking.steps(wanted)
    return Prospects(
        need=need,
        strand=strand,
        actions=tuple(p for p in wanted if p.action is not None),
        remedies=tuple(p for p in wanted if p.action is None),
        best=tuple(_best(wanted)),
        steps=steps,
        whole_plan=looking.step("plan", None, [p for p in moving if p.action is not None], ()),
        for_strand={s: _most([(p, p.gains.strands[s]) for p in moving]) for s in STRANDS},
        for_inclusion=_most([(p, p.gains.inclusion) for p in moving]),
        for_need={n: _most([(p, p.gains.needs[n]) for p in moving]) for n in get_args(Need)},
        idle=tuple(p.action for p in actions if p.action is not None and not p.changed),
    )


def _rank(prospect: Prospect) -> tuple[int, Fraction, Decimal, str]:
    band, pounds = prospect.cost.band, prospect.cost.pounds
    place = BANDS.index(band) if band is not None else len(BANDS)
    return (
        place,
        -prospect.points,
        pounds if pounds is not None else Decimal("Infinity"),
        prospect.id,
    )


def _best(ranked: Iterable[Prospect]) -> list[Prospect]:
    rest = [p for p in ranked if p.cost.band is not None and p.points > 0]
    best = _unmatched(rest)
    while rest and len(best) < _MOST:
        rest = [prospect for prospect in rest if prospect not in best]
        best += sorted(_unmatched(rest), key=lambda p: -p.points)[: _MOST - len(best)]
    return best


def _unmatched(ranked: Iterable[Prospect]) -> list[Prospect]:
    """Those that raise more than everything as cheap or cheaper, from the cheapest."""
    found: list[Prospect] = []
    for prospect in ranked:
        if not found or prospect.points > found[-1].points:
            found.append(prospect)
    return found


def _most(gains: Iterable[tuple[Prospect, Gain]]) -> tuple[Prospect, ...]:
    """Those that raise a set's confirmed score most; of equals, the cheaper first."""
    raising = [(gain.confirmed or Fraction(0), prospect) for prospect, gain in gains]
    ranked = sorted((r for r in raising if r[0] > 0), key=lambda r: (-r[0], _rank(r[1])))
    return tuple(prospect for _, prospect in ranked[:_MOST])


@dataclass(frozen=True, slots=True)
class _Looking:
    """One audit, with the need or the strand that is in view."""

    one: Assessed
    need: Need | None
    strand: Strand | None

    def at_action(self, action: Action) -> Prospect:
        changes = [Change(id_, action.at) for id_ in action.for_]
        known = {o.item.id: o for o in self.one.outcomes}
        items = [known[id_] for id_ in action.for_ if id_ in known]
        cost = cost_of(action, [o.item for o in items if is_open(o)] or [o.item for o in items])
        return self._prospect(changes, cost, action=action)

    def at_remedy(self, finding: Finding) -> Prospect:
        cost = Cost(band=suggested_band([finding.item]), basis="suggested")
        return self._prospect([Change(finding.item.id)], cost, finding=finding)

    def _prospect(
        self,
        changes: Sequence[Change],
        cost: Cost,
        *,
        action: Action | None = None,
        finding: Finding | None = None,
    ) -> Prospect:
        after = self._state().with_met(changes)
        pairs = [
            (was, is_)
            for was, is_ in zip(self.one.outcomes, after.outcomes, strict=True)
            if was is not is_
        ]
        ids = {was.item.id for was, _ in pairs}
        return Prospect(
            action=action,
            finding=finding,
            changed=tuple(was for was, _ in pairs),
            left=tuple(is_ for _, is_ in pairs if is_open(is_)),
            confirms=tuple(was for was, _ in pairs if not was.fresh),
            settled=tuple(change.item for change in changes if change.item not in ids),
            cost=cost,
            gains=self._gains(after, pairs),
            duties=self._closed(after, pairs),
            points=sum((self._gained(was, is_) for was, is_ in pairs), Fraction(0)),
        )

    def _state(self) -> State:
        return State(self.one.audit, self.one.outcomes, self.one.as_of)

    def _gains(self, after: State, pairs: Sequence[tuple[Outcome, Outcome]]) -> Gains:
        scored = any(was.checklist.role in ("access", "inclusion") for was, _ in pairs)
        return _gains(self.one.scorecard, score_audit(after.outcomes) if scored else None)

    def _closed(
        self, after: State, pairs: Iterable[tuple[Outcome, Outcome]]
    ) -> tuple[DutyGap, ...]:
        """The unmet duties that would be met. The plan's own dates stay as they are, and still win."""
        if not any(was.item.duty in BINDING for was, _ in pairs):
            return ()
        report = report_duty(after.audit, after.outcomes, self.one.sources, self.one.as_of)
        still = {gap.item.id for gap in report.unmet}
        return tuple(gap for gap in self.one.duty.unmet if gap.item.id not in still)

    def _gained(self, was: Outcome, is_: Outcome) -> Fraction:
        """What the item would add to the set in view, beyond what it adds now.

        An item that is in a need's view only because its answer leaves the need out is not there once it is
        met: it is seen as it was.
        """
        return self._worth(is_) - self._worth(was) if self._in_view(was) else Fraction(0)

    def _worth(self, outcome: Outcome) -> Fraction:
        if not outcome.fresh:
            return Fraction(0)
        rating = outcome.rating
        if self.need is not None:
            rating = outcome.by_need.get(self.need, rating)
        return POINTS.get(rating, Fraction(0)) * outcome.item.weight if rating else Fraction(0)

    def _in_view(self, outcome: Outcome) -> bool:
        role, strand = outcome.checklist.role, outcome.strand
        if not outcome.counts or role not in ("access", "inclusion"):
            return False
        if self.strand is not None:
            return role == "access" and strand == self.strand
        if role == "access" and strand not in STRANDS:
            return False
        return self.need is None or self.need in (*outcome.item.needs, *outcome.by_need)

    def concerns(self, prospect: Prospect) -> bool:
        """Whether it changes anything in view: with none narrowed, everything counts, duties as well."""
        if self.need is not None:
            return prospect.gains.needs[self.need].changes
        return self.strand is None or prospect.gains.strands[self.strand].changes

    def steps(self, wanted: Sequence[Prospect]) -> tuple[Step, ...]:
        """The plan's actions from the cheapest band up, then the remedies that are in no plan."""
        actions = [p for p in wanted if p.action is not None]
        before: list[Prospect] = []
        steps = []
        for band in (*BANDS, None):
            here = [p for p in actions if p.cost.band == band]
            if here:
                steps.append(self.step("band" if band else "unknown", band, here, before))
                before += here
        remedies = [p for p in wanted if p.action is None]
        if remedies:
            steps.append(self.step("remedies", None, remedies, before))
        return tuple(steps)

    def step(
        self,
        kind: StepKind,
        band: CostBand | None,
        prospects: Sequence[Prospect],
        before: Sequence[Prospect],
    ) -> Step:
        """All of `prospects` carried out, on top of those before."""
        changes = [change for p in (*before, *prospects) for change in _changes(p)]
        after = self._state().with_met(changes)
        report = report_duty(after.audit, after.outcomes, self.one.sources, self.one.as_of)
        stated = [p.cost.pounds for p in prospects if p.cost.pounds is not None]
        return Step(
            kind=kind,
            band=band,
            prospects=tuple(prospects),
            pounds=sum(stated, Decimal(0)),
            unpriced=len(prospects) - len(stated),
            gains=_gains(self.one.scorecard, score_audit(after.outcomes)),
            duties_closed=len(self.one.duty.unmet) - len(report.unmet),
        )


def _changes(prospect: Prospect) -> list[Change]:
    if prospect.action is not None:
        return [Change(id_, prospect.action.at) for id_ in prospect.action.for_]
    return [Change(prospect.id)]


def _gains(before: Scorecard, after: Scorecard | None) -> Gains:
    is_ = after or before
    needs: Mapping[Need, Gain] = {
        need: Gain(before=before.needs[need], after=is_.needs[need]) for need in get_args(Need)
    }
    return Gains(
        overall=Gain(before=before.overall, after=is_.overall),
        strands={s: Gain(before=before.strands[s], after=is_.strands[s]) for s in STRANDS},
        inclusion=Gain(before=before.inclusion, after=is_.inclusion),
        needs=needs,
    )
