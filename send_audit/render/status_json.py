"""Where audits stand, as JSON. Keys are permanent."""

import json
from collections.abc import Iterable

from send_audit.model.results import Assessed
from send_audit.outcomes import Question
from send_audit.render.due_json import (
    SCHEMA_VERSION,
    Json,
    due_json,
    plan_dates_json,
    shared_json,
    subject_json,
)
from send_audit.render.due_text import command_line
from send_audit.time_spent import TimeSpent
from send_audit.upcoming.due import all_due
from send_audit.upcoming.plan_dates import plan_dates
from send_audit.upcoming.progress import Count, Part, progress_of
from send_audit.upcoming.recheck import Standing, answers_to_recheck


def render_status_json(audits: Iterable[tuple[Assessed, TimeSpent]]) -> str:
    """Render where the audits stand, each with the time spent on it, in the order given."""
    rows = [_audit(one, spent) for one, spent in audits]
    return json.dumps(
        {"schema_version": SCHEMA_VERSION, "audits": rows}, ensure_ascii=False, indent=2
    )


def _audit(one: Assessed, spent: TimeSpent) -> Json:
    progress = progress_of(one)
    again = answers_to_recheck(one.audit, one.outcomes, one.as_of)
    dues = all_due(one.audit, one.as_of, one.shared)
    return {
        **subject_json(one),
        "questions": _count(progress.count),
        **shared_json(one),
        "checklists": [_part(part) for part in progress.parts],
        "next": _next(progress.next, one.file),
        "to_confirm": [_standing(answer) for answer in again.to_confirm],
        "lapsed": [_standing(answer) for answer in again.lapsed],
        "lapsing_soon": [_standing(answer) for answer in again.soon],
        "met_without_evidence": [outcome.item.id for outcome in progress.without_evidence],
        "findings": len(one.findings),
        "findings_without_action": [finding.item.id for finding in one.plan.without_action],
        "plan": plan_dates_json(plan_dates(one.audit, one.as_of)),
        "overdue": [due_json(due) for due in dues if due.late],
        "due_soon": [due_json(due) for due in dues if due.is_soon(one.as_of)],
        "time_on_this_computer": _time(spent, progress.count.left),
    }


def _count(count: Count) -> Json:
    return {"asked": count.asked, "answered": count.answered, "left": count.left}


def _part(part: Part) -> Json:
    return {
        "id": part.checklist.id,
        "title": part.checklist.title,
        "strand": part.checklist.strand,
        **_count(part.count),
        "sections": [
            {"id": one.section.id, "title": one.section.title, **_count(one.count)}
            for one in part.sections
        ],
    }


def _next(question: Question | None, file: str) -> Json | None:
    if question is None:
        return None
    outcome = question.outcome
    return {
        "checklist": outcome.checklist.id,
        "section": outcome.section.id,
        "item": outcome.item.id,
        "place": question.place,
        "criterion": outcome.item.criterion,
        "command": command_line("fill", file),
    }


def _standing(answer: Standing) -> Json:
    return {
        "item": answer.outcome.item.id,
        "place": answer.place,
        "rating": answer.rating,
        "stands_until": answer.until.isoformat() if answer.until else None,
        "to_confirm": answer.to_confirm,
    }


def _time(spent: TimeSpent, left: int) -> Json | None:
    if not spent.sessions:
        return None
    return {
        "sittings": spent.sessions,
        "seconds": spent.seconds,
        "answered": spent.answered,
        "seconds_left_at_this_pace": spent.seconds_for(left),
    }
