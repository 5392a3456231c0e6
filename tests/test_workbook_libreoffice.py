"""A real spreadsheet program opens the form without complaint, and its own copy comes back unchanged."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from send_audit.council import Shelf
from tests.program import AS_OF, ROOT, SALTMARSH, run
from tests.tools import soffice
from tests.tools.missing import skipped_without
from tests.workbook_forms import DAY, Bench

pytestmark = pytest.mark.slow


def converted(source: Path, kind: str, folder: Path) -> Path:
    """The form as LibreOffice saves it; any word of complaint fails the test."""
    with skipped_without(soffice.ToolMissingError):
        made, complaints = soffice.convert(source, kind, folder)
    assert complaints == []
    assert made.exists()
    return made


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of the example that uses every part of the format."""
    made = tmp_path_factory.mktemp("form") / "form.xlsx"
    done = run("workbook", "export", SALTMARSH, made, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    return made


def saltmarsh(folder: Path, form: Path) -> Bench:
    """The example in a folder of its own, held to its borough's content."""
    library = Shelf((), as_of=DAY).library_for(SALTMARSH)
    bench = Bench(folder, SALTMARSH.read_text("utf-8"), library)
    bench.form.write_bytes(form.read_bytes())
    return bench


def test_libreoffices_own_copy_comes_back_byte_for_byte(form: Path, tmp_path: Path) -> None:
    copy = converted(form, "xlsx:Calc MS Excel 2007 XML", tmp_path / "copy")
    bench = saltmarsh(tmp_path, copy)
    taken = bench.take()
    assert [f"{r.where}: {r.message}" for r in taken.refused] == []
    assert (taken.data, taken.missing, taken.unread) == (None, (), ())
    assert bench.audit.read_bytes() == SALTMARSH.read_bytes()


def test_what_is_written_into_libreoffices_copy_is_taken(form: Path, tmp_path: Path) -> None:
    copy = converted(form, "xlsx:Calc MS Excel 2007 XML", tmp_path / "copy")
    bench = saltmarsh(tmp_path, copy)
    bench.fill_in(
        (("PE-0101", ""), "rating", "Not met"), (("PE-0102", "front-bay"), "measured", 2410)
    )
    taken = bench.take()
    assert taken.refused == ()
    responses = bench.context().audit.responses
    bays = responses["PE-0102"].places
    assert bays is not None
    assert responses["PE-0101"].rating == "not-met"
    assert bays["front-bay"].measured == "2410"
    assert [verdict.question.key for verdict in taken.verdicts] == [
        ("PE-0101", ""),
        ("PE-0102", "front-bay"),
    ]


def test_harmful_text_is_still_text_in_libreoffices_copy(tmp_path: Path) -> None:
    bench = Bench(tmp_path).export("arrival")
    copy = converted(bench.form, "xlsx:Calc MS Excel 2007 XML", tmp_path / "copy")
    values = [
        (cell.value, cell.data_type)
        for sheet in load_workbook(copy).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if "HYPERLINK" in str(cell.value)
    ]
    assert values == [('=HYPERLINK("http://bad.example")', "s")]
    bench.form.write_bytes(copy.read_bytes())
    assert bench.take().data is None


def test_the_count_of_answers_is_worked_out(form: Path, tmp_path: Path) -> None:
    copy = converted(form, "xlsx:Calc MS Excel 2007 XML", tmp_path / "copy")
    start = load_workbook(copy, data_only=True)["Start here"]
    counts = {row[0].value: [cell.value for cell in row[1:4]] for row in start.iter_rows()}
    assert counts["All sheets"] == [263, 263, "all answered"]
    assert counts["Physical environment"] == [99, 99, "all answered"]
    status = load_workbook(copy, data_only=True)["Physical environment"]
    assert status["K3"].value == "Answered"


def test_it_prints_one_page_wide_with_its_headings_on_each(form: Path, tmp_path: Path) -> None:
    pages = PdfReader(converted(form, "pdf", tmp_path / "print")).pages
    texts = [page.extract_text() for page in pages]
    assert "Start here" in texts[0]
    assert len(pages) < 45
    questions = [text for text in texts if "PE-0" in text]
    assert questions
    assert all("What to look at" in text and "Note (internal)" in text for text in questions)
    assert str(ROOT) not in texts[0]
