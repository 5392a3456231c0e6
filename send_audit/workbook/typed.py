"""What people type into a form, read as an answer has it: kind where it is certain, refused where not."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType

from pydantic_core import PydanticCustomError

from send_audit.model.checklist import BINDING, Item
from send_audit.model.measure import parse_measured
from send_audit.model.scalars import Day
from send_audit.model.words import UNIT_WORDS, Rating
from send_audit.render.safe_cells import LONGEST, length
from send_audit.render.wording import RATING_WORDS, date_text, month_text
from send_audit.suggest import nearest
from send_audit.workbook.columns import STILL_TRUE, Field
from send_audit.workbook.form_cell import FormCell
from send_audit.workbook.texts import Value, plain, text_of


class RefusedError(Exception):
    """A cell cannot be taken; the text says why, and what to do."""


_RATINGS: Mapping[str, Rating] = MappingProxyType(
    {word.lower(): rating for rating, word in RATING_WORDS.items() if rating is not None}
    | {
        "fully met": "met",
        "partially met": "partly-met",
        "partly": "partly-met",
        "n/a": "not-applicable",
        "na": "not-applicable",
    }
)
_UNANSWERED = ("", RATING_WORDS[None].lower())
_CHOICES = "Choose Met, Partly met, Not met or Not applicable."

_MONTHS = tuple(month_text(date(2000, month, 1)).split()[0].lower() for month in range(1, 13))
_SLASHED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})")
_WRITTEN_MONTH = re.compile(r"([a-z]{3,9})\.?\s+(\d{4})")
_EXAMPLE = "Write it as 5 October 2026, or 2026-10-05."


def read_typed(field: Field, value: Value, item: Item, *, is_percent: bool = False) -> str | None:
    """The value of a field as the file has it, or `None` where the cell is empty.

    Raises `RefusedError` where what is typed cannot be taken.
    """
    if field == "rating":
        return read_rating(text_of(value), item)
    if field == "checked_on":
        return read_day(value)
    if field == "measured":
        return read_measured(value, item, is_percent=is_percent)
    return read_text(value)


def value_in(cell: FormCell | None) -> Value:
    """What a cell holds. Raises `RefusedError` where that is a formula or an error."""
    if cell is None:
        return None
    if cell.is_formula:
        raise RefusedError(f"“{brief(cell.text)}” is a formula. Write the text, not a formula.")
    if cell.is_error:
        raise RefusedError(f"“{brief(cell.text)}” cannot be read. Write the answer again.")
    return cell.value


def require_past(day: str, today: date) -> None:
    """Raises `RefusedError` where a day (or the start of a month) is after today."""
    if day[:10] > today.isoformat():
        said = date_text(date.fromisoformat(day)) if len(day) == len("2026-10-05") else day
        raise RefusedError(f"{said} is still to come. Write the day on which it was looked at.")


def read_text(value: Value) -> str | None:
    """Free text; what looks like a formula is refused, in whatever kind of cell it stands."""
    text = text_of(value)
    if text.startswith("="):
        raise RefusedError(f"“{brief(text)}” is a formula. Write the text, not a formula.")
    if length(text) > LONGEST:
        raise RefusedError("The text is longer than a cell can hold.")
    return text or None


def read_rating(text: str, item: Item) -> Rating | None:
    """A rating in people's words, whatever its letters; `None` where the cell is empty."""
    word = re.sub(r"[\s_\u2010-\u2015-]+", " ", text.lower()).strip(" .")
    if word in _UNANSWERED:
        return None
    rating = _RATINGS.get(word)
    if rating is None:
        near = nearest(word[:60], _RATINGS) if len(word) > 3 else None
        hint = f" Did you mean {RATING_WORDS[_RATINGS[near]]}?" if near else ""
        raise RefusedError(f"“{brief(text)}” is not a rating.{hint} {_CHOICES}")
    if rating == "not-applicable" and item.duty in BINDING and not item.may_not_apply:
        raise RefusedError(
            f"{item.id} is a duty that always applies, so “Not applicable” is no answer to it. "
            "Rate it as it is: what is not there at all is Not met."
        )
    return rating


def read_measured(value: Value, item: Item, *, is_percent: bool = False) -> str | None:
    """A figure in the item's unit. The unit itself may stand behind it, and no other."""
    if item.measure is None:
        text = read_text(value)
        if text is not None:
            raise RefusedError(f"{item.id} has nothing to measure. Write the figure in the note.")
        return None
    unit = item.measure.unit
    if unit == "percent" and is_percent and isinstance(value, int | float):
        value = round(value * 100, 6)
    if unit == "gradient" and isinstance(value, time | datetime):
        # The program took “1:12” for a time of the day.
        moment = value.time() if isinstance(value, datetime) else value
        value = f"{moment.hour}:{moment.minute}" if not moment.second else text_of(value)
    text = plain(value) if isinstance(value, int | float) else text_of(value)
    behind = UNIT_WORDS[unit]
    if behind and text.lower().endswith(behind.lower()):
        text = text[: -len(behind)].rstrip()
    if not text:
        return None
    try:
        parse_measured(unit, text)
    except PydanticCustomError as error:
        words = error.context or {}
        raise RefusedError(
            f"{words['message']} {words['fix'].replace(', in quotes', '')}"
        ) from None
    return text


def read_day(value: Value) -> str | None:
    """A day or a month as the file writes it. Of two readings none is guessed."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = text_of(value)
    if not text:
        return None
    if isinstance(value, int | float | time):
        raise RefusedError(f"“{brief(text)}” is not a date. {_EXAMPLE}")
    try:
        return Day.parse(text).text
    except PydanticCustomError:
        return _spoken_day(text)


def _spoken_day(text: str) -> str:
    word = text.lower()
    if match := _SLASHED.fullmatch(word):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if 0 < first <= 12 and 0 < second <= 12 and first != second:
            readings = (_day(year, second, first), _day(year, first, second))
            said = " or ".join(date_text(day) for day in readings if day is not None)
            raise RefusedError(f"“{brief(text)}” may be {said}. Write the month as a word.")
        day = _day(year, min(first, second), max(first, second))
    elif match := _WRITTEN.fullmatch(word):
        day = _day(int(match[3]), _month(match[2]), int(match[1]))
    elif (match := _WRITTEN_MONTH.fullmatch(word)) and _month(match[1]):
        return f"{int(match[2]):04}-{_month(match[1]):02}"
    else:
        raise RefusedError(f"“{brief(text)}” is not a date. {_EXAMPLE}")
    if day is None:
        raise RefusedError(f"“{brief(text)}” is not a day in the calendar. {_EXAMPLE}")
    return day.isoformat()


def _month(word: str) -> int:
    """The number of a month by its name or the start of it; 0 where it is none."""
    found = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(word)]
    return found[0] if len(found) == 1 else 9 * (word == "sept")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_still_true(value: Value) -> bool:
    """Whether the answer was confirmed. Raises `RefusedError` for any word but yes."""
    text = text_of(value)
    word = text.lower().strip(" .!")
    if not word:
        return False
    if word in (
        STILL_TRUE.lower(),
        "yes",
        "y",
        "yes, still true today",
        "yes, still true",
        "still true",
    ):
        return True
    raise RefusedError(
        f"“{brief(text)}” does not say whether it is still true. Choose “{STILL_TRUE}”, "
        "or empty the cell and give the new rating."
    )


def brief(text: str, most: int = 60) -> str:
    """The start of a text, on one line, for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
