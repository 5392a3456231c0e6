"""No withheld count can be worked out: by adding up, or by knowing the rule and trying every table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.suppression import CountTable, count_table, few, withhold


def _table(cells: Sequence[Sequence[int]], *, columns: bool = True) -> CountTable:
    rows, across = len(cells), len(cells[0])
    return count_table(
        [f"row {n}" for n in range(rows)],
        [f"column {n}" for n in range(across)],
        cells,
        column_totals=columns,
    )


def _line(*counts: int, known: bool = True) -> tuple[int | None, ...]:
    return withhold(_table([counts], columns=False), rows_known=known).cells[0]


def test_one_to_four_are_few_and_zero_is_not() -> None:
    assert [few(count) for count in range(7)] == [False, True, True, True, True, False, False]


def test_a_breakdown_without_a_small_count_is_published_whole() -> None:
    assert _line(0, 5, 12, 40) == (0, 5, 12, 40)


def test_a_small_count_takes_the_next_smallest_with_it_so_that_the_total_does_not_give_it_away() -> (
    None
):
    assert _line(2, 9, 30, 0) == (None, None, 30, 0)


def test_equal_counts_are_treated_alike() -> None:
    assert _line(2, 9, 9, 30) == (None, None, None, 30)


def test_ones_that_add_up_to_their_own_number_do_not_stand_alone() -> None:
    assert _line(1, 1, 1, 20, 30) == (None, None, None, None, 30)


def test_a_breakdown_of_small_counts_only_says_nothing_and_its_total_stands() -> None:
    table = withhold(_table([(1, 4, 0)], columns=False))
    assert (table.cells, table.row_totals) == (((None, None, None),), (5,))


def test_a_small_total_is_withheld_unless_it_is_known_anyway() -> None:
    small = _table([(3, 0)], columns=False)
    assert withhold(small).row_totals == (None,)
    assert withhold(small, rows_known=True).row_totals == (3,)
    assert withhold(small, rows_known=True).cells == ((None, None),)


def test_in_a_table_the_column_total_does_not_give_a_cell_away_either() -> None:
    table = withhold(_table([(2, 20), (30, 40), (25, 50)]), rows_known=True)
    hidden = [(r, c) for r, row in enumerate(table.cells) for c, x in enumerate(row) if x is None]
    assert hidden == [(0, 0), (0, 1), (2, 0), (2, 1)]
    assert table.column_totals == (57, 110)
    assert table.total == 167


@pytest.mark.parametrize(("width", "most"), [(2, 14), (3, 12), (4, 8)])
@pytest.mark.parametrize("known", [True, False])
def test_whoever_knows_the_rule_and_tries_every_breakdown_is_sure_of_no_withheld_count(
    width: int, most: int, *, known: bool
) -> None:
    pages = defaultdict(list)
    for counts in product(range(most + 1), repeat=width):
        table = withhold(_table([counts], columns=False), rows_known=known)
        pages[table.cells[0], table.row_totals].append(counts)
    for (cells, *_), behind in pages.items():
        for column in range(width):
            if cells[column] is None:
                assert len({counts[column] for counts in behind}) > 1, behind


def test_whoever_knows_the_rule_and_tries_every_table_of_two_by_two_is_sure_of_none() -> None:
    pages = defaultdict(list)
    for a, b, c in product(range(_ALL + 1), repeat=3):
        for d in range(_ALL - a - b - c + 1):
            cells = ((a, b), (c, d))
            table = withhold(_table(cells), rows_known=True)
            pages[table.cells, table.row_totals, table.column_totals].append(cells)
    for (shown, *_), behind in pages.items():
        for row, column in product(range(2), repeat=2):
            if shown[row][column] is None:
                counts = {cells[row][column] for cells in behind}
                assert len(counts) > 1 or counts == {0}, behind


_ALL = 16
"""Every table with as many in all, so that a page's other tables are among those tried."""

_TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=3
    )
)


@given(cells=_TABLES, known=st.booleans())
def test_no_withheld_count_of_a_table_can_be_worked_out(
    cells: list[list[int]], known: bool
) -> None:
    known = known and len(cells[0]) > 1  # one column is its rows' totals
    assert_safe(cells, withhold(_table(cells), rows_known=known))


@given(cells=_TABLES, known=st.booleans())
def test_what_is_published_is_true_and_no_small_count_is_among_it(
    cells: list[list[int]], known: bool
) -> None:
    whole = _table(cells)
    table = withhold(whole, rows_known=known)
    for shown, true in zip(table.cells, cells, strict=True):
        for cell, count in zip(shown, true, strict=True):
            assert cell is None or (cell == count and not few(cell))
    assert table.row_totals is not None
    assert whole.row_totals is not None
    for sum_, of_row in zip(table.row_totals, whole.row_totals, strict=True):
        assert sum_ == of_row if known else sum_ is None or not few(sum_)


def assert_safe(cells: Sequence[Sequence[int]], table: CountTable) -> None:
    """Fail where a withheld count, of those that are not zero, is the only one that the page allows.

    Another table with the same page exists where one exists that differs by one along a round trip, since
    sums of rows and columns have whole corners. So it is enough to try every change by one at once.
    """
    hidden = [
        (row, column)
        for row, shown in enumerate(table.cells)
        for column, cell in enumerate(shown)
        if cell is None
    ]
    could_differ = set()
    for change in _changes(hidden, table):
        if all(cells[row][column] + change[row, column] >= 0 for row, column in hidden):
            could_differ |= {key for key in hidden if change[key]}
    for key in hidden:
        assert key in could_differ or not cells[key[0]][key[1]], (table, key)


def _changes(
    hidden: Sequence[tuple[int, int]], table: CountTable
) -> Iterator[dict[tuple[int, int], int]]:
    """Changes by one of the withheld cells that leave every published total as it is."""
    for steps in product((-1, 0, 1), repeat=len(hidden)):
        change = dict(zip(hidden, steps, strict=True))
        by_row, by_column = [0] * len(table.rows), [0] * len(table.columns)
        for (row, column), step in change.items():
            by_row[row] += step
            by_column[column] += step
        if table.total is not None and sum(by_row) != 0:
            continue
        if _stand(by_row, table.row_totals) and _stand(by_column, table.column_totals):
            yield change


def _stand(steps: Sequence[int], totals: Sequence[int | None] | None) -> bool:
    if totals is None:
        return True
    return not any(step for step, total in zip(steps, totals, strict=True) if total is not None)
