"""Outcomes to findings, and findings to the action plan and to the actions that the checklists suggest."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from send_audit.model.checklist import BINDING, Recommendation
from send_audit.model.lateness import is_overdue
from send_audit.model.plan_document import Action, PlanDocument
from send_audit.model.rating import rate
from send_audit.model.results import ActionPlan, Finding, Outcome, Shared
from send_audit.model.words import CostBand, Horizon, Priority, Rating


def all_actions(plan: PlanDocument | None, shared: Shared | None = None) -> tuple[Action, ...]:
    """The plan's own actions in their order, then those of the group."""
    own = plan.actions if plan is not None else ()
    return (*own, *(shared.actions if shared is not None else ()))


def find_gaps(
    outcomes: Iterable[Outcome], plan: PlanDocument | None, shared: Shared | None = None
) -> tuple[Finding, ...]:
    """A finding for each asked item with a partly-met or not-met answer in any place, in item order."""
    answering: dict[str, dict[str, Action]] = {}
    for action in all_actions(plan, shared):
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
    findings: Sequence[Finding],
    plan: PlanDocument | None,
    as_of: date,
    shared: Shared | None = None,
) -> ActionPlan:
    """The actions in their order, those overdue on `as_of`, and the findings without one."""
    actions = all_actions(plan, shared)
    return ActionPlan(
        actions=actions,
        overdue=tuple(action for action in actions if is_overdue(action, as_of)),
        without_action=tuple(finding for finding in findings if not finding.actions),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the checklists recommend about one or more findings that no action answers.

    `at` are the ids of the places where the gap is, empty where it is not in certain places. `private` is
    whether the answers behind it are kept out of public editions.
    """

    findings: tuple[Finding, ...]
    recommendation: Recommendation
    at: tuple[str, ...]
    private: bool


def choose_findings(
    findings: Iterable[Finding],
    *,
    items: Collection[str] = (),
    horizons: Collection[str] = (),
    priorities: Collection[str] = (),
) -> tuple[Finding, ...]:
    """The findings of these items, these priorities, and with a remedy of these horizons; empty means any."""
    return tuple(
        finding
        for finding in findings
        if (not items or finding.item.id in items)
        and (not horizons or finding.item.recommendation.horizon in horizons)
        and (not priorities or finding.priority in priorities)
    )


def suggest_actions(findings: Iterable[Finding]) -> tuple[Suggestion, ...]:
    """One suggestion for each remedy, those that are the same word for word together.

    In the order of horizon, then cost band, then the first finding. What is seen in certain places is never
    joined with what is not, nor a private answer with one that everyone may see.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        remedy = finding.item.recommendation
        key = (remedy.action, remedy.horizon, remedy.cost_band)
        groups.setdefault((*key, bool(gap_places(finding)), gap_is_private(finding)), []).append(
            finding
        )
    suggestions = [
        Suggestion(
            findings=tuple(group),
            recommendation=group[0].item.recommendation,
            at=tuple(dict.fromkeys(place for finding in group for place in gap_places(finding))),
            private=gap_is_private(group[0]),
        )
        for group in groups.values()
    ]
    return tuple(sorted(suggestions, key=_by_horizon_and_cost))


def _by_horizon_and_cost(suggestion: Suggestion) -> tuple[int, int]:
    remedy = suggestion.recommendation
    return get_args(Horizon).index(remedy.horizon), get_args(CostBand).index(remedy.cost_band)


def gap_places(finding: Finding) -> tuple[str, ...]:
    """The ids of the places where the item is not or partly met; empty where it is answered as a whole."""
    response = finding.outcome.response
    if response is None or response.places is None:
        return ()
    return tuple(
        place
        for place, answer in response.places.items()
        if rate(finding.item, answer) in ("partly-met", "not-met")
    )


def gap_is_private(finding: Finding) -> bool:
    """Whether any answer behind the finding is private: then no public words may be made of it."""
    response = finding.outcome.response
    if response is None:
        return False
    short = gap_places(finding)
    return response.private or any((response.places or {})[place].private for place in short)


_OUR_ID = re.compile(r"A-([0-9]{1,9})")


def next_action_ids(taken: Iterable[str]) -> Iterator[str]:
    """Ids for new actions, A-01 and on: each above every one that was ever taken, so none is reused."""
    used = [int(match[1]) for id_ in taken if (match := _OUR_ID.fullmatch(id_))]
    number = max(used, default=0)
    while True:
        number += 1
        yield f"A-{number:02}"
