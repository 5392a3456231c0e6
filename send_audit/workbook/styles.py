"""How a form looks: what is fixed is grey, what people fill in is white with a line round it."""

from collections.abc import Mapping
from types import MappingProxyType

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
_low = Alignment(wrap_text=True, vertical="bottom")
_top = Alignment(wrap_text=True, vertical="top", indent=1)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def add_styles(book: Workbook) -> None:
    """Register the styles by their names; people may see them in their program's list of styles."""
    box = Border(left=_line, right=_line, top=_line, bottom=_line)
    faint = Border(left=_faint, right=_faint, top=_faint, bottom=_faint)
    fixed = NamedStyle("Form fixed", Font(name=FONT, size=11, color=INK), _fill(FIXED), faint, _top)
    strong = NamedStyle(
        "Form question", Font(name=FONT, size=11, color=INK, bold=True), _fill(FIXED), faint, _top
    )
    filled_in = NamedStyle(
        "Form input",
        Font(name=FONT, size=11, color=INK),
        _fill("FFFFFF"),
        box,
        _top,
        "@",
        Protection(locked=False),
    )
    head = NamedStyle(
        "Form heading",
        Font(name=FONT, size=11, color="FFFFFF", bold=True),
        _fill("4A5A60"),
        faint,
        _top,
    )
    head_input = NamedStyle(
        "Form heading to fill in",
        Font(name=FONT, size=11, color="FFFFFF", bold=True),
        _fill(ACCENT),
        box,
        _top,
    )
    section = NamedStyle(
        "Form section",
        Font(name=FONT, size=12, color=ACCENT, bold=True),
        _fill(HEADING),
        Border(bottom=_line),
        Alignment(vertical="center"),
    )
    count = NamedStyle(
        "Form count",
        Font(name=FONT, size=11, color=INK),
        _fill(FIXED),
        faint,
        Alignment(horizontal="left", vertical="top"),
    )
    plain = NamedStyle("Form text", Font(name=FONT, size=11, color=INK), alignment=_top)
    title = NamedStyle(
        "Form title", Font(name=FONT, size=20, color=ACCENT, bold=True), alignment=_top
    )
    part = NamedStyle(
        "Form part", Font(name=FONT, size=14, color=ACCENT, bold=True), alignment=_low
    )
    for style in (fixed, strong, filled_in, head, head_input, section, count, plain, title, part):
        book.add_named_style(style)


def shade_rule(formula: str, word: str) -> Rule:
    """Colour the cells for which the formula holds as the word's rating is coloured."""
    behind, ink = SHADES[word]
    look = DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill(bgColor=behind))
    return Rule(type="expression", dxf=look, formula=[formula])
