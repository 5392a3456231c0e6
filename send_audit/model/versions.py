"""Two versions of a checklist side by side: which answers stand, which are asked again, which fall away."""

from dataclasses import dataclass
from typing import Literal

from send_audit.model.checklist import Checklist, Item

Change = Literal[
    "words",
    "duty",
    "basis",
    "audience",
    "weight",
    "recheck",
    "remedy",
    "place",
    "not-applicable",
    "needs",
    "priorities",
    "role",
]
"""What may differ while an answer still stands: its wording elsewhere, its standing, whom it is asked of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An item whose answer still stands, and in what else it differs."""

    old: Item
    new: Item
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An item that is no longer asked, and which items stand in its place."""

    item: Item
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What moving an audit from `old` to `new` does to its answers, each list in the order of the files."""

    old: Checklist
    new: Checklist
    kept: tuple[Kept, ...]
    asked_again: tuple[Kept, ...]
    dropped: tuple[Dropped, ...]
    added: tuple[Item, ...]


def compare_versions(old: Checklist, new: Checklist) -> Differences:
    """Compare two versions of one checklist, item by item.

    An answer stands where the item still asks the same: the same criterion, measure and kind of place,
    and no mark (`revised`) that its meaning changed since the old version.
    """
    before = {item.id: item for item in old.items() if item.retired is None}
    after = {item.id: item for item in new.items() if item.retired is None}
    instead = {i.id: i.retired.replaced_by for i in new.items() if i.retired is not None}
    both = [
        Kept(old=item, new=after[id_], changes=_changes(old, item, new, after[id_]))
        for id_, item in before.items()
        if id_ in after
    ]
    return Differences(
        old=old,
        new=new,
        kept=tuple(pair for pair in both if asks_the_same(pair.old, pair.new)),
        asked_again=tuple(pair for pair in both if not asks_the_same(pair.old, pair.new)),
        dropped=tuple(
            Dropped(item=item, replaced_by=instead.get(id_, ()))
            for id_, item in before.items()
            if id_ not in after
        ),
        added=tuple(item for id_, item in after.items() if id_ not in before),
    )


def asks_the_same(old: Item, new: Item) -> bool:
    """Whether an answer to the old item answers the new one."""
    return (old.criterion, old.measure, old.per, old.revised) == (
        new.criterion,
        new.measure,
        new.per,
        new.revised,
    )


def same_promise(one: Item, other: Item) -> bool:
    """Whether two items under one id ask the same with the same standing: what a council may not change."""
    return asks_the_same(one, other) and (one.duty, one.basis) == (other.duty, other.basis)


def _changes(old: Checklist, before: Item, new: Checklist, after: Item) -> tuple[Change, ...]:
    texts = ("guidance", "rationale", "barrier", "evidence")
    differs: dict[Change, bool] = {
        "words": any(getattr(before, name) != getattr(after, name) for name in texts),
        "duty": before.duty != after.duty,
        "basis": before.basis != after.basis,
        "audience": (before.applies_when, old.nations) != (after.applies_when, new.nations),
        "weight": before.weight != after.weight,
        "recheck": old.recheck_months(before) != new.recheck_months(after),
        "not-applicable": before.may_not_apply != after.may_not_apply,
        "needs": (before.needs, before.areas_of_need) != (after.needs, after.areas_of_need),
        "priorities": before.priorities != after.priorities,
        "role": old.role != new.role,
        "remedy": before.recommendation != after.recommendation,
        "place": (_section(old, before), old.strand_of(before))
        != (_section(new, after), new.strand_of(after)),
    }
    return tuple(change for change, is_so in differs.items() if is_so)


def _section(checklist: Checklist, item: Item) -> str:
    return next(section.id for section in checklist.sections if item in section.items)
