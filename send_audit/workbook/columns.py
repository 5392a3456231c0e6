"""The columns of a form: what each is called, how wide it is, and whether people write in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from send_audit.workbook.questions import Question

Field = Literal["rating", "measured", "reason", "overrule", "location", "note", "checked_on"]
"""What of an answer can be changed in a form; each is compared on its own."""

FIELDS: tuple[Field, ...] = (
    "rating",
    "measured",
    "reason",
    "overrule",
    "location",
    "note",
    "checked_on",
)
JUDGEMENT: tuple[Field, ...] = ("rating", "measured", "reason", "overrule")
"""What makes the rating together: taken or refused as one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `key` is a field of an answer or a word of ours; `hint` is shown when a cell is chosen."""

    key: str
    heading: str
    width: int
    is_input: bool = False
    hint: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("item", "Question", 11),
    Column("place", "Place", 20),
    Column("criterion", "What should be true", 42),
    Column("guidance", "What to look at", 54),
    Column("standing", "In law", 21),
    Column("rating", "Rating", 16, True, "Choose from the list. Empty means: not answered yet."),
    Column("to_confirm", "To confirm", 26),
    Column(
        "still_true",
        "Still true?",
        16,
        True,
        "Choose “Yes: still true today” if nothing has changed, or give the new rating instead.",
    ),
    Column("measured", "Measured", 13, True),
    Column("figure", "What the figure means", 26),
    Column(
        "reason",
        "Reason if not applicable",
        26,
        True,
        "Why the question does not apply here. Needed for “Not applicable”.",
    ),
    Column("note", "Note (internal)", 34, True, "For colleagues; no edition for families has it."),
    Column("status", "Status", 17),
    Column(
        "evidence_title",
        "New evidence: what it is",
        28,
        True,
        "One more piece of evidence, such as: Photograph with a tape measure. No pupil's name.",
    ),
    Column(
        "evidence_where", "New evidence: where it is kept", 24, True, "Such as: Premises folder."
    ),
    Column("evidence", "Evidence so far", 36),
    Column("location", "Where in the school", 22, True, "The spot, such as: by the yard door."),
    Column("checked_on", "Checked on", 17, True, "The day it was looked at, such as: 5 Oct 2026."),
    Column(
        "overrule",
        "Why the rating differs from the figure",
        26,
        True,
        "Only where the rating that you give is not the one that the figure gives.",
    ),
    Column("gap", "If there is a gap", 42),
    Column("place_id", "Place code", 20),
)
BY_KEY: Mapping[str, Column] = MappingProxyType({column.key: column for column in COLUMNS})
BY_HEADING: Mapping[str, Column] = MappingProxyType(
    {column.heading.lower(): column for column in COLUMNS}
)
LAST_PRINTED = "note"
"""What is to the right of it is for the screen: paper has no room for it."""

_WITH_PLACES = frozenset({"place", "place_id"})
_WITH_MEASURES = frozenset({"measured", "figure", "overrule"})
_WITH_DOUBTS = frozenset({"to_confirm", "still_true"})

STILL_TRUE = "Yes: still true today"


def columns_for(questions: Iterable[Question]) -> tuple[Column, ...]:
    """The columns that the questions of one sheet have a use for."""
    questions = list(questions)
    absent: set[str] = set()
    if not any(q.place or q.all_places for q in questions):
        absent |= _WITH_PLACES
    if not any(q.item.measure is not None for q in questions):
        absent |= _WITH_MEASURES
    if not any(q.to_confirm for q in questions):
        absent |= _WITH_DOUBTS
    return tuple(column for column in COLUMNS if column.key not in absent)


def has_cell(question: Question, column: Column) -> bool:
    """Whether the question has anything to write in this column."""
    if not column.is_input:
        return False
    if column.key in _WITH_MEASURES:
        return question.item.measure is not None
    return column.key != "still_true" or question.to_confirm is not None
