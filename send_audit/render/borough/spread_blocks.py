"""Distributions as a small chart and a table of the same figures."""

from collections.abc import Iterator, Mapping

from send_audit.borough.distribution import Distribution
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Chart, Words, tables
from send_audit.render.borough.range_chart import Range
from send_audit.render.borough.telling import points_text, shown
from send_audit.render.wording import plural, points

HEADS = ("Lower quartile", "Median", "Upper quartile")
COUNTED = ("Complete", "Incomplete")
HOW_TO_READ = "Box: the middle half of the complete schools. Mark: their median."


def spread_blocks(
    spreads: Mapping[str, Distribution],
    caption: str,
    audience: Audience,
    *,
    of: str = "Schools",
    total: str | None = None,
) -> Iterator[Block]:
    """The chart, where anything can be drawn, and the table.

    `total` names the row that is all the others together, if one is.
    """
    seen = {name: shown(spread, audience) for name, spread in spreads.items()}
    ranges = [
        Range(label=name, figure=_figure(spread), q1=spread.q1, median=spread.median, q3=spread.q3)
        for name, spread in seen.items()
        if spread.median is not None
    ]
    if not ranges:
        yield Words(text=_nothing(spreads, audience, total))
        return
    yield Chart(ranges=tuple(ranges), alt=_alt(caption, ranges))
    yield Words(text=HOW_TO_READ, grey=True)
    # How many are complete and how many are not adds up to how many returned: the public reads it elsewhere.
    counted = COUNTED if audience == "officers" else ()
    yield from tables(
        caption,
        (of, *HEADS, *counted),
        [
            (
                name,
                *map(points_text, (spread.q1, spread.median, spread.q3)),
                *((str(spread.complete), str(spread.incomplete)) if counted else ()),
            )
            for name, spread in seen.items()
        ],
    )


def _nothing(spreads: Mapping[str, Distribution], audience: Audience, total: str | None) -> str:
    """Why there is no number at all."""
    whole = spreads.get(total) if total is not None else None
    if audience == "officers" and whole is not None:
        return (
            f"Complete answers: {plural(whole.complete, 'school')}. Incomplete: {whole.incomplete}. "
            "That is too few for a median."
        )
    return "Nowhere have enough schools complete answers for a median."


def middle_half(spread: Distribution) -> str:
    """“the median is 78.5, and half of them lie between 70.1 and 85.0”. The distribution has a median."""
    text = f"the median is {points(spread.median)}"
    if spread.q1 is None or spread.q3 is None:
        return text
    return f"{text}, and half of them lie between {points(spread.q1)} and {points(spread.q3)}"


def _figure(spread: Distribution) -> str:
    return points(spread.median)


def _alt(caption: str, ranges: list[Range]) -> str:
    """What the chart shows: the first row in full; every figure is in the table below."""
    first = ranges[0]
    half = (
        f", half of the schools between {points(first.q1)} and {points(first.q3)}"
        if first.q1 is not None
        else ""
    )
    more = f" {len(ranges) - 1} more rows." if len(ranges) > 2 else ""
    return (
        f"Chart of quartiles. {caption}, out of 100. {first.label}: median {points(first.median)}"
        f"{half}.{more} The table below gives every figure."
    )
