"""The pre-scan refuses tabs and odd spaces where they have a meaning, and leaves them alone in text."""

import pytest

from send_audit.load.collect import Collector
from send_audit.load.prescan import prescan

TAB, NBSP = "\t", "\u00a0"


def scan(text: str) -> list[tuple[str, int, int]]:
    found = Collector("file.yaml")
    prescan(text, found)
    return [(problem.kind.name, problem.line, problem.column) for problem in found.problems]


QUIET = {
    "in double quotes": f'a: "x{TAB}y"',
    "in single quotes": f"a: 'x{TAB}y'",
    "after doubled quotes": f"a: 'it''s{TAB}free'",
    "after an escaped quote": f'a: "say \\"{TAB}\\" twice"',
    "after an escaped backslash": f'a: "\\\\"\nb: "{TAB}"',
    "in quotes over several lines": f'a: "one\n{TAB}two\n\n  {TAB}three"',
    "in a quoted key": f'"a{TAB}b": c',
    "in a comment": f"a: b  #{TAB}tab",
    "in a comment of its own": f"  # it's a{TAB}tab\na: b",
    "in a comment with open quotes": f"a: b  # it's \"\nb: 'x{TAB}y'",
    "in a block scalar": f"a: |\n  x{TAB}y\n  {TAB}z",
    "in a folded scalar with a header": f"a: >-2  # it's\n   x{TAB}y",
    "in a block scalar in a list": f"-\n  - |\n    x{TAB}y\n  - b",
    "in a block scalar of a list entry's key": f"- a: |\n    x{TAB}y\n  b: c",
    "in a block scalar below its key": f"a:\n  |\n  x{TAB}y",
    "in a block scalar of indentation 1": f"a: |\n x{TAB}y",
    "in a block scalar in a nested key": f"a:\n  b:\n    c: |\n     x{TAB}y\n  d: e",
    "in a block scalar below a quoted key": f"'it''s':\n  |\n  x{TAB}y",
    "in a block scalar with marks in it": f"a: |\n  - it's\n  # no comment \"\n  b: {TAB}c",
    "below a block scalar with open quotes": f"a: |\n  it's\nb: 'x{TAB}y'",
    "after plain text with an apostrophe": f"a: it's\nb: 'x{TAB}y'",
    "after plain text with quotes": f'a: say "yes\nb: "x{TAB}y"',
    "after running plain text with quotes": f"a: one\n  'two\nb: 'x{TAB}y'",
    "after running plain text in brackets": f"a: [one\n  'two, b]\nb: 'x{TAB}y'",
    "in quotes in brackets": f"a: ['x, ]{TAB}y', b]",
    "in quotes in braces over lines": f'a: {{b: "x,\n  {TAB}y"}}',
    "after a colon in a link": f"a: http://x.example:80/#'b\nb: 'x{TAB}y'",
    "after a hash inside a word": f"a: b#c'd\nb: '{TAB}'",
    "after a tag": f"a: !x |\n  b{TAB}c",
    "after CR line ends": f'a: "x{TAB}y"\rb: it\'s\rc: "{TAB}"\r',
    "after CR LF line ends": f'a: |\r\n  x{TAB}y\r\nb: "{TAB}"\r\n',
    "after a document marker": f'---\na: "x{TAB}y"\n',
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_a_tab_in_text_is_left_alone(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_a_no_break_space_in_text_is_left_alone(text: str) -> None:
    assert scan(text.replace(TAB, NBSP)) == []


LOUD = {
    "as indentation": (f"a:\n{TAB}b: c", 2, 1),
    "after spaces of indentation": (f"a:\n  {TAB}b: c", 2, 3),
    "on a blank line": (f"a: b\n {TAB}\nc: d", 2, 2),
    "after a colon": (f"a:{TAB}b", 1, 3),
    "after a dash": (f"-{TAB}b", 1, 2),
    "in plain text": (f"a: b{TAB}c", 1, 5),
    "at the end of a line": (f"a: b{TAB}", 1, 5),
    "before a comment": (f"a: b{TAB}# c", 1, 5),
    "after quotes": (f"a: 'b'{TAB}", 1, 7),
    "in brackets": (f"a: [b,{TAB}c]", 1, 7),
    "in running plain text": (f"a: b\n  c{TAB}d", 2, 4),
    "before a block header's comment": (f"a: |{TAB}# c\n  d", 1, 5),
    "as indentation of a block scalar": (f"a: |\n{TAB}b", 2, 1),
    "below a block scalar": (f"a: |\n  b\nc:{TAB}d", 3, 3),
    "below an empty block scalar": (f"a:\n  - b: |\n    c:{TAB}d", 3, 7),
    "below an empty block scalar of a quoted key": (f"a:\n  'b''c':\n    |\n  d:{TAB}e", 4, 5),
    "before the first line of a block scalar": (f"a: |\n  {TAB}b", 2, 3),
    "below a list's block scalar": (f"-\n  |\n  b\n-{TAB}c", 4, 2),
    "below quotes that hold an apostrophe": (f'a: "it\'s"\nb:{TAB}c', 2, 3),
    "below a comment with open quotes": (f"a: b # it's\nb:{TAB}c", 2, 3),
    "below plain text with an apostrophe": (f"a: it's\nb:{TAB}c", 2, 3),
    "with CR line ends": (f"a: it's\rb:{TAB}c\r", 2, 3),
}


@pytest.mark.parametrize(("text", "line", "column"), LOUD.values(), ids=LOUD)
def test_a_tab_outside_text_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    assert scan(text) == [("tab-character", line, column)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (f"a:\n{NBSP}{NBSP}b: c", 2, 1),
        (f"a:\n  {NBSP}b: c", 2, 3),
        (f"a:{NBSP}b", 1, 3),
        (f"-{NBSP}b", 1, 2),
        (f"- -{NBSP}b", 1, 4),
        (f"- {NBSP}b", 1, 3),
        (f"a: b\n{NBSP}\n", 2, 1),
        (f"a: [b,\n{NBSP}c]", 2, 1),
        ("a:\n\u3000b: c", 2, 1),
        ("a:\n\u2003b: c", 2, 1),
        ("a:\u200bb", 1, 3),
    ],
)
def test_an_odd_space_for_indentation_or_after_an_indicator_is_refused(
    text: str, line: int, column: int
) -> None:
    assert scan(text) == [("no-break-space", line, column)]


@pytest.mark.parametrize(
    "text", [f"a: 5{NBSP}mm", f"a: b c:{NBSP}d", f"a: b\n  c{NBSP}d", NBSP * 0]
)
def test_an_odd_space_inside_plain_text_is_left_alone(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(
    ("escape", "is_half"),
    [
        (r"\ud800", True),
        (r"\uDFFF", True),
        (r"\U0000d800", True),
        (r"\U00110000", True),
        (r"\ud7ff", False),
        (r"\ue000", False),
        (r"\U0010ffff", False),
        (r"\\ud800", False),
        (r"\\\ud800", True),
    ],
)
def test_an_escape_of_half_a_character_is_refused(escape: str, is_half: bool) -> None:
    assert [name for name, *_ in scan(f'a: "{escape}"')] == ["lone-surrogate"] * is_half
    assert scan(f"a: '{escape}'") == [], "between single quotes a backslash is only a backslash"


def test_a_percent_sign_starts_a_directive_at_the_start_of_a_line_only() -> None:
    assert scan("%YAML 1.1\n---\na: b") == [("directive", 1, 1)]
    assert scan("a: b\r%TAG x\r") == [("directive", 2, 1)]
    assert scan("a: |\n  %5\nb: 'c\n%5'\nd: 5%") == []


@pytest.mark.parametrize(
    "character", "\0\x07\x0b\x0c\x1b\x7f\x80\x92\u2028\u2029\ufeff\ufffe\ufdd0"
)
def test_control_characters_are_refused_even_in_quotes(character: str) -> None:
    assert scan(f"a: b\r\nc: '{character}'") == [("control-character", 2, 5)]


@pytest.mark.parametrize("character", "\u200d\u00ad\u2019\u20ac\U0001f600\u0301\u0627")
def test_characters_of_writing_are_not(character: str) -> None:
    assert scan(f"a: b{character}c") == []
