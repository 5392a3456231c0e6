"""Case files: each invalid one gives the problem of its name at its line, each valid one no error."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from send_audit.load.decode import MAX_BYTES
from send_audit.load.nodes import MAX_VALUES
from send_audit.model.kinds import MODELS
from send_audit.pipeline import assess_file, check_file
from send_audit.problems import KINDS, Problem, has_errors
from tests.support import DAY, INVALID, LIBRARY, VALID, checked, only, places

_MARK = b"# here"

MADE: dict[str, Callable[[Path], object]] = {
    "file-not-readable": lambda path: path.mkdir(),
    "file-too-large": lambda path: path.write_bytes(b"#" * (MAX_BYTES + 1)),
    "too-many-values": lambda path: path.write_text(f"[{'a,' * MAX_VALUES}]", "utf-8"),
    "wrong-kind-of-file": lambda path: path.write_text(
        "schema: send-audit/strategy@1\nid: a\ntitle: b\nauthority: c\nnation: wales\n", "utf-8"
    ),
}
"""Kinds of which no small file is a case: how to make one at a path."""

BESIDE = {
    *("overlay-does-not-fit", "meaning-changed"),
    *("duplicate-urn", "unknown-school", "return-missing", "file-not-there"),
    *("moderation-without-return", "school-list-unreadable", "file-not-beside"),
    *("not-an-image", "image-too-large", "photo-tells-where"),
}
"""Kinds that need another file beside the one at fault: tests/test_council.py, tests/test_round.py and
tests/test_photographs.py."""


def marked_line(data: bytes) -> int:
    before, mark, _ = data.partition(_MARK)
    return len(re.findall(rb"\r\n|\r|\n", before)) + 1 if mark else 1


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.name)
def test_an_invalid_case_gives_its_problem_at_its_line_and_no_other(file: Path) -> None:
    data = file.read_bytes()
    assert places(checked(data)) == [(file.name.split(".")[0], marked_line(data))]


@pytest.mark.parametrize("name", MADE)
def test_a_case_too_large_or_strange_for_a_file_gives_its_problem(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    MADE[name](path)
    assert places(assess_file(path, LIBRARY, DAY).problems) == [(name, 1)]


def test_every_kind_of_problem_has_a_case() -> None:
    assert {file.name.split(".")[0] for file in INVALID} | set(MADE) | BESIDE == set(KINDS)


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.name)
def test_a_valid_case_gives_no_error_and_a_model(file: Path) -> None:
    result = check_file(file, LIBRARY, DAY)
    assert not has_errors(result.problems), places(result.problems)
    assert result.document.model is not None


def test_every_kind_of_file_has_a_valid_case() -> None:
    found = re.findall(rb"send-audit/([a-z]+)@1", b"".join(file.read_bytes() for file in VALID))
    assert {kind.decode() for kind in found} == set(MODELS)


INSTRUCTIONS = {
    *("Add", "Answer", "Ask", "Check", "Choose", "Close", "Copy", "Delete", "Did", "End", "Give"),
    *("Indent", "Keep", "Look", "Make", "Move", "Name", "Put", "Raise", "Rate", "Replace", "Save"),
    *("See", "Split", "Start", "Type", "Upgrade", "Use", "Write"),
}
"""What a fix may start with; “Did you mean” counts as one."""


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.name)
def test_each_problem_says_what_is_wrong_and_what_to_do(file: Path) -> None:
    problem = only(checked(file.read_bytes()))
    assert_helps(problem)


@pytest.mark.parametrize("name", MADE)
def test_each_made_problem_says_what_is_wrong_and_what_to_do(name: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    MADE[name](path)
    assert_helps(only(assess_file(path, LIBRARY, DAY).problems))


def assert_helps(problem: Problem) -> None:
    assert problem.message.endswith("."), problem.message
    assert problem.fix.split()[0] in INSTRUCTIONS, problem.fix
    assert problem.column >= 1
    said = f"{problem.message} {problem.fix}"
    for jargon in ("Traceback", "Error", "NoneType", "dict", "validation", "<class"):
        assert jargon not in said
