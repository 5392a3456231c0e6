"""All that a borough's report is made from: the round, the authority's own audit, each school in turn."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from send_audit.borough.facts import ActionFacts, RatingBasis, SchoolFacts
from send_audit.borough.standing import Round, Standing
from send_audit.model.borough import Borough
from send_audit.model.checklist import Checklist, Item, Section, Source
from send_audit.model.results import Assessed
from send_audit.model.strategy import Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item with the checklist and the section that it stands in, at its newest version."""

    checklist: Checklist
    section: Section
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Included:
    """One school whose return counts, and what it returned in the cycle before, where that is known.

    `repeated` are the ids of actions of its trust that a school before it has brought already.
    """

    standing: Standing
    facts: SchoolFacts
    earlier: SchoolFacts | None
    repeated: frozenset[str] = frozenset()

    @property
    def actions_to_sum(self) -> tuple[ActionFacts, ...]:
        """The actions to be counted and their money added up: a trust's own once, at its first school."""
        return tuple(action for action in self.facts.actions if action.id not in self.repeated)

    @property
    def is_complete(self) -> bool:
        """Whether enough is answered for its numbers to stand beside those of others."""
        return self.standing.state == "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One borough on one day. `authority` is its own audit, assessed, where there is one.

    `each` gives the schools whose returns count, in the order of the list, one at a time: they need not all
    fit into memory. It may be called again. `items` are all items by id,
    `sources` what they rest on.
    """

    borough: Borough
    strategy: Strategy | None
    authority: Assessed | None
    as_of: date
    basis: RatingBasis
    round: Round
    items: Mapping[str, Asked]
    each: Callable[[], Iterator[Included]]
    sources: Mapping[str, Source] = field(default_factory=dict)


class Tally(Protocol):
    """Something that is added up over schools, in one pass with all the others."""

    def add(self, one: Included) -> None:
        """Take one school into account."""


def tally(area: Area, *tallies: Tally) -> None:
    """Go over the schools once and let each tally take every one of them into account."""
    for one in area.each():
        for each in tallies:
            each.add(one)
