"""Rows of a list of schools (GIAS), one after the other and by column name, however it was saved."""

import csv
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from send_audit.load.collect import Collector
from send_audit.printable import one_line

URN, NAME, STATUS = "URN", "EstablishmentName", "EstablishmentStatus (name)"

_ENCODINGS = (("utf-8-sig", "strict"), ("cp1252", "replace"))
"""The register's own download is Windows-1252; spreadsheets save it again as UTF-8, with a BOM or without."""

MAX_BYTES = 128 * 1024 * 1024
"""Twice what the whole register takes."""

_LONGEST_HEADER = 60
_SIGNS = ((b"PK", "an Excel workbook"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_SAVE = "Save it as “CSV UTF-8 (comma delimited)”."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and where each column is. Columns come and go, and a row may be cut short."""

    cells: list[str]
    columns: Mapping[str, int]

    def cell(self, name: str) -> str:
        """What stands in the column of that name, in whatever capitals; empty where there is none."""
        at = self.columns.get(name.casefold(), len(self.cells))
        return in_one_line(self.cells[at]) if at < len(self.cells) else ""

    @property
    def urn(self) -> str | None:
        """The school's number; a row without one is no school."""
        urn = self.cell(URN).removesuffix(".0")  # as a spreadsheet may save it
        return urn if urn.isascii() and urn.isdigit() else None

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> "Row":
        """A row with these columns."""
        return cls([*facts.values()], {name.casefold(): at for at, name in enumerate(facts)})


def school_rows(file: Path, found: Collector) -> Iterator[Row]:
    """The schools' rows, read as they are asked for; what stands in the way is noted.

    Nothing more than a row is held, so that the whole register (60 MB) takes no more room than one school.
    """
    try:
        if _is_csv(file, found):
            yield from _rows(file, found)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fix = "Check that you may read it and that it is not open elsewhere."
        _note(found, f"The file cannot be read: {reason}.", fix)


def _is_csv(file: Path, found: Collector) -> bool:
    facts = file.stat()
    if stat.S_ISFIFO(facts.st_mode):
        _note(found, "This is a pipe, not a file.", _SAVE)
        return False
    if facts.st_size > MAX_BYTES:
        message = "The file is larger than 128 MiB, twice what the whole register takes."
        _note(found, message, _SAVE)
        return False
    with file.open("rb") as stream:
        start = stream.read(4096)
    if b"\0" in start:
        what = next((what for sign, what in _SIGNS if start.startswith(sign)), "not text")
        _note(found, f"The file is {what}, so it cannot be read as CSV.", _SAVE)
        return False
    return True


def _rows(file: Path, found: Collector) -> Iterator[Row]:
    given = 0
    for encoding, errors in _ENCODINGS:
        try:
            with file.open(encoding=encoding, errors=errors, newline="") as stream:
                for number, row in enumerate(_of(stream, found)):
                    # What was read before the first byte that is no UTF-8 is the same in both.
                    if number >= given:
                        yield row
                        given += 1
        except UnicodeDecodeError:
            continue
        return


def _of(stream: TextIO, found: Collector) -> Iterator[Row]:
    # Strict, since a quotation mark that is not closed would swallow schools without a word.
    lines = iter(stream)
    begun = [*_until_header(lines)]
    reader = csv.reader(chain(begun, lines), delimiter=_delimiter(begun), strict=True)
    start = 1
    columns: dict[str, int] | None = None
    try:
        for cells in reader:
            if columns is None and any(cells):
                columns = {
                    name.strip().casefold(): at for at, name in reversed([*enumerate(cells)])
                }
                if URN.casefold() not in columns:
                    names = f"{URN},{NAME},{STATUS}"
                    fix = f"Make the first line the columns' names, with commas: {names}."
                    _note(found, f"There is no column URN: {_told(cells)}", fix, line=start)
                    return
            elif columns is not None:
                row = Row(cells, columns)
                if row.urn is not None:
                    yield row
            start = reader.line_num + 1
    except csv.Error:
        message = "The line is not CSV: a quotation mark is not closed, or stands inside a text."
        fix = "Write a quotation mark inside a text twice, and put one at each end of the text."
        _note(found, message, fix, line=start)
        return
    if columns is None:
        _note(found, "The file is empty.", _AGAIN)


def _until_header(lines: Iterator[str]) -> Iterator[str]:
    """The lines up to the first that says something."""
    for line in lines:
        yield line
        if line.strip():
            return


def _delimiter(begun: Sequence[str]) -> str:
    """What stands between the cells: where the header has no comma, perhaps a semicolon or a tab."""
    header = begun[-1] if begun else ""
    return next((sign for sign in ",;\t" if sign in header), ",")


_AGAIN = "Save the list of schools here again, with the column URN."


def note_no_school(found: Collector) -> None:
    """Note that the list was read to its end and has no school, unless that is said already."""
    if not found.problems:
        _note(found, "No line has a URN of a school.", _AGAIN)


def _told(row: list[str]) -> str:
    text = in_one_line(", ".join(row))
    cut = text if len(text) <= _LONGEST_HEADER else f"{text[:_LONGEST_HEADER]}…"
    return f"the first line is “{cut}”."


def in_one_line(text: str) -> str:
    """Without control characters, and with one space where there are several."""
    return " ".join(one_line(text).split())


def _note(found: Collector, message: str, fix: str, *, line: int = 1) -> None:
    found.add("school-list-unreadable", message, fix, line=line)
