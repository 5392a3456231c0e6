"""How scores lie, as one small SVG: a box for the middle half of the schools, a mark for their median."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from send_audit.render.chart import INK, ChartRow, Scale, at, rows_chart

BOX = "#8fb0ba"
"""Light enough for the median mark to stand out on it, dark enough to differ from the track in grey."""

MARK = 5
"""How wide the mark of the median is, in CSS pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """One row: the quartiles, the median between them, each 0 to 1, and the printed figure."""

    label: str
    figure: str
    q1: Fraction | None
    median: Fraction
    q3: Fraction | None


def range_chart(ranges: Sequence[Range], alt: str, scale: Scale) -> str:
    """Draw the rows as an SVG element whose direct `title` child is `alt`, which says what they show."""
    rows = [
        ChartRow(label=one.label, figure=one.figure, shapes=partial(_shapes, one, scale))
        for one in ranges
    ]
    return rows_chart(rows, alt, scale)


def _shapes(one: Range, scale: Scale, y: int) -> str:
    parts = []
    if one.q1 is not None and one.q3 is not None:
        parts.append(
            f'<rect x="{at(one.q1)}" y="{y}" width="{at(one.q3 - one.q1)}" height="{scale.bar}" '
            f'class="chart-box" fill="{BOX}" stroke="{INK}" stroke-width="1.5"/>'
        )
    parts.append(
        f'<line x1="{at(one.median)}" x2="{at(one.median)}" y1="{y - 4}" y2="{y + scale.bar + 4}" '
        f'class="chart-median" stroke="{INK}" stroke-width="{MARK}"/>'
    )
    return "".join(parts)
