"""Text to values: every scalar is text, and only a full match of our own pattern makes it more."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_LOCAL_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MAX_DIGITS = 12
_MONTH_LENGTH = len("2027-09")


def refusal(name: str, message: str, fix: str) -> PydanticCustomError:
    """Make the error that the reader turns into a problem.

    `name` is the problem's kebab-case name; `message` says what is wrong and `fix` what to do.
    """
    return PydanticCustomError(
        "send_audit", "{message}", {"name": name, "message": message, "fix": fix}
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or a month of which the last day counts.

    `text` is what the file says (`2027-09-15` or `2027-09`); `last` is the day that counts.
    """

    text: str
    last: date

    @property
    def is_month(self) -> bool:
        """Whether the file names a month only."""
        return len(self.text) == _MONTH_LENGTH

    @classmethod
    def parse(cls, text: object) -> "Day":
        """Read `YYYY-MM-DD` or `YYYY-MM`; raises the refusal `not-a-date` for anything else."""
        if isinstance(text, Day):
            return text
        if not isinstance(text, str):
            raise refusal("not-a-date", f"{_quoted(text)} is not a date.", _date_fix(text))
        return _day(text)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}


@lru_cache(maxsize=4096)
def _day(text: str) -> Day:
    """Read once each: what was seen on one walk has one date, and so has much of a borough."""
    if not (match := _DATE.fullmatch(text)):
        raise refusal("not-a-date", f"{_quoted(text)} is not a date.", _date_fix(text))
    year, month, day = int(match[1]), int(match[2]), match[3]
    try:
        last = date(year, month, int(day or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        message = f"{_quoted(text)} is not a day in the calendar."
        raise refusal("not-a-date", message, "Check the month and the day.") from None
    return Day(text, last)


def _date_fix(text: object) -> str:
    """Say how to write the date; never guess between day-first and month-first."""
    if _is_spaced(text):
        return _DELETE_SPACES
    if isinstance(text, str) and _LOCAL_DATE.fullmatch(text):
        return "Write year, month, day: 1 September 2026 is 2026-09-01."
    return "Write a day as 2026-09-01 or a month as 2026-09."


_DELETE_SPACES = "Delete the spaces around it; one may be a no-break space, pasted from Word."


def _is_spaced(value: object) -> bool:
    """Whether what is wrong cannot be seen."""
    return isinstance(value, str) and value != value.strip()


def _quoted(value: object) -> str:
    if value is None:
        return "An empty value"
    if isinstance(value, str):
        return f"“{value[:60]}”"
    return "A list" if isinstance(value, list) else "A block of keys"


def _read_number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        fix = "Write digits only, without £ or commas, with a point for decimals: 2400 or 1.5."
        fix = _DELETE_SPACES if _is_spaced(value) else fix
        raise refusal("not-a-number", f"{_quoted(value)} is not a plain number.", fix)
    if sum(map(str.isdigit, value)) > _MAX_DIGITS:
        fix = f"Use at most {_MAX_DIGITS} digits."
        raise refusal("not-a-number", f"{_quoted(value)} has too many digits.", fix)
    return Decimal(value)


def _read_amount(value: object) -> Decimal:
    number = _read_number(value)
    if number < 0:
        fix = "Write what it costs; what was saved or paid back can stand in words."
        raise refusal("out-of-range", f"{_quoted(value)} is less than nothing.", fix)
    return number


def _read_count(value: object) -> int:
    if isinstance(value, int):
        return value
    number = _read_number(value)
    if number < 0 or number != int(number) or (isinstance(value, str) and "." in value):
        fix = "Write a whole number, 0 or more."
        raise refusal("not-a-number", f"{_quoted(value)} is not a whole number.", fix)
    return int(number)


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value == "true":
        return True
    if value == "false":
        return False
    raise refusal("not-true-or-false", f"{_quoted(value)} is not true or false.", _flag_fix(value))


FLAG_WORDS = {
    **dict.fromkeys(("true", "yes", "on", "y"), "true"),
    **dict.fromkeys(("false", "no", "off", "n"), "false"),
}
"""What people write where true or false is wanted, in small letters, and which of them it means."""


def _flag_fix(value: object) -> str:
    if _is_spaced(value):
        return _DELETE_SPACES
    meant = FLAG_WORDS.get(value.lower()) if isinstance(value, str) else None
    return f"Write {meant}." if meant else "Write true or false."


@dataclass(frozen=True, slots=True)
class _Scalar:
    """Pydantic marker: read the value with `read`, and describe it to editors as `json`."""

    read: Callable[[object], object]
    json: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": self.json} | ({"minimum": 0} if self.json == "integer" else {})


Amount = Annotated[Decimal, _Scalar(_read_amount, "number")]
Count = Annotated[int, _Scalar(_read_count, "integer")]
Flag = Annotated[bool, _Scalar(_read_flag, "boolean")]

Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z]{2,6})?-[0-9]{4}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z]{2,6})?$")]
ActionId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
Urn = Annotated[str, StringConstraints(pattern=r"^[0-9]{5,7}$")]
# Editors read an unquoted figure as a number; both are right here.
Figure = Annotated[str, Field(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
