"""A document's page to a Word document: real headings, lists, tables and links, in styles (ADR 16)."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from send_audit.render.docx_parts import paragraph, table, text
from send_audit.render.docx_styles import BULLETS, NAMESPACE, list_kinds, style_sheet, text_points
from send_audit.render.fixed_zip import FixedZip
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.page_of import page_of
from send_audit.render.reading import (
    Grid,
    Heading,
    Page,
    Paragraph,
    Picture,
    Piece,
    Points,
    Run,
    Runs,
)
from send_audit.render.to_html import PICTURE_BASE
from send_audit.render.views import DocumentView

if TYPE_CHECKING:
    from docx.document import Document

_OUTWARD = ("http:", "https:", "mailto:", "tel:")
_NORMAL = '<w:p><w:pPr><w:pStyle w:val="Normal"/>'
_GREY = {"grey", "facts", "news"}
_COVER = {
    "cover-subject": "CoverSubject",
    "cover-promise": "CoverPromise",
    "cover-notice": "CoverNotice",
}

_EMU_ACROSS, _EMU_DOWN = 5_400_000, 3_600_000
"""The most that a photograph takes: 15 by 10 cm."""
_LONGEST_PROPERTY = 255

_SPACES = (
    f'xmlns:w="{NAMESPACE}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def render_docx(view: DocumentView, manner: Manner = AS_USUAL) -> bytes:
    """The document as a Word file; the same view gives the same bytes.

    Raises under the rules of `page_of`.
    """
    return page_to_docx(page_of(view, manner), view.pictures, manner)


def page_to_docx(page: Page, pictures: Mapping[str, bytes], manner: Manner = AS_USUAL) -> bytes:
    """A page as a Word file. A photograph that is not in `pictures` gives its words instead."""
    from docx import Document
    from docx.oxml import parse_xml

    accent = _six_digits(manner.colours.accent)
    document = Document(io.BytesIO(_empty(escape(page.language), accent, large=manner.large)))
    body = _Body(document, page, pictures, manner)
    pieces = "".join(body.write())
    root = document.element.body
    root[:0] = list(parse_xml(f"<w:body {_SPACES}>{pieces}</w:body>"))
    numbering = document.part.numbering_part.element
    numbering[:] = list(parse_xml(list_kinds(body.ordered)))
    section = document.sections[0]
    section.different_first_page_header_footer = any(_is_cover(piece) for piece in page.pieces)
    section.footer.part.element[:] = [parse_xml(_footer(page.running_head))]
    _describe(document, page)
    return _packed(document)


def _six_digits(colour: str) -> str:
    """A colour as Word has it: “#b05” is “BB0055”."""
    digits = colour.removeprefix("#").upper()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


@lru_cache(maxsize=4)
def _empty(language: str, accent: str, *, large: bool) -> bytes:
    """A document of no words: python-docx's own, without its fonts, its styles and its maker's traces."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.shared import Cm

    document = Document()
    document.styles.element[:] = list(parse_xml(style_sheet(language, accent, large=large)))
    document.settings.element[:] = list(parse_xml(_settings(language)))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.footer.is_linked_to_previous = False
    part = document.part
    for rels in (part.rels, part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NEEDLESS)]:
            del rels[key]
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


_NEEDLESS = (
    *("/stylesWithEffects", "/fontTable", "/webSettings", "/theme", "/customXml"),
    *("/thumbnail", "/extended-properties"),
)


def _settings(language: str) -> str:
    compatible = (
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings {_SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{"".join(compatible)}</w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _is_cover(piece: Piece) -> bool:
    return isinstance(piece, Heading | Paragraph | Points) and "cover" in piece.within


def _is_front(piece: Piece) -> bool:
    """Whether a piece belongs to the first page: the cover, and the contents list that follows it."""
    return isinstance(piece, Heading | Paragraph | Points) and not {"cover", "contents"}.isdisjoint(
        piece.within
    )


def _is_inside_card(piece: Piece | None) -> bool:
    """Whether a piece goes on with a card. A heading begins the next one."""
    return isinstance(piece, Paragraph | Points) and "card" in piece.within


class _Body:
    """The pieces of one page as XML, in order; it counts what a document must number."""

    def __init__(
        self, document: "Document", page: Page, pictures: Mapping[str, bytes], manner: Manner
    ) -> None:
        self.ordered = 0
        self._points_high = text_points(large=manner.large)
        self._part = document.part
        self._pieces = page.pieces
        self._pictures = pictures
        self._drawn = 0
        self._links: dict[str, str] = {}
        anchors = (
            piece.anchor for piece in page.pieces if isinstance(piece, Heading) and piece.anchor
        )
        # Word allows no hyphen in the name of a bookmark.
        self._marks = {anchor: f"part_{n}" for n, anchor in enumerate(dict.fromkeys(anchors), 1)}
        self._unset = dict(self._marks)

    def write(self) -> Iterator[str]:
        """Every piece as one or more paragraphs, or a table."""
        front, before = False, None
        for piece, after in zip(self._pieces, (*self._pieces[1:], None), strict=True):
            is_front = _is_front(piece)
            opening = "<w:pageBreakBefore/>" if front and not is_front else ""
            front = is_front
            if isinstance(before, Grid) and isinstance(piece, Grid) and not piece.caption:
                # Two tables with nothing between them become one in Word.
                yield paragraph("TableGap", "")
            made = self._piece(piece, opening, last=not _is_inside_card(after))
            yield _below_table(made) if isinstance(before, Grid) else made
            before = piece
        if isinstance(before, Grid):
            yield paragraph("TableGap", "")

    def _piece(self, piece: Piece, opening: str, *, last: bool) -> str:
        match piece:
            case Heading():
                return paragraph(f"Heading{piece.level}", self._heading(piece), opening)
            case Paragraph():
                return paragraph(_style_of(piece, last=last), self._runs(piece.runs), opening)
            case Points():
                return self._points(piece, opening, last=last)
            case Grid():
                return table(piece, self._points_high)
            case Picture():
                return self._picture(piece)

    def _heading(self, heading: Heading) -> str:
        mark = self._unset.pop(heading.anchor or "", None)
        words = text(heading.text)
        if mark is None:
            return words
        number = mark.removeprefix("part_")
        return f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{words}<w:bookmarkEnd w:id="{number}"/>'

    def _points(self, points: Points, opening: str, *, last: bool) -> str:
        number = ""
        if points.ordered:
            self.ordered += 1
            number = (
                f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{BULLETS + self.ordered}"/></w:numPr>'
            )
        made = []
        for at, runs in enumerate(points.points, 1):
            style = _list_style(points, last=last and at == len(points.points))
            made.append(paragraph(style, self._runs(runs), (opening if at == 1 else "") + number))
        return "".join(made)

    def _picture(self, picture: Picture) -> str:
        key = (picture.address or "").removeprefix(PICTURE_BASE)
        photograph = self._pictures.get(key) if picture.address is not None else None
        if photograph is None:
            # A chart only draws the figures of the table that follows it: its words say as much here, and no
            # picture has to be made of it that would stay small, and black on white, where the text does not.
            return paragraph("Normal", text(picture.alt)) if picture.alt else ""
        relation, image = self._part.get_or_add_image(io.BytesIO(photograph))
        self._drawn += 1
        scale = min(_EMU_ACROSS / image.px_width, _EMU_DOWN / image.px_height)
        across, down = round(image.px_width * scale), round(image.px_height * scale)
        return paragraph("Photograph", _drawing(relation, self._drawn, picture.alt, across, down))

    def _runs(self, runs: Runs) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        opening = self._link(run.href) if run.href else None
        if opening is not None:
            words = run.text.lstrip()
            gap = text(" ") if words != run.text else ""
            return f"{gap}{opening}{text(words, 'Hyperlink')}</w:hyperlink>"
        return text(run.text, "Rating" if run.mark else "Strong" if run.strong else "")

    def _link(self, href: str) -> str | None:
        """What opens a link, or nothing where it leads nowhere that a document may lead."""
        if href.startswith("#"):
            mark = self._marks.get(href[1:])
            return None if mark is None else f'<w:hyperlink w:anchor="{mark}" w:history="1">'
        if not href.lower().startswith(_OUTWARD):
            return None
        if href not in self._links:
            from docx.opc.constants import RELATIONSHIP_TYPE

            self._links[href] = self._part.relate_to(
                href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return f'<w:hyperlink r:id="{self._links[href]}" w:history="1">'


def _style_of(paragraph: Paragraph, *, last: bool) -> str:
    """The style of a paragraph, by what it is and what it lies in."""
    grey = not _GREY.isdisjoint(paragraph.classes)
    if "cover" in paragraph.within:
        return next((_COVER[name] for name in paragraph.classes if name in _COVER), "CoverFact")
    if "card" in paragraph.within:
        return f"Card{'Facts' if grey else ''}{'Last' if last else ''}"
    if "box" in paragraph.within:
        return "Box"
    if "lead" in paragraph.classes:
        return "Lead"
    return "Facts" if grey else "Normal"


def _below_table(made: str) -> str:
    """A table has no space below it in Word: the paragraph that follows brings its own."""
    return made.replace('"Normal"', '"BelowTable"', 1) if made.startswith(_NORMAL) else made


def _list_style(points: Points, *, last: bool) -> str:
    if "contents" in points.within:
        return "TOC1"
    if "card" in points.within:
        return "CardListLast" if last else "CardList"
    if "box" in points.within:
        return "BoxList"
    return "ListNumber" if points.ordered else "ListBullet"


def _drawing(relation: str, number: int, alt: str, across: int, down: int) -> str:
    size = f'cx="{across}" cy="{down}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Photograph {number}" descr="{escape(alt)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Photograph {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _footer(head: str) -> str:
    """The running head and the page's number, of how many: Word counts when it lays pages out."""
    page, pages = (
        f'<w:fldSimple w:instr=" {name} ">{text("1")}</w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    )
    lead = f"{head} · Page " if head else "Page "
    return (
        f'<w:p {_SPACES}><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{text(lead)}{page}{text(' of ')}{pages}</w:p>"
    )


def _describe(document: "Document", page: Page) -> None:
    """What the file says of itself: nothing of the machine, the hour or the person that made it."""
    about = document.core_properties
    about.title = page.title[:_LONGEST_PROPERTY]
    about.author = page.author[:_LONGEST_PROPERTY]
    about.subject = page.description[:_LONGEST_PROPERTY]
    about.language = page.language
    about.comments = about.last_modified_by = ""
    about.revision = 1
    about.created = about.modified = datetime.fromisoformat(page.created).replace(tzinfo=None)


def _packed(document: "Document") -> bytes:
    """The document as its parts, without the time of packing that python-docx gives them."""
    kept, packed = io.BytesIO(), io.BytesIO()
    document.save(kept)
    with zipfile.ZipFile(kept) as parts, FixedZip(packed) as archive:
        for name in parts.namelist():
            archive.writestr(name, parts.read(name))
    return packed.getvalue()
