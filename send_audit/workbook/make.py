"""An audit to the bytes of an Excel workbook; the same audit on the same day gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from send_audit.render.fixed_zip import fixed_entry
from send_audit.render.safe_cells import escaped
from send_audit.validate.context import AuditContext
from send_audit.workbook.cells import cell_at, put
from send_audit.workbook.memory import SHEET, facts_of, remember
from send_audit.workbook.questions import Question
from send_audit.workbook.sheets import Laid, add_sheet, sheet_names
from send_audit.workbook.start_sheet import START, About, fill_start
from send_audit.workbook.styles import add_styles

_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_QUESTION_SHEET = re.compile(r"xl/worksheets/sheet(?!1\.)\d+\.xml")
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def make_form(
    context: AuditContext, questions: Sequence[Question], day: date, *, is_part: bool
) -> bytes:
    """The workbook for these questions. `is_part` is whether the audit asks others as well."""
    file = context.document.file.replace("\\", "/").rsplit("/", 1)[-1]
    book = Workbook()
    add_styles(book)
    start: Worksheet = book.worksheets[0]
    start.title = START
    laid = _add_sheets(book, questions)
    sections = tuple(dict.fromkeys(q.section.title for q in questions)) if is_part else ()
    fill_start(start, About(audit=context.audit, file=file, day=day, sections=sections), laid)
    columns = {each.title: [column.key for column in each.columns] for each in laid}
    _add_memory(book, facts_of(context, file, day, columns), laid)
    properties = book.properties
    properties.title = f"Accessibility self-audit: {escaped(context.audit.subject.name)}"
    properties.creator = properties.lastModifiedBy = "send-audit"
    properties.language = context.audit.language
    properties.created = datetime.combine(day, time.min)
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue(), day)


def _add_sheets(book: Workbook, questions: Sequence[Question]) -> list[Laid]:
    by_checklist: dict[str, list[Question]] = {}
    for question in questions:
        by_checklist.setdefault(question.checklist.id, []).append(question)
    titles = [group[0].checklist.title for group in by_checklist.values()]
    names = sheet_names(titles, (START, SHEET))
    return [
        add_sheet(book, name, group, number)
        for number, (name, group) in enumerate(
            zip(names, by_checklist.values(), strict=True), start=1
        )
    ]


def _add_memory(book: Workbook, facts: Sequence[Sequence[str]], laid: Sequence[Laid]) -> None:
    sheet: Worksheet = book.create_sheet(SHEET)
    rows = [
        remember(question, each.title, row) for each in laid for row, question in each.rows.items()
    ]
    for number, texts in enumerate((*facts, *rows), start=1):
        for index, text in enumerate(texts, start=1):
            put(cell_at(sheet, number, index), text, "Form text")
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _timeless(data: bytes, day: date) -> bytes:
    """The archive without the time at which it was written."""
    stream = io.BytesIO()
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _CHANGED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            if _QUESTION_SHEET.fullmatch(entry.filename):
                # A row may grow with what is typed: its height is where it starts, not a fixed one.
                part = _FIXED_HEIGHT.sub(rb"\g<1>", part)
            new.writestr(fixed_entry(entry.filename), part)
    return stream.getvalue()
