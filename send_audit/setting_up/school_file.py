"""`schools.csv`: the columns of the register that send-audit uses, and what an officer added beside them."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.register import Entry, read_entry
from send_audit.load.school_rows import URN, Row, school_rows
from send_audit.load.walk import is_file
from send_audit.problems import SendAuditError
from send_audit.setting_up.listing import Listing

COLUMNS = (
    URN,
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)",
    "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (code)",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "Boarders (name)",
    "NurseryProvision (name)",
    "OfficialSixthForm (name)",
    "NumberOfPupils",
    "Trusts (name)",
    "TypeOfResourcedProvision (name)",
    "ResourcedProvisionOnRoll",
)
"""What is taken of the register, in its own order. No column that names a person is among them."""

_OURS = frozenset(name.casefold() for name in COLUMNS)
_PERSONAL = re.compile(r"head|props|firstname|lastname|telephone|e-?mail", re.IGNORECASE)
"""In the names of the register's columns that name people, or lead to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldList:
    """The `schools.csv` that is there already: its rows by URN and what they say; none where there is none.

    `columns` are the names of its columns as it writes them.
    """

    rows: Mapping[str, Row]
    entries: Mapping[str, Entry]
    columns: Sequence[str]


def read_old_list(file: Path) -> OldList | None:
    """The list that is there, or `None`. Raises `SendAuditError` where it cannot be read."""
    if not is_file(file):
        return None
    found = Collector(str(file))
    rows: dict[str, Row] = {}
    for row in school_rows(file, found):
        if row.urn is not None:
            rows.setdefault(row.urn, row)
    for problem in found.problems:
        raise SendAuditError(f"{file}:{problem.line}: {problem.message} {problem.fix}")
    entries = {urn: read_entry(row) for urn, row in rows.items()}
    return OldList(rows=rows, entries=entries, columns=_written_columns(file))


def _written_columns(file: Path) -> tuple[str, ...]:
    """The first line's names with their capitals, which rows are looked up without."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        first = next((cells for cells in csv.reader(stream) if any(cells)), [])
    return tuple(name.strip() for name in first if name.strip())


def schools_csv(listing: Listing, old: OldList | None, kept: Iterable[str]) -> str:
    """The text of the file: the list's settings, then the rows of the old file that are `kept`.

    A column that an officer added stays, with what stands in it; a column of the register that is not used
    does not, nor does one that names people.
    """
    kept = list(kept)
    there = set(listing.columns)
    if old is not None and kept:
        there |= {name.casefold() for name in old.columns}
    columns = [name for name in COLUMNS if name.casefold() in there]
    added = added_columns(listing, old)
    rows = old.rows if old is not None else {}
    stream = io.StringIO()
    write = csv.writer(stream, lineterminator="\n").writerow
    write([*columns, *added])
    for setting in listing.settings:
        more = rows.get(setting.urn)
        cells = [setting.row.cell(name) for name in columns]
        cells[0] = setting.urn
        write([*cells, *(more.cell(name) if more is not None else "" for name in added)])
    for urn in kept:
        write([rows[urn].cell(name) for name in (*columns, *added)])
    return stream.getvalue()


def added_columns(listing: Listing, old: OldList | None) -> list[str]:
    """The columns of the old file that the register does not have."""
    if old is None:
        return []
    register = set(listing.columns)
    return [
        name
        for name in dict.fromkeys(old.columns)
        if name.casefold() not in register | _OURS and not _PERSONAL.search(name)
    ]
