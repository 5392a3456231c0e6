"""One assessed audit to the working edition: everything in the file, for the school and its governors."""

from collections.abc import Iterable

import send_audit
from send_audit.model.audit import Audit, Group, LocalAuthority, School
from send_audit.model.plan_document import PlanDocument
from send_audit.model.results import Assessed, Outcome
from send_audit.render.album import Album
from send_audit.render.plan_basis import made_from
from send_audit.render.plan_cards import mark
from send_audit.render.plan_view import (
    consultation,
    document_language,
    monitoring,
    shortened,
)
from send_audit.render.privacy import email_link, phone_link, web_link
from send_audit.render.views import Cover, Entry, Fact, Link
from send_audit.render.wording import (
    Voice,
    date_text,
    day_text,
    joined,
    sentence,
    upper_first,
    voice_of,
)
from send_audit.render.working_actions import full_action, open_finding
from send_audit.render.working_items import by_checklist, checklist_blocks
from send_audit.render.working_setting import setting
from send_audit.render.working_sources import source_blocks
from send_audit.render.working_standing import standing, working_results
from send_audit.render.working_views import (
    ChecklistBlock,
    OpenGroup,
    PlanRecord,
    WorkingView,
)

NO_ANSWERS = "No question has an answer yet, so there are no numbers to show."
COUNTED_ONLY = "What is asked of an authority is counted below, and never scored."


def working_view(assessed: Assessed, album: Album) -> WorkingView:
    """Everything that the file holds and the stages made of it, with the photographs of `album`."""
    audit, voice = assessed.audit, voice_of(assessed.audit)
    plan = audit.plan
    cover = _cover(assessed, voice)
    checklists = checklist_blocks(assessed, album)
    results = working_results(assessed, voice)
    is_authority = isinstance(audit.subject, LocalAuthority)
    return WorkingView(
        language=document_language(audit),
        document_title=f"Working copy, not for publication: {audit.subject.name}",
        description=cover.notice or cover.promise,
        generator=f"send-audit {send_audit.__version__}",
        day=assessed.as_of.isoformat(),
        running_head=f"{shortened(audit.subject.name)} · Working copy, not for publication",
        cover=cover,
        contents=_contents(checklists, has_plan=plan is not None),
        results=results,
        results_note=None if results else COUNTED_ONLY if is_authority else NO_ANSWERS,
        pictures={key: copy.data for key, copy in album.pictures.items()},
        standing=standing(assessed),
        checklists=checklists,
        without_action=tuple(open_finding(assessed, f) for f in assessed.plan.without_action),
        without_action_note=_without_action_note(assessed),
        actions=tuple(full_action(assessed, action) for action in assessed.plan.actions),
        actions_note=None if assessed.plan.actions else "The file holds no action yet.",
        record=_record(assessed, plan, voice) if plan is not None else None,
        setting=setting(audit),
        consulted=tuple(consultation(entry) for entry in audit.audit.consulted),
        consulted_note=None if audit.audit.consulted else "Nobody is recorded as asked.",
        open_groups=tuple(_open_groups(assessed)),
        open_note=_open_note(assessed),
        sources=source_blocks(assessed),
        sources_note=(
            "Each place in a source, with the questions that rest on it, by how the place was checked."
        ),
        made_from=made_from(assessed),
    )


def whose(audit: Audit) -> str:
    """For whom the working copy is: “the school and its governors”."""
    subject = audit.subject
    if isinstance(subject, LocalAuthority):
        return "the authority and its members"
    if isinstance(subject, Group):
        return (
            "the trust and its schools" if "trust" in subject.kind else "the group and its schools"
        )
    place = voice_of(audit).ours.removeprefix("our ")
    return f"the {place} and its governors"


def _cover(assessed: Assessed, voice: Voice) -> Cover:
    audit = assessed.audit
    return Cover(
        title="Accessibility audit",
        period="Working copy",
        subject=audit.subject.name,
        promise=(
            f"Every question and answer about how well {voice.ours} {voice.verb('works', 'work')} for "
            f"disabled {voice.pupils}, what shows it, and what is still to be done."
        ),
        notice=(
            f"Working copy for {whose(audit)}: not for publication. It holds notes, evidence, costs and "
            "private answers."
        ),
        facts=tuple(_cover_facts(assessed)),
    )


def _cover_facts(assessed: Assessed) -> Iterable[Fact]:
    details, subject = assessed.audit.audit, assessed.audit.subject
    yield Fact(label="As it stood", text=date_text(assessed.as_of))
    yield Fact(
        label="Audited", text=day_text(details.date) if details.date else "Date not recorded"
    )
    parts = [sentence(joined(details.roles))] if details.roles else ["Not recorded."]
    parts += (
        [f"School number (URN) {subject.urn}."]
        if isinstance(subject, School) and subject.urn
        else []
    )
    yield Fact(label="Taking part", text=" ".join(parts))


def _contents(checklists: Iterable[ChecklistBlock], *, has_plan: bool) -> tuple[Entry, ...]:
    entries = [
        ("results", "Where we are"),
        *((block.anchor, block.title) for block in checklists),
        ("without-action", "Gaps without an action"),
        ("actions", "Actions, whole"),
        *([("record", "The plan's own record")] if has_plan else []),
        ("consulted", "Who was asked"),
        ("setting", "What the file says of the setting"),
        ("open", "What is still open"),
        ("sources", "Sources"),
    ]
    return tuple(Entry(anchor=anchor, title=title) for anchor, title in entries)


def _without_action_note(assessed: Assessed) -> str | None:
    if assessed.plan.without_action:
        return None
    if assessed.findings:
        return "Every gap that was found has an action."
    return "No gap was found in what was answered."


# ---- The plan beside its actions ---------------------------------------------------------------------


def _record(assessed: Assessed, plan: PlanDocument, voice: Voice) -> PlanRecord:
    kept = monitoring(assessed, voice)
    return PlanRecord(
        facts=(*kept.facts, *_kept_where(plan)),
        aims=tuple(sentence(aim) for aim in plan.aims),
        strengths=tuple(
            sentence(s.text) + (f" ({joined(s.for_)})" if s.for_ else "") for s in plan.strengths
        ),
        reviews=kept.reviews,
        reports=kept.reports,
        links=tuple(web_link(link.title, link.url) for link in plan.links),
    )


def _kept_where(plan: PlanDocument) -> Iterable[Fact]:
    if plan.period is not None and plan.period.as_written is not None:
        yield Fact(label="Period in the plan's words", text=plan.period.as_written)
    if plan.previous is not None and plan.previous.file is not None:
        yield Fact(label="File of the plan before", text=plan.previous.file)
    if plan.document is not None:
        part_of = f", part of {plan.document.part_of}" if plan.document.part_of else ""
        file = f", {plan.document.file}" if plan.document.file else ""
        link = (web_link(plan.document.url, plan.document.url),) if plan.document.url else ()
        text = f"{plan.document.title}{part_of}{file}"
        yield Fact(label="The document", text=text, links=link)
    if plan.published is not None and plan.published.url is not None:
        link = (web_link(plan.published.url, plan.published.url),)
        yield Fact(label="Published", text="", links=link)
    if plan.contact is not None:
        phone = (phone_link(plan.contact.phone),) if plan.contact.phone else ()
        email = (email_link(plan.contact.email),) if plan.contact.email else ()
        yield Fact(label="Whom to ask", text=plan.contact.role, links=phone + email)
    if plan.formats:
        yield Fact(label="Formats on request", text=joined(plan.formats))
    if plan.complaints is not None:
        yield Fact(label="Complaints", text=plan.complaints)


# ---- What is still open --------------------------------------------------------------------------------


def _open_note(assessed: Assessed) -> str | None:
    return None if any(_open_groups(assessed)) else "Every question is answered, in every place."


def _open_groups(assessed: Assessed) -> Iterable[OpenGroup]:
    """What is unanswered by checklist, what must be checked again, and what does not count, with reasons."""
    for outcomes in by_checklist(assessed):
        lines = tuple(_open_line(assessed, o) for o in outcomes if o.rating is None)
        if lines:
            heading = f"Not yet answered: {outcomes[0].checklist.title}"
            yield OpenGroup(heading=heading, intro=None, lines=lines)
    again = [o for o in assessed.outcomes if o.asked and o.rating is not None and o.lapsed]
    if again:
        yield OpenGroup(
            heading="To be checked again",
            intro="These answers are too old, or marked to be confirmed. They add nothing until then.",
            lines=tuple(_line(o, o.item.criterion) for o in again),
        )
    left_out = [o for o in assessed.outcomes if o.left_out is not None]
    if left_out:
        yield OpenGroup(
            heading="Left out by the council",
            intro=None,
            lines=tuple(_line(o, f"{o.item.criterion} {o.left_out}") for o in left_out),
        )
    unasked = [o for o in assessed.outcomes if not o.asked and o.left_out is None]
    answered = [o for o in unasked if o.response is not None]
    if answered:
        yield OpenGroup(
            heading="Answered, though not asked here",
            intro="These answers do not count.",
            lines=tuple(_line(o, f"{o.item.criterion} {mark(o.known).word}.") for o in answered),
        )
    if unasked:
        yield OpenGroup(
            heading="Not asked here",
            intro=sentence(
                f"What the file says of the setting takes these out: {joined(o.item.id for o in unasked)}"
            ),
            lines=(),
        )


def _line(outcome: Outcome, text: str) -> Fact:
    href = f"#{outcome.item.id}" if outcome.asked else None
    return Fact(label="", text=text, links=(Link(text=outcome.item.id, href=href),))


def _open_line(assessed: Assessed, outcome: Outcome) -> Fact:
    subject = assessed.audit.subject
    places = subject.places if isinstance(subject, School) else {}
    names = [places[key].name for key in outcome.places_short if key in places]
    where = f" Still open at: {joined(names)}." if names else ""
    return _line(outcome, upper_first(outcome.item.criterion) + where)
