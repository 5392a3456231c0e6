"""What if, as JSON: what stands under `what_if` in `score --format json`. The keys are permanent.

`{"need", "strand", "best": [ID], "prospects": [P], "steps": [T], "whole_plan": T, "for_strand": {STRAND:
[ID]}, "for_inclusion": [ID], "for_need": {NEED: [ID]}, "idle": [ID]}`, where

- P: `{"id", "kind", "text", "items": [ITEM], "still_open": [ITEM], "to_check": [ITEM], "settled": [ITEM],
  "counted": [ITEM], "duties": [{"item", "act"}], "cost": {"band", "basis", "pounds"}, "points", "gains": N}`.
  `kind` is `action` (an open action, by its id) or `remedy` (the checklist's own, by the item's id);
  `basis` is `stated`, `suggested` or `unknown`; `points` is the rank, in weight. The rules are in
  `send_audit/prospects/__init__.py`.
- T: `{"kind", "band", "prospects": [ID], "pounds", "unpriced", "duties_closed", "gains": N}`; `kind` is
  `band`, `unknown`, `plan` or `remedies`. A step's gains are those of all steps up to it.
- N: `{"overall": G, "strands": {STRAND: G}, "inclusion": G, "needs": {NEED: G}}`; G is null where nothing
  changes, else `{"score", "confirmed", "completeness", "score_gain", "confirmed_gain"}` as they would be.
"""

from decimal import Decimal

from send_audit.prospects.results import Gain, Gains, Prospect, Prospects, Step
from send_audit.render.numbers import percentage


def what_if(ahead: Prospects) -> dict[str, object]:
    """The what-if of one audit as a tree for JSON."""
    return {
        "need": ahead.need,
        "strand": ahead.strand,
        "best": [prospect.id for prospect in ahead.best],
        "prospects": [_prospect(p) for p in (*ahead.actions, *ahead.remedies)],
        "steps": [_step(step) for step in ahead.steps],
        "whole_plan": _step(ahead.whole_plan),
        "for_strand": {strand: _ids(found) for strand, found in ahead.for_strand.items()},
        "for_inclusion": _ids(ahead.for_inclusion),
        "for_need": {need: _ids(found) for need, found in ahead.for_need.items()},
        "idle": [action.id for action in ahead.idle],
    }


def _ids(prospects: tuple[Prospect, ...]) -> list[str]:
    return [prospect.id for prospect in prospects]


def _prospect(prospect: Prospect) -> dict[str, object]:
    return {
        "id": prospect.id,
        "kind": "action" if prospect.action is not None else "remedy",
        "text": prospect.text,
        "items": [outcome.item.id for outcome in prospect.changed],
        "still_open": [outcome.item.id for outcome in prospect.left],
        "to_check": [outcome.item.id for outcome in prospect.confirms],
        "settled": list(prospect.settled),
        "counted": [outcome.item.id for outcome in prospect.counted],
        "duties": [{"item": gap.item.id, "act": gap.act} for gap in prospect.duties],
        "cost": {
            "band": prospect.cost.band,
            "basis": prospect.cost.basis,
            "pounds": _pounds(prospect.cost.pounds),
        },
        "points": float(prospect.points),
        "gains": _gains(prospect.gains),
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "kind": step.kind,
        "band": step.band,
        "prospects": _ids(step.prospects),
        "pounds": _pounds(step.pounds),
        "unpriced": step.unpriced,
        "duties_closed": step.duties_closed,
        "gains": _gains(step.gains),
    }


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _gains(gains: Gains) -> dict[str, object]:
    return {
        "overall": _gain(gains.overall),
        "strands": {strand: _gain(gain) for strand, gain in gains.strands.items()},
        "inclusion": _gain(gains.inclusion),
        "needs": {need: _gain(gain) for need, gain in gains.needs.items()},
    }


def _gain(gain: Gain) -> dict[str, object] | None:
    if not gain.changes:
        return None
    return {
        "score": percentage(gain.after.score),
        "confirmed": percentage(gain.after.confirmed),
        "completeness": percentage(gain.after.completeness),
        "score_gain": percentage(gain.score),
        "confirmed_gain": percentage(gain.confirmed),
    }
