"""Scores by strand as one small SVG: a bar for the score so far, a line under it for where it can end."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from html import escape

from send_audit.render.brand import OUR_COLOURS, Colours
from send_audit.render.wording import points


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Heights in CSS pixels. Widths are percentages, so that a chart fits any page without scaling its text.

    `base` is how far down the first line of a row's text stands, `bar_at` its bar where the label takes one
    line. `line` is from one line of text to the next; 0 where a label and its figure share a line. `label` is
    how many characters a line of a label holds at the most.
    """

    text: int
    row: int
    base: int
    line: int
    bar_at: int
    bar: int
    axis: int
    label: int


PAPER = Scale(text=16, row=48, base=15, line=0, bar_at=22, bar=14, axis=24, label=200)
SCREEN = Scale(text=16, row=70, base=15, line=20, bar_at=43, bar=14, axis=24, label=26)
"""A window may be as narrow as 320 pixels, where a label and its figure would meet on one line."""
LARGE = Scale(text=24, row=116, base=22, line=31, bar_at=64, bar=21, axis=34, label=38)
"""Large print: text of 18 points."""
LARGE_SCREEN = replace(LARGE, label=22)

TRACK, INK = "#dfe7e9", "#15191c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One strand: its score so far, the range it can still end in, and its printed figure."""

    label: str
    figure: str
    share: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A row of a chart. `shapes` draws what lies on its track, given how far down the track starts."""

    label: str
    figure: str
    shapes: Callable[[int], str]


def strand_chart(
    bars: Sequence[Bar], alt: str, scale: Scale, colours: Colours = OUR_COLOURS
) -> str:
    """Draw the bars as an SVG element whose direct `title` child is `alt`.

    PDF/UA readers take the alternative text from that child only (product-notes.md, section 7).
    """
    rows = [
        ChartRow(
            label=bar.label, figure=bar.figure, shapes=partial(_shapes, bar, scale, colours.accent)
        )
        for bar in bars
    ]
    return rows_chart(rows, alt, scale)


def rows_chart(rows: Iterable[ChartRow], alt: str, scale: Scale) -> str:
    """The rows one below the other, over the axis from 0 to 100."""
    parts: list[str] = []
    top = 0
    for row in rows:
        lines = textwrap.wrap(row.label, scale.label) or [""]
        more = scale.line * (len(lines) - 1)
        parts.append(_texts(lines, row.figure, top, scale))
        parts.append(
            f'<rect x="0" y="{top + more + scale.bar_at}" width="100%" height="{scale.bar}" '
            f'class="chart-track" fill="{TRACK}"/>'
        )
        parts.append(row.shapes(top + more + scale.bar_at))
        top += more + scale.row
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="100%" '
        f'height="{top + scale.axis}" font-family="Atkinson Hyperlegible, sans-serif" '
        f'font-size="{scale.text}">'
        f"<title>{escape(alt)}</title>{''.join(parts)}{_axis(top + scale.text)}</svg>"
    )


def chart_alt(bars: Sequence[Bar]) -> str:
    """Say what the chart shows: which strand stands highest and which lowest, with the figures."""
    scored = [bar for bar in bars if bar.share is not None]
    if not scored:
        return "Bar chart of the scores by strand. No strand has a score yet."
    if len(scored) == 1:
        bar = scored[0]
        return (
            f"Bar chart of the scores by strand. Only one has a score: {bar.label}, {bar.figure}."
        )
    shares = {bar.share for bar in scored}
    if len(shares) == 1:
        return f"Bar chart of the scores by strand. All stand level at {points(scored[0].share)} of 100."
    best = max(scored, key=lambda bar: bar.share or 0)
    worst = min(scored, key=lambda bar: bar.share or 0)
    return (
        f"Bar chart of the scores by strand, out of 100. {best.label} is highest, {best.figure}; "
        f"{worst.label} is lowest, {worst.figure}. The table below gives every figure."
    )


def _shapes(bar: Bar, scale: Scale, accent: str, y: int) -> str:
    parts = []
    if bar.share is not None:
        parts.append(
            f'<rect x="0" y="{y}" width="{at(bar.share)}" height="{scale.bar}" '
            f'class="chart-bar" fill="{accent}"/>'
        )
    if bar.low is not None and bar.high is not None and bar.low != bar.high:
        parts += _range(bar.low, bar.high, y + scale.bar + 6)
    return "".join(parts)


def _texts(lines: Sequence[str], figure: str, top: int, scale: Scale) -> str:
    """What stands above each track: the label, and its figure beside it or below it."""
    look = f'class="chart-text" fill="{INK}"'
    base = top + scale.base
    end = base + scale.line * len(lines)
    place = (
        f'x="0" y="{end}" {look}' if scale.line else f'x="100%" y="{base}" {look} text-anchor="end"'
    )
    label = "".join(
        f'<text x="0" y="{base + scale.line * number}" {look}>{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return f'{label}<text {place} font-weight="700">{escape(figure)}</text>'


def _range(low: Fraction, high: Fraction, y: int) -> list[str]:
    ends = [(low, high, y, y), (low, low, y - 3, y + 3), (high, high, y - 3, y + 3)]
    return [
        f'<line x1="{at(x1)}" x2="{at(x2)}" y1="{y1}" y2="{y2}" class="chart-range" '
        f'stroke="{INK}" stroke-width="2"/>'
        for x1, x2, y1, y2 in ends
    ]


def _axis(base: int) -> str:
    marks = [("0", "0", "start"), ("50%", "50", "middle"), ("100%", "100", "end")]
    return "".join(
        f'<text x="{x}" y="{base}" text-anchor="{anchor}" class="chart-axis" fill="{INK}">{text}</text>'
        for x, text, anchor in marks
    )


def at(share: Fraction) -> str:
    """A share as a percentage of the width, in a form that is the same on every machine."""
    return f"{float(share) * 100:.2f}%"
