"""What the returns show, for everybody: never a school by name, never a count under five."""

from collections.abc import Iterator, Sequence

from send_audit.borough.suppression import count_table, few, withhold
from send_audit.borough.tallies.duties import StatusCounts
from send_audit.borough.tallies.gaps import Gap
from send_audit.borough.tallies.plans import PlanWord, Side
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
from send_audit.render.borough.telling import part_text, shown
from send_audit.render.views import Fact
from send_audit.render.wording import DUTY_STATUS_WORDS, plural, upper_first

AUDIENCE: Audience = "public"
NO_RETURNS = "No school's return counts yet, so there is no evidence to show."


def returns_text(draft: Draft) -> str:
    """How many settings of the list have sent what, no number being such that another follows from it."""
    returns = draft.numbers.returns
    if not returns.counted:
        return f"{NO_RETURNS} The list has {plural(returns.schools, 'open setting')}."
    whole, part = (returns.states.get(state, 0) for state in ("returned", "part-filled"))
    seen = _seen((whole, part, returns.schools - returns.counted))
    if set(seen) == {None}:
        text = f"The list has {plural(returns.schools, 'open setting')}. How many of them have sent a return "
        text += "is withheld, since the numbers are small."
    else:
        names = ("whole return", "return that is part-filled", "no return that counts")
        told = (f"{name}, {_number(n)}" for name, n in zip(names, seen, strict=True))
        text = f"Of {plural(returns.schools, 'open setting')} on the list: {'; '.join(told)}."
    return f"{text} {_MEDIANS}"


_MEDIANS = (
    "Medians are of schools with complete answers, and are given only where there are five or more."
)


def _seen(counts: Sequence[int]) -> tuple[int | None, ...]:
    """A breakdown of a total that anybody can look up, without what gives a school away."""
    columns = tuple(map(str, range(len(counts))))
    table = count_table(("settings",), columns, (counts,), column_totals=False)
    return withhold(table, rows_known=True).cells[0]


def _number(count: int | None) -> str:
    return cell_text(count) if count != 0 else "none"


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
        text=f"{work_text(draft, tag)} {change_text(draft.numbers.changes.get(tag), AUDIENCE)}"
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
    found = _covered(draft)
    counts = [found.by_status.get(status, 0) for status in _STATUSES]
    if not sum(counts):
        yield Words(text="No return of a school that this strategy covers counts yet.")
        return
    whose = (
        "all settings, since the list of schools in Wales does not say which of them this strategy covers,"
        if draft.nation == "wales"
        else "the schools that this strategy covers"
    )
    yield Words(
        text=f"A duty is counted, and never given a score. This is what can be said of {whose} and of their "
        "own duty to plan."
    )
    in_force = Fact(label="Plan in force", text=plans_in_force(draft))
    seen = _seen((*counts, found.not_returned))
    if set(seen) == {None}:
        yield Facts(facts=(in_force,))
        yield Words(text="They are too few to say more without giving one of them away.")
        return
    labels = (
        *(upper_first(DUTY_STATUS_WORDS[status]) for status in _STATUSES),
        "No return that counts",
    )
    facts = (Fact(label=label, text=_schools(n)) for label, n in zip(labels, seen, strict=True))
    yield Facts(facts=(*facts, in_force))


def _schools(count: int | None) -> str:
    if count is None:
        return cell_text(count)
    return plural(count, "school") if count else "none"


def _covered(draft: Draft) -> StatusCounts:
    """The duty side of the covered schools. In Wales the list does not tell them from others."""
    duties = draft.numbers.duties
    return duties.in_all() if draft.nation == "wales" else duties.in_group("maintained")


def _sides(draft: Draft) -> tuple[Side, ...]:
    return ("maintained", "others") if draft.nation == "wales" else ("maintained",)


def _of_the_covered(draft: Draft, count: int) -> str:
    """So many of all listed schools that the strategy covers: how many those are is no secret."""
    found = _covered(draft)
    listed = sum(found.by_status.values()) + found.not_returned
    return f"{part_text(count, listed, AUDIENCE)} schools"


def plans_in_force(draft: Draft) -> str:
    """How many of the covered schools have a plan in force, by their returns."""
    words = draft.numbers.plans.words
    dated: tuple[PlanWord, ...] = ("in-force", "running-out")
    in_force = sum(words.get((word, side), 0) for word in dated for side in _sides(draft))
    return f"{_of_the_covered(draft, in_force)}, as their returns show"


def plans_reviewed(draft: Draft) -> str:
    """How many of the covered schools have reviewed their plan in the past year, by their returns."""
    reviews = draft.numbers.plans.reviews
    reviewed = sum(reviews.get(("reviewed", side), 0) for side in _sides(draft))
    return f"{_of_the_covered(draft, reviewed)}, as their returns show"


def work_text(draft: Draft, tag: PriorityTag) -> str:
    """What the schools' own plans do under a tag, in words."""
    work = draft.numbers.work.get(tag)
    if work is None:
        return "No school's plan has an action here."
    settings = f"{part_text(work.schools, draft.numbers.returns.schools, AUDIENCE)} settings"
    if few(work.schools):
        return f"The plans of {settings} have actions here."
    actions = plural(work.done + work.ahead, "action")
    return (
        f"The plans of {settings} have {actions} here: {work.done} done, {work.ahead} to do or going on, "
        f"{work.overdue} of them overdue."
    )


def points_or_none(texts: tuple[str, ...]) -> Iterator[Block]:
    """A list where there is something to list."""
    if texts:
        yield Points(points=texts)
