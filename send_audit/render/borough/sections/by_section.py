"""The checklists section by section, by phase and by kind of school: medians, with how many they are of."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.area import Area
from send_audit.borough.groups import PhaseGroup, TypeGroup
from send_audit.borough.placing import phase_groups_in, type_groups_in
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import count_table
from send_audit.borough.tallies.spreads import Group
from send_audit.model.checklist import Checklist
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Section, Words, tables
from send_audit.render.borough.count_tables import as_seen_by
from send_audit.render.borough.telling import WITHHELD, shown
from send_audit.render.wording import points

SHORT_PHASES: Mapping[PhaseGroup, str] = {
    "nursery": "Nursery",
    "primary": "Primary",
    "secondary": "Second­ary",
    "all-through": "All-through",
    "special": "Special",
    "other": "Other",
}
SHORT_TYPES: Mapping[TypeGroup, str] = {
    "maintained": "Main­tained",
    "academies": "Academy",
    "independent": "Indepen­dent",
    "not-bound": "Not bound",
    "unknown": "Not known",
}
"""For the heads of narrow columns; the soft hyphens show only where a line ends."""


def by_section_section(numbers: ReportNumbers, area: Area, audience: Audience) -> Section:
    """A table for each checklist by phase, then one by kind of school."""
    standings = area.round.standings
    phases = {group: SHORT_PHASES[group] for group in phase_groups_in(standings)}
    kinds = {group: SHORT_TYPES[group] for group in type_groups_in(standings)}
    lists = tuple(_scored(area))
    intro = Words(
        text="Each cell has the median score, out of 100, and in brackets the number of schools with "
        "complete answers that it is of. A median of fewer than three schools is not given. "
        "Incomplete schools are "
        "in no number. “Special” takes in alternative provision."
    )
    return Section(
        anchor="sections",
        title="Section by section",
        parts=(
            Part(heading=None, blocks=(intro,)),
            Part(heading="By phase", blocks=tuple(_tables(lists, phases, numbers, audience))),
            Part(
                heading="By kind of school", blocks=tuple(_tables(lists, kinds, numbers, audience))
            ),
        ),
    )


def _scored(area: Area) -> Iterator[Checklist]:
    lists = {asked.checklist.id: asked.checklist for asked in area.items.values()}
    yield from (one for one in lists.values() if one.role in ("access", "inclusion"))


def _tables(
    lists: Sequence[Checklist],
    groups: Mapping[PhaseGroup, str] | Mapping[TypeGroup, str],
    numbers: ReportNumbers,
    audience: Audience,
) -> Iterator[Block]:
    keys: tuple[Group, ...] = (*groups, None)
    for checklist in lists:
        names = {s.title: f"section:{checklist.id}/{s.id}" for s in checklist.sections}
        asked = {title: name for title, name in names.items() if numbers.spreads.of(name).asked}
        if asked:
            yield from tables(
                checklist.title,
                ("Section", *groups.values(), "All"),
                [(title, *_cells(name, keys, numbers, audience)) for title, name in asked.items()],
            )


def _cells(
    name: str, keys: Sequence[Group], numbers: ReportNumbers, audience: Audience
) -> Iterator[str]:
    """Groups and their total, the last; a count that would give another away is withheld."""
    spreads = [numbers.spreads.of(name, key) for key in keys]
    parts = [spread.complete for spread in spreads[:-1]]
    counted = as_seen_by(
        count_table((name,), [str(key) for key in keys[:-1]], (parts,), column_totals=False),
        audience,
    )
    totals = counted.row_totals or (None,)
    for spread, count in zip(spreads, (*counted.cells[0], totals[0]), strict=True):
        median = shown(spread, audience).median
        if count is None and median is None:
            yield WITHHELD
        else:
            number = "none" if median is None else points(median)
            yield f"{number} ({WITHHELD if count is None else count})"
