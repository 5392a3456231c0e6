"""The styles of a Word document: each made once, so that a reader changes the look of all in one place."""

from dataclasses import dataclass

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Atkinson Hyperlegible"
ACCENT = "0B3C49"
_GREY = "3D4A51"
_RULE = "B9C5C9"
_SHADE = "EEF3F4"

_HEADINGS = (28, 20, 15, 13, 12, 12)
"""Points of headings 1 to 6, where what is read is of 12."""

BULLETS = 1
"""The number of the list that bullets belong to; numbered lists take the numbers after it, one each."""


def text_points(*, large: bool) -> int:
    """The size of what is read."""
    return 18 if large else 12


def style_sheet(language: str, accent: str = ACCENT, *, large: bool) -> str:
    """All styles as XML. `language` is a tag safe in an attribute, `accent` six hexadecimal digits."""
    scale = _Scale(points=text_points(large=large))
    parts = "".join(
        (
            *_paragraphs(scale),
            *_headings(scale),
            *_lists(),
            *_characters(),
            *_tables(),
            *_furniture(scale),
        )
    )
    made = parts.replace(ACCENT, accent)
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'{scale.size(12)}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        # 300 of 240 parts of a line: a spacing of 1.25.
        '<w:spacing w:before="60" w:after="80" w:line="300" w:lineRule="auto"/>'
        f"</w:pPr></w:pPrDefault></w:docDefaults>{made}</w:styles>"
    )


def list_kinds(ordered: int) -> str:
    """The numbering of a document that has `ordered` numbered lists, each of which starts from 1."""
    lists = "".join(
        f'<w:num w:numId="{BULLETS + number}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(1, ordered + 1)
    )
    return (
        f'<w:numbering xmlns:w="{NAMESPACE}">{_kind(0, "bullet", "•")}{_kind(1, "decimal", "%1.")}'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'
    )


def _kind(number: int, form: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """What is read is of `points`; all other sizes go with it."""

    points: int

    def size(self, of_twelve: float) -> str:
        """A size given for a text of 12 points, in half points."""
        half = round(of_twelve * self.points / 6)
        return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_OWN = ' w:customStyle="1"'
_BUILT_IN = {"Normal", "List Bullet", "List Number", "caption", "footer", "Strong", "Hyperlink"}
"""Names that Word knows, and shows in its own language, beside headings and lines of a contents list."""


def _style(
    style_id: str,
    name: str = "",
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    after: str = "",
    look: str = "",
    words: str = "",
) -> str:
    """One style: `after` is the style of the paragraph typed after it, `look` and `words` its properties."""
    name = name or style_id
    known = name in _BUILT_IN or name.startswith(("heading ", "toc "))
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{"" if known else _OWN}>'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{after}"/>' if after else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{look}</w:pPr>" if look else "")
        + (f"<w:rPr>{words}</w:rPr>" if words else "")
        + "</w:style>"
    )


def _first(kind: str, style_id: str, name: str) -> str:
    """The style that all others of a kind go back to."""
    return f'<w:style w:type="{kind}" w:default="1" w:styleId="{style_id}"><w:name w:val="{name}"/></w:style>'


def _headings(scale: _Scale) -> tuple[str, ...]:
    return tuple(
        _style(
            f"Heading{level}",
            f"heading {level}",
            after="Normal",
            look=(
                "<w:keepNext/><w:keepLines/>"
                f'<w:spacing w:before="{max(480 - 80 * level, 160)}" w:after="80"'
                ' w:line="264" w:lineRule="auto"/>'
                f'<w:outlineLvl w:val="{level - 1}"/>'
            ),
            words=f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>{scale.size(points)}',
        )
        for level, points in enumerate(_HEADINGS, 1)
    )


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _paragraphs(scale: _Scale) -> tuple[str, ...]:
    """Normal text, and what stands on a cover, in a box or on a card.

    The parts of a card keep together, and its last part lets the next card go: hence the styles
    that end in "Last".
    """
    grey = f'<w:color w:val="{_GREY}"/>'
    rule = f'<w:pBdr><w:left w:val="single" w:sz="20" w:space="8" w:color="{ACCENT}"/></w:pBdr>'
    card = '<w:ind w:left="200"/>'
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{_SHADE}"/>'
        for side, space in (("top", 4), ("left", 6), ("bottom", 4), ("right", 6))
    )
    box = f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>'
    return (
        _first("paragraph", "Normal", "Normal"),
        _style("Facts", words=grey),
        _style("Lead", look="<w:keepNext/>", words=scale.size(13)),
        _style("CoverSubject", "Cover Subject", look=_spacing(480, 0), words=scale.size(14)),
        _style("CoverPromise", "Cover Promise", look=_spacing(60, 240), words=scale.size(14)),
        _style(
            "CoverNotice",
            "Cover Notice",
            look=f'<w:pBdr><w:top w:val="single" w:sz="8" w:space="6" w:color="{ACCENT}"/></w:pBdr>',
            words="<w:b/><w:bCs/>",
        ),
        _style("CoverFact", "Cover Fact"),
        _style("Box", look=f'<w:keepNext/><w:keepLines/>{box}<w:ind w:left="140" w:right="140"/>'),
        _style(
            "BoxList",
            "Box List",
            based="ListBullet",
            look=f'<w:keepLines/>{box}<w:ind w:left="500" w:right="140" w:hanging="360"/>',
        ),
        _style("Card", look=f"<w:keepNext/><w:keepLines/>{rule}{_spacing(20, 40)}{card}"),
        _style(
            "CardLast",
            "Card Last",
            based="Card",
            look=f'<w:keepNext w:val="0"/>{_spacing(20, 200)}',
        ),
        _style("CardFacts", "Card Facts", based="Card", words=grey),
        _style("CardFactsLast", "Card Facts Last", based="CardLast", words=grey),
        _style(
            "CardList",
            "Card List",
            based="ListBullet",
            look=f'<w:keepNext/><w:keepLines/>{rule}{_spacing(20, 40)}<w:ind w:left="560" w:hanging="360"/>',
        ),
        _style(
            "CardListLast",
            "Card List Last",
            based="CardList",
            look=f'<w:keepNext w:val="0"/>{_spacing(20, 200)}',
        ),
        _style("Photograph", look=f"<w:keepNext/>{_spacing(120, 60)}"),
    )


def _lists() -> tuple[str, ...]:
    hanging = '<w:spacing w:before="20" w:after="60"/><w:ind w:left="360" w:hanging="360"/>'
    numbered = f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>'
    return (
        _style("ListBullet", "List Bullet", look=numbered + hanging),
        _style("ListNumber", "List Number", look=hanging),
        _style("TOC1", "toc 1", look=_spacing(20, 20)),
    )


def _characters() -> tuple[str, ...]:
    bold = "<w:b/><w:bCs/>"
    link = f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'
    return (
        _first("character", "DefaultParagraphFont", "Default Paragraph Font"),
        *(
            _style(name, kind="character", based="DefaultParagraphFont", words=words)
            for name, words in (("Strong", bold), ("Rating", bold), ("Hyperlink", link))
        ),
    )


def _tables() -> tuple[str, ...]:
    """The one style of tables: a rule under the head and under each row, and nothing else drawn."""
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
        for side in ("bottom", "insideH")
    )
    figures = (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Figures"><w:name w:val="Figures"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
        '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )
    return (
        _first("table", "TableNormal", "Normal Table"),
        figures,
        _style("TableText", "Table Text", look=_spacing(40, 40)),
        _style("BelowTable", "Below Table", look=_spacing(200, 80)),
        _style("TableGap", "Table Gap", look=_spacing(0, 0)),
    )


def _furniture(scale: _Scale) -> tuple[str, ...]:
    grey = f'<w:color w:val="{_GREY}"/>'
    return (
        _style(
            "Caption", "caption", look=f"<w:keepNext/>{_spacing(120, 60)}", words="<w:b/><w:bCs/>"
        ),
        _style("Footer", "footer", words=f"{grey}{scale.size(10)}"),
    )
