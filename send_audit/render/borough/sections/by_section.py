"""The checklists section by section, by phase and by kind of school: medians, with how many they are of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from send_audit.borough.area import Area
from send_audit.borough.groups import PhaseGroup, TypeGroup
from send_audit.borough.placing import phase_groups_in, type_groups_in
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.tallies.spreads import Group
from send_audit.model.checklist import Checklist
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Section, Words, tables
from send_audit.render.borough.telling import points_text, shown

TITLE = "Section by section"
INTRO: Mapping[Audience, str] = {
    "officers": "Each cell has the median score, out of 100, and in brackets the number of schools with "
    "complete answers that it is of. A median of fewer than three is not given. Incomplete schools are in no "
    "number, and what has no median at all has no line and no column. “Special” takes in "
    "alternative provision.",
    "public": "Each cell has the median score, out of 100, of five or more schools with complete answers. "
    "What has no five anywhere has no line and no column. “Special” takes in alternative provision.",
}
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
    by_phase = tuple(_tables(lists, phases, numbers, audience))
    if not by_phase:
        enough = "three" if audience == "officers" else "five"
        words = Words(text=f"No section has complete answers from {enough} schools or more.")
        return Section(anchor="sections", title=TITLE, parts=(Part(heading=None, blocks=(words,)),))
    return Section(
        anchor="sections",
        title=TITLE,
        parts=(
            Part(heading=None, blocks=(Words(text=INTRO[audience]),)),
            Part(heading="By phase", blocks=by_phase),
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
    heads = dict(zip(keys, (*groups.values(), "All"), strict=True))
    for checklist in lists:
        sections = {s.title: f"section:{checklist.id}/{s.id}" for s in checklist.sections}
        kept = [key for key in keys if _has_any(sections.values(), key, numbers, audience)]
        rows = [
            (title, *_cells(name, kept, numbers, audience))
            for title, name in sections.items()
            if _has_any([name], None, numbers, audience)
        ]
        if rows:
            yield from tables(checklist.title, ("Section", *(heads[key] for key in kept)), rows)


def _has_any(names: Iterable[str], key: Group, numbers: ReportNumbers, audience: Audience) -> bool:
    return any(shown(numbers.spreads.of(name, key), audience).median is not None for name in names)


def _cells(
    name: str, keys: Iterable[Group], numbers: ReportNumbers, audience: Audience
) -> Iterator[str]:
    for key in keys:
        spread = shown(numbers.spreads.of(name, key), audience)
        number = points_text(spread.median)
        yield number if audience == "public" else f"{number} ({spread.complete})"
