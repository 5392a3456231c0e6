"""Progress on long work: a bar on a terminal, a line a step for everyone else, always on standard error."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import typer

StepT = TypeVar("StepT")

_WORTH_A_BAR = 300
"""Files that take about a second."""


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


def _with_bar(work: Sequence[StepT], names: Sequence[str]) -> Iterator[StepT]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(work))
        for piece, name in zip(work, names, strict=True):
            progress.update(task, description=name)
            yield piece
            progress.advance(task)
