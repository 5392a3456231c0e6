"""Progress on long work: a bar on a terminal, a line a step for everyone else, always on standard error."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn

StepT = TypeVar("StepT")

_WORTH_A_BAR = 300
"""Files that take about a second."""
_WORTH_A_LINE = 3.0
"""Seconds from which on somebody wonders."""


def steps(work: Sequence[StepT], names: Sequence[str], *, plain: bool) -> Iterator[StepT]:
    """Hand out the pieces of work one by one, saying how far it is. One piece needs no saying."""
    if len(work) < 2:
        yield from work
    elif plain or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        for number, (piece, name) in enumerate(zip(work, names, strict=True), start=1):
            typer.echo(f"{number} of {len(work)}: {name}", err=True)
            yield piece
    else:
        yield from _with_bar(work, names)


def counted(
    results: Iterator[StepT], total: int, *, plain: bool, what: str = "Checking"
) -> Iterator[StepT]:
    """Hand on results as they come, with a bar where a person waits for many of them.

    `what` is said before the bar.
    """
    if total < _WORTH_A_BAR or plain or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, what, total=total, console=Console(stderr=True), transient=True)


Advance = Callable[[int], None]
"""Says that one more piece of work is done, and how many failed so far."""


@contextmanager
def working(what: str, total: int, *, plain: bool) -> Iterator[Advance]:
    """Say how far a long piece of work is: a bar on a terminal, else a line at about each tenth of it."""
    if total < 2:
        yield lambda _: None
    elif plain or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _lines(what, total)
    else:
        with _bar(what, total) as advance:
            yield advance


def _lines(what: str, total: int) -> Advance:
    started, done = time.monotonic(), 0

    def advance(failed: int) -> None:
        nonlocal done
        done += 1
        spent = time.monotonic() - started
        if spent < _WORTH_A_LINE or done * 10 // total == (done - 1) * 10 // total:
            return
        left = spent / done * (total - done)
        lost = f", {failed} failed" if failed else ""
        time_left = f", about {_spoken(left)} left" if left >= _WORTH_A_LINE else ""
        typer.echo(f"{what}: {done} of {total}{lost}{time_left}.", err=True)

    return advance


def _spoken(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{seconds:.0f} seconds" if seconds < 100 else f"{minutes} minutes"


@contextmanager
def _bar(what: str, total: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[lost]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with _progress(columns, Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total, lost="")
        yield lambda failed: progress.update(
            task, advance=1, lost=f"{failed} failed" if failed else ""
        )


def _progress(columns: Sequence["ProgressColumn"], console: "Console") -> "Progress":
    """A bar on standard error. What is printed stays on standard output, where that is not the terminal."""
    from rich.progress import Progress

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return Progress(
        *columns, console=console, transient=True, redirect_stdout=on_terminal, redirect_stderr=True
    )


def _with_bar(work: Sequence[StepT], names: Sequence[str]) -> Iterator[StepT]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with _progress(columns, Console(stderr=True)) as progress:
        task = progress.add_task("", total=len(work))
        for piece, name in zip(work, names, strict=True):
            progress.update(task, description=name)
            yield piece
            progress.advance(task)
