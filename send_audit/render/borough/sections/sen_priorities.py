"""The SEN strategy's priorities and principles, through the key priorities that name them."""

from collections.abc import Iterator

from send_audit.borough.area import Area
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import FEWER_THAN
from send_audit.model.nations import in_words_of
from send_audit.model.strategy import SenPriority
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Facts, Part, Points, Section, Words
from send_audit.render.borough.sections.duty import statuses_seen
from send_audit.render.borough.sections.key_priorities import DUTY_TAG, Told, told_priorities
from send_audit.render.borough.telling import listed_text, many, shown
from send_audit.render.views import Fact
from send_audit.render.wording import joined, points, sentence, upper_first


def sen_priorities_section(
    numbers: ReportNumbers, area: Area, audience: Audience
) -> Section | None:
    """The numbers are those of the key priorities, told again and not counted again."""
    strategy = area.strategy
    if strategy is None or not (strategy.sen_priorities or strategy.principles):
        return None
    told = told_priorities(strategy)
    parts = [
        Part(
            heading=priority.title,
            blocks=(
                *_promise(priority),
                *_through([t for t in told if priority.id in t.sen_priorities], numbers, audience),
            ),
        )
        for priority in strategy.sen_priorities
    ]
    if strategy.principles:
        parts.append(Part(heading="Principles of inclusion", blocks=tuple(_principles(area, told))))
    intro = Words(
        text="Each of these rests on key priorities of the strategy. The numbers are theirs, from the "
        "sections above: they are not counted a second time."
    )
    return Section(
        anchor="sen-priorities",
        title=f"The {_word(area)} strategy's priorities",
        parts=(Part(heading=None, blocks=(intro,)), *parts),
    )


def _word(area: Area) -> str:
    return in_words_of(area.borough.nation, "SEN or ALN")


def _promise(priority: SenPriority) -> Iterator[Block]:
    yield Words(text=sentence(priority.text))
    if priority.we_will:
        yield Words(text="We will:")
        yield Points(points=priority.we_will)


def _through(told: list[Told], numbers: ReportNumbers, audience: Audience) -> Iterator[Block]:
    if not told:
        yield Words(text="No key priority names it, so the returns show nothing of it.")
        return
    said = {one.title: joined(_said(one, numbers, audience)) for one in told}
    facts = tuple(Fact(label=title, text=f"{upper_first(s)}.") for title, s in said.items() if s)
    if facts:
        yield Facts(facts=facts)
    without = [f"“{title}”" for title, text in said.items() if not text]
    if without:
        yield Words(text=f"See {joined(without)}, where there is no number to tell again.")


def _said(told: Told, numbers: ReportNumbers, audience: Audience) -> Iterator[str]:
    for tag in told.tags:
        if tag == DUTY_TAG:
            without = statuses_seen(numbers.duties, audience)["no-gap-found"]
            schools = listed_text(without, numbers.returns.schools, audience)
            if schools is not None:
                yield f"no gap found in the evidence of {schools}"
        else:
            spread = shown(numbers.spreads.of(f"priority:{tag}"), audience)
            if spread.median is not None:
                yield f"median score {points(spread.median)}"
        work = numbers.work.get(tag)
        if work is None:
            continue
        if audience == "officers" or min(work.done, work.with_done) >= FEWER_THAN:
            yield f"{many(work.done, 'action')} done"
        if audience == "officers" or min(work.overdue, work.with_overdue) >= FEWER_THAN:
            yield f"{many(work.overdue, 'action')} overdue"


def _principles(area: Area, told: tuple[Told, ...]) -> Iterator[Block]:
    assert area.strategy is not None
    facts = []
    for principle in area.strategy.principles:
        names = [f"“{one.title}”" for one in told if principle.id in one.principles]
        seen = f" See {joined(names)}." if names else " No key priority names it."
        facts.append(Fact(label=principle.title, text=f"{sentence(principle.text)}{seen}"))
    yield Facts(facts=tuple(facts))
