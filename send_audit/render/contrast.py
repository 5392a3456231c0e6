"""How well two colours stand apart, and the nearest colour that stands apart well enough.

The measure is the contrast ratio of WCAG 2.2 (“contrast ratio” and “relative luminance” in its glossary):
1 for two equal colours, 21 for black on white. Running text needs 4.5 (success criterion 1.4.3).
"""

import colorsys
import re
from collections.abc import Iterable

ENOUGH = 4.5
"""The least contrast of text."""

_STEPS = 1000
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of `#rgb` or `#rrggbb`. Raises `ValueError` on anything else."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"not a colour: {colour!r}")
    digits = colour[1:] if len(colour) == len("#rrggbb") else "".join(d + d for d in colour[1:])
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance of a colour: 0 for black, 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, whichever of them is the text."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def passes(colour: str, against: Iterable[str]) -> bool:
    """Whether text in `colour` can be read on each of `against`, and the other way round."""
    return all(contrast(colour, other) >= ENOUGH for other in against)


def nearest_passing(colour: str, against: Iterable[str]) -> str | None:
    """The colour of the same hue and saturation, lightness changed least, that passes against all.

    `None` where no lightness passes: against black, grey and white at once, for one.
    """
    others = tuple(against)
    if passes(colour, others):
        return colour
    return next((one for one in lightnesses(colour) if passes(one, others)), None)


def lightnesses(colour: str) -> list[str]:
    """The colour in every lightness (HSL), in steps of a thousandth, the least changed first."""
    hue, light, saturation = colorsys.rgb_to_hls(*(value / 255 for value in channels(colour)))
    steps = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda one: abs(one - light))
    return [_hex(colorsys.hls_to_rgb(hue, step, saturation)) for step in steps]


def _hex(shares: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)
