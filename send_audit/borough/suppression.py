"""Small counts kept out of public tables, and every count from which one could be worked out.

A count of 1 to 4 schools or pupils is withheld: whoever knows a school could tell which one is meant. Zero
may stand: it is about no school and no pupil, and that a thing is nowhere is what people most want to know.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

FEWER_THAN = 5
"""Counts from 1 up to the one below this are withheld."""


def few(count: int) -> bool:
    """Whether a single count is so small that it is withheld. Zero is not."""
    return 0 < count < FEWER_THAN


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """Counts by row and column, with the totals that are printed beside them. `None` is withheld.

    `row_totals` and `column_totals` are `None` where none are printed; `total` is that of both, where both
    are. A breakdown of one number is a table of one row with its total.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...] | None
    column_totals: tuple[int | None, ...] | None
    total: int | None


def count_table(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[int]],
    *,
    row_totals: bool = True,
    column_totals: bool = True,
) -> CountTable:
    """The table with its totals added up.

    Raises `ValueError` where a count is below 0, or rows are of different lengths.
    """
    if len(cells) != len(rows) or any(len(row) != len(columns) for row in cells):
        raise ValueError("a table has a cell for each row and column")
    if any(cell < 0 for row in cells for cell in row):
        raise ValueError("a count is never below 0")
    return CountTable(
        rows=tuple(rows),
        columns=tuple(columns),
        cells=tuple(tuple(row) for row in cells),
        row_totals=tuple(sum(row) for row in cells) if row_totals else None,
        column_totals=tuple(sum(column) for column in zip(*cells, strict=True))
        if column_totals
        else None,
        total=sum(map(sum, cells)) if row_totals and column_totals else None,
    )


def withhold(table: CountTable, *, rows_known: bool = False) -> CountTable:
    """The table as it may be published.

    `rows_known` is whether the totals of the rows are known from elsewhere, such as how many schools of each
    kind there are: then they stand, however small, and so does the total of all.

    Whoever sees the result cannot work out any withheld count from the totals and the other cells, also by
    knowing that no count is below 0. Without column totals, knowing this very rule does not help either (see
    `_hidden_in`). So two tables of one total, such as schools by type and by phase, are each safe as long as
    that total stands in both.
    """
    grid = _Grid(table, rows_known=rows_known)
    grid.hide_small()
    while grid.hide_lonely() or grid.hide_beside_the_certain():
        pass
    return grid.published()


def _hidden_in(counts: Sequence[int]) -> set[int]:
    """The positions withheld in one breakdown whose total is known.

    With a small count, all that are at most 5 go, and where they would be one alone, or would be all ones (as
    many as they add up to), so do the smallest above them. Where nothing is above 5, everything goes, zeros
    too. Equal counts are always treated alike. So any two withheld counts could change places, and a row of
    equal ones could be one less here and one more there, and the same page would come out: nobody who
    sees it, rule in hand, can be sure of any of them.
    """
    if not any(few(count) for count in counts):
        return set()
    if max(counts) <= FEWER_THAN:
        return set(range(len(counts)))
    hidden = [count for count in counts if 0 < count <= FEWER_THAN]
    most = FEWER_THAN
    if len(hidden) == 1 or sum(hidden) == len(hidden):
        most = min(count for count in counts if count > FEWER_THAN)
    return {at for at, count in enumerate(counts) if 0 < count <= most}


_Key = tuple[int, int]
"""Row and column; those behind the last are the totals."""


class _Grid:
    """A table with its totals as one grid, and what of it is withheld so far.

    Each line (a row or a column with a total) is a sum. So the grid is a network of pipes: from a row's knot
    to a column's flows the cell, and back through the totals. A withheld cell is certain where its pipe
    lies on no round trip of withheld ones along which one more could flow.
    """

    def __init__(self, table: CountTable, *, rows_known: bool) -> None:
        self._table = table
        self._height, self._width = len(table.rows), len(table.columns)
        self._values: dict[_Key, int] = {
            (row, column): _count(cell)
            for row, cells in enumerate(table.cells)
            for column, cell in enumerate(cells)
        }
        totals: dict[_Key, int] = {}
        for row, total in enumerate(table.row_totals or ()):
            totals[row, self._width] = _count(total)
        for column, total in enumerate(table.column_totals or ()):
            totals[self._height, column] = _count(total)
        if table.total is not None:
            totals[self._height, self._width] = table.total
        self._totals = frozenset(totals)
        self._values |= totals
        known = {key for key in totals if key[1] == self._width} if rows_known else set()
        nothing = {key for key in self._values if totals.get((key[0], self._width)) == 0}
        self._fixed = frozenset(known | nothing if rows_known else known)
        self._hidden: set[_Key] = set()

    @property
    def _least(self) -> int:
        """What a withheld count is known to be at least: 1 where every zero stands."""
        return min((self._values[key] for key in self._hidden), default=1) and 1

    # ---- What is withheld -----------------------------------------------------------------------

    def hide_small(self) -> None:
        """Withhold each line's small counts, with those that it takes to keep them from its total."""
        for line in self._lines():
            hidden = _hidden_in([self._values[key] for key in line])
            self._hidden |= {line[at] for at in hidden}
        self._hidden |= {key for key, value in self._values.items() if few(value)}
        self._hidden -= self._fixed

    def hide_lonely(self) -> bool:
        """Withhold a second one in each line that has only one; say whether there was such a line."""
        changed = False
        for line in self._sums():
            if sum(key in self._hidden for key in line) == 1:
                changed |= self._hide_next(line)
        return changed

    def hide_beside_the_certain(self) -> bool:
        """Withhold more beside the cells that could be worked out; say whether there were any."""
        for key in sorted(self._hidden):
            if self._is_certain(key):
                beside = [other for line in self._sums() if key in line for other in line]
                if self._hide_next(beside) or self._hide_next(self._values):
                    return True
        return False

    def _hide_next(self, keys: Iterable[_Key]) -> bool:
        """Withhold the smallest of these that still stand: cells, then zeros, then totals."""
        open_ = [key for key in keys if key not in self._hidden | self._fixed]
        if not open_:
            return False
        first = min(open_, key=self._rank)
        self._hidden |= {key for key in open_ if self._rank(key) == self._rank(first)}
        return True

    def _rank(self, key: _Key) -> tuple[bool, bool, int]:
        value = self._values[key]
        return key in self._totals, value == 0, value

    # ---- Lines and flow -------------------------------------------------------------------------

    def _lines(self) -> Iterator[list[_Key]]:
        """What adds up to a total, line by line, without that total."""
        for line in self._sums():
            yield line[:-1]

    def _sums(self) -> Iterator[list[_Key]]:
        """Each line that has a total, with it as the last."""
        down, across = range(self._height), range(self._width)
        if self._table.row_totals is not None:
            yield from ([(row, c) for c in (*across, self._width)] for row in down)
        if self._table.column_totals is not None:
            yield from ([(r, column) for r in (*down, self._height)] for column in across)
        if self._table.total is not None:
            yield [(row, self._width) for row in (*down, self._height)]
            yield [(self._height, column) for column in (*across, self._width)]

    def _ends(self, key: _Key) -> tuple[str, str]:
        """From which knot to which a cell flows. Without totals of its columns, all meet in one knot."""
        row, column = key
        from_ = f"row {row}" if self._table.row_totals is not None else "rows"
        to = f"column {column}" if self._table.column_totals is not None else "columns"
        is_total_of_one = (row == self._height) != (column == self._width)
        return (to, from_) if is_total_of_one else (from_, to)

    def _is_certain(self, key: _Key) -> bool:
        """Whether no other count would go with what is published."""
        if not self._totals:
            return False
        least = self._least
        ways: dict[str, list[str]] = {}
        for other in self._hidden - {key}:
            start, end = self._ends(other)
            ways.setdefault(start, []).append(end)
            if self._values[other] > least:
                ways.setdefault(end, []).append(start)
        start, end = self._ends(key)
        more = _leads(ways, end, start)
        less = self._values[key] > least and _leads(ways, start, end)
        return not (more or less)

    def published(self) -> CountTable:
        """The table with `None` for what is withheld."""

        def shown(key: _Key) -> int | None:
            return None if key in self._hidden else self._values[key]

        down, across, table = range(self._height), range(self._width), self._table
        return replace(
            table,
            cells=tuple(tuple(shown((row, column)) for column in across) for row in down),
            row_totals=None
            if table.row_totals is None
            else tuple(shown((row, self._width)) for row in down),
            column_totals=None
            if table.column_totals is None
            else tuple(shown((self._height, column)) for column in across),
            total=None if table.total is None else shown((self._height, self._width)),
        )


def _count(cell: int | None) -> int:
    if cell is None:
        raise ValueError("the table has been withheld from before")
    return cell


def _leads(ways: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    """Whether a way leads from one knot to another."""
    seen, waiting = {start}, deque([start])
    while waiting:
        at = waiting.popleft()
        if at == end:
            return True
        new = [next_ for next_ in ways.get(at, ()) if next_ not in seen]
        seen.update(new)
        waiting.extend(new)
    return False
