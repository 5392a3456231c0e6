"""The commonest barriers: how many schools and pupils they touch, and what it takes to remove them."""

from collections.abc import Iterator

from send_audit.borough.area import Area
from send_audit.borough.suppression import few
from send_audit.borough.tallies.barriers import Barrier, Barriers
from send_audit.model.checklist import Item
from send_audit.model.words import CostBand
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Card, Part, Section, Words
from send_audit.render.borough.shares import share
from send_audit.render.privacy import without_sums
from send_audit.render.views import Fact
from send_audit.render.wording import HORIZON_WORDS, plural, sentence, upper_first
from send_audit.render.working_actions import pounds

MOST = 10


def barriers_section(barriers: Barriers, area: Area, audience: Audience) -> Section | None:
    """The ten commonest barriers as cards; `None` where nothing is answered or nothing is in the way.

    To the public no private answer counts, and barriers of fewer than five schools are not listed.
    """
    found = [barrier for barrier in barriers.all if barrier.item in area.items][:MOST]
    if audience == "public":
        found = [b for b in barriers.public if b.item in area.items and not few(b.schools)][:MOST]
    if not found:
        return None
    cards = (
        _card(number, barrier, area, audience) for number, barrier in enumerate(found, start=1)
    )
    return Section(
        anchor="barriers",
        title="The commonest barriers",
        parts=(
            Part(heading=None, blocks=tuple(_intro(len(found), audience))),
            Part(heading="Barrier by barrier", blocks=tuple(cards)),
        ),
    )


def _intro(shown: int, audience: Audience) -> Iterator[Block]:
    what = "commonest barrier" if shown == 1 else f"{shown} commonest barriers"
    yield Words(
        text=f"The {what}, in the words of the checklists: what is not met, or met only in part, at most "
        "schools. Nearly all of this is good practice. That a school has a barrier is no failing in law by "
        "itself."
    )
    if audience == "officers":
        yield Words(
            text="Pupils on roll are all pupils of the schools touched, not those who meet the "
            "barrier: nobody "
            "counts these. The remedy and its cost band are the checklist's. Planned costs are what the "
            "schools' own plans state. Private answers count here, and are not told.",
            grey=True,
        )
    else:
        yield Words(
            text="Barriers of fewer than five schools are not listed. Answers that a school keeps private "
            "do not count.",
            grey=True,
        )


def _card(number: int, barrier: Barrier, area: Area, audience: Audience) -> Card:
    item = area.items[barrier.item].item
    facts = (
        _officers(barrier, item, area) if audience == "officers" else _public(barrier, item, area)
    )
    return Card(heading=f"{number}. {sentence(item.barrier)}", facts=tuple(facts))


def _officers(barrier: Barrier, item: Item, area: Area) -> Iterator[Fact]:
    parts = f"{barrier.not_met} not met, {barrier.partly_met} partly met"
    old = f"; {barrier.lapsed} of these answers to be checked again" if barrier.lapsed else ""
    yield Fact(label="Schools", text=f"{barrier.schools} of {barrier.asked} asked ({parts}{old})")
    known = barrier.schools - barrier.without_roll
    roll = f"{barrier.pupils:,}" if known else "not known"
    if barrier.without_roll and known:
        roll += f", without {plural(barrier.without_roll, 'school')} of which the roll is not known"
    yield Fact(label="Pupils on roll there", text=roll)
    yield Fact(label="Remedy", text=item.recommendation.action)
    yield Fact(label="Cost of the remedy", text=band_text(item.recommendation.cost_band, area))
    yield Fact(label="In plans", text=_planned(barrier))
    yield Fact(label="Item", text=item.id)


def _planned(barrier: Barrier) -> str:
    actions = barrier.costed + barrier.uncosted
    if not actions:
        return "no school has an action for it yet"
    have = "has" if barrier.with_action == 1 else "have"
    text = f"{barrier.with_action} of {barrier.schools} {have} an action for it"
    if not barrier.costed:
        return f"{text}, none with a cost"
    if actions == 1:
        return f"{text}; {pounds(barrier.cost)} planned, as the one action says"
    say = "says" if barrier.costed == 1 else "say"
    of = f"{barrier.costed} of {actions} actions {say}"
    return f"{text}; {pounds(barrier.cost)} planned, as {of}"


def _public(barrier: Barrier, item: Item, area: Area) -> Iterator[Fact]:
    # No pupils on roll: rolls are public, and a sum could tell which schools these are.
    listed = len(area.round.standings)
    words = share(barrier.schools, barrier.asked, listed=listed)
    told = f"{upper_first(words)} of those asked" if words is not None else "Five or more"
    yield Fact(label="Schools", text=told)
    remedy = item.recommendation
    yield Fact(label="Remedy", text=f"{sentence(remedy.action)} {HORIZON_WORDS[remedy.horizon]}.")
    meaning = band_text(remedy.cost_band, area)
    if remedy.cost_band == "none" and without_sums(meaning) == meaning:
        yield Fact(label="Cost of the remedy", text=meaning)
    planned = share(barrier.with_action, barrier.schools, listed=listed)
    if planned is not None:
        yield Fact(label="In plans", text=f"{upper_first(planned)} of these have an action for it")


def band_text(band: CostBand, area: Area) -> str:
    """What a cost band means in the borough's own words, with its letter; else its letter and rank."""
    meaning = area.borough.cost_bands.get(band)
    if band == "none":
        return meaning or "No cost beyond staff time"
    return f"{meaning} (band {band})" if meaning else f"Band {band}, from A, the lowest, to E"
