"""What the strategy ends with: resources, who was asked, who answers for it, review, formats."""

from collections.abc import Iterator

from send_audit.model.audit import Consulted
from send_audit.model.plan_document import Action, Period
from send_audit.model.plan_facts import first_day
from send_audit.model.scalars import Day
from send_audit.render.borough.blocks import (
    Block,
    Facts,
    Links,
    Part,
    Points,
    Section,
    ToWrite,
    Words,
)
from send_audit.render.borough.strategy.actions import council_actions, named
from send_audit.render.borough.strategy.draft import Draft, dates_of, differences
from send_audit.render.plan_view import consultation, monitoring
from send_audit.render.privacy import email_link, phone_link, public_text, web_link, without_sums
from send_audit.render.views import Fact, Link
from send_audit.render.wording import (
    date_text,
    day_text,
    joined,
    plural,
    sentence,
    upper_first,
    voice_of,
)


def resources_section(draft: Draft) -> Section:
    """From what the actions are paid, in words: never a sum."""
    blocks: list[Block] = [
        Words(
            text="The law asks us to think of the resources that this strategy needs while we write it. "
            "This is where they come from."
        )
    ]
    ahead = [a for a in council_actions(draft) if a.status not in ("done", "dropped")]
    sources: dict[str, int] = {}
    for action in ahead:
        for source in dict.fromkeys(_sources(action)):
            sources[source] = sources.get(source, 0) + 1
    if sources:
        blocks.append(
            Points(
                points=tuple(
                    f"{upper_first(source)}: {plural(count, 'action')}."
                    for source, count in sources.items()
                )
            )
        )
    blocks += [ToWrite(text=text) for text in _resources_to_write(ahead)]
    return Section(
        anchor="resources",
        title="What it takes",
        parts=(Part(heading=None, blocks=tuple(blocks)),),
    )


def _sources(action: Action) -> tuple[str, ...]:
    if action.funding:
        return (without_sums(action.funding),)
    return public_text(one.source for one in action.money if one.source)


def _resources_to_write(ahead: list[Action]) -> Iterator[str]:
    if not ahead:
        yield (
            "From which budgets, posts and time the strategy is carried out (“funding:” of each action in "
            "strategy-audit.yaml)."
        )
    bare = [named(action) for action in ahead if not _sources(action)]
    if bare:
        yield f"From what these are paid or staffed: {'; '.join(bare)}."


def consulted_section(draft: Draft) -> Section:
    """Who was asked, how, and what came of it."""
    consulted = draft.strategy.consulted if draft.strategy is not None else ()
    blocks: list[Block] = []
    if consulted:
        blocks.append(Facts(facts=tuple(map(_asked, consulted))))
    silent = [entry.who for entry in consulted if entry.outcome is None]
    if silent:
        blocks.append(ToWrite(text=f"What came of asking: {joined(silent)}."))
    if not consulted:
        blocks.append(
            ToWrite(
                text="Who was asked, how, when, and what came of it: disabled pupils, their families, "
                "schools and others (“consulted:” in strategy.yaml)."
            )
        )
    return Section(
        anchor="consulted",
        title="Who we asked",
        parts=(Part(heading=None, blocks=tuple(blocks)),),
    )


def _asked(entry: Consulted) -> Fact:
    said = consultation(entry)
    words = [text for text in (said.how, said.outcome) if text is not None]
    return Fact(label=said.who.removesuffix("."), text=" ".join(words) or "How is not recorded.")


def governance_section(draft: Draft) -> Section:
    """Who answers for the strategy, and how it is watched over, reviewed, revised and shown."""
    governance = draft.strategy.governance if draft.strategy is not None else ()
    facts = tuple(Fact(label=one.who, text=sentence(one.part)) for one in governance)
    to_write = ToWrite(text="Who answers for what in this strategy, by role (“governance:”).")
    return Section(
        anchor="governance",
        title="Who answers for it, and how it is reviewed",
        parts=(
            Part(heading="Who does what", blocks=(Facts(facts=facts) if facts else to_write,)),
            Part(heading="Approval, period and review", blocks=tuple(_review(draft))),
            *_held(draft),
            Part(heading="To see a copy", blocks=tuple(_copy(draft))),
        ),
    )


def _review(draft: Draft) -> Iterator[Block]:
    yield Facts(facts=tuple(_review_facts(draft)))
    yield Words(
        text="We keep this strategy under review while it runs, and not only at its end. Where a review "
        "shows the need, we revise it. The returns from schools show us what has changed."
    )
    yield from (ToWrite(text=text) for text in _review_to_write(draft))


def _review_facts(draft: Draft) -> Iterator[Fact]:
    yield Fact(label="Approved", text=sentence(approval_text(draft, minute=True)))
    yield Fact(label="Period", text=sentence(period_text(draft.period) or "Not set"))
    yield Fact(label="Next review", text=sentence(next_review_text(draft)))
    if draft.previous is not None:
        yield Fact(label="Before this", text=sentence(draft.previous.title))


def approval_text(draft: Draft, *, minute: bool = False) -> str:
    """Who approved the strategy and when, or that nobody has."""
    approved = draft.approved
    if approved is None:
        return "Not approved"
    when = f", {day_text(approved.on)}" if approved.on is not None else "; date not recorded"
    note = f" (minute {approved.minute})" if minute and approved.minute else ""
    return f"{approved.by or 'Approved; by whom is not recorded'}{when}{note}"


def period_text(period: Period | None) -> str | None:
    """The period by its dates, else in the file's words."""
    if period is None:
        return None
    start, end = period.start, period.end
    if start is not None and end is not None:
        return f"{day_text(start)} to {day_text(end)}"
    if period.as_written:
        return period.as_written
    if start is not None:
        return f"From {day_text(start)}; end not set"
    return f"Until {day_text(end)}" if end is not None else None


def next_review_text(draft: Draft) -> str:
    """When the next review is, and whether that day has passed."""
    if draft.next_review is None:
        return "Date not set"
    late = ", now overdue" if draft.next_review.last < draft.area.as_of else ""
    return f"{day_text(draft.next_review)}{late}"


def _review_to_write(draft: Draft) -> Iterator[str]:
    if draft.approved is None:
        yield "The approval: by whom, on which day, in which minute (“approved:” in strategy.yaml)."
    yield from _period_to_write(draft)
    if draft.next_review is None:
        yield "The day of the next review (“next_review:”)."
    elif draft.next_review.last < draft.area.as_of:
        yield "The day of the next review has passed. Record the review, and set the next."
    for what in differences(draft):
        yield f"strategy.yaml and strategy-audit.yaml differ on {what}. Make them say the same."


def _period_to_write(draft: Draft) -> Iterator[str]:
    dates, period = dates_of(draft), draft.period
    start = period.start if period is not None else None
    if period is None or start is None or period.end is None:
        yield "The first and the last day of the period (“period:” in strategy.yaml)."
    if dates.backwards:
        yield "The period ends before it starts. Look at both dates again."
    elif dates.expired and dates.ends is not None:
        yield f"The period ended on {date_text(dates.ends)}. A new strategy is due."
    if dates.too_long:
        yield _too_long(draft)
    if draft.nation == "wales" and start is not None and not _is_first_of_april(start):
        yield "In Wales the period begins on a 1 April. Look at the first day again."


def _is_first_of_april(start: Day) -> bool:
    first = first_day(start)
    return (first.month, first.day) == (4, 1)


def _too_long(draft: Draft) -> str:
    if draft.nation == "wales":
        return "The period is longer than three years, which regulations in Wales set. Shorten it."
    return (
        "The period is longer than three years. Regulations set how long it may be; in England three years "
        "are believed to be the most, to be confirmed. Shorten it, or have it checked."
    )


def _held(draft: Draft) -> Iterator[Part]:
    """The reviews that were held and the reports that were made, from the authority's own audit."""
    if draft.authority is None or draft.authority.audit.plan is None:
        return
    seen = monitoring(draft.authority, voice_of(draft.authority.audit))
    if seen.reviews:
        yield Part(heading="Reviews so far", blocks=(Facts(facts=seen.reviews),))
    reports = [report.link or Link(text=report.text, href=None) for report in seen.reports]
    if reports:
        texts = [report.text for report in seen.reports]
        links = tuple(
            Link(text=text, href=link.href) for text, link in zip(texts, reports, strict=True)
        )
        yield Part(heading="Reports so far", blocks=(Links(links=links),))


def _copy(draft: Draft) -> Iterator[Block]:
    url = draft.published.url if draft.published is not None else None
    if url is not None:
        yield Words(text="This strategy is on the council's website:")
        yield Links(links=(web_link("Accessibility strategy", url),))
    else:
        yield ToWrite(text="Where the strategy is published (“published:” in strategy.yaml).")
    yield Words(
        text="Whoever asks may see a printed copy at reasonable times (Schedule 10, paragraph 2(5)). "
        f"{upper_first(ask_text(draft))}."
    )


def ask_text(draft: Draft) -> str:
    """Whom to ask, by role."""
    return f"ask the {draft.contact.role}" if draft.contact is not None else "please ask us"


def contact_links(draft: Draft) -> tuple[Link, ...]:
    """The ways to ask."""
    contact = draft.contact
    if contact is None:
        return ()
    phone = (phone_link(contact.phone),) if contact.phone else ()
    email = (email_link(contact.email),) if contact.email else ()
    return phone + email


def formats_section(draft: Draft) -> Section:
    """Other formats, whom to ask, how to complain, what else to read."""
    parts = [
        Part(heading="Other formats", blocks=tuple(_formats(draft))),
        Part(heading="If something is not right", blocks=(_complaints(draft),)),
    ]
    links = tuple(web_link(link.title, link.url) for link in draft.links)
    if links:
        parts.append(Part(heading="Read on", blocks=(Links(links=links),)))
    return Section(anchor="formats", title="Formats, questions and complaints", parts=tuple(parts))


def _formats(draft: Draft) -> Iterator[Block]:
    if draft.formats:
        yield Words(text=f"You can have this strategy as {joined(draft.formats, 'or')}.")
    else:
        yield ToWrite(text="In which other formats it can be had (“formats:” in strategy.yaml).")
    if draft.contact is None:
        yield ToWrite(text="Whom to ask, by role, with telephone and email (“contact:”).")
        return
    yield Facts(
        facts=(Fact(label="Please ask", text=draft.contact.role, links=contact_links(draft)),)
    )


def _complaints(draft: Draft) -> Block:
    if draft.plan.complaints:
        return Words(text=sentence(draft.plan.complaints))
    return ToWrite(
        text="How to complain, and who helps with it (“plan: complaints:” in strategy-audit.yaml)."
    )
