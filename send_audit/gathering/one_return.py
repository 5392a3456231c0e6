"""One return to its facts, or to the reasons why it cannot be counted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from send_audit.borough.distil import distil
from send_audit.borough.facts import freeze_facts
from send_audit.borough.standing import BrokenReturn
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.load.document import read_file
from send_audit.model.audit import School
from send_audit.pipeline import Result, assess_file
from send_audit.render.privacy import count_private
from send_audit.round import facts_of_return

_MOST_REASONS = 5


def gather_return(file: Path, shelf: Shelf, as_of: date) -> Gathered:
    """Assess one file of `returns/` and keep what its borough asks for."""
    result = assess_file(file, shelf.library_for(file), as_of)
    assessed = result.assessed
    if assessed is None:
        return Gathered(file=str(file), kind="broken", broken=_broken(file, result))
    if not isinstance(assessed.audit.subject, School):
        return Gathered(file=str(file), kind="group")
    facts = distil(assessed, result.problems, basis="returned")
    facts = replace(facts, private_entries=count_private(assessed))
    return Gathered(file=str(file), kind="return", text=freeze_facts(facts))


def _broken(file: Path, result: Result) -> BrokenReturn:
    known = facts_of_return(read_file(file))
    errors = [problem for problem in result.problems if problem.kind.severity == "error"]
    reasons = [f"Line {p.line}: {p.message} {p.fix}" for p in errors[:_MOST_REASONS]]
    if len(errors) > _MOST_REASONS:
        reasons.append(f"And {len(errors) - _MOST_REASONS} more.")
    return BrokenReturn(
        file=str(file),
        urn=known.urn if known is not None else None,
        name=known.name if known is not None else "",
        reasons=tuple(reasons),
    )
