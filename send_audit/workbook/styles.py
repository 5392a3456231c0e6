"""How a form looks: what is fixed is grey, what people fill in is white with a line round it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook

INK = "1B1B1B"
ACCENT = "0B3C49"
FIXED = "F1F3F4"
HEADING = "D5DFE2"
LINE = "8A979C"
FONT = "Arial"

SHADES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Met": ("D6EBDC", "0B4A22"),
        "Partly met": ("FBEBC4", "5A3B00"),
        "Not met": ("F7D6D2", "7A1410"),
        "Not applicable": ("E3E3E6", "3A3A40"),
    }
)
"""Behind the word and of the word, for each rating: the words carry the meaning, with 7:1 or more."""

_line = Side(style="thin", color=LINE)
_faint = Side(style="thin", color="C9D0D3")
_along = Alignment(vertical="center", horizontal="left", indent=1)
_low = Alignment(wrap_text=True, vertical="bottom", horizontal="left")
_top = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_flush = Alignment(wrap_text=True, vertical="top", horizontal="left")
_middle = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def _font(size: int = 11, colour: str = INK, *, bold: bool = False, link: bool = False) -> Font:
    line: Literal["single"] | None = "single" if link else None
    return Font(name=FONT, size=size, color=colour, bold=bold, underline=line)


def add_styles(book: Workbook) -> None:
    """Register the styles by their names; people may see them in their program's list of styles."""
    box = Border(left=_line, right=_line, top=_line, bottom=_line)
    faint = Border(left=_faint, right=_faint, top=_faint, bottom=_faint)
    white = _font(colour="FFFFFF", bold=True)
    unlocked = Protection(locked=False)
    styles = (
        NamedStyle("Form fixed", _font(), _fill(FIXED), faint, _top),
        NamedStyle("Form question", _font(bold=True), _fill(FIXED), faint, _top),
        NamedStyle(
            "Form link", _font(colour=ACCENT, bold=True, link=True), _fill(FIXED), faint, _top
        ),
        NamedStyle("Form input", _font(), _fill("FFFFFF"), box, _top, "@", unlocked),
        NamedStyle("Form heading", white, _fill("4A5A60"), faint, _middle),
        NamedStyle("Form heading to fill in", white, _fill(ACCENT), box, _middle),
        NamedStyle(
            "Form section",
            _font(12, ACCENT, bold=True),
            _fill(HEADING),
            Border(bottom=_line),
            _along,
        ),
        NamedStyle("Form text", _font(), alignment=_flush),
        NamedStyle("Form meaning", _font(), border=faint, alignment=_top),
        NamedStyle("Form title", _font(20, ACCENT, bold=True), alignment=_flush),
        NamedStyle("Form part", _font(14, ACCENT, bold=True), alignment=_low),
    )
    for style in styles:
        book.add_named_style(style)


def shade_rule(formula: str, word: str) -> Rule:
    """Colour the cells for which the formula holds as the word's rating is coloured."""
    behind, ink = SHADES[word]
    look = DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill(bgColor=behind))
    return Rule(type="expression", dxf=look, formula=[formula])
