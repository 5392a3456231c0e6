"""The reader's tests: both parsers, the case files, and short ways to read a piece of YAML."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import yaml

from send_audit.load.document import Document, read_bytes
from send_audit.load.library import Library
from send_audit.model.audit import Audit
from send_audit.pipeline import check_bytes
from send_audit.problems import Problem

LOADERS: Mapping[str, type] = {"libyaml": yaml.CSafeLoader, "pure": yaml.SafeLoader}
CASES = Path(__file__).resolve().parent / "cases"
INVALID = sorted((CASES / "invalid").iterdir())
VALID = sorted((CASES / "valid").iterdir())
DAY = date(2026, 11, 23)
LIBRARY = Library()

SCHOOL = """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
"""
PLAN = f"{SCHOOL}plan:\n"
"""A plan follows, two spaces in, on line 6."""


def read(text: str | bytes, loader: str = "libyaml") -> Document:
    """Read one document with one of the parsers."""
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, "file.yaml", loader=LOADERS[loader])


def places(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Each problem's name and line."""
    return [(problem.kind.name, problem.line) for problem in problems]


def found_in(text: str | bytes) -> list[tuple[str, int]]:
    """Names and lines of all that the reader finds."""
    return places(read(text).problems)


def checked(text: str | bytes) -> tuple[Problem, ...]:
    """All problems, those of the rules included."""
    data = text.encode() if isinstance(text, str) else text
    return check_bytes(data, "file.yaml", LIBRARY, DAY).problems


def only(problems: Iterable[Problem]) -> Problem:
    """The one problem there is."""
    (problem,) = problems
    return problem


def audit(text: str, loader: str = "libyaml") -> Audit:
    """The audit, which must be sound."""
    document = read(text, loader)
    assert isinstance(document.model, Audit), document.problems
    return document.model
