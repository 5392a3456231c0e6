"""What changed between audits, as JSON. The keys are permanent: new ones may come, none is renamed.

`{"schema_version": 1, "comparisons": [C], "trend": null}`: one C for each audit and the next. With three or
more audits `trend` is `{"audits": [A], "overall": [S], "strands": {STRAND: [S]}, "inclusion": [S], "items":
[{"item", "ratings": [R]}]}`: every list has one entry an audit, and `items` are those whose rating changed
more than once.

C is `{"old": A, "new": A, "remarks": [{"kind", "message"}], "counts": {KIND: number}, "duty": {"old": D,
"new": D}, "overall": F, "strands": {STRAND: F}, "inclusion": F, "items": [I], "findings": [G],
"actions": [P]}`, where

- A: `{"file", "school": {"name", "urn"}, "audit_date", "as_of"}`. An earlier audit's `as_of` is its own day.
- D: `{"duty_status", "met", "partly_met", "not_met", "open"}`, as in `score --format json`.
- S: one set's numbers, as in `score --format json`.
- F: `{"old": S, "new": S, "same_questions": {"items", "old": S, "new": S}}`; the last is over the items that
  were answered both times to the same question, and fit to be set side by side.
- I: `{"item", "kind", "strand", "checklist", "old": R, "new": R, "old_lapsed", "new_lapsed", "places":
  [{"place", "old": R, "new": R}], "better_for": [NEED], "worse_for": [NEED], "why", "instead": [ITEM]}`.
  R is a rating or null; KIND is one of `improved`, `worsened`, `unchanged`, `not-confirmed`,
  `no-longer-applies`, `now-applies`, `newly-answered`, `no-longer-answered`, `newly-asked`,
  `no-longer-asked`, `asked-differently`, `unanswered`.
- G: `{"item", "state", "old": R, "new": R, "done_but_still_open", "done_actions": [ID]}`; `state` is
  `closed`, `still-open`, `new` or `unclear`.
- P: `{"action", "fate", "text", "items": [ITEM], "promised", "late", "old": B, "new": [B], "taken_up_by":
  [ID]}`, with B `{"id", "status", "due", "done_on", "reason", "effect"}` or null for a new action; `fate`
  is `done`, `done-late`, `done-before`, `slipped`, `carried-over`, `dropped`, `dropped-without-reason` or
  `new`.
"""

import json
from typing import get_args

from send_audit.comparing.results import (
    ActionChange,
    Change,
    Comparison,
    Figures,
    GapChange,
    Kind,
    Series,
)
from send_audit.model.audit import School
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed, DutyReport, Outcome
from send_audit.model.scalars import Day
from send_audit.model.words import STRANDS, Rating
from send_audit.render.score_json import score_numbers

SCHEMA_VERSION = 1


def render_series_json(series: Series | None) -> str:
    """Render the comparisons in the order of the audits; `None` gives an empty list of them."""
    envelope = {
        "schema_version": SCHEMA_VERSION,
        "comparisons": [_comparison(one) for one in series.comparisons] if series else [],
        "trend": _trend(series) if series is not None and len(series.audits) > 2 else None,
    }
    return json.dumps(envelope, ensure_ascii=False, indent=2)


def _trend(series: Series) -> dict[str, object]:
    cards = [one.scorecard for one in series.audits]
    return {
        "audits": [_audit(one) for one in series.audits],
        "overall": [score_numbers(card.overall) for card in cards],
        "strands": {
            strand: [score_numbers(card.strands[strand]) for card in cards] for strand in STRANDS
        },
        "inclusion": [score_numbers(card.inclusion) for card in cards],
        "items": [
            {"item": one.outcome.item.id, "ratings": list(one.ratings)} for one in series.wavering
        ],
    }


def _comparison(one: Comparison) -> dict[str, object]:
    return {
        "old": _audit(one.old),
        "new": _audit(one.new),
        "remarks": [{"kind": r.kind, "message": r.message} for r in one.remarks],
        "counts": {kind: len(one.of_kind(kind)) for kind in get_args(Kind)},
        "duty": {"old": _duty(one.old.duty), "new": _duty(one.new.duty)},
        "overall": _figures(one.overall),
        "strands": {strand: _figures(one.strands[strand]) for strand in STRANDS},
        "inclusion": _figures(one.inclusion),
        "items": [_item(change) for change in one.changes],
        "findings": [_gap(gap) for gap in one.gaps],
        "actions": [_promise(action) for action in one.actions],
    }


def _audit(one: Assessed) -> dict[str, object]:
    subject, day = one.audit.subject, one.audit.audit.date
    return {
        "file": one.file,
        "school": {
            "name": subject.name,
            "urn": subject.urn if isinstance(subject, School) else None,
        },
        "audit_date": _day(day),
        "as_of": one.as_of.isoformat(),
    }


def _duty(duty: DutyReport) -> dict[str, object]:
    return {
        "duty_status": duty.status,
        "met": duty.met,
        "partly_met": duty.partly_met,
        "not_met": duty.not_met,
        "open": duty.open,
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "old": score_numbers(figures.old),
        "new": score_numbers(figures.new),
        "same_questions": {
            "items": figures.same,
            "old": score_numbers(figures.same_old),
            "new": score_numbers(figures.same_new),
        },
    }


def _item(change: Change) -> dict[str, object]:
    return {
        "item": change.id,
        "kind": change.kind,
        "strand": change.outcome.strand,
        "checklist": change.outcome.checklist.id,
        "old": _rating(change.old),
        "new": _rating(change.new),
        "old_lapsed": change.old is not None and change.old.asked and change.old.lapsed,
        "new_lapsed": change.new is not None and change.new.asked and change.new.lapsed,
        "places": [{"place": p.id, "old": p.old, "new": p.new} for p in change.places],
        "better_for": list(change.better_for),
        "worse_for": list(change.worse_for),
        "why": change.why,
        "instead": list(change.instead),
    }


def _rating(outcome: Outcome | None) -> Rating | None:
    """What was answered; of an item that is not asked nothing counts."""
    return outcome.rating if outcome is not None and outcome.asked else None


def _gap(gap: GapChange) -> dict[str, object]:
    return {
        "item": gap.change.id,
        "state": gap.state,
        "old": gap.old.rating if gap.old is not None else _rating(gap.change.old),
        "new": gap.new.rating if gap.new is not None else _rating(gap.change.new),
        "done_but_still_open": gap.done_but_still_open,
        "done_actions": [action.id for action in gap.done],
    }


def _promise(change: ActionChange) -> dict[str, object]:
    return {
        "action": change.id,
        "fate": change.fate,
        "text": change.action.action,
        "items": list((change.old or change.action).for_),
        "promised": change.promised.isoformat() if change.promised is not None else None,
        "late": change.late,
        "old": _action(change.old) if change.old is not None else None,
        "new": [_action(action) for action in change.new],
        "taken_up_by": list(change.taken_up_by),
    }


def _action(action: Action) -> dict[str, object]:
    return {
        "id": action.id,
        "status": action.status,
        "due": _day(action.due),
        "done_on": _day(action.done_on),
        "reason": action.dropped_reason,
        "effect": action.result.effect if action.result is not None else None,
    }


def _day(day: Day | None) -> str | None:
    return day.text if day is not None else None
