"""One number by its parts, a row each, as its audience may see it."""

from collections.abc import Iterator, Mapping

from send_audit.borough.suppression import count_table
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block
from send_audit.render.borough.count_tables import as_seen_by, printed


def breakdown(
    caption: str, head: str, parts: Mapping[str, int], audience: Audience, *, of: str
) -> Iterator[Block]:
    """The parts with their total in the last row. `head` is what is counted, `of` what it is counted by."""
    cells = [[count] for count in parts.values()]
    table = count_table(tuple(parts), (head,), cells, row_totals=False)
    yield from printed(caption, as_seen_by(table, audience), of=of)
