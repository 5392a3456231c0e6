"""Any file may come back as a form: broken, huge, forged, or none at all. It is said, and nothing is lost."""

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from send_audit.problems import SendAuditError
from send_audit.workbook import opening
from send_audit.workbook.memory import SHEET
from send_audit.workbook.opening import open_form
from tests.workbook_forms import Bench, cell_of, row_of

GATE = ("PE-0101", "")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path).export("arrival")


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The archive with each part as `change` gives it, and more parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in more.items():
            new.writestr(name, part)
    return stream.getvalue()


def a_book_of_others() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Question"
    book.save(stream)
    return stream.getvalue()


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return stream.getvalue()


NO_FORMS: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "is not an Excel workbook"),
    ("text", b"schema: send-audit/audit@1\n", "is not an Excel workbook"),
    (
        "password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "has a password, or is an old .xls",
    ),
    ("half a zip", b"PK\x03\x04" + bytes(100), "is damaged"),
    ("open document", archive(content_dot_xml=b"<a/>"), "is an OpenDocument file"),
    ("another zip", archive(readme=b"hello"), "is not an Excel workbook"),
    ("empty workbook", archive(xl__workbook_dot_xml=b""), "is damaged"),
    ("others' workbook", a_book_of_others(), "is not a form that send-audit made"),
]


@pytest.mark.parametrize(
    ("data", "said"), [row[1:] for row in NO_FORMS], ids=[r[0] for r in NO_FORMS]
)
def test_what_is_no_form_is_said_to_be_none(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(data)
    with pytest.raises(SendAuditError) as error:
        open_form(file)
    assert said in str(error.value)
    assert str(file) in str(error.value)


def test_a_missing_form_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(SendAuditError, match="cannot be read"):
        open_form(tmp_path / "none.xlsx")
    with pytest.raises(SendAuditError, match="is not a file"):
        open_form(tmp_path)


def test_a_bomb_is_not_unpacked(bench: Bench) -> None:
    data = repacked(bench.form.read_bytes(), lambda _, part: part, bomb=bytes(opening.MAX_UNPACKED))
    assert len(data) < 1_000_000
    bench.form.write_bytes(data)
    with pytest.raises(SendAuditError, match="unpacks to far more"):
        bench.take()


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(bench: Bench) -> None:
    data = repacked(bench.form.read_bytes(), lambda _, part: part, **{"xl/more.xml": bytes(10**8)})
    small = (1000).to_bytes(4, "little")
    bench.form.write_bytes(data.replace((10**8).to_bytes(4, "little"), small))
    with pytest.raises(SendAuditError, match="is damaged"):
        bench.take()


def test_a_file_that_is_too_large_is_not_read(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 1000)
    with pytest.raises(SendAuditError, match="Take out the pictures"):
        bench.take()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_is_not_read(bench: Bench, encoding: str) -> None:
    laughs = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>"

    def with_entities(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet2.xml":
            return part
        text = part.decode("utf-8")
        return text.replace("<worksheet", f"{laughs}<worksheet", 1).encode(encoding)

    bench.form.write_bytes(repacked(bench.form.read_bytes(), with_entities))
    with pytest.raises(SendAuditError, match="XML that no spreadsheet program writes"):
        bench.take()


def test_a_sheet_that_claims_a_million_rows_is_read_up_to_a_limit(bench: Bench) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'

    def stretched(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", far) if name == "xl/worksheets/sheet2.xml" else part

    bench.form.write_bytes(repacked(bench.form.read_bytes(), stretched))
    taken = bench.take()
    assert taken.data is None
    assert ["far longer" in refusal.message for refusal in taken.refused] == [True]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (7, 1, "x"),
        (8, 2, "seven"),
        (8, 7, "{"),
        (8, 7, "{}"),
        (8, 7, '{"rating": 5}'),
        (6, 2, "[]"),
        (5, 2, ""),
    ],
)
def test_a_memory_that_somebody_edited_is_not_trusted(
    bench: Bench, row: int, column: int, value: str
) -> None:
    with bench.opened() as book:
        book[SHEET].cell(row, column).value = value
    with pytest.raises(SendAuditError, match="the form remembers"):
        bench.take()


def test_a_form_of_a_newer_send_audit_says_upgrade(bench: Bench) -> None:
    with bench.opened() as book:
        book[SHEET].cell(1, 2).value = "send-audit/form@2"
    with pytest.raises(SendAuditError, match="Upgrade send-audit"):
        bench.take()


def test_formulas_of_every_kind_are_refused(bench: Bench) -> None:
    with bench.opened() as book:
        sheet, row = row_of(book, GATE)
        cell = cell_of(book, GATE, "note")
        sheet[cell.coordinate] = ArrayFormula(cell.coordinate, "=SUM(A1:A2*2)")
        sheet.cell(row, 6).value = '=IF(1=1,"Met","")'
    before = bench.audit.read_bytes()
    assert ["is a formula" in said for said in bench.refusals()] == [True, True]
    assert bench.audit.read_bytes() == before


def test_control_characters_that_are_pasted_in_do_not_reach_the_file(bench: Bench) -> None:
    def with_controls(name: str, part: bytes) -> bytes:
        return (
            part.replace(b"PASTED", b"one_x000B_two\xc2\x85 three\xe2\x80\xa8")
            if name == "xl/worksheets/sheet2.xml"
            else part
        )

    bench.fill_in((GATE, "location", "PASTED"))
    bench.form.write_bytes(repacked(bench.form.read_bytes(), with_controls))
    assert bench.refusals() == []
    assert bench.context().audit.responses["PE-0101"].location == "onetwo three"


def test_bytes_that_flipped_on_the_way_never_give_a_traceback(bench: Bench) -> None:
    """The form is refused, or every row accounted for; a broken file is never written."""
    whole, dice = bench.form.read_bytes(), random.Random(5)  # noqa: S311 - the same bytes each time
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        bench.form.write_bytes(data)
        with suppress(SendAuditError):
            bench.take()
        bench.context()


def test_parts_that_say_something_else_never_give_a_traceback(bench: Bench) -> None:
    """As above, inside the archive, where no checksum notices."""
    whole, dice = bench.form.read_bytes(), random.Random(7)  # noqa: S311 - the same parts each time

    def flipped(_: str, part: bytes) -> bytes:
        if dice.random() < 0.7 or not part:
            return part
        data = bytearray(part)
        start = dice.randrange(len(data))
        data[start : start + dice.randint(0, 5)] = bytes(dice.choices(b'<>"/=abc019 ', k=3))
        return bytes(data)

    for _ in range(60):
        bench.form.write_bytes(repacked(whole, flipped))
        with suppress(SendAuditError):
            bench.take()
        bench.context()
        bench.write(bench.text)
