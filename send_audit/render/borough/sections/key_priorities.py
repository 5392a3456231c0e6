"""Each key priority of the strategy: what the returns show, what is being done, what has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from send_audit.borough.area import Area
from send_audit.borough.groups import TYPE_GROUP_NAMES
from send_audit.borough.placing import type_groups_in
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import FEWER_THAN, few
from send_audit.borough.tallies.change import Change
from send_audit.borough.tallies.gaps import Gap
from send_audit.borough.tallies.work import Effect, Work
from send_audit.model.strategy import KeyPriority, Strategy
from send_audit.model.words import PriorityTag
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Card, Facts, Part, Points, Section, Words
from send_audit.render.borough.sections.duty import statuses_seen
from send_audit.render.borough.sections.plans import in_force
from send_audit.render.borough.spread_blocks import spread_blocks
from send_audit.render.borough.telling import (
    listed_text,
    many,
    of_answering,
    signed_points,
    things,
)
from send_audit.render.views import Fact
from send_audit.render.wording import DUTY_STATUS_WORDS, plural, sentence, upper_first
from send_audit.render.working_actions import pounds

ALL_SCHOOLS = "All schools"
DUTY_TAG: PriorityTag = "schedule-10"
"""What is evidence for this one is counted, and never given a score."""

MOST_GAPS = 3

TOO_FEW_HERE = "There are too few schools to say where they stand without giving one of them away."
NOTHING_ANSWERED = "Nothing can be said yet: no question about it has an answer."

TAG_TITLES: Mapping[PriorityTag, str] = {
    "schedule-10": "Doing what Schedule 10 asks",
    "inclusion": "Being included, and feeling it",
    "curriculum": "Taking part in the curriculum and beyond it",
    "physical-environment": "Buildings and grounds that work for everyone",
    "information": "Information, advice and guidance",
}
"""The five key priorities in our words, for a council without a strategy file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A key priority as the report tells of it: from the strategy, or one of our five."""

    id: str
    title: str
    text: str | None
    tags: tuple[PriorityTag, ...]
    measures: tuple[str, ...] = ()
    sen_priorities: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Where its section is."""
        return f"priority-{self.id}"


def told_priorities(strategy: Strategy | None) -> tuple[Told, ...]:
    """The key priorities of the strategy in their order; without one, the five tags in our words."""
    if strategy is None or not strategy.key_priorities:
        return tuple(
            Told(id=tag, title=title, text=None, tags=(tag,)) for tag, title in TAG_TITLES.items()
        )
    return tuple(_told(priority) for priority in strategy.key_priorities)


def _told(priority: KeyPriority) -> Told:
    return Told(
        id=priority.id,
        title=priority.title,
        text=priority.text,
        tags=priority.tags,
        measures=priority.measures,
        sen_priorities=priority.sen_priorities,
        principles=priority.principles,
    )


def key_priority_sections(
    numbers: ReportNumbers, area: Area, audience: Audience
) -> Iterator[Section]:
    """A section for each key priority."""
    for told in told_priorities(area.strategy):
        yield Section(
            anchor=told.anchor,
            title=told.title,
            parts=tuple(_parts(told, numbers, area, audience)),
        )


def _parts(told: Told, numbers: ReportNumbers, area: Area, audience: Audience) -> Iterator[Part]:
    yield Part(heading=None, blocks=tuple(_intro(told)))
    for tag in told.tags:
        of = f": {TAG_TITLES[tag]}" if len(told.tags) > 1 else ""
        yield Part(
            heading=f"Where schools stand{of}",
            blocks=tuple(_evidence(tag, numbers, area, audience)),
        )
        gaps = numbers.gaps.by_tag.get(tag, ())
        yield Part(
            heading=f"The commonest gaps{of}",
            blocks=(
                gap_points(gaps, audience, MOST_GAPS, area, answered=tag in numbers.gaps.answered),
            ),
        )
        yield Part(
            heading=f"What is being done{of}", blocks=tuple(_work(numbers.work.get(tag), audience))
        )
        yield Part(
            heading=f"Since the last cycle{of}",
            blocks=(
                Words(text=change_text(numbers.changes.get(tag), audience, scored=tag != DUTY_TAG)),
            ),
        )
    if told.measures:
        yield Part(
            heading="How the strategy will measure it", blocks=(Points(points=told.measures),)
        )


def _intro(told: Told) -> Iterator[Block]:
    if told.text is not None:
        yield Words(text=sentence(told.text))
    if not told.tags:
        yield Words(
            text="The strategy ties no tag of the checklists to this priority, so the returns show nothing "
            "of it."
        )


def _evidence(
    tag: PriorityTag, numbers: ReportNumbers, area: Area, audience: Audience
) -> Iterator[Block]:
    if tag == DUTY_TAG:
        yield Words(text="A duty is counted, and never given a score.")
        facts = tuple(_duty_facts(numbers, audience))
        yield Facts(facts=facts) if facts else Words(text=TOO_FEW_HERE)
        also = " and “Plans, by their dates”" if audience == "officers" else ""
        yield Words(text=f"By kind of school: see “The duty to plan”{also}.")
        return
    spreads = {
        ALL_SCHOOLS: numbers.spreads.of(f"priority:{tag}"),
        **{
            TYPE_GROUP_NAMES[group]: spread
            for group in type_groups_in(area.round.standings)
            if (spread := numbers.spreads.of(f"priority:{tag}", group)).asked
        },
    }
    yield from spread_blocks(
        spreads, "Scores of the items under this priority", audience, total=ALL_SCHOOLS
    )


def _duty_facts(numbers: ReportNumbers, audience: Audience) -> Iterator[Fact]:
    found = {
        **{
            upper_first(DUTY_STATUS_WORDS[status]): count
            for status, count in statuses_seen(numbers.duties, audience).items()
            if count != 0 and not (audience == "public" and status == "not-applicable")
        },
        "Plan in force": in_force(numbers.plans, numbers.returns, audience),
    }
    for label, count in found.items():
        text = listed_text(count, numbers.returns.schools, audience)
        if text is not None:
            yield Fact(label=label, text=upper_first(text))


def gap_points(
    gaps: tuple[Gap, ...], audience: Audience, most: int, area: Area, *, answered: bool
) -> Block:
    """The most frequent gaps as barriers, with how many schools have them.

    `answered` is whether anything that could be a gap here has an answer.
    """
    listed = len(area.round.standings)
    kept = [gap for gap in gaps if audience == "officers" or not few(gap.schools)]
    if not kept and audience == "public":
        return Words(text="None is known to be shared by five schools or more.")
    if not kept:
        return Words(text="None is found in the answers." if answered else NOTHING_ANSWERED)
    return Points(
        points=tuple(
            f"{sentence(gap.item.barrier)} Not met, or met in part, "
            f"{of_answering(gap.schools, gap.answered, audience, listed)}."
            for gap in kept[:most]
        )
    )


def _work(work: Work | None, audience: Audience) -> Iterator[Block]:
    if audience == "public" and (work is None or few(work.schools)):
        yield Words(text="Too few plans have an action under this priority to say more.")
        return
    if audience == "public" and work is not None and few_ended(work):
        yield Words(
            text="Schools' plans have actions here, too few of them done or overdue to count."
        )
        return
    if work is None:
        yield Words(text="No plan has an action under this priority.")
        return
    yield Facts(facts=tuple(_work_facts(work, audience)))
    if audience == "officers" and work.effects:
        yield Words(text="What finished actions changed, in the schools' own words:")
        for effect in work.effects:
            yield _effect(effect)


def few_ended(work: Work) -> bool:
    """Whether the public reads of no number: few actions are done and few overdue, or in few schools."""
    counts = ((work.done, work.with_done), (work.overdue, work.with_overdue))
    return all(min(pair) < FEWER_THAN for pair in counts)


def _work_facts(work: Work, audience: Audience) -> Iterator[Fact]:
    if audience == "public":  # as in a school's own plan, the public reads of no sum
        yield Fact(label="Actions done", text=things(work.done, work.with_done, audience))
        yield Fact(label="Overdue", text=things(work.overdue, work.with_overdue, audience))
        return
    yield Fact(
        label="Actions",
        text=f"{work.done:,} done, {work.ahead:,} still to do or going on, in the plans of "
        f"{plural(work.schools, 'school')}",
    )
    yield Fact(label="Overdue", text=many(work.overdue, "action"))
    yield Fact(label="Spent so far", text=_sum(work.spent, work.paid, work.paying))
    yield Fact(label="Still to cost", text=_sum(work.planned, work.priced, work.pricing))


def _sum(amount: Decimal, actions: int, schools: int) -> str:
    """A sum of pounds with what it is over."""
    if not actions:
        return "no action gives a figure"
    where = f"{many(actions, 'action')} in {plural(schools, 'school')}"
    return f"{pounds(amount)}, from the figures of {where}"


def _effect(effect: Effect) -> Block:
    pupils = (Fact(label="Pupils", text=effect.pupils),) if effect.pupils is not None else ()
    spent = (Fact(label="Spent", text=pounds(effect.spent)),) if effect.spent is not None else ()
    return Card(
        heading=effect.action,
        words=(sentence(effect.effect),),
        facts=(Fact(label="School", text=effect.school), *spent, *pupils),
    )


def _compared(change: Change, audience: Audience) -> str:
    """To the public no number: with the rest of them, it could tell of the few that are new."""
    return plural(change.schools, "school") if audience == "officers" else "the schools"


def change_text(change: Change | None, audience: Audience, *, scored: bool = True) -> str:
    """What got better and what got worse, over the answers that both returns of a school have."""
    if audience == "public" and (change is None or few(change.schools)):
        return "Too few schools have an earlier return to say what has changed."
    if change is None:
        return "No school has an earlier return to compare with."
    compared = change.better + change.worse + change.same
    text = (
        f"In {_compared(change, audience)} with an earlier return, {many(compared, 'answer')} "
        f"can be compared, by the schools' own ratings: {change.better:,} got better, {change.worse:,} got "
        f"worse, {change.same:,} stayed the same."
    )
    if not scored:
        return text
    if change.median is None:
        return f"{text} Too few schools for a median change."
    return (
        f"{text} The median school's score on these items changed by {signed_points(change.median)} "
        "points of 100."
    )
