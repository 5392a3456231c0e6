"""Refuse by name what YAML parsers disagree on: tabs, odd spaces, directives, half characters.

libyaml and the pure Python parser read these differently, so neither may ever see them. A file without
any such character costs one search. Otherwise a small scanner tells quoted text, comments and block
scalars, where most of them are harmless, from the rest.
"""

import re
from dataclasses import dataclass, field

from send_audit.load.collect import Collector
from send_audit.load.lines import count_breaks, line_start, split_lines
from send_audit.load.nodes import MAX_DEPTH, MAX_VALUES

CONTROL_CHARACTERS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff"
)
"""For use between the brackets of a pattern: what no text holds but line ends and tabs may surround."""

_CONTROL = re.compile(f"[{CONTROL_CHARACTERS}]")
_MOST_CONTROL = 50  # a file with more of them is not text
_ODD = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_HALF_CHARACTER = re.compile(
    r"\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|U0000[dD][89a-fA-F][0-9a-fA-F]{2}|U(?!00(?:0|10))[0-9a-fA-F]{8})"
)
_SUSPICIOUS = re.compile(
    rf"[\t{_ODD}]|(?:^|\r)%|[|>][-+0-9]*#| #\w|{_HALF_CHARACTER.pattern}", re.MULTILINE
)
_MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t]|$)")
_ODD_INDENT = re.compile(f" *+(?:[-?] ++)*+[-?]?([{_ODD}])")
_PROPERTY = re.compile(r"[&*!][^ \t,\[\]{}]*")
_BLOCK_HEADER = re.compile(r"[|>][-+]?([0-9]?)[-+]?([ \t]*)(?:(?<=[ \t])#.*)?$")
_CUT_HEADER = re.compile(r"[|>][-+0-9]*#")  # libyaml takes the rest as a comment
_BLOCK_STOP = re.compile(rf"\t|(?<= )#|:(?=[ \t{_ODD}]|$)")
_FLOW_STOP = re.compile(r"\t|(?<= )#|:(?=[ \t,\[\]{}]|$)|[,\[\]{}]")
_QUOTE_STOP = {'"': re.compile(r'\\.?|"'), "'": re.compile(r"''|'")}


def prescan(text: str, found: Collector) -> None:
    """Note every refused character of `text`, each at its line and column."""
    line, start = 1, 0
    for count, match in enumerate(_CONTROL.finditer(text)):
        if count > _MOST_CONTROL:
            return
        line += count_breaks(text, start, match.start())
        start = match.start()
        message, fix = _control_words(match[0])
        column = start - line_start(text, start) + 1
        found.add("control-character", message, fix, line=line, column=column)
    if _may_be_suspicious(text) and _SUSPICIOUS.search(text):
        _Scanner(found).scan(text)


def _may_be_suspicious(text: str) -> bool:
    """Whether there is any sign at all that the pattern looks for: it costs a hundred times as much."""
    return not text.isascii() or any(sign in text for sign in "\t%#\\")


def _control_words(character: str) -> tuple[str, str]:
    """Message and fix for a control character that stands in the text."""
    number = ord(character)
    if 0x80 <= number <= 0x9F:
        seen = bytes([number]).decode("cp1252", "replace")
        message = f"A control character (U+{number:04X}) stands here; it was probably “{seen}”."
        return message, "Type the character again, and save as UTF-8."
    return f"A control character (U+{number:04X}) stands here.", "Delete it."


@dataclass(slots=True)
class _Scanner:
    """Walks the lines, knowing whether it is inside quotes, a block scalar or running plain text.

    `indents` are the columns of the open blocks and lists, as YAML counts them. `block_least` is the
    indentation that the content of the open block scalar has at least, and `block_known` whether that
    is exact. `token` is where in the line the text began that may turn out to be a key.
    """

    found: Collector
    number: int = 0
    quote: str = ""
    flow_depth: int = 0
    indents: list[int] = field(default_factory=lambda: [-1])
    block_least: int | None = None
    block_known: bool = False
    is_plain: bool = False
    token: int = -1
    key_seen: bool = False
    values: int = 0
    is_hopeless: bool = False

    def scan(self, text: str) -> None:
        for self.number, line in enumerate(split_lines(text), start=1):
            if not line:
                continue
            if self.is_hopeless:
                return
            self.token, self.key_seen = -1, False
            if self.quote:
                self._content(line, 0)
            elif not self._in_block_scalar(line):
                self._fresh_line(line)

    def _in_block_scalar(self, line: str) -> bool:
        """Whether the line belongs to a block scalar; ends the scalar where it does not."""
        if self.block_least is None:
            return False
        indent = _indent_of(line)
        rest = line[indent:]
        if not rest:
            return True
        if rest[0] == "\t" and not (self.block_known and indent >= self.block_least):
            self._tab(indent)
            return True
        if indent < self.block_least:
            self.block_least = None
            return False
        if not self.block_known:
            self.block_least, self.block_known = indent, True
        return True

    def _fresh_line(self, line: str) -> None:
        indent = _indent_of(line)
        if not line.strip(" \t"):
            if (tab := line.find("\t")) >= 0:
                self._tab(tab)
            return
        if line.startswith("%"):
            message = "A line starting with % is a YAML directive, which is refused here."
            self._add("directive", message, "Delete the line, or put the text in quotes.", 0)
            return
        if odd := _ODD_INDENT.match(line):
            self._odd_space(odd.start(1))
            return
        goes_on = self.is_plain and (self.flow_depth > 0 or indent > self.indents[-1])
        self.is_plain = False
        if marker := _MARKER.match(line):
            self.indents = [-1]
            self._content(line, marker.end())
        elif goes_on and line[indent] != "#":
            self._content(line, self._plain(line, indent))
        else:
            while self.indents[-1] > indent and not self.flow_depth:
                self.indents.pop()
            self._content(line, indent)

    def _content(self, line: str, position: int) -> None:
        """Read the line from `position`, where a key or a value may start."""
        while position < len(line) and not self.is_hopeless:
            if self.quote:
                position = self._quoted(line, position)
            elif line[position] == "#" and line[position - 1 : position] in ("", " ", "\t"):
                return
            elif self._is_mark(line, position):
                position += 1
            else:
                position = self._text(line, position)

    def _is_mark(self, line: str, position: int) -> bool:
        """Whether a space or a sign of YAML's own stands here; takes note of what it means."""
        character = line[position]
        if character in " ,":
            return True
        if character in "\"'":
            self.quote, self.token = character, position
        elif character == "\t":
            self._tab(position)
        elif character in "[{" or (character in "]}" and self.flow_depth):
            self.flow_depth += 1 if character in "[{" else -1
            self._count(1)
        elif self._is_indicator(line, position):
            self._indicator(character, position)
        else:
            return False
        return True

    def _text(self, line: str, position: int) -> int:
        """Go over a block scalar's header, an anchor, a tag or plain text."""
        if line[position] in "|>" and not self.flow_depth:
            return self._block_header(line, position)
        mark = _PROPERTY.match(line, position)
        return mark.end() if mark else self._plain(line, position)

    def _is_indicator(self, line: str, position: int) -> bool:
        """Whether `:`, `-` or `?` stands alone here, rather than at the start of plain text."""
        following = line[position + 1 : position + 2]
        ends = following in ("", " ", "\t") or (self.flow_depth > 0 and line[position] == ":")
        return line[position] in ":-?" and ends

    def _indicator(self, character: str, position: int) -> None:
        """A list entry indents to its dash, a block of keys to its first key."""
        self._count(2 if character == ":" else 1)  # a key and its value, or an entry
        self.key_seen = self.key_seen or character == ":"
        column = self.token if character == ":" and self.token >= 0 else position
        self.token = -1
        if not self.flow_depth and column > self.indents[-1]:
            self.indents.append(column)

    def _count(self, values: int) -> None:
        """Give up where the parser will refuse the depth or the size before it gets any further."""
        self.values += values
        too_deep = self.flow_depth + len(self.indents) > MAX_DEPTH + 2
        self.is_hopeless = self.is_hopeless or too_deep or self.values > MAX_VALUES

    def _block_header(self, line: str, position: int) -> int:
        """Enter a block scalar; its content stands further in than the innermost block or list."""
        if _CUT_HEADER.match(line, position):
            message = f"Text may not start with “{line[position]}” in YAML."
            self._add("yaml-syntax", message, "Put the text in quotes.", position)
            return len(line)
        header = _BLOCK_HEADER.match(line, position)
        if header is None:
            return self._plain(line, position)
        if "\t" in header[2]:
            self._tab(line.index("\t", header.start(2)))
        parent = max(self.indents[-1], 0)
        self.block_known = header[1] not in ("", "0")
        self.block_least = parent + int(header[1]) if self.block_known else self.indents[-1] + 1
        self.block_least = max(self.block_least, 1)
        return len(line)

    def _quoted(self, line: str, position: int) -> int:
        """Go on to the end of the quotes or of the line; refuse escapes of half a character."""
        for match in _QUOTE_STOP[self.quote].finditer(line, position):
            if match[0] == self.quote:
                self.quote = ""
                return match.end()
            if half := _HALF_CHARACTER.match(line, match.start()):
                message = f"{half[0]} is not a whole character."
                fix = "Type the character itself."
                self._add("lone-surrogate", message, fix, half.start())
            if self.is_hopeless:
                break
        return len(line)

    def _plain(self, line: str, position: int) -> int:
        """Go on to the end of a piece of plain text: a key's colon, a comment, or the line's end."""
        self.token = position
        stops = _FLOW_STOP if self.flow_depth else _BLOCK_STOP
        for match in stops.finditer(line, position):
            if match[0] == "\t":
                self._tab(match.start())
            elif match[0] == "#":
                self._comment(line, match.start())
                return len(line)
            elif match[0] != ":" or line[match.end() : match.end() + 1] in _AFTER_A_KEY:
                return match.start()
            elif not self.key_seen and " " not in line[position : match.start()]:
                self._odd_space(match.end())  # one word, so it looks like a key
        self.is_plain = True
        return len(line)

    def _comment(self, line: str, position: int) -> None:
        """Remark on “Room #4”, which YAML cuts after “Room”; a comment proper has a space after #."""
        word = line[position + 1 :]
        if word[:1].isalnum():
            message = f"“ #” starts a comment, so the text ends before “#{word[:40]}”."
            fix = "Put the text in quotes; if a comment is meant, put a space after #."
            self._add("comment-in-text", message, fix, position)

    def _tab(self, index: int) -> None:
        message = "A tab stands here; YAML allows only spaces."
        self._add("tab-character", message, "Replace the tab with spaces.", index)

    def _odd_space(self, index: int) -> None:
        message = "A special space stands where a plain one belongs; Word often puts one there."
        self._add("no-break-space", message, "Delete it and type a space.", index)

    def _add(self, name: str, message: str, fix: str, index: int) -> None:
        self.found.add(name, message, fix, line=self.number, column=index + 1)
        self.is_hopeless = self.is_hopeless or self.found.is_swamped


_AFTER_A_KEY = ("", " ", "\t", *",[]{}")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
