"""A finished page read back into headings, paragraphs, lists, tables and pictures, in reading order.

The page is the one place where a document's words and their order are decided. Every format but the page
itself is made of what is read here, so that none can say more, less or other things than the page (ADR 14).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = {"br", "p", "div", "ul", "ol", "li"}
"""Elements within a block whose words stand apart from those around them."""
_BLOCKS = {"p", "ul", "ol", "table", "img", "svg", *_HEADINGS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one kind. `mark` is the kind of a rating's symbol where they are a rating's word."""

    text: str
    strong: bool = False
    href: str | None = None
    mark: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 6, and the name by which a link leads to it."""

    level: int
    text: str
    anchor: str | None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. `classes` are those of the page's element, `within` those of all that it lies in."""

    runs: Runs
    classes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list, each point as its words."""

    points: tuple[Runs, ...]
    ordered: bool = False
    classes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its caption, its head, and rows of which the first cell names the row."""

    caption: str | None
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photograph by its address, or a drawing as SVG, with the words that stand for it."""

    alt: str
    address: str | None = None
    svg: str | None = None


Piece = Heading | Paragraph | Points | Grid | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a page says, in the order in which it is read, and how it calls itself."""

    language: str
    title: str
    author: str
    description: str
    created: str
    running_head: str
    pieces: tuple[Piece, ...]


def read_page(html: str) -> Page:
    """Read a page of ours. Raises `ValueError` where words stand outside every block that a reader meets."""
    from lxml.html import document_fromstring

    root: Any = document_fromstring(html)
    meta = {one.get("name"): one.get("content", "") for one in root.iterfind("head/meta")}
    body = root.find("body")
    return Page(
        language=root.get("lang", ""),
        title=_flat(root.findtext("head/title", "")),
        author=meta.get("author", ""),
        description=meta.get("description", ""),
        created=meta.get("dcterms.created", ""),
        running_head=body.get("data-head", ""),
        pieces=tuple(_pieces(body, ())),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _classes(element: Any) -> tuple[str, ...]:  # noqa: ANN401 - lxml's own elements
    return tuple(element.get("class", "").split())


def _pieces(element: Any, within: tuple[str, ...]) -> Iterator[Piece]:  # noqa: ANN401 - as above
    _refuse_loose(element, element.text)
    for child in element:
        if not isinstance(child.tag, str):
            _refuse_loose(element, child.tail)
            continue
        if child.tag in _BLOCKS:
            yield _piece(child, within)
        else:
            yield from _pieces(child, (*within, *_classes(child)))
        _refuse_loose(element, child.tail)


def _refuse_loose(element: Any, text: str | None) -> None:  # noqa: ANN401 - as above
    """Words beside blocks would be lost in every other format: a fault of a template."""
    if text and text.strip():
        raise ValueError(f"Words outside every paragraph, in <{element.tag}>: {_flat(text)[:60]!r}")


def _piece(element: Any, within: tuple[str, ...]) -> Piece:  # noqa: ANN401 - as above
    tag = element.tag
    match tag:
        case "p":
            return Paragraph(runs=_runs(element), classes=_classes(element), within=within)
        case "ul" | "ol":
            points = tuple(_runs(item) for item in element.iterfind("li"))
            return Points(
                points=points, ordered=tag == "ol", classes=_classes(element), within=within
            )
        case "table":
            return _grid(element)
        case "img":
            return Picture(alt=element.get("alt", ""), address=element.get("src"))
        case "svg":
            return _drawing(element)
        case _:
            text = "".join(run.text for run in _runs(element))
            return Heading(level=_HEADINGS[tag], text=text, anchor=element.get("id"), within=within)


def _drawing(element: Any) -> Picture:  # noqa: ANN401 - as above
    from lxml.html import tostring

    title = element.find("title")
    svg: str = tostring(element, encoding="unicode", method="xml", with_tail=False)
    return Picture(alt=_flat(title.text or "") if title is not None else "", svg=svg)


def _grid(table: Any) -> Grid:  # noqa: ANN401 - as above
    caption = table.find("caption")
    rows = [
        tuple(_flat(cell.text_content()) for cell in row)
        for row in table.iter("tr")
        if row.getparent().tag != "thead"
    ]
    heads = (_flat(cell.text_content()) for cell in table.iterfind("thead/tr/th"))
    text = _flat(caption.text_content()) if caption is not None else None
    return Grid(caption=text, heads=tuple(heads), rows=tuple(rows))


def _runs(element: Any) -> Runs:  # noqa: ANN401 - as above
    """The words of a block, white space as a reader meets it: one space, none at the ends."""
    found: list[Run] = []
    gap = False
    for run in _raw_runs(element, Run(text="")):
        words = _flat(run.text)
        if words:
            gap = gap or run.text[0].isspace()
            lead = " " if gap and found else ""
            found.append(_with(run, lead + words))
        gap = (bool(words) and run.text[-1].isspace()) or (not words and (gap or bool(run.text)))
    return tuple(found)


def _with(run: Run, text: str) -> Run:
    return Run(text=text, strong=run.strong, href=run.href, mark=run.mark)


def _raw_runs(element: Any, kind: Run) -> Iterator[Run]:  # noqa: ANN401 - as above
    if element.text:
        yield _with(kind, element.text)
    for child in element:
        if child.tag in _APART:
            yield _with(kind, " ")
        if isinstance(child.tag, str):
            yield from _raw_runs(child, _kind(child, kind))
        if child.tag in _APART:
            yield _with(kind, " ")
        if child.tail:
            yield _with(kind, child.tail)


def _kind(element: Any, around: Run) -> Run:  # noqa: ANN401 - as above
    """What the words of an inline element are, given what those around it are."""
    mark = next(
        (name.removeprefix("mark-") for name in _classes(element) if name.startswith("mark-")),
        around.mark,
    )
    return Run(
        text="",
        strong=around.strong or element.tag == "strong" or mark is not None,
        href=element.get("href", around.href),
        mark=mark,
    )
