"""Outcomes to findings, and findings to the action plan."""

from collections.abc import Iterable, Sequence
from datetime import date

from send_audit.model.checklist import BINDING
from send_audit.model.lateness import is_overdue
from send_audit.model.plan_document import Action, PlanDocument
from send_audit.model.results import ActionPlan, Finding, Outcome
from send_audit.model.words import Priority, Rating


def find_gaps(outcomes: Iterable[Outcome], plan: PlanDocument | None) -> tuple[Finding, ...]:
    """A finding for each asked item with a partly-met or not-met answer in any place, in item order."""
    answering: dict[str, dict[str, Action]] = {}
    for action in plan.actions if plan is not None else ():
        if action.status != "dropped":
            for id_ in action.for_:
                answering.setdefault(id_, {})[action.id] = action
    return tuple(
        Finding(
            outcome=outcome,
            rating=outcome.known,
            priority=priority_of(outcome, outcome.known),
            lapsed=outcome.lapsed,
            actions=tuple(answering.get(outcome.item.id, {}).values()),
        )
        for outcome in outcomes
        if outcome.asked and outcome.known in ("partly-met", "not-met")
    )


def priority_of(outcome: Outcome, rating: Rating) -> Priority:
    """High for what the law commands and for weight 3 not met; low for weight 0 or 1; else medium."""
    item = outcome.item
    if item.duty in BINDING or (item.weight == 3 and rating == "not-met"):
        return "high"
    return "low" if item.weight <= 1 else "medium"


def make_action_plan(
    findings: Sequence[Finding], plan: PlanDocument | None, as_of: date
) -> ActionPlan:
    """The plan's actions in their order, those overdue on `as_of`, and the findings without one."""
    actions = plan.actions if plan is not None else ()
    return ActionPlan(
        actions=actions,
        overdue=tuple(action for action in actions if is_overdue(action, as_of)),
        without_action=tuple(finding for finding in findings if not finding.actions),
    )
