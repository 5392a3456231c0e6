"""Cells laid out on pages: no word broken but at a hyphen, no heading left alone, numbers that lead there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.render.braille_pages import CELLS, LINES, Block, lay_out, number, wrap


@pytest.mark.parametrize(("value", "cells"), [(1, "#A"), (10, "#AJ"), (205, "#BJE")])
def test_numbers_are_letters_behind_a_number_sign(value: int, cells: str) -> None:
    assert number(value) == cells


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ("AB CD EF", ["AB CD", "EF"]),
        ("AB CDEF-GH", ["AB", "CDEF-", "GH"]),
        ("AAA MO-LAW", ["AAA", "MO-LAW"]),
        ("ABCDEFGHIJ", ['ABCDE"', "FGHIJ"]),
        ("", []),
        ("AB A,-BCD", ["AB", "A,-BCD"]),
    ],
)
def test_lines_end_at_spaces_hyphens_or_where_no_line_could_hold_a_word(
    cells: str, lines: list[str]
) -> None:
    assert wrap(cells, 6, 6) == lines


@given(st.lists(st.text('AB-,1"', min_size=1, max_size=90), max_size=12), st.integers(0, 6))
def test_no_cell_is_lost_and_no_line_is_too_long(words: list[str], indent: int) -> None:
    lines = wrap(" ".join(words), CELLS - indent, CELLS)
    assert all(0 < len(line) <= CELLS - (0 if at else indent) for at, line in enumerate(lines))
    joined = "".join(lines).replace(" ", "").replace('"', "")
    assert joined == "".join(words).replace('"', "")


def test_a_heading_stays_with_two_lines_of_what_follows() -> None:
    filler = Block(cells="A " * 20 * (LINES - 4))
    after = Block(cells="B " * 60)
    pages = lay_out(
        (
            filler,
            Block(cells="HEAD", heads=True, centred=True, blank_before=True, blank_after=True),
            after,
        )
    )
    assert not any("HEAD" in line for line in pages[0])
    assert pages[1][1].strip() == "HEAD"
    assert pages[1][3].startswith("B B")


def test_a_heading_stays_where_two_lines_fit() -> None:
    filler = Block(cells="A " * 20 * (LINES - 5))
    head = Block(cells="HEAD", heads=True, blank_before=True)
    pages = lay_out((filler, head, Block(cells="B " * 60)))
    assert pages[0][LINES - 3 :] == ["HEAD", "B " * 19 + "B", "B " * 19 + "B"]


def test_contents_name_the_page_and_every_page_but_the_first_its_number() -> None:
    pages = lay_out(
        (
            Block(cells="TITLE", centred=True),
            Block(cells="ABC", rest=2, leads_to="a", new_page=True),
            Block(cells="LOST", rest=2, leads_to="nowhere"),
            Block(cells="ABC", heads=True, anchor="a", new_page=True),
        )
    )
    assert [len(page) for page in pages] == [LINES] * 3
    assert pages[0][1].index("TITLE") == (CELLS - len("TITLE")) // 2
    assert pages[1][1] == "ABC " + '"' * 33 + " #C"
    assert pages[1][2] == "LOST"
    assert [page[0].strip() for page in pages] == ["", "#B", "#C"]
