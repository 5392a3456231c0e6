"""An exported table as an Excel workbook: written a row at a time, with its dictionary as a second sheet."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, cast

from send_audit.render.borough.export_table import Dataset, Value
from send_audit.render.borough.export_text import DICTIONARY_HEADS, dictionary_rows
from send_audit.render.fixed_zip import FixedZip
from send_audit.render.safe_cells import sheet_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

ROWS_A_SHEET = 1_048_576
"""Excel's own limit, the row of headings counted."""

_WIDEST, _PADDING = 40, 3


def write_xlsx(
    dataset: Dataset, stream: IO[bytes], day: date, *, rows_a_sheet: int = ROWS_A_SHEET
) -> tuple[str, ...]:
    """Write the workbook; the same rows on the same day give the same bytes.

    Gives what must be said of it: that the rows need more than one sheet.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    heads = [about.name for about in dataset.columns]
    sheets = 0
    for sheets, rows in enumerate(_parts(dataset.rows(), rows_a_sheet - 1), start=1):
        name = dataset.name if sheets == 1 else f"{dataset.name} {sheets}"
        add_sheet(book, name, heads, rows)
    about = [list(row) for row in dictionary_rows([dataset])]
    add_sheet(book, "dictionary", list(DICTIONARY_HEADS), iter(about))
    book.properties.title = f"{dataset.name} (send-audit)"
    book.properties.creator = book.properties.lastModifiedBy = "send-audit"
    book.properties.created = book.properties.modified = datetime.combine(day, time.min)
    with FixedZip(stream) as archive:
        ExcelWriter(book, archive).save()
    if sheets == 1:
        return ()
    remark = (
        f"{dataset.name}.xlsx has {sheets} sheets of rows, since a sheet of Excel's holds "
        f"{rows_a_sheet:,} at most. For so many schools, CSV or Parquet is easier to work with."
    )
    return (remark,)


def _parts(rows: Iterator[Sequence[Value]], most: int) -> Iterator[Iterator[Sequence[Value]]]:
    """The rows, so many at a time; at least one part, though it be empty."""
    yield islice(rows, most)
    for first in rows:
        yield chain((first,), islice(rows, most - 1))


def add_sheet(
    book: "Workbook", name: str, heads: Sequence[str], rows: Iterator[Sequence[Value]]
) -> None:
    """Add a sheet with all its rows."""
    sheet = OpenSheet(book, name, heads, freeze="B2" if name == "dictionary" else "C2")
    sheet.append(rows)
    sheet.close()


class OpenSheet:
    """A sheet that rows are added to: its row of headings stays in sight, and each column has a filter.

    `freeze` is the first cell that moves; `widths` are of the columns, in characters, by their headings where
    there are none.
    """

    def __init__(
        self,
        book: "Workbook",
        name: str,
        heads: Sequence[str],
        *,
        freeze: str,
        widths: Sequence[int] = (),
    ) -> None:
        sheet = cast("Worksheet", book.create_sheet(name))  # all that is used of it, it has
        sheet.freeze_panes = freeze
        for number, head in enumerate(heads, start=1):
            width = widths[number - 1] if widths else min(_WIDEST, len(head) + _PADDING)
            sheet.column_dimensions[_letter(number)].width = width
        sheet.append([_head(sheet, head) for head in heads])
        self._sheet, self._width, self._count = sheet, len(heads), 1

    def append(self, rows: Iterable[Sequence[Value]]) -> None:
        """Add rows."""
        sheet = self._sheet
        for row in rows:
            sheet.append([sheet_text(sheet, v) if isinstance(v, str) else v for v in row])
            self._count += 1

    def close(self) -> None:
        """Lay the filter over all rows. Call it once, before the book is saved."""
        self._sheet.auto_filter.ref = f"A1:{_letter(self._width)}{self._count}"


def abandon(book: "Workbook") -> None:
    """Close the sheets of a book that is not going to be saved.

    Half-written ones would otherwise complain aloud when they are thrown away.
    """
    for sheet in book.worksheets:
        if not getattr(sheet, "closed", True):
            with suppress(Exception):  # such as a full disk, which is why it is abandoned
                cast("WriteOnlyWorksheet", sheet).close()


def _head(sheet: "Worksheet", text: str) -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(name="Calibri", size=11, bold=True)  # as the other cells have it
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)
