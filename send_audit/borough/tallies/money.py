"""What all plans promise, and what it costs: actions by state, overdue and done ones, sums by their kinds."""

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from send_audit.borough.area import Included
from send_audit.borough.facts import ActionFacts
from send_audit.model.words import ActionStatus, CostBand, StrandOrNone

MOST_EFFECTS = 3
"""How many effects are kept for each strand: those on which most was spent."""

NO_FUNDING = "Not stated"

_ENDED = ("done", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """An action whose day has passed."""

    school: str
    urn: str
    action: str
    text: str
    due: date | None
    lead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one action that is done came to, in the school's words."""

    school: str
    text: str
    spent: Decimal
    pupils: str | None
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Money in pounds, with how many actions state it: what is still planned, and what was spent."""

    actions: int = 0
    planned: Decimal = Decimal(0)
    priced: int = 0
    spent: Decimal = Decimal(0)
    paid: int = 0

    def with_action(self, action: ActionFacts) -> "Sum":
        """This sum with one action more. An action that has ended plans no cost any more."""
        ahead = action.cost if action.status not in _ENDED else None
        return Sum(
            actions=self.actions + 1,
            planned=self.planned + (ahead or 0),
            priced=self.priced + (ahead is not None),
            spent=self.spent + (action.spent or 0),
            paid=self.paid + (action.spent is not None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What was done in one strand: how much, for how much, for whom in words, to what effect."""

    done: int
    sum: Sum
    with_reach: int
    with_effect: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """All actions of the returns that count; in the figures called public, private ones do not.

    `overdue` never holds a private one; `private_overdue` is how many are.
    `done_since` are the actions done after the school's earlier return; `comparable` is how many schools have
    one. Dropped actions have no part in any sum. `by_funding` starts with the source of most money; private
    actions are in none of `by_band`, `by_funding` and `by_strand`, but all together in `private`.
    """

    statuses: Mapping[ActionStatus, int]
    public_statuses: Mapping[ActionStatus, int]
    public_overdue: int
    overdue: tuple[Overdue, ...]
    private_overdue: int
    done_since: int
    public_done_since: int
    comparable: int
    total: Sum
    private: Sum
    by_band: Mapping[CostBand | None, Sum]
    by_funding: Mapping[str, Sum]
    by_strand: Mapping[StrandOrNone | None, Value]
    schools: int
    with_actions: int


class MoneyTally:
    """Adds up actions and their costs."""

    def __init__(self) -> None:
        self._statuses: Counter[ActionStatus] = Counter()
        self._public: Counter[ActionStatus] = Counter()
        self._overdue: list[Overdue] = []
        self._late, self._public_late = 0, 0
        self._done_since, self._public_done_since, self._comparable = 0, 0, 0
        self._total, self._private = Sum(), Sum()
        self._bands: dict[CostBand | None, Sum] = {}
        self._funding: dict[str, Sum] = {}
        self._names: dict[str, str] = {}
        self._strands: dict[StrandOrNone | None, _Strand] = {}
        self._schools, self._with_actions = 0, 0

    def add(self, one: Included) -> None:
        """Take one school into account."""
        self._schools += 1
        self._with_actions += bool(one.facts.actions)
        since = one.earlier.audit_date if one.earlier is not None else None
        self._comparable += since is not None
        name = one.standing.entry.school.name
        for action in one.actions_to_sum:
            self._count(action, since)
            if action.overdue:
                self._note_overdue(name, one.standing.urn, action)
            if action.status != "dropped":
                self._add_sums(action, name)

    def _count(self, action: ActionFacts, since: date | None) -> None:
        self._statuses[action.status] += 1
        self._public[action.status] += not action.private
        if since is not None and action.done_on is not None and action.done_on > since:
            self._done_since += 1
            self._public_done_since += not action.private

    def _note_overdue(self, name: str, urn: str, action: ActionFacts) -> None:
        self._late += 1
        if action.private:
            return
        self._public_late += 1
        self._overdue.append(
            Overdue(
                school=name,
                urn=urn,
                action=action.id,
                text=action.text,
                due=action.due,
                lead=action.lead,
            )
        )

    def _add_sums(self, action: ActionFacts, school: str) -> None:
        self._total = self._total.with_action(action)
        if action.private:
            self._private = self._private.with_action(action)
            return
        self._strands.setdefault(action.strand, _Strand()).add(action, school)
        band = self._bands.get(action.cost_band, Sum())
        self._bands[action.cost_band] = band.with_action(action)
        source = " ".join((action.funding or NO_FUNDING).split())
        key = source.casefold()
        self._names.setdefault(key, source)
        self._funding[key] = self._funding.get(key, Sum()).with_action(action)

    def result(self) -> Money:
        """What it came to."""
        by_money = sorted(
            self._funding.items(), key=lambda one: (-(one[1].planned + one[1].spent), one[0])
        )
        return Money(
            statuses=dict(self._statuses),
            public_statuses={status: n for status, n in self._public.items() if n},
            public_overdue=self._public_late,
            overdue=tuple(
                sorted(self._overdue, key=lambda o: (o.due or date.max, o.school, o.action))
            ),
            private_overdue=self._late - self._public_late,
            done_since=self._done_since,
            public_done_since=self._public_done_since,
            comparable=self._comparable,
            total=self._total,
            private=self._private,
            by_band=dict(self._bands),
            by_funding={self._names[key]: sum_ for key, sum_ in by_money},
            by_strand={strand: sums.value() for strand, sums in self._strands.items()},
            schools=self._schools,
            with_actions=self._with_actions,
        )


class _Strand:
    """One strand so far."""

    def __init__(self) -> None:
        self._done = self._reach = self._effect = 0
        self._sum = Sum()
        self._top: list[tuple[Decimal, str, str, Effect]] = []

    def add(self, action: ActionFacts, school: str) -> None:
        self._sum = self._sum.with_action(action)
        if action.status != "done":
            return
        self._done += 1
        self._reach += action.pupils is not None
        self._effect += action.effect is not None
        if action.effect is None:
            return
        effect = Effect(
            school=school,
            text=action.text,
            spent=action.spent or Decimal(0),
            pupils=action.pupils,
            effect=action.effect,
        )
        self._top.append((-effect.spent, school, action.id, effect))
        if len(self._top) > 20 * MOST_EFFECTS:
            self._top = heapq.nsmallest(MOST_EFFECTS, self._top, key=lambda one: one[:3])

    def value(self) -> Value:
        best = heapq.nsmallest(MOST_EFFECTS, self._top, key=lambda one: one[:3])
        return Value(
            done=self._done,
            sum=self._sum,
            with_reach=self._reach,
            with_effect=self._effect,
            effects=tuple(effect for *_, effect in best),
        )
