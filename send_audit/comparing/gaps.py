"""Findings side by side: which gaps are closed, which are still there, which are new."""

from collections.abc import Iterable

from send_audit.comparing.actions import done_for
from send_audit.comparing.results import Change, GapChange, GapState
from send_audit.model.results import Assessed, Finding


def compare_gaps(old: Assessed, new: Assessed, changes: Iterable[Change]) -> tuple[GapChange, ...]:
    """Every finding of either audit, in the order of `changes`.

    A gap is closed only by a met answer that stands: to the same question, and neither lapsed nor to be
    confirmed. A gap both times is still open whatever became of the question's wording. A later gap counts
    with the actions of both plans that are said to be done about it, since the work may have gone wrong, or
    the answer may be older than the work.
    """
    before = {finding.item.id: finding for finding in old.findings}
    after = {finding.item.id: finding for finding in new.findings}
    plans = (old.plan.actions, new.plan.actions)
    return tuple(
        GapChange(
            state=_state(change, before.get(change.id), after.get(change.id)),
            change=change,
            old=before.get(change.id),
            new=after.get(change.id),
            done=done_for(change.id, plans),
        )
        for change in changes
        if change.id in before or change.id in after
    )


def _state(change: Change, old: Finding | None, new: Finding | None) -> GapState:
    if new is not None:
        return "still-open" if old is not None else "new"
    is_ = change.new
    same = change.kind not in ("asked-differently", "no-longer-asked")
    return "closed" if same and is_ is not None and is_.fresh and is_.rating == "met" else "unclear"
