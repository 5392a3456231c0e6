"""What came back: the list of schools as the denominator, by kind and by phase, and who is missing."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.area import Area
from send_audit.borough.groups import PHASE_GROUP_NAMES, TYPE_GROUP_NAMES, PhaseGroup, TypeGroup
from send_audit.borough.placing import type_of_school
from send_audit.borough.standing import Standing, State
from send_audit.borough.suppression import FEWER_THAN, CountTable
from send_audit.borough.tallies.returns import ReturnCounts, States
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Points, Section, Words, tables
from send_audit.render.borough.count_tables import (
    in_column,
    merge_small,
    printed,
    seen_counts,
    sum_seen,
)
from send_audit.render.borough.shares import share
from send_audit.render.wording import date_text, day_text, joined, plural

STATE_WORDS: Mapping[State, str] = {
    "returned": "Whole",
    "part-filled": "Part-filled",
    "stale": "Too old",
    "not-started": "Not started",
    "missing": "Missing",
    "broken": "Broken",
    "excused": "Excused",
}


def returns_section(returns: ReturnCounts, area: Area, audience: Audience) -> Section:
    """Who returned what; officers also see by name who is still to be heard from."""
    return Section(
        anchor="returns",
        title="What came back",
        parts=tuple(_parts(returns, area, audience)),
    )


def _parts(returns: ReturnCounts, area: Area, audience: Audience) -> Iterator[Part]:
    yield Part(
        heading=None,
        blocks=(
            Words(
                text=f"{_counted(returns, audience)} Every open school on the list is in the tables, heard "
                "from or not."
            ),
            Words(
                text="Whole: at least nine in ten questions have an answer that still stands. Part-filled: "
                "fewer have. Too old: the audit was made more than a year before the return was due, so it "
                "is in no number. Not started: the form is there, and nothing is in it. Broken: a file came "
                "and cannot be read. Excused: the council does not expect a return in this round.",
                grey=True,
            ),
        ),
    )
    oddities = tuple(_oddities(returns, area, audience))
    heading = (
        "Late, extended, and out of place" if audience == "officers" else "When returns are due"
    )
    yield Part(heading=heading, blocks=(Points(points=oddities),))
    yield Part(
        heading="By kind of school",
        blocks=tuple(printed("Returns by kind of school", _by_type(returns, audience))),
    )
    yield Part(
        heading="By phase",
        blocks=tuple(printed("Returns by phase", _by_phase(returns, audience))),
    )
    if audience == "officers" and returns.owing:
        yield Part(heading="Schools to ask", blocks=tuple(_owing(returns)))


def _counted(returns: ReturnCounts, audience: Audience) -> str:
    """How many returns are in the numbers, and how many of those are whole."""
    if audience == "public":
        return f"The list has {plural(returns.schools, 'school')}. {shares_text(returns)}".rstrip()
    whole, part = (returns.states.get(state, 0) for state in ("returned", "part-filled"))
    if not returns.counted:
        return (
            f"The list has {plural(returns.schools, 'school')}. No return that counts has come yet."
        )
    have = "has" if returns.counted == 1 else "have"
    return (
        f"{whole + part} of {plural(returns.schools, 'school')} on the list {have} sent a return that "
        f"counts in this report: {whole} whole, {part} part-filled."
    )


def shares_text(returns: ReturnCounts) -> str:
    """How many returns are whole and how many part-filled, in words, as far as the table shows it."""
    states = states_seen(returns, "public")
    whole = returns.states.get("returned", 0)
    said = {
        "whole": whole if _is_nearly_all(returns, whole) else states["returned"],
        "part-filled": states["part-filled"],
    }
    told = [
        f"{words} have sent a {kind} return"
        for kind, count in said.items()
        if count is not None and (words := share(count, returns.schools)) is not None
    ]
    return f"Of these, {joined(told)}." if told else ""


def counted_seen(returns: ReturnCounts, audience: Audience) -> int | None:
    """How many schools' returns count, as far as that may be said in words."""
    states = states_seen(returns, audience)
    seen = sum_seen(states["returned"], states["part-filled"])
    return returns.counted if seen is None and _is_nearly_all(returns, returns.counted) else seen


def _is_nearly_all(returns: ReturnCounts, count: int) -> bool:
    """Whether the words for so many schools are those for all of them: they tell of no small rest."""
    return returns.schools - count <= FEWER_THAN


def states_seen(returns: ReturnCounts, audience: Audience) -> Mapping[State, int | None]:
    """How many schools are in each state, as far as the table by kind of school shows it."""
    table = _by_type(returns, audience)
    return {state: in_column(table, number) for number, state in enumerate(STATE_WORDS)}


def _by_type(returns: ReturnCounts, audience: Audience) -> CountTable:
    return _counts(returns.by_type, TYPE_GROUP_NAMES, audience, "Other kinds")


def _by_phase(returns: ReturnCounts, audience: Audience) -> CountTable:
    return _counts(returns.by_phase, PHASE_GROUP_NAMES, audience, "Other phases")


def _counts(
    by_group: Mapping[TypeGroup, States] | Mapping[PhaseGroup, States],
    names: Mapping[TypeGroup, str] | Mapping[PhaseGroup, str],
    audience: Audience,
    other: str,
) -> CountTable:
    found: Mapping[str, States] = {str(group): states for group, states in by_group.items()}
    titles: Mapping[str, str] = {str(group): name for group, name in names.items()}
    rows: Mapping[str, Sequence[int]] = {
        titles[group]: [states.get(state, 0) for state in STATE_WORDS]
        for group, states in found.items()
    }
    if audience == "public":
        rows = merge_small(rows, other)
    return seen_counts(tuple(STATE_WORDS.values()), rows, audience, rows_known=True)


def _oddities(returns: ReturnCounts, area: Area, audience: Audience) -> Iterator[str]:
    yield _due_text(returns, area, audience)
    if audience == "public":
        return
    found = {
        "Audit more than a year old": returns.stale,
        "Came under an old number": returns.under_old_number,
    }
    for what, count in {"Given more time": returns.extended, **_some(found)}.items():
        yield f"{what}: {plural(count, 'school') if count else 'no school'}."
    odd = {
        "from a school that the list does not have": returns.unknown,
        "from a school that has closed": returns.closed,
        "more than one from the same school": returns.duplicates,
        "broken, and nobody can say whose": returns.unreadable,
    }
    for what, files in odd.items():
        if files:
            yield f"{plural(files, 'return')} {what}: in no number here."
    if returns.broken_trusts:
        yield f"{plural(returns.broken_trusts, 'file')} of trusts broken: what they say is in no number here."
    if not any(odd.values()) and returns.counted:
        yield "Every return belongs to one school on the list."


def _some(counts: Mapping[str, int]) -> Mapping[str, int]:
    return {what: count for what, count in counts.items() if count}


def _due_text(returns: ReturnCounts, area: Area, audience: Audience) -> str:
    day = area.borough.due
    if day is None:
        return "No day is set by which returns are due."
    due = f"Returns {'were' if day.last < area.as_of else 'are'} due by {day_text(day)}."
    if audience == "public":
        late_share = share(returns.late, returns.schools) if day.last < area.as_of else None
        return (
            f"{due} Late on {date_text(area.as_of)}: {late_share} of the schools on the list."
            if late_share
            else due
        )
    if not returns.late:
        return f"{due} Nobody is late."
    return f"{due} Late on {date_text(area.as_of)}: {plural(returns.late, 'school')}."


def _owing(returns: ReturnCounts) -> Iterator[Block]:
    yield Words(
        text=f"{plural(len(returns.owing), 'school')} not in the numbers, in the order of the list."
    )
    yield from tables(
        "Schools to ask",
        ("School", "Kind", "Return"),
        [_owing_row(standing) for standing in returns.owing],
        numeric=False,
    )


def _owing_row(standing: Standing) -> tuple[str, ...]:
    kind = SCHOOL_TYPES[type_of_school(standing)].label
    return (standing.entry.school.name, kind, ", ".join(_owing_words(standing)))


def _owing_words(standing: Standing) -> Iterator[str]:
    yield STATE_WORDS[standing.state]
    if standing.extended and standing.due is not None:
        yield f"until {date_text(standing.due)}"
    if standing.late:
        yield "late"
    if standing.reminders:
        yield plural(standing.reminders, "reminder")
