"""Tables of counts of schools: whole for officers; for the public without what would give a school away."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.suppression import CountTable, count_table, withhold
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Words, tables
from send_audit.render.borough.telling import WITHHELD

ALL = "All"
ALL_WITHHELD = "withheld, since its counts are small, or would give a small one away."


def counts(
    caption: str,
    columns: Sequence[str],
    rows: Mapping[str, Sequence[int]],
    audience: Audience,
    *,
    of: str = "Schools",
    column_totals: bool = True,
) -> Iterator[Block]:
    """A table of counts by row and column, with totals, as its audience may see it. `of` heads the first."""
    yield from printed(
        caption, seen_counts(columns, rows, audience, column_totals=column_totals), of=of
    )


def seen_counts(
    columns: Sequence[str],
    rows: Mapping[str, Sequence[int]],
    audience: Audience,
    *,
    column_totals: bool = True,
    rows_known: bool = False,
) -> CountTable:
    """The counts with their totals as the audience may see them; `None` is withheld.

    `rows_known` is whether anybody can look up the totals of the rows, such as how many schools of a kind
    there are.
    """
    made = count_table(
        tuple(rows), columns, tuple(rows.values()), column_totals=column_totals and len(rows) > 1
    )
    return as_seen_by(made, audience, rows_known=rows_known)


def printed(caption: str, table: CountTable, *, of: str = "Schools") -> Iterator[Block]:
    """The counts as a table, or a sentence where none of them may be seen."""
    if all(cell is None for row in table.cells for cell in row):
        yield Words(text=f"{caption}: {ALL_WITHHELD}")
        return
    heads = (of, *table.columns, *((ALL,) if table.row_totals is not None else ()))
    yield from tables(caption, heads, tuple(_lines(table)))


def in_column(table: CountTable, column: int) -> int | None:
    """What a column comes to, as far as it is seen."""
    if table.column_totals is not None:
        return table.column_totals[column]
    cells = [row[column] for row in table.cells]
    return sum_seen(*cells)


def sum_seen(*counts: int | None) -> int | None:
    """The sum, where every part of it is seen."""
    return sum(c for c in counts if c is not None) if None not in counts else None


def as_seen_by(table: CountTable, audience: Audience, *, rows_known: bool = False) -> CountTable:
    """The counts that the audience may see; `None` is withheld."""
    return table if audience == "officers" else withhold(table, rows_known=rows_known)


def cell_text(count: int | None) -> str:
    """The count, or that it is withheld."""
    return WITHHELD if count is None else str(count)


def _lines(table: CountTable) -> Iterator[tuple[str, ...]]:
    totals = table.row_totals or (None,) * len(table.rows)
    for name, cells, total in zip(table.rows, table.cells, totals, strict=True):
        end = (cell_text(total),) if table.row_totals is not None else ()
        yield (name, *map(cell_text, cells), *end)
    if table.column_totals is not None:
        end = (cell_text(table.total),) if table.row_totals is not None else ()
        yield (ALL, *map(cell_text, table.column_totals), *end)
