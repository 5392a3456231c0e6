"""How the scores of many schools lie: median and quartiles, and the incomplete ones counted apart.

Quartiles are those of definition 7 in R. J. Hyndman and Y. Fan, “Sample quantiles in statistical packages”,
The American Statistician 50(4), 1996: between the two schools nearest to the place, in proportion. They are
what QUARTILE.INC gives in a spreadsheet, so that an officer can check them. All sums are exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from send_audit.borough.facts import SetFigures
from send_audit.borough.standing import WHOLE

LEAST_FOR_MEDIAN, LEAST_FOR_QUARTILES = 3, 5
"""With fewer complete schools, a median is only a school's own score, and quartiles say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Scores of one set of items over schools, each 0 to 1.

    `complete` schools have answered at least nine in ten items of the set, and the numbers are of theirs
    alone. `incomplete` ones are only counted. `q1`, `median` and `q3` are `None` where there are too few.
    """

    complete: int
    incomplete: int
    q1: Fraction | None
    median: Fraction | None
    q3: Fraction | None

    @property
    def asked(self) -> int:
        """How many schools were asked the set."""
        return self.complete + self.incomplete


def distribution(scores: Iterable[Fraction], incomplete: int = 0) -> Distribution:
    """The distribution of the complete schools' scores, in whatever order they come."""
    ordered = in_order(scores)
    quarters = len(ordered) >= LEAST_FOR_QUARTILES
    return Distribution(
        complete=len(ordered),
        incomplete=incomplete,
        q1=quantile(ordered, Fraction(1, 4)) if quarters else None,
        median=median(ordered),
        q3=quantile(ordered, Fraction(3, 4)) if quarters else None,
    )


def in_order(values: Iterable[Fraction]) -> list[Fraction]:
    """The values from lowest to highest: by their nearest float first, since to compare fractions is slow."""
    return sorted(values, key=lambda value: (float(value), value))


def median(ordered: Sequence[Fraction]) -> Fraction | None:
    """The middle of ordered values; `None` where they are too few to hide a single one."""
    return quantile(ordered, Fraction(1, 2)) if len(ordered) >= LEAST_FOR_MEDIAN else None


def quantile(ordered: Sequence[Fraction], at: Fraction) -> Fraction:
    """The value at a share of the way from the lowest to the highest of ordered values.

    Raises `IndexError` where there is no value.
    """
    place = at * (len(ordered) - 1)
    below = int(place)
    low = ordered[below]
    return low + (place - below) * (ordered[min(below + 1, len(ordered) - 1)] - low)


def is_complete(figures: SetFigures) -> bool:
    """Whether enough of a set is answered for its numbers to stand without a warning."""
    return figures.completeness is not None and figures.completeness >= WHOLE


@dataclass(slots=True)
class Spread:
    """The scores of one set of items, taken in a school at a time."""

    _scores: list[Fraction] = field(default_factory=list)
    _incomplete: int = 0

    def take(self, figures: SetFigures) -> None:
        """Take in a school that was asked this set."""
        if is_complete(figures) and figures.score is not None:
            self._scores.append(figures.score)
        else:
            self._incomplete += 1

    def result(self) -> Distribution:
        """What has been taken in so far."""
        return distribution(self._scores, self._incomplete)
