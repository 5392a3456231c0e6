"""Text becomes a value only where the whole of it has the form wanted; everything else is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from send_audit.model.scalars import Amount, Count, Day, Flag, ItemId, Slug, Urn, Version

DAY = TypeAdapter(Day)
NUMBER: TypeAdapter[Decimal] = TypeAdapter(Amount)
COUNT: TypeAdapter[int] = TypeAdapter(Count)
FLAG: TypeAdapter[bool] = TypeAdapter(Flag)
SLUG: TypeAdapter[str] = TypeAdapter(Slug)
ITEM: TypeAdapter[str] = TypeAdapter(ItemId)
URN: TypeAdapter[str] = TypeAdapter(Urn)
VERSION: TypeAdapter[str] = TypeAdapter(Version)


def refused(adapter: TypeAdapter[Any], value: object) -> str:
    """The name of the problem that a value gives."""
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    (error,) = caught.value.errors()
    context = error["ctx"]
    assert context["fix"].endswith(".")
    return str(context["name"])


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("2026-09", date(2026, 9, 30)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-02", date(2027, 2, 28)),
        ("2026-12", date(2026, 12, 31)),
        ("9999-12", date(9999, 12, 31)),
    ],
)
def test_a_day_is_itself_and_of_a_month_the_last_day_counts(text: str, last: date) -> None:
    day = DAY.validate_python(text)
    assert (day.text, day.last, day.is_month) == (text, last, len(text) == 7)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-30", "2026-13-01", "2026-00", "0000-01-01", "2026-9-1", "26-09-01", "0", ""),
        *("01/09/2026", "2026-09-01T10:00", " 2026-09-01", "2026-09-01\n", "٢٠٢٦-٠٩-٠١"),
        *("2026-09-01 ", "2026/09/01", "20260901", "-2026-09-01"),
    ],
)
def test_anything_else_is_not_a_date(text: str) -> None:
    assert refused(DAY, text) == "not-a-date"


@pytest.mark.parametrize("value", [None, [], {}, 0, 20260901])
def test_what_is_not_text_is_not_a_date_either(value: object) -> None:
    assert refused(DAY, value) == "not-a-date"


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_of_the_calendar_can_be_written(day: date) -> None:
    assert DAY.validate_python(day.isoformat()).last == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("850", "850"),
        ("12.50", "12.50"),
        ("007", "7"),
        ("123456789012", "123456789012"),
    ],
)
def test_plain_decimals_are_numbers(text: str, number: str) -> None:
    assert NUMBER.validate_python(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("1_000", "1,000", "nan", "NaN", ".nan", "inf", "-Infinity", "1e9", "1E3", "0x10", "+5"),
        *("1.", ".5", "1.2.3", "£850", "5 mm", "1234567890123", "123456.7890123", "٣", "½", ""),
        *(" 5", "5 ", "5\u00a0", "--5"),
    ],
)
def test_anything_else_is_not_a_number(text: str) -> None:
    assert refused(NUMBER, text) == "not-a-number"


def test_spaces_that_cannot_be_seen_are_named() -> None:
    for adapter, text in ((DAY, "2026-09-01\u00a0"), (NUMBER, "\u00a05"), (FLAG, "true ")):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(text)
        assert "no-break space" in caught.value.errors()[0]["ctx"]["fix"]


@pytest.mark.parametrize("text", ["-1", "1.5", "1.0", "1e2", "yes", "1_000", ""])
def test_a_count_is_a_whole_number_from_0(text: str) -> None:
    assert COUNT.validate_python("0") == 0
    assert COUNT.validate_python("312") == 312
    assert refused(COUNT, text) == "not-a-number"


@pytest.mark.parametrize("text", ["yes", "no", "on", "True", "TRUE", "1", "0", "y", "", " true"])
def test_only_true_and_false_are_true_and_false(text: str) -> None:
    assert FLAG.validate_python("true") is True
    assert FLAG.validate_python("false") is False
    assert refused(FLAG, text) == "not-true-or-false"


@pytest.mark.parametrize("value", [None, [], {}])
def test_blanks_lists_and_blocks_are_no_values(value: object) -> None:
    assert refused(NUMBER, value) == "not-a-number"
    assert refused(COUNT, value) == "not-a-number"
    assert refused(FLAG, value) == "not-true-or-false"


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        (SLUG, ["a", "front-lot", "bay-1"], ["", "Front", "a_b", "-a", "a-", "a--b", "a\n", "é"]),
        (
            ITEM,
            ["PE-0102", "S10-0101", "X-EST-0101"],
            ["pe-0102", "PE-102", "PE-01022", "PE0102", "PE-0102\n", "PE-٠١٠٢", "X-E-0101"],
        ),
        (
            URN,
            ["12345", "900001", "1234567"],
            ["1234", "12345678", "90-0001", "90000١", "900001\n"],
        ),
        (VERSION, ["1.0.0", "10.20.30"], ["1.0", "1.0.0.0", "v1.0.0", "1.0.x", "1.0.٠", "1.0.0\n"]),
    ],
    ids=["slug", "item", "urn", "version"],
)
def test_ids_match_as_a_whole(form: TypeAdapter[str], right: list[str], wrong: list[str]) -> None:
    for text in right:
        assert form.validate_python(text) == text
    for text in wrong:
        with pytest.raises(ValidationError):
            form.validate_python(text)


def test_an_amount_of_money_is_never_less_than_nothing() -> None:
    with pytest.raises(ValidationError, match="less than nothing"):
        TypeAdapter(Amount).validate_python("-5")
    assert TypeAdapter(Amount).validate_python("0") == 0
