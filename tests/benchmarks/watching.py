"""A command as a whole process: how long it takes, and the most memory that it and its children have."""

import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK = 0.1
"""Seconds between two looks. The largest that one process ever was is kept by the system between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a command took: seconds by the clock, and of all its processors.

    Memory in MB: the command's own process, the largest of its children, and all together at one time, where
    pages that several share count once.
    """

    seconds: float
    processor: float
    parent: float
    child: float
    together: float


def run(command: Sequence[str], *, codes: Sequence[int] = (0,)) -> Watched:
    """Run a command to its end. Raises `RuntimeError` where it ends in another way than `codes`."""
    start, before = time.perf_counter(), _processor_of_children()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    watch = _Watch(process.pid)
    watch.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - start
    watch.ended.set()
    watch.join()
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    return Watched(
        seconds=seconds,
        processor=_processor_of_children() - before,
        parent=watch.peaks.get(process.pid, 0) / 1024,
        child=max((k for pid, k in watch.peaks.items() if pid != process.pid), default=0) / 1024,
        together=watch.together / 1024,
    )


def _processor_of_children() -> float:
    """Seconds of all processes that this one has waited for, and that they have."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at a process and all below it until `ended` is set. Sizes in kilobytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.ended = threading.Event()
        self.peaks: dict[int, int] = {}
        self.together = 0

    def run(self) -> None:
        while not self.ended.wait(_TICK):
            pids = _with_children(self._pid)
            for pid in pids:
                self.peaks[pid] = max(self.peaks.get(pid, 0), _kilobytes(pid, "status", "VmHWM:"))
            shares = (_kilobytes(pid, "smaps_rollup", "Pss:") for pid in pids)
            self.together = max(self.together, sum(shares))


def _kilobytes(pid: int, file: str, key: str) -> int:
    """A line of what the system tells about a process; 0 once it has ended."""
    try:
        text = Path(f"/proc/{pid}/{file}").read_text("ascii")
    except OSError:
        return 0
    found = (line.split()[1] for line in text.splitlines() if line.startswith(key))
    return int(next(found, "0"))


def _with_children(pid: int) -> list[int]:
    """A process and all that it started, and they."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            below.setdefault(_parent_of(int(entry.name)), []).append(int(entry.name))
    found, wanted = [], [pid]
    while wanted:
        found.append(wanted.pop())
        wanted += below.get(found[-1], ())
    return found


def _parent_of(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])
