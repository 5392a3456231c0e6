"""How numbers are said: in full to officers; to the public schools in coarse words, and never a few."""

from fractions import Fraction

from send_audit.borough.distribution import Distribution
from send_audit.borough.suppression import FEWER_THAN
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.shares import share
from send_audit.render.wording import plural, points

WITHHELD = "withheld"
TOO_FEW = "too few"
"""What stands for a median of too few schools."""

ON_THE_LIST = "schools on the list"


def listed_text(count: int | None, listed: int, audience: Audience) -> str | None:
    """“12 schools”; to the public “about a third of the schools on the list”.

    `count` is `None` where a table keeps it back; how many are `listed` everybody knows. `None` where nothing
    can be said.
    """
    if count is None:
        return None
    if audience == "officers":
        return plural(count, "school")
    words = share(count, listed)
    return f"{words} of the {ON_THE_LIST}" if words is not None else None


def part_text(
    part: int, whole: int, audience: Audience, *, of: str, listed: int | None
) -> str | None:
    """“12 of 60 schools that answered”; to the public “about a quarter of the schools that answered”.

    `of` says in the plural of what, `listed` of how many schools that everybody knows the whole is a part.
    `None` where the public is told nothing.
    """
    if audience == "officers":
        one = of.replace("schools", "school", 1).replace("returns that count", "return that counts")
        return f"{part} of {whole} {of if whole != 1 else one}"
    words = share(part, whole, listed=listed)
    return f"{words} of the {of}" if words is not None else None


def many(count: int, noun: str) -> str:
    """“1 answer”, “29,129 answers”."""
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"


def things(count: int, schools: int, audience: Audience) -> str:
    """A count of actions, which `schools` have: to the public no small one, and none of few schools."""
    if audience == "public" and min(count, schools) < FEWER_THAN:
        return "a few or none"
    return f"{count:,}"


def of_answering(part: int, answered: int, audience: Audience, listed: int) -> str:
    """“by 23 of the 55 schools that answered”, or how much of that the audience may know."""
    if audience == "public":
        words = share(part, answered, listed=listed)
        return f"by {words} of the schools that answered" if words else "by five schools or more"
    if answered == 1:
        return "by the one school that answered"
    if part == answered:
        return f"by each of the {answered} schools that answered"
    return f"by {part} of the {answered} schools that answered"


def shown(spread: Distribution, audience: Audience) -> Distribution:
    """The distribution as the audience may see it: of fewer than five schools the public sees none."""
    if audience == "officers" or spread.complete >= FEWER_THAN:
        return spread
    return Distribution(
        complete=spread.complete, incomplete=spread.incomplete, q1=None, median=None, q3=None
    )


def points_text(share_: Fraction | None) -> str:
    """“78.5”, or that there are too few schools for a number: whether none or a few is not told."""
    return points(share_) if share_ is not None else TOO_FEW


def signed_points(share_: Fraction) -> str:
    """A change in points of 100: “+3.2”, “−1.0”, “0”."""
    sign = "+" if share_ > 0 else "−" if share_ < 0 else ""
    return f"{sign}{points(abs(share_))}"
