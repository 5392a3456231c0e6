"""A borough's files to the one value that its report, its strategy and its tables are made from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from send_audit.borough.area import Area, Asked, Included
from send_audit.borough.facts import RatingBasis, SchoolFacts, thaw_facts
from send_audit.borough.standing import COUNTING, Round, make_round
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.load.library import Library
from send_audit.load.round_folder import RoundFolder
from send_audit.model.nations import for_nation
from send_audit.model.results import Assessed
from send_audit.model.words import Nation
from send_audit.pipeline import assess_file


def make_area(
    round_: RoundFolder,
    gathered: Iterable[Gathered],
    shelf: Shelf,
    as_of: date,
    basis: RatingBasis,
    last_cycle: Mapping[str, SchoolFacts] | None = None,
) -> Area:
    """Hold what was gathered against the list of schools.

    `last_cycle` are returns of an earlier round by the number of the school in this one; without it, a
    school's earlier return is the one in this folder that its newest goes back to.
    """
    gathered = list(gathered)
    library = shelf.library_for(round_.folder / "borough.yaml")
    texts = {one.file: one.text for one in gathered if one.text is not None}
    made = make_round(
        round_.schools,
        round_.borough,
        [head for one in gathered if (head := one.head) is not None],
        [one.broken for one in gathered if one.broken is not None],
        as_of,
    )
    return Area(
        borough=round_.borough,
        strategy=round_.strategy,
        authority=_authority(round_, shelf, as_of),
        as_of=as_of,
        basis=basis,
        round=made,
        items=_items(library, round_.borough.nation),
        sources=library.sources,
        each=lambda: _included(made, texts, last_cycle or {}),
    )


def _included(
    made: Round, texts: Mapping[str, str], last_cycle: Mapping[str, SchoolFacts]
) -> Iterator[Included]:
    brought: dict[str, set[str]] = {}
    for standing in made.standings:
        if standing.head is None or standing.state not in COUNTING:
            continue
        earlier = last_cycle.get(standing.urn)
        if earlier is None and standing.earlier is not None:
            earlier = thaw_facts(texts[standing.earlier.file])
        facts = thaw_facts(texts[standing.head.file])
        before = brought.setdefault(facts.shares_title or "", set())
        shared = {action.id for action in facts.actions if action.shared}
        yield Included(
            standing=standing, facts=facts, earlier=earlier, repeated=frozenset(shared & before)
        )
        before |= shared


def _items(library: Library, nation: Nation) -> dict[str, Asked]:
    """All items, with the nation's own words for a role or a plan."""
    seen = (for_nation(one, nation, library.sources) for one in library.checklists)
    return {
        item.id: Asked(checklist=checklist, section=section, item=item)
        for checklist in seen
        for section in checklist.sections
        for item in section.items
    }


def _authority(round_: RoundFolder, shelf: Shelf, as_of: date) -> Assessed | None:
    """The authority's own audit, where it has one that can be assessed."""
    file = round_.strategy_audit
    if file is None:
        return None
    return assess_file(file, shelf.library_for(file), as_of).assessed
