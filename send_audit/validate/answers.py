"""SA4: remarks on answers that are valid but say too little, or say two things."""

from send_audit.load.nodes import Path
from send_audit.model.applicability import is_asked, whom_not
from send_audit.model.audit import Answer, Response, School
from send_audit.model.checklist import BINDING, Item
from send_audit.model.measure import with_unit
from send_audit.model.nations import NATIONS_WITH_THE_DUTY
from send_audit.model.plan_facts import first_day
from send_audit.model.words import UNIT_WORDS
from send_audit.validate.context import AuditContext
from send_audit.validate.references import answers_of


def check_answers(context: AuditContext) -> None:
    """Note remarks on each answer to an item that exists."""
    answered_by_action = {
        id_
        for action in (context.audit.plan.actions if context.audit.plan else ())
        if action.status != "dropped"
        for id_ in action.for_
    }
    for checklist, item, response in context.answered_items():
        path: Path = ("responses", item.id)
        if not is_asked(checklist, item, context.audit):
            whom = whom_not(checklist, item, context.audit)
            message = f"{item.id} is not asked {whom}, so the answer does not count."
            fix = "Delete the answer, or correct what the file says of the setting."
            context.note("answer-not-asked", path, message, fix)
            continue
        if (reason := context.content.left_out.get(item.id)) is not None:
            message = f"{item.id} is left out by an overlay. {reason} The answer does not count."
            fix = "Delete the answer, or the overlay under `audit: overlays:`."
            context.note("answer-not-asked", path, message, fix)
            continue
        ratings = {
            _remarks(context, item, response, answer, place_path)
            for answer, place_path, _ in answers_of(response, item.id)
        }
        if item.id not in answered_by_action and {"partly-met", "not-met"} & ratings:
            fix = f"Add an action to the plan that has {item.id} under `for:`."
            message = f"No action answers the gap in {item.id}."
            context.note("gap-without-action", path, message, fix)
        _as_a_whole(context, item)
    if not (context.audit.responses or context.audit.audit.checklists or context.audit.plan):
        message = "The file holds no checklists, no answers and no plan; perhaps it was cut short."
        fix = "Make a new audit with `send-audit new`, or ask for the whole file."
        if context.audit.subject.nation not in NATIONS_WITH_THE_DUTY:
            message = "Schedule 10 holds in England and Wales only, so nothing is asked here."
            fix = "Check `nation:`; elsewhere, name your council's own checklists."
        context.note("nothing-answered", (), message, fix)


def _remarks(
    context: AuditContext, item: Item, response: Response, answer: Answer, path: Path
) -> str | None:
    """Note what one answer leaves unsaid; give its rating."""
    rating = _checked(context, item, answer, path)
    doubted = answer.to_confirm or response.to_confirm
    if rating == "met" and not (answer.evidence or response.evidence or doubted):
        fix = "Add what shows it under `evidence:`, if only an observation with its date."
        message = f"{item.id} is met; nothing shows it."
        context.note("met-without-evidence", path, message, fix)
    checked = answer.checked_on or response.checked_on or context.audit.audit.date
    if rating is not None and checked is None:
        fix = "Add `date:` under `audit:`."
        context.note("undated-answer", path, "Nothing says when this was checked.", fix)
    if checked is not None and first_day(checked) > context.as_of:
        message = f"{item.id} was checked on {checked.text}, which is still to come."
        fix = "Check the year, or put the day it was checked."
        context.note("dated-in-the-future", path, message, fix)
    return rating


def _checked(context: AuditContext, item: Item, answer: Answer, path: Path) -> str | None:
    """The answer's rating, with remarks on how it came about."""
    measured = None
    if answer.measured is not None and item.measure is not None:
        measured = item.measure.rate(answer.measured)
        if item.measure.is_far_off(answer.measured):
            unit = item.measure.unit
            message = f"{with_unit(answer.measured, unit)} is too far off to be likely here."
            fix = f"Check that the figure is in {UNIT_WORDS[unit]}; if it is right, leave it so."
            context.note("measured-far-off", (*path, "measured"), message, fix)
    if measured and answer.rating not in (None, measured) and answer.overrule is None:
        message = f"{answer.measured} gives “{measured}”, but the rating says “{answer.rating}”."
        fix = (
            "Delete the rating, or add `overrule:` with the reason; until then the measure counts."
        )
        context.note("measured-against-rating", (*path, "rating"), message, fix)
        return measured
    rating = answer.rating or measured
    if rating == "not-applicable" and item.duty in BINDING and not item.may_not_apply:
        message = f"{item.id} is a duty that always applies; the answer counts as open."
        fix = "Rate it as it is; what is not there at all is not-met."
        context.note("not-applicable-not-accepted", path, message, fix)
    return rating


def _as_a_whole(context: AuditContext, item: Item) -> None:
    if item.per is None:
        return
    subject = context.audit.subject
    response = context.audit.responses[item.id]
    if response.places is not None or not isinstance(subject, School):
        return
    places = [id_ for id_, place in subject.places.items() if place.kind == item.per]
    if len(places) > 1 and (response.rating or response.measured):
        message = (
            f"{item.id} is asked of each {item.per}; one answer was taken for all {len(places)}."
        )
        fix = f"Answer under `places:` for {', '.join(places)}."
        context.note("answered-as-a-whole", ("responses", item.id), message, fix)
