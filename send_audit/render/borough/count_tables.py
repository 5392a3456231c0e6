"""Tables of counts of schools: whole for officers; for the public without what would give a school away."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.suppression import CountTable, count_table, few, withhold
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
    row_totals: bool = True,
    column_totals: bool = True,
    rows_known: bool = False,
) -> Iterator[Block]:
    """A table of counts by row and column, with totals, as its audience may see it. `of` heads the first."""
    table = seen_counts(
        columns,
        rows,
        audience,
        row_totals=row_totals,
        column_totals=column_totals,
        rows_known=rows_known,
    )
    yield from printed(caption, table, of=of)


def seen_counts(
    columns: Sequence[str],
    rows: Mapping[str, Sequence[int]],
    audience: Audience,
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    rows_known: bool = False,
) -> CountTable:
    """The counts with their totals as the audience may see them; `None` is withheld.

    `rows_known` is whether anybody can look up the totals of the rows, such as how many schools of a kind
    there are.
    """
    made = count_table(
        tuple(rows),
        columns,
        tuple(rows.values()),
        row_totals=row_totals,
        column_totals=column_totals and len(rows) > 1,
    )
    return as_seen_by(made, audience, rows_known=rows_known)


def printed(
    caption: str, table: CountTable, *, of: str = "Schools", totals_alone: bool = True
) -> Iterator[Block]:
    """The counts as a table; where only totals may be seen, those alone; else a sentence.

    `totals_alone` is whether totals by themselves say anything that is not known from elsewhere.
    """
    lines = tuple(_lines(table))
    if all(cell is None for row in table.cells for cell in row):
        if not totals_alone or not any(table.column_totals or ()):
            yield Words(text=f"{caption}: {ALL_WITHHELD}")
            return
        lines = lines[-1:]
    heads = (of, *table.columns, *((ALL,) if table.row_totals is not None else ()))
    yield from tables(caption, heads, lines)


def of_list(
    columns: Sequence[str],
    rows: Mapping[str, Sequence[int]],
    listed: Sequence[int],
    rest: str,
    audience: Audience,
) -> CountTable:
    """Counts of schools whose returns count, by row, in columns of which each has so many `listed` schools.

    To the public the schools of the list that are in no row have a row `rest` of their own: how many are
    listed anybody can look up, and so the total of all rows would tell how many are missing.
    """
    if audience == "officers":
        return count_table(tuple(rows), columns, tuple(rows.values()), row_totals=len(columns) > 1)
    sums = [sum(column) for column in zip(*rows.values(), strict=True)]
    lines = (*rows.values(), [all_ - sum_ for all_, sum_ in zip(listed, sums, strict=True)])
    turned = count_table(
        columns,
        (*rows, rest),
        tuple(zip(*lines, strict=True)),
        column_totals=len(columns) > 1,
    )
    return _turned(withhold(turned, rows_known=True))


def _turned(table: CountTable) -> CountTable:
    """Rows as columns."""
    return CountTable(
        rows=table.columns,
        columns=table.rows,
        cells=tuple(zip(*table.cells, strict=True)),
        row_totals=table.column_totals,
        column_totals=table.row_totals,
        total=table.total,
    )


def merge_small(rows: Mapping[str, Sequence[int]], name: str) -> Mapping[str, Sequence[int]]:
    """Groups of one to four schools as one of that name: alone, each is withheld and takes others with it.

    A row holds all listed schools of its group: which groups are merged tells of nothing but the list.
    Where the merged ones are still so few, the smallest of the other groups goes with them.
    """
    by_size = sorted(rows, key=lambda group: sum(rows[group]))
    merged = [group for group in by_size if few(sum(rows[group]))]
    if not merged:
        return rows
    for group in by_size:
        if group not in merged and few(sum(sum(rows[one]) for one in merged)):
            merged.append(group)
    if len(merged) == 1:
        return rows
    together = [sum(column) for column in zip(*(rows[group] for group in merged), strict=True)]
    rest = {group: row for group, row in rows.items() if group not in merged}
    return {**rest, name if rest else ALL: together}


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
