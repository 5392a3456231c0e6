"""The scores side by side: as each audit has them, and over the items that can be set like for like."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from send_audit.comparing.results import Change, Figures
from send_audit.model.results import Outcome, Score
from send_audit.model.words import STRANDS, Strand
from send_audit.score import score_set


def make_figures(old: Score, new: Score, changes: Iterable[Change]) -> Figures:
    """Put two scores side by side, with the like-for-like pair over `changes`.

    Two scores of one strand may rest on different items: more were answered, or the checklist grew. So the
    pair is over the items that were answered and applied both times, to the same question, and with one
    weight, the later. A later answer that has lapsed is among them and adds nothing: time never raises.
    """
    pairs = list(_pairs(changes))
    return Figures(
        old=old,
        new=new,
        same_old=score_set(replace(was, item=is_.item) for was, is_ in pairs),
        same_new=score_set(is_ for _, is_ in pairs),
    )


def _pairs(changes: Iterable[Change]) -> Iterable[tuple[Outcome, Outcome]]:
    for change in changes:
        if change.kind not in ("improved", "worsened", "unchanged", "not-confirmed"):
            continue
        was, is_ = change.old, change.new
        assert was is not None
        assert is_ is not None
        if was.counts and is_.counts and is_.rating is not None:
            yield was, is_


def in_access(changes: Iterable[Change], strand: Strand | None = None) -> Sequence[Change]:
    """The changes that the access score is over: of one strand, or of all three."""
    strands = STRANDS if strand is None else (strand,)
    return [
        c for c in changes if c.outcome.checklist.role == "access" and c.outcome.strand in strands
    ]


def in_inclusion(changes: Iterable[Change]) -> Sequence[Change]:
    """The changes that the inclusion score is over."""
    return [c for c in changes if c.outcome.checklist.role == "inclusion"]
