"""At a glance: one sentence, four numbers, and a few sentences on what stands out in them."""

from collections.abc import Iterator, Mapping

from send_audit.borough.area import Area
from send_audit.borough.distribution import Distribution
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import FEWER_THAN, few
from send_audit.borough.tallies.returns import NOTHING_CAME, ReturnCounts
from send_audit.borough.tallies.work import Work
from send_audit.model.words import STRANDS, Need
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Facts, Figures, Part, Points, Section, Words
from send_audit.render.borough.count_tables import sum_seen
from send_audit.render.borough.sections.duty import statuses_seen
from send_audit.render.borough.sections.needs import NEEDS
from send_audit.render.borough.sections.plans import in_force, plans_seen
from send_audit.render.borough.sections.returns import counted_seen, states_seen
from send_audit.render.borough.shares import share
from send_audit.render.borough.spread_blocks import spread_blocks
from send_audit.render.borough.telling import listed_text, many, shown
from send_audit.render.views import Fact, Figure
from send_audit.render.wording import (
    NEED_NAMES,
    STRAND_NAMES,
    STRAND_TITLES,
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
    if not says_anything(numbers.returns, audience):
        words = Words(text=_nothing_yet(numbers.returns, area, audience))
        return _section(Part(heading=None, blocks=(words,)))
    first = Part(heading=None, blocks=tuple(_first(numbers, area, audience)))
    parts = [first]
    stands_out = tuple(_stands_out(numbers, audience))[:MOST_POINTS]
    if stands_out:
        parts.append(Part(heading="What stands out", blocks=(Points(points=stands_out),)))
    strands = {title: numbers.spreads.of(name) for name, title in SETS.items()}
    parts.append(
        Part(
            heading="By strand",
            blocks=tuple(spread_blocks(strands, "Scores by strand", audience, of="Strand")),
        )
    )
    return _section(*parts)


def _section(*parts: Part) -> Section:
    return Section(anchor="glance", title="At a glance", parts=parts)


def too_small_section(returns: ReturnCounts, area: Area) -> Section:
    """All that the public reads of an area of under five schools."""
    many_ = "is one school" if returns.schools == 1 else f"are {returns.schools} schools"
    words = Words(
        text=f"There {many_} on the list of {area.borough.name}. That is fewer than five, so this report "
        "holds no numbers: whatever it said of all schools together would tell of a single one. Each school "
        "has a plan of its own, and whoever asks the school may see it."
    )
    return _section(Part(heading=None, blocks=(words,)))


def says_anything(returns: ReturnCounts, audience: Audience) -> bool:
    """Whether any number can be made: to the public, one return is as good as none, and so are four."""
    return returns.counted >= (1 if audience == "officers" else FEWER_THAN)


def _nothing_yet(returns: ReturnCounts, area: Area, audience: Audience) -> str:
    where = f"in {area.borough.name}"
    if audience == "public":
        return (
            f"Too few of the {returns.schools} schools {where} have sent a return that counts, so nothing "
            "can be said yet."
        )
    if returns.schools == 1:
        return f"The one school {where} has sent no return that counts, so nothing can be said yet."
    return (
        f"None of the {returns.schools} schools {where} has sent a return that counts, so nothing can be "
        "said yet."
    )


def _first(numbers: ReportNumbers, area: Area, audience: Audience) -> Iterator[Block]:
    """The sentence, the numbers, and why there is no median where there is none."""
    yield Words(text=_sentence(numbers, area, audience))
    overall = shown(numbers.spreads.of("overall"), audience)
    if audience == "officers":
        yield Figures(figures=(*_figures(numbers), *_median(overall)))
    else:
        schools = Figure(value=str(numbers.returns.schools), label="schools are on the list")
        yield Figures(figures=(schools, *_median(overall)))
        facts = tuple(_facts(numbers))
        if facts:
            yield Facts(facts=facts)
    if overall.median is None:
        least = "three" if audience == "officers" else "five"
        yield Words(
            text=f"Fewer than {least} schools have complete answers overall, so there is no median score."
        )


def _sentence(numbers: ReportNumbers, area: Area, audience: Audience) -> str:
    returns = numbers.returns
    told = "told how well disabled pupils can learn, move about, get information and belong there."
    where = f"in {area.borough.name}"
    if audience == "public":
        counted = counted_seen(returns, audience)
        words = share(counted, returns.schools) if counted is not None else None
        who = f"{upper_first(words)} of the {returns.schools} schools" if words else "Schools"
        return f"{who} {where} have {told}"
    if returns.schools == 1:
        return f"The one school {where} has {told}"
    verb = _have(returns.counted)
    return f"{returns.counted} of {returns.schools} schools {where} {verb} {told}"


def _figures(numbers: ReportNumbers) -> Iterator[Figure]:
    """For officers."""
    returns = numbers.returns
    whole = states_seen(returns, "officers")["returned"] or 0
    yield Figure(
        value=str(whole), label=f"of {plural(returns.schools, 'school')} returned a whole audit"
    )
    gaps = statuses_seen(numbers.duties, "officers")["gap-found"] or 0
    show = "school's return shows" if gaps == 1 else "schools' returns show"
    yield Figure(value=str(gaps), label=f"{show} a gap in a Schedule 10 duty")
    dated = in_force(numbers.plans, returns, "officers") or 0
    schools = "school" if dated == 1 else "schools"
    yield Figure(value=str(dated), label=f"{schools} {_have(dated)} a plan in force")


def _median(overall: Distribution) -> Iterator[Figure]:
    if overall.median is not None:
        label = "of 100 is the median score of complete returns"
        yield Figure(value=points(overall.median), label=label)


def _facts(numbers: ReportNumbers) -> Iterator[Fact]:
    """For the public: how much of the list, in words, as far as the tables show a count."""
    found = {
        "Returned a whole audit": states_seen(numbers.returns, "public")["returned"],
        "Show a gap in a Schedule 10 duty": statuses_seen(numbers.duties, "public")["gap-found"],
        "Have a plan in force": in_force(numbers.plans, numbers.returns, "public"),
    }
    for label, count in found.items():
        text = listed_text(count, numbers.returns.schools, "public")
        if text is not None:
            yield Fact(label=label, text=upper_first(text))


def _stands_out(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    """In the order in which somebody can act on them. To the public nothing is said of under five schools."""
    returns = numbers.returns
    states = states_seen(returns, audience)
    owing = _notable(sum_seen(*(states[state] for state in NOTHING_CAME)), numbers, audience)
    if owing is not None:
        late = (
            f", and {plural(returns.late, 'school')} {_is(returns.late)} late"
            if returns.late and audience == "officers"
            else ""
        )
        yield f"Nothing can be counted yet from {owing}{late}."
    yield from _duty_points(numbers, audience)
    plans = plans_seen(numbers.plans, returns, audience)
    yield from _plan_points(
        sum_seen(plans["expired"], plans["none"]), plans["running-out"], numbers, audience
    )
    yield from _need_points(numbers, audience)
    work = numbers.work.get(None)
    if work is not None:
        yield from _work_points(work, audience)
    change = numbers.changes.get(None)
    if change is not None and _worth(change.schools, audience):
        yield (
            f"Since the last cycle, {many(change.better, 'answer')} got better and {change.worse:,} worse, "
            "where they can be compared."
        )
    yield from _strand_points(numbers, audience)


def _notable(count: int | None, numbers: ReportNumbers, audience: Audience) -> str | None:
    """So many schools, where that stands out; few or none never do."""
    if audience == "public" and count is not None and count < FEWER_THAN:
        return None
    return listed_text(count, numbers.returns.schools, audience) if count else None


def _plan_points(
    gone: int | None, soon: int | None, numbers: ReportNumbers, audience: Audience
) -> Iterator[str]:
    without, ending = (_notable(count, numbers, audience) for count in (gone, soon))
    if without is not None:
        yield f"{upper_first(without)} {_have(gone or 0)} no plan in date."
    if ending is not None:
        yield f"{upper_first(ending)} {_have(soon or 0)} a plan that runs out within twelve months."


def _work_points(work: Work, audience: Audience) -> Iterator[str]:
    told = [
        (count, what)
        for count, schools, what in (
            (work.overdue, work.with_overdue, "overdue"),
            (work.done, work.with_done, "done"),
        )
        if count and (audience == "officers" or min(count, schools) >= FEWER_THAN)
    ]
    if told:
        (first, what), *rest = told
        more = "".join(f"; {count:,} {_is(count)} {word}" for count, word in rest)
        yield f"{many(first, 'action')} in schools' plans {_is(first)} {what}{more}."


def _duty_points(numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    first = next((duty for duty in numbers.duties.unmet if duty.decides), None)
    if first is not None and _worth(first.schools, audience):
        at = listed_text(first.schools, numbers.returns.schools, audience)
        yield (
            f"The Schedule 10 duty most often not met, or met in part{f', in {at}' if at else ''}: "
            f"“{sentence(first.item.criterion)}”"
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
        of = listed_text(found[most], numbers.returns.schools, audience)
        yield (
            f"“{STRAND_TITLES[most]}” is the strand most often without any action"
            f"{f', in the plans of {of}' if of else ''}."
        )


def _worth(schools: int, audience: Audience) -> bool:
    return schools > 0 and not (audience == "public" and few(schools))


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
