"""Where each school of the list stands in the round: returned, part-filled, missing, and what is odd."""

import os.path
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

from send_audit.borough.facts import ReturnHead
from send_audit.load.register import Entry
from send_audit.load.school_list import name_key
from send_audit.model.borough import Borough
from send_audit.model.plan_facts import months_after
from send_audit.model.scalars import Day
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.succession import Numbers

State = Literal["returned", "part-filled", "stale", "not-started", "missing", "broken", "excused"]
"""`returned`: at least nine in ten questions have an answer that still stands. `stale`: the audit was over a
year old when the return was due, so it counts nowhere. `not-started`: the form lies there and nothing is in
it. `broken`: a file came, and has errors. `excused`: `not_expected` in borough.yaml, and nothing came, or
only a stale return."""

COUNTING: tuple[State, ...] = ("returned", "part-filled")
"""The states in which a school's return is in the numbers."""

WHOLE = Fraction(9, 10)
"""Below this share of answers the word *incomplete* stands with every number (design.md, section 4)."""

STALE_AFTER_MONTHS = 12
"""An audit older than this when its return is due, or when it is judged, if that is earlier, is stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenReturn:
    """A file that could not be assessed: whose it is, as far as that can be read, and why.

    `is_trusts` is whether it is a trust's own file, and no school's return.
    """

    file: str
    urn: str | None
    name: str
    reasons: tuple[str, ...]
    """Each as `line N: what is wrong. What to do.`"""
    is_trusts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One school of the list on one day.

    `head` is its newest return, `earlier` the one of the cycle before that it goes back to. `under` is
    the old number that the newest came under, where that is another. `due` is
    the school's own day; `late` whether that has passed and no whole return is there. `stale` is whether
    the return's audit is over a year old on the day judged by: of one that counts, it was not yet when due.
    `duplicates` are the files of other returns of this school that are no earlier cycle of it.
    """

    entry: Entry
    state: State
    head: ReturnHead | None
    earlier: ReturnHead | None
    broken: tuple[BrokenReturn, ...]
    under: str | None
    due: date | None
    late: bool
    extended: bool
    excused_for: str | None
    reminders: int
    stale: bool
    duplicates: tuple[str, ...]

    @property
    def urn(self) -> str:
        """The school's number in the list."""
        assert self.entry.school.urn is not None  # the list is read by URN
        return self.entry.school.urn

    @property
    def is_in_la_strategy(self) -> bool | None:
        """Whether the authority's strategy covers the school; `None` where its type does not say."""
        return SCHOOL_TYPES[self.entry.school.type].in_la_strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The whole list, and what came that belongs to no school of it.

    `standings` are the open settings of the list, in its order: they are the denominator of every rate.
    `unknown` are returns of schools that the list does not have, `closed` those of schools that have closed
    and have no successor, `unreadable` broken files of trusts, and those of which nobody can say whose they
    are.
    """

    standings: tuple[Standing, ...]
    unknown: tuple[ReturnHead, ...]
    closed: tuple[ReturnHead, ...]
    unreadable: tuple[BrokenReturn, ...]


_OPEN = ("open", "closing", "unknown")
"""From proposed schools no return is expected; where the list says nothing, one is."""


def make_round(
    schools: Mapping[str, Entry],
    borough: Borough,
    heads: Iterable[ReturnHead],
    broken: Iterable[BrokenReturn],
    as_of: date,
) -> Round:
    """Hold the returns against the list.

    A return without a number counts by its name, where one school alone has it.
    """
    numbers = Numbers(borough.successors)
    open_ = {urn: entry for urn, entry in schools.items() if entry.status in _OPEN}
    owners = {number: urn for urn in open_ for number in sorted(numbers.all_of(urn))}
    owners |= {urn: urn for urn in open_}
    names = _names(open_)
    came: dict[str, list[ReturnHead]] = {}
    failed: dict[str, list[BrokenReturn]] = {}
    unknown: list[ReturnHead] = []
    closed: list[ReturnHead] = []
    unreadable: list[BrokenReturn] = []
    for head in heads:
        urn = owners.get(head.urn) if head.urn is not None else names.get(name_key(head.name))
        if urn is not None:
            came.setdefault(urn, []).append(head)
        else:
            (closed if head.urn in schools else unknown).append(head)
    for one in broken:
        by_name = names.get(name_key(one.name)) if not one.is_trusts else None
        urn = owners.get(one.urn) if one.urn is not None else by_name
        if urn is not None:
            failed.setdefault(urn, []).append(one)
        else:
            unreadable.append(one)
    make = _Maker(borough, numbers, as_of)
    return Round(
        standings=tuple(
            make.standing(entry, came.get(urn, []), failed.get(urn, []))
            for urn, entry in open_.items()
        ),
        unknown=tuple(unknown),
        closed=tuple(closed),
        unreadable=tuple(unreadable),
    )


def _names(open_: Mapping[str, Entry]) -> dict[str, str]:
    by_name: dict[str, list[str]] = {}
    for urn, entry in open_.items():
        by_name.setdefault(name_key(entry.school.name), []).append(urn)
    return {name: urns[0] for name, urns in by_name.items() if len(urns) == 1}


class _Maker:
    """Works out standings from what `borough.yaml` says of schools by number."""

    def __init__(self, borough: Borough, numbers: Numbers, as_of: date) -> None:
        self._due, self._numbers, self._as_of = borough.due, numbers, as_of
        self._excused = {entry.urn: entry.reason for entry in borough.not_expected}
        self._extended = {entry.urn: entry.until for entry in borough.extensions}
        self._reminded = [entry.urn for entry in borough.reminders]

    def standing(
        self, entry: Entry, heads: Sequence[ReturnHead], broken: Sequence[BrokenReturn]
    ) -> Standing:
        urn = entry.school.urn or ""
        ours = self._numbers.until(urn)
        newest, earlier, duplicates = _newest(heads)
        excuse = self._excused.get(
            urn
        )  # that an old number owes nothing says nothing of the new one
        more = [self._extended[u] for u in ours if u in self._extended]
        days: list[Day] = [*([self._due] if self._due is not None else []), *more]
        due = max((day.last for day in days), default=None)
        until = _good_until(newest) if newest is not None else date.max
        old = min(due or self._as_of, self._as_of) > until
        state = _state(newest, broken, excuse, old=old)
        done = state in ("returned", "excused")
        return Standing(
            entry=entry,
            state=state,
            head=newest,
            earlier=earlier,
            broken=tuple(broken),
            under=newest.urn if newest is not None and newest.urn not in (None, urn) else None,
            due=due,
            late=due is not None and due < self._as_of and not done,
            extended=bool(more),
            excused_for=excuse,
            reminders=sum(self._reminded.count(number) for number in ours),
            stale=self._as_of > until,
            duplicates=duplicates,
        )


def _good_until(head: ReturnHead) -> date:
    """The last day on which the return's audit is not stale; one without a date never is."""
    if head.audit_date is None or head.is_blank:
        return date.max
    made = Day(text=head.audit_date.isoformat(), last=head.audit_date)
    return months_after(made, STALE_AFTER_MONTHS)


def _newest(
    heads: Sequence[ReturnHead],
) -> tuple[ReturnHead | None, ReturnHead | None, tuple[str, ...]]:
    """The newest return, the one before it, and the files of others that are no earlier cycle of any.

    A blank form is older than anything that a school wrote.
    """
    if not heads:
        return None, None, ()
    newest = max(heads, key=lambda h: (not h.is_blank, h.audit_date or date.min, h.file))
    by_file = {_plain(Path(head.file)): head for head in heads}
    before = {head.file: _before(head, by_file) for head in heads}
    others = {head.file for head in heads} - {newest.file}
    others -= {one.file for one in before.values() if one is not None}
    return newest, before[newest.file], tuple(sorted(others))


def _before(head: ReturnHead, by_file: Mapping[str, ReturnHead]) -> ReturnHead | None:
    """The return that this one's plan names as the one before it, where it is of the same school."""
    if head.previous_file is None:
        return None
    before = by_file.get(_plain(Path(head.file).parent / head.previous_file))
    return before if before is not head else None


def _plain(path: Path) -> str:
    return os.path.normpath(path)


def _state(
    head: ReturnHead | None, broken: Sequence[BrokenReturn], excuse: str | None, *, old: bool
) -> State:
    if head is not None and not head.is_blank and not old:
        whole = head.questions and Fraction(head.fresh, head.questions) >= WHOLE
        return "returned" if whole else "part-filled"
    if broken:
        return "broken"
    if excuse is not None:
        return "excused"
    if old:
        return "stale"
    return "missing" if head is None else "not-started"
