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
from tests.made_borough import make_borough
from tests.small_models import item_tree, rated

_ONE = """
from hashlib import sha256
from send_audit.render.plan_view import plan_view
from send_audit.render.to_pdf import render_pdf
from tests.builders import full_school
print(sha256(render_pdf(plan_view(full_school()))).hexdigest())
"""


def _page(css: str) -> str:
    start = f'<!DOCTYPE html><html lang="en"><head><title>T</title><style>{css}</style></head>'
    return f"{start}<body><p>x</p></body></html>"


def _ours(css: str) -> str:
    return _page(f"{linked_font_faces(FONT_BASE)}\n{css}")


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_a_document_has_the_same_bytes_first_and_after_many_others() -> None:
    items = [item_tree(f"PE-01{n:02}", barrier=f"Barrier {n} ‘é’ ŵ") for n in range(1, 20)]
    other = school({item["id"]: rated("not-met") for item in items}, items=items)
    for _ in range(3):
        render_pdf(plan_view(other))
        render_document(other, "working", "pdf")
    here = hashlib.sha256(render_pdf(plan_view(full_school()))).hexdigest()
    assert here == _run("-c", _ONE).stdout.strip()


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


def test_a_process_takes_its_copies_of_the_fonts_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert _run("-c", _ONE).stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_ended_leaves_none_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_borough(tmp_path / "made", 3)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    out = tmp_path / "out"
    report = ("-m", "send_audit", "borough", "report", str(tmp_path / "made"), "--out", str(out))
    _run(*report, "--as-of", "2026-11-23", "--jobs", "2", "--plain")
    assert len(list(out.rglob("*.plan.pdf"))) == 3
    assert list(temporary.iterdir()) == []
