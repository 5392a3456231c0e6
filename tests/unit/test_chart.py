"""The strand chart: what its bars measure, and what its alternative text says."""

from fractions import Fraction
from xml.etree import ElementTree as ET

from send_audit.render.chart import (
    LARGE,
    LARGE_SCREEN,
    PAPER,
    SCREEN,
    Bar,
    Scale,
    chart_alt,
    strand_chart,
)

SVG = "{http://www.w3.org/2000/svg}"


def bar(label: str, share: Fraction | None, low: int = 0, high: int = 100) -> Bar:
    return Bar(
        label=label,
        figure="none yet" if share is None else f"{float(share) * 100:.1f}",
        share=share,
        low=Fraction(low, 100),
        high=Fraction(high, 100),
    )


BARS = (
    bar("Curriculum", Fraction(3, 4), 50, 80),
    bar("Buildings", Fraction(1, 4), 20, 60),
    bar("Information", None),
)


def drawn(bars: tuple[Bar, ...], alt: str = "Alt", scale: Scale = PAPER) -> ET.Element:
    return ET.fromstring(strand_chart(bars, alt, scale))  # noqa: S314


def test_the_alternative_text_is_a_direct_child_and_is_escaped() -> None:
    svg = drawn(BARS, "Bars & <lines>")
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Bars & <lines>"
    assert svg.get("role") == "img"


def test_a_bar_is_as_long_as_its_score_and_no_score_has_no_bar() -> None:
    bars = [rect.get("width") for rect in drawn(BARS).iter(f"{SVG}rect")]
    assert bars == ["100%", "75.00%", "100%", "25.00%", "100%"]


def test_the_line_under_a_bar_runs_from_confirmed_to_possible() -> None:
    lines = list(drawn(BARS[:1]).iter(f"{SVG}line"))
    assert (lines[0].get("x1"), lines[0].get("x2")) == ("50.00%", "80.00%")


def test_a_settled_score_has_no_line() -> None:
    assert not list(drawn((bar("Curriculum", Fraction(1, 2), 50, 50),)).iter(f"{SVG}line"))


def test_labels_and_figures_are_escaped() -> None:
    svg = drawn((bar("Arts & <crafts>", Fraction(1)),))
    assert "Arts & <crafts>" in [text.text for text in svg.iter(f"{SVG}text")]


def test_the_alternative_text_states_the_finding() -> None:
    assert chart_alt(BARS[:2]) == (
        "Bar chart of the scores by strand, out of 100. Curriculum is highest, 75.0; "
        "Buildings is lowest, 25.0. The table below gives every figure."
    )
    assert "No strand has a score yet" in chart_alt(BARS[2:])
    assert "Only one has a score: Curriculum, 75.0" in chart_alt((BARS[0], BARS[2]))
    assert "All stand level at 50.0" in chart_alt(
        (bar("A", Fraction(1, 2)), bar("B", Fraction(1, 2)))
    )


def test_a_label_that_a_narrow_window_cannot_hold_takes_two_lines_and_moves_its_bar() -> None:
    long = bar("Special schools and alternative provision", Fraction(1, 2))
    for scale in (SCREEN, LARGE, LARGE_SCREEN):
        one, two = (drawn((of, BARS[0]), scale=scale) for of in (BARS[0], long))
        labels = [text.text for text in two.iter(f"{SVG}text")][:3]
        assert " ".join(filter(None, labels[:2])) == long.label
        assert labels[2] == "50.0"
        down = [int(rect.get("y", "")) for rect in two.iter(f"{SVG}rect")]
        usual = [int(rect.get("y", "")) for rect in one.iter(f"{SVG}rect")]
        assert [after - before for before, after in zip(usual, down, strict=True)] == [
            scale.line
        ] * 4
    assert next(text.text for text in drawn((long,)).iter(f"{SVG}text")) == long.label
