"""What it costs to load the checklists and sources, beside a bare parse of the same files."""

import platform
import statistics
import time
from collections.abc import Callable

import yaml

from send_audit.load.library import Library
from send_audit.load.parse import FAST_LOADER

RUNS = 15
AIM = 150
"""Milliseconds in which the six checklists should be there, the files having been read before."""


def _load() -> None:
    library = Library()
    assert library.items
    assert library.sources


def _parse() -> None:
    """Let the YAML parser run over the same files and keep nothing: what no reader can go below."""
    folder = Library().folder
    for file in folder.glob("*.yaml"):
        for _ in yaml.parse(file.read_bytes(), Loader=FAST_LOADER):
            pass


def measure(runs: int = RUNS) -> dict[str, float]:
    """Median time of each in milliseconds: one warm-up, then in turn, `runs` times."""
    jobs: dict[str, Callable[[], None]] = {"load and check": _load, "bare parse": _parse}
    seen: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(runs + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn:
                seen[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(times) for name, times in seen.items()}


def main() -> None:
    """Print the table."""
    figures = measure()
    items, checklists = len(Library().items), len(Library().ids)
    print(f"{checklists} checklists, {items} items, warm, median of {RUNS}, {platform.machine()}")
    for name, value in figures.items():
        print(f"{name:24}{value:8.0f} ms")
    print(f"{'ratio':24}{figures['load and check'] / figures['bare parse']:8.1f}")
    print(f"The aim is {AIM} ms.")
