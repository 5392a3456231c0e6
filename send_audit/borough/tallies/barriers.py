"""Which barriers are the commonest, whom they touch, and what is planned against them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from send_audit.borough.area import Asked, Included
from send_audit.borough.facts import ActionFacts, ItemFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """One item that is partly met or not met in some schools, over the returns that count.

    `asked` are the schools that are asked the item. `pupils` are all on roll at the schools touched, as far
    as those say; `without_roll` is how many say nothing. `lapsed` is at how many the answer has grown old.
    `with_action` is how many have an action for it that is not dropped; `cost` in pounds is over the `costed`
    actions that state one, beside the `uncosted`.
    """

    item: str
    asked: int
    not_met: int
    partly_met: int
    lapsed: int
    pupils: int
    without_roll: int
    with_action: int
    cost: Decimal
    costed: int
    uncosted: int

    @property
    def schools(self) -> int:
        """How many schools it touches."""
        return self.not_met + self.partly_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Barriers:
    """All barriers, the commonest first. In `public`, no private answer and no private action counts."""

    all: tuple[Barrier, ...]
    public: tuple[Barrier, ...]


class BarrierTally:
    """Adds up barriers. Duties are counted elsewhere: only items of access and inclusion count here.

    An item that no checklist at hand has is left out, since nobody could say what it means.
    """

    def __init__(self, items: Mapping[str, Asked]) -> None:
        roles = ("access", "inclusion")
        self._items = {id_ for id_, asked in items.items() if asked.checklist.role in roles}
        self._asked: Counter[str] = Counter()
        self._private: Counter[str] = Counter()
        self._all: dict[str, _Sums] = {}
        self._public: dict[str, _Sums] = {}

    def add(self, one: Included) -> None:
        """Take one school into account."""
        roll = one.facts.pupils
        if roll is None:
            roll = one.standing.entry.school.pupils
        actions = _by_item(one.facts.actions)
        self._asked.update(one.facts.items.keys())
        for id_, item in one.facts.items.items():
            self._private[id_] += item.private
            if not item.is_finding or id_ not in self._items:
                continue
            own = actions.get(id_, [])
            self._all.setdefault(id_, _Sums()).add(item, own, roll, one.repeated)
            if not item.private:
                open_ = [action for action in own if not action.private]
                self._public.setdefault(id_, _Sums()).add(item, open_, roll, one.repeated)

    def result(self) -> Barriers:
        """What it came to."""
        return Barriers(
            all=_ranked(self._all, self._asked),
            public=_ranked(self._public, self._asked - self._private),
        )


def _by_item(actions: tuple[ActionFacts, ...]) -> dict[str, list[ActionFacts]]:
    found: dict[str, list[ActionFacts]] = {}
    for action in actions:
        if action.status != "dropped":
            for item in action.items:
                found.setdefault(item, []).append(action)
    return found


class _Sums:
    """One item so far."""

    __slots__ = (
        "cost",
        "costed",
        "lapsed",
        "not_met",
        "partly_met",
        "pupils",
        "uncosted",
        "with_action",
        "without_roll",
    )

    def __init__(self) -> None:
        self.not_met = self.partly_met = self.lapsed = 0
        self.pupils = self.without_roll = self.with_action = self.costed = self.uncosted = 0
        self.cost = Decimal(0)

    def add(
        self,
        item: ItemFacts,
        actions: Sequence[ActionFacts],
        roll: int | None,
        repeated: Collection[str],
    ) -> None:
        self.not_met += item.known == "not-met"
        self.partly_met += item.known == "partly-met"
        self.lapsed += item.lapsed
        self.pupils += roll or 0
        self.without_roll += roll is None
        self.with_action += bool(actions)
        for action in actions:
            if action.id in repeated:  # a trust's own: its cost is in the sum already
                continue
            self.costed += action.cost is not None
            self.uncosted += action.cost is None
            self.cost += action.cost or 0

    def barrier(self, id_: str, asked: int) -> Barrier:
        sums = {name: getattr(self, name) for name in self.__slots__}
        return Barrier(item=id_, asked=asked, **sums)


def _ranked(sums: Mapping[str, _Sums], asked: Mapping[str, int]) -> tuple[Barrier, ...]:
    barriers = [one.barrier(id_, asked[id_]) for id_, one in sums.items()]
    return tuple(sorted(barriers, key=lambda b: (-b.schools, -b.not_met, b.item)))
