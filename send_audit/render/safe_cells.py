"""Text in tables for spreadsheets: as text whatever it starts with, and only what a cell can hold."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""Of a cell, in units of UTF-16: Excel's own limit."""

CUT = "… (cut: the rest stands in the file)"

STARTS_A_FORMULA = frozenset("=+-@\t\r\n'")
"""What a spreadsheet takes for a formula, or for the mark that a text is none."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def length(text: str) -> int:
    """The length as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def for_cell(text: str) -> str:
    """The text as a cell shows it: line ends of one kind, what XML cannot hold replaced, cut to fit."""
    text = one_kind_of_line_end(_NOT_IN_XML.sub("\ufffd", text))
    if length(text) <= LONGEST:
        return text
    room = (LONGEST - length(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


def one_kind_of_line_end(text: str) -> str:
    """The text with line feeds only."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def escaped(text: str) -> str:
    """The text with `_x0041_` written so that Excel does not read an “A” in it."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def csv_text(text: str) -> str:
    """The text with an apostrophe before it where it starts as a formula would, or with an apostrophe.

    So whoever takes one leading apostrophe away has every text as it was.
    """
    return f"'{text}" if text and text[0] in STARTS_A_FORMULA else text


def sheet_text(sheet: "Worksheet", text: str) -> "str | Cell":
    """The text for a sheet that is written row by row; what starts as a formula does is kept a text."""
    text = escaped(for_cell(text))
    if not text or text[0] not in STARTS_A_FORMULA:
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
