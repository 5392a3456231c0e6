"""What people type into a form: taken where it is certain, refused in plain words where it is not."""

from datetime import date, datetime, time

import pytest

from send_audit.model.checklist import Item
from send_audit.render.safe_cells import escaped, for_cell
from send_audit.workbook.columns import STILL_TRUE
from send_audit.workbook.texts import Value, compared, text_of
from send_audit.workbook.typed import (
    RefusedError,
    read_day,
    read_measured,
    read_rating,
    read_still_true,
    read_text,
)
from tests.small_models import Tree, duty_tree, item, item_tree

ITEM = item()


def measured(unit: str, **limits: str) -> Tree:
    return item_tree(
        measure={"quantity": "Width", "unit": unit, "applies_to": "existing-benchmark"} | limits
    )


MM = item(**measured("mm", minimum="800"))
SLOPE = item(**measured("gradient", maximum="1:12"))
ROOM = item(**measured("mm-by-mm", minimum="1500 x 2200"))
PERCENT = item(**measured("percent", minimum="80"))


@pytest.mark.parametrize(
    ("typed", "rating"),
    [
        ("Met", "met"),
        ("met", "met"),
        ("MET ", "met"),
        ("Partly met", "partly-met"),
        ("partly-met", "partly-met"),
        ("Partially met", "partly-met"),
        ("not_met", "not-met"),
        ("Not–met.", "not-met"),
        ("N/A", "not-applicable"),
        ("not  applicable", "not-applicable"),
        ("", None),
        ("  ", None),
        ("Not yet answered", None),
    ],
)
def test_ratings_are_read_in_any_letters(typed: str, rating: str | None) -> None:
    assert read_rating(typed, ITEM) == rating


@pytest.mark.parametrize("typed", ["yes", "no", "ok", "1", "TRUE", "met?", "not", "x" * 5000])
def test_what_may_mean_anything_is_no_rating(typed: str) -> None:
    with pytest.raises(RefusedError, match="Choose Met, Partly met, Not met or Not applicable"):
        read_rating(typed, ITEM)


def test_not_applicable_is_refused_only_where_a_duty_always_applies() -> None:
    assert read_rating("n/a", item(**duty_tree(may_not_apply="true"))) == "not-applicable"
    with pytest.raises(RefusedError, match="is a duty that always applies"):
        read_rating("n/a", item(**duty_tree()))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (datetime(2026, 10, 5, 14, 30), "2026-10-05"),  # noqa: DTZ001 - a cell has no time zone
        (date(2026, 10, 5), "2026-10-05"),
        ("2026-10-05", "2026-10-05"),
        ("2026-10", "2026-10"),
        ("5 October 2026", "2026-10-05"),
        ("5th Oct. 2026", "2026-10-05"),
        ("5-Oct-2026", "2026-10-05"),
        ("21 Sept 2026", "2026-09-21"),
        ("October 2026", "2026-10"),
        ("25/10/2026", "2026-10-25"),
        ("10/25/2026", "2026-10-25"),
        ("5.5.2026", "2026-05-05"),
        (None, None),
        ("", None),
    ],
)
def test_a_day_is_read_where_it_can_only_be_one(typed: Value, day: str | None) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5/10/2026", "may be 5 October 2026 or 10 May 2026"),
        ("05-10-2026", "Write the month as a word"),
        ("31/02/2026", "not a day in the calendar"),
        ("0/5/2026", "not a day in the calendar"),
        ("31 February 2026", "not a day in the calendar"),
        ("5 Ju 2026", "is not a date"),
        ("last week", "is not a date"),
        (46300, "is not a date"),
        (time(5, 10), "is not a date"),
        ("2026-13-01", "is not a date"),
    ],
)
def test_a_day_that_may_be_another_is_refused(typed: Value, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "of", "figure"),
    [
        (2320, MM, "2320"),
        (2320.0, MM, "2320"),
        (812.5, MM, "812.5"),
        ("2320", MM, "2320"),
        ("2320 mm", MM, "2320"),
        ("2320MM", MM, "2320"),
        ("1:12", SLOPE, "1:12"),
        (time(1, 12), SLOPE, "1:12"),
        ("1500 x 2200", ROOM, "1500 x 2200"),
        ("85 %", PERCENT, "85"),
        (None, MM, None),
        ("", MM, None),
    ],
)
def test_figures_are_read_in_their_unit(typed: Value, of: Item, figure: str | None) -> None:
    assert read_measured(typed, of) == figure


def test_a_percentage_is_read_as_the_cell_shows_it() -> None:
    assert read_measured(0.85, PERCENT, is_percent=True) == "85"


@pytest.mark.parametrize(
    ("typed", "of", "said"),
    [
        ("2.32 m", MM, "Write the number of mm without the unit: 2320."),
        ("2,320", MM, "is not a measurement in mm"),
        ("-5", MM, "is not a measurement"),
        ("12", SLOPE, 'one in so many: “?"?1:12'),
        (1500, ROOM, "Write both sides"),
        ("5", ITEM, "has nothing to measure"),
    ],
)
def test_a_figure_in_another_unit_is_refused(typed: Value, of: Item, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        read_measured(typed, of)


def test_only_yes_confirms() -> None:
    assert read_still_true(STILL_TRUE)
    assert read_still_true("YES")
    assert not read_still_true(None)
    for word in ("no", "perhaps", "x"):
        with pytest.raises(RefusedError, match="give the new rating"):
            read_still_true(word)


def test_text_may_start_with_a_sign_though_not_be_a_formula() -> None:
    assert read_text("-2 degrees in the hut") == "-2 degrees in the hut"
    assert read_text("+44 1632 960123") == "+44 1632 960123"
    assert read_text(5) == "5"
    assert read_text("  ") is None
    with pytest.raises(RefusedError, match="Write the text, not a formula"):
        read_text("=1+1")


def test_what_spreadsheet_programs_do_to_text_does_not_count_as_a_change() -> None:
    assert compared("a\r\nb") == compared("a_x000D_\nb") == compared("a\nb ")
    assert compared(escaped("_x0041_")) == compared("_x0041_")
    assert compared("a b") != compared("a  b")


def test_text_for_a_cell_holds_only_what_xml_can_hold() -> None:
    assert (
        for_cell("bell \x07, half \ud800, non-character \uffff")
        == "bell \ufffd, half \ufffd, non-character \ufffd"
    )


def test_numbers_are_written_as_people_write_them() -> None:
    assert [text_of(value) for value in (2320, 2320.0, 2.5, 1e15, 0.1, True)] == [
        "2320",
        "2320",
        "2.5",
        "1000000000000000",
        "0.1",
        "TRUE",
    ]
