"""Measured values: read the text in its unit, compare it with a threshold, give a rating."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Self

from pydantic import model_validator

from send_audit.model.base import Frozen
from send_audit.model.scalars import Figure, Text, refusal
from send_audit.model.words import UNIT_WORDS, AppliesTo, Rating, Unit

_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,3})?")
_PAIR = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*[x×]\s*(\d{1,9}(?:\.\d{1,3})?)", re.IGNORECASE)
_GRADIENT = re.compile(r"1\s*:\s*(\d{1,6}(?:\.\d{1,3})?)")

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?")
_WITH_UNIT = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*(mm|cm|m)", re.IGNORECASE)
_MILLIMETRES = {"mm": 1, "cm": 10, "m": 1000}

Value = tuple[Fraction, ...]
"""One number, or two for `mm-by-mm` (the smaller first, since a room may be turned)."""


def parse_measured(unit: Unit, text: str) -> Value:
    """Read `text` in `unit`; raises the refusal `not-a-measurement` where it does not fit.

    A gradient `1:12` is the fraction 1/12, so a gentler slope is a smaller value.
    """
    cleaned = text.strip()
    if unit == "mm-by-mm":
        if match := _PAIR.fullmatch(cleaned):
            return tuple(sorted((Fraction(match[1]), Fraction(match[2]))))
        raise _wrong(text, unit, "Write both sides in millimetres, as in 1500 x 2200.")
    if unit == "gradient":
        match = _GRADIENT.fullmatch(cleaned)
        if match and Decimal(match[1]) > 0:
            return (1 / Fraction(match[1]),)
        raise _wrong(text, unit, 'Write the slope as one in so many, in quotes: "1:12".')
    if _DECIMAL.fullmatch(cleaned):
        return (Fraction(cleaned),)
    raise _wrong(text, unit, _without_unit(cleaned, unit))


def _without_unit(text: str, unit: Unit) -> str:
    """How to write a figure that has a unit behind it, converted where that is another unit of length."""
    stated = _WITH_UNIT.fullmatch(text)
    if stated is None or unit not in _MILLIMETRES:
        return "Write the number only, without a unit behind it."
    figure = Decimal(stated[1]) * _MILLIMETRES[stated[2].lower()] / _MILLIMETRES[unit]
    return f"Write the number of {unit} without the unit: {figure.normalize():f}."


def tidy_figure(unit: Unit, text: str) -> str:
    """The figure without its own unit and without commas between thousands, where that is certain.

    “2,500 mm” is 2500 where millimetres are wanted; anything else stays as it is, to be refused with its fix.
    """
    tidied = text.strip()
    word = UNIT_WORDS[unit]
    if word and unit != "mm-by-mm" and tidied.lower().endswith(word.lower()):
        tidied = tidied[: -len(word)].rstrip()
    if _THOUSANDS.fullmatch(tidied):
        tidied = tidied.replace(",", "")
    return tidied if _DECIMAL.fullmatch(tidied) else text


def with_unit(figure: str, unit: Unit) -> str:
    """A figure with its unit as people write it: “2400 mm”, “1500 x 2200 mm”, “1:12”."""
    return f"{figure} {UNIT_WORDS[unit]}".rstrip()


def _wrong(text: str, unit: Unit, fix: str) -> Exception:
    wanted = _WANTED.get(unit, f"a measurement in {UNIT_WORDS[unit]}")
    return refusal("not-a-measurement", f"“{text[:60]}” is not {wanted}.", fix)


_WANTED: Mapping[Unit, str] = {
    "gradient": "a gradient",
    "count": "a number",
    "percent": "a percentage",
    "mm-by-mm": "the two sides of a room in mm",
}


class Measure(Frozen):
    """A threshold for a measured item. At least one of `minimum` and `maximum` is stated.

    `partly_from` lies on the failing side of a threshold: what reaches it is partly met.
    """

    quantity: Text
    unit: Unit
    minimum: Figure | None = None
    maximum: Figure | None = None
    partly_from: Figure | None = None
    applies_to: AppliesTo

    @model_validator(mode="after")
    def _thresholds_make_sense(self) -> Self:
        low, high, partly = (
            None if text is None else parse_measured(self.unit, text)
            for text in (self.minimum, self.maximum, self.partly_from)
        )
        if low is None and high is None:
            fix = "Add minimum, maximum, or both."
            raise refusal("measure-without-threshold", "The measure has no threshold.", fix)
        if low is not None and high is not None and not _reaches(high, low):
            fix = "Make the minimum the smaller of the two."
            raise refusal("measure-contradicts", "The minimum is above the maximum.", fix)
        if partly is not None and self._within(partly):
            fix = "Put partly_from below the minimum or above the maximum."
            raise refusal("measure-contradicts", "partly_from would already be met.", fix)
        return self

    def _within(self, value: Value) -> bool:
        above = self.minimum is None or _reaches(value, parse_measured(self.unit, self.minimum))
        below = self.maximum is None or _reaches(parse_measured(self.unit, self.maximum), value)
        return above and below

    def is_far_off(self, measured: str) -> bool:
        """Whether a length looks like a figure in another unit: centimetres or metres for millimetres, say.

        No built thing is an eighth as wide as it should be; a distance may be long, and not twenty times so.
        Raises `not-a-measurement` where the text does not fit the unit.
        """
        value = parse_measured(self.unit, measured)
        if self.minimum is not None and self.unit in ("mm", "m", "mm-by-mm"):
            least = parse_measured(self.unit, self.minimum)
            return any(0 < side <= limit / 8 for side, limit in zip(value, least, strict=True))
        if self.maximum is not None and self.unit == "m":
            return value[0] >= 20 * parse_measured(self.unit, self.maximum)[0]
        return False

    def rate(self, measured: str) -> Rating:
        """Rate a measured value; raises `not-a-measurement` where the text does not fit the unit."""
        value = parse_measured(self.unit, measured)
        if self._within(value):
            return "met"
        if self.partly_from is None:
            return "not-met"
        partly = parse_measured(self.unit, self.partly_from)
        # partly_from extends one side only: the side on which it lies.
        extends_down = self.minimum is not None and not _reaches(
            partly, parse_measured(self.unit, self.minimum)
        )
        if extends_down:
            below_maximum = self.maximum is None or _reaches(
                parse_measured(self.unit, self.maximum), value
            )
            return "partly-met" if below_maximum and _reaches(value, partly) else "not-met"
        above_minimum = self.minimum is None or _reaches(
            value, parse_measured(self.unit, self.minimum)
        )
        return "partly-met" if above_minimum and _reaches(partly, value) else "not-met"


def _reaches(value: Value, threshold: Value) -> bool:
    """Whether `value` is at least `threshold`, side by side."""
    return all(a >= b for a, b in zip(value, threshold, strict=True))
