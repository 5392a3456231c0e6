"""How many schools, said to the public: coarse words, never a count that others could be taken from.

A table of counts keeps small ones back; a sentence beside it must not bring them back. So each word here
stands for several counts. The lowest takes in none and a few, the highest nearly all and all, each with at
least one count beyond four: nobody can tell 1 to 4 schools from their neighbours at either end.
"""

from collections.abc import Sequence
from fractions import Fraction

from send_audit.borough.suppression import FEWER_THAN

TOO_FEW_TO_SAY = "too few schools to say"

_FEW, _MOST = "few or none", "all or nearly all"

_Steps = tuple[tuple[Fraction, str, str], ...]

_SCALES: Sequence[tuple[int, _Steps]] = (
    (
        60,
        (
            (Fraction(1, 20), _FEW, _MOST),
            (Fraction(7, 40), "about one in ten", "about nine in ten"),
            (Fraction(7, 24), "about a quarter", "about three quarters"),
            (Fraction(5, 12), "about a third", "about two thirds"),
            (Fraction(1, 2), "about half", "about half"),
        ),
    ),
    (
        30,
        (
            (Fraction(1, 8), _FEW, _MOST),
            (Fraction(7, 24), "about a quarter", "about three quarters"),
            (Fraction(5, 12), "about a third", "about two thirds"),
            (Fraction(1, 2), "about half", "about half"),
        ),
    ),
    (
        18,
        (
            (Fraction(1, 3), "a third or fewer", "two thirds or more"),
            (Fraction(1, 2), "about half", "about half"),
        ),
    ),
    (11, ((Fraction(1, 2), "fewer than half", "half or more"),)),
)
"""From how many schools on which words are used: up to which share, counted from either end."""

LEAST_FOR_WORDS = _SCALES[-1][0]


def share(part: int, whole: int, *, listed: int | None = None) -> str | None:
    """“about a third” for 20 of 60; `None` where the schools are too few for any word.

    `whole` is known to everybody, unless `listed` says of how many schools, which everybody knows, it is a
    part. Then the words do not tell, by how fine they are, whether the whole is all but a few of these.

    Raises `ValueError` where the part is not in the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError("a part lies between nothing and the whole")
    known = whole if listed is None else listed
    spare = 0 if listed is None else FEWER_THAN
    for least, steps in _SCALES:
        if whole >= least and known >= least + spare:
            return _in_words(part, whole, steps)
    return None


def share_words(part: int, whole: int, *, listed: int | None = None) -> str:
    """The share in words, or that there are too few schools to say."""
    return share(part, whole, listed=listed) or TOO_FEW_TO_SAY


def _in_words(part: int, whole: int, steps: _Steps) -> str:
    if len(steps) == 1:
        _, low, high = steps[0]
        return low if part * 2 < whole else high
    nearer = min(part, whole - part)
    for number, (up_to, low, high) in enumerate(steps):
        if nearer <= whole * up_to or (number == 0 and nearer <= FEWER_THAN):
            return low if part == nearer else high
    raise AssertionError(part, whole)
