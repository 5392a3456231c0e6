"""What changed between audits of one school: answers, scores, findings, and promises kept or not."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from send_audit.anew import assess_anew
from send_audit.comparing.actions import compare_actions
from send_audit.comparing.figures import in_access, in_inclusion, make_figures
from send_audit.comparing.gaps import compare_gaps
from send_audit.comparing.ratings import compare_ratings
from send_audit.comparing.remarks import refuse_other_kinds, remarks_on
from send_audit.comparing.results import Comparison, Series, Wavering
from send_audit.model.results import Assessed, Outcome
from send_audit.model.versions import asks_the_same
from send_audit.model.words import STRANDS


def compare_series(
    audits: Sequence[Assessed], successors: Collection[tuple[str, str]] = ()
) -> Series:
    """Compare two or more audits, each with the next, in the order given.

    The last is judged on the day that it was assessed for, each earlier one on the day of its own audit:
    judged today, an old audit would look bad only for its age, and the new one good beside it. What is late
    in the earlier plan is judged on the later one's day.

    `successors` are pairs of URNs of which the second took over from the first.

    Raises `SendAuditError` where the audits are of different kinds: a school's and an authority's.
    """
    refuse_other_kinds(audits)
    *earlier, last = audits
    judged = (*(on_its_own_day(one) for one in earlier), last)
    return Series(
        audits=judged,
        comparisons=tuple(compare(old, new, successors) for old, new in pairwise(judged)),
        wavering=_wavering(judged),
    )


def compare(
    old: Assessed, new: Assessed, successors: Collection[tuple[str, str]] = ()
) -> Comparison:
    """Compare two audits as they were assessed."""
    changes = compare_ratings(old, new)
    before, after = old.scorecard, new.scorecard
    actions = compare_actions(old, new)
    return Comparison(
        old=old,
        new=new,
        changes=changes,
        actions=actions,
        gaps=compare_gaps(old, new, changes),
        overall=make_figures(before.overall, after.overall, in_access(changes)),
        strands={
            strand: make_figures(
                before.strands[strand], after.strands[strand], in_access(changes, strand)
            )
            for strand in STRANDS
        },
        inclusion=make_figures(before.inclusion, after.inclusion, in_inclusion(changes)),
        remarks=tuple(remarks_on(old, new, actions, successors)),
    )


def on_its_own_day(one: Assessed) -> Assessed:
    """The audit as it stood on the day that it was made; unchanged where it gives none, or a later one."""
    day = one.audit.audit.date
    if day is None or day.last >= one.as_of:
        return one
    return assess_anew(one, as_of=day.last)


def _wavering(audits: Sequence[Assessed]) -> tuple[Wavering, ...]:
    """The items whose rating changed more than once, where each audit asks the same as the one before.

    An open answer, or one not confirmed, in between is no change: nobody said anything.
    """
    by_audit = [{o.item.id: o for o in one.outcomes if o.asked} for one in audits]
    found = []
    for id_, last in by_audit[-1].items():
        outcomes = [here.get(id_) for here in by_audit]
        said = [o for o in outcomes if o is not None and o.fresh]
        if _turns(said) > 1:
            ratings = tuple(o.rating if o is not None and o.fresh else None for o in outcomes)
            found.append(Wavering(outcome=last, ratings=ratings))
    return tuple(found)


def _turns(said: Sequence[Outcome]) -> int:
    pairs = list(pairwise(said))
    if not all(asks_the_same(one.item, other.item) for one, other in pairs):
        return 0
    return sum(one.rating != other.rating for one, other in pairs)
