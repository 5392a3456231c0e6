"""The table of findings: a row for each school and item not met or partly met, private answers left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from send_audit.borough.area import Asked, Included
from send_audit.borough.facts import ItemFacts
from send_audit.render.borough.export_table import Column, text
from send_audit.render.borough.files.words import SchoolTable, school_table, yes_no
from send_audit.render.wording import NEED_NAMES, RATING_WORDS, joined, upper_first

_NOT_AT_HAND = "the item's checklist is not at hand"


@dataclass(frozen=True, slots=True)
class FindingSource:
    """One finding. `asked` is the item at its newest version, `actions` those for it that are not private."""

    one: Included
    id: str
    facts: ItemFacts
    asked: Asked | None
    actions: tuple[str, ...]


def findings_table(items: Mapping[str, Asked]) -> SchoolTable:
    """All findings whose answer is not private, school by school in the order of the list."""
    return school_table(
        "Findings",
        "One row for each item that a school meets in part or not at all. Answers that a school "
        "keeps private "
        "are left out: “Kept private” in the table of returns counts them.",
        FINDING_COLUMNS,
        lambda _, one: _sources(one, items) if one is not None else (),
    )


def _sources(one: Included, items: Mapping[str, Asked]) -> Iterator[FindingSource]:
    actions: dict[str, list[str]] = {}
    for action in one.facts.actions:
        if not action.private:
            for id_ in action.items:
                actions.setdefault(id_, []).append(action.id)
    for id_, facts in one.facts.items.items():
        if facts.is_finding and not facts.private:
            yield FindingSource(one, id_, facts, items.get(id_), tuple(actions.get(id_, ())))


def _needs(source: FindingSource) -> str | None:
    if source.asked is None:
        return None
    return joined(NEED_NAMES[need] for need in source.asked.item.needs) or None


def _not_for(source: FindingSource) -> str | None:
    left_out = source.one.facts.needs_left_out.get(source.id, ())
    named: dict[str, str] = {str(need): name for need, name in NEED_NAMES.items()}
    return joined(named.get(need, need) for need in left_out) or None


FINDING_COLUMNS: tuple[Column[FindingSource], ...] = (
    text("School", "The school's name in the list.", lambda s: s.one.standing.entry.school.name),
    text("URN", "Its number in the list.", lambda s: s.one.standing.urn),
    text(
        "Checklist",
        "Where the item stands.",
        lambda s: s.asked.checklist.title if s.asked is not None else None,
        empty=_NOT_AT_HAND,
    ),
    text(
        "Section",
        "Where the item stands.",
        lambda s: s.asked.section.title if s.asked is not None else None,
        empty=_NOT_AT_HAND,
    ),
    text("Item", "The item's id, which it keeps.", lambda s: s.id),
    text(
        "Criterion",
        "What would be true if it were met, as its newest version says.",
        lambda s: s.asked.item.criterion if s.asked is not None else None,
        empty=_NOT_AT_HAND,
    ),
    text("Rating", "Of several places, all together.", lambda s: RATING_WORDS[s.facts.known]),
    text(
        "Priority",
        "From the item's duty and weight, and the rating.",
        lambda s: upper_first(s.facts.priority) if s.facts.priority is not None else None,
        empty="the facts do not say",
    ),
    text(
        "To be checked again",
        "Whether the answer is too old, or still to be confirmed.",
        lambda s: yes_no(s.facts.lapsed),
    ),
    text(
        "Some places open",
        "Whether other places of it are not answered yet.",
        lambda s: yes_no(s.facts.rating is None),
    ),
    text("Needs", "Whom the item is about.", _needs, empty="nobody in particular"),
    text("Not met for", "The needs that a place leaves out.", _not_for, empty="it leaves out none"),
    text("Actions", "Those for it.", lambda s: joined(s.actions) or None, empty="there is none"),
    text("Trust's answer", "Whether the trust answered for it.", lambda s: yes_no(s.facts.shared)),
)
