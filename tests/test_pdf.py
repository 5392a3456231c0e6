"""The paged edition: its structure, its metadata, what it may fetch, and that nothing private is in it."""

import gc
import io
import logging
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from send_audit.problems import SendAuditError
from send_audit.render import to_pdf
from send_audit.render.not_made import RenderWarningError
from send_audit.render.pdf_fetcher import FONT_BASE, make_fetcher
from send_audit.render.plan_view import plan_view
from send_audit.render.to_html import render_html, render_print_html
from send_audit.render.to_pdf import html_to_pdf, render_pdf
from tests import builders
from tests.builders import action, full_school, school
from tests.small_models import Tree, item_tree, rated

SMALLEST_BODY = 12
SMALLEST_RUNNING = 10
PAGE = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{}</body></html>'


@pytest.fixture(scope="module")
def html() -> str:
    return render_print_html(plan_view(full_school()), FONT_BASE)


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_pdf(plan_view(full_school()))


@pytest.fixture
def pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def elements(root: pikepdf.Object) -> Iterator[Any]:
    kids: Any = root.K
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kinds(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S) for element in elements(pdf.Root.StructTreeRoot))


# Structure


def test_tables_and_lists_are_as_many_as_in_the_html(pdf: pikepdf.Pdf, html: str) -> None:
    found = kinds(pdf)
    assert found["/Table"] == html.count("<table") > 0
    assert found["/L"] == html.count("<ul") > 0
    assert found["/LI"] == len(re.findall(r"<li[ >]", html)) > 0


def test_what_a_page_break_cuts_is_one_element_again() -> None:
    items = [item_tree(f"PE-01{n:02}", barrier=f"Barrier {n} " * 12) for n in range(1, 61)]
    responses: dict[str, Tree] = {item["id"]: rated("not-met") for item in items}
    acts = [
        action(
            f"A-{n:02}", action=f"Do {n}.", progress=[{"on": "2026-11-01", "what": "word " * 90}]
        )
        for n in range(1, 31)
    ]
    view = plan_view(school(responses, *acts, items=items))
    page = render_print_html(view, FONT_BASE)
    with pikepdf.open(io.BytesIO(render_pdf(view))) as pdf:
        found = kinds(pdf)
        assert len(pdf.pages) > 10
    assert found["/Part"] == 1
    assert found["/Sect"] == page.count("<section")
    assert found["/L"] == page.count("<ul")
    assert found["/Table"] == page.count("<table")


def test_every_header_cell_says_what_it_heads(pdf: pikepdf.Pdf) -> None:
    scopes = [e.A.get("/Scope") for e in elements(pdf.Root.StructTreeRoot) if e.S == "/TH"]
    assert Counter(map(str, scopes)) == {"/Column": 5, "/Row": 3}


def test_headings_start_with_the_only_h1_and_skip_no_level(pdf: pikepdf.Pdf) -> None:
    tags = [str(e.S) for e in elements(pdf.Root.StructTreeRoot)]
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_structure_element_is_empty_and_list_items_have_bodies(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf.Root.StructTreeRoot):
        assert len(element.K) > 0 or element.S in ("/TD", "/TH"), element.S
        if element.S == "/LI":
            assert {str(kid.S) for kid in element.K} <= {"/Lbl", "/LBody"}


def test_the_chart_has_alternative_text_and_lies_on_its_page(pdf: pikepdf.Pdf) -> None:
    (figure,) = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure"]
    assert str(figure.Alt).startswith("Bar chart of the scores by strand")
    left, bottom, right, top = (float(value) for value in figure.A.BBox)
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


def test_running_heads_are_artifacts(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages[1:]:
        steps = pikepdf.parse_content_stream(page)
        marks = [step.operands for step in steps if str(step.operator) == "BDC"]
        paged = [mark for mark in marks if mark[1].get("/Type") == "/Pagination"]
        assert len(paged) == 2  # the running head, and the page number


def test_title_language_bookmarks_and_dates(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Accessibility plan 2026 to 2029: Little School"
    assert reader.metadata.author == "Little School"
    assert str(reader.metadata.get("/CreationDate")).startswith("D:20261123")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    outline = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert outline == ["Accessibility plan 2026 to 2029"]
    sections = [entry.title for entry in reader.outline[1] if not isinstance(entry, list)]
    assert sections[:3] == ["Contents", "About this plan", "Who we asked"]


def test_the_body_is_never_smaller_than_12_points(pdf: pikepdf.Pdf) -> None:
    """The scale is 0.75 point a unit, set once at the head of each page."""
    for page in pdf.pages:
        running = False
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "BDC":
                running = str(step.operands[0]) == "/Artifact"
            if str(step.operator) == "Tf":
                points = float(step.operands[1]) * 0.75
                assert round(points, 2) >= (SMALLEST_RUNNING if running else SMALLEST_BODY)


def test_only_the_bundled_font_is_used(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(font.BaseFont).partition("+")[2] or str(font.BaseFont)
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
    assert names == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}


# Sameness


def test_two_runs_give_the_same_bytes(data: bytes) -> None:
    assert render_pdf(plan_view(full_school())) == data


def test_source_date_epoch_sets_the_documents_date(monkeypatch: pytest.MonkeyPatch) -> None:
    view = plan_view(school())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert '<meta name="dcterms.created" content="1970-01-01">' in render_html(view)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(SendAuditError, match="SOURCE_DATE_EPOCH"):
        render_html(view)


# Privacy


def test_nothing_private_is_in_the_pdf_or_the_html(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    text = "\n".join(page.extract_text() for page in reader.pages)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = str(pdf.docinfo) + pdf.Root.Metadata.read_bytes().decode("utf-8")
        tree = " ".join(str(e.get("/Alt", "")) for e in elements(pdf.Root.StructTreeRoot))
    screen = render_html(plan_view(full_school()))
    assert "Front car park, bay 1" in text  # the texts can be searched at all
    for printed in (text, metadata, tree, screen):
        assert [canary for canary in builders.PRIVATE if canary in printed] == []
        assert str(Path.cwd()) not in printed


# What may be fetched


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/logo.png",
        "http://127.0.0.1/",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "data:image/svg+xml,%3Csvg/%3E",
        "bundled:fonts/../../secret.ttf",
        "bundled:secret",
    ],
)
def test_the_fetcher_refuses_what_is_not_bundled(url: str) -> None:
    with pytest.raises(ValueError, match=re.escape(url)):
        make_fetcher().fetch(url)


def test_the_fetcher_serves_the_fonts() -> None:
    served = make_fetcher().fetch("bundled:fonts/AtkinsonHyperlegible-Regular.ttf")
    assert len(served.read()) > 50_000


def test_the_fetcher_serves_the_audits_own_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    own = tmp_path / "audit"
    own.mkdir()
    (own / "logo.svg").write_bytes(b"inside")
    (tmp_path / "secret.txt").write_bytes(b"outside")
    (own / "way-out").symlink_to(tmp_path / "secret.txt")
    fetcher = make_fetcher(own)
    assert fetcher.fetch((own / "logo.svg").as_uri()).read() == b"inside"
    for url in ((own / "way-out").as_uri(), f"{own.as_uri()}/../secret.txt", own.as_uri()):
        with pytest.raises(ValueError, match="may not fetch"):
            fetcher.fetch(url)


def test_a_picture_from_outside_fails_the_build() -> None:
    with pytest.raises(RenderWarningError, match=r"example\.org"):
        html_to_pdf(PAGE.format('<img src="https://example.org/x.png" alt="x">'))


# Warnings and the collector


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<p style="colour: red">x</p>', "colour"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg><img src="x" alt="">', "x"),
    ],
)
def test_a_logged_warning_fails_the_build(body: str, named: str) -> None:
    with pytest.raises(RenderWarningError, match=named):
        html_to_pdf(PAGE.format(body))


def test_a_page_without_warnings_is_rendered_and_the_log_is_left_as_it_was() -> None:
    handlers = list(logging.getLogger("weasyprint").handlers)
    assert html_to_pdf(PAGE.format("<h1>x</h1><p>x</p>")).startswith(b"%PDF-1.7")
    assert logging.getLogger("weasyprint").handlers == handlers


def test_the_garbage_collector_rests_while_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def look(*_: object) -> None:
        seen.append(gc.isenabled())

    monkeypatch.setattr(to_pdf, "finish_tags", look)
    html_to_pdf(PAGE.format("<h1>x</h1>"))
    assert seen == [False]


def test_the_garbage_collector_comes_back_even_after_a_failure() -> None:
    assert gc.isenabled()
    with pytest.raises(RenderWarningError):
        html_to_pdf(PAGE.format('<p style="colour: red">x</p>'))
    assert gc.isenabled()
    gc.disable()
    try:
        html_to_pdf(PAGE.format("<h1>x</h1>"))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_importing_the_renderers_costs_little() -> None:
    code = (
        "import sys, send_audit.render.documents;"
        "print({'weasyprint', 'jinja2', 'pikepdf', 'fontTools'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


# The screen edition


def test_the_page_is_self_contained_and_escapes_what_the_file_says() -> None:
    hostile = "<script>alert(1)</script>"
    page = render_html(plan_view(school({}, school={"name": hostile})))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'(?:src|href)="(?!#|https?:|mailto:|tel:)', page)
    assert not re.search(r'url\("(?!data:font)', page)


def test_the_page_has_landmarks_a_skip_link_and_one_h1() -> None:
    page = render_html(plan_view(full_school()))
    for tag in ("<header", "<nav", "<main", "<h1"):
        assert page.count(tag) == 1, tag
    target = re.search(r'class="skip" href="#([^"]+)"', page)
    assert target is not None
    assert f'id="{target[1]}"' in page


def test_every_contents_entry_leads_somewhere() -> None:
    page = render_html(plan_view(full_school()))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_both_editions_say_the_same_words() -> None:
    view = plan_view(full_school())
    pages = [render_html(view), render_print_html(view, FONT_BASE)]
    bodies = [re.sub(r"<[^>]+>", " ", page.partition("<main ")[2]).split() for page in pages]
    assert [word for word in bodies[1] if not word.startswith("(http")] == bodies[0]
