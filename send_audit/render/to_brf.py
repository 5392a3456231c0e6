"""A document as a braille-ready file: what an embosser or a braille display takes as it is.

Lines end in CR and LF, as embossers need both; a form feed stands between pages.
"""

from collections.abc import Iterator, Sequence

from send_audit.render.braille import to_braille
from send_audit.render.braille_pages import Block, lay_out
from send_audit.render.manner import Manner
from send_audit.render.spoken import Line, lines_of, read_view
from send_audit.render.views import DocumentView

_CENTRED = 2
_CELL_5, _CELL_7 = 4, 6


def render_brf(view: DocumentView, manner: Manner) -> bytes:
    """Render the braille edition. Raises `NotMadeError` where liblouis is missing or fails."""
    page = read_view(view, manner)
    lines = tuple(lines_of(page))
    cells = to_braille([line.text for line in lines], page.language)
    pages = lay_out(tuple(_blocks(lines, cells)))
    whole = "\f".join("".join(f"{line}\r\n" for line in one) for one in pages)
    return whole.encode("ascii")


def _blocks(lines: Sequence[Line], cells: Sequence[str]) -> Iterator[Block]:
    """How each line is laid out. The title and the contents have pages of their own."""
    part = _part(lines[0]) if lines else ""
    for line, one in zip(lines, cells, strict=True):
        turned, part = _part(line) != part, _part(line)
        yield _block(line, one, new_page=turned)


def _part(line: Line) -> str:
    return next((name for name in ("cover", "contents") if name in line.within), "")


def _block(line: Line, cells: str, *, new_page: bool) -> Block:
    if line.kind == "heading":
        centred = line.level <= _CENTRED
        indent = 0 if centred else _CELL_5 if line.level == _CENTRED + 1 else _CELL_7
        return Block(
            cells=cells,
            first=indent,
            rest=indent,
            centred=centred,
            heads=True,
            blank_before=True,
            blank_after=centred,
            new_page=new_page,
            anchor=line.anchor,
        )
    if "cover" in line.within:
        return Block(cells=cells, centred=True, blank_before=True, new_page=new_page)
    if line.kind == "paragraph":
        return Block(cells=cells, first=2, new_page=new_page)
    leads_to = line.anchor if line.kind == "entry" else None
    return Block(cells=cells, rest=2, new_page=new_page, leads_to=leads_to)
