"""One run over a borough: the hands that do its tasks, the content they hold to, what is known already."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from send_audit.borough.facts import RatingBasis
from send_audit.council import Shelf
from send_audit.gathering.hands import Hands, in_processes, in_this_process
from send_audit.gathering.kept import Kept
from send_audit.gathering.moderated import moderation_by_number
from send_audit.gathering.tasks import Bench, Setting, make_bench
from send_audit.load.round_folder import RoundFolder
from send_audit.render.manner import AS_USUAL, Manner


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
    manner: Manner = AS_USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the steps of a run share. `kept` is `None` where nothing is to be kept."""

    bench: Bench
    hands: Hands
    kept: Kept | None


@contextmanager
def open_run(round_: RoundFolder, options: GatherOptions, shelf: Shelf) -> Iterator[Run]:
    """Make ready for a run. Raises `SendAuditError` where a cluster cannot be worked with.

    With a cache, the content is read after its digest was made, whatever `shelf` had read before: what is
    kept then belongs to that content and no other.
    """
    setting = Setting(
        own=options.own,
        as_of=options.as_of,
        basis=options.basis,
        moderation=moderation_by_number(round_),
        manner=options.manner,
    )
    with _kept(round_, options, setting, shelf) as kept:
        bench = Bench(setting=setting, shelf=shelf) if kept is None else make_bench(setting)
        with _hands(options, bench) as hands:
            yield Run(bench=bench, hands=hands, kept=kept)


@contextmanager
def _kept(
    round_: RoundFolder, options: GatherOptions, setting: Setting, shelf: Shelf
) -> Iterator[Kept | None]:
    if options.cache is None:
        yield None
        return
    with closing(Kept(options.cache, setting, shelf, round_.folder)) as kept:
        yield kept


def _hands(options: GatherOptions, bench: Bench) -> AbstractContextManager[Hands]:
    if options.cluster is not None:
        from send_audit.gathering.cluster import on_cluster

        return on_cluster(options.cluster, bench)
    alone = options.jobs == 1
    return nullcontext(in_this_process(bench) if alone else in_processes(bench, options.jobs))
