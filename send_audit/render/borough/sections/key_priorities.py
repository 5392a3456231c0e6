"""Each key priority of the strategy: what the returns show, what is being done, what has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from send_audit.borough.area import Area
from send_audit.borough.groups import TYPE_GROUP_NAMES
from send_audit.borough.placing import type_groups_in
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.suppression import few
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
    WITHHELD,
    many,
    of_answering,
    schools_text,
    signed_points,
)
from send_audit.render.views import Fact
from send_audit.render.wording import DUTY_STATUS_WORDS, plural, sentence, upper_first
from send_audit.render.working_actions import pounds

ALL_SCHOOLS = "All schools"
DUTY_TAG: PriorityTag = "schedule-10"
"""What is evidence for this one is counted, and never given a score."""

MOST_GAPS = 3

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
            heading=f"The commonest gaps{of}", blocks=(gap_points(gaps, audience, MOST_GAPS),)
        )
        yield Part(
            heading=f"What is being done{of}", blocks=tuple(_work(numbers.work.get(tag), audience))
        )
        yield Part(
            heading=f"Since the last cycle{of}",
            blocks=(
                Words(
                    text=_change_text(numbers.changes.get(tag), audience, scored=tag != DUTY_TAG)
                ),
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
        yield Facts(facts=tuple(_duty_facts(numbers, audience)))
        yield Words(text="By kind of school: see “The duty to plan” and “Plans, by their dates”.")
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
    for status, count in statuses_seen(numbers.duties, audience).items():
        if count != 0:
            words = upper_first(DUTY_STATUS_WORDS[status])
            yield Fact(label=words, text=_schools(count))
    yield Fact(label="Plan in force", text=_schools(in_force(numbers.plans, audience)))


def _schools(count: int | None) -> str:
    return WITHHELD if count is None else plural(count, "school")


def gap_points(gaps: tuple[Gap, ...], audience: Audience, most: int) -> Block:
    """The most frequent gaps as barriers, with how many schools have them."""
    kept = [gap for gap in gaps if audience == "officers" or not few(gap.schools)]
    if not kept:
        return Words(text="None is shared by five schools or more." if gaps else "None is found.")
    return Points(
        points=tuple(
            f"{sentence(gap.item.barrier)} Not met, or met in part, "
            f"{of_answering(gap.schools, gap.answered, audience)}."
            for gap in kept[:most]
        )
    )


def _work(work: Work | None, audience: Audience) -> Iterator[Block]:
    if work is None:
        yield Words(text="No plan has an action under this priority.")
        return
    yield Facts(facts=tuple(_work_facts(work, audience)))
    if audience == "officers":
        for effect in work.effects:
            yield _effect(effect)


def _work_facts(work: Work, audience: Audience) -> Iterator[Fact]:
    if audience == "public" and few(work.schools):
        yield Fact(label="Actions", text=f"{WITHHELD}: {schools_text(work.schools, audience)}")
        return
    yield Fact(
        label="Actions",
        text=f"{work.done:,} done, {work.ahead:,} still to do or going on{_in_plans(work, audience)}",
    )
    yield Fact(label="Overdue", text=many(work.overdue, "action"))
    yield Fact(label="Spent so far", text=_sum(work.spent, work.paid, work.paying, audience))
    yield Fact(label="Still to cost", text=_sum(work.planned, work.priced, work.pricing, audience))


def _in_plans(work: Work, audience: Audience) -> str:
    """In how many plans: not for the public, who could work out how many have no such action."""
    if audience == "public":
        return ""
    return f", in the plans of {plural(work.schools, 'school')}"


def _sum(amount: Decimal, actions: int, schools: int, audience: Audience) -> str:
    """A sum of pounds with what it is over; kept back where under five schools gave a figure."""
    if not actions:
        return "no action gives a figure"
    if audience == "public" and few(schools):
        return f"{WITHHELD}, since {schools_text(schools, audience)} give a figure"
    where = f" in {plural(schools, 'school')}" if audience == "officers" else ""
    return f"{pounds(amount)}, from the figures of {many(actions, 'action')}{where}"


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


def _change_text(change: Change | None, audience: Audience, *, scored: bool) -> str:
    """What got better and what got worse, over the answers that both returns of a school have."""
    if change is None:
        return "No school has an earlier return to compare with."
    if audience == "public" and few(change.schools):
        schools = upper_first(schools_text(change.schools, audience))
        return f"{schools} can be compared, so nothing is said here."
    compared = change.better + change.worse + change.same
    text = (
        f"In {_compared(change, audience)} with an earlier return, {many(compared, 'answer')} "
        f"can be compared: {change.better:,} got better, {change.worse:,} got worse, {change.same:,} stayed "
        "the same."
    )
    if not scored:
        return text
    if change.median is None:
        return f"{text} Too few schools for a median change."
    return (
        f"{text} The median school’s score on these items changed by {signed_points(change.median)} "
        "points of 100."
    )
