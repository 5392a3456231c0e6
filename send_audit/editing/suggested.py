"""Suggested actions as entries of an audit file: what is written, under which ids, and where."""

from collections.abc import Iterable, Iterator, Sequence

from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree
from send_audit.model.checklist import Recommendation
from send_audit.model.plan_document import PlanDocument
from send_audit.plan import Suggestion, next_action_ids

_PLAN_KEYS = tuple(field.alias or name for name, field in PlanDocument.model_fields.items())


def taken_ids(plan: PlanDocument | None, before: Iterable[PlanDocument] = ()) -> Iterator[str]:
    """Every id of an action that the plan or one before it uses, or says that it used."""
    for document in (plan, *before):
        for action in document.actions if document is not None else ():
            yield action.id
            yield from action.carried_from


def with_ids(
    suggestions: Iterable[Suggestion], taken: Iterable[str]
) -> tuple[tuple[str, Suggestion], ...]:
    """Each suggestion with the id that its action gets."""
    return tuple(zip(next_action_ids(taken), suggestions, strict=False))


def with_actions(draft: Draft, suggestions: Sequence[tuple[str, Suggestion]]) -> Draft:
    """The draft with an action for each suggestion behind those that are there.

    Raises `SendAuditError` where the text is written in a way that cannot be changed safely.
    """
    plan = draft.tree.get("plan")
    there = plan.get("actions") if isinstance(plan, dict) else None
    actions = list(there) if isinstance(there, list) else []
    actions += [entry_of(id_, suggestion) for id_, suggestion in suggestions]
    return draft.put(("plan", "actions"), actions, order=_PLAN_KEYS)


def entry_of(id_: str, suggestion: Suggestion) -> dict[str, Tree]:
    """The action as the file holds it. No date: when it will be done is for the school to say."""
    items = [finding.item.id for finding in suggestion.findings]
    return action_entry(
        id_, items, suggestion.at, suggestion.recommendation, private=suggestion.private
    )


def action_entry(
    id_: str,
    items: Sequence[str],
    places: Sequence[str],
    remedy: Recommendation,
    *,
    private: bool,
) -> dict[str, Tree]:
    """An action that is the checklist's remedy, its keys in the order of the format."""
    entry: dict[str, Tree] = {
        "id": id_,
        "for": list(items),
        "at": list(places),
        "action": remedy.action,
        "lead": remedy.lead,
        "horizon": remedy.horizon,
        "cost_band": remedy.cost_band,
        "success": remedy.success,
        "status": "planned",
        "private": "true" if private else None,
    }
    return {key: value for key, value in entry.items() if value}
