"""What WeasyPrint leaves out of a tagged PDF and the checkers ask for, added after rendering."""

import io
from collections.abc import Iterator
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
}
"""For each kind that may run over several pages, what opens a new one."""


def finish_tags(data: bytes) -> bytes:
    """Return the PDF with the same pages and a better structure tree.

    What a page break cut in two is joined again. Each header cell gets its scope, each list item its
    body, each link annotation the print flag, each figure its box in the page's own coordinates. Running
    heads become artifacts, and structure elements without content go. The bytes depend on `data` alone.
    """
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.StructTreeRoot
        _join_split(root)
        for element, ancestors in list(_walk(root)):
            _finish(pdf, element, ancestors)
        _drop_empty(root)
        _set_id_tree(root)
        parents = _parents_by_key(root)
        in_tree = {element.objgen for element, _ in _walk(root)}
        for page in pdf.pages:
            _unmark_margins(pdf, page, parents[int(page.StructParents)], in_tree)
            _finish_annotations(page)
        streams = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=streams)
    return out.getvalue()


def _walk(
    element: "pikepdf.Object", ancestors: tuple[str, ...] = ()
) -> Iterator[tuple["pikepdf.Object", tuple[str, ...]]]:
    """Each structure element with the types of those above it, in reading order."""
    for kid in _kids(element):
        if _is_element(kid):
            yield kid, ancestors
            yield from _walk(kid, (*ancestors, str(kid.S)))


def _kids(element: "pikepdf.Object") -> list[Any]:
    """What is directly below: elements, numbers of marked content, references to annotations."""
    import pikepdf

    kids: Any = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: object) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _join_split(element: "pikepdf.Object") -> None:
    """Join neighbours that are one element of the page's HTML, cut in two where a page ends."""
    import pikepdf

    joined: list[Any] = []
    for kid in _kids(element):
        if joined and _is_element(kid) and _goes_on(joined[-1], kid):
            for part in _kids(kid):
                part.P = joined[-1]
            joined[-1].K = pikepdf.Array([*_kids(joined[-1]), *_kids(kid)])
        else:
            joined.append(kid)
    element.K = pikepdf.Array(joined)
    for kid in joined:
        if _is_element(kid):
            _join_split(kid)


def _goes_on(before: "pikepdf.Object", after: "pikepdf.Object") -> bool:
    """Whether `after` is the rest of `before`: of the same kind, on a later page, and not a new one.

    In our templates a heading or a paragraph stands before each list, and a heading opens each section.
    """
    if not _is_element(before) or before.S != after.S or str(after.S) not in OPENERS:
        return False
    return before.Pg.objgen != after.Pg.objgen and _opening(after) not in OPENERS[str(after.S)]


def _opening(element: "pikepdf.Object") -> str:
    """The kind of the first element that is no mere container."""
    kids = _kids(element)
    if str(element.S) in CONTAINERS and kids and _is_element(kids[0]):
        return _opening(kids[0])
    return str(element.S)


def _finish(pdf: "pikepdf.Pdf", element: "pikepdf.Object", ancestors: tuple[str, ...]) -> None:
    if element.S == "/TH":
        _set_scope(element, ancestors)
    elif element.S == "/LI":
        _set_body(pdf, element)
    elif element.S == "/Figure":
        _set_box(element)


def _set_scope(cell: "pikepdf.Object", ancestors: tuple[str, ...]) -> None:
    """Head cells name columns; header cells in the body name rows. Our tables merge no cells."""
    import pikepdf

    scope = "/Column" if "/THead" in ancestors else "/Row"
    cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))


def _set_body(pdf: "pikepdf.Pdf", item: "pikepdf.Object") -> None:
    """Gather what stands beside an inside bullet: WeasyPrint leaves it directly in the list item."""
    import pikepdf

    kids = _kids(item)
    in_place = [kid for kid in kids if _is_element(kid) and kid.S in ("/Lbl", "/LBody")]
    loose = [kid for kid in kids if _is_element(kid) and kid.S not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem,
            S=pikepdf.Name.LBody,
            P=item,
            Pg=item.Pg,
            K=pikepdf.Array(loose),
        )
    )
    for kid in loose:
        kid.P = body
    item.K = pikepdf.Array([*in_place, body])


def _set_box(figure: "pikepdf.Object") -> None:
    """WeasyPrint writes CSS pixels from the top; PDF wants points from the bottom of the page."""
    import pikepdf

    height = float(figure.Pg.MediaBox[3])
    left, top, right, bottom = (float(value) * CSS_PIXEL for value in figure.A.BBox)
    box = [left, height - bottom, right, height - top]
    figure.A.BBox = pikepdf.Array([round(value, 2) for value in box])


def _drop_empty(element: "pikepdf.Object") -> bool:
    """Take out elements that hold nothing. Returns whether `element` itself must stay."""
    import pikepdf

    kept = [kid for kid in _kids(element) if not _is_element(kid) or _drop_empty(kid)]
    element.K = pikepdf.Array(kept)
    return bool(kept) or element.get("/S") in ("/TD", "/TH")


def _set_id_tree(root: "pikepdf.Object") -> None:
    """List the elements that data cells name as their headers, so that a reader can find them."""
    import pikepdf

    named = {bytes(element.ID): element for element, _ in _walk(root) if "/ID" in element}
    if named:
        pairs = [part for key in sorted(named) for part in (pikepdf.String(key), named[key])]
        root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(pairs))


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
    import pikepdf

    entries: list[Any] = list(owners)
    outside = {number for number, owner in enumerate(entries) if owner.objgen not in in_tree}
    if not outside:
        return
    instructions: list[Any] = []
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "BDC" and int(step.operands[1].get("/MCID", -1)) in outside:
            kind = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
            instructions.append(([pikepdf.Name.Artifact, kind], step.operator))
        else:
            instructions.append(step)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    for number in outside:
        owners[number] = None


def _finish_annotations(page: "pikepdf.Page") -> None:
    """Links print, and the Tab key follows the structure."""
    import pikepdf

    if "/Annots" in page:
        page.Tabs = pikepdf.Name.S
        for annotation in page.Annots:
            annotation.F = PRINTABLE
