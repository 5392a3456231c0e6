"""What the checklists ask about, counted; and what they ask nothing about."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from send_audit.model.checklist import Checklist, Features, Item
from send_audit.model.words import (
    AreaOfNeed,
    Duty,
    Need,
    PlaceKind,
    PriorityTag,
    StrandOrNone,
    Support,
)

WordT = TypeVar("WordT", bound=str)
Counts = Mapping[str, int]
"""How many items, by word. A word of a closed list that no item has stands with 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCount:
    """A section of a checklist, and how many items it asks."""

    checklist: str
    section: str
    title: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts of items that are not retired. One item may count under several needs and priorities.

    `support` counts items by the best-checked basis that each has. `measured` are those with a threshold.
    `silent` has, for each closed list, the words that no item carries; `unused_sources` the sources that
    no item rests on.
    """

    items: int
    measured: int
    checklists: Counts
    sections: Sequence[SectionCount]
    strands: Mapping[StrandOrNone, int]
    duties: Counts
    support: Counts
    needs: Counts
    areas_of_need: Counts
    priorities: Counts
    silent: Mapping[str, tuple[str, ...]]
    unused_sources: tuple[str, ...]


def cover(checklists: Iterable[Checklist], sources: Iterable[str]) -> Coverage:
    """Count the items of these checklists; `sources` are the ids of all sources there are."""
    pairs = [
        (checklist, item)
        for checklist in checklists
        for item in checklist.items()
        if item.retired is None
    ]
    items = [item for _, item in pairs]
    needs = _counts(get_args(Need), (need for item in items for need in item.needs))
    areas = _counts(get_args(AreaOfNeed), (area for item in items for area in item.areas_of_need))
    priorities = _counts(get_args(PriorityTag), (tag for item in items for tag in item.priorities))
    words: tuple[StrandOrNone, ...] = get_args(StrandOrNone)
    strands = _counts(words, (c.strand_of(item) for c, item in pairs))
    features = _counts(list(Features.model_fields), (f for item in items for f in _features(item)))
    places = _counts(get_args(PlaceKind), (item.per for item in items if item.per is not None))
    listed = {
        "needs": needs,
        "areas_of_need": areas,
        "priorities": priorities,
        "strands": strands,
        "features": features,
        "places": places,
    }
    cited = {basis.source for item in items for basis in item.basis}
    return Coverage(
        items=len(items),
        measured=sum(item.measure is not None for item in items),
        checklists=dict(Counter(checklist.id for checklist, _ in pairs)),
        sections=tuple(_sections(pairs)),
        strands=strands,
        duties=_counts(get_args(Duty), (item.duty for item in items)),
        support=_counts(get_args(Support), map(best_support, items)),
        needs=needs,
        areas_of_need=areas,
        priorities=priorities,
        silent={
            name: tuple(w for w, n in counts.items() if not n) for name, counts in listed.items()
        },
        unused_sources=tuple(id_ for id_ in sources if id_ not in cited),
    )


def best_support(item: Item) -> Support:
    """How far the best-checked of the item's pinpoints was checked."""
    order: tuple[Support, ...] = get_args(Support)
    return min((basis.support for basis in item.basis), key=order.index)


def _counts(words: Iterable[WordT], seen: Iterable[WordT]) -> Mapping[WordT, int]:
    return dict.fromkeys(words, 0) | Counter(seen)


def _features(item: Item) -> Iterable[str]:
    stated = item.applies_when.features if item.applies_when is not None else None
    return () if stated is None else (name for name, value in stated if value is not None)


def _sections(pairs: Iterable[tuple[Checklist, Item]]) -> Iterable[SectionCount]:
    checklists = {checklist.id: checklist for checklist, _ in pairs}
    for checklist in checklists.values():
        for section in checklist.sections:
            yield SectionCount(
                checklist=checklist.id,
                section=section.id,
                title=section.title,
                items=sum(item.retired is None for item in section.items),
            )
