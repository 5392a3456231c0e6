"""Duty status by kind of school: those that the council's strategy binds apart from all others."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.groups import TYPE_GROUP_NAMES, type_group
from send_audit.borough.suppression import CountTable, few
from send_audit.borough.tallies.duties import Duties, StatusCounts, UnmetDuty
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.words import DutyStatus
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Section, Words
from send_audit.render.borough.count_tables import (
    counts,
    in_column,
    merge_small,
    printed,
    seen_counts,
    sum_seen,
)
from send_audit.render.wording import DUTY_STATUS_WORDS, upper_first

STATUSES: tuple[DutyStatus, ...] = (
    "no-gap-found",
    "gap-found",
    "not-fully-assessed",
    "not-applicable",
)
NOT_ASSESSED = "Nothing can be said yet: no return answers enough of these questions."
MOST_DUTIES, MOST_OTHERS = 10, 6
"""How many unmet duties are listed of Schedule 10, and how many of other Acts."""

BINDS = (
    "Under Schedule 10, paragraph 1, the council must have an accessibility strategy for the schools for "
    "which it is the responsible body, as paragraph 6(5) says which those are: maintained schools, "
    "maintained nursery schools and pupil referral units. The strategy binds these schools. The governing "
    "body answers for the school's own plan, and the council for that of a pupil referral unit."
)
BINDS_NOT = (
    "The council's strategy does not bind these schools, and Schedule 10 gives the council no power over "
    "them. Each academy trust and each proprietor answers for a plan of its own. For colleges and private "
    "nurseries Schedule 10 asks for no plan; a plan of theirs is voluntary."
)
KIND_NOT_KNOWN = (
    "The list does not say of what kind these schools are: in Wales it says so of none. The council's "
    "strategy may or may not bind them. Where it does, their governing body answers for their own plan."
)
_THESE_TOO = (
    "A few schools whose kind the list does not say are counted here too. The strategy may or may not bind "
    "these few."
)


def duty_section(duties: Duties, audience: Audience) -> Section:
    """The four statuses, never a verdict; then which duties are not met, under their own Acts."""
    maintained, others, unknown = _tables(duties, audience)
    together = _are_together(duties, audience)
    sides = (
        (
            "Schools that the council's strategy binds",
            BINDS,
            "Duty status of schools in the strategy",
            maintained,
        ),
        (
            "All other schools",
            f"{BINDS_NOT} {_THESE_TOO}" if together else BINDS_NOT,
            "Duty status of schools outside the strategy",
            others,
        ),
        (
            "Schools whose kind the list does not say",
            KIND_NOT_KNOWN,
            "Duty status of schools of unknown kind",
            unknown,
        ),
    )
    parts = [
        _intro(),
        *(
            Part(heading=heading, blocks=(Words(text=text), *printed(caption, table)))
            for heading, text, caption, table in sides
            if table is not None
        ),
        *_unmet_parts(duties, audience),
    ]
    return Section(anchor="duty", title="The duty to plan", parts=tuple(parts))


def _intro() -> Part:
    words = (
        "Schedule 10 to the Equality Act 2010 asks each responsible body to have an accessibility plan in "
        "writing, to review it and to carry it out. The tables count schools by what their returns and the "
        "dates of their plans show. That is no legal verdict. No building dimension is a legal test."
    )
    return Part(heading=None, blocks=(Words(text=words),))


_Counts = Mapping[str, StatusCounts]


def _are_together(duties: Duties, audience: Audience) -> bool:
    """Whether schools of unknown kind are too few for a table of their own, and there is another to be in."""
    groups = {type_group(kind) for kind in duties.by_type}
    unknown = duties.in_group("unknown")
    count = sum(unknown.by_status.values()) + unknown.not_returned
    return audience == "public" and few(count) and bool(groups - {"maintained", "unknown"})


def _by_side(duties: Duties, audience: Audience) -> tuple[_Counts, _Counts, _Counts]:
    """Officers see each kind of school; the public sees groups, so that fewer numbers are withheld."""
    maintained: dict[str, StatusCounts] = {}
    others: dict[str, StatusCounts] = {}
    unknown = others if _are_together(duties, audience) else {}
    sides = {"maintained": maintained, "unknown": unknown}
    for kind, found in duties.by_type.items():
        group = type_group(kind)
        side = sides.get(group, others)
        if audience == "officers":
            side[SCHOOL_TYPES[kind].label] = found
        else:
            side[TYPE_GROUP_NAMES[group]] = duties.in_group(group)
    return maintained, others, unknown if unknown is not others else {}


def statuses_seen(
    duties: Duties, audience: Audience, *, covered_only: bool = False
) -> Mapping[DutyStatus, int | None]:
    """How many schools have each status, as far as the tables show it, or the first of them alone."""
    tables = _tables(duties, audience)[: 1 if covered_only else 3]
    columns = [
        {name: in_column(table, at) for at, name in enumerate(table.columns)}
        for table in tables
        if table is not None
    ]
    return {
        status: sum_seen(
            *(column[_HEADS[status]] for column in columns if _HEADS[status] in column)
        )
        for status in STATUSES
    }


_HEADS: Mapping[DutyStatus, str] = {
    status: upper_first(words) for status, words in DUTY_STATUS_WORDS.items()
}


_Tables = tuple[CountTable | None, CountTable | None, CountTable | None]


def _tables(duties: Duties, audience: Audience) -> _Tables:
    """The tables of each side. For the public, numbers are withheld from all as if they were one table.

    How many in all have not returned, another table says: what is small on one side would follow from that.
    """
    sides = maintained, others, unknown = _by_side(duties, audience)
    if audience == "officers":
        first, second, third = (
            _counts(_rows(side), _heads(side), audience) if side else None for side in sides
        )
        return first, second, third
    heads = _heads({**maintained, **others, **unknown})
    bound, rest, not_known = (_rows(side, heads) for side in sides)
    merged = {**bound, **merge_small(rest, "Other kinds")}
    whole = _counts({**merged, **not_known}, heads, audience)
    at, end = len(bound), len(merged)
    return (
        _part(whole, 0, at),
        _part(whole, at, end),
        _part(whole, end, end + len(not_known)),
    )


def _part(table: CountTable, start: int, end: int) -> CountTable | None:
    if start == end:
        return None
    return CountTable(
        rows=table.rows[start:end],
        columns=table.columns,
        cells=table.cells[start:end],
        row_totals=table.row_totals[start:end] if table.row_totals is not None else None,
        column_totals=None,
        total=None,
    )


def _heads(found: _Counts) -> tuple[str, ...]:
    """A column for each status: that Schedule 10 does not apply has one only where it is so."""
    statuses = [
        status
        for status in STATUSES
        if status != "not-applicable" or any(one.by_status.get(status) for one in found.values())
    ]
    return (*(_HEADS[status] for status in statuses), "Not returned")


def _rows(found: _Counts, heads: Sequence[str] | None = None) -> Mapping[str, Sequence[int]]:
    shown = heads if heads is not None else _heads(found)
    statuses = [status for status in STATUSES if _HEADS[status] in shown]
    return {
        name: [*(one.by_status.get(status, 0) for status in statuses), one.not_returned]
        for name, one in found.items()
    }


def _counts(
    rows: Mapping[str, Sequence[int]], heads: Sequence[str], audience: Audience
) -> CountTable:
    return seen_counts(heads, rows, audience, rows_known=True)


_ANSWERS_STAND = (
    "The dates of a plan can show that it is not in force, never that it is: so a school can answer that no "
    "plan is in force today though its plan's dates would allow for one, and its answer stands."
)


def _unmet_parts(duties: Duties, audience: Audience) -> Iterator[Part]:
    schedule = [duty for duty in duties.unmet if duty.decides]
    believed = [duty for duty in duties.unmet if duty.schedule_10 and not duty.decides]
    others = [duty for duty in duties.unmet if not duty.schedule_10 and not duty.decides]
    statuses = duties.in_all().by_status
    assessed = any(statuses.get(status) for status in ("no-gap-found", "gap-found"))
    yield Part(
        heading="What is most often not met under Schedule 10",
        blocks=(
            Words(text=_ANSWERS_STAND),
            *_unmet(schedule, audience, with_act=False, assessed=assessed),
        ),
    )
    if any(audience == "officers" or not few(duty.schools) for duty in believed):
        yield Part(
            heading="Believed required under Schedule 10, to be confirmed",
            blocks=(
                Words(
                    text="The very place in Schedule 10 that these rest on is still to be confirmed, so they "
                    "do not change the status above."
                ),
                *_unmet(believed, audience, with_act=False, assessed=assessed),
            ),
        )
    yield Part(
        heading="What is most often not met under other Acts",
        blocks=(
            Words(
                text="These stand beside Schedule 10 and never change the status above. They bind "
                "only the schools that were asked about them."
            ),
            *_unmet(others, audience, with_act=True, assessed=assessed),
        ),
    )


def _unmet(
    duties: Sequence[UnmetDuty], audience: Audience, *, with_act: bool, assessed: bool
) -> Iterator[Block]:
    """The most frequent ones. The public sees only those that five schools or more share."""
    kept = [duty for duty in duties if audience == "officers" or not few(duty.schools)]
    if not kept:
        public = "None is known to be unmet in five schools or more."
        officers = "None is found to be unmet." if assessed else NOT_ASSESSED
        yield Words(text=public if audience == "public" else officers)
        return
    yield from counts(
        "Schools that meet it in part or not at all",
        ("In the strategy", "Others, or not known"),
        {
            _duty_text(duty, with_act=with_act): (duty.maintained, duty.others)
            for duty in kept[: MOST_OTHERS if with_act else MOST_DUTIES]
        },
        audience,
        of="Duty",
        column_totals=False,
    )


def _duty_text(duty: UnmetDuty, *, with_act: bool) -> str:
    return f"{duty.item.criterion} ({duty.act})" if with_act else duty.item.criterion
