"""Refuse by name what YAML parsers disagree on: tabs, odd spaces, directives, half characters.

libyaml and the pure Python parser read these differently, so neither may ever see them. A file without
any such character costs one search. Otherwise a small scanner tells quoted text, comments and block
scalars, where most of them are harmless, from the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from send_audit.load.collect import Collector

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_WORD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_HALF_CHARACTER = re.compile(
    r"\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|U0000[dD][89a-fA-F][0-9a-fA-F]{2}|U(?!00(?:0|10))[0-9a-fA-F]{8})"
)
_SUSPICIOUS = re.compile(
    rf"[\t{_WORD_SPACES}]|^%|[|>][-+0-9]*#|{_HALF_CHARACTER.pattern}", re.MULTILINE
)
_LINE = re.compile(r"[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_ODD_SPACE = re.compile(f"[{_WORD_SPACES}]")
_ODD_INDENT = re.compile(f" *[-? ]*([{_WORD_SPACES}])")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*(?:\s+#.*|\s*)$")
_CUT_HEADER = re.compile(r"[|>][-+0-9]*#")  # libyaml takes the rest as a comment
_ITEM_MARKS = re.compile(r"(?:[-?] +)*")


def prescan(text: str, found: Collector) -> None:
    """Note every refused character of `text`, each at its line and column."""
    for match in _CONTROL.finditer(text):
        line, column = _position(text, match.start())
        message, fix = _control_words(match[0])
        found.add("control-character", message, fix, line=line, column=column)
        if len(found.problems) > 50:
            return
    if _SUSPICIOUS.search(text):
        _Scanner(found).scan(text)


def _position(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    breaks = list(_BREAK.finditer(before))
    start = breaks[-1].end() if breaks else 0
    return len(breaks) + 1, index - start + 1


def _control_words(character: str) -> tuple[str, str]:
    number = ord(character)
    if 0x80 <= number <= 0x9F:
        seen = bytes([number]).decode("cp1252", "replace")
        message = f"A control character (U+{number:04X}) stands here; it was probably “{seen}”."
        return message, "Type the character again, and save as UTF-8."
    return f"A control character (U+{number:04X}) stands here.", "Delete it."


def _lines(text: str) -> Iterator[str]:
    start = 0
    for match in _BREAK.finditer(text):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


@dataclass(slots=True)
class _Scanner:
    """Walks the lines, knowing whether it is inside quotes, a block scalar or running plain text."""

    found: Collector
    number: int = 0
    quote: str = ""
    flow_depth: int = 0
    block_parent: int | None = None
    block_indent: int | None = None
    plain_parent: int | None = None
    key_parent: int = -1

    def scan(self, text: str) -> None:
        for self.number, line in enumerate(_lines(text), start=1):
            if self.quote:
                self._content(line, 0, 0)
            elif not self._in_block_scalar(line):
                self._fresh_line(line)

    def _in_block_scalar(self, line: str) -> bool:
        """Whether the line belongs to a block scalar; ends the scalar where it does not."""
        if self.block_parent is None:
            return False
        indent = len(line) - len(line.lstrip(" "))
        rest = line[indent:]
        if not rest:
            return True
        wanted = self.block_indent if self.block_indent is not None else self.block_parent + 1
        if indent >= wanted:
            if rest[0] == "\t" and self.block_indent is None:
                self._tab(indent)
            self.block_indent = indent if self.block_indent is None else self.block_indent
            return True
        if rest[0] == "\t":
            self._tab(indent)
            return True
        self.block_parent = self.block_indent = None
        return False

    def _fresh_line(self, line: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            if (tab := line.find("\t")) >= 0:
                self._tab(tab)
            return
        if line.startswith("%"):
            message = "A line starting with % is a YAML directive, which is refused here."
            self._add("directive", message, "Delete the line, or put the text in quotes.", 0)
            return
        if not self.flow_depth and (odd := _ODD_INDENT.match(line)):
            self._odd_space(odd.start(1))
            return
        if self.plain_parent is not None and indent > self.plain_parent and not self.flow_depth:
            parent = self.plain_parent
            self._content(line, self._plain(line, indent, parent), parent)
            return
        self.plain_parent = None
        start = indent
        parent = indent
        if (
            not self.flow_depth
            and (marks := _ITEM_MARKS.match(line, indent))
            and marks.end() > indent
        ):
            start = marks.end()
            parent = max(line.rfind("-", 0, start), line.rfind("?", 0, start))
        self._content(line, start, parent)

    def _content(self, line: str, position: int, parent: int) -> None:
        """Read the line from `position`, where a value or a key may start."""
        while position < len(line):
            if self.quote:
                position = self._quoted(line, position)
                continue
            character = line[position]
            if character in "\"'":
                self.quote = character
                position += 1
            elif character == "#" and (position == 0 or line[position - 1] in " \t"):
                return
            elif character == "\t":
                self._tab(position)
                position += 1
            elif character in "[{" or (character in "]}" and self.flow_depth):
                self.flow_depth += 1 if character in "[{" else -1
                position += 1
            elif character in " ," or self._is_indicator(line, position):
                position += 1
            elif not self.flow_depth and (cut := _CUT_HEADER.match(line, position)):
                message = f"Text may not start with “{character}” in YAML."
                self._add("yaml-syntax", message, "Put the text in quotes.", cut.start())
                return
            elif not self.flow_depth and _BLOCK_HEADER.match(line, position):
                self._block_header(line, position, parent)
                return
            else:
                position = self._plain(line, position, parent)

    def _block_header(self, line: str, position: int, parent: int) -> None:
        """Enter a block scalar, whose content stands further in than `parent`."""
        if (tab := line.find("\t", position)) >= 0:
            self._tab(tab)
        digit = next((int(c) for c in line[position:] if c.isdigit()), None)
        self.block_parent = parent if line[:position].strip() else self.key_parent
        self.block_indent = None if not digit else max(parent, 0) + digit

    def _is_indicator(self, line: str, position: int) -> bool:
        """Whether `:`, `-` or `?` stands alone here, rather than at the start of plain text."""
        following = line[position + 1 : position + 2]
        ends = following in ("", " ", "\t") or (self.flow_depth > 0 and line[position] == ":")
        return line[position] in ":-?" and ends

    def _quoted(self, line: str, position: int) -> int:
        """Go on to the end of the quotes or of the line; refuse escapes of half a character."""
        while position < len(line):
            character = line[position]
            if self.quote == '"' and character == "\\":
                if match := _HALF_CHARACTER.match(line, position):
                    message = f"{match[0]} is not a whole character."
                    fix = "Type the character itself."
                    self._add("lone-surrogate", message, fix, position)
                position += 2
            elif character == self.quote:
                if self.quote == "'" and line[position + 1 : position + 2] == "'":
                    position += 2
                    continue
                self.quote = ""
                return position + 1
            else:
                position += 1
        return position

    def _plain(self, line: str, position: int, parent: int) -> int:
        """Go on to the end of a piece of plain text: a key's colon, a comment, or the line's end."""
        first = position
        while position < len(line):
            character = line[position]
            following = line[position + 1 : position + 2]
            if character == "\t":
                self._tab(position)
            elif character == "#" and line[position - 1 : position] in (" ", "\t"):
                self.plain_parent = None
                return len(line)
            elif character == ":" and following in ("", " ", "\t"):
                self.plain_parent = None
                self.key_parent = parent
                return position + 1
            elif character == ":" and not self.flow_depth and _ODD_SPACE.match(following):
                self._odd_space(position + 1)
            elif self.flow_depth and character in ",[]{}":
                return position
            position += 1
        self.plain_parent = None if self.flow_depth else min(parent, first)
        return position

    def _tab(self, index: int) -> None:
        message = "A tab stands here; YAML allows only spaces."
        self._add("tab-character", message, "Replace the tab with spaces.", index)

    def _odd_space(self, index: int) -> None:
        message = "A no-break space (often pasted from Word) stands where a plain space belongs."
        self._add("no-break-space", message, "Delete it and type a space.", index)

    def _add(self, name: str, message: str, fix: str, index: int) -> None:
        self.found.add(name, message, fix, line=self.number, column=index + 1)
