"""Actions and money: how far the plans are, what is overdue, what it costs and what it bought."""

from collections.abc import Iterator

from send_audit.borough.area import Area
from send_audit.borough.suppression import few
from send_audit.borough.tallies.money import Money, Overdue, Sum, Value
from send_audit.borough.tallies.work import Work
from send_audit.model.words import STRANDS, StrandOrNone
from send_audit.prospects.results import BANDS
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import (
    Block,
    Card,
    Facts,
    Part,
    Points,
    Section,
    Words,
    tables,
)
from send_audit.render.borough.breakdown import breakdown
from send_audit.render.borough.sections.barriers import band_text
from send_audit.render.borough.shares import share
from send_audit.render.borough.telling import things
from send_audit.render.views import Fact
from send_audit.render.wording import (
    STATUS_WORDS,
    STRAND_TITLES,
    date_text,
    plural,
    sentence,
    upper_first,
)
from send_audit.render.working_actions import pounds

FILE = "actions.csv"
MOST_OVERDUE = 20
MOST_SOURCES = 15
_ORDER: tuple[StrandOrNone | None, ...] = (*STRANDS, "none", None)


def money_section(
    money: Money, work: Work | None, area: Area, audience: Audience
) -> Section | None:
    """Actions by state and what they cost; `None` where no plan has an action. The public sees no sums.

    `work` is all that the plans do, as the audience may count it.
    """
    if not money.with_actions:
        return None
    if audience == "public":
        if work is None or few(work.schools):
            return None
        parts = [Part(heading=None, blocks=tuple(_public(work, money, area)))]
    else:
        parts = [Part(heading=None, blocks=tuple(_states(money)))]
        if money.overdue or money.private_overdue:
            parts.append(Part(heading="Overdue", blocks=tuple(_overdue(money))))
        parts.append(Part(heading="What it costs", blocks=tuple(_costs(money, area))))
        parts.append(Part(heading="What the money bought", blocks=tuple(_value(money))))
    return Section(anchor="actions", title="Actions and money", parts=tuple(parts))


def _public(work: Work, money: Money, area: Area) -> Iterator[Block]:
    """Each state by itself, without a total: no small number follows from the others."""
    part = share(work.schools, money.schools, listed=len(area.round.standings))
    who = f"{upper_first(part)} of the schools whose returns count" if part else "Schools"
    yield Words(text=f"{who} have actions in their plans. These are how many, by where they stand:")
    facts = [
        Fact(label=upper_first(word), text=things(*work.by_status.get(status, (0, 0)), "public"))
        for status, word in STATUS_WORDS.items()
    ]
    facts.append(Fact(label="Overdue", text=things(work.overdue, work.with_overdue, "public")))
    yield Facts(facts=tuple(facts))
    yield Words(
        text="Only numbers of five actions or more, of five schools or more, are given. Actions that a "
        "school keeps private are not counted, and costs are not shown.",
        grey=True,
    )


# ---- For officers ----------------------------------------------------------------------------------


def _states(money: Money) -> Iterator[Block]:
    have = "has" if money.with_actions == 1 else "have"
    of = plural(money.schools, "school")
    whose = "whose return counts" if money.schools == 1 else "whose returns count"
    plans = "its plan" if money.with_actions == 1 else "their plans"
    yield Words(text=f"{money.with_actions} of {of} {whose} {have} actions in {plans}.")
    yield from breakdown(
        "Actions by state",
        "Actions",
        {upper_first(word): money.statuses.get(status, 0) for status, word in STATUS_WORDS.items()},
        "officers",
        of="State",
    )
    yield Points(points=tuple(_points(money)))


def _points(money: Money) -> Iterator[str]:
    late = len(money.overdue) + money.private_overdue
    yield f"Overdue: {plural(late, 'action')} whose day has passed."
    if not money.comparable:
        yield "What was done since the last cycle cannot be told: no return goes back to an earlier one."
        return
    have = "has" if money.comparable == 1 else "have"
    yield (
        f"Done since the last cycle: {plural(money.done_since, 'action')}. {money.comparable} of "
        f"{plural(money.schools, 'school')} {have} an earlier return to compare with."
    )


def _overdue(money: Money) -> Iterator[Block]:
    shown = money.overdue[:MOST_OVERDUE]
    if len(money.overdue) > len(shown):
        yield Words(
            text=f"The {len(shown)} that have been due for longest, of {len(money.overdue)}. All "
            f"are in {FILE}."
        )
    yield Points(points=tuple(map(_overdue_text, shown)))
    if money.private_overdue:
        yield Words(
            text=f"{plural(money.private_overdue, 'more action')} kept private by the schools: not listed."
        )


def _overdue_text(one: Overdue) -> str:
    due = f"Due {date_text(one.due)}" if one.due is not None else "A step of it is due"
    lead = f"Who leads: {one.lead or 'not yet decided'}"
    return f"{one.school}, {one.action}: {sentence(_short(one.text))} {due}. {sentence(lead)}"


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(',;:')}…"


NONE = "none"
KEPT_PRIVATE = "Kept private"

_SUM_HEADS = ("Actions", "Planned", "Actions priced", "Spent", "Actions paid")


def _costs(money: Money, area: Area) -> Iterator[Block]:
    yield Words(
        text=f"As far as the plans state sums: {pounds(money.total.planned)} for "
        f"{plural(money.total.priced, 'action')} still to do, and {pounds(money.total.spent)} spent on "
        f"{plural(money.total.paid, 'action')}. Actions without a sum are not counted as costing nothing. "
        "Dropped actions have no part in these sums."
    )
    private = [(KEPT_PRIVATE, money.private)] if money.private.actions else []
    bands = [
        (band_text(band, area) if band is not None else "No band stated", money.by_band[band])
        for band in (*BANDS, None)
        if band in money.by_band
    ]
    yield from _sums("Costs by band, as the plans state it", "Band", [*bands, *private])
    sources = list(money.by_funding.items())
    yield from _sums("Costs by funding source", "Source", [*sources[:MOST_SOURCES], *private])
    if len(sources) > MOST_SOURCES:
        yield Words(
            text=f"The {MOST_SOURCES} sources of most money, of {len(sources)}. All are in {FILE}.",
            grey=True,
        )
    strands = [
        (_strand(strand), money.by_strand[strand].sum)
        for strand in _ORDER
        if strand in money.by_strand
    ]
    yield from _sums("Costs by strand", "Strand", [*strands, *private])


def _sums(caption: str, first: str, rows: list[tuple[str, Sum]]) -> Iterator[Block]:
    yield from tables(
        caption,
        (first, *_SUM_HEADS),
        [
            (
                name,
                str(sum_.actions),
                pounds(sum_.planned) if sum_.priced else NONE,
                str(sum_.priced),
                pounds(sum_.spent) if sum_.paid else NONE,
                str(sum_.paid),
            )
            for name, sum_ in rows
        ],
    )


def _strand(strand: StrandOrNone | None) -> str:
    return "Strand not known" if strand is None else STRAND_TITLES[strand]


def _value(money: Money) -> Iterator[Block]:
    yield Words(
        text="For each strand: what is done, what was spent, whom it reached and what changed, as "
        "the schools put "
        "it. The reach is in words, so it is never added up."
    )
    for strand in _ORDER:
        if strand in money.by_strand and money.by_strand[strand].done:
            yield _value_card(_strand(strand), money.by_strand[strand])
    private = money.statuses.get("done", 0) - money.public_statuses.get("done", 0)
    if private:
        yield Words(
            text=f"{plural(private, 'more done action')} kept private by the schools: in none of these."
        )


def _value_card(name: str, value: Value) -> Card:
    paid = plural(value.sum.paid, "action says", "actions say")
    spent = f"{pounds(value.sum.spent)}, as {paid}"
    facts = [
        Fact(label="Done", text=plural(value.done, "action")),
        Fact(label="Spent", text=spent if value.sum.paid else "not stated"),
        Fact(label="Say what changed", text=f"{value.with_effect} of {value.done}"),
        Fact(label="Say whom it reached", text=f"{value.with_reach} of {value.done}"),
    ]
    for effect in value.effects:
        cost = f" {pounds(effect.spent)}." if effect.spent else ""
        reach = f" Reached: {sentence(effect.pupils)}" if effect.pupils else ""
        text = f"{sentence(_short(effect.text))} {sentence(effect.effect)}{cost}{reach}"
        facts.append(Fact(label=effect.school, text=text))
    return Card(heading=name, facts=tuple(facts))
