"""Which row of a form answers which question: by its codes, wherever the row stands now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from send_audit.suggest import nearest
from send_audit.workbook.columns import BY_HEADING, BY_KEY, COLUMNS, Column
from send_audit.workbook.form_cell import FormCell
from send_audit.workbook.memory import Memory, RememberedRow
from send_audit.workbook.opening import FormSheet, OpenedForm
from send_audit.workbook.questions import Key
from send_audit.workbook.typed import brief

_LOOK_FOR_HEADINGS = 20
"""Rows from the top in which the headings may stand: someone may have put lines above them."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not taken: the cell (`Physical environment!F14`) and why, with what to do."""

    where: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One row of the form that answers one question. `cells` are by the key of their column."""

    key: Key
    sheet: str
    number: int
    cells: Mapping[str, FormCell]

    def where(self, column: str) -> str:
        """The cell of a column, with its sheet."""
        cell = self.cells.get(column) or self.cells["item"]
        return f"{self.sheet}!{cell.where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of a form by question, what stands in it that answers none, and what it no longer has.

    `unread` are sheets that are no part of the form.
    """

    rows: Mapping[Key, FoundRow]
    refused: tuple[Refusal, ...]
    missing: tuple[RememberedRow, ...]
    unread: tuple[str, ...]


def find_rows(form: OpenedForm) -> Found:
    """Match each row of the form to the question that it answers."""
    read = [_SheetRows.read(sheet, form.memory) for sheet in form.sheets]
    rows = [row for sheet in read for row in sheet.rows]
    refused = [refusal for sheet in read for refusal in sheet.refused]
    by_key: dict[Key, list[FoundRow]] = {}
    strange: list[FoundRow] = []
    for row in rows:
        if row.key in form.memory.rows:
            by_key.setdefault(row.key, []).append(row)
        else:
            strange.append(row)
    missing = [row for key, row in form.memory.rows.items() if key not in by_key]
    sheets = {sheet.title for sheet in form.sheets}
    kept: dict[Key, FoundRow] = {}
    for key, same in by_key.items():
        if len(same) == 1 or len({_inputs(row) for row in same}) == 1:
            kept[key] = same[0]
        else:
            refused.append(_twice(same))
    for row in strange:
        refused += _strange(row, form.memory, missing)
    return Found(
        rows=kept,
        refused=tuple(refused),
        missing=tuple(missing),
        unread=tuple(
            sheet.title for sheet in read if not sheet.is_form and sheet.title in sheets - {_START}
        ),
    )


_START = "Start here"
_INPUTS = frozenset(column.key for column in COLUMNS if column.is_input)


def _twice(same: Sequence[FoundRow]) -> Refusal:
    item, _ = same[0].key
    others = ", ".join(row.where("item") for row in same[1:])
    message = (
        f"{item} stands here and in {others} with different answers, so none of them was taken. "
        "Keep the right row, and delete the other."
    )
    return Refusal(same[0].where("item"), message)


def _strange(row: FoundRow, memory: Memory, missing: Sequence[RememberedRow]) -> Iterator[Refusal]:
    """A row whose codes belong to no question of the form."""
    item, place = row.key
    if not any(_inputs(row)) and not _text(row, "criterion"):
        return  # an empty row, or the heading of a section
    if not item:
        filled = (key for key, cell in row.cells.items() if key in _INPUTS and cell.text)
        cell = next(filled, "criterion")
        message = "Something is written here, in a row without a question. Move it to the row it belongs to."
        yield Refusal(row.where(cell), message)
        return
    was = next((m for m in missing if (m.sheet, m.row) == (row.sheet, row.number)), None)
    was = was or next((m for m in missing if m.key[0] == item), None)
    items = {key[0] for key in memory.rows}
    is_place = item in items
    where = row.where("place_id" if is_place else "item")
    said = (
        f"“{brief(place)}” is not a place of {item}"
        if is_place
        else f"“{brief(item)}” is not a question"
    )
    if was is not None:
        code = was.key[1] if is_place else was.key[0]
        hint = f"It was {code or 'empty'}: put it back, and import the form again."
    else:
        near = nearest(item[:60], items)
        hint = f"Did you mean {near}?" if near and not is_place else "Put the code back as it was."
    yield Refusal(where, f"{said} of this form, so the row was not taken. {hint}")


def _inputs(row: FoundRow) -> tuple[str, ...]:
    return tuple(row.cells[key].text for key in sorted(_INPUTS & row.cells.keys()))


def _text(row: FoundRow, key: str) -> str:
    return row.cells[key].text if key in row.cells else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetRows:
    title: str
    is_form: bool
    rows: tuple[FoundRow, ...]
    refused: tuple[Refusal, ...]

    @classmethod
    def read(cls, sheet: FormSheet, memory: Memory) -> "_SheetRows":
        head = next(
            (n for n in sorted(sheet.rows)[:_LOOK_FOR_HEADINGS] if _is_head(sheet.rows[n])), None
        )
        if head is None:
            return cls(title=sheet.title, is_form=False, rows=(), refused=())
        columns: dict[int, Column] = {}
        refused = []
        for index, cell in enumerate(sheet.rows[head]):
            column = BY_HEADING.get(cell.text.lower())
            if column is not None and column in columns.values():
                message = f"The heading “{column.heading}” stands twice; the first column was read."
                refused.append(Refusal(f"{sheet.title}!{cell.where}", message))
            elif column is not None:
                columns[index] = column
        if sheet.cut:
            message = "The sheet is far longer than the form, so its end was not read."
            refused.append(Refusal(f"{sheet.title}!A1", message))
        rows = tuple(
            _row(sheet.title, number, cells, columns)
            for number, cells in sheet.rows.items()
            if number > head
        )
        lost = _lost(rows, memory, {column.key for column in columns.values()})
        for key in lost:
            message = (
                f"The heading “{BY_KEY[key].heading}” is not there any more, so nothing of its column was "
                "read. Put the heading back, and import the form again."
            )
            refused.append(Refusal(f"{sheet.title}!A{head}", message))
        if "place_id" in lost:
            rows = ()
        return cls(title=sheet.title, is_form=True, rows=rows, refused=tuple(refused))


def _lost(rows: Sequence[FoundRow], memory: Memory, there: set[str]) -> list[str]:
    """The columns that the sheet had when the form was made, and that matter, without those still there."""
    items = {key[0]: row.sheet for key, row in memory.rows.items()}
    was = next((items[row.key[0]] for row in rows if row.key[0] in items), "")
    wanted = memory.columns.get(was, ())
    return [
        key
        for key in wanted
        if key in BY_KEY and key not in there and (key in _INPUTS or key == "place_id")
    ]


def _is_head(cells: Sequence[FormCell]) -> bool:
    keys = {column.key for cell in cells if (column := BY_HEADING.get(cell.text.lower()))}
    return "item" in keys and len(keys) >= 3


def _row(
    title: str, number: int, cells: Sequence[FormCell], columns: Mapping[int, Column]
) -> FoundRow:
    by_key = {column.key: cells[index] for index, column in columns.items() if index < len(cells)}
    item = by_key["item"].text.strip()
    place = by_key["place_id"].text.strip() if "place_id" in by_key else ""
    return FoundRow(key=(item, place), sheet=title, number=number, cells=by_key)
