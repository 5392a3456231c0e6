"""Scores by strand as one small SVG: a bar for the score so far, a line under it for where it can end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from send_audit.render.brand import OUR_COLOURS, Colours
from send_audit.render.wording import points

ROW = 48
AXIS = 24
BAR = 14
DOWN = 22
TEXT = 16
"""Heights in CSS pixels. Widths are percentages, so that the chart fits any page without scaling its text."""

TRACK, INK = "#dfe7e9", "#15191c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One strand: its score so far, the range it can still end in, and its printed figure."""

    label: str
    figure: str
    share: Fraction | None
    low: Fraction | None
    high: Fraction | None


def strand_chart(bars: Sequence[Bar], alt: str, colours: Colours = OUR_COLOURS) -> str:
    """Draw the bars as an SVG element whose direct `title` child is `alt`.

    PDF/UA readers take the alternative text from that child only (product-notes.md, section 7).
    """
    return rows_chart(
        [_row(bar, ROW * number, colours.accent) for number, bar in enumerate(bars)], alt
    )


def rows_chart(rows: Sequence[str], alt: str) -> str:
    """Rows of `ROW` height each, over the axis from 0 to 100."""
    height = ROW * len(rows) + AXIS
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="100%" '
        f'height="{height}" font-family="Atkinson Hyperlegible, sans-serif" font-size="{TEXT}">'
        f"<title>{escape(alt)}</title>{''.join(rows)}{_axis(ROW * len(rows))}</svg>"
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


def _row(bar: Bar, top: int, accent: str) -> str:
    parts = [row_base(bar.label, bar.figure, top)]
    if bar.share is not None:
        parts.append(
            f'<rect x="0" y="{top + DOWN}" width="{at(bar.share)}" height="{BAR}" '
            f'class="chart-bar" fill="{accent}"/>'
        )
    if bar.low is not None and bar.high is not None and bar.low != bar.high:
        parts += _range(bar.low, bar.high, top + DOWN + BAR + 6)
    return "".join(parts)


def row_base(label: str, figure: str, top: int) -> str:
    """What each row starts with: its label, its printed figure, and the track from 0 to 100 below them."""
    text = f'y="{top + 15}" class="chart-text" fill="{INK}"'
    return (
        f'<text x="0" {text}>{escape(label)}</text>'
        f'<text x="100%" {text} text-anchor="end" font-weight="700">{escape(figure)}</text>'
        f'<rect x="0" y="{top + DOWN}" width="100%" height="{BAR}" class="chart-track" fill="{TRACK}"/>'
    )


def _range(low: Fraction, high: Fraction, y: int) -> list[str]:
    ends = [(low, high, y, y), (low, low, y - 3, y + 3), (high, high, y - 3, y + 3)]
    return [
        f'<line x1="{at(x1)}" x2="{at(x2)}" y1="{y1}" y2="{y2}" class="chart-range" '
        f'stroke="{INK}" stroke-width="2"/>'
        for x1, x2, y1, y2 in ends
    ]


def _axis(top: int) -> str:
    marks = [("0", "0", "start"), ("50%", "50", "middle"), ("100%", "100", "end")]
    return "".join(
        f'<text x="{x}" y="{top + 16}" text-anchor="{anchor}" class="chart-axis" fill="{INK}">{text}</text>'
        for x, text, anchor in marks
    )


def at(share: Fraction) -> str:
    """A share as a percentage of the width, in a form that is the same on every machine."""
    return f"{float(share) * 100:.2f}%"
