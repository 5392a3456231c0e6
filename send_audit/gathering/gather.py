"""All returns of a borough to their facts, in the order of their files: known from before, or read anew."""

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.gathering.hands import Hands
from send_audit.gathering.run import GatherOptions, Run, open_run
from send_audit.gathering.tasks import GatherReturns, Settled
from send_audit.load.round_folder import RoundFolder

__all__ = ["GatherOptions", "gather", "gather_in"]

_A_CHUNK = 16
"""Files handed to a process at a time: few enough that all of them end together."""
_A_BATCH = 2048
"""Files looked up at a time: few enough that a long run that is stopped has kept what it found so far."""


def gather(round_: RoundFolder, options: GatherOptions, shelf: Shelf) -> Iterator[Gathered]:
    """The facts of each file of `returns/`, in order.

    Raises `SendAuditError` where a cluster is asked for and cannot be worked with.
    """
    with open_run(round_, options, shelf) as run:
        yield from gather_in(run, round_.returns)


def gather_in(run: Run, files: Sequence[Path]) -> Iterator[Gathered]:
    """The facts of each file, in order, by the hands of a run and with what it knows from before."""
    for start in range(0, len(files), _A_BATCH):
        batch = files[start : start + _A_BATCH]
        known = run.kept.returns(batch) if run.kept is not None else {}
        fresh = _fresh(run.hands, [file for file in batch if file not in known])
        new: list[Settled] = []
        try:
            for file in batch:
                if file in known:
                    yield known[file]
                    continue
                settled = next(fresh)
                new.append(settled)
                yield run.kept.marked(settled) if run.kept is not None else settled.gathered
        finally:
            fresh.close()
            if run.kept is not None:
                run.kept.keep_returns(new)


def _fresh(hands: Hands, files: Sequence[Path]) -> Generator[Settled, None, None]:
    """What each file came to, in order; chunks that end before their turn wait for it."""
    starts = range(0, len(files), _A_CHUNK)
    tasks = [GatherReturns(files=tuple(files[start : start + _A_CHUNK])) for start in starts]
    waiting: dict[int, tuple[Settled, ...]] = {}
    at = 0
    for number, done in hands(tasks):
        waiting[number] = done.returns
        while at in waiting:
            yield from waiting.pop(at)
            at += 1
