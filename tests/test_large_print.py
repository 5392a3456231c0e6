"""Large print: nothing below 18 points, nothing side by side, no word lost, and honest tags."""

import io
import re
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from lxml import html as lxml_html

from send_audit.render.documents import render_view
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.plan_view import plan_view
from send_audit.render.reading import Grid, Heading, Paragraph, Picture, Points, read_page
from send_audit.render.to_html import render_html, render_print_html
from send_audit.render.to_pdf import render_pdf
from send_audit.render.views import DocumentView
from tests.builders import action, full_school, school
from tests.every_document import EVERY_DOCUMENT, Which, view_of
from tests.test_pdf import elements, kinds
from tests.tools import pdf_checkers, verapdf
from tests.tools.missing import skipped_without

LARGE = Manner(large=True)
SMALLEST = 18
MILLIMETRE = 72 / 25.4
LEFT, RIGHT = 18 * MILLIMETRE, (210 - 18) * MILLIMETRE
BOTTOM = 297 * MILLIMETRE
WIDEST_LINE = 70
"""Characters: a line of 174 mm holds about 55 at 18 points, more where many are narrow."""


@cache
def little() -> bytes:
    return render_pdf(plan_view(full_school()), LARGE)


@cache
def made(which: Which) -> bytes:
    return render_view(view_of(which, LARGE), "pdf", LARGE)


def sizes(data: bytes) -> set[float]:
    """Of all text, running lines and charts too. The scale is 0.75 point a unit, set once a page."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "Tf":
                    found.add(round(float(step.operands[1]) * 0.75, 2))
    return found


def lines_of(data: bytes, folder: Path) -> list[tuple[int, list[float], str]]:
    """Each line of each page: its page, its box, its words."""
    (folder / "large.pdf").write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", "large.pdf", "-"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    root = lxml_html.fromstring(done.stdout, parser=lxml_html.HTMLParser(encoding="utf-8"))
    found = []
    for number, page in enumerate(root.iter("page"), start=1):
        for line in page.iter("line"):
            box = [float(line.get(side)) for side in ("xmin", "ymin", "xmax", "ymax")]
            found.append((number, box, " ".join(word.text for word in line.iter("word"))))
    return found


def words_of(view: DocumentView, manner: Manner) -> set[str]:
    """The words of a page without the marks at their ends."""
    said: list[str] = []
    for piece in read_page(render_print_html(view, FONT_BASE, manner)).pieces:
        match piece:
            case Heading():
                said.append(piece.text)
            case Paragraph():
                said += [run.text for run in piece.runs]
            case Points():
                said += [run.text for point in piece.points for run in point]
            case Grid():
                said += [piece.caption or "", *piece.heads, *(c for row in piece.rows for c in row)]
            case Picture():
                said.append(piece.alt)
    return {word.strip(".,:;()") for word in " ".join(said).split()} - {""}


def assert_sound(data: bytes, page: str, folder: Path) -> None:
    assert min(sizes(data)) == SMALLEST
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = kinds(pdf)
        assert str(pdf.docinfo["/Title"]).endswith(", large print")
    assert (found["/Table"], page.count("<table")) == (0, 0)
    assert found["/L"] == len(re.findall("<ul[ >]", page))
    assert found["/LI"] == len(re.findall("<li[ >]", page))
    for number, (left, top, right, bottom), text in lines_of(data, folder):
        assert left >= LEFT - 1, (number, text)
        assert right <= RIGHT + 1, (number, text)
        assert 0 <= top < bottom <= BOTTOM, (number, text)
        assert len(text) <= WIDEST_LINE, (number, text)


def test_a_small_plan_is_large_and_whole(tmp_path: Path) -> None:
    page = render_print_html(plan_view(full_school()), FONT_BASE, LARGE)
    assert_sound(little(), page, tmp_path)


def test_the_scale_of_large_print() -> None:
    assert sizes(little()) == {18, 21, 28, 44}


def test_no_word_is_lost_and_only_the_cover_gains_some() -> None:
    view = plan_view(full_school())
    usual, large = words_of(view, AS_USUAL), words_of(view, LARGE)
    assert usual <= large
    assert large - usual <= {"Large", "print"}


def test_a_row_of_a_table_is_a_name_and_a_list_of_its_cells() -> None:
    pieces = read_page(render_print_html(plan_view(full_school()), FONT_BASE, LARGE)).pieces
    at = next(n for n, p in enumerate(pieces) if getattr(p, "classes", ()) == ("record-name",))
    name, cells = pieces[at], pieces[at + 1]
    assert isinstance(name, Paragraph)
    assert isinstance(cells, Points)
    assert [run.text for run in name.runs] == ["Strand: Curriculum, incomplete"]
    heads = [point[0].text.partition(":")[0] for point in cells.points]
    assert heads == ["So far", "Range", "Answered", "Evidence"]


def test_a_long_card_and_a_long_name_stay_on_the_page(tmp_path: Path) -> None:
    acts = [
        action(
            f"A-{n:02}",
            action="Do this. " * 60,
            progress=[{"on": "2026-11-01", "what": "word " * 200}],
        )
        for n in range(1, 4)
    ]
    view = plan_view(school({}, *acts))
    data = render_pdf(view, LARGE)
    for number, (left, _, right, bottom), text in lines_of(data, tmp_path):
        assert LEFT - 1 <= left < right <= RIGHT + 1, (number, text)
        assert bottom <= BOTTOM, (number, text)


def test_the_chart_keeps_its_alternative_text_and_its_page() -> None:
    with pikepdf.open(io.BytesIO(little())) as pdf:
        (figure,) = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure"]
        assert str(figure.Alt).startswith("Bar chart of the scores by strand")
        left, bottom, right, top = (float(value) for value in figure.A.BBox)
    assert LEFT - 1 <= left < right <= RIGHT + 1
    assert 0 < bottom < top < BOTTOM


def test_the_usual_page_has_nothing_of_large_print() -> None:
    view = plan_view(full_school())
    for page in (render_html(view), render_print_html(view, FONT_BASE)):
        assert re.findall("cover-manner|record|, large print</title>", page) == []


def test_the_screen_is_large_too() -> None:
    page = render_html(plan_view(full_school()), LARGE)
    assert "html { font-size: 150%;" in page
    assert "<table" not in page
    assert ", large print</title>" in page


@pytest.mark.slow
@pytest.mark.parametrize("which", EVERY_DOCUMENT, ids=str)
def test_every_document_is_large_and_whole(which: Which, tmp_path: Path) -> None:
    page = render_print_html(view_of(which, LARGE), FONT_BASE, LARGE)
    assert_sound(made(which), page, tmp_path)
    file = tmp_path / "large.pdf"
    file.write_bytes(made(which))
    assert [str(one) for one in pdf_checkers.errors(pdf_checkers.ask_both(file))] == []
    usual, large = (words_of(view_of(which, manner), manner) for manner in (AS_USUAL, LARGE))
    assert usual - large == set()
    assert large - usual <= {"Large", "print"}


@pytest.mark.slow
def test_verapdf_passes_every_document(tmp_path: Path) -> None:
    paths = [tmp_path / f"{which}.pdf" for which in EVERY_DOCUMENT]
    for which, path in zip(EVERY_DOCUMENT, paths, strict=True):
        path.write_bytes(made(which))
    with skipped_without(verapdf.ToolMissing):
        results = verapdf.validate(paths)
    assert [str(result) for result in results if not result.passed] == []
