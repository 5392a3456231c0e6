"""What a reader of a page meets, line by line: headings, paragraphs, points, rows of tables, charts."""

from html.parser import HTMLParser

_LINES = {"h1", "h2", "h3", "h4", "p", "li", "caption", "tr", "title"}
_CELLS = {"th", "td"}
_UNREAD = {"style", "script", "text"}
_MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "title": "Chart: "}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._at: list[str] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _LINES:
            self._text = []
            self._at.append(tag)
        elif tag in _CELLS and self._text:
            self._text.append(" | ")
        elif tag in _UNREAD:
            self._at.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES and (text := " ".join("".join(self._text).split())):
            self.lines.append(_MARKS.get(tag, "") + text)
            self._text = []
        if self._at and self._at[-1] == tag:
            self._at.pop()

    def handle_data(self, data: str) -> None:
        if self._at and self._at[-1] not in _UNREAD:
            self._text.append(data)


def read_page(html: str) -> str:
    """The body of a page as text, a line for each heading, paragraph, point, row or chart."""
    reader = _Reader()
    reader.feed(html[html.index("<body") :])
    return "\n".join(reader.lines) + "\n"
