"""What WeasyPrint leaves out of a tagged PDF and the checkers ask for, added before the file is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf

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

_ARTIFACT = b"<</Type /Pagination>>"


def finish_tags(pdf: "pydyf.PDF") -> None:
    """Mend the structure tree of a document that WeasyPrint has drawn.

    What a page break cut in two is joined again. Each header cell gets its scope, each list item its
    body, each link annotation the print flag, each figure its box in the page's own coordinates. Running
    heads become artifacts, and structure elements without content go. The file has not been written yet,
    so that none of it has to be parsed and written anew.
    """
    tree = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    root = _read(pdf, tree, "")
    _join_split(root)
    for element, ancestors in list(_walk(root)):
        _finish(pdf, element, ancestors)
    _drop_empty(root)
    _set_id_tree(root)
    in_tree = {element.object.reference for element, _ in _walk(root)}
    parents: list[Any] = pdf.objects[_number(tree["ParentTree"])]["Nums"]
    owners = dict(zip(parents[::2], parents[1::2], strict=True))
    for reference in pdf.page_references:
        page = pdf.objects[_number(reference)]
        content = pdf.objects[_number(page["Contents"])]
        _unmark_margins(content, owners[page["StructParents"]], in_tree)
        for annotation in page.get("Annots", ()):
            pdf.objects[_number(annotation)]["F"] = PRINTABLE
    _empty_dropped(pdf, in_tree)


@dataclass(slots=True, eq=False)
class _Element:
    """A structure element, with what is directly below it.

    `kids` are elements, numbers of marked content, references to what stands for an annotation. They are
    written back by `_drop_empty`.
    """

    object: Any
    kind: str
    kids: list[Any]

    @property
    def elements(self) -> list["_Element"]:
        """The elements among `kids`."""
        return [kid for kid in self.kids if isinstance(kid, _Element)]


def _number(reference: bytes) -> int:
    """The place of what is referred to among the PDF's objects: `12 0 R` is 12."""
    return int(reference.partition(b" ")[0])


def _read(pdf: "pydyf.PDF", element: "pydyf.Dictionary", kind: str) -> _Element:
    kids: list[Any] = []
    for kid in element["K"]:
        below: dict[str, Any] = pdf.objects[_number(kid)] if isinstance(kid, bytes) else {}
        kids.append(_read(pdf, below, below["S"]) if "S" in below else kid)
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
                part.object["P"] = joined[-1].object.reference
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
    apart = before.object["Pg"] != after.object["Pg"]
    return apart and _opening(after) not in OPENERS[after.kind]


def _opening(element: _Element) -> str:
    """The kind of the first element that is no mere container."""
    first = element.kids[0] if element.kids else None
    if element.kind in CONTAINERS and isinstance(first, _Element):
        return _opening(first)
    return element.kind


def _finish(pdf: "pydyf.PDF", element: _Element, ancestors: tuple[str, ...]) -> None:
    if element.kind == "/TH":
        _set_scope(element.object, ancestors)
    elif element.kind == "/LI":
        _set_body(pdf, element)
    elif element.kind == "/Figure":
        _set_box(pdf, element.object)


def _set_scope(cell: "pydyf.Dictionary", ancestors: tuple[str, ...]) -> None:
    """Head cells name columns; header cells in the body name rows. Our tables merge no cells."""
    import pydyf

    scope = "/Column" if "/THead" in ancestors else "/Row"
    cell["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})


def _set_body(pdf: "pydyf.PDF", item: _Element) -> None:
    """Gather what stands beside an inside bullet: WeasyPrint leaves it directly in the list item."""
    import pydyf

    in_place = [kid for kid in item.elements if kid.kind in ("/Lbl", "/LBody")]
    loose = [kid for kid in item.elements if kid.kind not in ("/Lbl", "/LBody")]
    if not loose:
        return
    of_item = {"Type": "/StructElem", "S": "/LBody", "P": item.object.reference}
    body = pydyf.Dictionary({**of_item, "Pg": item.object["Pg"], "K": pydyf.Array()})
    pdf.add_object(body)
    for kid in loose:
        kid.object["P"] = body.reference
    item.kids = [*in_place, _Element(body, "/LBody", [*loose])]


def _set_box(pdf: "pydyf.PDF", figure: "pydyf.Dictionary") -> None:
    """WeasyPrint writes CSS pixels from the top; PDF wants points from the bottom of the page."""
    import pydyf

    height = float(pdf.objects[_number(figure["Pg"])]["MediaBox"][3])
    left, top, right, bottom = (float(value) * CSS_PIXEL for value in figure["A"]["BBox"])
    box = [left, height - bottom, right, height - top]
    figure["A"]["BBox"] = pydyf.Array([round(value, 2) for value in box])


def _drop_empty(element: _Element) -> bool:
    """Take out elements that hold nothing, and write what is left. Returns whether `element` must stay."""
    element.kids = [k for k in element.kids if not isinstance(k, _Element) or _drop_empty(k)]
    below = [kid.object.reference if isinstance(kid, _Element) else kid for kid in element.kids]
    element.object["K"][:] = below
    return bool(below) or element.kind in ("/TD", "/TH")


def _set_id_tree(root: _Element) -> None:
    """List the elements that data cells name as their headers, so that a reader can find them."""
    import pydyf

    found = [element.object for element, _ in _walk(root) if "ID" in element.object]
    named = {element["ID"].string: element for element in found}
    if named:
        pairs = [part for id_ in sorted(named) for part in (named[id_]["ID"], named[id_].reference)]
        root.object["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})


def _unmark_margins(content: "pydyf.Stream", owners: list[Any], in_tree: set[bytes]) -> None:
    """Make running heads and page numbers artifacts: WeasyPrint marks them as content outside the tree."""
    outside = {number for number, owner in enumerate(owners) if owner not in in_tree}
    if not outside:
        return
    steps: list[Any] = content.stream
    for place, step in enumerate(steps):
        if isinstance(step, dict) and step.get("MCID") in outside:
            steps[place - 1 : place + 1] = "/Artifact", _ARTIFACT
    for number in outside:
        owners[number] = b"null"


def _empty_dropped(pdf: "pydyf.PDF", in_tree: set[bytes]) -> None:
    """Leave nothing of the elements that are no longer in the tree: their numbers stay, and hold nothing."""
    import pydyf

    for object_ in pdf.objects:
        is_element = isinstance(object_, pydyf.Dictionary) and object_.get("Type") == "/StructElem"
        if is_element and object_.reference not in in_tree:
            object_.clear()
