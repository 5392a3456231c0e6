"""What an exported table is: columns that are said once, for every format and for the data dictionary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from send_audit.render.numbers import percentage

Value = str | bool | int | float | date | None
Kind = Literal["text", "category", "date", "yes-no", "whole-number", "number"]
"""`category` is a word of a closed list; `yes-no` is true or false."""

SourceT = TypeVar("SourceT")

PERCENT = "percent, 0 to 100, cut after one decimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the dictionary says of a column. `empty` is when a cell is; `None` where none is."""

    name: str
    meaning: str
    kind: Kind
    allowed: tuple[str, ...] = ()
    unit: str | None = None
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Column(Generic[SourceT]):
    """A column, and where its value comes from."""

    about: About
    value: Callable[[SourceT], Value]


COUNCIL_ONLY = (
    "For the council only: scores and counts are of whole returns, private answers and actions included, so "
    "a private rating may be worked out from them and all the others."
)
"""What whoever opens a table that names schools has to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table. `about` says what a row is; `rows` may be asked for again, and gives one at a time."""

    name: str
    about: str
    columns: tuple[About, ...]
    rows: Callable[[], Iterator[Sequence[Value]]]


def text(
    name: str, meaning: str, value: Callable[[SourceT], str | None], *, empty: str | None = None
) -> Column[SourceT]:
    """A column of free words."""
    return Column(About(name=name, meaning=meaning, kind="text", empty=empty), value)


def word(
    name: str,
    meaning: str,
    allowed: Sequence[str],
    value: Callable[[SourceT], str | None],
    *,
    empty: str | None = None,
) -> Column[SourceT]:
    """A column of words from a closed list."""
    about = About(name=name, meaning=meaning, kind="category", allowed=tuple(allowed), empty=empty)
    return Column(about, value)


def day(
    name: str, meaning: str, value: Callable[[SourceT], date | None], *, empty: str | None = None
) -> Column[SourceT]:
    """A column of days."""
    about = About(name=name, meaning=meaning, kind="date", unit="day", empty=empty)
    return Column(about, value)


def flag(
    name: str, meaning: str, value: Callable[[SourceT], bool | None], *, empty: str | None = None
) -> Column[SourceT]:
    """A column of yes and no."""
    return Column(About(name=name, meaning=meaning, kind="yes-no", empty=empty), value)


def whole(
    name: str,
    meaning: str,
    unit: str,
    value: Callable[[SourceT], int | None],
    *,
    empty: str | None = None,
) -> Column[SourceT]:
    """A column of whole numbers."""
    about = About(name=name, meaning=meaning, kind="whole-number", unit=unit, empty=empty)
    return Column(about, value)


def share(
    name: str, meaning: str, value: Callable[[SourceT], Fraction | None], *, empty: str
) -> Column[SourceT]:
    """A column of exact shares, given as percentages."""
    about = About(name=name, meaning=meaning, kind="number", unit=PERCENT, empty=empty)
    return Column(about, lambda source: percentage(value(source)))
