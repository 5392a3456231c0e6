"""The authority's own accessibility strategy as a document: its cover, its order, what is still to write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import send_audit
from send_audit.borough.area import Area
from send_audit.borough.report_numbers import ReportNumbers
from send_audit.render.borough.blocks import BlocksView, Part, Section, ToWrite, Words
from send_audit.render.borough.strategy.actions import serve
from send_audit.render.borough.strategy.annexes import (
    schools_section,
    sources_section,
    standing_section,
)
from send_audit.render.borough.strategy.closing import (
    approval_text,
    ask_text,
    consulted_section,
    contact_links,
    formats_section,
    governance_section,
    next_review_text,
    period_text,
    resources_section,
)
from send_audit.render.borough.strategy.draft import Draft, dates_of, make_draft
from send_audit.render.borough.strategy.opening import law_section, vision_section
from send_audit.render.borough.strategy.priorities import (
    key_sections,
    sen_section,
    strands_section,
)
from send_audit.render.plan_view import shortened
from send_audit.render.privacy import strip_sums
from send_audit.render.views import Cover, Entry, Fact
from send_audit.render.wording import date_text, joined, plural, upper_first

NOT_APPROVED = "Draft: not approved"
PROMISE = "How we will help every disabled child and young person to learn, join in and belong."


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something that the council must still write, and the section that it is in."""

    anchor: str
    section: str
    text: str


def strategy_view(area: Area, numbers: ReportNumbers) -> BlocksView:
    """The whole strategy, for everybody to read: no count under five, no sum, nothing private."""
    draft = make_draft(area, numbers)
    sections = tuple(_sections(draft))
    open_ = still_open(sections)
    if open_:
        sections = (_open_section(open_), *sections)
    cover = _cover(draft, open_)
    title = f"{cover.title} {cover.period}" if cover.period else cover.title
    view = BlocksView(
        language=area.borough.language,
        document_title=f"{title}: {cover.subject}",
        description=cover.promise,
        generator=f"send-audit {send_audit.__version__}",
        day=area.as_of.isoformat(),
        running_head=_head(draft),
        cover=cover,
        contents=tuple(Entry(anchor=one.anchor, title=one.title) for one in sections),
        results=None,
        results_note=None,
        sections=sections,
        skip_words="Skip to the strategy",
    )
    return strip_sums(view)


def _sections(draft: Draft) -> Iterator[Section]:
    yield vision_section(draft)
    yield law_section(draft)
    yield consulted_section(draft)
    yield strands_section(draft)
    yield sen_section(draft)
    yield from key_sections(draft, serve(draft))
    yield resources_section(draft)
    yield governance_section(draft)
    yield formats_section(draft)
    yield schools_section(draft)
    yield standing_section(draft)
    yield sources_section(draft)


def still_open(sections: Sequence[Section]) -> tuple[Open, ...]:
    """All that is marked as still to be written, in order."""
    return tuple(
        Open(anchor=section.anchor, section=section.title, text=block.text)
        for section in sections
        for part in section.parts
        for block in part.blocks
        if isinstance(block, ToWrite)
    )


def _open_section(open_: Sequence[Open]) -> Section:
    by_section: dict[str, int] = {}
    for one in open_:
        by_section[one.section] = by_section.get(one.section, 0) + 1
    counted = joined(f"“{title}” ({count})" for title, count in by_section.items())
    return Section(
        anchor="to-write",
        title="What is still to be written",
        parts=(
            Part(
                heading=None,
                blocks=(
                    Words(
                        text=f"{plural(len(open_), 'place')} in this text {_is(len(open_))} marked “Still to "
                        "be written”. This list and the marks go by themselves once nothing is open."
                    ),
                    Words(text=f"They are in {counted}."),
                ),
            ),
        ),
    )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _cover(draft: Draft, open_: Sequence[Open]) -> Cover:
    strategy = draft.strategy
    vision = strategy.vision if strategy is not None else None
    title = strategy.title if strategy is not None else "Accessibility strategy"
    return Cover(
        title=title,
        period=_years(draft) if not _says_years(title, draft) else None,
        subject=draft.name,
        promise=vision.motto if vision is not None and vision.motto else PROMISE,
        notice=_notice(draft, open_),
        facts=tuple(_cover_facts(draft)),
    )


def _years(draft: Draft) -> str | None:
    period = draft.period
    if period is None or period.start is None or period.end is None:
        return None
    return f"{period.start.last.year} to {period.end.last.year}"


def _says_years(title: str, draft: Draft) -> bool:
    period = draft.period
    return period is not None and period.start is not None and str(period.start.last.year) in title


def _notice(draft: Draft, open_: Sequence[Open]) -> str | None:
    """What a reader must know before anything else."""
    return " ".join(_notices(draft, open_)) or None


def _notices(draft: Draft, open_: Sequence[Open]) -> Iterator[str]:
    dates = dates_of(draft)
    if draft.approved is None:
        yield f"{NOT_APPROVED}."
    if dates.expired and dates.ends is not None:
        yield f"This strategy ran until {date_text(dates.ends)}. A new one is due."
    if open_:
        yield f"{upper_first(plural(len(open_), 'place'))} in it {_is(len(open_))} still to be written."


def _cover_facts(draft: Draft) -> Iterator[Fact]:
    yield Fact(label="Approved", text=approval_text(draft))
    yield Fact(label="Next review", text=next_review_text(draft))
    formats = upper_first(joined(draft.formats, "or"))
    text = f"{formats}: {ask_text(draft)}" if formats else upper_first(ask_text(draft))
    period = period_text(draft.period)
    if period is not None:
        yield Fact(label="Period", text=period)
    yield Fact(label="Other formats", text=text, links=contact_links(draft))


def _head(draft: Draft) -> str:
    """The running head says on every page that a draft is one."""
    years = _years(draft)
    head = f"{shortened(draft.name)} · Accessibility strategy{f' {years}' if years else ''}"
    return f"{NOT_APPROVED} · {head}" if draft.approved is None else head
