"""What a what-if is made of: a prospect for each action, its cost, and what it would raise for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from send_audit.model.plan_document import Action
from send_audit.model.results import DutyGap, Finding, Outcome, Score
from send_audit.model.words import CostBand, Need, Strand

CostBasis = Literal["stated", "suggested", "unknown"]
"""Whether the band is the action's own, the checklist's for its items, or nobody's."""

BANDS: tuple[CostBand, ...] = ("none", "A", "B", "C", "D", "E")
"""From the cheapest. Bands are an order and no more: what they mean in pounds, a council decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an action costs: a band with where it is from, and pounds where the plan states them."""

    band: CostBand | None
    basis: CostBasis
    pounds: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """One set's numbers as they are, and as they would be."""

    before: Score
    after: Score

    @property
    def score(self) -> Fraction | None:
        """By how much the score would rise, 0 to 1; `None` where there is none yet."""
        return _difference(self.before.score, self.after.score)

    @property
    def confirmed(self) -> Fraction | None:
        """By how much the confirmed score would rise, 0 to 1; `None` where nothing is asked."""
        return _difference(self.before.confirmed, self.after.confirmed)

    @property
    def changes(self) -> bool:
        """Whether any of the numbers would be another one."""
        return self.before != self.after


def _difference(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return after - before if before is not None and after is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """The gains in every set that is shown. A need's set is as in the scorecard."""

    overall: Gain
    strands: Mapping[Strand, Gain]
    inclusion: Gain
    needs: Mapping[Need, Gain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """An open action of the plan, or the checklist's remedy for a finding without an open one, carried out.

    `changed` are the items whose answer would change, as they are now; `left` are those of them that would
    still not be met, because the action is about some of their places only. `confirms` are those of them
    that are unanswered now, or lapsed: there the gain is not only the work's, but the checking's too.
    `settled` are the items that change nothing: met already, not applicable or not asked. `duties` are the
    unmet duties that would be closed, and `counted` the items that are counted and never scored.
    `points` is the rank: the weight that would be gained in the set that is looked at.
    """

    action: Action | None
    finding: Finding | None
    changed: tuple[Outcome, ...]
    left: tuple[Outcome, ...]
    confirms: tuple[Outcome, ...]
    settled: tuple[str, ...]
    cost: Cost
    gains: Gains
    duties: tuple[DutyGap, ...]
    points: Fraction

    @property
    def id(self) -> str:
        """The action's id, or the id of the item that the remedy is for."""
        if self.action is not None:
            return self.action.id
        assert self.finding is not None  # it is one of the two
        return self.finding.item.id

    @property
    def text(self) -> str:
        """What would be done."""
        if self.action is not None:
            return self.action.action
        assert self.finding is not None  # it is one of the two
        return self.finding.item.recommendation.action

    @property
    def counted(self) -> tuple[Outcome, ...]:
        """The items among `changed` that are counted or for information, so that no score shows them."""
        return tuple(
            o
            for o in self.changed
            if o.checklist.role in ("duty", "strategy") or o.item.weight == 0
        )


StepKind = Literal["band", "unknown", "plan", "remedies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Everything up to here carried out together: what `prospects` add to the steps before.

    `pounds` is what the plan states for `prospects`, and `unpriced` how many of them it states nothing for.
    """

    kind: StepKind
    band: CostBand | None
    prospects: tuple[Prospect, ...]
    pounds: Decimal
    unpriced: int
    gains: Gains
    duties_closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """The whole what-if of one audit, of all pupils' needs and strands or of one.

    `actions` and `remedies` are in the order of their rank; `best` are those that nothing cheaper or as
    cheap beats; `for_need` and `for_strand` have the three that raise each set most. `idle` are the open
    actions that would change no answer.
    """

    need: Need | None
    strand: Strand | None
    actions: tuple[Prospect, ...]
    remedies: tuple[Prospect, ...]
    best: tuple[Prospect, ...]
    steps: tuple[Step, ...]
    whole_plan: Step
    for_strand: Mapping[Strand, tuple[Prospect, ...]]
    for_inclusion: tuple[Prospect, ...]
    for_need: Mapping[Need, tuple[Prospect, ...]]
    idle: tuple[Action, ...]
