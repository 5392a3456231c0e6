"""All returns of a borough to their facts, in the order of their files: from earlier runs, or read over all cores."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from send_audit.borough.facts import RatingBasis
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.gathering.hands import Hands, in_processes, in_this_process
from send_audit.gathering.kept import Kept
from send_audit.gathering.tasks import Bench, GatherReturns, Setting, Settled
from send_audit.load.round_folder import RoundFolder

_WORTH_IT = 32
"""Files from which on starting processes pays."""
_A_CHUNK = 16
"""Files handed to a process at a time: few enough that all of them end together."""
_A_BATCH = 2048
"""Files looked up at a time: few enough that what was found is kept even if a long run is stopped."""


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
    """The facts of each file of `returns/`, in order.

    Raises `SendAuditError` where a cluster is asked for and cannot be worked with.
    """
    bench = bench_for(round_, options, shelf)
    with hands_for(round_, options, bench) as hands:
        if options.cache is None:
            yield from gather_with(hands, round_.returns, kept=None)
            return
        with closing(Kept(options.cache, round_, bench)) as kept:
            yield from gather_with(hands, round_.returns, kept)


def bench_for(round_: RoundFolder, options: GatherOptions, shelf: Shelf) -> Bench:
    """The setting of a run with its content, which is that of `shelf`."""
    setting = Setting(
        own=options.own,
        as_of=options.as_of,
        basis=options.basis,
        moderation=dict(round_.moderation),
    )
    return Bench(setting=setting, shelf=shelf)
