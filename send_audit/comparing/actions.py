"""Promises side by side: what became of each action of the earlier plan, and which are new."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from send_audit.comparing.results import ActionChange, Fate
from send_audit.model.lateness import ENDED, is_overdue
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed, Outcome

_ALIKE = 0.5
"""The share of words that two texts under one id have in common when they are about the same."""


def compare_actions(old: Assessed, new: Assessed) -> tuple[ActionChange, ...]:
    """What became of every action of the earlier plan, in its order; then the new ones, in theirs.

    An action goes on in each later one that names it under `carried_from`; else in the one with its id, if
    that answers one of the same items or says much the same; else in one that says exactly the same. What is
    late is judged on the later audit's day.
    """
    before, after = old.plan.actions, new.plan.actions
    successors = match_actions(before, after)
    after_outcomes = {o.item.id: o for o in new.outcomes}
    going_on = {id(action) for found in successors.values() for action in found}
    changes = [
        _fate_of(action, successors[action.id], after, after_outcomes, new.as_of)
        for action in before
    ]
    return (
        *changes,
        *(
            ActionChange(
                fate="new",
                old=None,
                new=(action,),
                promised=_promised(action),
                late=is_overdue(action, new.as_of),
                items=_items(action, after_outcomes),
            )
            for action in after
            if id(action) not in going_on
        ),
    )


def match_actions(
    before: Sequence[Action], after: Sequence[Action]
) -> dict[str, tuple[Action, ...]]:
    """For each earlier action, by id, the later ones in which it goes on."""
    known = {action.id for action in before}
    found: dict[str, list[Action]] = {action.id: [] for action in before}
    loose = []
    for action in after:
        named = [id_ for id_ in action.carried_from if id_ in known]
        for id_ in named:
            found[id_].append(action)
        if not named:
            loose.append(action)
    for same in (_same_id, _same_words):
        for action in before:
            if not found[action.id]:
                match = next((other for other in loose if same(action, other)), None)
                if match is not None:
                    found[action.id].append(match)
                    loose.remove(match)
    return {id_: tuple(actions) for id_, actions in found.items()}


def _same_id(one: Action, other: Action) -> bool:
    """Ids are permanent within a school, but plans do start again at A-01: so the matter decides too."""
    if one.id != other.id:
        return False
    if set(one.for_) & set(other.for_):
        return True
    words, others = _words(one), _words(other)
    return len(words & others) >= _ALIKE * max(len(words), len(others), 1)


def _same_words(one: Action, other: Action) -> bool:
    return _words(one) == _words(other)


def _words(action: Action) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", action.action.casefold()))


def _fate_of(
    action: Action,
    successors: tuple[Action, ...],
    after: Sequence[Action],
    outcomes: dict[str, Outcome],
    as_of: date,
) -> ActionChange:
    gone = not successors
    still = [other for other in successors if other.status not in ENDED]
    taken_up = [
        other.id
        for other in after
        if gone and other.status != "dropped" and set(other.for_) & set(action.for_)
    ]
    return ActionChange(
        fate=_fate(action, successors, as_of),
        old=action,
        # The one that is still open speaks for the others.
        new=(*still, *(other for other in successors if other.status in ENDED)),
        promised=_promised(action),
        late=any(is_overdue(other, as_of) for other in (successors or (action,))),
        items=_items(action, outcomes),
        taken_up_by=tuple(taken_up),
    )


def _fate(action: Action, successors: Sequence[Action], as_of: date) -> Fate:
    if not successors:
        return _fate_alone(action)
    if any(other.status not in ENDED for other in successors):
        slipped = any(_slipped(action, other, as_of) for other in successors)
        return "slipped" if slipped else "carried-over"
    if all(other.status == "dropped" for other in successors):
        return "dropped"
    if action.status == "done":
        return "done-before"
    return _done(action, *successors)


def _fate_alone(action: Action) -> Fate:
    """What the earlier plan itself says of an action that the later one does not name."""
    if action.status == "done":
        return _done(action)
    return "dropped" if action.status == "dropped" else "dropped-without-reason"


def _done(action: Action, *successors: Action) -> Fate:
    promised = _promised(action)
    days = [one.done_on.last for one in (action, *successors) if one.done_on is not None]
    late = promised is not None and bool(days) and max(days) > promised
    return "done-late" if late else "done"


def _slipped(old: Action, new: Action, as_of: date) -> bool:
    """Whether an open action's date was moved back or taken away, or has passed.

    One that comes round every term or year has a later date each time it is done: that is no slip.
    """
    if new.status in ENDED:
        return False
    if is_overdue(new, as_of) or set(new.was_due) - set(old.was_due):
        return True
    if old.due is None or (old.repeats is not None and new.repeats is not None):
        return False
    return new.due is None or new.due.last > old.due.last


def _promised(action: Action) -> date | None:
    dates = [was.due.last for was in action.was_due]
    return min((*dates, action.due.last)) if action.due is not None else min(dates, default=None)


def _items(action: Action, outcomes: dict[str, Outcome]) -> tuple[Outcome, ...]:
    return tuple(outcomes[id_] for id_ in action.for_ if id_ in outcomes)


def done_for(item: str, plans: Iterable[Sequence[Action]]) -> tuple[Action, ...]:
    """The actions for an item that one of the plans says are done, each once."""
    done = {
        action.id: action
        for actions in plans
        for action in actions
        if action.status == "done" and item in action.for_
    }
    return tuple(done.values())
