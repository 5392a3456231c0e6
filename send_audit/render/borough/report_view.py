"""The borough report as a document: its cover, the order of its sections, for officers or for the public."""

from collections.abc import Iterator
from dataclasses import replace

import send_audit
from send_audit.borough.area import Area
from send_audit.borough.report_numbers import BothNumbers, ReportNumbers
from send_audit.borough.suppression import few
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import BlocksView, Section
from send_audit.render.borough.sections.about import about_section
from send_audit.render.borough.sections.authority import authority_section
from send_audit.render.borough.sections.barriers import barriers_section
from send_audit.render.borough.sections.by_section import by_section_section
from send_audit.render.borough.sections.duty import duty_section
from send_audit.render.borough.sections.glance import (
    glance_section,
    says_anything,
    too_small_section,
)
from send_audit.render.borough.sections.key_priorities import key_priority_sections
from send_audit.render.borough.sections.moderation import moderation_section
from send_audit.render.borough.sections.money import money_section
from send_audit.render.borough.sections.needs import needs_section
from send_audit.render.borough.sections.not_included import not_included_section
from send_audit.render.borough.sections.plans import plans_section
from send_audit.render.borough.sections.quality import quality_section
from send_audit.render.borough.sections.returns import returns_section
from send_audit.render.borough.sections.school_by_school import school_by_school_section
from send_audit.render.borough.sections.sen_priorities import sen_priorities_section
from send_audit.render.borough.sections.sites import sites_section
from send_audit.render.plan_view import shortened
from send_audit.render.views import Cover, Entry, Fact
from send_audit.render.wording import date_text, month_text

FOR_OFFICERS = "For officers of the council. It names schools: please do not pass it on."


def report_view(
    both: BothNumbers, area: Area, audience: Audience, *, with_grid: bool = False
) -> BlocksView:
    """The whole report. `with_grid` adds the table school by school: for officers, and for the screen only.

    Raises `ValueError` where the public would see the schools one by one.
    """
    if with_grid and audience == "public":
        raise ValueError("the public version names no school")
    numbers = both.officers if audience == "officers" else both.public
    found = _sections(numbers, area, audience, with_grid=with_grid)
    first, *others = (section for section in found if section is not None)
    # The others follow each other: many are short, and a page for each would be half a report of paper.
    sections = (replace(first, starts_page=True), *others)
    cover = _cover(area, audience)
    title = f"{cover.title}, {month_text(area.as_of)}"
    return BlocksView(
        language=area.borough.language,
        document_title=f"{title}: {cover.subject}",
        description=cover.promise,
        generator=f"send-audit {send_audit.__version__}",
        day=area.as_of.isoformat(),
        running_head=_head(title, area, audience),
        cover=cover,
        contents=tuple(Entry(anchor=one.anchor, title=one.title) for one in sections),
        results=None,
        results_note=None,
        sections=sections,
        skip_words="Skip to the report",
    )


def _sections(
    numbers: ReportNumbers, area: Area, audience: Audience, *, with_grid: bool
) -> Iterator[Section | None]:
    """All sections in order: where the round stands, then the priorities, then what is in the way."""
    if audience == "public" and few(numbers.returns.schools):
        yield too_small_section(numbers.returns, area)
        return
    yield glance_section(numbers, area, audience)
    yield returns_section(numbers.returns, area, audience)
    if says_anything(numbers.returns, audience):
        yield from _shown(numbers, area, audience)
    yield authority_section(area, audience)
    if says_anything(numbers.returns, audience):
        yield moderation_section(numbers.moderation, area, audience)
        yield quality_section(numbers.quality, area, audience)
    yield not_included_section(numbers.left_out, audience)
    if with_grid:
        yield school_by_school_section(area)
    yield about_section(area, audience)


def _shown(numbers: ReportNumbers, area: Area, audience: Audience) -> Iterator[Section | None]:
    """What the returns show."""
    yield duty_section(numbers.duties, audience)
    yield plans_section(numbers.plans, numbers.returns, area, audience)
    yield from key_priority_sections(numbers, area, audience)
    yield sen_priorities_section(numbers, area, audience)
    yield barriers_section(numbers.barriers, area, audience)
    yield sites_section(numbers.sites, area, audience)
    yield needs_section(numbers, area, audience)
    yield by_section_section(numbers, area, audience)
    yield money_section(numbers.money, numbers.work.get(None), area, audience)


def _cover(area: Area, audience: Audience) -> Cover:
    return Cover(
        title="Access to our schools",
        period=month_text(area.as_of),
        subject=area.borough.name,
        promise="What schools say helps disabled pupils to learn, join in and belong, and what is still in "
        "the way.",
        notice=FOR_OFFICERS if audience == "officers" else None,
        facts=(
            Fact(label="As it stood", text=date_text(area.as_of)),
            Fact(
                label="For",
                text="Officers of the council"
                if audience == "officers"
                else "Everybody. No school is named, and no count of under five is given.",
            ),
        ),
    )


def _head(title: str, area: Area, audience: Audience) -> str:
    """The running head marks what is not for everybody on each page."""
    head = f"{shortened(area.borough.name)} · {title}"
    return f"{head} · For officers" if audience == "officers" else head
