"""Long documents from short blocks: headings, sentences, figures, tables and charts, laid out in one way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from send_audit.render.views import DocumentView, Fact, Figure, Link, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph."""

    kind: ClassVar[str] = "words"
    text: str
    grey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToWrite:
    """What somebody must still write, plainly marked: it is no part of the finished document."""

    kind: ClassVar[str] = "to-write"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list of short points."""

    kind: ClassVar[str] = "points"
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Up to four large numbers, each with what it counts."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labels, each with what it says."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that fits one page. `numeric` is whether all columns but the first hold figures."""

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as a whole SVG element whose `title` says what it shows. Its figures stand in a table too."""

    kind: ClassVar[str] = "chart"
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Places to read on."""

    kind: ClassVar[str] = "links"
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A headed card: a few sentences, then labels and what they say."""

    kind: ClassVar[str] = "card"
    heading: str
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A short box that stands apart: its heading, sentences, a list, and sentences after it."""

    kind: ClassVar[str] = "box"
    heading: str
    words: tuple[str, ...]
    points: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


Block = Words | ToWrite | Points | Figures | Facts | Table | Chart | Links | Card | Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a section under a smaller heading; with no heading, what the section starts with."""

    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the contents."""

    anchor: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksView(DocumentView):
    """A document made of sections. `marked` is a word at the head of each page, such as “Officers only”."""

    template = "blocks.html.j2"

    sections: tuple[Section, ...]
    skip_words: str
    """What the link to the text says: “Skip to the report”."""


ROWS_A_PAGE = 22
"""Rows of a table that are sure to fit one page: a table across two is tagged as two."""


def tables(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: bool = True
) -> Iterator[Table]:
    """A table, or several of a page each that say which part they are."""
    parts = [rows[start : start + ROWS_A_PAGE] for start in range(0, len(rows), ROWS_A_PAGE)]
    for number, part in enumerate(parts, start=1):
        yield Table(
            caption=f"{caption} (part {number} of {len(parts)})" if len(parts) > 1 else caption,
            heads=tuple(heads),
            rows=tuple(Row(cells=tuple(cells)) for cells in part),
            numeric=numeric,
        )
