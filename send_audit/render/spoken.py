"""A page as lines of words: what is said by shape, colour or place on it is said in words.

Plain text and braille are both made of these lines. Neither has columns, symbols, links or pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from send_audit.render.manner import Manner
from send_audit.render.page_of import page_of
from send_audit.render.reading import (
    Grid,
    Heading,
    Page,
    Paragraph,
    Picture,
    Points,
    Run,
    Runs,
)
from send_audit.render.views import DocumentView

_SAID_BY_TEXT = ("#", "mailto:", "tel:")
"""Links whose words are their address already, or that lead to a place in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words in one place. An “entry” is a line of the contents, a “row” one of a table.

    `level` is that of a heading; `anchor` is a heading's name, or where an entry leads. `first` opens a list;
    `numbered` is whether a point's words begin with its number.
    """

    kind: Literal["heading", "paragraph", "point", "row", "entry"]
    text: str
    level: int = 0
    anchor: str | None = None
    within: tuple[str, ...] = ()
    first: bool = False
    numbered: bool = False


@dataclass(slots=True)
class _Links:
    """Addresses that were said: each is said once, where it is first met."""

    said: set[str] = field(default_factory=set)

    def address(self, run: Run) -> str:
        href = run.href
        if href is None or href.startswith(_SAID_BY_TEXT) or href in self.said:
            return ""
        self.said.add(href)
        bare = href.partition("://")[2].rstrip("/")
        return "" if bare and bare in run.text else f" ({href})"


def read_view(view: DocumentView, manner: Manner) -> Page:
    """The page of a view. Large print changes how words look, and so nothing here."""
    return page_of(view, replace(manner, large=False))


def lines_of(page: Page) -> Iterator[Line]:
    """Every word of a page, in reading order."""
    links = _Links()
    for piece in page.pieces:
        match piece:
            case Heading():
                yield Line(
                    kind="heading",
                    text=piece.text,
                    level=piece.level,
                    anchor=piece.anchor,
                    within=piece.within,
                )
            case Paragraph():
                runs = _labelled(piece.runs) if "cover-facts" in piece.within else piece.runs
                yield Line(kind="paragraph", text=_said(runs, links), within=piece.within)
            case Points():
                yield from _points(piece, links)
            case Grid():
                yield from _rows(piece)
            case Picture(alt=alt) if alt:
                yield Line(kind="paragraph", text=alt)
            case Picture():
                pass


def _points(piece: Points, links: _Links) -> Iterator[Line]:
    for number, runs in enumerate(piece.points, 1):
        target = runs[0].href if "contents" in piece.within and runs else None
        if target is not None and target.startswith("#"):
            text = "".join(run.text for run in runs)
            yield Line(
                kind="entry", text=text, anchor=target[1:], within=piece.within, first=number == 1
            )
            continue
        words = _said(runs, links)
        text = f"{number}. {words}" if piece.ordered else words
        yield Line(
            kind="point",
            text=text,
            within=piece.within,
            first=number == 1,
            numbered=piece.ordered,
        )


def _rows(grid: Grid) -> Iterator[Line]:
    if grid.caption:
        yield Line(kind="paragraph", text=grid.caption)
    if grid.heads:
        heads = "; ".join(head for head in grid.heads if head)
        yield Line(kind="paragraph", text=f"Table, read row by row. It has: {heads}.")
    for number, row in enumerate(grid.rows):
        cells = zip_longest(row[1:], grid.heads[1:], fillvalue="")
        said = [f"{head}: {cell}" if head else cell for cell, head in cells if cell]
        yield Line(kind="row", text=" ".join(map(_sentence, (*row[:1], *said))), first=number == 0)


def _sentence(words: str) -> str:
    return words if not words or words[-1] in ".!?" else f"{words}."


def _said(runs: Runs, links: _Links) -> str:
    """The words of a block. A rating is a symbol on the page: here a colon parts it from what it is of."""
    said = []
    for run, after in zip_longest(runs, runs[1:]):
        colon = ":" if run.mark is not None and _parts(after) else ""
        said.append(run.text + colon + links.address(run))
    return "".join(said)


def _labelled(runs: Runs) -> Runs:
    """The facts of a cover are parted from their labels by columns: here by a colon."""
    if len(runs) > 1 and runs[0].strong and runs[0].text[-1].isalnum():
        return (replace(runs[0], text=f"{runs[0].text}:"), *runs[1:])
    return runs


def _parts(after: Run | None) -> bool:
    return after is not None and after.mark is None and after.text.lstrip()[:1].isalnum()
