"""A return without what its school keeps private: what public numbers are added up from."""

from dataclasses import replace

from send_audit.borough.area import Included, Tally
from send_audit.borough.facts import SchoolFacts


def without_private(facts: SchoolFacts) -> SchoolFacts:
    """The return without its private answers and actions, as if they had never been asked for.

    Scores and the duty status stay: they are of the whole return, as in the school's own public plan.
    """
    hidden = {id_ for id_, item in facts.items.items() if item.private}
    if not hidden and not any(action.private for action in facts.actions):
        return facts
    return replace(
        facts,
        items={id_: item for id_, item in facts.items.items() if id_ not in hidden},
        actions=tuple(action for action in facts.actions if not action.private),
        unmet=tuple(id_ for id_ in facts.unmet if id_ not in hidden),
        needs_left_out={
            id_: needs for id_, needs in facts.needs_left_out.items() if id_ not in hidden
        },
    )


class PublicSide:
    """Lets tallies see each school without what is private, now or in the cycle before."""

    def __init__(self, *tallies: Tally) -> None:
        self._tallies = tallies

    def add(self, one: Included) -> None:
        """Hand on the public side of one school."""
        before = without_private(one.earlier) if one.earlier is not None else None
        seen = replace(one, facts=without_private(one.facts), earlier=before)
        for each in self._tallies:
            each.add(seen)
