"""How often each item is not met, over all schools: by priority, and by the needs that it is about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from send_audit.borough.area import Asked, Included
from send_audit.model.checklist import Item
from send_audit.model.words import STRANDS, Need, PriorityTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An item that `schools` meet in part or not at all, of `answered` that gave an answer that applies."""

    item: Item
    schools: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The items with a gap somewhere, the most frequent first, by priority tag and by need.

    `answered` are the tags and needs about which any answer that applies was given at all.
    """

    by_tag: Mapping[PriorityTag, tuple[Gap, ...]]
    by_need: Mapping[Need, tuple[Gap, ...]]
    answered: frozenset[PriorityTag | Need]


class GapTally:
    """Adds up what is not met."""

    def __init__(self, items: Mapping[str, Asked]) -> None:
        self._items = items
        self._answered: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._left_out: Counter[tuple[Need, str]] = Counter()
        self._for_all: Counter[str] = Counter()

    def add(self, one: Included) -> None:
        """Take in the answers of one school."""
        facts = one.facts
        self._answered.update(
            id_ for id_, item in facts.items.items() if item.known not in (None, "not-applicable")
        )
        found = [id_ for id_, item in facts.items.items() if item.is_finding]
        self._found.update(found)
        self._for_all.update(id_ for id_ in found if id_ not in facts.needs_left_out)
        for id_, needs in facts.needs_left_out.items():
            self._left_out.update((need, id_) for need in get_args(Need) if need in needs)

    def result(self) -> Gaps:
        """The gaps of what was taken in. An answer that leaves needs out is a gap for those needs only."""
        by_tag: dict[PriorityTag, list[Gap]] = {}
        by_need: Counter[tuple[Need, str]] = Counter(self._left_out)
        for id_, schools in self._found.items():
            asked = self._items.get(id_)
            if asked is None:
                continue
            for tag in asked.item.priorities:
                by_tag.setdefault(tag, []).append(self._gap(id_, schools))
            for need in asked.item.needs if _is_about_pupils(asked) else ():
                by_need[need, id_] += self._for_all[id_]
        needs: dict[Need, list[Gap]] = {}
        for (need, id_), schools in by_need.items():
            if schools and id_ in self._items:
                needs.setdefault(need, []).append(self._gap(id_, schools))
        return Gaps(
            by_tag={tag: _most_first(gaps) for tag, gaps in by_tag.items()},
            by_need={need: _most_first(gaps) for need, gaps in needs.items()},
            answered=frozenset(self._about()),
        )

    def _about(self) -> Iterator[PriorityTag | Need]:
        for id_ in self._answered:
            asked = self._items.get(id_)
            if asked is not None:
                yield from asked.item.priorities
                yield from asked.item.needs if _is_about_pupils(asked) else ()

    def _gap(self, id_: str, schools: int) -> Gap:
        return Gap(item=self._items[id_].item, schools=schools, answered=self._answered[id_])


def _is_about_pupils(asked: Asked) -> bool:
    """As in scores: items beyond the strands are about families, whose needs are not this view's."""
    if asked.checklist.role == "inclusion":
        return True
    return asked.checklist.role == "access" and asked.checklist.strand_of(asked.item) in STRANDS


def _most_first(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """By schools; where those are level, by what the item weighs, then by its number."""
    return tuple(sorted(gaps, key=lambda gap: (-gap.schools, -gap.item.weight, gap.item.id)))
