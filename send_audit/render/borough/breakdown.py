"""One number by its parts, a row each, as its audience may see it."""

from collections.abc import Iterator, Mapping

from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block
from send_audit.render.borough.count_tables import counts


def breakdown(
    caption: str, head: str, parts: Mapping[str, int], audience: Audience, *, of: str
) -> Iterator[Block]:
    """The parts with their total in the last row. `head` is what is counted, `of` what it is counted by."""
    rows = {name: [count] for name, count in parts.items()}
    yield from counts(caption, [head], rows, audience, of=of, row_totals=False)
