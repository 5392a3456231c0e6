"""The Word edition: what the page says, in its order, in real headings, lists, tables and links."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.plan_view import plan_view
from send_audit.render.reading import Grid, Heading, Page, Paragraph, Picture, Points, Run
from send_audit.render.reading import read_page as read_pieces
from send_audit.render.to_docx import page_to_docx, render_docx
from send_audit.render.to_html import render_print_html
from send_audit.render.views import DocumentView
from tests.program import SALTMARSH
from tests.reading_order import read_page
from tests.tools import soffice
from tests.tools.missing import skipped_without
from tests.working import EXAMPLES, assessed, make_school, working

EMPTY = Page(
    language="en-GB",
    title="T",
    author="A",
    description="D",
    created="2026-11-23",
    running_head="R",
    pieces=(),
)


@cache
def plan_of(path: Path) -> DocumentView:
    return plan_view(assessed(path))


def opened(data: bytes) -> Opened:
    return Document(io.BytesIO(data))


def of(*pieces: Any, **page: Any) -> Opened:  # noqa: ANN401 - pieces of every kind
    return opened(page_to_docx(replace(EMPTY, pieces=pieces, **page), {}))


def words(text: str, **run: Any) -> Paragraph:  # noqa: ANN401 - fields of a run
    return Paragraph(runs=(Run(text=text, **run),))


def style_of(paragraph: Any) -> str:  # noqa: ANN401 - XML
    return str(paragraph.pPr.pStyle.val)


def said(element: Any) -> str:  # noqa: ANN401 - XML
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def lines(document: Opened) -> Iterator[str]:
    """The document as `tests.reading_order` gives the page: a line for each thing that is read."""
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                yield " | ".join(said(cell) for cell in row.iter(qn("w:tc")))
        elif element.tag == qn("w:p") and (text := said(element)):
            style = style_of(element)
            level = int(style[-1]) if style.startswith("Heading") else 0
            is_point = "List" in style or style == "TOC1"
            yield "#" * level + " " * bool(level) + "- " * is_point + text


def page_lines(view: DocumentView) -> list[str]:
    page = read_page(render_print_html(view, FONT_BASE)).splitlines()
    return [line.removeprefix("Chart: ") for line in page]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_says_what_the_page_says_in_the_same_order(path: Path) -> None:
    view = plan_of(path)
    document = opened(render_docx(view))
    assert list(lines(document)) == page_lines(view)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_headings_tables_and_points_are_as_many_and_of_the_same_level(path: Path) -> None:
    for view in (plan_of(path), working(assessed(path))):
        check_outline(view)


def check_outline(view: DocumentView) -> None:
    pieces = read_pieces(render_print_html(view, FONT_BASE)).pieces
    document = opened(render_docx(view))
    names = [(p.style.name or "", p.text) for p in document.paragraphs if p.style is not None]
    assert [(n, text) for n, text in names if n.startswith("Heading ")] == [
        (f"Heading {piece.level}", piece.text) for piece in pieces if isinstance(piece, Heading)
    ]
    assert len(document.tables) == sum(isinstance(piece, Grid) for piece in pieces)
    listed = [n for n, _ in names if "List" in n or n == "toc 1"]
    assert len(listed) == sum(len(p.points) for p in pieces if isinstance(p, Points))


def test_the_working_edition_says_what_its_page_says() -> None:
    view = working(assessed(SALTMARSH))
    said_in_order = list(lines(opened(render_docx(view))))
    # The reader of pages that judges here knows four levels of headings; the fifth is judged above.
    assert [one for one in said_in_order if not one.startswith("##### ")] == page_lines(view)


def test_every_style_that_is_used_is_there() -> None:
    for view in (plan_of(SALTMARSH), working(assessed(SALTMARSH))):
        data = render_docx(view)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            known = {s.get(qn("w:styleId")) for s in parse_xml(parts.read("word/styles.xml"))}
            body = parse_xml(parts.read("word/document.xml"))
        kinds = ("w:pStyle", "w:rStyle", "w:tblStyle")
        used = {one.get(qn("w:val")) for kind in kinds for one in body.iter(qn(kind))}
        assert {"Normal", "Heading1", "Figures", "Rating"} <= used <= known


def test_looks_are_styles_and_never_the_paragraphs_own() -> None:
    body = opened(render_docx(plan_of(SALTMARSH))).element.body
    own = {child.tag for look in body.iter(qn("w:pPr")) for child in look}
    assert own == {qn("w:pStyle"), qn("w:pageBreakBefore")}
    assert {child.tag for look in body.iter(qn("w:rPr")) for child in look} == {qn("w:rStyle")}


def test_a_tables_head_is_marked_and_repeated_and_no_row_breaks() -> None:
    grid = Grid(caption="Which", heads=("A", "B"), rows=(("one", "1"), ("two",)))
    document = of(grid, grid, Grid(caption=None, heads=(), rows=(("x", "y"),)))
    for table, has_head in zip(document.tables, (True, True, False), strict=True):
        look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - XML
        assert look.get(qn("w:firstRow")) == str(int(has_head))
        assert look.get(qn("w:firstColumn")) == "1"
        rows = list(table._tbl.iter(qn("w:trPr")))  # noqa: SLF001 - as above
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [
            has_head,
            *(False for _ in rows[1:]),
        ]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["two", ""]
    kinds = [
        "table" if one.tag == qn("w:tbl") else style_of(one)
        for one in document.element.body
        if one.tag != qn("w:sectPr")
    ]
    one = ["Caption", "table"]
    assert kinds == [*one, *one, "TableGap", "table", "TableGap"]


@pytest.mark.parametrize("large", [False, True])
def test_a_tables_columns_fill_the_page_and_hold_their_longest_word(large: bool) -> None:
    heads = ("Checklist", "Met", "Partly met", "Not met", "Not applicable", "Open")
    grid = Grid(
        caption=None,
        heads=heads,
        rows=(("Schedule 10 duties and the papers beside them", *"12345"),),
    )
    document = opened(page_to_docx(replace(EMPTY, pieces=(grid,)), {}, Manner(large=large)))
    (table,) = document.tables
    widths = [column.width.twips for column in table.columns if column.width is not None]
    assert 9000 < sum(widths) <= 9070
    letter = (18 if large else 12) * 10
    for name, width in zip(heads, widths, strict=True):
        assert width >= max(map(len, name.split())) * letter
    assert max(widths) == widths[0]


def test_photographs_have_their_words_and_are_the_same_bytes(tmp_path: Path) -> None:
    view = working(assessed(make_school(tmp_path)))
    data = render_docx(view)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        media = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    assert media == list(view.pictures.values())
    page = read_pieces(render_print_html(view, FONT_BASE))
    alts = [piece.alt for piece in page.pieces if isinstance(piece, Picture) and piece.address]
    body = opened(data).element.body
    assert [one.get("descr") for one in body.iter(qn("wp:docPr"))] == alts
    assert all(alts)


def test_a_photograph_that_is_not_there_is_its_words() -> None:
    document = of(Picture(alt="Kerb at the gate", address="picture:gone"))
    assert [p.text for p in document.paragraphs] == ["Kerb at the gate"]
    assert not list(document.element.body.iter(qn("w:drawing")))


def test_links_lead_out_or_to_a_heading_and_nowhere_else() -> None:
    document = of(
        Heading(level=1, text="Here", anchor="here-it-is"),
        words("in", href="#here-it-is"),
        words("lost", href="#nowhere"),
        words("web", href="https://example.org/?a=1&b=2"),
        words("mail", href="mailto:office@example.org"),
        words("call", href="tel:01632960114"),
        words("bad", href="javascript:alert(1)"),
        words("file", href="file:///etc/passwd"),
    )
    (start,) = document.element.body.iter(qn("w:bookmarkStart"))
    (inner,) = (link for link in document.element.body.iter(qn("w:hyperlink")) if link.anchor)
    assert inner.anchor == start.get(qn("w:name"))
    found = {p.text: [link.address for link in p.hyperlinks] for p in document.paragraphs}
    assert found == {
        "Here": [],
        "in": [""],
        "lost": [],
        "web": ["https://example.org/?a=1&b=2"],
        "mail": ["mailto:office@example.org"],
        "call": ["tel:01632960114"],
        "bad": [],
        "file": [],
    }


def test_every_entry_of_the_contents_leads_to_a_heading() -> None:
    body = opened(render_docx(plan_of(SALTMARSH))).element.body
    marks = {
        start.get(qn("w:name")): said(start.getparent())
        for start in body.iter(qn("w:bookmarkStart"))
    }
    entries = [p for p in body.iter(qn("w:p")) if style_of(p) == "TOC1"]
    assert len(entries) > 5
    for entry in entries:
        (link,) = entry.iter(qn("w:hyperlink"))
        assert marks[link.get(qn("w:anchor"))] == said(entry)


def test_each_numbered_list_starts_from_one() -> None:
    points = Points(points=((Run(text="one"),), (Run(text="two"),)), ordered=True)
    document = of(points, words("between"), points)
    numbers = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:numId"))]
    assert numbers == ["2", "2", "3", "3"]
    lists = {n.numId: n for n in document.part.numbering_part.element.iter(qn("w:num"))}
    for number in (2, 3):
        (start,) = lists[number].iter(qn("w:startOverride"))
        assert start.get(qn("w:val")) == "1"


def test_a_card_keeps_together_and_lets_the_next_one_go() -> None:
    card = {"within": ("strand", "card")}
    head = Heading(level=4, text="h", anchor=None, **card)
    document = of(
        head,
        Paragraph(runs=(Run(text="a"),), **card),
        Paragraph(runs=(Run(text="b"),), classes=("facts",), **card),
        head,
        Paragraph(runs=(Run(text="c"),), classes=("facts",), **card),
        Paragraph(runs=(Run(text="d"),), classes=("news",), **card),
        words("after"),
    )
    names = [p.style.style_id for p in document.paragraphs if p.style is not None]
    assert names == [
        *("Heading4", "Card", "CardFactsLast"),
        *("Heading4", "CardFacts", "CardFactsLast", "Normal"),
    ]
    looks = {style.style_id: style.element for style in document.styles}

    def keeps(name: str) -> bool:
        return bool(looks[name].pPr.keepNext is not None and looks[name].pPr.keepNext.val)

    assert (keeps("Card"), keeps("CardLast"), keeps("Heading4")) == (True, False, True)


def test_it_says_what_it_is_and_nothing_of_the_machine() -> None:
    view = plan_of(SALTMARSH)
    data = render_docx(view)
    document = opened(data)
    about = document.core_properties
    assert about.title == view.document_title
    assert about.author == view.cover.subject
    assert about.subject == view.description
    assert about.language == "en-GB"
    assert (about.comments, about.last_modified_by, about.revision) == ("", "", 1)
    day = datetime.fromisoformat(view.day).replace(tzinfo=UTC)
    assert about.created == about.modified == day
    (lang,) = document.styles.element.iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == "en-GB"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(parts.read(name) for name in parts.namelist())
    for trace in (b"python-docx", b"Macintosh", b"Cambria", b"Theme=", b"en-US"):
        assert trace not in everything


def test_the_footer_counts_pages_and_a_cover_has_none() -> None:
    section = opened(render_docx(plan_of(SALTMARSH))).sections[0]
    footer = section.footer.part.element
    assert said(footer) == f"{plan_of(SALTMARSH).running_head} · Page 1 of 1"
    assert [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))] == [
        " PAGE ",
        " NUMPAGES ",
    ]
    assert section.different_first_page_header_footer
    assert not of(words("no cover")).sections[0].different_first_page_header_footer


def test_large_print_is_18_points_and_its_headings_grow_with_it() -> None:
    def sizes(manner: Manner) -> list[float]:
        styles = opened(render_docx(plan_of(SALTMARSH), manner)).styles
        (base,) = styles.element.xpath("w:docDefaults//w:sz")
        found = [
            float(style.font.size.pt)
            for style in styles
            if getattr(style, "font", None) and style.font.size
        ]
        return [base.val.pt, *found]

    usual, large = sizes(AS_USUAL), sizes(Manner(large=True))
    assert (usual[0], large[0]) == (12, 18)
    assert large == [1.5 * size for size in usual]
    assert min(usual) == 10


def test_the_same_view_gives_the_same_bytes() -> None:
    assert render_docx(plan_of(SALTMARSH)) == render_docx(plan_of(SALTMARSH))


def test_characters_that_no_document_can_hold_are_left_out() -> None:
    view = plan_of(SALTMARSH)
    hostile = "\x00\x01\x0b\x1f\ud800\udfff\ufffe\uffffMarsh <b>&amp; “School” 🦉"
    changed = replace(
        view,
        document_title=hostile,
        description=hostile * 20,
        running_head=hostile,
        cover=replace(view.cover, subject=hostile, promise=hostile),
    )
    document = opened(render_docx(changed))
    clean = "Marsh <b>&amp; “School” 🦉"
    assert next(p.text for p in document.paragraphs) == clean
    assert document.core_properties.title == clean
    assert said(document.sections[0].footer.part.element).startswith(f"{clean} · Page")


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_libreoffice_opens_it(path: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    made = {"plan": plan_of(path)}
    if path == SALTMARSH:
        made["working"] = working(assessed(path))
    for name, view in made.items():
        source = tmp_path / f"{name}.docx"
        source.write_bytes(render_docx(view))
        pdf = to_pdf(source, tmp_path / "made")
        pages = PdfReader(pdf).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert view.cover.title in text
        assert f"Page {len(pages)} of {len(pages)}" in text


def to_pdf(source: Path, folder: Path) -> Path:
    """The document as LibreOffice Writer prints it; any word of complaint fails the test."""
    with skipped_without(soffice.ToolMissingError):
        soffice.need_writer()
        made, complaints = soffice.convert(source, "pdf", folder)
    assert complaints == []
    assert made.exists()
    return made
