"""returns.xlsx: the officers' workbook, with what each column means on its first sheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import IO

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from send_audit.borough.area import Area, Included
from send_audit.borough.standing import Standing
from send_audit.render.borough.export_table import About, Value
from send_audit.render.borough.export_xlsx import OpenSheet, abandon
from send_audit.render.borough.files.actions_table import actions_table
from send_audit.render.borough.files.grid_table import grid_table
from send_audit.render.borough.files.not_included_table import not_included_dataset
from send_audit.render.borough.files.returns_table import returns_table
from send_audit.render.borough.sections.moderation import whose_ratings
from send_audit.render.fixed_zip import FixedZip
from send_audit.render.safe_cells import escaped
from send_audit.render.wording import date_text

READ_ME = "Read me"
_README_HEADS = ("Sheet", "Column", "What it means", "In", "Empty where")
_README_WIDTHS = (20, 36, 76, 24, 36)
_WIDE = {
    "School": 36,
    "What": 60,
    "Effect": 48,
    "Reasons": 90,
    "Why": 44,
    "File": 34,
    "Done when": 48,
}


class ReturnsBook:
    """The workbook, filled school by school; the same area gives the same bytes.

    Findings are too many for it: see findings.csv.
    """

    def __init__(self, area: Area) -> None:
        self._area, self._book = area, Workbook(write_only=True)
        self._tables = (returns_table(area), grid_table(area), actions_table())
        self._rest = not_included_dataset(area)
        read_me = OpenSheet(self._book, READ_ME, _README_HEADS, freeze="A2", widths=_README_WIDTHS)
        read_me.append(self._read_me())
        read_me.close()
        self._sheets = [self._sheet(table.name, table.columns) for table in self._tables]

    def _sheet(self, name: str, columns: Sequence[About]) -> OpenSheet:
        heads = [about.name for about in columns]
        return OpenSheet(self._book, name, heads, freeze="B2", widths=tuple(_widths(heads)))

    def add(self, standing: Standing, one: Included | None) -> None:
        """Add the rows of one school."""
        for table, sheet in zip(self._tables, self._sheets, strict=True):
            sheet.append(table.rows_of(standing, one))

    def save(self, stream: IO[bytes]) -> None:
        """Write the workbook. Call it once, after all schools."""
        last = self._sheet(self._rest.name, self._rest.columns)
        last.append(self._rest.rows())
        for sheet in (*self._sheets, last):
            sheet.close()
        self._describe()
        with FixedZip(stream) as archive:
            ExcelWriter(self._book, archive).save()

    def abandon(self) -> None:
        """Throw the workbook away."""
        abandon(self._book)

    def _describe(self) -> None:
        properties, area = self._book.properties, self._area
        properties.title = f"Returns of {escaped(area.borough.name)}, {date_text(area.as_of)}"
        properties.subject = "For officers: it names schools"
        properties.creator = properties.lastModifiedBy = "send-audit"
        properties.language = area.borough.language
        properties.created = properties.modified = datetime.combine(area.as_of, time.min)

    def _read_me(self) -> Iterator[Sequence[Value]]:
        about, area = "This workbook", self._area
        stood = f"{area.borough.name}, as it stood on {date_text(area.as_of)}"
        yield about, "For officers", f"{stood}. It names schools: keep it within the council."
        yield about, "Scores", "None stands alone. Schools are in the order of the list."
        yield about, "Ratings", whose_ratings(area)
        private = (
            "What a school keeps private is counted in “Kept private”, and is told in no sheet."
        )
        yield about, "Private entries", private
        for table in (*self._tables, self._rest):
            yield table.name, "A row", table.about
            for column in table.columns:
                kind = column.unit or {"date": "day"}.get(column.kind, "words")
                yield table.name, column.name, column.meaning, kind, column.empty or "never"


def _widths(heads: Iterable[str]) -> Iterator[int]:
    for head in heads:
        yield _WIDE.get(head, min(28, max(12, len(head) + 4)))
