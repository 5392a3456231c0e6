"""The year in short: how many actions were promised, and how far they are, in sentences and in numbers."""

from collections.abc import Iterator

from send_audit.model.results import Assessed
from send_audit.render.progress_sorting import Sorted, done_lately
from send_audit.render.views import Figure
from send_audit.render.wording import Voice, joined, plural


def year_in_short(assessed: Assessed, voice: Voice, found: Sorted) -> Iterator[str]:
    """Where the plan stands in plain sentences, and what the numbers leave out."""
    plan = assessed.audit.plan
    hidden = any(action.private for action in assessed.plan.actions)
    if plan is None:
        yield (
            f"We have no accessibility {voice.document} of our own yet, so there is no promise of our own to "
            "report on."
        )
    elif plan.is_proposals:
        yield (
            "Nothing says yet from when our actions run or who approved them: they are proposals, and "
            "not yet promises."
        )
    if found.promised:
        yield _standing(assessed, voice, found)
        yield _lately(assessed, found)
    elif hidden:
        where = f"in our {voice.document}" if plan is not None else "that we take part in"
        yield f"No action {where} is for everyone to read."
    elif plan is not None:
        yield f"Our {voice.document} holds no action yet."
    if hidden and found.promised:
        yield "Actions that are kept private are neither shown nor counted here."


def _standing(assessed: Assessed, voice: Voice, found: Sorted) -> str:
    """“Our plan holds 14 actions: 2 are done, 9 are under way, 3 have slipped”, and so on."""
    counted = (
        (len(found.done), "is done", "are done"),
        (len(found.begun), "is under way or waiting", "are under way or waiting"),
        (len(found.slipped), "has slipped", "have slipped"),
        (len(found.ahead), "has not begun", "have not begun"),
        (len(found.dropped), "will not go ahead", "will not go ahead"),
    )
    said = joined(plural(count, one, many) for count, one, many in counted if count)
    holds = _holds(assessed, voice)
    return f"{holds} {plural(found.promised, 'action')}: {said}."


def _holds(assessed: Assessed, voice: Voice) -> str:
    """Whose actions they are: the school's own, those of the group, or both."""
    if assessed.audit.plan is None:
        return "We take part in"
    ours = f"Our {voice.document}"
    if assessed.shared is None or all(action.private for action in assessed.shared_actions):
        return f"{ours} holds"
    return f"{ours} and {assessed.shared.title} hold"


def _lately(assessed: Assessed, found: Sorted) -> str:
    lately = sum(done_lately(action, assessed.as_of) for action in found.done)
    if not lately:
        return "No action is recorded as finished in the last 12 months."
    return f"In the last 12 months we finished {plural(lately, 'action')}."


def count_figures(assessed: Assessed, found: Sorted) -> Iterator[Figure]:
    """How many were promised, then how far they are; none where there is no action."""
    if not found.promised:
        return
    plan = assessed.audit.plan
    promised = "proposed" if plan is not None and plan.is_proposals else "promised"
    counted = (
        (found.promised, promised),
        (len(found.done), "done"),
        (len(found.begun), "under way or waiting"),
        (len(found.slipped), "slipped"),
        (len(found.ahead), "not begun"),
        (len(found.dropped), "not going ahead"),
    )
    for count, label in counted:
        yield Figure(value=str(count), label=label)


def figures_note(found: Sorted) -> str | None:
    """How the numbers go together."""
    if not found.promised:
        return None
    return (
        "Each action is counted once, so the last five numbers make up the first. What is late, or has a "
        "later date than first planned, counts as slipped, however far it has come."
    )
