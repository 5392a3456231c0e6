"""Comments that ask for remarks to be left unsaid: `# send-audit: ignore[SA401] the photograph follows`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from send_audit.load.collect import Collector
from send_audit.load.lines import split_lines
from send_audit.load.nodes import Node, to_tree
from send_audit.load.parse import parse

_MARK = "send-audit:"
_COMMENT = re.compile(
    r"(?:^|(?<=[ \t]))#[ \t]*send-audit:[ \t]*ignore\b(?:\[([^\]\r\n]*)\])?[ \t]*(.*)$"
)
_NOTHING_ELSE = re.compile(r"[ \t]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One such comment; without its brackets it has neither codes nor a reason.

    `covers` is the line whose remarks it is about; lines and columns count from 1.
    """

    codes: tuple[str, ...]
    reason: str
    line: int
    column: int
    covers: int


def find_ignores(text: str, root: Node | None) -> list[Ignore]:
    """Every such comment of a file, in order; `root` is what the file says.

    Behind text it covers its own line; alone on its line, the next line that says something. What looks like
    one, but stands in quotes or in a text of several lines, is none: a school's words ignore nothing.
    """
    if _MARK not in text or root is None:
        return []
    lines = split_lines(text)
    found = list(_found(lines))
    if not found or _says_the_same(lines, found, root):
        return found
    return [one for one in found[:_MOST_TRIED] if _says_the_same(lines, [one], root)]


_MOST_TRIED = 20
"""Each costs reading the file again, and only a file with such words in its texts comes here."""


def _says_the_same(lines: list[str], without: list[Ignore], root: Node) -> bool:
    """Whether the file says the same without these comments, if comments they are."""
    cut = list(lines)
    for one in without:
        cut[one.line - 1] = cut[one.line - 1][: one.column - 1]
    left = parse("\n".join(cut), Collector(""))
    return left is not None and to_tree(left) == to_tree(root)


def _found(lines: list[str]) -> Iterator[Ignore]:
    following = _next_lines(lines)
    for number, line in enumerate(lines, start=1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        alone = not line[: match.start()].strip()
        yield Ignore(
            codes=tuple(code.strip() for code in (match[1] or "").split(",") if code.strip()),
            reason="" if match[1] is None else match[2].strip(),
            line=number,
            column=match.start() + 1,
            covers=following[number] if alone else number,
        )


def _next_lines(lines: list[str]) -> list[int]:
    """For each line, counted from 1, the next that holds more than a comment; itself where there is none."""
    following = list(range(len(lines) + 1))
    for number in range(len(lines) - 1, 0, -1):
        holds = _NOTHING_ELSE.fullmatch(lines[number]) is None
        after = following[number + 1]
        following[number] = number + 1 if holds else after if after != number + 1 else number
    return following
