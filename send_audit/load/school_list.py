"""`schools.csv`: which schools there are, read from a list of the register (GIAS), by column name."""

import csv
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from send_audit.load.collect import Collector
from send_audit.printable import one_line

URN, NAME, STATUS = "URN", "EstablishmentName", "EstablishmentStatus (name)"
_NO_RETURN_FROM = ("closed", "proposed to open")
"""From the other two states, “Open” and “Open, but proposed to close”, a return is expected; so it is
where the list does not say."""

_ENCODINGS = (("utf-8-sig", "strict"), ("cp1252", "replace"))
"""The register's own download is Windows-1252; spreadsheets save it again as UTF-8, with a BOM or without."""

MAX_BYTES = 128 * 1024 * 1024
"""Twice what the whole register takes."""

_LONGEST_HEADER, _LONGEST_NAME = 60, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSchool:
    """A school of the list. The register's columns that name people are never read into anything."""

    urn: str
    name: str
    is_open: bool


def read_school_list(file: Path, found: Collector) -> Mapping[str, ListedSchool] | None:
    """The schools by URN, or `None` with the problem noted. A URN's first row counts."""
    try:
        facts = file.stat()
        if stat.S_ISFIFO(facts.st_mode):
            _note(found, "This is a pipe, not a file.", _SAVE)
            return None
        if facts.st_size > MAX_BYTES:
            _note(
                found,
                "The file is larger than 128 MiB, twice what the whole register takes.",
                _SAVE,
            )
            return None
        with file.open("rb") as stream:
            start = stream.read(4096)
        if b"\0" in start:
            what = next((what for sign, what in _SIGNS if start.startswith(sign)), "not text")
            _note(found, f"The file is {what}, so it cannot be read as CSV.", _SAVE)
            return None
        return _read(file, found)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fix = "Check that you may read it and that it is not open elsewhere."
        _note(found, f"The file cannot be read: {reason}.", fix)
        return None


_SIGNS = ((b"PK", "an Excel workbook"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_SAVE = "Save it as “CSV UTF-8 (comma delimited)”."


def _read(file: Path, found: Collector) -> Mapping[str, ListedSchool] | None:
    for encoding, errors in _ENCODINGS:
        try:
            with file.open(encoding=encoding, errors=errors, newline="") as stream:
                return _schools(stream, found)
        except UnicodeDecodeError:
            continue
    raise AssertionError("unreachable: the last encoding reads every byte")


def _schools(stream: TextIO, found: Collector) -> Mapping[str, ListedSchool] | None:
    # Strict, since a quotation mark that is not closed would swallow schools without a word.
    reader = csv.reader(stream, strict=True)
    start = 1
    schools: dict[str, ListedSchool] = {}
    header: dict[str, int] | None = None
    try:
        for row in reader:
            if header is None and any(row):
                header = {name.strip().casefold(): at for at, name in reversed([*enumerate(row)])}
                if URN.casefold() not in header:
                    fix = f"Make the first line the columns' names, with commas: {URN},{NAME},{STATUS}."
                    _note(found, f"There is no column URN: {_told(row)}", fix, line=start)
                    return None
            elif header is not None and (school := _school(row, header)) is not None:
                schools.setdefault(school.urn, school)
            start = reader.line_num + 1
    except csv.Error:
        message = "The line is not CSV: a quotation mark is not closed, or stands inside a text."
        fix = "Write a quotation mark inside a text twice, and put one at each end of the text."
        _note(found, message, fix, line=start)
        return None
    if not schools:
        what = "The file is empty." if header is None else "No line has a URN of a school."
        _note(found, what, "Save the list of schools here again, with the column URN.")
        return None
    return schools


def _school(row: list[str], header: Mapping[str, int]) -> ListedSchool | None:
    """A row may be cut short; one without a number is no school."""

    def cell(name: str) -> str:
        at = header.get(name.casefold(), len(row))
        return _one_line(row[at]) if at < len(row) else ""

    urn = cell(URN)
    if not (urn.isascii() and urn.isdigit()):
        return None
    is_open = cell(STATUS).casefold() not in _NO_RETURN_FROM
    return ListedSchool(urn=urn, name=cell(NAME)[:_LONGEST_NAME], is_open=is_open)


def _told(row: list[str]) -> str:
    text = _one_line(", ".join(row))
    cut = text if len(text) <= _LONGEST_HEADER else f"{text[:_LONGEST_HEADER]}…"
    return f"the first line is “{cut}”."


def _one_line(text: str) -> str:
    """Without control characters, and with one space where there are several."""
    return " ".join(one_line(text).split())


def _note(found: Collector, message: str, fix: str, *, line: int = 1) -> None:
    found.add("school-list-unreadable", message, fix, line=line)


def names_of(schools: Mapping[str, ListedSchool]) -> Mapping[str, str]:
    """The URN of each name (as `name_key` writes it) that one school alone has, or one open school alone."""
    by_name: dict[str, list[ListedSchool]] = {}
    for school in schools.values():
        by_name.setdefault(name_key(school.name), []).append(school)
    return dict(_one_each(by_name))


def _one_each(by_name: Mapping[str, list[ListedSchool]]) -> Iterator[tuple[str, str]]:
    for name, bearers in by_name.items():
        wanted = [school for school in bearers if school.is_open] or bearers
        if name and len(wanted) == 1:
            yield name, wanted[0].urn


def name_key(name: str) -> str:
    """A name without what people write differently: capitals and spaces."""
    return _one_line(name).casefold()
