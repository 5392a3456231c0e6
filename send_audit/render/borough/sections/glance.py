"""At a glance: one sentence, four numbers, and a few sentences on what stands out in them."""

from collections.abc import Iterator, Mapping

from send_audit.borough.area import Area
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import few
from send_audit.model.words import STRANDS, Need
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Figures, Part, Points, Section, Words
from send_audit.render.borough.sections.key_priorities import change_text
from send_audit.render.borough.sections.needs import NEEDS
from send_audit.render.borough.spread_blocks import spread_blocks
from send_audit.render.borough.telling import (
    many,
    part_figure,
    part_text,
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
    counted = part_text(returns.counted, returns.schools, audience)
    if not returns.counted:
        schools = plural(returns.schools, "school")
        return f"None of the {schools} in {area.borough.name} has sent a return yet."
    return (
        f"{upper_first(counted)} schools in {area.borough.name} have told how well disabled pupils can "
        "learn, move about, get information and belong there."
    )


def _figures(numbers: ReportNumbers, audience: Audience) -> Iterator[Figure]:
    returns, duties, plans = numbers.returns, numbers.duties.in_all(), numbers.plans
    whole = returns.states.get("returned", 0)
    yield _part(whole, returns.schools, "schools returned a whole audit", audience)
    bound = sum(duties.by_status.values()) - duties.by_status.get("not-applicable", 0)
    gaps = duties.by_status.get("gap-found", 0)
    yield _part(gaps, bound, "returns show a gap in a Schedule 10 duty", audience)
    dated = plans.schools("in-force") + plans.schools("running-out")
    yield _part(dated, _planned(numbers), "schools have a plan in force", audience)
    overall = shown(numbers.spreads.of("overall"), audience)
    yield Figure(
        value=points_text(overall.median, overall, audience),
        label="of 100 is the median score of complete returns",
    )


def _part(part: int, whole: int, what: str, audience: Audience) -> Figure:
    number, of = part_figure(part, whole, audience)
    return Figure(value=number, label=f"{of} {what}")


def _planned(numbers: ReportNumbers) -> int:
    """How many schools with the duty to plan have sent a return that counts."""
    return sum(numbers.plans.words.values())


def _stands_out(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    """In the order in which somebody can act on them. To the public nothing is said of under five schools."""
    returns, plans = numbers.returns, numbers.plans
    owing = len(returns.owing)
    if owing and not (audience == "public" and few(owing)):
        late = (
            f", {plural(returns.late, 'school')} {_is(returns.late)} late" if returns.late else ""
        )
        yield f"Nothing can be counted yet from {schools_text(owing, audience)}{late}."
    yield from _duty_points(numbers, audience)
    soon = plans.schools("running-out")
    gone = plans.schools("expired") + plans.schools("none")
    if _worth(gone, audience) or _worth(soon, audience):
        yield f"{upper_first(joined(_plan_words(gone, soon, audience)))}."
    yield from _need_points(numbers, audience)
    work = numbers.work.get(None)
    if work is not None and work.overdue and not (audience == "public" and few(work.schools)):
        yield (
            f"{many(work.overdue, 'action')} in schools’ plans {_is(work.overdue)} overdue; "
            f"{work.done:,} {_is(work.done)} done."
        )
    change = numbers.changes.get(None)
    if change is not None and _worth(change.schools, audience):
        yield change_text(change, audience)
    yield from _strand_points(numbers, audience)


def _plan_words(gone: int, soon: int, audience: Audience) -> Iterator[str]:
    if gone:
        yield f"{schools_text(gone, audience)} {_have(gone)} no plan in date"
    if soon:
        schools = f"{schools_text(soon, audience)} {_have(soon)}"
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
