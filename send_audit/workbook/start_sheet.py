"""The first sheet: what the form is, how far it is, what to fill in and leave alone, how to send it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from send_audit.model.audit import Audit
from send_audit.render.wording import date_text, joined
from send_audit.workbook.cells import PAPER_A4, cell_at, put, set_up_print
from send_audit.workbook.heights import LINE, lines_of
from send_audit.workbook.sheets import HEADER_ROW, Laid
from send_audit.workbook.styles import SHADES, shade_rule

START = "Start here"
_WIDTHS = (32, 14, 14, 64)
_WHAT_IT_IS = (
    (
        "The questions of the audit, with what to look at beside each. Whoever knows the place or the work "
        "answers: the site manager for doors and ramps, the PE lead for PE. Nothing here is a legal verdict. "
        "The answers say what pupils meet, and the plan is made from them."
    ),
    "The form holds internal notes, so do not publish it. Write roles, and never the name of a pupil.",
)
_PART_OF = "This is a part of the audit: {sections}."
_WHITE_AND_GREY = (
    "White cells are yours, under the dark blue headings; grey cells are fixed. Answer what you know and "
    "leave the rest empty: an empty rating is a question still open. The column Status says what is left."
)
_TO_FILL_IN = (
    ("rating", "Rating", "Choose from the list in the cell."),
    (
        "still_true",
        "Still true?",
        (
            "Where “To confirm” has words, the answer comes from an earlier audit. Look again. Choose yes, "
            "or give the new rating."
        ),
    ),
    (
        "measured",
        "Measured",
        (
            "Write the figure only, in the unit beside it, and leave the rating empty: the figure gives it. "
            "To rate otherwise, give the rating and say why under “Why the rating differs from the figure”."
        ),
    ),
    ("reason", "Reason if not applicable", "Why the question does not apply here."),
    ("note", "Note (internal)", "Anything that colleagues should know."),
    (
        "evidence_title",
        "New evidence",
        "What shows it, and where it is kept. What is under “Evidence so far” stays.",
    ),
    ("location", "Where in the school", "The spot, if the question does not say it."),
    (
        "checked_on",
        "Checked on",
        "The day it was looked at. Left alone, a new rating gets the day on which the form is taken back.",
    ),
)
_MEANINGS = (
    ("Met", "What the question says is true here, everywhere and every day, and can be shown."),
    ("Partly met", "True in part: in some places, at some times, or nearly."),
    (
        "Not met",
        "Not true here, or not there at all. The plan is made from honest answers like this.",
    ),
    ("Not applicable", "The question cannot apply here. Always give the reason."),
)
_IN_LAW = (
    ("Must", "A statute commands it."),
    ("Have regard", "A statute says that it must be considered."),
    ("Should", "Expected of a school."),
    ("Good practice", "No rule that we know of asks for exactly this. It still matters to pupils."),
)
_NOT_TO_CHANGE = (
    "The codes under {codes}, and the headings: they lead each answer back to its place. You may filter "
    "and make columns wider; rows and sheets may stand in any order. The sheets are protected against slips, "
    "without a password. Emptying a white cell takes away what stood in it."
)
_SEND_BACK = (
    "Save it as an Excel workbook (.xlsx) and send it to whoever gave it to you. They run:",
    "    send-audit workbook import FORM.xlsx {file}",
    (
        "For every row they then see what was taken, or which cell was not and why. An answer that somebody "
        "else changed in the meantime is never overwritten. Other parts can come back later, in any order."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the first sheet says of the form itself. `sections` are named where the form is a part."""

    audit: Audit
    file: str
    day: date
    sections: tuple[str, ...]


def fill_start(sheet: Worksheet, about: About, laid: Sequence[Laid]) -> None:
    """Write the first sheet."""
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = 1
    for style, cells in _lines(about, laid):
        if style == "count-head":
            for index, text in enumerate(cells, start=1):
                put(cell_at(sheet, row, index), text, "Form heading")
            sheet.row_dimensions[row].height = 20
        elif style == "count":
            _count_row(sheet, row, laid[int(cells[0])])
        elif style == "total":
            _total_row(sheet, row, len(laid))
        elif style == "two":
            put(cell_at(sheet, row, 1), cells[0], "Form question")
            _wide(sheet, row, 2, cells[1], "Form meaning")
        else:
            _wide(sheet, row, 1, cells[0], style)
        row += 1
    for word in SHADES:
        sheet.conditional_formatting.add(f"A1:A{row}", shade_rule(f'$A1="{word}"', word))
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    set_up_print(sheet, f"A1:D{row - 1}", paper=PAPER_A4)


def _wide(sheet: Worksheet, row: int, first: int, text: str, style: str) -> None:
    """Text across the page. Only here, where nothing is a table, are cells joined."""
    put(cell_at(sheet, row, first), text, style)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=len(_WIDTHS))
    # A program gives a row the height of its text, though not where cells are joined.
    size, above = {"Form title": (1.9, 6), "Form part": (1.35, 14)}.get(style, (1.0, 5))
    lines = lines_of(text, sum(_WIDTHS[first - 1 :]) / size)
    sheet.row_dimensions[row].height = LINE * size * lines + above


def _count_row(sheet: Worksheet, row: int, laid: Laid) -> None:
    put(cell_at(sheet, row, 1), laid.title, "Form question")
    name = laid.title.replace("'", "''")
    cell = cell_at(sheet, row, 1)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
    cell.style = "Form link"
    rating, measured = laid.letter("rating"), laid.letter("measured")
    first, last = HEADER_ROW + 1, max(laid.last_row, HEADER_ROW + 1)
    filled = f"('{name}'!{rating}{first}:{rating}{last}<>\"\")"
    if measured is not None:
        filled += f"+('{name}'!{measured}{first}:{measured}{last}<>\"\")"
    for index, value in (
        (2, len(laid.rows)),
        (3, f"=SUMPRODUCT(--(({filled})>0))"),
        (4, f'=IF(B{row}=C{row},"all answered",(B{row}-C{row})&" to answer")'),
    ):
        put(cell_at(sheet, row, index), "", "Form fixed")
        cell_at(sheet, row, index).value = value


def _total_row(sheet: Worksheet, row: int, count: int) -> None:
    put(cell_at(sheet, row, 1), "All sheets", "Form question")
    for index, letter in ((2, "B"), (3, "C")):
        put(cell_at(sheet, row, index), "", "Form question")
        cell_at(sheet, row, index).value = f"=SUM({letter}{row - count}:{letter}{row - 1})"
    put(cell_at(sheet, row, 4), "", "Form question")
    cell_at(sheet, row, 4).value = f'=IF(B{row}=C{row},"all answered",(B{row}-C{row})&" to answer")'


def _lines(about: About, laid: Sequence[Laid]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each row: the style or kind of it, and its texts."""
    keys = {column.key for sheet in laid for column in sheet.columns}
    codes = "Question and Place code" if "place_id" in keys else "Question"
    yield "Form title", (f"Accessibility self-audit: {about.audit.subject.name}",)
    yield "Form text", (f"Made from {about.file} on {date_text(about.day)}.",)
    if about.sections:
        yield (
            "Form text",
            (_PART_OF.format(sections=joined(f"“{title}”" for title in about.sections)),),
        )
    yield "Form part", ("What this is",)
    yield from (("Form text", (text,)) for text in _WHAT_IT_IS)
    yield "Form part", ("How far it is",)
    yield "count-head", ("Sheet", "Questions", "Answered", "Left")
    yield from (("count", (str(number),)) for number in range(len(laid)))
    if len(laid) > 1:
        yield "total", ()
    yield "Form part", ("What to fill in",)
    yield "Form text", (_WHITE_AND_GREY,)
    yield from (("two", pair) for pair in _to_fill_in(keys))
    yield "Form part", ("What the ratings mean",)
    yield from (("two", pair) for pair in _MEANINGS)
    yield "Form part", ("What the law says of a question",)
    yield from (("two", pair) for pair in _IN_LAW)
    yield "Form part", ("What not to change",)
    yield "Form text", (_NOT_TO_CHANGE.format(codes=codes),)
    yield "Form part", ("How to send it back",)
    yield from (("Form text", (text.format(file=about.file),)) for text in _SEND_BACK)


def _to_fill_in(keys: set[str]) -> Iterator[tuple[str, str]]:
    for wanted, heading, text in _TO_FILL_IN:
        if wanted in keys:
            yield heading, text
