"""At a glance: one sentence, four numbers, and a few sentences on what stands out in them."""

from collections.abc import Iterator, Mapping

from send_audit.borough.area import Area
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import few
from send_audit.borough.tallies.returns import NOTHING_CAME
from send_audit.model.words import STRANDS, Need
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Figures, Part, Points, Section, Words
from send_audit.render.borough.count_tables import cell_text, sum_seen
from send_audit.render.borough.sections.duty import statuses_seen
from send_audit.render.borough.sections.needs import NEEDS
from send_audit.render.borough.sections.plans import in_force, plans_seen
from send_audit.render.borough.sections.returns import states_seen
from send_audit.render.borough.spread_blocks import spread_blocks
from send_audit.render.borough.telling import (
    many,
    points_text,
    schools_text,
    shown,
)
from send_audit.render.views import Figure
from send_audit.render.wording import (
    NEED_NAMES,
    STRAND_NAMES,
    STRAND_TITLES,
    joined,
    plural,
    points,
    sentence,
    upper_first,
)

MOST_POINTS = 5
SETS: Mapping[str, str] = {
    **{f"strand:{strand}": STRAND_NAMES[strand] for strand in STRANDS},
    "inclusion": "Inclusion and belonging",
}
"""What a school's answers are scored under."""


def glance_section(numbers: ReportNumbers, area: Area, audience: Audience) -> Section:
    """What a director reads first. Everything in it stands in a later section too."""
    stands_out = tuple(_stands_out(numbers, audience))[:MOST_POINTS]
    first = Part(
        heading=None,
        blocks=(
            Words(text=_sentence(numbers, area, audience)),
            Figures(figures=tuple(_figures(numbers, audience))),
        ),
    )
    parts = [first]
    if stands_out:
        parts.append(Part(heading="What stands out", blocks=(Points(points=stands_out),)))
    if numbers.returns.counted:
        strands = {title: numbers.spreads.of(name) for name, title in SETS.items()}
        parts.append(
            Part(
                heading="By strand",
                blocks=tuple(spread_blocks(strands, "Scores by strand", audience, of="Strand")),
            )
        )
    return Section(anchor="glance", title="At a glance", parts=tuple(parts))


def _sentence(numbers: ReportNumbers, area: Area, audience: Audience) -> str:
    returns = numbers.returns
    states = states_seen(returns, audience)
    counted = sum_seen(states["returned"], states["part-filled"])
    if not returns.counted:
        schools = plural(returns.schools, "school")
        return f"None of the {schools} in {area.borough.name} has sent a return yet."
    return (
        f"{'Schools' if counted is None else f'{counted} of {returns.schools} schools'} in "
        f"{area.borough.name} have told how well disabled pupils can learn, move about, get information and "
        "belong there."
    )


def _figures(numbers: ReportNumbers, audience: Audience) -> Iterator[Figure]:
    returns = numbers.returns
    whole = states_seen(returns, audience)["returned"]
    yield _figure(whole, f"of {plural(returns.schools, 'school')} returned a whole audit")
    gaps = statuses_seen(numbers.duties, audience)["gap-found"]
    yield _figure(gaps, "schools' returns show a gap in a Schedule 10 duty")
    yield _figure(in_force(numbers.plans, audience), "schools have a plan in force")
    overall = shown(numbers.spreads.of("overall"), audience)
    yield Figure(
        value=points_text(overall.median, overall, audience),
        label="median score of complete returns"
        if overall.median is None
        else "of 100 is the median score of complete returns",
    )


def _figure(count: int | None, label: str) -> Figure:
    return Figure(value=cell_text(count), label=label)


def _stands_out(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    """In the order in which somebody can act on them. To the public nothing is said of under five schools."""
    returns = numbers.returns
    states = states_seen(returns, audience)
    owing = sum_seen(*(states[state] for state in NOTHING_CAME))
    if owing:
        late = (
            f", {plural(returns.late, 'school')} {_is(returns.late)} late" if returns.late else ""
        )
        yield f"Nothing can be counted yet from {plural(owing, 'school')}{late}."
    yield from _duty_points(numbers, audience)
    plans = plans_seen(numbers.plans, audience)
    gone, soon = sum_seen(plans["expired"], plans["none"]), plans["running-out"]
    if gone or soon:
        yield f"{upper_first(joined(_plan_words(gone or 0, soon or 0)))}."
    yield from _need_points(numbers, audience)
    work = numbers.work.get(None)
    if work is not None and work.overdue and not (audience == "public" and few(work.schools)):
        yield (
            f"{many(work.overdue, 'action')} in schools' plans {_is(work.overdue)} overdue; "
            f"{work.done:,} {_is(work.done)} done."
        )
    change = numbers.changes.get(None)
    if change is not None and _worth(change.schools, audience):
        yield (
            f"Since the last cycle, {many(change.better, 'answer')} got better and {change.worse:,} worse, "
            "where they can be compared."
        )
    yield from _strand_points(numbers, audience)


def _plan_words(gone: int, soon: int) -> Iterator[str]:
    if gone:
        yield f"{plural(gone, 'school')} {_have(gone)} no plan in date"
    if soon:
        schools = f"{plural(soon, 'school')} {_have(soon)}"
        yield f"{schools} one that runs out within twelve months"


def _duty_points(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    first = next((duty for duty in numbers.duties.unmet if duty.decides), None)
    if first is not None and _worth(first.schools, audience):
        yield (
            f"The Schedule 10 duty most often not met, or met in part, in "
            f"{schools_text(first.schools, audience)}: “{sentence(first.item.criterion)}”"
        )


def _need_points(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    """For which need most schools find most in the way. Needs are compared here; schools never are."""
    spreads = {need: shown(numbers.spreads.of(f"need:{need}"), audience) for need in NEEDS}
    medians = {need: s.median for need, s in spreads.items() if s.median is not None}
    if len(medians) < 2:
        return
    lowest: Need = min(medians, key=lambda need: medians[need])
    yield (
        f"Most is in the way for {NEED_NAMES[lowest]}: half of the schools score below "
        f"{points(medians[lowest])} for this need."
    )


def _strand_points(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    found = {
        strand: sum(count for (one, _), count in numbers.plans.no_action.items() if one == strand)
        for strand in STRANDS
    }
    most = max(STRANDS, key=lambda strand: found[strand])
    if _worth(found[most], audience):
        yield (
            f"“{STRAND_TITLES[most]}” is the strand most often without any action, in the plans of "
            f"{schools_text(found[most], audience)}."
        )


def _worth(schools: int, audience: Audience) -> bool:
    return schools > 0 and not (audience == "public" and few(schools))


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
