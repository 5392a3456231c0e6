"""Tables of counts of schools: whole for officers; for the public without what would give a school away."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.suppression import CountTable, count_table, withhold
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Table, tables
from send_audit.render.borough.telling import WITHHELD

ALL = "All"


def counts(
    caption: str,
    columns: Sequence[str],
    rows: Mapping[str, Sequence[int]],
    audience: Audience,
    *,
    of: str = "Schools",
    row_totals: bool = True,
    column_totals: bool = True,
    rows_known: bool = False,
) -> Iterator[Table]:
    """A table of counts by row and column, with totals, as its audience may see it.

    `of` heads the first column. `rows_known` is whether anybody can look up the totals of the rows, such as
    how many schools of a kind there are.
    """
    made = count_table(
        tuple(rows),
        columns,
        tuple(rows.values()),
        row_totals=row_totals,
        column_totals=column_totals and len(rows) > 1,
    )
    table = as_seen_by(made, audience, rows_known=rows_known)
    heads = (of, *table.columns, *((ALL,) if table.row_totals is not None else ()))
    yield from tables(caption, heads, tuple(_lines(table)))


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
