"""Cells to pages of braille: 25 lines of 40 cells, words whole, headings with what they head.

The number of a page stands at the end of its first line, as is the custom in Britain; American braille has
it on the last. That line is its alone. All else follows BANA's Braille Formats, which has a rule where
UKAAF's principles leave it to the house: a first heading is centred, the next begin in cells 5 and 7,
paragraphs begin in cell 3 and go on in cell 1, and lists the other way round.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

CELLS = 40
LINES = 25
_TEXT_LINES = LINES - 1
_MARGIN = 3
"""Cells that stay empty on each side of a centred heading."""
_NUMBER_CELLS = 6
"""Kept free for page numbers at the end of each line of the contents."""
_GUIDE = '"'
_CONTINUES = '"'
"""Dot 5 at the end of a line: what is too long for any line goes on without a space."""
_NO_BREAK_AFTER = '",._'
"""Before a hyphen's cell these make another sign of it: a minus, a dash, a line."""
_KEPT = 2
"""Lines that must follow a heading on its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Cells to lay out. `first` and `rest` are the cells, from 0, where first and further lines begin.

    `heads` keeps it with what follows; `leads_to` prints the page of `anchor` after it.
    """

    cells: str
    first: int = 0
    rest: int = 0
    centred: bool = False
    heads: bool = False
    blank_before: bool = False
    blank_after: bool = False
    new_page: bool = False
    anchor: str | None = None
    leads_to: str | None = None


def number(value: int) -> str:
    """A whole number in braille: A to J are 1 to 9 and 0."""
    return "#" + "".join("JABCDEFGHI"[int(digit)] for digit in str(value))


def lay_out(blocks: Sequence[Block]) -> list[list[str]]:
    """The pages, each of `LINES` lines. The first has no number: it is the title page."""
    # The lines of the contents take the same room whatever numbers they hold: twice is enough.
    _, places = _fill(blocks, {})
    pages, _ = _fill(blocks, places)
    return [
        [number(at).rjust(CELLS) if at > 1 else "", *page, *[""] * (_TEXT_LINES - len(page))]
        for at, page in enumerate(pages, 1)
    ]


def _fill(
    blocks: Sequence[Block], places: Mapping[str, int]
) -> tuple[list[list[str]], dict[str, int]]:
    pages: list[list[str]] = [[]]
    found: dict[str, int] = {}
    gap = False
    drawn = [_lines(block, places) for block in blocks]
    for at, (block, lines) in enumerate(zip(blocks, drawn, strict=True)):
        page = pages[-1]
        space = 1 if page and (gap or block.blank_before) else 0
        needed = _least(blocks, drawn, at) + space - (block.heads and block.blank_before)
        if page and (block.new_page or len(page) + min(needed, _TEXT_LINES) > _TEXT_LINES):
            page, space = [], 0
            pages.append(page)
        page.extend([""] * space)
        if block.anchor:
            found.setdefault(block.anchor, len(pages))
        for line in lines:
            if len(page) == _TEXT_LINES:
                page = []
                pages.append(page)
            page.append(line)
        gap = block.blank_after
    return pages, found


def _least(blocks: Sequence[Block], drawn: Sequence[Sequence[str]], at: int) -> int:
    """Lines that must be together: a heading's own, those of headings below it, two of what follows."""
    total = 0
    while at < len(blocks) and blocks[at].heads:
        total += len(drawn[at]) + blocks[at].blank_before + blocks[at].blank_after
        at += 1
    return total + (min(_KEPT, len(drawn[at])) if at < len(blocks) else 0)


def _lines(block: Block, places: Mapping[str, int]) -> list[str]:
    if block.leads_to is not None:
        return _entry(block, places)
    if block.centred:
        width = CELLS - 2 * _MARGIN
        rows = wrap(block.cells, width, width)
        return [" " * ((CELLS - len(row)) // 2) + row for row in rows]
    rows = wrap(block.cells, CELLS - block.first, CELLS - block.rest)
    return [" " * (block.rest if at else block.first) + row for at, row in enumerate(rows)]


def _entry(block: Block, places: Mapping[str, int]) -> list[str]:
    width = CELLS - _NUMBER_CELLS
    rows = wrap(block.cells, width - block.first, width - block.rest)
    lines = [" " * (block.rest if at else block.first) + row for at, row in enumerate(rows)]
    page = places.get(block.leads_to or "")
    if page is not None and lines:
        end = number(page)
        room = CELLS - len(lines[-1]) - len(end) - 2
        guide = _GUIDE * room if room > 1 else " " * room
        lines[-1] = f"{lines[-1]} {guide} {end}"
    return lines


def wrap(cells: str, first: int, rest: int) -> list[str]:
    """Words in lines of `first`, then `rest` cells, broken after a hyphen or where no line could hold one."""
    lines: list[str] = []
    line = ""
    for word in cells.split():
        for at, part in enumerate(_parts(word)):
            gap = " " if line and not at else ""
            width = rest if lines else first
            if len(line) + len(gap) + len(part) <= width:
                line += gap + part
                continue
            if line:
                lines.append(line)
            line = part
            while len(line) > rest or (not lines and len(line) > first):
                width = rest if lines else first
                lines.append(line[: width - 1] + _CONTINUES)
                line = line[width - 1 :]
    return [*lines, line] if line else lines


def _parts(word: str) -> Iterator[str]:
    """A word in the parts between which a line may end: after a hyphen with two cells on each side."""
    start = 0
    for at in range(2, len(word) - 2):
        if word[at] == "-" and word[at - 1] not in _NO_BREAK_AFTER and word[at + 1] != "-":
            yield word[start : at + 1]
            start = at + 1
    yield word[start:]
