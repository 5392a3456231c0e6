"""Bytes to text: UTF-8 only, with a word on what else the bytes may be; for mending, that text too."""

import codecs
import re
from dataclasses import dataclass

from send_audit.load.collect import Collector
from send_audit.load.lines import count_breaks, line_start

MAX_BYTES = 2 * 1024 * 1024
BOM = codecs.BOM_UTF8
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK\x03\x04"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_ESCAPED = re.compile("[\udc80-\udcff]+")
"""Bytes that are no UTF-8, as `surrogateescape` hands them on: as halves that no UTF-8 holds."""

_SOUND = re.compile("[^\x00-\x7f\udc80-\udcff]")
_NOT_TEXT = "The file is not text: perhaps a picture, a Word file or a spreadsheet."
_SAVE_AS = "Choose “Save as” in your editor, with the encoding UTF-8."


def decode(data: bytes, found: Collector) -> str | None:
    """Give the text of a file, or `None` with the problem noted."""
    if len(data) > MAX_BYTES:
        message = "The file has more than 2 MiB, which is more than send-audit reads."
        fix = "Check that it is the right file; keep one file for each school."
        found.add("file-too-large", message, fix)
        return None
    if data.startswith(BOM):
        data = data[len(BOM) :]
        message = "The file starts with a byte order mark, which some programs add."
        found.add("byte-order-mark", message, "Save as UTF-8 without BOM.")
    if data.startswith(_UTF16):
        found.add("not-utf-8", "The file is saved as UTF-16, not UTF-8.", _SAVE_AS)
        return None
    if data.startswith(_ZIP):
        found.add("not-utf-8", _NOT_TEXT, "Give a YAML file.")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _not_utf8(data, error.start, found)
        return None
    if not text.strip():
        found.add(
            "empty-file",
            "The file is empty.",
            "Delete it and make a new audit with: send-audit new FILE",
        )
        return None
    return text


def _not_utf8(data: bytes, start: int, found: Collector) -> None:
    """Say where the first wrong byte is, and guess Windows-1252 where the rest reads as text."""
    before = data[:start].decode("utf-8")
    line = count_breaks(before, 0, len(before)) + 1
    column = len(before) - line_start(before, len(before)) + 1
    if is_text_in_windows_1252(data):
        seen = data[start : start + 1].decode("cp1252", "replace")
        message = f"The file is saved as Windows-1252, not UTF-8 (see “{seen}” here)."
        fix = _SAVE_AS
        if _SOUND.search(data.decode("utf-8", "surrogateescape")):
            message = (
                f"A sign here is not UTF-8, as the rest of the file is; it was probably “{seen}”."
            )
            fix = "Type it again, and save as UTF-8."
        found.add("not-utf-8", message, fix, line=line, column=column)
    else:
        found.add("not-utf-8", _NOT_TEXT, "Give a YAML file.", line=line, column=column)


def is_text_in_windows_1252(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 read as text in Windows-1252, to the last of them."""
    return _CONTROL.search(data.decode("latin-1")) is None


# ---- Bytes in another encoding -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recovered:
    """The text that bytes stand for, and whether that is certain."""

    text: str
    certain: bool


def recover(data: bytes) -> Recovered | None:
    """The text of a file in UTF-8, UTF-16 or Windows-1252 without its byte order mark, where it is text."""
    try:
        found: Recovered | None = Recovered(data.decode("utf-8"), certain=True)
    except UnicodeDecodeError:
        found = _from_utf16(data) if data.startswith(_UTF16) else _from_windows_1252(data)
    return None if found is None else Recovered(found.text.lstrip("\ufeff"), found.certain)


def _from_utf16(data: bytes) -> Recovered | None:
    """UTF-16 that says so at its start, and holds nothing that stands in no text."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else Recovered(text, certain=True)


def _from_windows_1252(data: bytes) -> Recovered | None:
    """Each byte that is no UTF-8 as Windows-1252 has it, and what is UTF-8 left as it is.

    Certain only where nothing but ASCII stands beside such bytes. Where sound UTF-8 does, somebody pasted
    them from elsewhere: what is sound would become nonsense in Windows-1252, and the rest is a guess.
    """
    if not is_text_in_windows_1252(data):
        return None
    text = data.decode("utf-8", "surrogateescape")
    try:
        read = _ESCAPED.sub(
            lambda match: match[0].encode("utf-8", "surrogateescape").decode("cp1252"), text
        )
    except UnicodeDecodeError:  # five bytes stand for nothing there
        return None
    return Recovered(read, certain=_SOUND.search(text) is None)
