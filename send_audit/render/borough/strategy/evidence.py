"""What the returns show, for everybody: never a school by name, never a count under five."""

from collections.abc import Iterator

from send_audit.borough.suppression import count_table, withhold
from send_audit.borough.tallies.gaps import Gap
from send_audit.borough.tallies.work import Work
from send_audit.model.nations import in_words_of
from send_audit.model.words import DutyStatus, PriorityTag
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Facts, Points, Words
from send_audit.render.borough.count_tables import cell_text
from send_audit.render.borough.sections.key_priorities import (
    DUTY_TAG,
    MOST_GAPS,
    TAG_TITLES,
    change_text,
    gap_points,
)
from send_audit.render.borough.spread_blocks import middle_half
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.borough.telling import part_text, schools_text, shown
from send_audit.render.views import Fact
from send_audit.render.wording import DUTY_STATUS_WORDS, plural, upper_first

AUDIENCE: Audience = "public"
NO_RETURNS = "No school’s return counts yet, so there is no evidence to show."


def returns_text(draft: Draft) -> str:
    """How many schools returned of how many, and how many of those are whole."""
    returns = draft.numbers.returns
    if not returns.counted:
        return f"{NO_RETURNS} The list has {plural(returns.schools, 'open setting')}."
    counted = part_text(returns.counted, returns.schools, AUDIENCE)
    whole = returns.states.get("returned", 0)
    wholly = f"{part_text(whole, returns.counted, AUDIENCE)} whole"
    if whole in (0, returns.counted):
        wholly = "all of them whole" if whole else "none of them whole"
    return (
        f"{upper_first(counted)} open settings on the list have sent a return that counts, {wholly}. Medians "
        "are of schools with complete answers, and are given only where there are five or more."
    )


def median_text(draft: Draft, name: str) -> str:
    """The median of one set of items over the complete schools, or that there are too few."""
    spread = shown(draft.numbers.spreads.of(name), AUDIENCE)
    if spread.median is None:
        return "Fewer than five schools have complete answers here, so no median is given."
    of = part_text(spread.complete, draft.numbers.returns.schools, AUDIENCE)
    return f"Of the schools with complete answers ({of}), {middle_half(spread)}, out of 100."


def evidence_blocks(draft: Draft, tags: tuple[PriorityTag, ...]) -> Iterator[Block]:
    """What the returns show under these tags: where schools stand, barriers, plans, what changed."""
    if not tags:
        yield Words(
            text="This priority is tied to no tag of the checklists, so the returns show nothing of it."
        )
    elif not draft.numbers.returns.counted:
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
    if gaps:
        yield Words(text="What is most often in the way, over all settings:")
        yield gap_points(gaps, AUDIENCE, MOST_GAPS)
    else:
        yield Words(text="The answers so far show no barrier.")
    yield Words(
        text=f"{work_text(draft.numbers.work.get(tag))} "
        f"{change_text(draft.numbers.changes.get(tag), AUDIENCE)}"
    )


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
    found = draft.numbers.duties.in_group("maintained").by_status
    counts = [found.get(status, 0) for status in _STATUSES]
    if not sum(counts):
        yield Words(text="No return of a school that this strategy covers counts yet.")
        return
    seen = withhold(count_table(("schools",), _STATUSES, (counts,), column_totals=False))
    yield Words(
        text="A duty is counted, and never given a score. This is what can be said of the schools that this "
        "strategy covers and of their own duty to plan."
    )
    in_force = Fact(label="Plan in force", text=plans_in_force(draft))
    if set(seen.cells[0]) == {None}:
        yield Facts(facts=(in_force,))
        yield Words(text="They are too few to say more without giving one of them away.")
        return
    facts = [
        Fact(label=upper_first(DUTY_STATUS_WORDS[status]), text=_schools(count))
        for status, count in zip(_STATUSES, seen.cells[0], strict=True)
    ]
    yield Facts(facts=(*facts, in_force))


def _schools(count: int | None) -> str:
    if count is None:
        return cell_text(count)
    return plural(count, "school") if count else "none"


def plans_in_force(draft: Draft) -> str:
    """How many of the covered schools whose returns count have a plan in force."""
    words = draft.numbers.plans.words
    in_force = sum(words.get((word, "maintained"), 0) for word in ("in-force", "running-out"))
    every = sum(count for (_, side), count in words.items() if side == "maintained")
    return f"{part_text(in_force, every, AUDIENCE)} schools" if every else "no return to tell by"


def plans_reviewed(draft: Draft) -> str:
    """How many of the covered schools with a plan have reviewed it in the past year."""
    reviews = draft.numbers.plans.reviews
    reviewed = reviews.get(("reviewed", "maintained"), 0)
    every = sum(count for (_, side), count in reviews.items() if side == "maintained")
    return f"{part_text(reviewed, every, AUDIENCE)} plans" if every else "no plan to tell by"


def work_text(work: Work | None) -> str:
    """What the schools' own plans do here, in words."""
    if work is None:
        return "No school’s plan has an action here."
    schools = schools_text(work.schools, AUDIENCE)
    if work.schools < 5:
        return f"The plans of {schools} have actions here."
    actions = plural(work.done + work.ahead, "action")
    return (
        f"The plans of {schools} have {actions} here: {work.done} done, {work.ahead} to do or going on, "
        f"{work.overdue} of them overdue."
    )


def points_or_none(texts: tuple[str, ...]) -> Iterator[Block]:
    """A list where there is something to list."""
    if texts:
        yield Points(points=texts)
