"""What has changed since the last cycle: over schools with an earlier return, on what both of them answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from send_audit.borough.area import Asked, Included
from send_audit.borough.distribution import in_order, median
from send_audit.borough.facts import SchoolFacts, known_by_school
from send_audit.model.results import POINTS
from send_audit.model.words import PriorityTag, Rating

_HALVES: Mapping[Rating | None, int] = {rating: int(2 * worth) for rating, worth in POINTS.items()}
"""What each rating is worth in half points: whole numbers add up faster than fractions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Answers to the items that a school was asked and answered both times.

    `schools` have an earlier return with such an item. `median` is of the schools' own changes in score on
    these items alone, from -1 to 1; `None` where too few schools have scored ones.
    """

    schools: int
    better: int
    worse: int
    same: int
    median: Fraction | None


@dataclass(slots=True)
class _Sum:
    schools: int = 0
    better: int = 0
    worse: int = 0
    same: int = 0
    changes: list[Fraction] = field(default_factory=list)

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        weights, gained, found = 0, 0, False
        for weight, gain in pairs:
            found = True
            self.better += gain > 0
            self.worse += gain < 0
            self.same += gain == 0
            weights += weight
            gained += weight * gain
        self.schools += found
        if weights:
            self.changes.append(Fraction(gained, 2 * weights))

    def result(self) -> Change:
        return Change(
            schools=self.schools,
            better=self.better,
            worse=self.worse,
            same=self.same,
            median=median(in_order(self.changes)),
        )


class ChangeTally:
    """Adds up what changed, over everything and under each priority tag.

    What has been answered counts, however old it has grown: time alone changes nothing. On both sides it is
    the school's own rating, whosever counts elsewhere: an officer's stricter eye is no change at the school.
    """

    def __init__(self, items: Mapping[str, Asked]) -> None:
        self._items = items
        self._sums: dict[PriorityTag | None, _Sum] = {}

    def add(self, one: Included) -> None:
        """Take in one school that has an earlier return; others have nothing to compare."""
        if one.earlier is None:
            return
        by_tag: dict[PriorityTag | None, list[tuple[int, int]]] = {}
        for id_, gain in _both(one.earlier, one.facts):
            asked = self._items.get(id_)
            if asked is None:
                continue
            scored = asked.checklist.role in ("access", "inclusion")
            pair = (asked.item.weight if scored else 0, gain)
            by_tag.setdefault(None, []).append(pair)
            for tag in asked.item.priorities:
                by_tag.setdefault(tag, []).append(pair)
        for name, pairs in by_tag.items():
            self._sums.setdefault(name, _Sum()).take(pairs)

    def result(self) -> Mapping[PriorityTag | None, Change]:
        """The changes by tag; `None` is everything. A tag without any comparison is left out."""
        return {tag: sum_.result() for tag, sum_ in self._sums.items()}


def _both(earlier: SchoolFacts, now: SchoolFacts) -> Iterable[tuple[str, int]]:
    """The items rated in both returns, with what each gained in half points. Not applicable is no rating."""
    for id_ in now.items:
        if id_ not in earlier.items:
            continue
        before, after = known_by_school(earlier, id_), known_by_school(now, id_)
        if before in _HALVES and after in _HALVES:
            yield id_, _HALVES[after] - _HALVES[before]
