"""The two PDF checkers from PyPI, pdfua and outloud, behind one type. They run without Java.

A rule that crashed or could not run is an error here: it has proved nothing, and both checkers pass
over it in silence. The one exception is EMPTY_HEADING: pdfua 0.1.3 asks a list for "is_integer" and
so never finishes that rule on a PDF of WeasyPrint's. outloud's own rule about empty headings, there
a warning, is an error here in its place.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import outloud
import pdfua
from outloud.findings import Finding

Level = Literal["error", "warning", "info"]

LEVELS: Final[dict[str, Level]] = {"error": "error", "warning": "warning", "info": "info"}
# Where outloud 0.2.1 is wrong, with what stands in its place (ADR 5).
#  TBL-010 takes a table with more header cells than others for a broken one. A table of two columns whose
#  first cells name the rows has one header a row and two more; PDF/UA asks for those headers.
#  test_every_document.py counts them.
HEADERS_AND_FEW_CELLS: Final = "TBL-010"

EMPTY_HEADING: Final = {"pdfua": "UA-14-001", "outloud": "TAG-020"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What one checker says of one place. `page` counts from 1; None is the whole document."""

    checker: Literal["pdfua", "outloud"]
    level: Level
    rule: str
    message: str
    page: int | None = None

    def __str__(self) -> str:
        where = f"page {self.page}" if self.page else "document"
        return f"{self.checker} {self.level} {self.rule} ({where}): {self.message}"


def ask_both(path: Path) -> list[Remark]:
    return ask_pdfua(path) + ask_outloud(path)


def errors(remarks: Sequence[Remark]) -> list[Remark]:
    """Those that fail a test: `assert not errors(ask_both(path))` shows each of them."""
    return [remark for remark in remarks if remark.level == "error"]


def ask_pdfua(path: Path) -> list[Remark]:
    try:
        report = pdfua.validate(str(path))
    except pdfua.PdfuaError as error:
        return [Remark("pdfua", "error", "unreadable", str(error))]
    remarks = [_pdfua_remark(found) for found in report.findings]
    return remarks + [
        _pdfua_not_run(run.rule_id, str(run.skipped_reason)) for run in report.skipped
    ]


def _pdfua_remark(found: pdfua.Finding) -> Remark:
    level = LEVELS[found.severity.name.lower()]
    return Remark("pdfua", level, found.rule_id, found.message, found.location.page)


def _pdfua_not_run(rule: str, reason: str) -> Remark:
    known = rule == EMPTY_HEADING["pdfua"] and "is_integer" in reason
    return Remark("pdfua", "info" if known else "error", rule, f"could not run: {reason}")


def ask_outloud(path: Path) -> list[Remark]:
    with warnings.catch_warnings():
        # Its libraries' own; where warnings are errors they would crash its rules.
        warnings.simplefilter("ignore")
        result = outloud.check(str(path))
    if result.error:
        return [Remark("outloud", "error", "unreadable", result.error)]
    crashed = [run for run in result.runs if run.status == "crashed"]
    remarks = [_outloud_remark(found) for found in result.findings]
    return remarks + [
        Remark("outloud", "error", run.rule, f"crashed: {run.reason}") for run in crashed
    ]


def _outloud_remark(found: Finding) -> Remark:
    level = "error" if found.rule == EMPTY_HEADING["outloud"] else LEVELS[found.severity]
    if found.rule == HEADERS_AND_FEW_CELLS:
        level = "info"
    message = f"{found.message} [{found.evidence}]" if found.evidence else found.message
    return Remark("outloud", level, found.rule, message, found.page)
