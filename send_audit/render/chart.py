"""Scores by strand as one small SVG: a bar for the score so far, a line under it for where it can end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from send_audit.render.wording import points


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Heights in CSS pixels. Widths are percentages, so that a chart fits any page without scaling its text.

    `base` is how far down the first line of a row's text stands, `bar_at` its bar. `line` is how much lower
    than the label its figure stands: 0 where they share a line.
    """

    text: int
    row: int
    base: int
    line: int
    bar_at: int
    bar: int
    axis: int


USUAL = Scale(text=16, row=48, base=15, line=0, bar_at=22, bar=14, axis=24)
LARGE = Scale(text=24, row=116, base=22, line=31, bar_at=64, bar=21, axis=34)
"""Text of 18 points. A label and its figure would meet on one line, so the figure stands below its label."""

ACCENT, TRACK, INK = "#0b3c49", "#dfe7e9", "#15191c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One strand: its score so far, the range it can still end in, and its printed figure."""

    label: str
    figure: str
    share: Fraction | None
    low: Fraction | None
    high: Fraction | None


def strand_chart(bars: Sequence[Bar], alt: str, scale: Scale = USUAL) -> str:
    """Draw the bars as an SVG element whose direct `title` child is `alt`.

    PDF/UA readers take the alternative text from that child only (product-notes.md, section 7).
    """
    rows = [_row(bar, scale.row * number, scale) for number, bar in enumerate(bars)]
    return rows_chart(rows, alt, scale)


def rows_chart(rows: Sequence[str], alt: str, scale: Scale) -> str:
    """Rows of one height each, over the axis from 0 to 100."""
    bottom = scale.row * len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="100%" '
        f'height="{bottom + scale.axis}" font-family="Atkinson Hyperlegible, sans-serif" font-size="{scale.text}">'
        f"<title>{escape(alt)}</title>{''.join(rows)}{_axis(bottom + scale.text)}</svg>"
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


def _row(bar: Bar, top: int, scale: Scale) -> str:
    parts = [row_base(bar.label, bar.figure, top, scale)]
    bar_at = top + scale.bar_at
    if bar.share is not None:
        parts.append(
            f'<rect x="0" y="{bar_at}" width="{at(bar.share)}" height="{scale.bar}" '
            f'class="chart-bar" fill="{ACCENT}"/>'
        )
    if bar.low is not None and bar.high is not None and bar.low != bar.high:
        parts += _range(bar.low, bar.high, bar_at + scale.bar + 6)
    return "".join(parts)


def row_base(label: str, figure: str, top: int, scale: Scale) -> str:
    """What each row starts with: its label, its printed figure, and the track from 0 to 100 below them."""
    base, look = top + scale.base, f'class="chart-text" fill="{INK}"'
    place = f'x="0" y="{base + scale.line}"' if scale.line else f'x="100%" y="{base}"'
    end = "" if scale.line else ' text-anchor="end"'
    return (
        f'<text x="0" y="{base}" {look}>{escape(label)}</text>'
        f'<text {place} {look}{end} font-weight="700">{escape(figure)}</text>'
        f'<rect x="0" y="{top + scale.bar_at}" width="100%" height="{scale.bar}" class="chart-track" fill="{TRACK}"/>'
    )


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
