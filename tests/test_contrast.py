"""Contrast as WCAG 2 measures it, and the nearest colour that passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.render.contrast import (
    channels,
    contrast,
    lightnesses,
    nearest_passing,
    passes,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#ffffff", 21.0),
        ("#777777", "#fff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#f00", "#fff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_ratio_is_that_of_published_pairs(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    "text", ["red", "#12", "#12345", "#1234567", "rgb(0,0,0)", "#ggg", "#000\n"]
)
def test_only_hexadecimal_colours_are_read(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        channels(text)


@given(COLOURS, st.sampled_from([("#ffffff", "#eef3f4"), ("#12181b", "#1c2529"), ("#777777",)]))
def test_suggestion_passes_and_none_on_its_path_is_nearer(
    colour: str, against: tuple[str, ...]
) -> None:
    found = nearest_passing(colour, against)
    assert found is not None
    assert passes(found, against)
    if found == colour:
        return
    nearer = lightnesses(colour)[: lightnesses(colour).index(found)]
    assert not any(passes(one, against) for one in nearer)


def test_nothing_passes_against_black_grey_and_white_at_once() -> None:
    assert nearest_passing("#336699", ("#000000", "#777777", "#ffffff")) is None


def test_what_passes_stays() -> None:
    assert nearest_passing("#0b3c49", ("#ffffff",)) == "#0b3c49"
