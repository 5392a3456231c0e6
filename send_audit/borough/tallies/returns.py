"""How many schools of the list have returned what, by kind and by phase. The list is the denominator."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from send_audit.borough.groups import PhaseGroup, TypeGroup
from send_audit.borough.placing import (
    phase_group_of,
    phase_groups_in,
    type_group_of,
    type_groups_in,
)
from send_audit.borough.standing import COUNTING, Round, Standing, State

NOTHING_CAME: tuple[State, ...] = ("stale", "not-started", "missing", "broken")
"""The states of a school that owes a return of which nothing can be counted yet."""

States = Mapping[State, int]
GroupT = TypeVar("GroupT", TypeGroup, PhaseGroup)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCounts:
    """Schools by state; `late` and `extended` are of all, `owing` those with nothing to count, in order.

    `unknown` and `closed` are returns of schools that the list does not have open, `duplicates` second
    returns of one school, `unreadable` files of which nobody can say whose they are.
    """

    schools: int
    states: States
    by_type: Mapping[TypeGroup, States]
    by_phase: Mapping[PhaseGroup, States]
    late: int
    extended: int
    stale: int
    under_old_number: int
    owing: tuple[Standing, ...]
    unknown: int
    closed: int
    duplicates: int
    unreadable: int

    @property
    def counted(self) -> int:
        """How many schools' returns are in the numbers of the report: whole ones and part-filled ones."""
        return sum(self.states.get(state, 0) for state in COUNTING)


def count_returns(round_: Round) -> ReturnCounts:
    """Count the round."""
    standings = round_.standings
    return ReturnCounts(
        schools=len(standings),
        states=Counter(standing.state for standing in standings),
        by_type=_by(standings, type_groups_in(standings), type_group_of),
        by_phase=_by(standings, phase_groups_in(standings), phase_group_of),
        late=sum(standing.late for standing in standings),
        extended=sum(standing.extended for standing in standings),
        stale=sum(standing.stale for standing in standings),
        under_old_number=sum(standing.under is not None for standing in standings),
        owing=tuple(standing for standing in standings if standing.state in NOTHING_CAME),
        unknown=len(round_.unknown),
        closed=len(round_.closed),
        duplicates=sum(len(standing.duplicates) for standing in standings),
        unreadable=len(round_.unreadable),
    )


def _by(
    standings: Iterable[Standing], groups: Iterable[GroupT], group_of: Callable[[Standing], GroupT]
) -> Mapping[GroupT, States]:
    counts: dict[GroupT, Counter[State]] = {group: Counter() for group in groups}
    for standing in standings:
        counts[group_of(standing)][standing.state] += 1
    return counts
