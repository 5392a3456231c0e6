"""Measured values: read in their unit, compared exactly, rated by the threshold and nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from send_audit.model.measure import Measure, parse_measured, tidy_figure
from send_audit.model.results import POINTS
from send_audit.model.words import Unit


def measure(unit: Unit = "mm", /, **thresholds: str) -> Measure:
    facts = {"quantity": "Width", "unit": unit, "applies_to": "existing-benchmark"}
    return Measure.model_validate(facts | thresholds)


@pytest.mark.parametrize(
    ("measured", "rating"),
    [
        ("2400", "met"),
        ("2400.0", "met"),
        ("2399.999", "partly-met"),
        ("2300", "partly-met"),
        ("2299.999", "not-met"),
        ("0", "not-met"),
    ],
)
def test_a_minimum_is_met_from_the_very_figure_on(measured: str, rating: str) -> None:
    assert measure(minimum="2400", partly_from="2300").rate(measured) == rating


@pytest.mark.parametrize(
    ("measured", "rating"), [("50", "met"), ("50.001", "partly-met"), ("60.1", "not-met")]
)
def test_a_maximum_is_met_up_to_the_very_figure(measured: str, rating: str) -> None:
    assert measure("m", maximum="50", partly_from="60").rate(measured) == rating


def test_without_partly_from_whatever_fails_is_not_met() -> None:
    assert measure(minimum="2400").rate("2399") == "not-met"


@pytest.mark.parametrize(
    ("measured", "rating"),
    [
        ("850", "met"),
        ("1050", "partly-met"),
        ("1150", "not-met"),
        ("749", "not-met"),
    ],
)
def test_partly_from_extends_only_the_side_on_which_it_lies(measured: str, rating: str) -> None:
    between = measure(minimum="750", maximum="1000", partly_from="1100")
    assert between.rate(measured) == rating


@pytest.mark.parametrize(
    ("measured", "rating"),
    [
        ("1:20", "met"),
        ("1:21", "met"),
        ("1 : 20", "met"),
        ("1:15", "partly-met"),
        ("1:12", "not-met"),
    ],
)
def test_a_gentler_slope_is_the_better_one(measured: str, rating: str) -> None:
    assert measure("gradient", maximum="1:20", partly_from="1:15").rate(measured) == rating


@pytest.mark.parametrize(
    ("measured", "rating"),
    [
        ("1500 x 2200", "met"),
        ("2200 x 1500", "met"),  # a room may be turned
        ("1500×2200", "met"),
        ("1499 x 3000", "not-met"),  # both sides count
        ("1600 x 2100", "not-met"),
    ],
)
def test_both_sides_of_a_room_count_whichever_comes_first(measured: str, rating: str) -> None:
    assert measure("mm-by-mm", minimum="1500 x 2200").rate(measured) == rating


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("mm", "2400mm"),
        ("mm", "2,400"),
        ("mm", "-5"),
        ("mm", "1e3"),
        ("mm", "nan"),
        ("mm", "1_000"),
        ("mm", "about 2400"),
        ("mm", "9" * 5000),
        ("gradient", "12"),
        ("gradient", "1:0"),
        ("gradient", "2:24"),
        ("mm-by-mm", "1500"),
        ("mm-by-mm", "1500 x"),
    ],
)
def test_what_does_not_fit_the_unit_is_refused_with_how_to_write_it(unit: Unit, text: str) -> None:
    with pytest.raises(Exception, match=r"is not (a|the) ") as refused:
        parse_measured(unit, text)
    assert "Write" in refused.value.context["fix"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        ({}, "no threshold"),
        ({"minimum": "100", "maximum": "50"}, "minimum is above the maximum"),
        ({"minimum": "100", "partly_from": "100"}, "partly_from would already be met"),
        ({"minimum": "wide"}, "not a measurement"),
    ],
)
def test_a_measure_that_contradicts_itself_is_refused(
    thresholds: dict[str, str], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        measure(**thresholds)


_FIGURES = st.decimals(0, 999, places=2).map(lambda value: f"{value:f}")


@given(_FIGURES, _FIGURES)
def test_more_is_never_rated_worse_against_a_minimum(one: str, other: str) -> None:
    rate = measure(minimum="500", partly_from="300").rate
    low, high = sorted((one, other), key=Decimal)
    assert POINTS[rate(low)] <= POINTS[rate(high)]


@given(_FIGURES, _FIGURES)
def test_less_is_never_rated_worse_against_a_maximum(one: str, other: str) -> None:
    rate = measure(maximum="500", partly_from="700").rate
    low, high = sorted((one, other), key=Decimal)
    assert POINTS[rate(low)] >= POINTS[rate(high)]


@pytest.mark.parametrize(
    ("made", "far", "near"),
    [
        (measure(minimum="2400"), "2.4", "900"),
        (measure(minimum="2400"), "240", "2400"),
        (measure(minimum="2400"), "300", "0"),
        (measure("m", maximum="50"), "5000", "180"),
        (measure("mm-by-mm", minimum="1500 x 2200"), "1.5 x 2.2", "1200 x 1800"),
    ],
)
def test_a_length_in_another_unit_is_suspected(made: Measure, far: str, near: str) -> None:
    assert made.is_far_off(far)
    assert not made.is_far_off(near)


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [("mm", "2.4m", "2400"), ("mm", "85 cm", "850"), ("m", "48000 mm", "48"), ("mm", "15mm", "15")],
)
def test_a_unit_behind_the_figure_is_converted(unit: Unit, text: str, said: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse_measured(unit, text)
    assert (refused.value.context or {})["fix"].endswith(f": {said}.")


@pytest.mark.parametrize(
    ("unit", "typed", "figure"),
    [
        ("mm", "2,500 mm", "2500"),
        ("mm", "2500mm", "2500"),
        ("m", "50 m", "50"),
        ("m", "50 mm", "50 mm"),
        ("mm", "2,5", "2,5"),
        ("gradient", "1:12", "1:12"),
        ("count", "1,200", "1200"),
        ("percent", "45 %", "45"),
    ],
)
def test_a_figure_loses_its_own_unit_and_the_commas_of_its_thousands(
    unit: Unit, typed: str, figure: str
) -> None:
    assert tidy_figure(unit, typed) == figure
