"""Broken YAML: the parser's words turned into ours, at the place where a person would mend it."""

import re

import yaml

from send_audit.load.collect import Collector
from send_audit.load.lines import split_lines

_COLON = re.compile(r":(?:\s|$)")
_IN_QUOTES = "Put the text in quotes."


def explain_syntax(error: yaml.MarkedYAMLError, text: str, found: Collector) -> None:
    """Note where and why the parser gave up."""
    lines = split_lines(text.rstrip())
    opened = _mark(error.context_mark, lines)
    stopped = _mark(error.problem_mark, lines) or opened or (1, 1)
    before = lines[stopped[0] - 1][: stopped[1] - 1]
    problem = str(error.problem or "")
    message, fix, at_opening = _words(problem, before, stopped)
    if _is_cut_off(error, opened, text, lines):
        message = f"The file seems to be cut off here. {message}"
        fix = f"Fetch it again, or finish it. {fix}"
    if "start any token" in problem or "alphabetic or numeric" in problem:
        line, column = (opened if "alphabetic" in problem else None) or stopped
        message = f"Text may not start with “{lines[line - 1][column - 1 : column]}” in YAML."
        fix = _IN_QUOTES
    line, column = (opened if at_opening else None) or stopped
    found.add("yaml-syntax", message, fix, line=line, column=column)


def _is_cut_off(
    error: yaml.MarkedYAMLError, opened: tuple[int, int] | None, text: str, lines: list[str]
) -> bool:
    """Whether what the last line begins is not finished when the text ends."""
    problem, mark = str(error.problem or ""), error.problem_mark
    if mark is None or not any(one in problem for one in _AT_END):
        return False
    at_end = mark.line >= len(lines) or not text.rstrip()[mark.index :].strip()
    return at_end and opened is not None and opened[0] == len(lines)


_AT_END = ("end of stream", "<stream end>", "could not find expected ':'")


def _mark(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int] | None:
    """Line and column from 1; past the end, the last line that says something."""
    if mark is None:
        return None
    if mark.line >= len(lines):
        return len(lines), 1
    return mark.line + 1, mark.column + 1


def _words(problem: str, before: str, stopped: tuple[int, int]) -> tuple[str, str, bool]:
    """Message, fix, and whether the place is where the broken thing opened, not where it broke off.

    `before` is the line's text before the place where the parser stopped.
    """
    if "mapping values are not allowed" in problem and not _COLON.search(before):
        message = "This line is read as the rest of the text on the line above it."
        fix = (
            "Look above for a key without its colon and space, and start both lines equally far in."
        )
        return message, fix, False
    if "block end" in problem or "expected key" in problem:
        if before.rstrip().endswith(("'", '"')):
            message = "A quotation mark ends the text before this, and more text follows."
            fix = "Put the other kind of quotation mark round the whole text."
            return message, fix, False
    elif "expected ',' or" in problem:
        message = f"The bracket or brace that opens here is not closed as it should be, on line {stopped[0]}."
        return message, "Close it, and put text that holds a colon or comma in quotes.", True
    for marks, message, fix, at_opening in _ROWS:
        if any(mark in problem for mark in marks):
            return message, fix, at_opening
    message = f"The text is not valid YAML here ({problem})."
    return message, "Put text with signs in it in quotes.", False


_ROWS = (
    (
        ("mapping values are not allowed",),
        "A colon in the middle of the text makes YAML expect a key.",
        "Put the whole text in quotes, or move it below a line ending in `|`.",
        False,
    ),
    (
        ("unexpected end of stream", "unexpected document separator", "document indicator"),
        "The quotation mark that opens here is never closed.",
        "Add the missing quotation mark.",
        True,
    ),
    (
        ("escape", "hexdecimal"),
        "A backslash between double quotation marks stands for a sign, and this one is not known.",
        "Use single quotation marks, or write the backslash twice.",
        False,
    ),
    (
        ("chomping or indentation", "comment or line break", "comment or a line break"),
        "After | or > the text starts on the next line.",
        "Move the text to the next line, or put it in quotes.",
        True,
    ),
    (
        ("sequence entries are not allowed",),
        "A list cannot start on the line of its key.",
        "Put each entry on a line of its own below, starting with “- ”; or put the text in quotes.",
        False,
    ),
    (
        ("block end", "expected key", "'-' indicator"),
        "The line does not fit with the lines above it.",
        "Start it as far to the right as its neighbours, and look for a missing colon or dash.",
        False,
    ),
    (
        ("could not find expected ':'",),
        "A key has no colon after it.",
        "Add a colon and a space, or put the text in quotes.",
        True,
    ),
)
"""What the parsers' messages hold; the words differ between libyaml and pure Python, ours do not."""
