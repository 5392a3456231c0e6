"""Where a borough's round stands, as text: the totals, then by type and phase, then what to see to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from send_audit.borough.groups import PHASE_GROUP_NAMES, TYPE_GROUP_NAMES
from send_audit.borough.round_counts import PLAN_WORDS, STATES, Counts, PlanWord
from send_audit.borough.standing import State
from send_audit.render.borough.columns import columns
from send_audit.render.borough.status_input import RoundStatus
from send_audit.render.borough.status_lists import all_schools, lists
from send_audit.render.due_text import as_text
from send_audit.render.look import Look
from send_audit.render.wording import date_text, day_text, plural

GroupT = TypeVar("GroupT", bound=str)

STATE_WORDS: Mapping[State, str] = {
    "returned": "Returned",
    "part-filled": "Part filled",
    "stale": "Too old",
    "not-started": "Not started",
    "missing": "Missing",
    "broken": "Broken",
    "excused": "Excused",
}
_MEANINGS: Mapping[State, str] = {
    "returned": "nine answers in ten, or more, still stand",
    "part-filled": "begun, with fewer such answers",
    "stale": "the audit was over a year old when due, and counts nowhere",
    "not-started": "the form is there, and nothing in it",
    "missing": "no file is there",
    "broken": "a file is there that cannot be read as it is",
    "excused": "nothing is there, and nothing expected",
}
_PLAN_WORDS: Mapping[PlanWord, str] = {
    "in-force": "In force, for more than a year",
    "running-out": "In force, and over within a year",
    "expired": "Its time is over",
    "not-begun": "Not begun yet",
    "not-dated": "Adopted, with no end written",
    "proposals": "Proposals only",
    "none": "None in the return",
    "not-asked": "Schedule 10 asks for none",
    "not-known": "Not known: nothing was returned",
}


def render_round_text(status: RoundStatus, look: Look, *, every: bool = False) -> str:
    """Render the round. `every` names every school and cuts no list short.

    To those who listen (`look.plain`) each row is a sentence; others see columns.
    """
    counts = status.counts
    blocks: list[Iterable[str]] = [
        _head(status),
        _states(counts.total, look),
        _beside(status),
        *_groups(counts.by_type, TYPE_GROUP_NAMES, "By type", look),
        *_groups(counts.by_phase, PHASE_GROUP_NAMES, "By phase", look),
        _plans(counts.total, look),
        *lists(status, every=every),
        *([all_schools(status)] if every else []),
    ]
    return as_text(blocks).rstrip("\n") + "\n"


def _head(status: RoundStatus) -> Iterator[str]:
    borough, counts = status.borough, status.counts
    yield f"{borough.name} ({borough.code}), as on {date_text(counts.as_of)}"
    if borough.due is None:
        yield "No day is set for the returns: write one behind `due:` in borough.yaml."
    elif borough.due.last < counts.as_of:
        yield f"Returns were due by {day_text(borough.due)}."
    else:
        yield f"Returns are due by {day_text(borough.due)}."
    yield (
        f"schools.csv lists {plural(counts.total.schools, 'school')} that are open: every number here is "
        "out of these."
        if counts.total.schools != 1
        else "schools.csv lists 1 school that is open."
    )


def _states(counts: Counts, look: Look) -> Iterator[str]:
    rows = [(STATE_WORDS[state], counts.states[state], _MEANINGS[state]) for state in STATES]
    if look.plain:
        yield from (f"{word}: {number}, {meaning}." for word, number, meaning in rows)
        yield f"All together: {counts.schools}."
        return
    yield from columns([*rows, ("All", counts.schools, "")], right=(1,), width=look.width)


def _beside(status: RoundStatus) -> Iterator[str]:
    """What cuts across the states, and what came beside the list's own."""
    counts, round_ = status.counts.total, status.counts.round
    said = [
        (counts.late, "late"),
        (counts.extended, "given more time"),
        (counts.reminded, "reminded"),
        (counts.stale, "with an audit over a year old"),
    ]
    told = [f"{number} {words}" for number, words in said if number]
    if told:
        yield f"Among them: {', '.join(told)}."
    lost = sum(not one.is_trusts for one in round_.unreadable)
    more = [
        (len(round_.unknown), "return", "of schools that are not in the list"),
        (len(round_.closed), "return", "of schools that are not open"),
        (lost, "file", f"of which nobody can say whose {'it is' if lost == 1 else 'they are'}"),
        (len(round_.unreadable) - lost, "file", "of trusts that cannot be read"),
        (len(status.trust_files), "file", "of trusts"),
    ]
    beside = [f"{plural(number, noun)} {words}" for number, noun, words in more if number]
    if beside:
        yield f"Beside the list: {', '.join(beside)}."


def _groups(
    groups: Mapping[GroupT, Counts], names: Mapping[GroupT, str], title: str, look: Look
) -> Iterator[list[str]]:
    """One table, or a sentence for each group."""
    if not groups:
        return
    if look.plain:
        said = [f"  {names[group]}: {_sentence(groups[group])}" for group in groups]
        yield [f"{title}:", *said]
        return
    heading = (title, *STATE_WORDS.values(), "All")
    table = [(names[group], *_numbers(groups[group])) for group in groups]
    right = tuple(range(1, len(heading)))
    yield [*columns(table, heading=heading, right=right, width=look.width)]


def _numbers(counts: Counts) -> Iterator[int]:
    yield from (counts.states[state] for state in STATES)
    yield counts.schools


def _sentence(counts: Counts) -> str:
    there = [
        f"{counts.states[state]} {STATE_WORDS[state].lower()}"
        for state in STATES
        if counts.states[state]
    ]
    return f"{plural(counts.schools, 'school')}; {', '.join(there)}."


def _plans(counts: Counts, look: Look) -> Iterator[str]:
    rows = [(_PLAN_WORDS[word], counts.plans[word]) for word in PLAN_WORDS if counts.plans[word]]
    if not rows:
        return
    yield "Accessibility plans, as the returns state them:"
    if look.plain:
        yield from (f"  {word}: {number}." for word, number in rows)
    else:
        yield from columns([*rows, ("All", counts.schools)], right=(1,), width=look.width)
    if counts.reviews_overdue:
        yield f"A review is overdue in {plural(counts.reviews_overdue, 'plan')}."
