"""The scorecard as JSON, in the shape that design.md section 5 fixes."""

import json
from collections.abc import Iterable, Sequence

from send_audit.model.audit import School
from send_audit.model.results import Assessed, Score
from send_audit.render.due_json import shared_json
from send_audit.render.numbers import percentage

SCHEMA_VERSION = 1


def render_score_json(
    audits: Iterable[Assessed], what_if: Sequence[dict[str, object]] | None = None
) -> str:
    """Render the scorecards in the order given; `what_if` has what to add to each under that key."""
    shown = [_audit(one) for one in audits]
    if what_if is not None:
        shown = [audit | {"what_if": ahead} for audit, ahead in zip(shown, what_if, strict=True)]
    envelope = {"schema_version": SCHEMA_VERSION, "audits": shown}
    return json.dumps(envelope, ensure_ascii=False, indent=2)


def _audit(one: Assessed) -> dict[str, object]:
    subject, card, duty = one.audit.subject, one.scorecard, one.duty
    return {
        "file": one.file,
        "school": {
            "name": subject.name,
            "urn": subject.urn if isinstance(subject, School) else None,
        },
        "as_of": one.as_of.isoformat(),
        "duty_status": duty.status,
        "duty": {
            "met": duty.met,
            "partly_met": duty.partly_met,
            "not_met": duty.not_met,
            "open": duty.open,
        },
        "duties_unmet": [{"item": gap.item.id, "act": gap.act} for gap in duty.unmet],
        "overall": score_numbers(card.overall),
        "strands": {
            strand: score_numbers(card.strands[strand])
            for strand in ("physical-environment", "curriculum", "information")
        },
        "inclusion": score_numbers(card.inclusion),
        "needs": {need: score_numbers(score) for need, score in card.needs.items()},
        "priorities": {tag: score_numbers(score) for tag, score in card.priorities.items()},
        "findings": [
            {
                "item": finding.item.id,
                "rating": finding.rating,
                "priority": finding.priority,
                "lapsed": finding.lapsed,
                "actions": [action.id for action in finding.actions],
                "shared": finding.outcome.shared_from is not None,
            }
            for finding in one.findings
        ],
        **shared_json(one),
    }


def score_numbers(score: Score) -> dict[str, object]:
    """One set's numbers: percentages 0 to 100 or null, and two counts."""
    return {
        "score": percentage(score.score),
        "confirmed": percentage(score.confirmed),
        "low": percentage(score.low),
        "high": percentage(score.high),
        "completeness": percentage(score.completeness),
        "evidence_rate": percentage(score.evidence_rate),
        "asked": score.asked,
        "answered": score.answered,
    }
