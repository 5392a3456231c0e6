"""When an action is late, on a given day."""

from datetime import date

from send_audit.model.plan_document import Action
from send_audit.model.plan_facts import months_after
from send_audit.model.words import ActionStatus, Repeats

ENDED: tuple[ActionStatus, ...] = ("done", "dropped")
"""Nothing more is expected of such an action."""

MONTHS_BETWEEN: dict[Repeats, int] = {"termly": 4, "yearly": 12}


def is_overdue(action: Action, as_of: date) -> bool:
    """Whether the action is late: its date has passed, and it is neither done nor dropped.

    One that repeats and has been done is late again when a whole term or year has gone by since, unless a
    date still to come was set for it.
    """
    last = last_day(action)
    return last is not None and as_of > last


def last_day(action: Action) -> date | None:
    """The last day on which the action is not late yet; `None` where no day makes it so."""
    due = action.due.last if action.due is not None else None
    if action.status in ENDED:
        return None
    if action.done_on is None:
        return due
    if action.repeats is None:
        return None
    again = months_after(action.done_on, MONTHS_BETWEEN[action.repeats])
    return again if due is None else max(again, due)
