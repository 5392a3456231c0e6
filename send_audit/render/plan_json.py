"""Action plans as JSON. Keys are permanent."""

import json
from collections.abc import Iterable, Sequence

from send_audit.model.results import Assessed
from send_audit.plan import Suggestion, suggest_actions
from send_audit.render.due_json import (
    SCHEMA_VERSION,
    Json,
    action_json,
    due_json,
    finding_json,
    plan_dates_json,
    shared_json,
    subject_json,
)
from send_audit.upcoming.due import make_agenda
from send_audit.upcoming.plan_dates import plan_dates

Suggested = Sequence[tuple[str | None, Suggestion]]
"""Suggestions, each with the id that it was or would be given, if any."""


def render_plan_json(audits: Iterable[Assessed]) -> str:
    """Render the plans in the order given, with all that the checklists suggest."""
    return _envelope([_audit(one) for one in audits])


def render_suggestions_json(audits: Iterable[tuple[Assessed, Suggested]], *, written: bool) -> str:
    """Render what was written into the files, or what would be."""
    return _envelope(
        [
            {
                **subject_json(one),
                "written": written,
                "suggestions": [_suggestion(*row) for row in suggested],
            }
            for one, suggested in audits
        ]
    )


def _envelope(rows: Sequence[Json]) -> str:
    return json.dumps(
        {"schema_version": SCHEMA_VERSION, "audits": rows}, ensure_ascii=False, indent=2
    )


def _audit(one: Assessed) -> Json:
    agenda = make_agenda(one.audit.plan, one.as_of, one.shared)
    gaps = one.plan.without_action
    return {
        **subject_json(one),
        "plan": plan_dates_json(plan_dates(one.audit, one.as_of)),
        "actions": len(one.plan.actions),
        **shared_json(one),
        "overdue": [due_json(due) for due in agenda.overdue],
        "due_soon": [due_json(due) for due in agenda.soon],
        "waiting": [due_json(due) for due in agenda.waiting],
        "due_later": [due_json(due) for due in agenda.later],
        "undated": [action_json(action) for action in agenda.undated],
        "findings": len(one.findings),
        "findings_without_action": [finding_json(finding) for finding in gaps],
        "suggestions": [_suggestion(None, suggestion) for suggestion in suggest_actions(gaps)],
    }


def _suggestion(id_: str | None, suggestion: Suggestion) -> Json:
    remedy = suggestion.recommendation
    return {
        "id": id_,
        "for": [finding.item.id for finding in suggestion.findings],
        "at": list(suggestion.at),
        "action": remedy.action,
        "lead": remedy.lead,
        "horizon": remedy.horizon,
        "cost_band": remedy.cost_band,
        "success": remedy.success,
        "private": suggestion.private,
    }
