"""Promises and gaps as text: what was done, what slipped, what was dropped and nobody said why."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from send_audit.comparing.results import ActionChange, Comparison, Fate, GapChange, Kind
from send_audit.model.plan_document import Action
from send_audit.render.look import Look, flat
from send_audit.render.wording import (
    STATUS_WORDS,
    day_text,
    joined,
    plural,
    rating_word,
    sentence,
    upper_first,
)

_TITLES: Mapping[Fate, str] = MappingProxyType(
    {
        "dropped-without-reason": "Gone, and no reason given",
        "slipped": "Slipped",
        "dropped": "Dropped, with a reason",
        "carried-over": "Carried over, in time so far",
        "done-late": "Done late",
        "done": "Done",
        "done-before": "Done already when the earlier file was written",
        "new": "New",
    }
)
"""The worst first."""

_NO_ANSWER_BEFORE: tuple[Kind, ...] = ("newly-answered", "newly-asked", "unanswered")


def action_summary(actions: Sequence[ActionChange]) -> Iterator[str]:
    """What became of the earlier plan's actions, in a sentence, and how many are new."""
    before = [action for action in actions if action.fate != "new"]
    new = len(actions) - len(before)
    counts = {fate: sum(a.fate == fate for a in actions) for fate in _TITLES}
    done = counts["done"] + counts["done-late"] + counts["done-before"]
    late = f" ({counts['done-late']} of them late)" if counts["done-late"] else ""
    parts = [
        f"{done} done{late}",
        f"{counts['slipped']} slipped",
        f"{counts['carried-over']} carried over in time",
        f"{counts['dropped']} dropped with a reason",
        f"{counts['dropped-without-reason']} gone without one",
    ]
    if before:
        yield (
            f"{plural(len(before), 'action')} in the earlier plan: {joined(parts)}. "
            f"{plural(new, 'action is', 'actions are')} new."
        )
    elif new:
        yield f"the earlier audit lists no actions; {plural(new, 'action is', 'actions are')} new."


def gap_summary(gaps: Sequence[GapChange]) -> Iterator[str]:
    """How many gaps are closed, open and new, in a sentence."""
    counts = {
        state: sum(gap.state == state for gap in gaps)
        for state in ("closed", "still-open", "new", "unclear")
    }
    before = sum(gap.old is not None for gap in gaps)
    if not gaps:
        yield "no gap was found in either audit."
        return
    unclear = counts["unclear"]
    lost = f", {unclear} no longer known" if unclear else ""
    yield (
        f"{plural(before, 'gap')} found before: {counts['closed']} closed, "
        f"{counts['still-open']} still there{lost}."
    )
    asked = sum(gap.state == "new" and gap.change.kind in _NO_ANSWER_BEFORE for gap in gaps)
    of_these = f", {asked} of them where nothing was asked or answered before" if asked else ""
    yield f"{plural(counts['new'], 'gap')} found now and not before{of_these}."
    undone = sum(gap.done_but_still_open for gap in gaps)
    if undone:
        yield (
            f"{plural(undone, 'gap has', 'gaps have')} an action that is done, and "
            f"{'is' if undone == 1 else 'are'} still there: see “Done, but still a gap”."
        )


def action_lines(one: Comparison, *, look: Look) -> Iterator[str]:
    """Every action under its fate, the worst first; then the gaps that outlived their action."""
    if one.actions:
        yield "Actions"
    for fate, title in _TITLES.items():
        changes = [change for change in one.actions if change.fate == fate]
        if not changes:
            continue
        if fate == "done-before":
            yield f"  {title} ({len(changes)}): {', '.join(change.id for change in changes)}."
            continue
        yield f"  {title} ({len(changes)})"
        for change in changes:
            yield from _action(change, look=look)
    if one.actions:
        yield ""
    yield from _outlived(one, look=look)


def _action(change: ActionChange, *, look: Look) -> Iterator[str]:
    """One line where little is to be said; else what it is, then what became of it."""
    said, *more = _told(change, look=look)
    ids = _ids(change, look=look)
    if not more:
        yield look.line(ids, said, change.action.action, indent=4)
        return
    yield look.line(ids, None, change.action.action, indent=4)
    yield f"      {upper_first(said)}. {more[0]}"
    yield from (f"      {line}" for line in more[1:])


def _outlived(one: Comparison, *, look: Look) -> Iterator[str]:
    """The gaps that are still there though an action for them is done."""
    outlived = [gap for gap in one.gaps if gap.done_but_still_open]
    if outlived:
        yield f"Done, but still a gap ({len(outlived)}): look again, at the work or at the answer"
    for gap in outlived:
        assert gap.new is not None  # it is still a gap
        done = joined(_done(action) for action in gap.done)
        said = f"{rating_word(gap.new.rating).lower()}, though {done}"
        item = gap.change.outcome.item
        yield look.line(item.id, said, item.criterion, indent=2)
    if outlived:
        yield ""


def _done(action: Action) -> str:
    if action.done_on is None:
        return f"{action.id} is done"
    at = "in" if action.done_on.is_month else "on"
    return f"{action.id} was done {at} {day_text(action.done_on)}"


def _ids(change: ActionChange, *, look: Look) -> str:
    later = [action.id for action in change.new if action.id != change.id]
    if change.old is None or not later:
        return change.id
    return look.from_to(change.id, ", ".join(later))


def _told(change: ActionChange, *, look: Look) -> Iterator[str]:
    """What to say before the action's text, then the lines below it."""
    match change.fate:
        case "done" | "done-late":
            yield from _told_done(change)
        case "slipped":
            yield from _told_slipped(change, look=look)
        case "dropped":
            yield STATUS_WORDS["dropped"]
            reasons = [a.dropped_reason for a in (*change.new, change.old) if a is not None]
            yield from (sentence(flat(reason)) for reason in reasons if reason)
        case "dropped-without-reason":
            yield from _told_gone(change)
        case _ if change.action.done_on is not None and change.action.status == "done":
            yield f"done, {day_text(change.action.done_on)}"
        case _:
            yield f"{_status(change.action)}, {_due(change.action)}{_late(change)}"


def _told_done(change: ActionChange) -> Iterator[str]:
    actions = [action for action in (*change.new, change.old) if action is not None]
    done = next((action for action in actions if action.done_on is not None), change.action)
    when = day_text(done.done_on) if done.done_on is not None else "day not stated"
    late = f", promised for {_promise_text(change)}" if change.fate == "done-late" else ""
    yield f"{when}{late}"
    yield _items(change)
    effects = [action.result.effect for action in actions if action.result is not None]
    yield from (sentence(flat(effect)) for effect in effects[:1])


def _told_slipped(change: ActionChange, *, look: Look) -> Iterator[str]:
    assert change.old is not None  # only an earlier action can slip
    due = change.action.due
    new = day_text(due) if due is not None else "no date"
    promised = _promise_text(change)
    moved = look.from_to(promised, new) if promised != new else f"due {new}"
    yield f"{moved}, {_status(change.action)}{_late(change)}"
    yield _items(change)
    before = {(was.due.last, was.why) for was in change.old.was_due}
    moves = [was for was in change.action.was_due if (was.due.last, was.why) not in before]
    yield from (sentence(upper_first(flat(was.why))) for was in moves if was.why)


def _told_gone(change: ActionChange) -> Iterator[str]:
    assert change.old is not None  # only an earlier action can be gone
    yield f"was {_status(change.old)}, {_due(change.old)}"
    yield _items(change)
    if change.taken_up_by:
        verb = "answers" if len(change.taken_up_by) == 1 else "answer"
        yield (
            f"{joined(change.taken_up_by)} {verb} the same items now. If it goes on there, write "
            f"`carried_from: [{change.old.id}]`."
        )


def _promise_text(change: ActionChange) -> str:
    """The first date promised, in the words of the file that has it."""
    actions = [action for action in (change.old, *change.new) if action is not None]
    days = [was.due for action in actions for was in action.was_due]
    days += [action.due for action in actions if action.due is not None]
    same = [day for day in days if day.last == change.promised]
    return day_text(same[0]) if same else "no date"


def _status(action: Action) -> str:
    return STATUS_WORDS[action.status]


def _due(action: Action) -> str:
    return f"due {day_text(action.due)}" if action.due is not None else "no date"


def _late(change: ActionChange) -> str:
    return ", overdue" if change.late else ""


def _items(change: ActionChange) -> str:
    """The items that it was for, and what the later audit says of each."""
    if not change.items:
        return "It was for no item that is asked now."
    said = (f"{o.item.id} is {rating_word(o.rating).lower()}" for o in change.items)
    return f"Now {joined(said)}."
