"""What all plans do under each priority: actions planned, done and overdue, what they cost and what came."""

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from send_audit.borough.area import Asked, Included
from send_audit.borough.facts import ActionFacts
from send_audit.model.words import STRANDS, ActionStatus, PriorityTag

MOST_EFFECTS = 2
"""How many effects are kept for each priority: those on which most was spent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one action of a school's plan bought. Never of a private one."""

    school: str
    action: str
    spent: Decimal | None
    pupils: str | None
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Actions under one priority: `ahead` are neither done nor dropped, `overdue` are among them.

    `spent` is over the `paid` actions that say what they cost in the end, in pounds; `planned` what the
    `priced` ones ahead are to cost. `schools` have any action here, `paying` a paid one, `with_done` one that
    is done, `with_overdue` an overdue one; `by_status` is actions by state, and in how many schools.
    """

    schools: int
    ahead: int
    done: int
    overdue: int
    dropped: int
    spent: Decimal
    paid: int
    paying: int
    planned: Decimal
    priced: int
    pricing: int
    with_overdue: int
    by_status: Mapping[ActionStatus, tuple[int, int]]
    effects: tuple[Effect, ...]

    @property
    def with_done(self) -> int:
        """How many schools have an action here that is done."""
        return self.by_status.get("done", (0, 0))[1]


@dataclass(slots=True)
class _Sum:
    schools: int = 0
    ahead: int = 0
    done: int = 0
    overdue: int = 0
    dropped: int = 0
    spent: Decimal = Decimal(0)
    paid: int = 0
    paying: int = 0
    planned: Decimal = Decimal(0)
    priced: int = 0
    pricing: int = 0
    with_overdue: int = 0
    statuses: Counter[ActionStatus] = field(default_factory=Counter)
    with_status: Counter[ActionStatus] = field(default_factory=Counter)
    order: int = 0
    effects: list[tuple[Decimal, int, Effect]] = field(default_factory=list)

    def take(self, school: str, actions: list[ActionFacts]) -> None:
        self.schools += 1
        self.paying += any(action.spent is not None for action in actions)
        self.pricing += any(_is_ahead(a) and a.cost is not None for a in actions)
        self.with_overdue += any(action.overdue for action in actions)
        self.statuses.update(action.status for action in actions)
        self.with_status.update({action.status for action in actions})
        for action in actions:
            self.done += action.status == "done"
            self.dropped += action.status == "dropped"
            self.ahead += _is_ahead(action)
            self.overdue += action.overdue
            if action.spent is not None:
                self.spent += action.spent
                self.paid += 1
            if _is_ahead(action) and action.cost is not None:
                self.planned += action.cost
                self.priced += 1
            if action.effect is not None and not action.private:
                self._keep(school, action, action.effect)

    def _keep(self, school: str, action: ActionFacts, text: str) -> None:
        self.order -= 1  # of two that cost the same, the one that came first stays
        effect = Effect(
            school=school,
            action=action.text,
            spent=action.spent,
            pupils=action.pupils,
            effect=text,
        )
        heapq.heappush(self.effects, (effect.spent or Decimal(0), self.order, effect))
        if len(self.effects) > MOST_EFFECTS:
            heapq.heappop(self.effects)

    def result(self) -> Work:
        kept = sorted(self.effects, key=lambda one: one[:2], reverse=True)
        return Work(
            schools=self.schools,
            ahead=self.ahead,
            done=self.done,
            overdue=self.overdue,
            dropped=self.dropped,
            spent=self.spent,
            paid=self.paid,
            paying=self.paying,
            planned=self.planned,
            priced=self.priced,
            pricing=self.pricing,
            with_overdue=self.with_overdue,
            by_status={s: (n, self.with_status[s]) for s, n in self.statuses.items()},
            effects=tuple(effect for *_, effect in kept),
        )


class WorkTally:
    """Adds up the actions, over everything and under each priority tag."""

    def __init__(self, items: Mapping[str, Asked]) -> None:
        self._items = items
        self._sums: dict[PriorityTag | None, _Sum] = {}

    def add(self, one: Included) -> None:
        """Take in the actions of one school's plan: each once under every tag of the items it is for."""
        under: dict[PriorityTag | None, list[ActionFacts]] = {}
        for action in one.actions_to_sum:
            for tag in (None, *dict.fromkeys(self._tags(action))):
                under.setdefault(tag, []).append(action)
        for tag, actions in under.items():
            self._sums.setdefault(tag, _Sum()).take(one.facts.name, actions)

    def _tags(self, action: ActionFacts) -> Iterator[PriorityTag]:
        """The tags of its items; an action that names none has that of its strand."""
        for id_ in action.items:
            if id_ in self._items:
                yield from self._items[id_].item.priorities
        if not action.items:
            yield from (strand for strand in STRANDS if strand == action.strand)

    def result(self) -> Mapping[PriorityTag | None, Work]:
        """The work by tag; `None` is all of it. A tag without an action is left out."""
        return {tag: sum_.result() for tag, sum_ in self._sums.items()}


def _is_ahead(action: ActionFacts) -> bool:
    return action.status not in ("done", "dropped")
