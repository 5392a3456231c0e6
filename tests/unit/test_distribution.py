"""Medians and quartiles: of complete schools alone, in whatever order they come."""

import statistics
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.distribution import Spread, distribution
from tests.small_schools import figures

shares = st.fractions(min_value=0, max_value=1, max_denominator=400)
many_shares = st.lists(shares, min_size=5, max_size=40)


@given(many_shares)
def test_quartiles_are_those_that_a_spreadsheet_gives(scores: list[Fraction]) -> None:
    found = distribution(scores)
    assert [found.q1, found.median, found.q3] == statistics.quantiles(
        scores, n=4, method="inclusive"
    )


@given(many_shares, st.randoms(use_true_random=False))
def test_the_order_of_the_schools_does_not_matter(scores: list[Fraction], chance: object) -> None:
    turned = list(scores)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert distribution(turned) == distribution(scores)


@given(many_shares, st.lists(st.tuples(shares, st.fractions(0, Fraction(89, 100)))))
def test_incomplete_schools_are_counted_and_change_no_number(
    scores: list[Fraction], incomplete: list[tuple[Fraction, Fraction]]
) -> None:
    spread = Spread()
    for score in scores:
        spread.take(figures(score, Fraction(9, 10)))
    alone = spread.result()
    for score, completeness in incomplete:
        spread.take(figures(score, completeness))
    found = spread.result()
    assert (found.q1, found.median, found.q3) == (alone.q1, alone.median, alone.q3)
    assert (found.complete, found.incomplete) == (len(scores), len(incomplete))


def test_too_few_schools_have_no_median_and_no_quartiles() -> None:
    half = Fraction(1, 2)
    assert distribution([half] * 2).median is None
    three = distribution([half] * 3)
    assert (three.q1, three.median, three.q3) == (None, half, None)
    assert distribution([half] * 5).q1 == half


def test_a_school_without_any_answer_is_not_a_score_of_0() -> None:
    spread = Spread()
    spread.take(figures(None, 0))
    assert spread.result() == distribution([], incomplete=1)
