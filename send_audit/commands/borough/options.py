"""Options that the borough's commands share, and reading the folder that they are given."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.options import read_word
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.borough.facts import RatingBasis

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="BOROUGH",
        help="The borough's folder, in which borough.yaml lies.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", metavar="N", min=0, help="Processes at once. Default, and 0: one for each core."
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Where to keep what a run found, for the next. Default: your own cache folder.",
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Keep nothing, and read everything afresh.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Work on other machines: the address of a dask scheduler, as tcp://host:8786.",
    ),
]
Ratings = Annotated[
    str,
    typer.Option(
        "--ratings",
        metavar="WORD",
        help="Where an officer changed a rating: moderated counts the officer's, returned the school's.",
    ),
]

RATING_BASES: "tuple[RatingBasis, ...]" = ("moderated", "returned")


def read_basis(text: str) -> "RatingBasis":
    """Whose ratings count. Raises `SendAuditError` on any other word."""
    word = read_word(text, RATING_BASES, "--ratings")
    return next(basis for basis in RATING_BASES if basis == word)


def read_cache(folder: Path | None, *, none: bool) -> Path | None:
    """The folder of the cache, or `None`. Raises `SendAuditError` where both options are given."""
    if none:
        if folder is not None:
            raise SendAuditError("--cache and --no-cache together make no sense. Leave one out.")
        return None
    if folder is not None:
        return folder
    from platformdirs import user_cache_path

    return user_cache_path("send-audit", appauthor=False) / "borough"


def read_jobs(jobs: int | None) -> int:
    """How many processes: where nothing or 0 is said, one for each core that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
