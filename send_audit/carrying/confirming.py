"""One carried answer: as it was, with its own age, and marked to be confirmed."""

from collections.abc import Mapping

from send_audit.carrying.old_file import Piece, changed, in_blocks
from send_audit.editing.marked import Marked, tree_of
from send_audit.editing.tree import Tree
from send_audit.model.scalars import Day
from send_audit.render.wording import day_text

MARK = "Carried from the audit"


def confirm_note(before: str | None, when: Day | None) -> str:
    """What a carried answer says of itself.

    A note of an earlier carrying stays: nobody has confirmed the answer since. What somebody wrote stays
    behind ours.
    """
    day = f"{MARK} of {day_text(when)}." if when is not None else f"{MARK} before, without a date."
    if before is None:
        return day
    return before if before.startswith(MARK) else f"{day} Open then: {before}"


def marked(answer: Tree, when: Day | None) -> Tree:
    """The answer's tree with `checked_on` and `to_confirm`; with places, each place has its own.

    An answer without a day of its own was as old as its audit, and stays so.
    """
    if not isinstance(answer, dict):
        return {"to_confirm": confirm_note(None, when)}
    places = answer.get("places")
    if not isinstance(places, dict):
        return _marked(answer, when, checked=False)
    checked = answer.get("checked_on") is not None
    each: dict[str, Tree] = {
        place: _marked(below, when, checked=checked) if isinstance(below, dict) else below
        for place, below in places.items()
    }
    note = answer.get("to_confirm")
    # A note for all places holds for each of them, whether or not it says so itself.
    whole = {"to_confirm": confirm_note(note, when)} if isinstance(note, str) else {}
    return {**answer, "places": each, **whole}


def _marked(answer: Mapping[str, Tree], when: Day | None, *, checked: bool) -> dict[str, Tree]:
    note = answer.get("to_confirm")
    marks: dict[str, Tree] = {}
    if not checked and answer.get("checked_on") is None and when is not None:
        marks["checked_on"] = when.text
    marks["to_confirm"] = confirm_note(note if isinstance(note, str) else None, when)
    return {**answer, **marks}


def carry_answer(id_: str, piece: Piece, when: Day | None, file: str) -> str:
    """The answer's lines for the new file, at the left edge: its own bytes wherever they may stay."""
    wanted = marked(piece.tree, when)
    # On its own, a piece may read otherwise than it did in its file; then only what it says is kept.
    if tree_of(Marked(piece.text).root) != {id_: piece.tree}:
        return in_blocks({id_: wanted})
    return changed(piece.text, id_, wanted, file)
