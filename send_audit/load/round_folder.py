"""One borough folder as a whole: its own file, the list of schools, returns, moderation and strategy."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.document import Document, read_file, with_excerpts
from send_audit.load.register import Entry, read_entry
from send_audit.load.school_rows import note_no_school, school_rows
from send_audit.load.walk import is_file, yaml_below, yaml_in
from send_audit.model.borough import Borough, Moderation
from send_audit.model.strategy import Strategy
from send_audit.problems import Problem, SendAuditError

BOROUGH_FILE, SCHOOLS_FILE = "borough.yaml", "schools.csv"
RETURNS, MODERATION = "returns", "moderation"
STRATEGY_FILE, STRATEGY_AUDIT_FILE = "strategy.yaml", "strategy-audit.yaml"


class BrokenRoundError(SendAuditError):
    """A borough's own file or list is there and not sound: with all that is wrong in it."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFolder:
    """A borough folder, read as far as it is sound. `problems` are those of the files read here.

    `schools` are the settings of the list by URN, closed ones too; `returns` the files below `returns/`, in
    order. `moderation` is by the URN it names. `strategy_audit` is there where the authority's own audit is.
    """

    folder: Path
    borough: Borough
    schools: Mapping[str, Entry]
    returns: tuple[Path, ...]
    moderation: Mapping[str, Moderation]
    moderation_files: Mapping[str, Path]
    strategy: Strategy | None
    strategy_audit: Path | None
    problems: tuple[Problem, ...]


def read_round_folder(folder: Path) -> RoundFolder:
    """Read a borough folder.

    Raises `SendAuditError` where it has no `borough.yaml` or list of schools, and `BrokenRoundError` where
    one is not sound: without them nobody knows who owes a return.
    """
    borough_file = folder / BOROUGH_FILE
    if not is_file(borough_file):
        raise SendAuditError(
            f"There is no {BOROUGH_FILE} in {folder}. Name a borough's folder, or make one: "
            "send-audit borough init --gias LIST.csv --la CODE --out BOROUGH."
        )
    document = read_file(borough_file)
    if not isinstance(document.model, Borough):
        raise BrokenRoundError(
            _why_not(document), tuple(with_excerpts(document.problems, document))
        )
    problems = list(document.problems)
    schools = _schools(folder / SCHOOLS_FILE)
    moderation: dict[str, Moderation] = {}
    moderation_files: dict[str, Path] = {}
    for file in yaml_in(folder / MODERATION):
        read = read_file(file)
        problems += read.problems
        if isinstance(read.model, Moderation):
            moderation[read.model.urn] = read.model
            moderation_files[read.model.urn] = file
    strategy = _strategy(folder, document.model, problems)
    strategy_audit = folder / (
        strategy.audit if strategy is not None and strategy.audit else STRATEGY_AUDIT_FILE
    )
    return RoundFolder(
        folder=folder,
        borough=document.model,
        schools=schools,
        returns=tuple(yaml_below(folder / RETURNS)),
        moderation=moderation,
        moderation_files=moderation_files,
        strategy=strategy,
        strategy_audit=strategy_audit if is_file(strategy_audit) else None,
        problems=tuple(problems),
    )


def _why_not(document: Document) -> str:
    if not document.problems:
        return f"{document.file} is of another kind: it must start `schema: send-audit/borough@1`."
    return f"{document.file} cannot be used, and nothing can be made without it."


def _schools(file: Path) -> dict[str, Entry]:
    """The settings of the list. A URN's first row counts, and children's centres are no settings."""
    if not is_file(file):
        raise SendAuditError(
            f"There is no {file.name} in {file.parent}, so nobody knows who owes a return. Make it with "
            "send-audit borough init, or save the schools there with the columns URN and EstablishmentName."
        )
    found = Collector(str(file))
    entries: dict[str, Entry] = {}
    for row in school_rows(file, found):
        if row.urn is not None and row.urn not in entries:
            entries[row.urn] = read_entry(row)
    if not entries:
        note_no_school(found)
    if found.problems:
        message = f"{file} cannot be used, and nothing can be made without it."
        raise BrokenRoundError(message, tuple(found.problems))
    return {urn: entry for urn, entry in entries.items() if entry.is_school}


def _strategy(folder: Path, borough: Borough, problems: list[Problem]) -> Strategy | None:
    file = folder / (borough.strategy or STRATEGY_FILE)
    if not is_file(file):
        return None
    document = read_file(file)
    problems += document.problems
    return document.model if isinstance(document.model, Strategy) else None
