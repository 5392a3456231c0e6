"""The plan of a new audit: what goes on from the last one, and what belongs to the old plan alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from send_audit.carrying.old_file import Piece, changed
from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree
from send_audit.model.audit import Audit
from send_audit.model.carried import CarriedPlan
from send_audit.model.lateness import ENDED, is_overdue
from send_audit.model.plan_document import Action, PlanDocument
from send_audit.model.words import Strand
from send_audit.problems import SendAuditError
from send_audit.render.wording import day_text

OF_THE_OLD_PLAN = (
    "period",
    "approved",
    "published",
    "document",
    "reviews",
    "reports",
    "next_review",
)
"""A new plan has its own: until it is approved, it holds proposals."""

Strands = Mapping[str, Strand]


def carry_plan(
    piece: Piece, last: Audit, file: str, as_of: date, known: Collection[str], strands: Strands
) -> tuple[str, CarriedPlan]:
    """The lines of the new plan, at the left edge, and what became of the old one's actions.

    `file` is the way to the last audit from the new one; `known` are the items that there are today, and
    `strands` those of the last audit's items: an action for an item that is gone keeps its strand.
    """
    plan = last.plan
    if plan is None or not isinstance(piece.tree, dict):
        return piece.text, CarriedPlan()
    tree = piece.tree
    kept = [action for action in plan.actions if not has_ended(action)]
    late = frozenset(a.id for a in kept if a.due is not None and is_overdue(a, as_of))
    new: dict[str, Tree] = {k: v for k, v in tree.items() if k not in OF_THE_OLD_PLAN}
    actions = new.pop("actions", None)
    if isinstance(actions, list) and kept:
        open_ = [
            a for a, action in zip(actions, plan.actions, strict=True) if not has_ended(action)
        ]
        new["actions"] = [_carried(one, late, known, strands) for one in open_]
    strengths = new.get("strengths")
    if isinstance(strengths, list):
        new["strengths"] = [_for_known(one, known, strands) for one in strengths]
    previous: Tree = {"title": previous_title(last, plan), "file": file}
    new = {"previous": previous, **{k: v for k, v in new.items() if k != "previous"}}
    text = changed(_without_ended(piece.text, plan, file), "plan", new, file)
    return text, CarriedPlan(
        carried=tuple(action.id for action in kept),
        slipped=tuple(action.id for action in kept if action.id in late),
        done=tuple(a.id for a in plan.actions if has_ended(a) and a.status != "dropped"),
        dropped=tuple(a.id for a in plan.actions if a.status == "dropped"),
        left_out=tuple(key for key in OF_THE_OLD_PLAN if key in tree),
    )


def _without_ended(text: str, plan: PlanDocument, file: str) -> str:
    """The plan's lines without the actions that ended, taken out one by one: the others keep theirs."""
    try:
        draft = Draft.read(text.encode("utf-8"), file)
        for number in reversed(range(len(plan.actions))):
            if has_ended(plan.actions[number]):
                draft = draft.put(("plan", "actions", number), None)
    except SendAuditError:
        return text
    return draft.text


def has_ended(action: Action) -> bool:
    """Whether nothing more is expected of the action: done, dropped, or done once and for all."""
    return action.status in ENDED or (action.done_on is not None and action.repeats is None)


def _carried(action: Tree, late: Collection[str], known: Collection[str], strands: Strands) -> Tree:
    """An open action: its own id again, where it comes from, and its date as one that slipped if it has."""
    assert isinstance(action, dict)
    id_, due = action["id"], action.get("due")
    new = {key: value for key, value in action.items() if key != "carried_from"}
    if id_ in late and due is not None:
        earlier = action.get("was_due")
        new = {key: value for key, value in new.items() if key != "due"}
        before = earlier if isinstance(earlier, list) else []
        new["was_due"] = before if {"due": due} in before else [*before, {"due": due}]
    new["carried_from"] = [id_]
    return _for_known(new, known, strands)


def _for_known(entry: Tree, known: Collection[str], strands: Strands) -> Tree:
    """The entry without items that are nowhere any more; its strand is stated where none is left."""
    items = entry.get("for") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(items, list):
        return entry
    left: Sequence[Tree] = [item for item in items if item in known]
    if len(left) == len(items):
        return entry
    new = {key: value for key, value in entry.items() if key != "for"}
    if left:
        return {**new, "for": list(left)}
    strand = next((strands[str(item)] for item in items if item in strands), "curriculum")
    return {**new, "strand": entry.get("strand") or strand}


def previous_title(last: Audit, plan: PlanDocument) -> str:
    """What to call the plan before this one: by its years, as it writes them or as its dates say."""
    period = plan.period
    if period is not None and period.as_written is not None:
        return f"Plan {period.as_written}"
    dates = list(_dates(plan))
    if dates:
        return f"Plan {' '.join(dates)}"
    when = last.audit.date
    return f"Plan of {day_text(when)}" if when is not None else "The plan before this one"


def _dates(plan: PlanDocument) -> Iterator[str]:
    period = plan.period
    if period is not None and period.start is not None:
        yield f"from {day_text(period.start)}"
    if period is not None and period.end is not None:
        yield f"to {day_text(period.end)}"
