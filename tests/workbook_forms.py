"""A school's audit beside its form: export, write into cells as a colleague would, import."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from send_audit.load.library import Library
from send_audit.pipeline import check_bytes
from send_audit.validate.context import AuditContext
from send_audit.workbook.columns import BY_HEADING, BY_KEY
from send_audit.workbook.make import make_form
from send_audit.workbook.memory import SHEET
from send_audit.workbook.opening import open_form
from send_audit.workbook.questions import Key, choose, questions_of
from send_audit.workbook.taking import Taken, take_form

LIBRARY = Library()
DAY = date(2026, 11, 23)
SCHOOL = """\
schema: send-audit/audit@1
school:
  name: Little School
  urn: "900099"
  phase: primary
  type: community-school
  nation: england
  places:
    front-bay:
      name: Front bay
      kind: parking-bay
    back-bay:
      name: Back bay
      kind: parking-bay
audit:
  date: 2026-10-05  # the day we walked round
  checklists:
    physical-environment: 1.1.0
    curriculum-access: 1.1.0
"""
ANSWERS = f"""\
{SCHOOL}responses:
  # The bays were painted in the summer.
  PE-0101:
    rating: met  # both gates
    evidence:
      - kind: photograph
        title: The gate
        on: 2026-10-05
        where: Premises folder
    note: "=HYPERLINK(\\"http://bad.example\\")"
  PE-0102:
    places:
      front-bay:
        measured: 2320
        note: |
          Two lines,
          one below the other.
      # the back bay is narrow
      back-bay: {{measured: "1800", checked_on: 2026-09}}
  PE-0103:
    rating: not-applicable
    reason: There is no car park.
  CA-0101:
    rating: met
    to_confirm: Carried from 2023; ask the PE lead
# The end.
"""


@dataclass
class Bench:
    """An audit file, the form made from it, and a library to hold both to."""

    folder: Path
    text: str = ANSWERS
    library: Library = LIBRARY
    audit: Path = field(init=False)
    form: Path = field(init=False)

    def __post_init__(self) -> None:
        self.audit, self.form = self.folder / "audit.yaml", self.folder / "form.xlsx"
        self.write(self.text)

    def write(self, text: str) -> None:
        self.audit.write_bytes(text.encode("utf-8"))

    def change(self, old: str, new: str) -> None:
        """What a colleague does in the file in the meantime."""
        before = self.audit.read_text("utf-8")
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times"
        self.write(before.replace(old, new))

    def context(self) -> AuditContext:
        checked = check_bytes(self.audit.read_bytes(), str(self.audit), self.library, DAY)
        assert not checked.failed, [problem.message for problem in checked.problems]
        assert checked.context is not None
        return checked.context

    def export(self, *sections: str, day: date = DAY) -> "Bench":
        context = self.context()
        every = questions_of(context)
        chosen = choose(every, sections)
        self.form.write_bytes(make_form(context, chosen, day, is_part=len(chosen) < len(every)))
        return self

    @contextmanager
    def opened(self) -> Iterator[Workbook]:
        """The form, to write into as Excel would; saved at the end."""
        book = load_workbook(self.form)
        yield book
        book.save(self.form)

    def fill_in(self, *changes: tuple[Key, str, object]) -> "Bench":
        """Write values into cells: each is a question, the key of a column, and what to write."""
        with self.opened() as book:
            for key, column, value in changes:
                cell_of(book, key, column).value = value  # type: ignore[assignment]
        return self

    def take(self, *, day: date = DAY) -> Taken:
        """Import, and write what came of it."""
        data = self.audit.read_bytes()
        checked = check_bytes(data, str(self.audit), self.library, day)
        assert checked.context is not None
        assert not checked.failed
        taken = take_form(open_form(self.form), data, checked, checked.context, day)
        if taken.data is not None:
            self.audit.write_bytes(taken.data)
        return taken

    def refusals(self) -> list[str]:
        """Import, and give all that was refused, as one line each."""
        return [f"{refusal.where}: {refusal.message}" for refusal in self.take().refused]

    def lines_changed(self) -> tuple[list[str], list[str]]:
        """The lines of the first text that are gone, and those that are new, in their order."""
        before, after = self.text.splitlines(), self.audit.read_text("utf-8").splitlines()
        return [x for x in before if x not in after], [x for x in after if x not in before]


def sheets(book: Workbook) -> list[Worksheet]:
    """The sheets of questions."""
    return [sheet for sheet in book.worksheets if sheet.title not in ("Start here", SHEET)]


def column_of(sheet: Worksheet, key: str) -> int:
    headings = [str(cell.value).lower() for cell in sheet[1]]
    return headings.index(BY_KEY[key].heading.lower()) + 1


def row_of(book: Workbook, key: Key) -> tuple[Worksheet, int]:
    for sheet in sheets(book):
        keys = [BY_HEADING[str(cell.value).lower()].key for cell in sheet[1]]
        for number in range(2, sheet.max_row + 1):
            place = (
                sheet.cell(number, column_of(sheet, "place_id")).value if "place_id" in keys else ""
            )
            if (sheet.cell(number, 1).value, place or "") == key:
                return sheet, number
    raise AssertionError(f"{key} is not in the form")


def cell_of(book: Workbook, key: Key, column: str) -> Cell:
    sheet, number = row_of(book, key)
    cell = sheet.cell(number, column_of(sheet, column))
    assert isinstance(cell, Cell)
    return cell


def each_cell(book: Workbook, see: Callable[[Cell], None]) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell):
                    see(cell)
