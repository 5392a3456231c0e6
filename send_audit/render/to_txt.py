"""A document as plain text that reads well aloud: for screen readers, e-mail and old machines.

A paragraph is one line. Programs fold lines at the width of the window or of the reader's large letters;
lines that are folded already are folded twice there, and a screen reader that goes line by line stops in the
middle of sentences. A heading is a line of its own below blank lines, since a row of signs below it would be
read out sign by sign. Sections are numbered, in the contents too: a search for “Section 3” leads there.
"""

from collections.abc import Iterator, Sequence

from send_audit.render.manner import Manner
from send_audit.render.spoken import Line, lines_of, read_view
from send_audit.render.views import DocumentView

_SECTION = 2
_CLOSE = ("point", "row", "entry")


def render_txt(view: DocumentView, manner: Manner) -> bytes:
    """Render the text edition, in UTF-8 with a line feed after each line."""
    return text_of(tuple(lines_of(read_view(view, manner)))).encode("utf-8")


def text_of(lines: Sequence[Line]) -> str:
    """Lines as a text: one blank line between paragraphs, two above a section."""
    names: dict[str | None, str] = {line.anchor: name for line, name in _sections(lines)}
    names.pop(None, None)
    headings = {id(line): name for line, name in _sections(lines)}
    parts: list[str] = []
    for line in lines:
        section = line.kind == "heading" and line.level <= _SECTION
        together = line.kind in _CLOSE and not line.first
        gap = "" if not parts or together else "\n\n" if section else "\n"
        match line.kind:
            case "heading":
                said = headings.get(id(line), line.text)
            case "entry":
                said = f"- {names.get(line.anchor, line.text)}"
            case "point":
                said = line.text if line.numbered else f"- {line.text}"
            case _:
                said = line.text
        parts.append(f"{gap}{said}\n")
    return "".join(parts)


def _sections(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """The headings of sections, numbered. The contents are not one of them."""
    number = 0
    for line in lines:
        if line.kind == "heading" and line.level == _SECTION and "contents" not in line.within:
            number += 1
            yield line, f"Section {number}: {line.text}"
