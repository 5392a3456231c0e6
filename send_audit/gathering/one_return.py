"""One return to its facts, or to the reasons why it cannot be counted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from send_audit.borough.distil import distil, figures_of
from send_audit.borough.facts import RatingBasis, SchoolFacts, freeze_facts
from send_audit.borough.moderating import moderate
from send_audit.borough.standing import BrokenReturn
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.load.document import read_file
from send_audit.model.audit import School
from send_audit.model.borough import Moderation
from send_audit.model.results import Assessed
from send_audit.model.words import Rating
from send_audit.pipeline import Result, assess_file
from send_audit.problems import Problem
from send_audit.render.privacy import count_private
from send_audit.round import facts_of_return

_MOST_REASONS = 5


def gather_return(
    file: Path,
    shelf: Shelf,
    as_of: date,
    *,
    basis: RatingBasis = "returned",
    moderation: Mapping[str, Moderation] = MappingProxyType({}),
) -> Gathered:
    """Assess one file of `returns/` and keep what its borough asks for.

    `moderation` is by the number that the return may have (`moderation_by_number`); `basis` says whose
    ratings the facts are of where an officer changed one.
    """
    result = assess_file(file, shelf.library_for(file), as_of)
    if result.assessed is None:
        return Gathered(file=str(file), kind="broken", broken=_broken(file, result))
    school = result.assessed.audit.subject
    if not isinstance(school, School):
        return Gathered(file=str(file), kind="group")
    read = moderation.get(school.urn) if school.urn is not None else None
    facts = _facts(result.assessed, result.problems, basis, read)
    return Gathered(file=str(file), kind="return", text=freeze_facts(facts))


def _facts(
    one: Assessed,
    problems: Sequence[Problem],
    basis: RatingBasis,
    moderation: Moderation | None,
) -> SchoolFacts:
    private = count_private(one)
    if moderation is None:
        return replace(distil(one, problems, basis=basis), private_entries=private)
    both = moderate(one, moderation)
    counting = both.assessed if basis == "moderated" else one
    facts = distil(counting, problems, basis=basis, moderation=both.facts)
    if both.facts.other_audit:
        return replace(facts, private_entries=private)
    return replace(
        facts,
        private_entries=private,
        known_returned=_own(one, facts),
        overall_returned=figures_of(one.scorecard.overall),
        overall_moderated=figures_of(both.assessed.scorecard.overall),
    )


def _own(one: Assessed, facts: SchoolFacts) -> dict[str, Rating | None]:
    """The school's own ratings of the items for which the facts have others."""
    asked = (outcome for outcome in one.outcomes if outcome.item.id in facts.items)
    own = {outcome.item.id: outcome.known for outcome in asked}
    return {id_: known for id_, known in own.items() if known != facts.items[id_].known}


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
