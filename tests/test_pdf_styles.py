"""Fonts and styles shared by the documents of a process: no document can tell, and nothing is left behind."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from send_audit.render.documents import render_document
from send_audit.render.fonts import linked_font_faces
from send_audit.render.not_made import RenderWarningError
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.pdf_styles import take_style
from send_audit.render.plan_view import plan_view
from send_audit.render.to_html import render_print_html
from send_audit.render.to_pdf import html_to_pdf, render_pdf
from tests.builders import full_school, school
from tests.small_models import item_tree, rated

_ONE = """
from hashlib import sha256
from send_audit.render.plan_view import plan_view
from send_audit.render.to_pdf import render_pdf
from tests.builders import full_school
print(sha256(render_pdf(plan_view(full_school()))).hexdigest())
"""

_FORKED = """
import multiprocessing, time
from pebble import ProcessPool
from send_audit.render.plan_view import plan_view
from send_audit.render.to_pdf import render_pdf
from tests.builders import full_school

def render(_):
    return len(render_pdf(plan_view(full_school())))

with ProcessPool(max_workers=2, context=multiprocessing.get_context("fork")) as pool:
    made = [pool.schedule(render, args=[n]).result() for n in range(4)]
    pool.stop()
    pool.join()
print(set(made) == {render(0)})
"""


def _page(css: str) -> str:
    start = f'<!DOCTYPE html><html lang="en"><head><title>T</title><style>{css}</style></head>'
    return f"{start}<body><p>x</p></body></html>"


def _ours(css: str) -> str:
    return _page(f"{linked_font_faces(FONT_BASE)}\n{css}")


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_document_has_the_same_bytes_first_and_after_many_others() -> None:
    items = [item_tree(f"PE-01{n:02}", barrier=f"Barrier {n} ‘é’ ŵ") for n in range(1, 20)]
    other = school({item["id"]: rated("not-met") for item in items}, items=items)
    for _ in range(3):
        render_pdf(plan_view(other))
        render_document(other, "working", "pdf")
    here = hashlib.sha256(render_pdf(plan_view(full_school()))).hexdigest()
    assert here == _run(_ONE)


def test_the_same_styles_are_parsed_once_and_others_anew() -> None:
    sheets = [take_style(_ours(f"p {{ color: {c} }}"))[1].sheets for c in ("red", "red", "blue")]
    assert sheets[0] == sheets[1]
    assert sheets[0][0] is sheets[2][0]  # the fonts
    assert sheets[0][1] is not sheets[2][1]


def test_the_page_goes_without_the_styles_that_it_shares() -> None:
    page = render_print_html(plan_view(full_school()), FONT_BASE)
    bare, style = take_style(page)
    assert len(style.sheets) == 2
    assert "<style" not in bare
    assert len(bare) < len(page)


@pytest.mark.parametrize(
    "page",
    [
        _page("p { color: red }"),  # without our fonts
        _ours("@font-face { font-family: F; src: url(bundled:fonts/F.ttf) }"),
        _ours("@import url(bundled:more.css);"),
        _ours("").replace("<body>", "<body><style>p { color: red }</style>"),
        "<p>no styles at all</p>",
    ],
)
def test_a_page_that_is_not_as_ours_keeps_its_styles(page: str) -> None:
    bare, style = take_style(page)
    assert bare == page
    assert style.sheets == []
    assert style.fonts is not take_style(_ours(""))[1].fonts


def test_a_fault_in_shared_styles_fails_every_document_that_has_it() -> None:
    for _ in range(3):
        with pytest.raises(RenderWarningError, match="colour"):
            html_to_pdf(_ours("p { colour: red }"))
    assert html_to_pdf(_ours("p { color: red }")).startswith(b"%PDF-1.7")


def test_no_process_leaves_its_fonts_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert _run(_FORKED) == "True"
    assert list(tmp_path.glob("weasyprint-*")) == []
