"""All returns of a borough to their facts, in the order of their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from send_audit.borough.facts import RatingBasis
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.gathering.moderated import moderation_by_number
from send_audit.gathering.one_return import gather_return
from send_audit.load.round_folder import RoundFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherOptions:
    """How to gather: with which folders of content, on which day, whose ratings, in how many processes.

    `cache` is the folder of what earlier runs found, `None` for none; `cluster` the address of a dask
    scheduler, `None` for this machine.
    """

    own: tuple[Path, ...]
    as_of: date
    basis: RatingBasis
    jobs: int
    cache: Path | None
    cluster: str | None = None


def gather(round_: RoundFolder, options: GatherOptions, shelf: Shelf) -> Iterator[Gathered]:
    """The facts of each file of `returns/`, in order."""
    moderation = moderation_by_number(round_)
    for file in round_.returns:
        yield gather_return(file, shelf, options.as_of, basis=options.basis, moderation=moderation)
