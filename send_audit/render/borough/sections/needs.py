"""Access by need: what a pupil with each need meets across the borough."""

from collections.abc import Iterator, Sequence
from typing import get_args

from send_audit.borough.area import Area
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.borough.tallies.gaps import Gap
from send_audit.model.words import Need
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Section, Words
from send_audit.render.borough.sections.key_priorities import gap_points
from send_audit.render.borough.spread_blocks import middle_half, spread_blocks
from send_audit.render.borough.telling import shown
from send_audit.render.wording import NEED_NAMES, upper_first

NEEDS: tuple[Need, ...] = get_args(Need)
MOST_BARRIERS = 2


def needs_section(numbers: ReportNumbers, area: Area, audience: Audience) -> Section:
    """The distributions of all needs together, then for each what is most often in the way."""
    spreads = {
        upper_first(NEED_NAMES[need]): spread
        for need in NEEDS
        if (spread := numbers.spreads.of(f"need:{need}")).asked
    }
    intro = (
        Words(
            text="A school's score for a need is over all items about that need, in whatever checklist. One "
            "item can be about several needs. A pupil can have more than one, and no pupil is a need. Below "
            "each need stands what is most often in the way of it in particular; what is in the way of most "
            "pupils alike stands under “The commonest barriers”."
        ),
        *spread_blocks(spreads, "Scores by need", audience, of="Need"),
    )
    return Section(
        anchor="needs",
        title="Access by need",
        parts=(Part(heading=None, blocks=intro), *_needs(numbers, area, audience)),
    )


def _needs(numbers: ReportNumbers, area: Area, audience: Audience) -> Iterator[Part]:
    for need in NEEDS:
        if numbers.spreads.of(f"need:{need}").asked:
            yield Part(
                heading=upper_first(NEED_NAMES[need]),
                blocks=tuple(_need(need, numbers, area, audience)),
            )


def _need(need: Need, numbers: ReportNumbers, area: Area, audience: Audience) -> Iterator[Block]:
    spread = shown(numbers.spreads.of(f"need:{need}"), audience)
    if spread.median is not None:
        yield Words(text=f"Of the schools with complete answers, {middle_half(spread)}.")
    yield gap_points(
        _in_particular(numbers.gaps.by_need.get(need, ())),
        audience,
        MOST_BARRIERS,
        area,
        answered=need in numbers.gaps.answered,
    )


_FEW_NEEDS = 4


def _in_particular(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """The gaps of items about few needs; else the same general ones would stand under each need."""
    return tuple(gap for gap in gaps if len(gap.item.needs) <= _FEW_NEEDS) or tuple(gaps)
