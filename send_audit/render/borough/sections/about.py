"""What the report is and is not, how its numbers are made, and from what."""

from collections.abc import Iterator

import send_audit
from send_audit.borough.area import Area
from send_audit.borough.suppression import FEWER_THAN
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Facts, Part, Points, Section, Words
from send_audit.render.views import Fact
from send_audit.render.wording import date_text, joined


def about_section(area: Area, audience: Audience) -> Section:
    """The last section: a reader who doubts a number finds here what it is."""
    return Section(
        anchor="about",
        title="About this report",
        parts=(
            Part(heading=None, blocks=tuple(map(_words, _what(audience)))),
            Part(
                heading="How the numbers are made", blocks=(Points(points=tuple(_how(audience))),)
            ),
            Part(heading="Made from", blocks=(Facts(facts=tuple(_from(area))),)),
        ),
    )


def _words(text: str) -> Words:
    return Words(text=text)


def _what(audience: Audience) -> Iterator[str]:
    yield (
        "This report is evidence for the council's own duty under Schedule 10 to the Equality Act 2010, "
        "paragraphs 1 and 2: to make a strategy, to keep it under review, and to consider what it needs. "
        "It adds up what schools say of themselves."
    )
    yield (
        "It does not compare one school with another, and puts none above another. No number in it says that "
        "a school fulfils the law, or that it does not. The law asks for steady improvement, and no building "
        "dimension is a legal test."
    )
    if audience == "public":
        yield (
            "No school is named. In the tables every count of one to four schools is withheld, and so is "
            "every count from which it could be worked out. Sentences say in words how large a share of the "
            "schools something is true of: “few or none” and “all or nearly all” take in small counts too. "
            "Where there are too few schools even for that, nothing is said. Medians and quartiles are "
            "given only for five complete schools or more, and numbers of actions only for five or more in "
            "five schools or more."
        )
    else:
        yield (
            "It is for officers: it names schools, and shows counts however small. The public version "
            f"withholds counts of fewer than {FEWER_THAN} schools in its tables, and those from which they "
            "could be worked out; in sentences it has shares in words in place of counts."
        )


def _how(audience: Audience) -> Iterator[str]:
    yield (
        "Met is worth 1, met in part a half, not met 0, times the item's weight. A school's score is "
        "its points out of 100. Duties are counted and never scored."
    )
    yield (
        "Scores and duty statuses are of whole returns, with answers that a school keeps private, as in the "
        "school's own plan. "
        + (
            "Nothing else that is private counts in the public version: no private answer and no private "
            "action."
            if audience == "officers"
            else "Nothing else that is private counts here: no private answer and no private action."
        )
    )
    yield (
        "A set of items is complete where at least nine in ten have an answer that still stands. Incomplete "
        "schools are counted apart. Nobody's open answers count as 0."
    )
    yield (
        "The median is the middle school: half have more, half have less. The quartiles are the places a "
        "quarter and three quarters of the way up, as QUARTILE.INC gives them in a spreadsheet (Hyndman and "
        "Fan 1996, definition 7). Numbers are cut after one decimal."
    )
    if audience == "officers":
        yield "A median is of three complete schools or more, quartiles are of five or more."
    yield (
        "Change since the last cycle is over items that a school was asked and answered both times. That "
        "time has passed changes nothing."
    )


def _from(area: Area) -> Iterator[Fact]:
    yield Fact(label="As it stood on", text=date_text(area.as_of))
    yield Fact(
        label="Ratings",
        text="where an officer changed a rating, the officer's counts"
        if area.basis == "moderated"
        else "the schools' own count, whatever an officer said",
    )
    yield Fact(label="Checklists", text=_checklists(area))
    yield Fact(label="Made with", text=f"send-audit {send_audit.__version__}")


def _checklists(area: Area) -> str:
    """Those of the round, else the newest. A return is scored by the version that it names."""
    titles = {asked.checklist.id: asked.checklist for asked in area.items.values()}
    versions = dict(area.borough.checklists) or {
        id_: one.version for id_, one in titles.items() if one.role != "strategy"
    }
    named = joined(
        f"{titles[id_].title if id_ in titles else id_} {version}"
        for id_, version in versions.items()
    )
    return f"{named}. Each return is scored by the versions that it names."
