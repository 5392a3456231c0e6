"""Text that a cell can hold, and the text that it held: exact where it can be, told where it cannot."""

import hashlib
import re
from datetime import date, datetime, time
from decimal import Decimal

from send_audit.load.prescan import CONTROL_CHARACTERS
from send_audit.model.audit import Answer, Evidence
from send_audit.render.safe_cells import CUT, for_cell, one_kind_of_line_end
from send_audit.render.wording import RATING_WORDS, date_text
from send_audit.workbook.columns import Field

_ESCAPED_CONTROL = re.compile("_x00([01][0-9A-Fa-f])_")
_CONTROL = re.compile(f"(?![\n\t])[{CONTROL_CHARACTERS}]")

Value = str | int | float | bool | datetime | date | time | None
"""What a cell may hold, formulas and errors apart."""


def is_cut(text: str) -> bool:
    """Whether the text is longer than a cell: what stands there must not be taken for all of it."""
    return for_cell(text).endswith(CUT) and not text.endswith(CUT)


def compared(text: str) -> str:
    """The text without what passing through a spreadsheet program may change."""
    text = text.replace("x005F_", "")  # openpyxl's own way to undo Excel's escapes
    text = _ESCAPED_CONTROL.sub(lambda match: chr(int(match[1], 16)), text)
    return _CONTROL.sub("", one_kind_of_line_end(text)).strip()


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
