"""Progress on long work: a bar on a terminal, a line a step for everyone else, always on standard error."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

StepT = TypeVar("StepT")

_WORTH_A_BAR = 300
"""Files that take about a second."""
_WORTH_A_LINE = 3.0
"""Seconds from which on somebody wonders."""
_WORTH_GUESSING = 10
"""Of a hundred, what must be done before the time left can be told."""


def steps(work: Sequence[StepT], names: Sequence[str], *, plain: bool) -> Iterator[StepT]:
    """Hand out the pieces of work one by one, saying how far it is. One piece needs no saying."""
    if len(work) < 2:
        yield from work
    elif _is_without_bar(plain=plain):
        for number, (piece, name) in enumerate(zip(work, names, strict=True), start=1):
            if _is_tenth(number, len(work)):
                typer.echo(f"{number} of {len(work)}: {name}", err=True)
            yield piece
    else:
        yield from _with_bar(work, names)


def counted(
    results: Iterator[StepT],
    total: int,
    *,
    plain: bool,
    what: str = "Checking",
    in_lines: bool = False,
) -> Iterator[StepT]:
    """Hand on results as they come, with a bar where a person waits for many of them.

    `what` is said before the bar; with `in_lines`, a line at about each tenth where there is no bar.
    """
    if in_lines and _is_without_bar(plain=plain):
        advance = _lines(what, total)
        for result in results:
            yield result
            advance(0)
    elif total < _WORTH_A_BAR or _is_without_bar(plain=plain):
        yield from results
    else:
        with _bar(what, total) as advance:
            for result in results:
                yield result
                advance(0)


def _is_without_bar(*, plain: bool) -> bool:
    return plain or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"


def _is_tenth(done: int, total: int) -> bool:
    """Whether with this one another tenth is done."""
    return done * 10 // total != (done - 1) * 10 // total


Advance = Callable[[int], None]
"""Says that one more piece of work is done, and how many failed so far."""


@contextmanager
def working(what: str, total: int, *, plain: bool) -> Iterator[Advance]:
    """Say how far a long piece of work is: a bar on a terminal, else a line at about each tenth of it."""
    if total < 2:
        yield lambda _: None
    elif _is_without_bar(plain=plain):
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
        if spent < _WORTH_A_LINE or not _is_tenth(done, total):
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
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[lost]}"),
        _time_left(),
    )
    with _shown(columns) as progress:
        task = progress.add_task(what, total=total, lost="")
        yield lambda failed: progress.update(
            task, advance=1, lost=f"{failed} failed" if failed else ""
        )


def _with_bar(work: Sequence[StepT], names: Sequence[str]) -> Iterator[StepT]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _time_left(),
    )
    with _shown(columns) as progress:
        task = progress.add_task("", total=len(work))
        for piece, name in zip(work, names, strict=True):
            progress.update(task, description=name)
            yield piece
            progress.advance(task)


def _time_left() -> "ProgressColumn":
    """How long it will take yet, once a tenth is done: what comes first is no measure of the rest."""
    from rich.progress import Task, TimeRemainingColumn
    from rich.text import Text

    class TimeLeft(TimeRemainingColumn):
        def render(self, task: Task) -> Text:
            if task.percentage < _WORTH_GUESSING:
                return Text("")
            return super().render(task).append(" left")

    return TimeLeft()


_bars: "list[Progress]" = []
"""The bar that is on the terminal, if any."""


@contextmanager
def _shown(columns: "Sequence[ProgressColumn]") -> "Iterator[Progress]":
    """A bar on standard error, until it is done."""
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    with progress:
        _bars.append(progress)
        try:
            yield progress
        finally:
            _bars.pop()


def print_line(text: str, *, err: bool = False) -> None:
    """Print a line of the product, or with `err` of the talk: on a terminal with a bar, above that."""
    stream = sys.stderr if err else sys.stdout
    if _bars and stream is not None and stream.isatty():
        _bars[-1].console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)
    else:
        typer.echo(text, err=err)
