"""Bytes to text: UTF-8 only, with a word on what else the bytes may be."""

import codecs

from send_audit.load.collect import Collector
from send_audit.load.lines import count_breaks, line_start

MAX_BYTES = 2 * 1024 * 1024
BOM = codecs.BOM_UTF8
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK\x03\x04"
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
        found.add("not-utf-8", message, _SAVE_AS, line=line, column=column)
    else:
        found.add("not-utf-8", _NOT_TEXT, "Give a YAML file.", line=line, column=column)


def is_text_in_windows_1252(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 read as text in Windows-1252."""
    sample = data[:4096]
    return not any(byte < 0x20 and byte not in b"\t\n\r\x0c" for byte in sample)
