"""Sections of the borough report: officers see names, the public sees neither a school nor a small count."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from send_audit.borough.area import Area, tally
from send_audit.borough.facts import Difference, ModerationFacts
from send_audit.borough.left_out import left_out
from send_audit.borough.public_side import PublicSide
from send_audit.borough.tallies.barriers import BarrierTally
from send_audit.borough.tallies.moderation import ModerationTally
from send_audit.borough.tallies.money import MoneyTally
from send_audit.borough.tallies.quality import QualityTally
from send_audit.borough.tallies.sites import SiteTally
from send_audit.borough.tallies.work import WorkTally
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Section
from send_audit.render.borough.sections.barriers import barriers_section
from send_audit.render.borough.sections.moderation import moderation_section
from send_audit.render.borough.sections.money import money_section
from send_audit.render.borough.sections.not_included import not_included_section
from send_audit.render.borough.sections.quality import quality_section
from send_audit.render.borough.sections.sites import sites_section
from tests.hand_made_area import action, area, facts, pounds, rated


def sections(over: Area, audience: Audience) -> dict[str, Section]:
    """All sections of this half of the report, by their anchors."""
    barriers, sites, money = BarrierTally(over.items), SiteTally(), MoneyTally()
    moderation, quality = ModerationTally(over.items), QualityTally(over)
    work = WorkTally(over.items)
    counted = PublicSide(work) if audience == "public" else work
    tally(over, barriers, sites, money, moderation, quality, counted)
    made = (
        barriers_section(barriers.result(), over, audience),
        sites_section(sites.result(), over, audience),
        money_section(money.result(), work.result().get(None), over, audience),
        moderation_section(moderation.result(), over, audience),
        quality_section(quality.result(), over, audience),
        not_included_section(tuple(left_out(over.round)), audience),
    )
    return {section.anchor: section for section in made if section is not None}


def texts(value: object) -> Iterator[str]:
    """Every text in a section, whatever block it stands in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))


def said(value: object) -> str:
    return "\n".join(texts(value))


CANARIES = ("CANARY", "School 1", "8765", "8,765", "£", "Access officer", "PE-0702")


@pytest.fixture
def borough() -> Area:
    """Eight schools, of which every one has something that the public must not see."""
    moderation = ModerationFacts(
        by="Access officer",
        on=date(2026, 11, 2),
        method="CANARY",
        comment="CANARY",
        differences=(
            Difference(
                item="PE-0101",
                verdict="changed",
                school="met",
                officer="not-met",
                place="CANARY",
                reason="CANARY",
                school_reply="CANARY",
            ),
        ),
        other_audit=False,
    )
    returns = [
        facts(
            number,
            {
                "PE-0101": rated("not-met"),
                "PE-0601": rated("met" if number < 7 else "not-met"),
                # Only answers that are private make this a barrier.
                "PE-0702": rated("not-met", private=True),
            },
            [
                action("A-1", cost=pounds(8765), funding="CANARY", lead="CANARY", text="CANARY"),
                action("A-2", "done", effect="CANARY", spent=pounds(8765), text="CANARY"),
                action("A-3", overdue=True, text="CANARY", due=date(2026, 1, 31)),
                action("A-4", private=True, text="CANARY"),
            ],
            private_entries=2,
            moderation=moderation if number < 3 else None,
        )
        for number in range(1, 9)
    ]
    bands = {"A": "Up to £8,765"}
    return area(returns, schools=10, cost_bands=bands, moderation={"by": "CANARY"})


def test_the_public_sees_no_school_no_private_word_and_no_sum(borough: Area) -> None:
    for section in sections(borough, "public").values():
        for canary in CANARIES:
            assert canary not in said(section), section.anchor


def test_officers_see_what_the_public_does_not(borough: Area) -> None:
    seen = "\n".join(map(said, sections(borough, "officers").values()))
    for canary in ("School 1", "£8,765", "Access officer", "PE-0702"):
        assert canary in seen


def test_the_public_sees_no_count_of_one_to_four_schools(borough: Area) -> None:
    public = sections(borough, "public")
    assert (
        re.findall(r"(?<![\d.])[1-4] (?:of \d+ )?(?:asked|schools?)\b", said(public["barriers"]))
        == []
    )
    route = said(public["sites"]).split("Accessible toilet")[1].split("Hygiene room")[0]
    # Six have one, two have none, and two of the list sent nothing: of neither two is told which it is.
    cells = ["withheld", "0", "6", "0", "withheld", "10"]
    assert route.split() == ["for", "pupils", *cells]
    assert "some of the returns that count" in said(public["moderation"])
    assert "What they found" not in said(public["moderation"])


def test_a_barrier_says_whom_it_touches_and_what_it_takes(borough: Area) -> None:
    officers = said(sections(borough, "officers")["barriers"])
    assert "1. Barrier PE-0101." in officers
    assert "8 of 8 asked (8 not met, 0 partly met)" in officers
    assert "Up to £8,765 (band A)" in officers
    assert "8 of 8 have an action for it; £70,120 planned, as 8 of 32 actions say" in officers
    public = said(sections(borough, "public")["barriers"])
    assert "Schools\nFive or more\n" in public
    assert "upils on roll" not in public


def test_a_barrier_of_nearly_all_schools_does_not_tell_how_few_have_it_not() -> None:
    def public(without: int) -> str:
        returns = [
            facts(n, {"PE-0101": rated("not-met" if n > without else "met")}) for n in range(1, 41)
        ]
        return said(sections(area(returns), "public")["barriers"])

    assert "Schools\nAll or nearly all of those asked\n" in public(2)
    assert public(0) == public(2) == public(5)


def test_sums_that_no_plan_states_are_not_printed_as_nothing(borough: Area) -> None:
    officers = said(sections(borough, "officers")["actions"])
    assert "\nnone\n" in officers
    assert "£0" not in officers


def test_what_is_not_included_is_named_for_officers_and_only_explained_to_the_public(
    borough: Area,
) -> None:
    officers = said(sections(borough, "officers")["not-included"])
    public = said(sections(borough, "public")["not-included"])
    assert "School 9 and School 10." in officers
    assert "Missing: nothing came" in public
    assert not re.search(r"\d", public)


def test_nothing_speaks_of_a_verdict(borough: Area) -> None:
    audiences: tuple[Audience, ...] = ("officers", "public")
    for audience in audiences:
        seen = "\n".join(map(said, sections(borough, audience).values())).lower()
        for word in ("compliant", "breach", "league", "worst", "best school"):
            assert word not in seen
