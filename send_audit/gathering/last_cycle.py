"""The returns of an earlier round, by the numbers that their schools have in this one."""

from dataclasses import replace
from datetime import date

from send_audit.borough.facts import SchoolFacts
from send_audit.council import Shelf
from send_audit.gathering.gather import gather
from send_audit.gathering.make_area import make_area
from send_audit.gathering.run import GatherOptions
from send_audit.load.round_folder import RoundFolder
from send_audit.model.succession import Numbers


def read_last_cycle(
    then: RoundFolder, now: RoundFolder, options: GatherOptions
) -> dict[str, SchoolFacts]:
    """What each school of `now` returned in the round `then`, as it stood at the end of that round.

    A school that has another number since then is found by the `successors` of `now`. Raises
    `SendAuditError` as `gather` does.
    """
    day = _end(then, options.as_of)
    shelf = Shelf(options.own, as_of=day)
    options = replace(options, as_of=day)
    area = make_area(then, gather(then, options, shelf), shelf, day, options.basis)
    by_urn = {one.standing.urn: one.facts for one in area.each()}
    numbers = Numbers(now.borough.successors)
    found = {}
    for urn in now.schools:
        before = [n for n in sorted(numbers.until(urn)) if n in by_urn]
        if urn in by_urn:
            found[urn] = by_urn[urn]
        elif before:
            found[urn] = by_urn[before[-1]]
    return found


def _end(round_: RoundFolder, as_of: date) -> date:
    """The day on which a round was due; where nobody said, the day judged by."""
    due = round_.borough.due
    return min(due.last, as_of) if due is not None else as_of
