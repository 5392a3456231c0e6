"""The pieces that a Word document is built of, as XML: paragraphs, words, tables."""

from html import escape

from send_audit.render.reading import Grid

_TWIPS_ACROSS = 9070
"""A4 is 11906 twentieths of a point wide, and its margins are 2.5 cm each."""
_LONGEST_LINE = 36
"""Letters beyond which a cell is better broken into lines than given more room."""
_CELL_GAP = 110


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph of a style; `inner` and `properties` are XML already."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def text(words: str, style: str = "") -> str:
    """Words, as they are or in a style of their own."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'


def table(grid: Grid, points: int) -> str:
    """A table, its caption above it. Its head is said again on every page, and no row breaks across two."""
    rows = [grid.heads, *grid.rows] if grid.heads else list(grid.rows)
    across = max((len(row) for row in rows), default=0)
    if not across:
        return ""
    widths = _widths(rows, across, points)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = "".join(
        _row(
            (*row, *("" for _ in range(across - len(row)))),
            widths,
            head=bool(grid.heads) and at == 0,
        )
        for at, row in enumerate(rows)
    )
    caption = paragraph("Caption", text(grid.caption)) if grid.caption else ""
    named = f'<w:tblCaption w:val="{escape(grid.caption)}"/>' if grid.caption else ""
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="06A0" w:firstRow="{int(bool(grid.heads))}" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"
    )


def _widths(rows: list[tuple[str, ...]], across: int, points: int) -> list[int]:
    """Room in each column for its longest word; the rest goes to those that hold more."""
    columns = [[row[at] for row in rows if at < len(row)] for at in range(across)]
    words = [
        max((len(word) for cell in cells for word in cell.replace("-", "- ").split()), default=1)
        for cells in columns
    ]
    # A point is 20 twips. A bold letter is some 0.6 of its size wide, 0.75 in the widest of the fonts that a
    # program takes where ours is missing: that much where there is room.
    letter = (
        next((one for one in (15, 12) if _sum_of(words, one * points) <= _TWIPS_ACROSS), 12)
        * points
    )
    least = [word * letter + _CELL_GAP for word in words]
    wanted = [min(max(map(len, cells)), _LONGEST_LINE) * letter + _CELL_GAP for cells in columns]
    spare = _TWIPS_ACROSS - sum(least)
    if spare < 0:
        return [_TWIPS_ACROSS * one // sum(least) for one in least]
    more = [max(want - one, 1) for want, one in zip(wanted, least, strict=True)]
    return [one + spare * part // sum(more) for one, part in zip(least, more, strict=True)]


def _sum_of(words: list[int], letter: int) -> int:
    return sum(word * letter + _CELL_GAP for word in words)


def _row(cells: tuple[str, ...], widths: list[int], *, head: bool) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph('TableText', text(cell))}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{made}</w:tr>"
