"""The exported table of items: one tidy row for each school and each item that it is asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from send_audit.borough.area import Area, Asked
from send_audit.borough.facts import ActionFacts, Difference, ItemFacts, SchoolFacts
from send_audit.borough.held_to import HeldTo
from send_audit.model.words import (
    Duty,
    ModerationVerdict,
    Need,
    Priority,
    PriorityTag,
    Rating,
    Role,
    StrandOrNone,
)
from send_audit.render.borough.export_schools import WHEN, WHO, SchoolSource
from send_audit.render.borough.export_table import (
    COUNCIL_ONLY,
    Column,
    Dataset,
    Value,
    flag,
    text,
    whole,
    word,
)

SEPARATOR = ";"
"""Between several words in one cell. None of them holds one."""

_GONE = "the version that the return pins is not to be had"
_PRIVATE = "private"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ItemSource:
    """One answer. `asked` is the item as the return was held to it."""

    id: str
    item: ItemFacts
    asked: Asked | None
    actions: Sequence[ActionFacts]
    difference: Difference | None


def items_dataset(area: Area, held_to: HeldTo) -> Dataset:
    """Every asked item of every school whose return counts, school by school in the order of the list."""
    return Dataset(
        name="items",
        about=(
            "One row for each school whose return counts and each item that it is asked, answered "
            "or not. Of a private answer the row is there, with what it says left out. "
            f"{COUNCIL_ONLY}"
        ),
        columns=(
            *(column.about for column in WHO),
            *(column.about for column in ITEM_COLUMNS),
            *(column.about for column in WHEN),
        ),
        rows=lambda: _rows(area, held_to),
    )


def _rows(area: Area, held_to: HeldTo) -> Iterator[Sequence[Value]]:
    columns = [column.value for column in ITEM_COLUMNS]
    for one in area.each():
        school = SchoolSource(area, one.standing, one.facts)
        who = [column.value(school) for column in WHO]
        when = [column.value(school) for column in WHEN]
        for source in _sources(one.facts, held_to.items(one.facts)):
            yield [*who, *(value(source) for value in columns), *when]


def _sources(facts: SchoolFacts, asked: Mapping[str, Asked]) -> Iterator[ItemSource]:
    actions: dict[str, list[ActionFacts]] = {}
    for action in facts.actions:
        if not action.private:
            for id_ in action.items:
                actions.setdefault(id_, []).append(action)
    moderation = facts.moderation
    differences = (
        {difference.item: difference for difference in moderation.differences}
        if moderation is not None and not moderation.other_audit
        else {}
    )
    for id_, item in facts.items.items():
        yield ItemSource(id_, item, asked.get(id_), actions.get(id_, ()), differences.get(id_))


def _from_item(read: Callable[[Asked], T]) -> Callable[[ItemSource], T | None]:
    return lambda source: read(source.asked) if source.asked is not None else None


def _from_answer(read: Callable[[ItemFacts], T]) -> Callable[[ItemSource], T | None]:
    """What a private answer says is left out."""
    return lambda source: None if source.item.private else read(source.item)


def _from_officer(read: Callable[[Difference], T]) -> Callable[[ItemSource], T | None]:
    return lambda source: (
        None if source.item.private or source.difference is None else read(source.difference)
    )


def _from_actions(read: Callable[[ActionFacts], str]) -> Callable[[ItemSource], str | None]:
    return lambda source: (
        None if source.item.private else SEPARATOR.join(map(read, source.actions)) or None
    )


def _several(words: Sequence[str]) -> str | None:
    return SEPARATOR.join(words) or None


_NO_OFFICER = "no officer looked at it, or it is private"

ITEM_COLUMNS: tuple[Column[ItemSource], ...] = (
    text("item", "The item's permanent id.", lambda s: s.id),
    text(
        "checklist",
        "The checklist that it belongs to.",
        _from_item(lambda a: a.checklist.id),
        empty=_GONE,
    ),
    text(
        "checklist_version",
        "The version that the return pins. What follows of the item is as that version has it.",
        _from_item(lambda a: a.checklist.version),
        empty=_GONE,
    ),
    text("section", "The section's id.", _from_item(lambda a: a.section.id), empty=_GONE),
    word(
        "strand",
        "The strand of Schedule 10 that it counts under.",
        get_args(StrandOrNone),
        _from_item(lambda a: a.checklist.strand_of(a.item)),
        empty=_GONE,
    ),
    word(
        "role",
        "`access` and `inclusion` items are scored; `duty` items are counted, and never scored.",
        get_args(Role),
        _from_item(lambda a: a.checklist.role),
        empty=_GONE,
    ),
    word(
        "duty",
        "Legal force. No building dimension is a legal test.",
        get_args(Duty),
        _from_item(lambda a: a.item.duty),
        empty=_GONE,
    ),
    whole(
        "weight",
        "What it weighs in a score, a council's overlay counted.",
        "0 to 3",
        _from_item(lambda a: a.item.weight),
        empty=_GONE,
    ),
    text(
        "needs",
        f"Whom it is about: words joined by “{SEPARATOR}”, of {', '.join(get_args(Need))}.",
        _from_item(lambda a: _several(a.item.needs)),
        empty=f"no need is named, or {_GONE}",
    ),
    text(
        "priorities",
        f"Key priorities that it is evidence for: words joined by “{SEPARATOR}”, of "
        f"{', '.join(get_args(PriorityTag))}.",
        _from_item(lambda a: _several(a.item.priorities)),
        empty=f"none, or {_GONE}",
    ),
    word(
        "rating",
        "The rating of the whole item by `ratings_basis`, over all its places.",
        get_args(Rating),
        _from_answer(lambda i: i.rating),
        empty="any place is open, nothing is answered, or it is private",
    ),
    word(
        "known",
        "The rating of what is answered so far, open places left aside. A gap is `partly-met` or `not-met`.",
        get_args(Rating),
        _from_answer(lambda i: i.known),
        empty="nothing is answered, or it is private",
    ),
    flag(
        "answered",
        "Whether the item is answered in all its places.",
        lambda s: s.item.rating is not None,
    ),
    flag(
        "lapsed",
        "Whether the answer has grown older than its recheck period, or is still to be confirmed.",
        lambda s: s.item.lapsed,
    ),
    flag(
        "evidenced",
        "Whether evidence is named.",
        _from_answer(lambda i: i.evidenced),
        empty=_PRIVATE,
    ),
    flag(
        "shared",
        "Whether it is the trust's answer, the school being silent.",
        lambda s: s.item.shared,
    ),
    flag("private", "Whether the school keeps the answer private.", lambda s: s.item.private),
    word(
        "priority",
        "Priority of the finding.",
        get_args(Priority),
        _from_answer(lambda i: i.priority),
        empty="there is no finding, or it is private",
    ),
    word(
        "moderation_verdict",
        "What an officer said of the answer. `query` changes nothing.",
        get_args(ModerationVerdict),
        _from_officer(lambda d: d.verdict),
        empty=_NO_OFFICER,
    ),
    word(
        "rating_returned",
        "The school's own rating of what the officer looked at.",
        get_args(Rating),
        _from_officer(lambda d: d.school),
        empty=f"{_NO_OFFICER}, or the school gave none",
    ),
    word(
        "rating_moderated",
        "The officer's rating of the same.",
        get_args(Rating),
        _from_officer(lambda d: d.officer),
        empty=f"{_NO_OFFICER}, or changed nothing",
    ),
    text(
        "moderation_place",
        "The place that both are about, by its name.",
        _from_officer(lambda d: d.place),
        empty="they are about the whole item, or no officer looked",
    ),
    text(
        "actions",
        f"Ids of the plan's actions for it, joined by “{SEPARATOR}”; private ones are left out.",
        _from_actions(lambda a: a.id),
        empty="none, or the answer is private",
    ),
    text(
        "action_statuses",
        f"Their statuses in the same order, joined by “{SEPARATOR}”.",
        _from_actions(lambda a: a.status),
        empty="none, or the answer is private",
    ),
)
