"""The plan's own dates in words, with what is known of the law behind each, and how surely."""

from collections.abc import Iterator

from send_audit.model.audit import LocalAuthority
from send_audit.model.results import Assessed
from send_audit.render.due_text import GOOD_PRACTICE
from send_audit.render.wording import date_text, day_text, joined, voice_of
from send_audit.upcoming.plan_dates import PlanDates, plan_dates


def plan_dates_lines(one: Assessed) -> Iterator[str]:
    """The period and its end, the approval, the reviews, the yearly report, the next audit: one line each."""
    dates = plan_dates(one.audit, one.as_of)
    document = voice_of(one.audit).document
    if dates.adopted == "none":
        yield f"The file holds no {document} yet."
    else:
        yield f"The {document}'s own dates:"
        yield f"  Period: {_period(dates, document)}"
        yield from (f"    {line}" for line in _end(one, dates, document))
        yield f"  Approved: {_approved(one, dates)}"
        yield f"  Reviews: {_reviews(one, dates, document)}"
        yield f"  Next review: {_next_review(one, dates)}"
        yield f"  Report to parents: {_report(one, dates)}"
    yield f"  Next audit: {_next_audit(one, dates)}"


def _next_audit(one: Assessed, dates: PlanDates) -> str:
    if dates.next_audit is None:
        return "no date set."
    late = ", now past" if one.as_of > dates.next_audit.last else ""
    return f"{day_text(dates.next_audit)}{late}."


def _period(dates: PlanDates, document: str) -> str:
    if dates.adopted == "proposals":
        return f"none. These are proposals only: nothing says that the {document} was adopted."
    if dates.start is not None and dates.end is not None:
        return f"{day_text(dates.start)} to {day_text(dates.end)}."
    if dates.start is not None:
        return f"from {day_text(dates.start)}; no end is written."
    if dates.end is not None:
        return f"to {day_text(dates.end)}; no start is written."
    return "no dates are written."


def _end(one: Assessed, dates: PlanDates, document: str) -> Iterator[str]:
    if dates.ends is None:
        return
    day = date_text(dates.ends)
    if dates.not_begun:
        yield "It has not begun yet."
    if dates.too_long:
        over = "were" if one.as_of > dates.ends else "are"
        yield f"That is longer than three years, which {over} over on {day}."
    if dates.expired or one.as_of > dates.ends:
        yield f"A new {document} is due: the time of this one is over."
    else:
        yield f"A new {document} is needed by {day}."
    yield _length_rule(one, document)


def _length_rule(one: Assessed, document: str) -> str:
    """How long it may run, and how surely that is known (docs/unverified-duties.md)."""
    subject = one.audit.subject
    if one.duty.status == "not-applicable":
        return f"Schedule 10 asks for no {document} here, so its length is your own choice."
    if subject.nation == "wales":
        return "The Welsh rules say three years, from a 1 April."
    if isinstance(subject, LocalAuthority):
        return "How long a strategy may run in England is to be confirmed."
    return (
        "Government's summary of 2020 says: update it at least every three years. "
        "That the English rules say the same is to be confirmed."
    )


def _approved(one: Assessed, dates: PlanDates) -> str:
    approved = one.audit.plan.approved if one.audit.plan is not None else None
    if approved is None:
        return "not recorded."
    when = day_text(dates.approved) if dates.approved is not None else "date not recorded"
    return f"{', '.join(part for part in (approved.by, when) if part)}."


def _reviews(one: Assessed, dates: PlanDates, document: str) -> str:
    if dates.reviews:
        return f"{joined(day_text(day) for day in dates.reviews)}."
    if one.duty.status == "not-applicable" or dates.adopted == "proposals":
        return "none recorded."
    return (
        f"none recorded. Schedule 10 asks for the {document} to be kept under review in its period."
    )


def _next_review(one: Assessed, dates: PlanDates) -> str:
    if dates.next_review is None:
        return "no date set."
    if dates.review_held is not None:
        held = day_text(dates.review_held)
        at = "in" if dates.review_held.is_month else "on"
        return f"held {at} {held}; set the date of the one after it."
    late = ", now overdue" if one.as_of > dates.next_review.last else ""
    return f"{day_text(dates.next_review)}{late}."


def _report(one: Assessed, dates: PlanDates) -> str:
    """The last report, to whom, and when a year has gone by: good practice, which no Act was found to ask."""
    last, told = dates.last_report, dates.reported
    parts = []
    if last is None:
        parts.append("none recorded")
    elif told is last.on:
        parts.append(f"last {day_text(last.on)}")
    else:
        parts.append(
            f"the last report, {day_text(last.on)}, went to {joined(last.to)}, not to parents"
        )
        if told is not None:
            parts.append(f"the last one to parents was {day_text(told)}")
    if dates.next_report is not None:
        late = one.as_of > dates.next_report
        parts.append(f"a year {'was' if late else 'is'} up on {date_text(dates.next_report)}")
    return f"{'; '.join(parts)}. Once a year is {GOOD_PRACTICE}."
