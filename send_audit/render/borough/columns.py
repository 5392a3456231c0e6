"""Rows as columns of plain text, the first folded between words where the line would get too long."""

import textwrap
from collections.abc import Container, Iterator, Sequence
from itertools import zip_longest

_GAP = "  "
_LEAST = 15
"""However narrow the screen, the first column has this much room."""


def columns(
    rows: Sequence[Sequence[object]],
    *,
    heading: Sequence[str] = (),
    right: Container[int] = (),
    width: int,
) -> Iterator[str]:
    """Lay the rows out, two spaces in. `right` are the columns whose text stands at the right.

    The words of a heading stand below each other. `width` is that of the screen, in characters.
    """
    texts = [[str(cell) for cell in row] for row in rows]
    count = len(texts[0]) if texts else len(heading)
    heads = [[heading[0]], *(text.split() for text in heading[1:])] if heading else [[]] * count
    widths = [
        max((len(text) for text in (*(row[at] for row in texts), *heads[at])), default=0)
        for at in range(count)
    ]
    room = width - len(_GAP) - sum(widths[1:]) - len(_GAP) * (count - 1)
    widths[0] = min(widths[0], max(room, _LEAST))
    tallest = max((len(words) for words in heads), default=0)
    for level in range(tallest):
        line = [
            words[level - tallest + len(words)] if level >= tallest - len(words) else ""
            for words in heads
        ]
        yield _line(line, widths, right)
    for row in texts:
        folded = textwrap.wrap(row[0], widths[0], subsequent_indent=_GAP) or [""]
        for first, others in zip_longest(folded, [row[1:]]):
            yield _line([first or "", *(others or [""] * (count - 1))], widths, right)


def _line(cells: Sequence[str], widths: Sequence[int], right: Container[int]) -> str:
    laid = (
        cell.rjust(width) if at in right else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"{_GAP}{_GAP.join(laid)}".rstrip()
