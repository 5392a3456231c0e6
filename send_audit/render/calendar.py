"""A plan's dates as a calendar file (RFC 5545): all-day events that a second import brings up to date."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vDuration, vRecur

from send_audit.model.audit import Audit, LocalAuthority, School
from send_audit.model.lateness import MONTHS_BETWEEN
from send_audit.model.plan_document import Action
from send_audit.model.plan_facts import months_after
from send_audit.model.results import Assessed
from send_audit.model.scalars import Day
from send_audit.printable import one_line
from send_audit.render.due_text import GOOD_PRACTICE, action_title, when
from send_audit.render.privacy import public_items, public_places, without_sums
from send_audit.render.wording import date_text, joined, plural, sentence, upper_first, voice_of
from send_audit.upcoming.due import Due, all_due
from send_audit.upcoming.plan_dates import plan_dates
from send_audit.upcoming.recheck import Standing, standing_answers

_PRODUCT = "-//send-audit//Accessibility plan//EN"
_AHEAD = 6
"""Months before the end of a plan at which to begin the next: time to ask people, write and approve."""
_WARNING = timedelta(days=-13, hours=-15)
"""From midnight of the day itself: nine in the morning, two weeks before."""
_MOST_IDS = 12
_SEQUENCE_FROM = date(2020, 1, 1)
"""Calendars take the higher sequence for the newer: the days since then, so that it grows by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One event. `key` says which, within its school, for good; `warned` is whether it rings beforehand."""

    key: str
    on: date
    summary: str
    lines: Sequence[str]
    warned: bool = True
    rule: vRecur | None = None


def render_calendar(audits: Iterable[Assessed]) -> bytes:
    """Render the dates of one or more audits as one calendar, in UTF-8 with CRLF, by date.

    Of two audits of one school the newer decides where both have an event of one kind. Nothing of a private
    action but its id and its date is told; notes and sums of money never are.
    """
    newest_first = sorted(audits, key=lambda one: _day_of(one.audit), reverse=True)
    events: dict[str, Event] = {}
    for one in newest_first:
        for entry in _entries(one):
            uid = f"{_key_of(one.audit)}.{entry.key}@send-audit"
            events.setdefault(uid, _event(uid, entry, one))
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    names = list(dict.fromkeys(one.audit.subject.name for one in newest_first))
    title = f"Accessibility plan: {names[0]}" if len(names) == 1 else "Accessibility plans"
    calendar.add("x-wr-calname", one_line(title))
    for event in sorted(events.values(), key=lambda event: (event.start, str(event["uid"]))):
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def count_events(data: bytes) -> int:
    """How many events a calendar that was rendered here holds."""
    return data.count(b"BEGIN:VEVENT\r\n")


def _day_of(audit: Audit) -> date:
    day = audit.audit.date
    return day.last if day is not None else date.min


def _key_of(audit: Audit) -> str:
    """What stands for the subject in every event's id: its URN or code, else a digest of its name."""
    subject = audit.subject
    if isinstance(subject, School) and subject.urn is not None:
        return subject.urn
    if isinstance(subject, LocalAuthority):
        return f"la-{subject.code}"
    return hashlib.blake2b(subject.name.encode(), digest_size=6).hexdigest()


def _event(uid: str, entry: _Entry, one: Assessed) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(one.as_of, time(), UTC))
    event.add("sequence", max(0, (one.as_of - _SEQUENCE_FROM).days))
    event.add("dtstart", entry.on)
    if entry.on < date.max:
        event.add("dtend", entry.on + timedelta(days=1))
    if entry.rule is not None:
        event.add("rrule", entry.rule)
    event.add("summary", f"{_text(entry.summary)} ({_text(one.audit.subject.name)})")
    event.add("description", "\n".join([*map(_text, entry.lines), *_footer(one)]))
    event.add("categories", ["Accessibility plan"])
    event.add("transp", "TRANSPARENT")  # or a due date would show its owner as busy all day
    if entry.warned:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: _Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"In two weeks: {_text(entry.summary)}")
    alarm.add("trigger", vDuration(_WARNING))
    return alarm


def _text(text: str) -> str:
    """One line without sums of money: what a calendar shows, many people see."""
    return without_sums(one_line(text).strip())


def _footer(one: Assessed) -> list[str]:
    return [
        f"As the file stood on {date_text(one.as_of)}.",
        "When this is done or moved, write it in the file, and import the calendar again.",
    ]


# ---- The entries ---------------------------------------------------------------------------------


def _entries(one: Assessed) -> Iterator[_Entry]:
    for due in all_due(one.audit, one.as_of, one.shared):
        if due.action is None:
            yield from _plan_entries(due, one)
        else:
            yield _action_entry(due, due.action, one)
    yield from _recheck_entries(one)


def _plan_entries(due: Due, one: Assessed) -> Iterator[_Entry]:
    document = voice_of(one.audit).document
    by = [f"By {'the end of ' if due.month_only else ''}{when(due)}."]
    match due.kind:
        case "plan-end":
            yield _Entry(
                key="plan-end",
                on=due.on,
                summary=f"Last day of the accessibility {document}: the next must be ready",
                lines=[_end_line(one, document)],
                warned=False,
            )
            if not due.late:
                yield _begin_next(due, document)
        case "review":
            line = f"Write the date and what came of it under reviews, and set the next {document} review."
            summary = f"Review the accessibility {document}"
            yield _Entry(key="review", on=due.on, summary=summary, lines=[*by, line])
        case "report":
            line = (
                f"What was done, what is late and what comes next. Once a year is {GOOD_PRACTICE}."
            )
            summary = f"Tell parents how the accessibility {document} is going"
            yield _Entry(key="report", on=due.on, summary=summary, lines=[*by, line])
        case _:
            line = "Begin from this audit with: send-audit new NEXT.yaml --from LAST.yaml"
            yield _Entry(
                key="next-audit", on=due.on, summary="Next accessibility audit", lines=[*by, line]
            )


def _end_line(one: Assessed, document: str) -> str:
    if plan_dates(one.audit, one.as_of).too_long:
        return f"Three years from its start are up, though the {document} says that it runs for longer."
    return "Its period ends today."


def _begin_next(due: Due, document: str) -> _Entry:
    on = months_after(Day(due.on.isoformat(), due.on), -_AHEAD)
    return _Entry(
        key="next-plan",
        on=on,
        summary=f"Begin the next accessibility {document}",
        lines=[
            f"This one ends on {date_text(due.on)}.",
            "Ask disabled pupils, families and staff first, and leave time for approval.",
        ],
        warned=False,
    )


def _action_entry(due: Due, action: Action, one: Assessed) -> _Entry:
    """An action, or a step of one. Of a private one only the id and the date are told."""
    step = action.steps[due.step] if due.step is not None else None
    key = f"{action.id}.due" if due.step is None else f"{action.id}.step-{due.step + 1}"
    what = action_title(action) if step is None else sentence(step.what)
    lines = [f"Action {action.id}, due by {'the end of ' if due.month_only else ''}{when(due)}."]
    if action.private:
        summary = f"Due: action {action.id}"
        lines.append("Its words are kept private in the file.")
    else:
        summary = f"Due: {what.removesuffix('.')}"
        lines += _action_lines(action, one, step=due.step)
    return _Entry(
        key=key,
        on=due.on,
        summary=summary,
        lines=lines,
        rule=_rule(action, due.on, one) if step is None else None,
    )


def _action_lines(action: Action, one: Assessed, *, step: int | None) -> Iterator[str]:
    if (title := one.shared_from(action)) is not None:
        yield f"Part of: {sentence(title)}"
    if step is not None:
        yield f"This is step {step + 1} of {len(action.steps)}."
    yield sentence(upper_first(action.action))
    if action.lead:
        yield f"Lead: {sentence(action.lead)}"
    if places := public_places(one.audit, action):
        yield f"At: {sentence('; '.join(places))}"
    if items := public_items(one, action):
        yield f"For: {joined(items)}."
    if action.waiting_on:
        yield f"Waits on: {sentence(action.waiting_on)}"
    if action.success:
        yield f"Done when: {sentence(action.success)}"


def _rule(action: Action, first: date, one: Assessed) -> vRecur | None:
    """How an action repeats, to the end of the plan; three years on where no end is known.

    A day that a later month may lack falls on that month's last, as `model/lateness` has it.
    """
    if action.repeats is None:
        return None
    until = plan_dates(one.audit, one.as_of).ends or months_after(Day(str(first), first), 36)
    months = MONTHS_BETWEEN[action.repeats]
    if months_after(Day(str(first), first), months) > until:
        return None
    is_last = first < date.max and (first + timedelta(days=1)).month != first.month
    if months == 12:
        return _yearly(action, first, until, is_last=is_last)
    rule = {"freq": "MONTHLY", "interval": months, "until": until}
    if is_last:
        return vRecur(rule, bymonthday=-1)
    if first.day > 28:
        return vRecur(rule, bymonthday=list(range(28, first.day + 1)), bysetpos=-1)
    return vRecur(rule)


def _yearly(action: Action, first: date, until: date, *, is_last: bool) -> vRecur:
    """The same day each year; the end of February is its last day in every year."""
    by_month = action.due is not None and action.due.is_month
    if is_last and first.month == 2 and (first.day == 29 or by_month):
        return vRecur(freq="YEARLY", until=until, bymonth=2, bymonthday=-1)
    return vRecur(freq="YEARLY", until=until)


def _recheck_entries(one: Assessed) -> Iterator[_Entry]:
    """One event for each month in which answers grow too old, on its first day; not for months gone by."""
    months: dict[date, list[Standing]] = {}
    for answer in standing_answers(one.audit, one.outcomes):
        if answer.to_confirm is None and answer.until is not None and answer.until >= one.as_of:
            months.setdefault(answer.until.replace(day=1), []).append(answer)
    for month, answers in months.items():
        yield _Entry(
            key=f"recheck-{month:%Y-%m}",
            on=month,
            summary=f"Look again at {plural(len(answers), 'accessibility answer')} this month",
            lines=[
                "After this month they are too old to count as confirmed.",
                *_by_checklist(answers),
            ],
            warned=False,
        )


def _by_checklist(answers: Sequence[Standing]) -> Iterator[str]:
    """The items' ids under their checklist, or how many they are. Private answers are only counted."""
    titles: dict[str, dict[str, None]] = {}
    for answer in answers:
        if not answer.private:
            title = answer.outcome.checklist.title
            titles.setdefault(title, {})[answer.outcome.item.id] = None
    for title, ids in titles.items():
        few = len(ids) <= _MOST_IDS
        yield f"{title}: {', '.join(ids) if few else plural(len(ids), 'item')}."
    private = sum(answer.private for answer in answers)
    if private:
        yield f"{plural(private, 'private answer')} as well."
