"""The form of the working edition: tagged, in order, self-contained, passed by experts' checkers."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from send_audit.model.audit import Audit
from send_audit.render.documents import make_view, render_document, render_view
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.to_html import render_html, render_print_html
from send_audit.render.to_pdf import render_pdf
from send_audit.render.views import DocumentView
from tests import builders
from tests.pictures import drawn, saved, written
from tests.program import RETURNS, SALTMARSH
from tests.small_models import checklist, item_tree, rated
from tests.test_pdf import elements, kinds
from tests.tools import pdf_checkers, verapdf
from tests.tools.missing import skipped_without
from tests.working import (
    EXAMPLES,
    assessed,
    make_school,
    words,
    working,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    make_school(folder)
    return folder


@pytest.fixture(scope="module")
def photographed(folder: Path) -> DocumentView:
    return make_view(assessed(folder / "little.yaml"), "working")


@pytest.fixture(scope="module")
def pdf(photographed: DocumentView) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render_pdf(photographed))) as opened:
        yield opened


def test_tables_lists_and_figures_are_as_many_as_in_the_html(
    pdf: pikepdf.Pdf, photographed: DocumentView
) -> None:
    page = render_print_html(photographed, FONT_BASE)
    found = kinds(pdf)
    assert found["/Table"] == page.count("<table") == 1
    assert found["/Figure"] == page.count("<img") + page.count("<svg") == 2
    assert found["/L"] == page.count("<ul") > 0
    assert found["/LI"] == len(re.findall(r"<li[ >]", page)) > 0
    for level in range(1, 6):
        assert found[f"/H{level}"] == len(re.findall(rf"<h{level}[ >]", page)) > 0


@pytest.mark.slow
def test_a_long_working_edition_keeps_its_structure() -> None:
    view = make_view(assessed(SALTMARSH), "working")
    page = render_print_html(view, FONT_BASE)
    with pikepdf.open(io.BytesIO(render_pdf(view))) as opened:
        found = kinds(opened)
        assert len(opened.pages) > 60
    assert found["/Part"] == 1
    assert found["/Sect"] == page.count("<section")
    assert found["/Table"] == page.count("<table")
    assert found["/Figure"] == page.count("<img") + page.count("<svg") == 4
    assert found["/L"] == page.count("<ul")
    assert found["/H4"] == page.count("<h4")


def test_headings_start_with_the_only_h1_and_skip_no_level(pdf: pikepdf.Pdf) -> None:
    tags = [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_figure_has_words_and_lies_on_its_page(pdf: pikepdf.Pdf) -> None:
    for figure in (e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure"):
        assert len(str(figure.Alt)) > 20
        left, bottom, right, top = (float(value) for value in figure.A.BBox)
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842


def test_the_body_is_never_smaller_than_12_points(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        running = False
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "BDC":
                running = str(step.operands[0]) == "/Artifact"
            if str(step.operator) == "Tf":
                assert round(float(step.operands[1]) * 0.75, 2) >= (10 if running else 12)


def test_the_page_fetches_nothing_leads_somewhere_and_asks_not_to_be_found(
    photographed: DocumentView,
) -> None:
    page = render_html(photographed)
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|https?:|mailto:|tel:|data:image/jpeg)', page)
    assert '<meta name="robots" content="noindex, nofollow">' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_what_a_file_says_is_text_and_nothing_else(tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script>'
    pieces = [{"kind": "photograph", "title": hostile, "file": "bay.jpg", "where": hostile}]
    written(tmp_path / "bay.jpg", saved(drawn()))
    answer = rated("met", evidence=pieces, note=hostile, location=hostile)
    audit = Audit.model_validate(
        {
            "schema": "send-audit/audit@1",
            "school": {"name": hostile, "nation": "england"},
            "responses": {"PE-0101": answer},
        }
    )
    own = written(tmp_path / "audit.yaml", b"")
    shown = builders.assess(audit, checklist(item_tree()), file=str(own))
    page = render_html(working(shown))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4
    assert render_pdf(working(shown)).startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    one = assessed(folder / "little.yaml")
    for format_ in ("pdf", "html"):
        first, second = (render_document(one, "working", format_) for _ in range(2))
        assert first == second


def test_both_formats_say_the_same_words(photographed: DocumentView) -> None:
    pages = [render_html(photographed), render_print_html(photographed, FONT_BASE)]
    bodies = [words(page).partition("Sources")[2] for page in pages]
    assert bodies[0] == bodies[1]


# ---- Experts' checkers


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> list[Path]:
    """PDFs of the working edition: with photographs, half answered, an authority's, and the small one."""
    out = tmp_path_factory.mktemp("working")
    audits = [SALTMARSH, RETURNS / "estuary-academy.yaml", EXAMPLES[-1], folder / "little.yaml"]
    for audit in audits:
        data = render_view(make_view(assessed(audit), "working"), "pdf")
        written(out / f"{audit.stem}.pdf", data)
    return sorted(out.iterdir())


@pytest.mark.slow
def test_verapdf_passes_the_working_edition(checked: list[Path]) -> None:
    with skipped_without(verapdf.ToolMissing):
        results = verapdf.validate(checked)
    assert len(results) == 4
    assert [str(result) for result in results if not result.passed] == []


@pytest.mark.slow
def test_the_two_other_checkers_find_no_error_in_the_working_edition(checked: list[Path]) -> None:
    for path in checked:
        remarks = pdf_checkers.errors(pdf_checkers.ask_both(path))
        assert [f"{path.name}: {remark}" for remark in remarks] == []
