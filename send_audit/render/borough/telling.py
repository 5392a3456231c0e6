"""How numbers of schools are said: in full to officers, and to the public never one under five."""

from fractions import Fraction

from send_audit.borough.distribution import Distribution
from send_audit.borough.suppression import FEWER_THAN, few
from send_audit.render.borough.audience import Audience
from send_audit.render.wording import plural, points

WITHHELD = "withheld"
FEW = f"fewer than {FEWER_THAN}"
TOO_FEW = "too few"
"""What stands for a median of too few schools, where no number is kept back: there is none."""


def count_text(count: int, audience: Audience) -> str:
    """“12”; to the public “fewer than 5” for 1 to 4."""
    return FEW if audience == "public" and few(count) else str(count)


def schools_text(count: int, audience: Audience, *, of: int | None = None) -> str:
    """“1 school”, “12 schools”; to the public “fewer than 5 schools”.

    `of` is how many there are, where everybody knows: then “nearly all schools” hides how few are left.
    """
    if audience == "public" and few(count):
        return f"{FEW} schools"
    if audience == "public" and of is not None and few(of - count):
        return "nearly all schools"
    return plural(count, "school")


def part_text(part: int, whole: int, audience: Audience) -> str:
    """“12 of 60”. To the public neither the part nor the rest is told where it is under five."""
    if audience == "public" and few(whole):
        return f"{count_text(part, audience)} of {FEW}" if part else f"none of {FEW}"
    if audience == "public" and few(part):
        return f"{FEW} of {whole}"
    if audience == "public" and few(whole - part):
        return f"{'nearly all' if (whole - part) * 10 <= whole else 'most'} of {whole}"
    return f"{part} of {whole}"


def many(count: int, noun: str) -> str:
    """“1 answer”, “29,129 answers”."""
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"


def of_answering(part: int, answered: int, audience: Audience) -> str:
    """“by 23 of the 55 schools that answered”, or how much of that the audience may know."""
    if audience == "public" and (few(part) or few(answered - part)):
        return f"by {schools_text(part, audience)}"
    if part == answered:
        return f"by each of the {plural(answered, 'school')} that answered"
    return f"by {part} of the {plural(answered, 'school')} that answered"


def shown(spread: Distribution, audience: Audience) -> Distribution:
    """The distribution as the audience may see it: of fewer than five schools the public sees none."""
    if audience == "officers" or spread.complete >= FEWER_THAN:
        return spread
    return Distribution(
        complete=spread.complete, incomplete=spread.incomplete, q1=None, median=None, q3=None
    )


def points_text(share: Fraction | None, spread: Distribution, audience: Audience) -> str:
    """“78.5”, or why there is no number: too few schools, or kept back."""
    if share is not None:
        return points(share)
    return WITHHELD if audience == "public" and spread.complete else TOO_FEW


def signed_points(share: Fraction) -> str:
    """A change in points of 100: “+3.2”, “−1.0”, “0”."""
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return f"{sign}{points(abs(share))}"
