"""Writing into a sheet: text as text, whatever it starts with; and a page that fits the paper."""

from openpyxl.cell import Cell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from send_audit.render.safe_cells import STARTS_A_FORMULA, escaped

PAPER_A4, PAPER_A3 = 9, 8
"""Excel's own numbers."""


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell in a row and a column, counted from 1, which no other cell covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def put(cell: Cell, text: str, style: str) -> None:
    """Put text into a cell as text: never as a formula, even when somebody edits the cell."""
    cell.style = style
    if not text:
        return
    cell.value = escaped(text)
    cell.data_type = "s"
    if text[0] in STARTS_A_FORMULA:
        cell.quotePrefix = True


def set_up_print(sheet: Worksheet, area: str, *, paper: int) -> None:
    """Landscape, as wide as the page, with the sheet's name above and the page's number below."""
    sheet.print_area = area
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None  # openpyxl makes both with the sheet
    assert footer is not None
    header.left.text, footer.right.text = "&A", "Page &P of &N"
