"""Text that a cell can hold, and the text that it held: exact where it can be, told where it cannot."""

import hashlib
import re
from datetime import date, datetime, time
from decimal import Decimal

from send_audit.load.prescan import CONTROL_CHARACTERS
from send_audit.model.audit import Answer, Evidence
from send_audit.render.wording import RATING_WORDS, date_text
from send_audit.workbook.columns import Field

LONGEST = 32_767
"""Of a cell, in units of UTF-16: Excel's own limit."""

CUT = "… (cut: the rest stands in the file)"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED_CONTROL = re.compile("_x00([01][0-9A-Fa-f])_")
_CONTROL = re.compile(f"(?![\n\t])[{CONTROL_CHARACTERS}]")

Value = str | int | float | bool | datetime | date | time | None
"""What a cell may hold, formulas and errors apart."""


def length(text: str) -> int:
    """The length as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def for_cell(text: str) -> str:
    """The text as a cell shows it: line ends of one kind, what XML cannot hold replaced, cut to fit."""
    text = _one_kind_of_line_end(_NOT_IN_XML.sub("\ufffd", text))
    if length(text) <= LONGEST:
        return text
    room = (LONGEST - length(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


def is_cut(text: str) -> bool:
    """Whether the text is longer than a cell: what stands there must not be taken for all of it."""
    return for_cell(text).endswith(CUT) and not text.endswith(CUT)


def escaped(text: str) -> str:
    """The text with `_x0041_` written so that Excel does not read an “A” in it."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def compared(text: str) -> str:
    """The text without what passing through a spreadsheet program may change."""
    text = text.replace("x005F_", "")  # openpyxl's own way to undo Excel's escapes
    text = _ESCAPED_CONTROL.sub(lambda match: chr(int(match[1], 16)), text)
    return _CONTROL.sub("", _one_kind_of_line_end(text)).strip()


def digest(text: str) -> str:
    """A short mark by which to tell whether a text is still the same."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_of(value: Value) -> str:
    """What was typed, as text, whatever type the program made of it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return compared(value or "")


def plain(number: float) -> str:
    """A number as people write it: 2320, 2.35."""
    text = f"{Decimal(repr(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---- What an answer says, as its cell shows it -----------------------------------------------------


def value_of(answer: Answer | None, field: Field) -> str | None:
    """What the file says, as text; `None` where it says nothing."""
    if answer is None:
        return None
    if field == "checked_on":
        return answer.checked_on.text if answer.checked_on is not None else None
    found: str | None = getattr(answer, field)
    return found


def shown(field: Field, value: str | None) -> str:
    """What stands in the cell for a value of the file: the word for a rating, else its text."""
    if value is None:
        return ""
    if field == "rating":
        return next(word for rating, word in RATING_WORDS.items() if rating == value)
    return for_cell(value)


def evidence_line(evidence: Evidence) -> str:
    """One piece of evidence on one line: “Bay with tape (photograph, 5 October 2026). Premises folder.”."""
    what = evidence.title or evidence.where or evidence.file or evidence.url or "no title"
    on = evidence.on
    day = None if on is None else (on.text if on.is_month else date_text(on.last))
    kind = evidence.kind.replace("-", " ") if evidence.kind is not None else None
    about = ", ".join(part for part in (kind, day) if part)
    places = (evidence.where, evidence.file, evidence.url)
    where = ". ".join(place for place in places if place and place != what)
    return f"• {what}" + (f" ({about})" if about else "") + (f". {where}" if where else "")
