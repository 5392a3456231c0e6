"""Where an audit stands, as text: what is answered, what is next, what to look at again, what is due."""

from collections import Counter
from collections.abc import Iterator, Sequence

from send_audit.model.audit import Audit, School
from send_audit.model.results import Assessed
from send_audit.outcomes import Question
from send_audit.render.due_text import (
    as_text,
    command_line,
    due_lines,
    heading_lines,
    plan_due_text,
    subject_name,
)
from send_audit.render.wording import (
    date_text,
    joined,
    month_text,
    plural,
    sentence,
    shared_sentence,
    voice_of,
)
from send_audit.time_spent import TimeSpent
from send_audit.upcoming.due import Due, all_due, soon_after
from send_audit.upcoming.plan_dates import plan_dates
from send_audit.upcoming.progress import Part, Progress, progress_of
from send_audit.upcoming.recheck import Standing, ToRecheck, answers_to_recheck

_BAR_WIDTH = 30
_MOST_IDS = 12
"""So many ids stand in a line; of more, the first ones and a count."""


def render_status_text(
    one: Assessed, spent: TimeSpent, *, bars: bool = False, detail: bool = False
) -> str:
    """Render where one audit stands. `bars` adds a bar, for a terminal that shows it.

    `detail` names every section that is not complete and every answer to look at again.
    """
    progress = progress_of(one)
    again = answers_to_recheck(one.audit, one.outcomes, one.as_of)
    return as_text(
        [
            heading_lines(one),
            _answered(one, progress, spent, bars=bars),
            _next(one, progress),
            _left(progress, detail=detail),
            _again(one, again, detail=detail),
            _gaps(one, progress),
            *_due(one),
        ]
    )


def render_status_list(audits: Sequence[Assessed]) -> str:
    """Where many audits stand: one line each in the order given, then a line for all of them."""
    names = Counter(subject_name(one.audit) for one in audits)
    rows = [
        f"{one.file}: {_name(one, several=names[subject_name(one.audit)] > 1)}: "
        f"{', '.join(_in_short(one))}."
        for one in audits
    ]
    complete = sum(not progress_of(one).count.left for one in audits)
    late = sum(bool(_late_actions(one)) for one in audits)
    total = (
        f"{plural(len(audits), 'audit')}: {complete} with every question answered, "
        f"{late} with an action overdue."
    )
    return as_text([rows, [total]]).rstrip("\n") if rows else ""


def _name(one: Assessed, *, several: bool) -> str:
    """The school; where it is in the list more than once, with the month of the audit."""
    day = one.audit.audit.date
    if not several or day is None:
        return subject_name(one.audit)
    return f"{subject_name(one.audit)}, audit of {month_text(day.last)}"


def _in_short(one: Assessed) -> Iterator[str]:
    count = progress_of(one).count
    again = answers_to_recheck(one.audit, one.outcomes, one.as_of)
    gaps = len(one.plan.without_action)
    late = _late_actions(one)
    yield f"{count.answered} of {count.asked} answered"
    if looked := len(again.to_confirm) + len(again.lapsed):
        yield f"{looked} to check again"
    if gaps:
        yield f"{plural(gaps, 'gap')} without an action"
    if late:
        yield f"{plural(late, 'action')} overdue"
    if any(due.kind == "review" and due.late for due in all_due(one.audit, one.as_of, one.shared)):
        yield "review overdue"
    dates = plan_dates(one.audit, one.as_of)
    if dates.adopted == "none":
        yield "no plan"
    elif dates.adopted == "proposals":
        yield "proposals only"
    elif dates.expired:
        yield "the plan's time is over"


def _late_actions(one: Assessed) -> int:
    """How many actions are overdue, a late step counting for its action."""
    dues = all_due(one.audit, one.as_of, one.shared)
    return len({due.action.id for due in dues if due.late and due.action is not None})


# ---- Answered and left ---------------------------------------------------------------------------


def _answered(one: Assessed, progress: Progress, spent: TimeSpent, *, bars: bool) -> Iterator[str]:
    count = progress.count
    if not count.asked:
        yield "Nothing is asked: the audit lists no checklist for this kind of place."
        return
    yield f"{count.answered} of {plural(count.asked, 'question')} answered, {count.left} left."
    if said := shared_sentence(one):
        yield said
    if bars:
        filled = count.answered * _BAR_WIDTH // count.asked
        yield f"  {'█' * filled}{'░' * (_BAR_WIDTH - filled)}"
    if spent.sessions:
        yield _time(spent, count.left)


def _left(progress: Progress, *, detail: bool) -> Iterator[str]:
    """What is left by checklist; the sections of the one to go on with, or of all."""
    if not progress.count.left:
        return
    yield "Left, by checklist:"
    for part in progress.parts:
        is_next = progress.next is not None and progress.next.outcome.checklist is part.checklist
        if part.count.left:
            yield f"  {_part(part, sections=detail or is_next)}"
    done = [part.checklist.title for part in progress.parts if not part.count.left]
    if done:
        yield f"  Complete: {joined(done)}."


def _part(part: Part, *, sections: bool) -> str:
    """One checklist on one line, with what is left in each section where that is wanted."""
    count = part.count
    begun = f"{count.left} of {count.asked}" if count.answered else f"all {count.asked}"
    open_sections = [
        f"{section.section.title} {section.count.left}"
        for section in part.sections
        if section.count.left
    ]
    if not sections:
        return f"{part.checklist.title}: {begun}, in {plural(len(open_sections), 'section')}."
    return f"{part.checklist.title}: {begun}. {'; '.join(open_sections)}."


def _time(spent: TimeSpent, left: int) -> str:
    so_far = (
        f"Time so far on this computer: {duration(spent.seconds)} in {plural(spent.sessions, 'sitting')}, "
        f"{plural(spent.answered, 'question')}"
    )
    more = spent.seconds_for(left)
    return f"{so_far}; at this pace about {duration(more, step=5)} more." if more else f"{so_far}."


def duration(seconds: int, *, step: int = 1) -> str:
    """“1 h 12 min”; `step` rounds up to so many minutes. Less than a minute counts as one."""
    minutes = max(1, -(-seconds // 60) if step > 1 else round(seconds / 60))
    minutes = -(-minutes // step) * step
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _next(one: Assessed, progress: Progress) -> Iterator[str]:
    question = progress.next
    if question is None:
        return
    outcome = question.outcome
    yield f"Next: {outcome.checklist.title}, {outcome.section.title}."
    yield f"  {question_name(question, one.audit)}  {outcome.item.criterion}"
    yield f"  Go on with: {command_line('fill', one.file)}"


def question_name(question: Question | Standing, audit: Audit) -> str:
    """The item's id, with the place where it is asked for one: “PE-0102 (Front car park, bay 1)”."""
    place = question.place
    if place is None:
        return question.outcome.item.id
    subject = audit.subject
    places = subject.places if isinstance(subject, School) else {}
    return f"{question.outcome.item.id} ({places[place].name if place in places else place})"


# ---- To look at again ----------------------------------------------------------------------------


def _again(one: Assessed, again: ToRecheck, *, detail: bool) -> Iterator[str]:
    soon = soon_after(one.as_of)
    rows = [
        (again.to_confirm, "to confirm"),
        (again.lapsed, "too old, to be checked again"),
        (again.soon, f"to be checked again by {date_text(soon)}"),
    ]
    if not any(answers for answers, _ in rows):
        return
    yield "Answers to look at again:"
    for answers, words in rows:
        if answers:
            ids = list(dict.fromkeys(answer.outcome.item.id for answer in answers))
            shown = "" if detail else f": {some(ids)}"
            yield f"  {plural(len(answers), 'answer')} {words}{shown}."
        if detail:
            yield from (f"    {_one_answer(answer, one)}" for answer in answers)


def _one_answer(answer: Standing, one: Assessed) -> str:
    name = question_name(answer, one.audit)
    if answer.to_confirm is not None:
        return f"{name}: {sentence(answer.to_confirm)}"
    if answer.until is None:
        return f"{name}."
    return f"{name}: {'stood' if answer.is_old(one.as_of) else 'stands'} until {date_text(answer.until)}."


def some(ids: Sequence[str]) -> str:
    """The ids in a list; of more than twelve, the first ones and how many more."""
    if len(ids) <= _MOST_IDS:
        return ", ".join(ids)
    return f"{', '.join(ids[:_MOST_IDS])} and {len(ids) - _MOST_IDS} more"


def _gaps(one: Assessed, progress: Progress) -> Iterator[str]:
    bare, gaps = progress.without_evidence, one.plan.without_action
    if bare:
        yield (
            f"Met, with no evidence named: {plural(len(bare), 'item')} "
            f"({some([outcome.item.id for outcome in bare])})."
        )
    if gaps:
        yield (
            f"Gaps without an action: {len(gaps)} of {len(one.findings)} "
            f"({some([finding.item.id for finding in gaps])})."
        )
        yield f"  See them with: {command_line('plan', one.file)}"
    elif one.findings:
        yield f"{plural(len(one.findings), 'gap')} found; each has an action."


# ---- Due -----------------------------------------------------------------------------------------


def _due(one: Assessed) -> Iterator[list[str]]:
    """What is late, what is due soon, which of the plan's own dates come later: a block each."""
    dues = all_due(one.audit, one.as_of, one.shared)
    late = [due for due in dues if due.late]
    soon = [due for due in dues if due.is_soon(one.as_of)]
    ahead = [due for due in dues if due.action is None and due not in late and due not in soon]
    if not late and not soon:
        yield ["Nothing is overdue or due in the next 90 days."]
    yield list(_entries("Overdue:", late, one.audit))
    yield list(_entries(f"Due by {date_text(soon_after(one.as_of))}:", soon, one.audit))
    yield list(_entries("Later:", ahead, one.audit))
    document = voice_of(one.audit).document
    adopted = plan_dates(one.audit, one.as_of).adopted
    if adopted == "proposals":
        yield [f"These are proposals only: nothing says that the {document} was adopted."]
    elif adopted == "none":
        yield [f"The file holds no {document} yet."]


def _entries(title: str, dues: Sequence[Due], audit: Audit) -> Iterator[str]:
    """The plan's own dates first, then actions and steps."""
    if dues:
        yield title
    for due in dues:
        if due.action is None:
            yield f"  {plan_due_text(due, audit)}"
    yield from due_lines(dues)
