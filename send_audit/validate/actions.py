"""SA5: remarks on the plan's approval and its actions: dates that contradict, and what nobody will chase."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from send_audit.load.nodes import Path
from send_audit.model.applicability import is_asked
from send_audit.model.audit import School
from send_audit.model.lateness import ENDED, is_overdue, last_day
from send_audit.model.plan_document import Action, PlanDocument
from send_audit.model.plan_facts import facts_of, first_day
from send_audit.model.rating import rate
from send_audit.model.scalars import Day
from send_audit.validate.context import AuditContext
from send_audit.validate.references import answers_of

_DEEPEST = 20
"""Places lie within places; nobody's school is deeper than this, and a ring has no end."""


def check_actions(context: AuditContext) -> None:
    """Note remarks on the plan's approval and on each of its actions."""
    plan = context.audit.plan
    if plan is None:
        return
    _approval(context, plan)
    for number, action in enumerate(plan.actions):
        if action.status not in ENDED:
            _one_action(context, action, ("plan", "actions", number))
    if not context.found.failed:  # a remark on a broken reference would only confuse
        _done_but_open(context, plan.actions)


def _approval(context: AuditContext, plan: PlanDocument) -> None:
    """A plan is approved, then reviewed. Where only months are known, the doubt is the school's."""
    on = plan.approved.on if plan.approved is not None else None
    if on is None:
        return
    before = [day for day in _reviewed_in_period(context, plan) if first_day(on) > day.last]
    if before:
        after = f"after its review of {min(before, key=lambda day: day.last).text}"
    elif plan.next_review is not None and first_day(on) > plan.next_review.last:
        after = f"after the day of its next review, {plan.next_review.text}"
    else:
        return
    message = f"The plan was approved on {on.text}, {after}."
    fix = (
        "Check the dates. If a review led to a second approval, keep the first one here and tell of the "
        "second in that review's `outcome:`."
    )
    context.note("approved-after-review", ("plan", "approved", "on"), message, fix)


def _reviewed_in_period(context: AuditContext, plan: PlanDocument) -> Iterator[Day]:
    """The days of reviews that are surely of this plan, not of the one before it."""
    start = plan.period.start if plan.period is not None else None
    if start is None:
        return
    ends = facts_of(context.audit, context.as_of).ends
    for review in plan.reviews:
        day = first_day(review.on)
        if day >= first_day(start) and (ends is None or day <= ends):
            yield review.on


def _one_action(context: AuditContext, action: Action, path: Path) -> None:
    """What an action that goes on leaves unsaid, and whether it is late."""
    if not (action.due or action.timescale or action.repeats or _horizon_said(context, action)):
        message = f"Action {action.id} has neither a date nor a timescale."
        fix = "Add `due:` with a day or a month; if nobody can say yet, `timescale:` in words."
        context.note("action-without-date", path, message, fix)
    if action.lead is None:
        message = f"Nobody leads action {action.id}."
        fix = "Add `lead:` with the role of one person, such as Site manager."
        context.note("action-without-lead", path, message, fix)
    if is_overdue(action, context.as_of):
        _overdue(context, action, path)


def _horizon_said(context: AuditContext, action: Action) -> bool:
    """Whether the action's horizon is a timescale, since the plan says how long that is."""
    horizons = context.audit.plan.horizons if context.audit.plan is not None else None
    if horizons is None or action.horizon is None:
        return False
    return getattr(horizons, action.horizon) is not None


def _overdue(context: AuditContext, action: Action, path: Path) -> None:
    last = last_day(action)
    assert last is not None  # or it would not be late
    by = action.due.text if action.due is not None and action.due.last == last else str(last)
    at: Path = (*path, "due")
    message = f"Action {action.id} was due by {by} and is not done."
    fix = (
        "Write `status: done` and `done_on:` if it is done. If not, set a new date, and keep the old "
        "one under `was_due:` with the reason."
    )
    if action.repeats is not None:
        message = f"Action {action.id} was due by {by}, and nothing says that it was done."
        fix = "Write the last day on which it was done under `done_on:`, or the next date under `due:`."
    if action.done_on is not None:
        at = (*path, "done_on")
        message = (
            f"Action {action.id} repeats {action.repeats} and was last done on "
            f"{action.done_on.text}: it was due again by {by}."
        )
    if action.waiting_on is not None:
        message += f" It waits on “{action.waiting_on}”."
    context.note("action-overdue", at, message, fix)


# ---- Done, and still not met ---------------------------------------------------------------------


@dataclass(slots=True)
class _Done:
    """The last finished action that answers an item: for the item as a whole, and at each place named."""

    anywhere: tuple[int, Action] | None = None
    at: dict[str, tuple[int, Action]] = field(default_factory=dict)

    def add(self, number: int, action: Action) -> None:
        for place in action.at:
            self.at[place] = _later(self.at.get(place), (number, action))
        if not action.at:
            self.anywhere = _later(self.anywhere, (number, action))

    def for_places(self, places: Iterable[str]) -> tuple[int, Action] | None:
        """The last one that was done at any of the places, or for all of the school."""
        last = self.anywhere
        for place in places:
            if place in self.at:
                last = _later(last, self.at[place])
        return last


@dataclass(frozen=True, slots=True)
class _Open:
    """An answer that still shows a gap, though an action was done about it."""

    rating: str
    place: str | None
    checked: Day | None


def _later(one: tuple[int, Action] | None, other: tuple[int, Action]) -> tuple[int, Action]:
    return other if one is None or _done_on(one[1]).last <= _done_on(other[1]).last else one


def _done_on(action: Action) -> Day:
    assert action.done_on is not None  # only such actions are looked at
    return action.done_on


def _done_but_open(context: AuditContext, actions: Sequence[Action]) -> None:
    """Note each item that an action was done about, that is not met, and that nothing else will mend."""
    done = _last_done(actions)
    for checklist, item, response in context.answered_items():
        is_left_out = item.id in context.content.left_out
        if item.id not in done or is_left_out or not is_asked(checklist, item, context.audit):
            continue
        left_open: dict[int, list[_Open]] = {}
        for answer, _, place in answers_of(response, item.id):
            rating = rate(item, answer)
            last = done[item.id].for_places(_with_those_around(context, place, done[item.id]))
            if last is not None and rating in ("partly-met", "not-met"):
                checked = answer.checked_on or response.checked_on or context.audit.audit.date
                left_open.setdefault(last[0], []).append(_Open(rating, place, checked))
        for number, answers in left_open.items():
            _note_open(context, item.id, number, actions[number], answers)


def _last_done(actions: Sequence[Action]) -> dict[str, _Done]:
    """By item, the last action that was done about it; no item that another action still answers."""
    going_on = {id_ for action in actions if action.status not in ENDED for id_ in action.for_}
    done: dict[str, _Done] = {}
    for number, action in enumerate(actions):
        if action.status == "done" and action.done_on is not None:
            for id_ in action.for_:
                if id_ not in going_on:
                    done.setdefault(id_, _Done()).add(number, action)
    return done


def _with_those_around(context: AuditContext, place: str | None, done: _Done) -> Iterable[str]:
    """The place and what it lies within; every place of the actions for an answer as a whole."""
    if place is None:
        return done.at
    subject = context.audit.subject
    places = subject.places if isinstance(subject, School) else {}
    around: list[str] = []
    while place is not None and len(around) < _DEEPEST:
        around.append(place)
        place = places[place].within if place in places else None
    return around


def _note_open(
    context: AuditContext, id_: str, number: int, action: Action, answers: Sequence[_Open]
) -> None:
    done_on = _done_on(action)
    # Where only a month is known on either side, the answer may well be the older one.
    newer = [one for one in answers if one.checked and first_day(one.checked) >= done_on.last]
    shown = (newer or answers)[0]
    where = f" in {shown.place}" if shown.place is not None else ""
    more = f" (and in {len(answers) - 1} more)" if len(answers) > 1 else ""
    seen = f"as checked on {shown.checked.text}" if shown.checked else "with no date"
    message = (
        f"Action {action.id} was done on {done_on.text}, and {id_} is still “{shown.rating}”"
        f"{where}, {seen}{more}."
    )
    if newer:
        fix = f"Add a further action for {id_}, or set this one back to `status: in-progress`."
    else:
        fix = f"Look again: if it has worked, rate {id_} as it is now, with a new `checked_on:`."
    path: Path = ("plan", "actions", number, "for", action.for_.index(id_))
    context.note("done-but-open", path, message, fix)
