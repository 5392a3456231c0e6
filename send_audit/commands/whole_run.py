"""What a run of `validate` adds up to: each file, the council's content, and a borough's files together."""

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from send_audit.checking import FileResult
    from send_audit.council import Shelf
    from send_audit.problems import Problem

MOST_KEPT = 50_000
"""Problems of one run that are kept whole: about 80 MB, and more than anybody reads."""


def gather(
    results: "Iterable[FileResult]", choose: "Callable[[Sequence[Problem]], Sequence[Problem]]"
) -> tuple[list["FileResult"], int]:
    """The results, and how many problems were let go: past the limit a file keeps its first, an error if any.

    So memory stays bounded however many broken files there are, and no file that fails passes: the first is
    one of those that `choose` gives, which are those that the run shows and counts.
    """
    gathered, kept, beyond = [], 0, 0
    for result in results:
        problems = result.problems
        if kept + len(problems) > MOST_KEPT:
            chosen = choose(problems) or problems
            problems = tuple(sorted(chosen, key=lambda p: p.kind.severity != "error")[:1])
            beyond += len(result.problems) - len(problems)
        kept += len(problems)
        gathered.append(replace(result, problems=problems))
    return gathered, beyond


def of_content(shelf: "Shelf", files: Sequence[Path]) -> list["Problem"]:
    """The problems of the council's own files, in whichever borough the files lie."""
    for file in files:
        shelf.library_for(file)
    return shelf.problems


def of_rounds(
    files: Sequence[Path], results: Sequence["FileResult"], day: date
) -> Iterator["Problem"]:
    """What the files of each borough that was checked show when held against each other."""
    from send_audit.council import BOROUGH_FILE
    from send_audit.load.document import read_file
    from send_audit.load.ignores import Ignore, find_ignores
    from send_audit.round import check_round
    from send_audit.validate.ignores import is_ignored

    ignores: dict[str, list[Ignore]] = {}
    facts = {Path(result.file): result.facts for result in results if result.facts is not None}
    for file in files:
        if file.name == BOROUGH_FILE and _is_whole(file.parent, files):
            for problem in check_round(file, facts, day):
                if problem.file not in ignores:
                    read = read_file(Path(problem.file))
                    ignores[problem.file] = find_ignores(read.text or "", read.root)
                if not is_ignored(problem, ignores[problem.file]):
                    yield problem


def _is_whole(borough: Path, files: Sequence[Path]) -> bool:
    """Whether all returns of a borough are among the files; else those left aside would seem missing."""
    from send_audit.load.walk import yaml_below

    among = {os.path.realpath(file) for file in files}
    return all(os.path.realpath(file) in among for file in yaml_below(borough / "returns"))


def with_the_rest(
    problems: list["Problem"], *more: "Sequence[Problem] | Iterator[Problem]"
) -> list["Problem"]:
    """All problems, each once however it was found, those of one file together."""
    seen: dict[tuple[str, int, int, str, str, str], Problem] = {}
    real_name = functools.cache(os.path.realpath)
    for problem in (*problems, *(p for part in more for p in part)):
        _, *place = problem.sort_key
        seen.setdefault((real_name(problem.file), *place), problem)
    order: dict[str, int] = {}
    for real, *_ in seen:
        order.setdefault(real, len(order))
    found = sorted(seen.items(), key=lambda pair: (order[pair[0][0]], pair[1].sort_key))
    return [problem for _, problem in found]
