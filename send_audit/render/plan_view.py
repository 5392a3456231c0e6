"""One assessed audit to one public plan: the order of the document, and every word of it ready to print."""

import re
from collections.abc import Iterable, Sequence

import send_audit
from send_audit.model.audit import Audit, Consulted, LocalAuthority
from send_audit.model.plan_document import Contact, PlanDocument, Review, YearlyReport
from send_audit.model.plan_facts import facts_of
from send_audit.model.results import Assessed
from send_audit.model.scalars import Day
from send_audit.render.plan_basis import basis
from send_audit.render.plan_cards import dropped_action
from send_audit.render.plan_law import about, is_voluntary
from send_audit.render.plan_results import has_results, private_sentence, results
from send_audit.render.plan_strands import done_groups, strand_sections
from send_audit.render.privacy import (
    cut_short,
    email_link,
    phone_link,
    public_actions,
    strip_sums,
    web_link,
)
from send_audit.render.views import (
    Consultation,
    Cover,
    Entry,
    Fact,
    Formats,
    Link,
    Monitoring,
    PlanView,
    ReportLine,
)
from send_audit.render.wording import (
    Voice,
    date_text,
    day_text,
    joined,
    sentence,
    upper_first,
    voice_of,
)

__all__ = ["NO_RESULTS", "PlanView", "plan_view"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST_HEAD = 48
NO_RESULTS = "No answers to the checklists go with this document, so it has no figures."


def plan_view(assessed: Assessed, *, show_costs: bool = False) -> PlanView:
    """Everything that the public edition prints, private matters already left out.

    Sums of money are private matters too, unless `show_costs` asks for them.
    """
    view = _view(assessed, show_costs=show_costs)
    return view if show_costs else strip_sums(view)


def _view(assessed: Assessed, *, show_costs: bool) -> PlanView:
    voice = voice_of(assessed.audit)
    cover = _cover(assessed, voice)
    title = f"{cover.title} {cover.period}" if cover.period else cover.title
    strands = strand_sections(assessed, voice, show_costs=show_costs)
    done = done_groups(assessed, voice, show_costs=show_costs)
    dropped = tuple(
        dropped_action(assessed, a) for a in public_actions(assessed) if a.status == "dropped"
    )
    return PlanView(
        language=document_language(assessed.audit),
        document_title=f"{title}: {cover.subject}",
        description=cover.promise,
        generator=f"send-audit {send_audit.__version__}",
        day=assessed.as_of.isoformat(),
        running_head=f"{shortened(cover.subject)} · {title}",
        cover=cover,
        contents=_contents(
            voice, strands_of=[(s.anchor, s.title) for s in strands], ended=bool(done or dropped)
        ),
        about=about(assessed, voice),
        consulted=tuple(consultation(entry) for entry in assessed.audit.audit.consulted),
        consulted_note=_consulted_note(assessed, voice),
        results=results(assessed, voice) if has_results(assessed) else None,
        results_note=_results_note(assessed),
        strengths=_strengths(assessed.audit.plan),
        strands=strands,
        done=done,
        dropped=dropped,
        monitoring=monitoring(assessed, voice),
        formats=formats(assessed, voice),
        basis=basis(assessed),
    )


def document_language(audit: Audit) -> str:
    """The language of the audit as a document states it; British English where it is none."""
    return audit.language if _LANGUAGE.fullmatch(audit.language) else "en-GB"


def _cover(assessed: Assessed, voice: Voice) -> Cover:
    plan = assessed.audit.plan
    return Cover(
        title=_title(assessed, voice),
        period=period_words(plan),
        subject=assessed.audit.subject.name,
        promise=(
            f"How we will help every disabled {voice.pupil} to learn, join in and belong."
            if plan is not None
            else f"What helps disabled {voice.pupils} to learn, join in and belong, and what does not."
        ),
        notice=expiry_notice(assessed, voice),
        facts=tuple(_cover_facts(plan, assessed)),
    )


def shortened(name: str) -> str:
    """A name that leaves the running head on one line."""
    if len(name) <= LONGEST_HEAD:
        return name
    return f"{cut_short(name, LONGEST_HEAD)}…"


def _title(assessed: Assessed, voice: Voice) -> str:
    plan = assessed.audit.plan
    if plan is None:
        name = "Accessibility audit"
    elif plan.is_proposals:
        name = f"Proposed accessibility {voice.document}"
    else:
        name = f"Accessibility {voice.document}"
    return f"{name} (voluntary)" if is_voluntary(assessed) else name


def period_words(plan: PlanDocument | None) -> str | None:
    """“2026 to 2029”: from the dates, else in the file's own words."""
    period = plan.period if plan is not None else None
    if period is None:
        return None
    if period.start is not None and period.end is not None:
        first, last = period.start.last.year, period.end.last.year
        return str(first) if first == last else f"{first} to {last}"
    if period.as_written:
        return period.as_written
    if period.start is not None:
        return f"from {period.start.last.year}"
    return f"to {period.end.last.year}" if period.end is not None else None


def expiry_notice(assessed: Assessed, voice: Voice) -> str | None:
    """What a reader must know before anything else: that the plan's time is over."""
    facts = facts_of(assessed.audit, assessed.as_of)
    if not facts.expired or facts.ends is None:
        return None
    return f"This {voice.document} ran until {date_text(facts.ends)}. A new one is due."


def _cover_facts(plan: PlanDocument | None, assessed: Assessed) -> Iterable[Fact]:
    if plan is None:
        yield Fact(label="As it stood", text=date_text(assessed.as_of))
    else:
        yield Fact(label="Approved", text=_approval(plan))
        yield Fact(label="Next review", text=next_review(plan, assessed))
    yield other_formats(plan)


def _approval(plan: PlanDocument) -> str:
    if plan.approved is None:
        return "Not yet approved"
    when = (
        f", {day_text(plan.approved.on)}" if plan.approved.on is not None else "; date not recorded"
    )
    return f"{plan.approved.by or 'Approved; by whom is not recorded'}{when}"


def next_review(plan: PlanDocument, assessed: Assessed) -> str:
    """By when the plan is to be reviewed, and whether that is past."""
    if plan.next_review is None:
        return "Date of review not set"
    late = ", now overdue" if plan.next_review.last < assessed.as_of else ""
    return f"{day_text(plan.next_review)}{late}"


def other_formats(plan: PlanDocument | None) -> Fact:
    """“Large print, braille or easy read: ask the SENCO”, with ways to do so."""
    formats = upper_first(joined(plan.formats, "or")) if plan is not None and plan.formats else ""
    contact = plan.contact if plan is not None else None
    ask = f"ask the {contact.role}" if contact is not None else "please ask us"
    text = f"{formats}: {ask}" if formats else upper_first(ask)
    return Fact(label="Other formats", text=text, links=_contact_links(contact))


def _contact_links(contact: Contact | None) -> tuple[Link, ...]:
    if contact is None:
        return ()
    phone = (phone_link(contact.phone),) if contact.phone else ()
    email = (email_link(contact.email),) if contact.email else ()
    return phone + email


def _contents(
    voice: Voice, strands_of: Sequence[tuple[str, str]], ended: bool
) -> tuple[Entry, ...]:
    entries = [
        ("about", f"About this {voice.document}"),
        ("consulted", "Who we asked"),
        ("results", "Where we are"),
        *strands_of,
        *([("ended", "What we have done")] if ended else []),
        ("monitoring", "Monitoring and review"),
        ("formats", "Formats, questions and complaints"),
        ("sources", "Sources"),
    ]
    return tuple(Entry(anchor=anchor, title=title) for anchor, title in entries)


def consultation(entry: Consulted) -> Consultation:
    """Who was asked, how and when, and what came of it."""
    how = [upper_first(entry.how)] if entry.how else []
    how += [day_text(entry.on)] if entry.on is not None else []
    return Consultation(
        who=sentence(upper_first(entry.who)),
        how=sentence(", ".join(how)) if how else None,
        outcome=sentence(entry.outcome) if entry.outcome else None,
    )


def _consulted_note(assessed: Assessed, voice: Voice) -> str | None:
    if assessed.audit.audit.consulted:
        return None
    return (
        f"It is not recorded whom we asked. We want to hear from disabled {voice.pupils}, their families "
        "and our staff: please tell us what would help."
    )


def _results_note(assessed: Assessed) -> str | None:
    if has_results(assessed):
        return None
    private = private_sentence(assessed)
    return f"{NO_RESULTS} {private}" if private else NO_RESULTS


def _strengths(plan: PlanDocument | None) -> tuple[str, ...]:
    return tuple(sentence(strength.text) for strength in plan.strengths) if plan is not None else ()


def monitoring(assessed: Assessed, voice: Voice) -> Monitoring:
    """How the plan is watched over: approval, period, reviews held and reports made."""
    plan = assessed.audit.plan
    next_audit = assessed.audit.audit.next_audit
    after = (
        [Fact(label="Next full check", text=day_text(next_audit))] if next_audit is not None else []
    )
    if plan is None:
        paragraph = f"No {voice.document} goes with this report yet, so there is no review to show."
        return Monitoring(facts=tuple(after), reviews=(), reports=(), paragraphs=(paragraph,))
    return Monitoring(
        facts=(*_plan_facts(plan, assessed), *after),
        reviews=tuple(map(_review, plan.reviews)),
        reports=tuple(map(_report, plan.reports)),
        paragraphs=() if plan.reviews else (_no_review(plan, voice),),
    )


def _plan_facts(plan: PlanDocument, assessed: Assessed) -> Iterable[Fact]:
    minute = f" (minute {plan.approved.minute})" if plan.approved and plan.approved.minute else ""
    yield Fact(label="Approved", text=f"{_approval(plan)}{minute}")
    period = plan.period
    if period is not None and (period.start or period.end):
        yield Fact(label="Period", text=_period_dates(period.start, period.end))
    yield Fact(label="Next review", text=next_review(plan, assessed))
    if plan.previous is not None:
        yield Fact(label="Before this", text=plan.previous.title)


def _period_dates(start: Day | None, end: Day | None) -> str:
    if start is not None and end is not None:
        return f"{day_text(start)} to {day_text(end)}"
    return (
        f"from {day_text(start)}; end not set"
        if start is not None
        else f"until {day_text(end)}"
        if end
        else ""
    )


def _no_review(plan: PlanDocument, voice: Voice) -> str:
    return (
        "No review has been recorded yet."
        if plan.period is None
        else f"No review of this {voice.document} has been recorded in its period so far."
    )


def _review(review: Review) -> Fact:
    by = f", {review.by}" if review.by else ""
    outcome = sentence(review.outcome) if review.outcome else "What came of it is not recorded."
    return Fact(label=f"{day_text(review.on)}{by}", text=outcome)


def _report(report: YearlyReport) -> ReportLine:
    to = f", to {joined(report.to)}" if report.to else ""
    return ReportLine(
        text=f"{day_text(report.on)}{to}",
        link=web_link(report.url, report.url) if report.url else None,
    )


def formats(assessed: Assessed, voice: Voice, *, of_report: bool = False) -> Formats:
    """Other formats, questions and complaints. `of_report`: of a report on the plan, which is elsewhere."""
    plan = assessed.audit.plan
    contact = plan.contact if plan is not None else None
    links = [web_link(link.title, link.url) for link in plan.links] if plan is not None else []
    return Formats(
        intro=" ".join(_formats_intro(assessed, voice, "report" if of_report else voice.document)),
        ask=f"Please ask the {contact.role}" if contact else "Whom to ask is not recorded yet",
        contacts=_contact_links(contact),
        complaints=(
            sentence(plan.complaints)
            if plan is not None and plan.complaints
            else "How to complain is not set out here yet. Please ask us, and we will tell you."
        ),
        links=(
            *_published(
                plan, f"Our accessibility {voice.document}" if of_report else "This document"
            ),
            *links,
        ),
    )


def _formats_intro(assessed: Assessed, voice: Voice, this: str) -> Iterable[str]:
    plan = assessed.audit.plan
    if plan is not None and plan.formats:
        yield f"You can have this {this} as {joined(plan.formats, 'or')}."
    else:
        yield "Tell us which format you need. None is listed here yet."
    england = assessed.audit.subject.nation == "england"
    in_report = (
        plan is not None and plan.published is not None and plan.published.in_sen_information_report
    )
    if england and in_report and not isinstance(assessed.audit.subject, LocalAuthority):
        whose = "this" if this == voice.document else "our"
        yield f"Our SEN information report tells you about {whose} {voice.document} too."


def _published(plan: PlanDocument | None, what: str) -> tuple[Link, ...]:
    url = plan.published.url if plan is not None and plan.published is not None else None
    return (web_link(f"{what} on our website", url),) if url else ()
