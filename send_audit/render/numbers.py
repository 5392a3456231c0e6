"""Exact shares to percentages: cut after one decimal, so that only a true 100 ever prints 100."""

from fractions import Fraction


def percentage(share: Fraction | None) -> float | None:
    """The share (0 to 1) as a percentage with one decimal, truncated; `None` stays `None`."""
    return None if share is None else (share.numerator * 1000 // share.denominator) / 10
