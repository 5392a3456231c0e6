"""What came back: the list of schools as the denominator, by kind and by phase, and who is missing."""

from collections.abc import Iterator, Mapping

from send_audit.borough.area import Area
from send_audit.borough.groups import PHASE_GROUP_NAMES, TYPE_GROUP_NAMES, PhaseGroup, TypeGroup
from send_audit.borough.placing import type_of_school
from send_audit.borough.standing import Standing, State
from send_audit.borough.tallies.returns import ReturnCounts, States
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Points, Section, Words, tables
from send_audit.render.borough.count_tables import counts
from send_audit.render.borough.telling import count_text, part_text, schools_text
from send_audit.render.wording import date_text, day_text, plural

STATE_WORDS: Mapping[State, str] = {
    "returned": "Whole",
    "part-filled": "Part-filled",
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
    counted = part_text(returns.counted, returns.schools, audience)
    yield Part(
        heading=None,
        blocks=(
            Words(
                text=f"{counted} schools on the list have sent a return that counts in this report. "
                f"{_whole(returns, audience)} Every open school on the list is counted, heard from or not."
            ),
            Words(
                text="Whole: at least nine in ten questions are answered. Not started: the form is there, "
                "and nothing is in it. Broken: a file came and cannot be read. Excused: the council does "
                "not expect a return in this round.",
                grey=True,
            ),
        ),
    )
    yield Part(
        heading="Late, extended, and out of place",
        blocks=(Points(points=tuple(_oddities(returns, area, audience))),),
    )
    yield Part(
        heading="By kind of school",
        blocks=tuple(
            _table("Returns by kind of school", returns.by_type, TYPE_GROUP_NAMES, audience)
        ),
    )
    yield Part(
        heading="By phase",
        blocks=tuple(_table("Returns by phase", returns.by_phase, PHASE_GROUP_NAMES, audience)),
    )
    if audience == "officers" and returns.owing:
        yield Part(heading="Schools to ask", blocks=tuple(_owing(returns)))


def _whole(returns: ReturnCounts, audience: Audience) -> str:
    whole = returns.states.get("returned", 0)
    if whole == returns.counted:
        return "All of them are whole."
    return f"Of these, {part_text(whole, returns.counted, audience)} are whole."


def _table(
    caption: str,
    by_group: Mapping[TypeGroup, States] | Mapping[PhaseGroup, States],
    names: Mapping[TypeGroup, str] | Mapping[PhaseGroup, str],
    audience: Audience,
) -> Iterator[Block]:
    found: Mapping[str, States] = {str(group): states for group, states in by_group.items()}
    titles: Mapping[str, str] = {str(group): name for group, name in names.items()}
    yield from counts(
        caption,
        tuple(STATE_WORDS.values()),
        {
            titles[group]: [states.get(state, 0) for state in STATE_WORDS]
            for group, states in found.items()
        },
        audience,
        rows_known=True,
    )


def _oddities(returns: ReturnCounts, area: Area, audience: Audience) -> Iterator[str]:
    yield _due_text(returns, area, audience)
    yield f"Given more time: {schools_text(returns.extended, audience)}."
    if returns.stale:
        yield f"Audit more than a year old: {schools_text(returns.stale, audience)}."
    if returns.under_old_number:
        yield f"Came under an old number: {schools_text(returns.under_old_number, audience)}."
    odd = {
        "from a school that the list does not have": returns.unknown,
        "from a school that has closed": returns.closed,
        "more than one from the same school": returns.duplicates,
        "broken, and nobody can say whose": returns.unreadable,
    }
    for what, files in odd.items():
        if files:
            many = (
                plural(files, "return")
                if audience == "officers"
                else f"{count_text(files, audience)} returns"
            )
            yield f"{many} {what}: in no number here."
    if not any(odd.values()):
        yield "Every return belongs to one school on the list."


def _due_text(returns: ReturnCounts, area: Area, audience: Audience) -> str:
    day = area.borough.due
    if day is None:
        return "No day is set by which returns are due."
    if not returns.late:
        return f"Returns are due by {day_text(day)}. Nobody is late."
    late = schools_text(returns.late, audience)
    return f"Returns were due by {day_text(day)}. Late on {date_text(area.as_of)}: {late}."


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
