"""Outcomes to scores: exact sums over sets of asked items (design.md, section 4)."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import get_args

from send_audit.model.results import POINTS, Outcome, Score, Scorecard
from send_audit.model.words import STRANDS, Need, PriorityTag, Rating

RatingOf = Callable[[Outcome], Rating | None]


def score_audit(outcomes: Iterable[Outcome]) -> Scorecard:
    """Score one audit. Duty and strategy items are counted elsewhere and never scored."""
    scored = [
        outcome
        for outcome in outcomes
        if outcome.counts and outcome.checklist.role in ("access", "inclusion")
    ]
    access = [outcome for outcome in scored if outcome.checklist.role == "access"]
    sections: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in scored:
        sections.setdefault((outcome.checklist.id, outcome.section.id), []).append(outcome)
    return Scorecard(
        overall=score_set(o for o in access if o.strand in STRANDS),
        strands={strand: score_set(o for o in access if o.strand == strand) for strand in STRANDS},
        inclusion=score_set(o for o in scored if o.checklist.role == "inclusion"),
        sections={key: score_set(part) for key, part in sections.items()},
        # Items outside the strands are about families, whose needs are not this view's.
        needs={
            need: _score_need((o for o in scored if _is_about_pupils(o)), need)
            for need in get_args(Need)
        },
        priorities={
            tag: score_set(o for o in scored if tag in o.item.priorities)
            for tag in get_args(PriorityTag)
        },
    )


def _score_need(outcomes: Iterable[Outcome], need: Need) -> Score:
    """In a need's view an answer that leaves the need out gives 0, and 1 to the item's other needs."""
    concerned = [o for o in outcomes if need in o.item.needs or need in o.by_need]
    return score_set(concerned, lambda outcome: outcome.by_need.get(need, outcome.rating))


def _is_about_pupils(outcome: Outcome) -> bool:
    return outcome.checklist.role == "inclusion" or outcome.strand in STRANDS


def score_set(
    outcomes: Iterable[Outcome], rating_of: RatingOf = lambda outcome: outcome.rating
) -> Score:
    """Score a set of items.

    With M the maximum of all, A that of the freshly answered, L that of the lapsed, P the points of the
    freshly answered: score = P / (A + L), confirmed = low = P / M, high = (P + M - A) / M, each 0 to 1.
    Not-applicable items and weight 0 are outside the set. Nothing asked: every share is `None`.
    """
    counted = [o for o in outcomes if o.counts and o.item.weight > 0]
    rated = [o for o in counted if o.rating is not None]
    fresh = [o for o in rated if not o.lapsed]
    maximum = sum(o.item.weight for o in counted)
    answered = sum(o.item.weight for o in fresh)
    lapsed = sum(o.item.weight for o in rated if o.lapsed)
    points = _points((rating_of(o), o.item.weight) for o in fresh)
    return Score(
        score=_share(points, answered + lapsed),
        confirmed=_share(points, maximum),
        low=_share(points, maximum),
        high=_share(points + maximum - answered, maximum),
        completeness=_share(Fraction(len(fresh)), len(counted)),
        evidence_rate=_evidence_rate((rating_of(o), o.evidenced) for o in rated),
        asked=len(counted),
        answered=len(fresh),
    )


def _evidence_rate(rated: Iterable[tuple[Rating | None, bool]]) -> Fraction | None:
    """The share of met and partly-met items with evidence for every place: lapsed ones too.

    Without the lapsed ones, answers that grow old unevidenced would raise this share with time.
    """
    supported = [evidenced for rating, evidenced in rated if rating in ("met", "partly-met")]
    return _share(Fraction(sum(supported)), len(supported))


def _points(rated: Iterable[tuple[Rating | None, int]]) -> Fraction:
    """What the weights are worth. Added up a rating at a time: fractions are slow, whole numbers are not."""
    weights = dict.fromkeys(POINTS, 0)
    for rating, weight in rated:
        if rating is not None and rating in weights:
            weights[rating] += weight
    return sum((POINTS[rating] * weight for rating, weight in weights.items()), Fraction(0))


def _share(part: Fraction, whole: int) -> Fraction | None:
    return part / whole if whole else None
