"""What falls due as JSON: the keys that `status` and `plan` share. Keys are permanent."""

from send_audit.model.audit import School
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed, Finding
from send_audit.model.scalars import Day
from send_audit.plan import gap_places
from send_audit.upcoming.due import Due
from send_audit.upcoming.plan_dates import PlanDates

Json = dict[str, object]
SCHEMA_VERSION = 1


def subject_json(one: Assessed) -> Json:
    """Which file, whose audit, and the day it was judged by."""
    subject = one.audit.subject
    urn = subject.urn if isinstance(subject, School) else None
    return {
        "file": one.file,
        "school": {"name": subject.name, "urn": urn},
        "as_of": one.as_of.isoformat(),
    }


def shared_json(one: Assessed) -> Json:
    """What counts of the group's file that the audit names: its title, the items answered, the actions."""
    return {
        "shared_from": one.shared.title if one.shared is not None else None,
        "shared_answers": [outcome.item.id for outcome in one.shared_outcomes],
        "shared_actions": [action.id for action in one.shared_actions],
    }


def due_json(due: Due) -> Json:
    """One thing that falls due. `on` is the last day on which it is not late."""
    action = due.action
    return {
        "kind": due.kind,
        "on": due.on.isoformat(),
        "month_only": due.month_only,
        "overdue": due.late,
        "action": action.id if action is not None else None,
        "step": due.step + 1 if due.step is not None else None,
        "what": _what(due),
        "lead": action.lead if action is not None else None,
    }


def _what(due: Due) -> str | None:
    if due.action is None:
        return None
    return due.action.action if due.step is None else due.action.steps[due.step].what


def action_json(action: Action) -> Json:
    """An action in short."""
    return {
        "id": action.id,
        "for": list(action.for_),
        "what": action.action,
        "lead": action.lead,
        "status": action.status,
        "waiting_on": action.waiting_on,
        "timescale": action.timescale,
    }


def finding_json(finding: Finding) -> Json:
    """A finding that no action answers."""
    return {
        "item": finding.item.id,
        "rating": finding.rating,
        "priority": finding.priority,
        "lapsed": finding.lapsed,
        "at": list(gap_places(finding)),
        "barrier": finding.item.barrier,
    }


def plan_dates_json(dates: PlanDates) -> Json:
    """The plan's own dates. A day is `YYYY-MM-DD`, or `YYYY-MM` where the file names only a month."""
    return {
        "adopted": dates.adopted,
        "start": _text(dates.start),
        "end": _text(dates.end),
        "new_plan_by": dates.ends.isoformat() if dates.ends else None,
        "three_years_on": dates.three_years.isoformat() if dates.three_years else None,
        "expired": dates.expired,
        "over_three_years": dates.too_long,
        "not_begun": dates.not_begun,
        "approved": _text(dates.approved),
        "reviews": [day.text for day in dates.reviews],
        "next_review": _text(dates.next_review),
        "next_review_held": _text(dates.review_held),
        "last_report": _text(dates.last_report.on if dates.last_report else None),
        "last_report_to_parents": _text(dates.reported),
        "next_report_to_parents": dates.next_report.isoformat() if dates.next_report else None,
        "next_audit": _text(dates.next_audit),
    }


def _text(day: Day | None) -> str | None:
    return day.text if day is not None else None
