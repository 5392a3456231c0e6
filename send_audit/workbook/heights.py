"""How high a row must be for its texts: not every program works that out when it opens a file."""

import math
from collections.abc import Iterable

LINE = 14.5
"""Points of a line of 11-point text."""

_MOST = 409.0
"""Points: no program makes a row higher."""

_LETTERS = 1.04
"""Letters a unit of width: an Arial letter is narrower than the digit that widths count; wrapping costs."""


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column `width` characters wide."""
    return sum(max(1, math.ceil(len(line) / (width * _LETTERS))) for line in text.split("\n"))


def height_of(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row with these texts, each with the width of its column."""
    lines = max((lines_of(text, width) for text, width in cells), default=1)
    return min(_MOST, lines * LINE + 4)
