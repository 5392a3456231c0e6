"""Every document of the example borough, as a PDF: passed by three checkers, tagged as its page is built."""

import io
import re
import subprocess
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from send_audit.render.documents import EDITIONS, make_view
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.plan_view import plan_view
from send_audit.render.reading import Grid, Heading, Paragraph, Picture, Points, read_page
from send_audit.render.to_html import render_print_html
from send_audit.render.to_pdf import render_pdf
from send_audit.render.views import DocumentView
from tests.builders import full_school
from tests.every_document import EVERY_DOCUMENT, School, Which, view_of
from tests.test_pdf import elements, kinds
from tests.tools import pdf_checkers, verapdf
from tests.tools.missing import skipped_without

_TEXT = re.compile(r'^ *"(.*)"$')
_PAGE_NUMBER = "[0-9]+"
_ELEMENT = re.compile(r"^( *)(\w+)")


def test_the_tags_of_a_small_plan_are_those_of_its_page(tmp_path: Path) -> None:
    assert_tagged_as_the_page(plan_view(full_school()), AS_USUAL, tmp_path)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_tags_of_each_edition_of_a_small_school(edition: str, tmp_path: Path) -> None:
    view = make_view(full_school(), next(known for known in EDITIONS if known == edition))
    assert_tagged_as_the_page(view, AS_USUAL, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("which", EVERY_DOCUMENT, ids=str)
def test_the_tags_are_those_of_the_page_and_two_checkers_find_no_error(
    which: Which, tmp_path: Path
) -> None:
    file = assert_tagged_as_the_page(view_of(which, AS_USUAL), AS_USUAL, tmp_path)
    remarks = pdf_checkers.ask_both(file)
    assert [str(remark) for remark in pdf_checkers.errors(remarks)] == []


@pytest.mark.slow
def test_verapdf_passes_every_document(tmp_path: Path) -> None:
    """Large print has a test of its own; easy read is a layout of the summary, in both sizes."""
    for which in EVERY_DOCUMENT:
        (tmp_path / f"{which}.pdf").write_bytes(render_pdf(view_of(which, AS_USUAL)))
    for which in (one for one in EVERY_DOCUMENT if isinstance(one, School)):
        if which.edition == "summary":
            for large in (False, True):
                easy = Manner(easy=True, large=large)
                data = render_pdf(view_of(which, easy), easy)
                (tmp_path / f"{which}.easy.{large}.pdf").write_bytes(data)
    paths = sorted(tmp_path.glob("*.pdf"))
    with skipped_without(verapdf.ToolMissing):
        results = verapdf.validate(paths)
    assert len(results) == len(paths) > len(EVERY_DOCUMENT)
    assert [str(result) for result in results if not result.passed] == []


def assert_tagged_as_the_page(view: DocumentView, manner: Manner, folder: Path) -> Path:
    """Headings, lists, tables and figures as in the page, and its words in its order."""
    pieces = read_page(render_print_html(view, FONT_BASE, manner)).pieces
    file = folder / "document.pdf"
    file.write_bytes(render_pdf(view, manner))
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        tags = [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]
        found = kinds(pdf)
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert levels == [piece.level for piece in pieces if isinstance(piece, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    wanted = Counter(type(piece) for piece in pieces)
    assert (found["/Table"], found["/L"]) == (wanted[Grid], wanted[Points])
    assert found["/Figure"] == wanted[Picture]
    grids = [piece for piece in pieces if isinstance(piece, Grid)]
    assert found["/TH"] == sum(len(grid.heads) + len(grid.rows) for grid in grids)
    assert found["/TD"] == sum(len(row) - 1 for grid in grids for row in grid.rows)
    found_letters, said = in_order(file), "".join(map(_said, pieces))
    assert re.fullmatch(said, found_letters), first_difference(said, found_letters)
    return file


def first_difference(said: str, found: str) -> str:
    """Where the page and the PDF part, for whoever reads a failure."""
    plain = said.replace(_PAGE_NUMBER, "")
    pairs = enumerate(zip(plain, found, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), 0)
    return f"page: …{plain[max(at - 40, 0) : at + 40]} PDF: …{found[max(at - 40, 0) : at + 40]}"


def in_order(file: Path) -> str:
    """The letters of a PDF in the order of its tags, without the words inside drawings and marks of lists."""
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True
    )
    inside: list[tuple[int, str]] = []
    letters = []
    for line in done.stdout.splitlines():
        if (text := _TEXT.match(line)) is not None:
            if not any(kind in ("Figure", "Lbl") for _, kind in inside):
                letters.append(_letters(text[1]))
        elif (element := _ELEMENT.match(line)) is not None:
            depth = len(element[1])
            inside = [one for one in inside if one[0] < depth]
            inside.append((depth, element[2]))
    return "".join(letters)


def _said(piece: object) -> str:
    """The letters of a piece, as a pattern: in a list of contents a page's number follows each entry."""
    match piece:
        case Points() if "contents" in piece.within:
            entries = ("".join(run.text for run in point) for point in piece.points)
            return "".join(_letters(entry) + _PAGE_NUMBER for entry in entries)
        case Heading():
            return _letters(piece.text)
        case Paragraph():
            return _letters("".join(run.text for run in piece.runs))
        case Points():
            return _letters("".join(run.text for point in piece.points for run in point))
        case Grid():
            return _letters(
                "".join(
                    [piece.caption or "", *piece.heads, *(c for row in piece.rows for c in row)]
                )
            )
    return ""


def _letters(text: str) -> str:
    """Letters and digits alone: spaces end at lines, and poppler writes some signs in another way."""
    return "".join(one for one in text if one.isalnum())
