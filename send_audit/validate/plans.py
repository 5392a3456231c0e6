"""SA5: remarks on the plan's own dates, which win over any answer."""

from collections.abc import Iterable

from send_audit.load.nodes import Path
from send_audit.model.plan_facts import IN_FORCE, NOT_OVER_THREE_YEARS, facts_of
from send_audit.validate.context import AuditContext


def check_plan(context: AuditContext) -> None:
    """Note what the period's dates show on the day, and which answer says otherwise."""
    facts = facts_of(context.audit, context.as_of)
    path: Path = ("plan", "period")
    if facts.ends_before_start:
        message = "The plan's period ends before it starts."
        fix = "Check the two dates; they may be the wrong way round."
        context.note("plan-ends-before-start", path, message, fix)
    elif facts.not_begun:
        against = _against(context, IN_FORCE, "the item counts as open")
        message = f"The plan's period has not begun.{against}"
        fix = "Check the start; if another plan is in force until then, name it under `previous:`."
        context.note("plan-not-begun", path, message, fix)
    elif facts.expired:
        message = f"The plan's period ended on {facts.ends}.{_against(context, IN_FORCE)}"
        fix = "Make the next plan: the duty goes on when a period ends."
        context.note("plan-expired", path, message, fix)
    if facts.too_long:
        against = _against(context, NOT_OVER_THREE_YEARS)
        message = f"The plan's period is longer than three years.{against}"
        context.note("plan-over-three-years", path, message, "End it at three years at most.")


def _against(
    context: AuditContext,
    item_ids: Iterable[str],
    effect: str = "the date counts, not the answer",
) -> str:
    """Where an answer says the opposite, both are shown, and the date wins."""
    for item_id in item_ids:
        response = context.audit.responses.get(item_id)
        if response is not None and response.rating == "met":
            line, _ = context.document.line_of(("responses", item_id))
            return f" Line {line} says that {item_id} is met: {effect}."
    return ""
