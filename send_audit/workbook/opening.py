"""A workbook's cells, read with care: any bytes may come, and what is no form is said to be none."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from send_audit.problems import SendAuditError
from send_audit.workbook.form_cell import FormCell
from send_audit.workbook.memory import SHEET, Memory, recall
from send_audit.workbook.texts import Value

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
"""How XML starts that is not in UTF-8: no program writes it, and a look for entities would miss them."""

_SAVE_AS = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One sheet: its title, and its rows that hold anything, by number."""

    title: str
    rows: Mapping[int, Sequence[FormCell]]
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedForm:
    """A form as it came back: its sheets, and what it remembers."""

    file: str
    sheets: tuple[FormSheet, ...]
    memory: Memory


def open_form(path: Path) -> OpenedForm:
    """Read a form. Raises `SendAuditError` where the file is none, or cannot be read safely."""
    data = _bytes_of(path)
    name = str(path)
    _look_inside(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about what other programs added, and we have no use for
            sheets = _sheets(data)
    except Exception as error:
        raise SendAuditError(
            f"{name} is damaged, or written in a way that cannot be read ({type(error).__name__}). {_SAVE_AS}"
        ) from error
    hidden = next((sheet for sheet in sheets if sheet.title == SHEET), None)
    if hidden is None:
        raise SendAuditError(
            f"{name} is not a form that send-audit made, or the program that saved it left out what the "
            "form remembers. Make one with: send-audit workbook export AUDIT.yaml FORM.xlsx"
        )
    memory = recall([[cell.text for cell in row] for row in hidden.rows.values()])
    return OpenedForm(
        file=name, sheets=tuple(sheet for sheet in sheets if sheet is not hidden), memory=memory
    )


def _bytes_of(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise SendAuditError(f"{path} is not a file. Name the form, such as FORM.xlsx.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SendAuditError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(data) > MAX_BYTES:
        raise SendAuditError(
            f"{path} has more than 20 MB, and a form has far less. Take out the pictures and save it again."
        )
    return data


def _look_inside(data: bytes, name: str) -> None:
    """Refuse what is no workbook, what unpacks to too much, and XML that declares anything."""
    if data.startswith(_OLD_OFFICE):
        raise SendAuditError(
            f"{name} has a password, or is an old .xls file. Take the password off and save it as .xlsx."
        )
    if not data.startswith(_ZIP):
        raise SendAuditError(f"{name} is not an Excel workbook. {_SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            why = _why_not_opened(archive)
    except Exception as error:
        raise SendAuditError(f"{name} is damaged: it cannot be unpacked. {_SAVE_AS}") from error
    if why is not None:
        raise SendAuditError(f"{name} {why}")


def _why_not_opened(archive: zipfile.ZipFile) -> str | None:
    """What is wrong with the archive, as words to follow its name. No part unpacks to more than it states."""
    parts, names = archive.infolist(), archive.namelist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return "unpacks to far more than a form holds, so it was not opened."
    if "xl/workbook.xml" not in names:
        what = "an OpenDocument file" if "content.xml" in names else "not an Excel workbook"
        return f"is {what}. {_SAVE_AS}"
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            content = archive.read(part)
            if _DECLARES.search(content) or content.startswith(_WIDE):
                return "holds XML that no spreadsheet program writes, so it was not opened."
    return None


def _sheets(data: bytes) -> list[FormSheet]:
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        return [_sheet(sheet.title, sheet) for sheet in book.worksheets]
    finally:
        book.close()


@dataclass(slots=True)
class _Found:
    rows: dict[int, list[FormCell]] = field(default_factory=dict)
    cut: bool = False


def _sheet(title: str, sheet: object) -> FormSheet:
    found = _Found()
    reset = getattr(sheet, "reset_dimensions", None)
    if reset is not None:
        reset()  # what the file says of its own size may be wrong, or meant to harm
    iterate = sheet.iter_rows  # type: ignore[attr-defined]
    rows: Iterable[Sequence[object]] = iterate(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    for number, cells in enumerate(rows, start=1):
        if number > MAX_ROWS:
            found.cut = True
            break
        row = list(_cells(number, cells))
        if any(cell.value is not None or cell.is_formula or cell.is_error for cell in row):
            found.rows[number] = row
    return FormSheet(title=title, rows=found.rows, cut=found.cut)


def _cells(number: int, cells: Iterable[object]) -> Iterator[FormCell]:
    for index, cell in enumerate(cells, start=1):
        where = f"{get_column_letter(index)}{number}"
        value = getattr(cell, "value", None)
        kind = getattr(cell, "data_type", "n")
        if kind == "f" or (value is not None and not isinstance(value, Value)):
            yield FormCell(where, str(value), is_formula=kind == "f", is_error=kind != "f")
        elif kind == "e":
            yield FormCell(where, str(value), is_error=True)
        else:
            assert value is None or isinstance(
                value, str | int | float | bool | datetime | date | time
            )
            yield FormCell(where, value, is_percent="%" in str(getattr(cell, "number_format", "")))
