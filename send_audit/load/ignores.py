"""Comments that ask for remarks to be left unsaid: `# send-audit: ignore[SA401] the photograph follows`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from send_audit.load.lines import split_lines

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


def find_ignores(text: str) -> list[Ignore]:
    """Every such comment of a file, in order.

    Behind text it covers its own line; alone on its line, the next line that says something.
    """
    return list(_found(list(split_lines(text)))) if _MARK in text else []


def _found(lines: list[str]) -> Iterator[Ignore]:
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
            covers=_next_line(lines, number) if alone else number,
        )


def _next_line(lines: list[str], number: int) -> int:
    """The next line after `number` that holds more than a comment."""
    following = range(number, len(lines))
    return next((n + 1 for n in following if not _NOTHING_ELSE.fullmatch(lines[n])), number)
