"""What the returns show, for everybody: never a school by name, never a count under five."""

from collections.abc import Iterator

from send_audit.borough.suppression import few
from send_audit.borough.tallies.gaps import Gap
from send_audit.borough.tallies.plans import PlanWord, Side
from send_audit.model.nations import in_words_of
from send_audit.model.words import DutyStatus, PriorityTag
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Facts, Points, Words
from send_audit.render.borough.sections.duty import statuses_seen
from send_audit.render.borough.sections.glance import says_anything
from send_audit.render.borough.sections.key_priorities import (
    DUTY_TAG,
    MOST_GAPS,
    TAG_TITLES,
    TOO_FEW_HERE,
    change_text,
    few_ended,
    gap_points,
)
from send_audit.render.borough.sections.returns import shares_text
from send_audit.render.borough.shares import TOO_FEW_TO_SAY, share
from send_audit.render.borough.spread_blocks import middle_half
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.borough.telling import shown, things
from send_audit.render.views import Fact
from send_audit.render.wording import DUTY_STATUS_WORDS, plural, upper_first

AUDIENCE: Audience = "public"
NO_RETURNS = "Too few schools' returns count yet, so there is no evidence to show."

_MEDIANS = (
    "Medians are of schools with complete answers, and are given only where there are five or more."
)


def shows_anything(draft: Draft) -> bool:
    """Whether enough returns count for anything to be said of them to everybody."""
    return says_anything(draft.numbers.returns, AUDIENCE)


def returns_text(draft: Draft) -> str:
    """How many settings the list has, and in words how many of them have sent what."""
    returns = draft.numbers.returns
    listed = f"The list has {plural(returns.schools, 'open setting')}."
    if not shows_anything(draft):
        return f"{NO_RETURNS} {listed}"
    return " ".join(filter(None, (listed, shares_text(returns), _MEDIANS)))


def median_text(draft: Draft, name: str) -> str:
    """The median of one set of items over the complete schools, or that there are too few."""
    spread = shown(draft.numbers.spreads.of(name), AUDIENCE)
    if spread.median is None:
        return "Fewer than five schools have complete answers here, so no median is given."
    return f"Of the schools with complete answers, {middle_half(spread)}, out of 100."


def evidence_blocks(draft: Draft, tags: tuple[PriorityTag, ...]) -> Iterator[Block]:
    """What the returns show under these tags: where schools stand, barriers, plans, what changed."""
    if not tags:
        yield Words(
            text="This priority is tied to no tag of the checklists, so the returns show nothing of it."
        )
    elif not shows_anything(draft):
        yield Words(text=NO_RETURNS)
    else:
        for tag in tags:
            if len(tags) > 1:
                yield Words(text=f"{TAG_TITLES[tag]}:")
            yield from _of_tag(draft, tag)


def _of_tag(draft: Draft, tag: PriorityTag) -> Iterator[Block]:
    if tag == DUTY_TAG:
        yield from _duty(draft)
    else:
        yield Words(text=median_text(draft, f"priority:{tag}"))
    gaps = tuple(_in_own_words(draft, gap) for gap in draft.numbers.gaps.by_tag.get(tag, ()))
    yield Words(text="What is most often in the way, over all settings:")
    yield gap_points(gaps, AUDIENCE, MOST_GAPS, draft.area, answered=True)
    change, scored = draft.numbers.changes.get(tag), tag != DUTY_TAG
    yield Words(text=f"{work_text(draft, tag)} {change_text(change, AUDIENCE, scored=scored)}")


def _in_own_words(draft: Draft, gap: Gap) -> Gap:
    barrier = in_words_of(draft.nation, gap.item.barrier)
    return Gap(
        item=gap.item.model_copy(update={"barrier": barrier}),
        schools=gap.schools,
        answered=gap.answered,
    )


_STATUSES: tuple[DutyStatus, ...] = ("no-gap-found", "gap-found", "not-fully-assessed")


def _duty(draft: Draft) -> Iterator[Block]:
    """Where the schools that the strategy covers stand with their own duty: counted, and never scored."""
    whose = (
        "all settings, since the list of schools in Wales does not say which of them this strategy covers,"
        if draft.nation == "wales"
        else "the schools that this strategy covers"
    )
    yield Words(
        text=f"A duty is counted, and never given a score. This is what can be said of {whose} and of their "
        "own duty to plan."
    )
    seen = statuses_seen(draft.numbers.duties, AUDIENCE, covered_only=draft.nation != "wales")
    found = {
        **{upper_first(DUTY_STATUS_WORDS[status]): seen.get(status) for status in _STATUSES},
        "Plan in force": _dated(draft),
    }
    texts = {label: _of_the_covered(draft, count) for label, count in found.items()}
    facts = tuple(Fact(label=label, text=text) for label, text in texts.items() if text is not None)
    yield Facts(facts=facts) if facts else Words(text=TOO_FEW_HERE)


def _sides(draft: Draft) -> tuple[Side, ...]:
    """In Wales the list does not tell the covered schools from others: there it is all of them."""
    return ("maintained", "others") if draft.nation == "wales" else ("maintained",)


def _of_the_covered(draft: Draft, count: int | None) -> str | None:
    """So many of all listed schools that the strategy covers, in words: how many those are is no secret."""
    returns = draft.numbers.returns
    covered = sum(returns.by_type.get("maintained", {}).values())
    listed = returns.schools if draft.nation == "wales" else covered
    words = share(count, listed) if count is not None else None
    whose = "on the list" if draft.nation == "wales" else "that this strategy covers"
    return f"{upper_first(words)} of the schools {whose}" if words is not None else None


def _as_returned(text: str | None) -> str:
    return f"{text}, as their returns show" if text is not None else upper_first(TOO_FEW_TO_SAY)


def _dated(draft: Draft) -> int:
    """How many have a plan in force. No table gives it for the covered schools alone."""
    words = draft.numbers.plans.words
    dated: tuple[PlanWord, ...] = ("in-force", "running-out")
    return sum(words.get((word, side), 0) for word in dated for side in _sides(draft))


def plans_in_force(draft: Draft) -> str:
    """How many of the covered schools have a plan in force, by their returns."""
    return _as_returned(_of_the_covered(draft, _dated(draft)))


def plans_reviewed(draft: Draft) -> str:
    """How many of the covered schools have reviewed their plan in the past year, by their returns."""
    reviews = draft.numbers.plans.reviews
    reviewed = sum(reviews.get(("reviewed", side), 0) for side in _sides(draft))
    return _as_returned(_of_the_covered(draft, reviewed))


def work_text(draft: Draft, tag: PriorityTag) -> str:
    """What the schools' own plans do under a tag, in words."""
    work = draft.numbers.work.get(tag)
    if work is None or few(work.schools):
        return "Too few plans have actions here to say more."
    words = share(work.schools, draft.numbers.returns.schools)
    who = f"The plans of {words} of the settings on the list" if words else "The plans of settings"
    if few_ended(work):
        return f"{who} have actions here, too few of them done or overdue to count."
    done = things(work.done, work.with_done, AUDIENCE)
    overdue = things(work.overdue, work.with_overdue, AUDIENCE)
    return f"{who} have actions here. Done: {done}. Overdue: {overdue}."


def points_or_none(texts: tuple[str, ...]) -> Iterator[Block]:
    """A list where there is something to list."""
    if texts:
        yield Points(points=texts)
