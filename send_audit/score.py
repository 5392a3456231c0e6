"""Outcomes to scores: exact sums over sets of asked items (design.md, section 4)."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from struct import Struct
from typing import NamedTuple, get_args

from send_audit.model.results import POINTS, Outcome, Score, Scorecard
from send_audit.model.words import STRANDS, Need, PriorityTag, Rating, Strand


class _Sum(NamedTuple):
    """What one item comes to, or a set of them, in whole numbers: fractions are slow, so points are doubled.

    `asked`, `fresh`, `claimed` (met or partly met) and `shown` (so, with evidence for every place) count
    items; `maximum`, `answered` and `lapsed` are weights: of all, of the freshly answered, of the lapsed.
    """

    asked: int = 0
    maximum: int = 0
    fresh: int = 0
    answered: int = 0
    lapsed: int = 0
    doubled_points: int = 0
    claimed: int = 0
    shown: int = 0


_SIDE_BY_SIDE = Struct("<8I")


def _as_one(sum_: _Sum) -> int:
    """The eight numbers side by side in one: an item stands in ten sets, and one number adds up quicker."""
    return int.from_bytes(_SIDE_BY_SIDE.pack(*sum_), "little")


def _apart(one: int) -> _Sum:
    """The eight numbers again. None of them reaches 2 to the 32nd: a file holds 80,000 values at most."""
    return _Sum(*_SIDE_BY_SIDE.unpack(one.to_bytes(_SIDE_BY_SIDE.size, "little")))


_DOUBLED = {rating: int(2 * points) for rating, points in POINTS.items()}


def score_audit(outcomes: Iterable[Outcome]) -> Scorecard:
    """Score one audit. Duty and strategy items are counted elsewhere and never scored."""
    overall: list[int] = []
    inclusion: list[int] = []
    strands: dict[Strand, list[int]] = {strand: [] for strand in STRANDS}
    sections: dict[tuple[str, str], list[int]] = {}
    needs: dict[Need, list[int]] = {need: [] for need in get_args(Need)}
    priorities: dict[PriorityTag, list[int]] = {tag: [] for tag in get_args(PriorityTag)}
    for outcome in outcomes:
        role = outcome.checklist.role
        if role not in ("access", "inclusion") or not outcome.counts:
            continue
        section = sections.setdefault((outcome.checklist.id, outcome.section.id), [])
        if outcome.item.weight == 0:
            continue
        one = _weigh(outcome, outcome.rating)
        section.append(one)
        for tag in set(outcome.item.priorities):
            priorities[tag].append(one)
        if role == "inclusion":
            inclusion.append(one)
        elif outcome.strand != "none":
            overall.append(one)
            strands[outcome.strand].append(one)
        else:  # such items are about families, whose needs are not the needs' view
            continue
        for need in {*outcome.item.needs, *outcome.by_need}:
            # An answer that leaves a need out gives 0 in its view, and 1 in those of the item's others.
            differs = need in outcome.by_need
            needs[need].append(_weigh(outcome, outcome.by_need[need]) if differs else one)
    return Scorecard(
        overall=_score(overall),
        strands={strand: _score(sums) for strand, sums in strands.items()},
        inclusion=_score(inclusion),
        sections={key: _score(sums) for key, sums in sections.items()},
        needs={need: _score(sums) for need, sums in needs.items()},
        priorities={tag: _score(sums) for tag, sums in priorities.items()},
    )


def score_set(outcomes: Iterable[Outcome]) -> Score:
    """Score a set of items.

    With M the maximum of all, A that of the freshly answered, L that of the lapsed, P the points of the
    freshly answered: score = P / (A + L), confirmed = low = P / M, high = (P + M - A) / M, each 0 to 1.
    Not-applicable items and weight 0 are outside the set. Nothing asked: every share is `None`.
    """
    return _score(_weigh(o, o.rating) for o in outcomes if o.counts and o.item.weight > 0)


def _weigh(outcome: Outcome, rating: Rating | None) -> int:
    """What an item comes to with this rating, where it has one at all."""
    answered = outcome.rating is not None
    return _weighed(outcome.item.weight, answered, rating, outcome.lapsed, outcome.evidenced)


@lru_cache(maxsize=1024)
def _weighed(
    weight: int, answered: bool, rating: Rating | None, lapsed: bool, evidenced: bool
) -> int:
    """Worked out once for all items that are answered alike."""
    return _as_one(_sum_of(weight, answered, rating, lapsed, evidenced))


def _sum_of(
    weight: int, answered: bool, rating: Rating | None, lapsed: bool, evidenced: bool
) -> _Sum:
    if not answered:
        return _Sum(asked=1, maximum=weight)
    claimed = rating in ("met", "partly-met")
    # Lapsed ones too: else answers that grow old without evidence would raise the share with time.
    shown = claimed and evidenced
    if lapsed:
        return _Sum(asked=1, maximum=weight, lapsed=weight, claimed=claimed, shown=shown)
    return _Sum(
        asked=1,
        maximum=weight,
        fresh=1,
        answered=weight,
        doubled_points=weight * _DOUBLED.get(rating, 0) if rating is not None else 0,
        claimed=claimed,
        shown=shown,
    )


def _score(sums: Iterable[int]) -> Score:
    all_ = _apart(sum(sums))
    points, maximum, answered = all_.doubled_points, all_.maximum, all_.answered
    confirmed = _share(points, 2 * maximum)
    return Score(
        score=_share(points, 2 * (answered + all_.lapsed)),
        confirmed=confirmed,
        low=confirmed,
        high=_share(points + 2 * (maximum - answered), 2 * maximum),
        completeness=_share(all_.fresh, all_.asked),
        evidence_rate=_share(all_.shown, all_.claimed),
        asked=all_.asked,
        answered=all_.fresh,
    )


@lru_cache(maxsize=4096)
def _share(part: int, whole: int) -> Fraction | None:
    """An exact share, worked out once: schools of a borough have many in common."""
    return Fraction(part, whole) if whole else None
