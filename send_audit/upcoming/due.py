"""What falls due: the plan's own dates, its actions and their steps, each once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from send_audit.model.audit import Audit
from send_audit.model.lateness import ENDED, last_day
from send_audit.model.plan_document import Action, PlanDocument
from send_audit.model.results import Shared
from send_audit.plan import all_actions
from send_audit.upcoming.plan_dates import PlanDates, plan_dates

SOON = timedelta(days=90)
"""How far ahead “soon” reaches: a little over a term."""

DueKind = Literal["plan-end", "review", "report", "next-audit", "action", "step"]
"""What falls due: the plan's own dates, the next audit, an action, a step of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that falls due. `on` is the last day on which it is not late yet.

    `month_only` is whether the file names only the month. `step` counts from 0 in the action's steps.
    """

    kind: DueKind
    on: date
    month_only: bool
    late: bool
    action: Action | None = None
    step: int | None = None

    def is_soon(self, as_of: date) -> bool:
        """Whether it is due within the next 90 days, and not late."""
        return not self.late and self.on <= soon_after(as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The actions of a plan by when they are due, each action and each step in one list only.

    `waiting` are those due later than soon that wait on something; `undated` those that no day can make
    late.
    """

    overdue: tuple[Due, ...]
    soon: tuple[Due, ...]
    waiting: tuple[Due, ...]
    later: tuple[Due, ...]
    undated: tuple[Action, ...]


def soon_after(as_of: date) -> date:
    """The last day that is soon."""
    return date.max if as_of > date.max - SOON else as_of + SOON


def all_due(audit: Audit, as_of: date, shared: Shared | None = None) -> tuple[Due, ...]:
    """Everything that falls due, late or not, by date; each once. `shared` adds the group's actions."""
    found = [
        *_plan_dues(plan_dates(audit, as_of), as_of),
        *_action_dues(all_actions(audit.plan, shared), as_of),
    ]
    kinds = get_args(DueKind)
    return tuple(sorted(found, key=lambda due: (due.on, kinds.index(due.kind))))


def _plan_dues(dates: PlanDates, as_of: date) -> Iterator[Due]:
    end = dates.end
    written = end is not None and end.last == dates.ends and end.is_month
    review = dates.next_review if dates.review_held is None else None
    rows: list[tuple[DueKind, date | None, bool]] = [
        ("plan-end", dates.ends, written),
        ("review", review.last if review else None, review is not None and review.is_month),
        ("report", dates.next_report, dates.reported is not None and dates.reported.is_month),
        (
            "next-audit",
            dates.next_audit.last if dates.next_audit else None,
            dates.next_audit is not None and dates.next_audit.is_month,
        ),
    ]
    for kind, on, month_only in rows:
        if on is not None:
            yield Due(kind=kind, on=on, month_only=month_only, late=as_of > on)


def _action_dues(actions: Iterable[Action], as_of: date) -> Iterator[Due]:
    for action in actions:
        last = last_day(action)
        if last is not None:
            yield Due(
                kind="action",
                on=last,
                month_only=_names_month(action, last),
                late=as_of > last,
                action=action,
            )
        yield from _step_dues(action, last, as_of)


def _names_month(action: Action, last: date) -> bool:
    if action.due is not None and action.due.last == last:
        return action.due.is_month
    return action.done_on is not None and action.done_on.is_month


def _step_dues(action: Action, last: date | None, as_of: date) -> Iterator[Due]:
    """The steps with a day of their own. One due with its action is said with the action."""
    if action.status in ENDED or (action.done_on is not None and action.repeats is None):
        return
    for number, step in enumerate(action.steps):
        if step.due is not None and step.done_on is None and step.due.last != last:
            yield Due(
                kind="step",
                on=step.due.last,
                month_only=step.due.is_month,
                late=as_of > step.due.last,
                action=action,
                step=number,
            )


def make_agenda(plan: PlanDocument | None, as_of: date, shared: Shared | None = None) -> Agenda:
    """Sort a plan's actions and steps by when they are due. `shared` adds the group's actions."""
    actions = all_actions(plan, shared)
    dues = sorted(_action_dues(actions, as_of), key=lambda due: due.on)
    dated = {due.action.id for due in dues if due.action is not None and due.kind == "action"}
    ahead = [due for due in dues if not due.late and not due.is_soon(as_of)]
    return Agenda(
        overdue=tuple(due for due in dues if due.late),
        soon=tuple(due for due in dues if due.is_soon(as_of)),
        waiting=tuple(due for due in ahead if _waits(due)),
        later=tuple(due for due in ahead if not _waits(due)),
        undated=tuple(_going_on(actions, dated)),
    )


def _waits(due: Due) -> bool:
    action = due.action
    waits = action is not None and (action.status == "waiting" or action.waiting_on is not None)
    return waits and due.kind == "action"


def _going_on(actions: Sequence[Action], dated: set[str]) -> Iterator[Action]:
    for action in actions:
        finished = action.status in ENDED or (action.done_on is not None and action.repeats is None)
        if not finished and action.id not in dated:
            yield action
