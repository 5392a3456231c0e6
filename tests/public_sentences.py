"""What a hostile reader does to a public document: take each number of schools out of its text."""

import re
from collections.abc import Iterator

from send_audit.render.borough.blocks import BlocksView, Chart, Table
from send_audit.render.to_html import render_html

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_UNREAD = re.compile(r"<(style|head|script)\b.*?</\1>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(?:alt|aria-label|title)="([^"]*)"')
_END = re.compile(r"</(?:p|li|h\d|dt|dd|div|title|text|tr)>")
_TAG = re.compile(r"<[^>]+>")

_THING = r"(?:schools?|settings?|returns?|plans?|asked|answered)\b"
_NUMBER = r"(?<![\d.,£/])(\d[\d,]*)(?![\d.]*\d|%)"
_NEAR = (
    # “12 schools”, “12 of the 30 schools that answered”, “12 asked”
    re.compile(
        rf"{_NUMBER}(?=(?:[ \n]+(?:of|the|open|whole|other|more|\d+)){{0,4}}[ \n]+{_THING})"
    ),
    # “Schools: 12”, “schools (12 not met”
    re.compile(
        rf"{_THING}[ \n]*[:(,]?[ \n]*{_NUMBER}(?! (?:questions?|days?|years?|months?))",
        re.IGNORECASE,
    ),
)


def sentences(view: BlocksView) -> str:
    """All text of the page that is in no table, a line for each paragraph, with what stands for pictures."""
    page = _TABLE.sub("\n", _UNREAD.sub("", render_html(view)))
    spoken = "\n".join(_ATTRIBUTE.findall(page))
    return re.sub(r" +", " ", _TAG.sub(" ", _END.sub("\n", page))) + spoken


def numbers_of_schools(text: str) -> set[int]:
    """Every number that stands beside schools, settings, returns or plans."""
    found = (m for pattern in _NEAR for m in pattern.finditer(text))
    return {int(number.replace(",", "")) for match in found for number in match.groups() if number}


def words_alone(view: BlocksView) -> tuple[str, ...]:
    """The texts of the blocks that are neither tables nor charts, without the time that a page takes."""
    return tuple(
        repr(block)
        for section in view.sections
        for part in section.parts
        for block in part.blocks
        if not isinstance(block, Table | Chart)
    )


def lone_withheld(view: BlocksView) -> Iterator[str]:
    """The captions of tables of which every count is kept back."""
    for section in view.sections:
        for part in section.parts:
            for block in part.blocks:
                if isinstance(block, Table) and all(
                    cell == "withheld" for row in block.rows for cell in row.cells[1:]
                ):
                    yield block.caption
