"""Long documents from short blocks: headings, sentences, figures, tables and charts, laid out in one way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from send_audit.render.borough.range_chart import Range, range_chart
from send_audit.render.chart import Scale
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
    """A chart of quartiles. `alt` says what it shows; its figures stand in a table too."""

    kind: ClassVar[str] = "chart"
    ranges: tuple[Range, ...]
    alt: str

    def svg(self, scale: Scale) -> str:
        """The whole SVG element."""
        return range_chart(self.ranges, self.alt, scale)


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
    starts_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksView(DocumentView):
    """A document made of sections. `marked` is a word at the head of each page, such as “Officers only”."""

    template = "blocks.html.j2"

    sections: tuple[Section, ...]
    skip_words: str
    """What the link to the text says: “Skip to the report”."""


ROWS_A_PAGE = 22
"""The most rows of a table: it must fit one page, since a table across two is tagged as two."""

LINES_A_PAGE = 38
"""Lines of text that are sure to fit with head and caption, counting half a line between rows."""

_CHARACTERS = 76
"""How many characters a line of the whole width is sure to hold."""

_FIRST: Mapping[int, float] = {2: 0.5, 3: 0.42, 4: 0.52, 5: 0.4, 6: 0.3, 7: 0.23, 8: 0.24, 9: 0.24}
_FIRST_OF_TEXT: Mapping[int, float] = {4: 0.32, 5: 0.32}
"""What share of the width the first of so many columns has, as in blocks.print.css."""


def tables(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: bool = True
) -> Iterator[Table]:
    """A table, or several of a page each that say which part they are."""
    parts = tuple(_pages(rows, len(heads), numeric=numeric))
    for number, part in enumerate(parts, start=1):
        yield Table(
            caption=f"{caption} (part {number} of {len(parts)})" if len(parts) > 1 else caption,
            heads=tuple(heads),
            rows=tuple(Row(cells=tuple(cells)) for cells in part),
            numeric=numeric,
        )


def _pages(
    rows: Sequence[Sequence[str]], columns: int, *, numeric: bool
) -> Iterator[Sequence[Sequence[str]]]:
    """The rows in parts that are sure to fit a page each, however their cells wrap."""
    first = (_FIRST_OF_TEXT if not numeric else {}).get(columns) or _FIRST.get(columns, 0.2)
    rest = (1 - first) / max(columns - 1, 1)
    widths = [int(first * _CHARACTERS), *[int(rest * _CHARACTERS)] * (columns - 1)]
    part: list[Sequence[str]] = []
    room = float(LINES_A_PAGE)
    for row in rows:
        lines = max(_lines(text, width) for text, width in zip(row, widths, strict=True)) + 0.5
        if part and (len(part) == ROWS_A_PAGE or lines > room):
            yield part
            part, room = [], float(LINES_A_PAGE)
        part.append(row)
        room -= lines
    if part:
        yield part


def _lines(text: str, width: int) -> int:
    """How many lines a cell takes at most: a word that does not fit leaves its room on the line empty."""
    lines, room = 1, width
    for word in text.split():
        if len(word) > room and room < width:
            lines, room = lines + 1, width
        room -= len(word) + 1
    return lines
