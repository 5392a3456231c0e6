"""How often officers who read a return agreed with the school, and how far the two are apart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from send_audit.borough.area import Asked, Included
from send_audit.borough.facts import Difference, SchoolFacts
from send_audit.model.words import ModerationVerdict, Rating

_POINTS: Mapping[Rating, Fraction] = {
    "met": Fraction(1),
    "partly-met": Fraction(1, 2),
    "not-met": Fraction(0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReturn:
    """One return that an officer read: how many verdicts of each kind, and who read it, by role."""

    school: str
    by: str
    agreed: int
    changed: int
    query: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderations:
    """All readings of the returns that count. `stale` are of schools whose reading was about another audit.

    Of the changed ratings, `lower` and `higher` are the officer's beside the school's; `other` changed to or
    from an answer without points, or where the school had none. `by_checklist` is by title, in order;
    `most_changed` by item, most first. `apart` is the mean of the officer's overall score less the school's,
    -1 to 1, over the `compared` schools that have both; `None` for none. `not_applied` are changed ratings
    that could not be laid over the return.
    """

    schools: int
    read: tuple[ReadReturn, ...]
    stale: tuple[str, ...]
    verdicts: Mapping[ModerationVerdict, int]
    lower: int
    higher: int
    other: int
    by_checklist: Mapping[str, Mapping[ModerationVerdict, int]]
    most_changed: tuple[tuple[str, int], ...]
    not_applied: int
    apart: Fraction | None
    compared: int


class ModerationTally:
    """Adds up what officers found. Verdicts of private answers count: no answer itself is kept here."""

    def __init__(self, items: Mapping[str, Asked]) -> None:
        self._items = items
        self._read: list[ReadReturn] = []
        self._stale: list[str] = []
        self._verdicts: Counter[ModerationVerdict] = Counter()
        self._directions: Counter[str] = Counter()
        self._checklists: dict[str, Counter[ModerationVerdict]] = {}
        self._changed: Counter[str] = Counter()
        self._schools, self._not_applied = 0, 0
        self._apart, self._compared = Fraction(0), 0

    def add(self, one: Included) -> None:
        """Take one school into account."""
        self._schools += 1
        moderation = one.facts.moderation
        if moderation is None:
            return
        name = one.standing.entry.school.name
        if moderation.other_audit:
            self._stale.append(name)
            return
        verdicts = Counter(difference.verdict for difference in moderation.differences)
        self._read.append(
            ReadReturn(
                school=name,
                by=moderation.by,
                agreed=verdicts["agreed"],
                changed=verdicts["changed"],
                query=verdicts["query"],
            )
        )
        for difference in moderation.differences:
            self._add_difference(difference)
        self._compare(one.facts)

    def _add_difference(self, difference: Difference) -> None:
        verdict, asked = difference.verdict, self._items.get(difference.item)
        self._verdicts[verdict] += 1
        title = asked.checklist.title if asked is not None else "Items of no checklist at hand"
        self._checklists.setdefault(title, Counter())[verdict] += 1
        if verdict != "changed":
            return
        self._changed[difference.item] += 1
        self._not_applied += difference.not_applied is not None
        self._directions[_direction(difference)] += 1

    def _compare(self, facts: SchoolFacts) -> None:
        own, officers = facts.overall_returned, facts.overall_moderated
        if own is None or officers is None or own.score is None or officers.score is None:
            return
        self._apart += officers.score - own.score
        self._compared += 1

    def result(self) -> Moderations:
        """What it came to."""
        return Moderations(
            schools=self._schools,
            read=tuple(self._read),
            stale=tuple(self._stale),
            verdicts=dict(self._verdicts),
            lower=self._directions["lower"],
            higher=self._directions["higher"],
            other=self._directions["other"],
            by_checklist={
                title: dict(self._checklists[title]) for title in sorted(self._checklists)
            },
            most_changed=tuple(sorted(self._changed.items(), key=lambda one: (-one[1], one[0]))),
            not_applied=self._not_applied,
            apart=self._apart / self._compared if self._compared else None,
            compared=self._compared,
        )


def _direction(difference: Difference) -> str:
    """Whether the officer's rating is `lower` or `higher` than the school's, or neither."""
    own = _POINTS.get(difference.school) if difference.school is not None else None
    officers = _POINTS.get(difference.officer) if difference.officer is not None else None
    if own is None or officers is None or own == officers:
        return "other"
    return "lower" if officers < own else "higher"
