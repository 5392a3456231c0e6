"""Whose moderation is about which return: by number, the numbers that a school had before or has now too."""

from collections.abc import Mapping

from send_audit.load.round_folder import RoundFolder
from send_audit.model.borough import Moderation
from send_audit.model.succession import Numbers


def moderation_by_number(round_: RoundFolder) -> Mapping[str, Moderation]:
    """Each moderation under every number that its school may send a return under.

    A moderation under the very number comes before one under another of the school's numbers, and of those
    the later.
    """
    numbers = Numbers(round_.borough.successors)
    found: dict[str, Moderation] = {}
    for moderation in sorted(round_.moderation.values(), key=lambda one: one.on.last):
        found |= dict.fromkeys(numbers.all_of(moderation.urn), moderation)
    return found | dict(round_.moderation)
