"""SA4: remarks on answers that are valid but say too little, or say two things."""

from send_audit.load.nodes import Path
from send_audit.model.applicability import is_asked
from send_audit.model.audit import Answer, School
from send_audit.model.checklist import Item
from send_audit.validate.context import AuditContext
from send_audit.validate.references import answers_of


def check_answers(context: AuditContext) -> None:
    """Note remarks on each answer to an item that exists."""
    answered_by_action = {
        id_
        for action in (context.audit.plan.actions if context.audit.plan else ())
        for id_ in action.for_
    }
    for checklist, item, response in context.answered_items():
        path: Path = ("responses", item.id)
        if not is_asked(checklist, item, context.audit):
            message = (
                f"{item.id} is not asked of this kind of school, so the answer does not count."
            )
            fix = "Delete the answer, or correct the school's type, phase or features."
            context.note("answer-not-asked", path, message, fix)
            continue
        ratings = []
        for answer, place_path, _ in answers_of(response, item.id):
            ratings.append(_checked(context, item, answer, place_path))
            evidence = answer.evidence or response.evidence
            if ratings[-1] == "met" and not evidence:
                fix = "Add what shows it under `evidence:`, if only an observation with its date."
                context.note(
                    "met-without-evidence", place_path, f"{item.id} is met; nothing shows it.", fix
                )
            if ratings[-1] is not None and not (
                answer.checked_on or response.checked_on or context.audit.audit.date
            ):
                fix = "Add `date:` under `audit:`."
                context.note(
                    "undated-answer", place_path, "Nothing says when this was checked.", fix
                )
        if item.id not in answered_by_action and {"partly-met", "not-met"} & set(ratings):
            fix = f"Add an action with `for: {item.id}` to the plan."
            context.note(
                "gap-without-action", path, f"No action answers the gap in {item.id}.", fix
            )
        _as_a_whole(context, item)


def _checked(context: AuditContext, item: Item, answer: Answer, path: Path) -> str | None:
    """The answer's rating, with remarks on how it came about."""
    measured = None
    if answer.measured is not None and item.measure is not None:
        measured = item.measure.rate(answer.measured)
    if measured and answer.rating not in (None, measured) and answer.overrule is None:
        message = f"{answer.measured} gives “{measured}”, but the rating says “{answer.rating}”."
        fix = (
            "Delete the rating, or add `overrule:` with the reason; until then the measure counts."
        )
        context.note("measured-against-rating", (*path, "rating"), message, fix)
        return measured
    rating = answer.rating or measured
    if (
        rating == "not-applicable"
        and item.duty in ("must", "have-regard")
        and not item.may_not_apply
    ):
        message = f"{item.id} is a duty that always applies; the answer counts as open."
        context.note("not-applicable-not-accepted", path, message, "Rate it as it is.")
    return rating


def _as_a_whole(context: AuditContext, item: Item) -> None:
    subject = context.audit.subject
    response = context.audit.responses[item.id]
    if item.per is None or response.places is not None or not isinstance(subject, School):
        return
    places = [id_ for id_, place in subject.places.items() if place.kind == item.per]
    if len(places) > 1 and (response.rating or response.measured):
        message = (
            f"{item.id} is asked of each {item.per}; one answer was taken for all {len(places)}."
        )
        fix = f"Answer under `places:` for {', '.join(places)}."
        context.note("answered-as-a-whole", ("responses", item.id), message, fix)
