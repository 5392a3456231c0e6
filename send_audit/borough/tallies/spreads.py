"""The scores of every set of items over all schools, and over each group of kinds and of phases."""

from collections.abc import Mapping
from dataclasses import dataclass

from send_audit.borough.area import Included
from send_audit.borough.distribution import Distribution, Spread, distribution
from send_audit.borough.groups import PhaseGroup, TypeGroup
from send_audit.borough.placing import phase_group_of, type_group_of

Group = TypeGroup | PhaseGroup | None
"""`None` is all schools."""

_NOTHING = distribution(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """The distributions by set of items, as `SchoolFacts.scores` names them, and group of schools."""

    by_set: Mapping[tuple[str, Group], Distribution]

    def of(self, name: str, group: Group = None) -> Distribution:
        """The distribution of a set; where no school of the group was asked it, that of nothing."""
        return self.by_set.get((name, group), _NOTHING)


class SpreadTally:
    """Adds up the scores."""

    def __init__(self) -> None:
        self._spreads: dict[tuple[str, Group], Spread] = {}

    def add(self, one: Included) -> None:
        """Take in the scores of one school."""
        groups: tuple[Group, ...] = (
            None,
            type_group_of(one.standing),
            phase_group_of(one.standing),
        )
        for name, figures in one.facts.scores.items():
            for group in groups:
                self._spreads.setdefault((name, group), Spread()).take(figures)

    def result(self) -> Spreads:
        """The distributions of what was taken in."""
        return Spreads(by_set={key: spread.result() for key, spread in self._spreads.items()})
