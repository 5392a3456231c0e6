"""Where a borough's round stands, as JSON. Keys and words are permanent."""

import json
from collections.abc import Iterable
from datetime import date

from send_audit.borough.facts import ReturnHead
from send_audit.borough.groups import PHASE_GROUP_NAMES, TYPE_GROUP_NAMES
from send_audit.borough.round_counts import Counts, SchoolState
from send_audit.borough.standing import BrokenReturn
from send_audit.model.borough import Borough
from send_audit.render.borough.status_input import RoundStatus

SCHEMA_VERSION = 1
Json = dict[str, object]


def render_round_json(status: RoundStatus) -> str:
    """Render the round. Every file is named as it was given."""
    counts = status.counts
    return json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": counts.as_of.isoformat(),
            "borough": _borough(status.borough),
            "due": _day(status.borough.due.last if status.borough.due is not None else None),
            "totals": {
                **_counts(counts.total),
                "unknown": len(counts.round.unknown),
                "closed": len(counts.round.closed),
                "unreadable": len(counts.round.unreadable),
                "trust_files": len(status.trust_files),
            },
            "by_type": [
                {"group": group, "title": TYPE_GROUP_NAMES[group], **_counts(of_group)}
                for group, of_group in counts.by_type.items()
            ],
            "by_phase": [
                {"group": group, "title": PHASE_GROUP_NAMES[group], **_counts(of_group)}
                for group, of_group in counts.by_phase.items()
            ],
            "schools": [_school(one) for one in counts.schools],
            "unknown": [_stray(head) for head in counts.round.unknown],
            "closed": [_stray(head) for head in counts.round.closed],
            "unreadable": [_broken(one) for one in counts.round.unreadable],
            "trust_files": list(status.trust_files),
        },
        ensure_ascii=False,
        indent=2,
    )


def _borough(borough: Borough) -> Json:
    return {"name": borough.name, "code": borough.code, "nation": borough.nation}


def _counts(counts: Counts) -> Json:
    return {
        "schools": counts.schools,
        **_keys(counts.states.items()),
        "late": counts.late,
        "extended": counts.extended,
        "reminded": counts.reminded,
        "over_a_year_old": counts.stale,
        "plans": _keys(counts.plans.items()),
        "reviews_overdue": counts.reviews_overdue,
    }


def _keys(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Numbers by word, the words as keys."""
    return {word.replace("-", "_"): number for word, number in numbers}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _school(one: SchoolState) -> Json:
    standing = one.standing
    school = standing.entry.school
    return {
        "urn": standing.urn,
        "name": school.name,
        "type": school.type,
        "type_group": one.type_group,
        "phase": school.phase,
        "phase_group": one.phase_group,
        "in_la_strategy": standing.is_in_la_strategy,
        "state": standing.state,
        "due": _day(standing.due),
        "late": standing.late,
        "extended": standing.extended,
        "excused_for": standing.excused_for,
        "reminders": standing.reminders,
        "return": _return(standing.head, standing.under),
        "over_a_year_old": standing.stale,
        "earlier": standing.earlier.file if standing.earlier is not None else None,
        "duplicates": list(standing.duplicates),
        "broken": [_broken(file) for file in standing.broken],
        "plan": _plan(one),
    }


def _return(head: ReturnHead | None, under: str | None) -> Json | None:
    if head is None:
        return None
    return {
        "file": head.file,
        "under_urn": under,
        "audit_date": _day(head.audit_date),
        "questions": head.questions,
        "answered": head.answered,
        "fresh": head.fresh,
        "duty_status": head.duty_status,
    }


def _plan(one: SchoolState) -> Json:
    head = one.standing.head
    plan = head.plan if head is not None else None
    return {
        "state": one.plan,
        "starts": _day(plan.starts) if plan is not None else None,
        "ends": _day(plan.ends) if plan is not None else None,
        "over_three_years": plan.too_long if plan is not None else None,
        "approved_on": _day(plan.approved_on) if plan is not None else None,
        "next_review": _day(plan.next_review) if plan is not None else None,
        "last_review": _day(plan.last_review) if plan is not None else None,
        "review_overdue": one.review_overdue,
    }


def _stray(head: ReturnHead) -> Json:
    return {"file": head.file, "urn": head.urn, "name": head.name}


def _broken(one: BrokenReturn) -> Json:
    return {
        "file": one.file,
        "urn": one.urn,
        "name": one.name or None,
        "reasons": list(one.reasons),
    }
