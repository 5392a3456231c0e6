"""The sheets of questions: one a checklist, a row a question, the guidance beside it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from send_audit.model.checklist import BINDING
from send_audit.model.measure import Measure, with_unit
from send_audit.model.words import UNIT_WORDS, Unit
from send_audit.render.checklist_text import advice_words, standing_words
from send_audit.render.safe_cells import for_cell
from send_audit.render.wording import RATING_WORDS, joined
from send_audit.workbook.cells import PAPER_A3, cell_at, put, set_up_print
from send_audit.workbook.columns import (
    FIELDS,
    LAST_PRINTED,
    STILL_TRUE,
    Column,
    columns_for,
    has_cell,
)
from send_audit.workbook.heights import height_of
from send_audit.workbook.questions import Question
from send_audit.workbook.styles import SHADES, shade_rule
from send_audit.workbook.texts import evidence_line, is_cut, shown, value_of

HEADER_ROW = 1
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_HOW: Mapping[Unit, str] = MappingProxyType(
    {"gradient": ", as 1:12", "mm-by-mm": ", both sides in mm, as 1500 x 2200"}
)
_DATE_FORMAT = "d mmm yyyy"
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{0,2}[1-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A sheet of questions as it was laid out: which question stands in which row."""

    title: str
    columns: tuple[Column, ...]
    rows: Mapping[int, Question]
    last_row: int

    def letter(self, key: str) -> str | None:
        """The letter of a column, or `None` where the sheet has no such column."""
        keys = [column.key for column in self.columns]
        return get_column_letter(keys.index(key) + 1) if key in keys else None


def sheet_names(titles: Iterable[str], taken: Iterable[str]) -> Iterator[str]:
    """A name for each sheet: the title, without what Excel does not allow, and no name twice."""
    used = {name.lower() for name in taken}
    for title in titles:
        plain = " ".join(_NOT_IN_A_NAME.sub(" ", title).split()).strip("'") or "Checklist"
        name, number = _short(plain, _LONGEST_NAME), 2
        while name.lower() in used:
            end = f" {number}"
            name, number = _short(plain, _LONGEST_NAME - len(end)) + end, number + 1
        used.add(name.lower())
        yield name


def _short(text: str, most: int) -> str:
    """The start of a text, cut between words where there are several."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def add_sheet(book: Workbook, title: str, questions: Sequence[Question], number: int) -> Laid:
    """Add the sheet of one checklist."""
    sheet: Worksheet = book.create_sheet(title)
    columns = columns_for(questions)
    for index, column in enumerate(columns, start=1):
        style = "Form heading to fill in" if column.is_input else "Form heading"
        put(cell_at(sheet, HEADER_ROW, index), column.heading, style)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.row_dimensions[HEADER_ROW].height = 34
    rows: dict[int, Question] = {}
    row, section = HEADER_ROW, None
    for question in questions:
        row += 1
        if question.section.id != section:
            section = question.section.id
            for index in range(1, len(columns) + 1):
                put(
                    cell_at(sheet, row, index),
                    question.section.title if index == 1 else "",
                    "Form section",
                )
            sheet.row_dimensions[row].height = 22
            row += 1
        rows[row] = question
    laid = Laid(title=title, columns=columns, rows=rows, last_row=row)
    for number_, question in rows.items():
        _add_row(sheet, laid, number_, question)
    _add_choices(sheet, laid)
    _add_shades(sheet, laid)
    _set_up(sheet, laid, number)
    return laid


def _add_row(sheet: Worksheet, laid: Laid, row: int, question: Question) -> None:
    for index, column in enumerate(laid.columns, start=1):
        cell = cell_at(sheet, row, index)
        if not column.is_input:
            style = "Form question" if column.key in ("item", "criterion") else "Form fixed"
            put(cell, "" if column.key == "status" else _fixed_text(question, column.key), style)
            if column.key == "status":
                cell.value = _status(laid, row)
        elif not has_cell(question, column):
            put(cell, "", "Form fixed")
        else:
            _add_input(cell, question, column)
    texts = (
        (_text_in(cell_at(sheet, row, n)), c.width) for n, c in enumerate(laid.columns, start=1)
    )
    sheet.row_dimensions[row].height = height_of(texts)


def _text_in(cell: Cell) -> str:
    return str(cell.value) if cell.data_type == "s" and cell.value is not None else ""


def _add_input(cell: Cell, question: Question, column: Column) -> None:
    field = next((field for field in FIELDS if field == column.key), None)
    value = None if field is None else value_of(question.answer, field)
    text = "" if field is None else shown(field, value)
    style = (
        "Form fixed" if value is not None and field != "rating" and is_cut(value) else "Form input"
    )
    put(cell, text, style)
    if field == "checked_on":
        cell.number_format = _DATE_FORMAT
        day = question.answer.checked_on if question.answer is not None else None
        if day is not None and not day.is_month and day.last.year >= 1901:
            cell.value = day.last
            cell.number_format = _DATE_FORMAT
    measure = question.item.measure
    if field == "measured" and measure is not None and measure.unit not in ("gradient", "mm-by-mm"):
        cell.number_format = "General"
        if value is not None and _NUMBER.fullmatch(value):
            cell.value = float(value) if "." in value else int(value)


def _fixed_text(question: Question, key: str) -> str:
    item = question.item
    texts: Mapping[str, Callable[[], str]] = {
        "item": lambda: item.id,
        "place": lambda: _place(question),
        "criterion": lambda: item.criterion,
        "guidance": lambda: _guidance(question),
        "standing": lambda: standing_words(item),
        "to_confirm": lambda: question.to_confirm or "",
        "figure": lambda: figure_words(item.measure) if item.measure is not None else "",
        "evidence": lambda: _evidence(question),
        "gap": lambda: f"{item.recommendation.action} Lead: {item.recommendation.lead}.",
        "place_id": lambda: question.place,
    }
    return for_cell(texts[key]())


def _place(question: Question) -> str:
    if len(question.all_places) > 1:
        return f"One answer for all: {joined(question.all_places)}"
    return question.place_name or joined(question.all_places)


def _guidance(question: Question) -> str:
    council = (f"{said.by} adds: {advice_words(said)}" for said in question.advice)
    return "\n".join([question.item.guidance, *council])


def _evidence(question: Question) -> str:
    """What there is already: of this answer, then of the response that it is part of."""
    parts = (question.answer, question.response if question.place else None)
    pieces = [piece for part in parts if part is not None for piece in part.evidence]
    return "\n".join(evidence_line(piece) for piece in pieces)


def figure_words(measure: Measure) -> str:
    """What to measure, in which unit, and what the figure comes to: the figure gives the rating."""
    unit = measure.unit
    limits = [
        f"{word} {with_unit(limit, unit)}"
        for word, limit in (("at least", measure.minimum), ("at most", measure.maximum))
        if limit is not None
    ]
    how = _HOW.get(unit) or (f" in {UNIT_WORDS[unit]}" if UNIT_WORDS[unit] else "")
    partly = measure.partly_from
    lines = [
        f"{measure.quantity}{how}.",
        f"Met: {joined(limits)}",
        *([f"Partly met: from {with_unit(partly, unit)}"] if partly else []),
        "Leave the rating empty: the figure gives it.",
    ]
    return "\n".join(lines)


def _status(laid: Laid, row: int) -> str:
    """A formula of our own: what is still to do in this row, in words, so that it can be filtered."""
    at = {
        key: f"{letter}{row}"
        for key in ("rating", "measured", "reason", "to_confirm", "still_true")
        if (letter := laid.letter(key))
    }
    unanswered = f'{at["rating"]}=""' + (f',{at["measured"]}=""' if "measured" in at else "")
    formula = f'IF(AND({unanswered}),"To answer","Answered")'
    if "to_confirm" in at:
        formula = f'IF(AND({at["to_confirm"]}<>"",{at["still_true"]}=""),"To confirm",{formula})'
    return f'=IF(AND({at["rating"]}="Not applicable",{at["reason"]}=""),"Reason missing",{formula})'


# ---- Choices, colours, print ---------------------------------------------------------------------


def _add_choices(sheet: Worksheet, laid: Laid) -> None:
    """The drop-downs, and the hint that is shown when a cell is chosen."""
    for column in laid.columns:
        if not column.is_input:
            continue
        letter = laid.letter(column.key)
        groups: dict[tuple[str, ...], list[str]] = {}
        for row, question in laid.rows.items():
            if has_cell(question, column):
                groups.setdefault(_choices(question, column.key), []).append(f"{letter}{row}")
        for words, cells in groups.items():
            rule = _validation(column, words)
            for cell in cells:
                rule.add(cell)
            sheet.add_data_validation(rule)


def _choices(question: Question, key: str) -> tuple[str, ...]:
    if key == "still_true":
        return (STILL_TRUE,)
    if key != "rating":
        return ()
    words = tuple(word for rating, word in RATING_WORDS.items() if rating is not None)
    item = question.item
    return words[:-1] if item.duty in BINDING and not item.may_not_apply else words


def _validation(column: Column, words: Sequence[str]) -> DataValidation:
    kind: Literal["list"] | None = "list" if words else None
    listed = ",".join(words)  # so no choice may have a comma in it
    rule = DataValidation(type=kind, formula1=f'"{listed}"' if words else None, allow_blank=True)
    if words:
        rule.errorTitle, rule.error = (
            column.heading,
            f"Choose {joined(words, 'or')}, or empty the cell.",
        )
        rule.showErrorMessage = True
    if column.hint:
        rule.promptTitle, rule.prompt, rule.showInputMessage = (
            column.heading[:32],
            column.hint,
            True,
        )
    return rule


def _add_shades(sheet: Worksheet, laid: Laid) -> None:
    first, last = HEADER_ROW + 1, max(laid.last_row, HEADER_ROW + 1)
    rating, status = laid.letter("rating"), laid.letter("status")
    for word in SHADES:
        sheet.conditional_formatting.add(
            f"{rating}{first}:{rating}{last}", shade_rule(f'${rating}{first}="{word}"', word)
        )
    for said, word in (("Reason missing", "Not met"), ("To confirm", "Partly met")):
        sheet.conditional_formatting.add(
            f"{status}{first}:{status}{last}", shade_rule(f'${status}{first}="{said}"', word)
        )


def _set_up(sheet: Worksheet, laid: Laid, number: int) -> None:
    last = get_column_letter(len(laid.columns))
    table = Table(displayName=f"Questions{number}", ref=f"A{HEADER_ROW}:{last}{laid.last_row}")
    table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
    sheet.add_table(table)
    keys = [column.key for column in laid.columns]
    sheet.freeze_panes = f"{get_column_letter(keys.index('criterion') + 2)}{HEADER_ROW + 1}"
    protection = sheet.protection
    protection.sheet = True
    # False allows: filters, and wider columns or higher rows, for those who need them.
    protection.autoFilter = False
    protection.formatColumns = protection.formatRows = False
    area = f"A1:{laid.letter(LAST_PRINTED)}{laid.last_row}"
    set_up_print(sheet, area, paper=PAPER_A3)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
