"""Doing tasks on this machine: in this process, or over its cores in processes that may die."""

import gc
import multiprocessing
import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from send_audit.gathering.tasks import (
    Bench,
    Done,
    GatherReturns,
    Setting,
    Task,
    failed,
    make_bench,
    pieces_of,
    run_task,
    together,
)
from send_audit.processes import become_worker, start_method

if TYPE_CHECKING:
    from pebble import ProcessPool

Hands = Callable[[Sequence[Task]], Iterator[tuple[int, Done]]]
"""Does tasks, and gives what each came to with its number, in the order in which they end."""

TIME_LIMIT = 300.0
"""Seconds that one document may take, or one return; the longest of ours takes ten."""
TRIES = 3
"""How often a task is begun whose process is killed under it."""
_A_PROCESS_DOES = 10
"""Tasks before a process that renders is replaced by a new one. A report leaves some 15 MB behind, and a new
process is quicker had than that found and thrown away. Reading returns leaves nothing."""
_NO_END = 0
"""How pebble is told that a process stays."""
_MOST_MEMORY = 220 << 20
"""Bytes from which on a process does look, be it new or not."""
_AHEAD = 1
"""Tasks for each process beyond the one it does: it never waits."""
_LOST_AFTER = 15.0
"""Seconds after which a task that no idle process takes, or that ends in none, is taken as lost."""
_TICK = 1.0


def in_this_process(bench: Bench) -> Hands:
    """Hands that do one task after the other here. There is no time limit."""

    def do(tasks: Sequence[Task]) -> Iterator[tuple[int, Done]]:
        yield from ((number, run_task(task, bench)) for number, task in enumerate(tasks))

    return do


def in_processes(bench: Bench, jobs: int, time_limit: float = TIME_LIMIT) -> Hands:
    """Hands that do tasks in `jobs` processes. One that is killed costs its task a second try, no more."""

    def do(tasks: Sequence[Task]) -> Iterator[tuple[int, Done]]:
        if len(tasks) == 1:
            yield from in_this_process(bench)(tasks)
            return
        if _renders(tasks):
            _load_renderer()
        _benches[:] = [bench]
        yield from _Run(tasks, bench.setting, jobs, time_limit).results()

    return do


def _renders(tasks: Sequence[Task]) -> bool:
    return any(not isinstance(task, GatherReturns) for task in tasks)


def _load_renderer() -> None:
    """Load what renders before the processes fork, so that each has it at once."""
    import weasyprint  # noqa: F401

    import send_audit.render.documents  # noqa: F401


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """A task, or one piece of it: which task's, which piece, and how often it was begun."""

    number: int
    piece: int
    task: Task
    tries: int = 1


class _Run:
    """One run over some tasks. Where the pool itself breaks, what was under way goes to a new one."""

    def __init__(
        self, tasks: Sequence[Task], setting: Setting, jobs: int, time_limit: float
    ) -> None:
        self._setting, self._jobs, self._limit = setting, min(jobs, len(tasks)), time_limit
        self._todo = deque(_Work(number=n, piece=0, task=t) for n, t in enumerate(tasks))
        self._under_way: dict[Future[Done], _Work] = {}
        self._tasks, self._most = tasks, _A_PROCESS_DOES if _renders(tasks) else _NO_END
        self._parts: dict[int, dict[int, Done]] = {}
        self._since = time.monotonic()
        self._one_died, self._broke = False, 0

    def results(self) -> Iterator[tuple[int, Done]]:
        """What each task came to. What ends this early, an exception or a signal, ends the processes."""
        while self._todo:
            before = len(self._todo)
            with _pool(self._jobs, self._setting, self._most) as pool:
                yield from self._in(pool)
            self._todo.extendleft(self._under_way.values())
            self._under_way.clear()
            self._broke = self._broke + 1 if len(self._todo) >= before else 0
            if self._todo and self._broke == TRIES:
                # Processes cannot be had, it seems: the rest is done here.
                yield from self._here()

    def _here(self) -> Iterator[tuple[int, Done]]:
        (bench,) = _benches
        while self._todo:
            work = self._todo.popleft()
            yield from self._ended(work, run_task(work.task, bench))

    def _in(self, pool: "ProcessPool") -> Iterator[tuple[int, Done]]:
        """Work until all is done or the pool is of no use any more."""
        self._since, self._one_died = time.monotonic(), False
        while self._todo or self._under_way:
            if not self._hand_out(pool):
                return
            ended, _ = wait(self._under_way, timeout=_TICK, return_when=FIRST_COMPLETED)
            if not ended and (not pool.active or self._is_stuck()):
                return
            if ended:
                self._since, self._one_died = time.monotonic(), False
            for future in ended:
                yield from self._taken(future)

    def _hand_out(self, pool: "ProcessPool") -> bool:
        while self._todo and len(self._under_way) < self._jobs * (1 + _AHEAD):
            work = self._todo.popleft()
            limit = self._limit * len(pieces_of(work.task))
            try:
                future = pool.schedule(_run_here, args=(work.task,), timeout=limit)
            except RuntimeError:  # the pool broke since we last looked
                self._todo.appendleft(work)
                return False
            self._under_way[future] = work
        return True

    def _is_stuck(self) -> bool:
        """Whether a process took a task, or the pool's lock, into its grave: then no more will come.

        While all processes are at work and none died of late, a long wait is only a long document.
        """
        running = sum(future.running() for future in self._under_way)
        if running >= min(self._jobs, len(self._under_way)) and not self._one_died:
            return False
        return time.monotonic() - self._since > _LOST_AFTER

    def _taken(self, future: Future[Done]) -> Iterator[tuple[int, Done]]:
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        work = self._under_way.pop(future)
        try:
            done = future.result()
        except BrokenProcessPool:
            self._todo.appendleft(work)
        except ProcessExpired:
            self._one_died = True
            yield from self._again(work)
        except TimeoutError:
            reason = f"it was given up after {self._limit:.0f} seconds."
            yield from self._again(replace(work, tries=TRIES), reason)
        except Exception as error:  # noqa: BLE001 - what came back could not be read
            yield from self._ended(work, failed(work.task, f"{type(error).__name__}: {error}"))
        else:
            yield from self._ended(work, done)

    def _again(self, work: _Work, reason: str | None = None) -> Iterator[tuple[int, Done]]:
        """Begin a task once more, in pieces where it has several; or say that it failed."""
        pieces = pieces_of(work.task)
        if len(pieces) > 1:
            again = [_Work(number=work.number, piece=i, task=t) for i, t in enumerate(pieces)]
            self._todo.extendleft(reversed(again))
        elif work.tries < TRIES:
            self._todo.appendleft(replace(work, tries=work.tries + 1))
        else:
            reason = reason or (
                f"the process that worked on it was killed {TRIES} times, perhaps for want of memory. "
                "Try again with --jobs 1."
            )
            yield from self._ended(work, failed(work.task, reason))

    def _ended(self, work: _Work, done: Done) -> Iterator[tuple[int, Done]]:
        whole = self._tasks[work.number]
        if work.task is whole:
            yield work.number, done
            return
        parts = self._parts.setdefault(work.number, {})
        parts[work.piece] = done
        if len(parts) == len(pieces_of(whole)):
            yield work.number, together(tuple(parts[i] for i in sorted(parts)))


@contextmanager
def _pool(jobs: int, setting: Setting, most_tasks: int) -> "Iterator[ProcessPool]":
    from pebble import ProcessPool

    others = set(multiprocessing.active_children())
    # A process that is ended cleans up nothing: its temporary files lie where they go with the pool.
    with TemporaryDirectory(prefix="send-audit-", ignore_cleanup_errors=True) as temporary:
        pool = ProcessPool(
            max_workers=jobs,
            max_tasks=most_tasks,
            initializer=_start,
            initargs=(setting, os.getpid(), temporary),
            context=multiprocessing.get_context(start_method()),
        )
        try:
            yield pool
        finally:
            _end(pool, others)


def _end(pool: "ProcessPool", others: set[BaseProcess]) -> None:
    """End all processes of a pool at once. Where its threads are stuck, they are left behind."""
    pool.stop()  # type: ignore[no-untyped-call]
    joining = threading.Thread(target=pool.join, daemon=True)
    joining.start()
    for process in set(multiprocessing.active_children()) - others:
        process.terminate()
    joining.join(_LOST_AFTER)
    for process in set(multiprocessing.active_children()) - others:
        process.kill()
        process.join()


# ---- In a process of the pool --------------------------------------------------------------------

_benches: list[Bench] = []
"""What this process keeps. A fork inherits the one of its parent, with all content read."""


def _start(setting: Setting, parent: int, temporary: str) -> None:
    become_worker(parent)
    tempfile.tempdir = temporary
    if not _benches or _benches[0].setting != setting:
        _benches[:] = [make_bench(setting)]
    gc.freeze()  # what is here stays here: no collection need look at it again, or write to its pages
    gc.disable()


def _run_here(task: Task) -> Done:
    (bench,) = _benches
    done = run_task(task, bench)
    if _memory() > _MOST_MEMORY:
        gc.collect()
    return done


def _memory() -> int:
    """Bytes of memory that this process has now; where the system does not say, more than it should have."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):
        return _MOST_MEMORY + 1
