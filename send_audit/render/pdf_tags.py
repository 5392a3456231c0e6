"""What WeasyPrint leaves out of a tagged PDF and the checkers ask for, added after rendering."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

PRINTABLE = 4
"""Bit 3 of an annotation's flags: it shows on paper as on the screen."""

CSS_PIXEL = 0.75
"""In points."""

CONTAINERS = ("/Part", "/Sect", "/Div", "/NonStruct")
OPENERS = {
    "/Part": (),
    "/Sect": ("/H2",),
    "/Div": ("/H2", "/H3", "/H4", "/Figure", "/Table"),
    "/L": (),
    "/NonStruct": ("/H2", "/NonStruct"),
}
"""For each kind that may run over several pages, what opens a new one. The contents are a `/NonStruct`."""


def finish_tags(data: bytes) -> bytes:
    """Return the PDF with the same pages and a better structure tree.

    What a page break cut in two is joined again. Each header cell gets its scope, each list item its
    body, each link annotation the print flag, each figure its box in the page's own coordinates. Running
    heads become artifacts, and structure elements without content go. The bytes depend on `data` alone.
    """
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = _read(pdf.Root.StructTreeRoot, "")
        _join_split(root)
        for element, ancestors in list(_walk(root)):
            _finish(pdf, element, ancestors)
        _drop_empty(root)
        _set_id_tree(root)
        parents = _parents_by_key(root.object)
        in_tree = {element.object.objgen for element, _ in _walk(root)}
        for page in pdf.pages:
            _unmark_margins(pdf, page, parents[int(page.StructParents)], in_tree)
            _finish_annotations(page)
        streams = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=streams)
    return out.getvalue()


@dataclass(slots=True, eq=False)
class _Element:
    """A structure element, read once: a document has thousands, and every question to the PDF takes time.

    `kids` are what is directly below: elements, numbers of marked content, references to annotations. They
    are written back by `_drop_empty`.
    """

    object: Any
    kind: str
    kids: list[Any]

    @property
    def elements(self) -> list["_Element"]:
        """The elements among `kids`."""
        return [kid for kid in self.kids if isinstance(kid, _Element)]


def _read(element: "pikepdf.Object", kind: str) -> _Element:
    import pikepdf

    below: Any = element.get("/K")
    if below is None:
        return _Element(element, kind, [])
    kids = list(below) if isinstance(below, pikepdf.Array) else [below]
    for number, kid in enumerate(kids):
        if isinstance(kid, pikepdf.Dictionary):
            of_kid = kid.get("/S")
            if of_kid is not None:
                kids[number] = _read(kid, str(of_kid))
    return _Element(element, kind, kids)


def _walk(root: _Element) -> Iterator[tuple[_Element, tuple[str, ...]]]:
    """Each structure element with the types of those above it, in reading order."""
    waiting: list[tuple[_Element, tuple[str, ...]]] = [(e, ()) for e in reversed(root.elements)]
    while waiting:
        element, ancestors = waiting.pop()
        yield element, ancestors
        above = (*ancestors, element.kind)
        waiting += [(kid, above) for kid in reversed(element.elements)]


def _join_split(element: _Element) -> None:
    """Join neighbours that are one element of the page's HTML, cut in two where a page ends."""
    joined: list[Any] = []
    for kid in element.kids:
        if joined and isinstance(kid, _Element) and _goes_on(joined[-1], kid):
            for part in kid.elements:
                part.object.P = joined[-1].object
            joined[-1].kids += kid.kids
        else:
            joined.append(kid)
    element.kids = joined
    for below in element.elements:
        _join_split(below)


def _goes_on(before: object, after: _Element) -> bool:
    """Whether `after` is the rest of `before`: of the same kind, on a later page, and not a new one.

    In our templates a heading or a paragraph stands before each list, and a heading opens each section.
    """
    if not isinstance(before, _Element) or before.kind != after.kind or after.kind not in OPENERS:
        return False
    apart = before.object.Pg.objgen != after.object.Pg.objgen
    return apart and _opening(after) not in OPENERS[after.kind]


def _opening(element: _Element) -> str:
    """The kind of the first element that is no mere container."""
    first = element.kids[0] if element.kids else None
    if element.kind in CONTAINERS and isinstance(first, _Element):
        return _opening(first)
    return element.kind


def _finish(pdf: "pikepdf.Pdf", element: _Element, ancestors: tuple[str, ...]) -> None:
    if element.kind == "/TH":
        _set_scope(element.object, ancestors)
    elif element.kind == "/LI":
        _set_body(pdf, element)
    elif element.kind == "/Figure":
        _set_box(element.object)


def _set_scope(cell: "pikepdf.Object", ancestors: tuple[str, ...]) -> None:
    """Head cells name columns; header cells in the body name rows. Our tables merge no cells."""
    import pikepdf

    scope = "/Column" if "/THead" in ancestors else "/Row"
    cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))


def _set_body(pdf: "pikepdf.Pdf", item: _Element) -> None:
    """Gather what stands beside an inside bullet: WeasyPrint leaves it directly in the list item."""
    import pikepdf

    in_place = [kid for kid in item.elements if kid.kind in ("/Lbl", "/LBody")]
    loose = [kid for kid in item.elements if kid.kind not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem,
            S=pikepdf.Name.LBody,
            P=item.object,
            Pg=item.object.Pg,
            K=pikepdf.Array([kid.object for kid in loose]),
        )
    )
    for kid in loose:
        kid.object.P = body
    item.kids = [*in_place, _Element(body, "/LBody", [*loose])]


def _set_box(figure: "pikepdf.Object") -> None:
    """WeasyPrint writes CSS pixels from the top; PDF wants points from the bottom of the page."""
    import pikepdf

    height = float(figure.Pg.MediaBox[3])
    left, top, right, bottom = (float(value) * CSS_PIXEL for value in figure.A.BBox)
    box = [left, height - bottom, right, height - top]
    figure.A.BBox = pikepdf.Array([round(value, 2) for value in box])


def _drop_empty(element: _Element) -> bool:
    """Take out elements that hold nothing, and write what is left. Returns whether `element` must stay."""
    import pikepdf

    element.kids = [k for k in element.kids if not isinstance(k, _Element) or _drop_empty(k)]
    below = [kid.object if isinstance(kid, _Element) else kid for kid in element.kids]
    element.object.K = pikepdf.Array(below)
    return bool(below) or element.kind in ("/TD", "/TH")


def _set_id_tree(root: _Element) -> None:
    """List the elements that data cells name as their headers, so that a reader can find them."""
    import pikepdf

    ids = ((element.object.get("/ID"), element.object) for element, _ in _walk(root))
    named = {bytes(id_): element for id_, element in ids if id_ is not None}
    if named:
        pairs = [part for key in sorted(named) for part in (pikepdf.String(key), named[key])]
        root.object.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(pairs))


def _parents_by_key(root: "pikepdf.Object") -> dict[int, Any]:
    """The parent tree as a dictionary: for a page's key, its elements by number of marked content."""
    flat: list[Any] = list(root.ParentTree.Nums)
    return {int(key): parents for key, parents in zip(flat[::2], flat[1::2], strict=True)}


def _unmark_margins(
    pdf: "pikepdf.Pdf",
    page: "pikepdf.Page",
    owners: "pikepdf.Object",
    in_tree: set[tuple[int, int]],
) -> None:
    """Make running heads and page numbers artifacts: WeasyPrint marks them as content outside the tree."""
    entries: list[Any] = list(owners)
    outside = {number for number, owner in enumerate(entries) if owner.objgen not in in_tree}
    if not outside:
        return
    before = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(_quickly(before, outside) or _surely(page, outside))
    for number in outside:
        owners[number] = None


_MARKED = re.compile(rb"^/[A-Za-z0-9]+\n<</MCID (\d+)>>\nBDC$", re.MULTILINE)
_ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC"


def _quickly(content: bytes, outside: set[int]) -> bytes | None:
    """The page's content with those numbers as artifacts; `None` where it is not plainly as we know it.

    WeasyPrint writes an operand a line and text in hexadecimal. To parse a whole page for a few lines of its
    margins would take a tenth of all the time.
    """
    found: list[int] = []

    def artifact(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        if number not in outside:
            return match[0]
        found.append(number)
        return _ARTIFACT

    if b"(" in content:  # text that could hold anything
        return None
    changed = _MARKED.sub(artifact, content)
    return changed if sorted(found) == sorted(outside) else None


def _surely(page: "pikepdf.Page", outside: set[int]) -> bytes:
    """The same, by parsing every instruction of the page."""
    import pikepdf

    instructions: list[Any] = []
    opens = pikepdf.Operator("BDC")
    for step in pikepdf.parse_content_stream(page):
        if step.operator == opens and int(step.operands[1].get("/MCID", -1)) in outside:
            kind = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
            instructions.append(([pikepdf.Name.Artifact, kind], step.operator))
        else:
            instructions.append(step)
    return pikepdf.unparse_content_stream(instructions)


def _finish_annotations(page: "pikepdf.Page") -> None:
    """Links print, and the Tab key follows the structure."""
    import pikepdf

    if "/Annots" in page:
        page.Tabs = pikepdf.Name.S
        for annotation in page.Annots:
            annotation.F = PRINTABLE
