"""Validating many files: over all cores, in the order given, and from earlier results where they hold."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from send_audit.cache import ResultCache, digest, files_digest, rules_digest
from send_audit.council import Shelf
from send_audit.load.document import Document, read_bytes
from send_audit.load.reading import read_whole
from send_audit.model.audit import Audit
from send_audit.model.borough import Borough
from send_audit.model.strategy import Strategy
from send_audit.pipeline import check_document
from send_audit.problems import KINDS, Problem
from send_audit.round import ReturnFacts, facts_of_return

_WORTH_IT = 32
"""Files from which on starting processes pays."""
_A_CHUNK = 16
"""Files handed to a process at a time: few enough that all of them end together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What one file came to. `facts` are what its borough must know of it, for a school's audit.

    `lasting` is whether the result depends on nothing but the bytes, the content and the day: where a file
    names another one, whether that is there is looked up each time.
    """

    file: str
    problems: tuple[Problem, ...]
    ignored: int
    facts: ReturnFacts | None
    lasting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """How to check: with which folders of content, on which day, in how many processes, with which cache."""

    folders: tuple[Path, ...]
    as_of: date
    jobs: int
    cache: Path | None


def check_files(files: Sequence[Path], options: CheckOptions, shelf: Shelf) -> Iterator[FileResult]:
    """The result of each file, in order. A process that dies costs time and no result."""
    if options.cache is None:
        yield from _fresh(files, options, shelf)
        return
    store = ResultCache(options.cache)
    try:
        yield from _remembered(files, options, shelf, store)
    finally:
        store.close()


def check_one(data: bytes | None, file: Path, shelf: Shelf, as_of: date) -> FileResult:
    """Check one file; `data` are its bytes where they did not come from the disk."""
    data, problem = (data, None) if data is not None else read_whole(file)
    if data is None:
        assert problem is not None  # either bytes or what stands in their way
        return FileResult(file=str(file), problems=(problem,), ignored=0, facts=None, lasting=False)
    document = read_bytes(data, str(file))
    checked = check_document(document, shelf.library_for(file), as_of)
    return FileResult(
        file=str(file),
        problems=checked.problems,
        ignored=checked.ignored,
        facts=facts_of_return(document),
        lasting=not _names_files(document),
    )


def _names_files(document: Document) -> bool:
    """Whether the file names another one, so that its result depends on what else is there."""
    model = document.model
    if isinstance(model, Audit):
        plan = model.plan
        named = (
            model.shares,
            plan.previous.file if plan is not None and plan.previous is not None else None,
            plan.document.file if plan is not None and plan.document is not None else None,
        )
        return any(name is not None for name in named)
    return isinstance(model, Borough | Strategy)


# ---- Over all cores ------------------------------------------------------------------------------


def _fresh(files: Sequence[Path], options: CheckOptions, shelf: Shelf) -> Iterator[FileResult]:
    if options.jobs == 1 or len(files) < _WORTH_IT:
        yield from (check_one(None, file, shelf, options.as_of) for file in files)
        return
    chunks = [files[start : start + _A_CHUNK] for start in range(0, len(files), _A_CHUNK)]
    done = 0
    try:
        with _pool(options) as pool:
            for results in pool.map(_check_chunk, chunks):
                yield from results
                done += len(results)
    except BrokenProcessPool:
        # A process was killed, perhaps for want of memory: the rest is checked here, one by one.
        yield from (check_one(None, file, shelf, options.as_of) for file in files[done:])


def _pool(options: CheckOptions) -> ProcessPoolExecutor:
    # A fork starts in no time and inherits what is loaded; where there is none, a fresh process does.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    return ProcessPoolExecutor(
        max_workers=min(options.jobs, os.cpu_count() or 1),
        mp_context=context,
        initializer=_start,
        initargs=(options,),
    )


@dataclass(slots=True)
class _Worker:
    """What a process keeps between chunks."""

    shelf: Shelf
    as_of: date


_workers: list[_Worker] = []


def _start(options: CheckOptions) -> None:
    # Ctrl-C is for the process that was started from the terminal; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _workers[:] = [_Worker(Shelf(options.folders, as_of=options.as_of), options.as_of)]


def _check_chunk(files: Sequence[Path]) -> list[FileResult]:
    (worker,) = _workers
    return [check_one(None, file, worker.shelf, worker.as_of) for file in files]


# ---- From earlier runs ---------------------------------------------------------------------------


def _remembered(
    files: Sequence[Path], options: CheckOptions, shelf: Shelf, store: ResultCache
) -> Iterator[FileResult]:
    """Take what is known, check the rest, and keep it.

    The key is everything that a result depends on: the program, the day, the content that the file is held
    to, its name and its bytes. The bytes are read once more by the process that checks them, and a result
    is kept only if they are still the same.
    """
    keys = [_key(file, options, shelf) for file in files]
    rows = store.find(key for key in keys if key is not None)
    names = {key: str(file) for file, key in zip(files, keys, strict=True) if key is not None}
    thawed = {key: _thawed(value, names[key]) for key, value in rows.items()}
    known = {key: result for key, result in thawed.items() if result is not None}
    unknown = [file for file, key in zip(files, keys, strict=True) if key not in known]
    fresh = _fresh(unknown, options, shelf)
    new: dict[str, object] = {}
    for file, key in zip(files, keys, strict=True):
        if key is not None and key in known:
            yield known[key]
            continue
        result = next(fresh)
        if key is not None and result.lasting and _key(file, options, shelf) == key:
            new[key] = _frozen(result)
        yield result
    store.store(new)


def _key(file: Path, options: CheckOptions, shelf: Shelf) -> str | None:
    data, _ = read_whole(file)
    if data is None:
        return None
    content = _content_digest(shelf, file)
    return digest(rules_digest(), options.as_of.isoformat(), content, str(file), data)


def _content_digest(shelf: Shelf, file: Path) -> str:
    """The digest of all content that a file is held to, worked out once for each borough."""
    borough = shelf.borough_of(file)
    if borough not in shelf.digests:
        shelf.digests[borough] = files_digest(shelf.content_files(file))
    return shelf.digests[borough]


def _frozen(result: FileResult) -> object:
    """The result as JSON can hold it."""
    problems = [
        [p.kind.name, p.line, p.column, p.path, p.message, p.fix, p.excerpt]
        for p in result.problems
    ]
    facts = asdict(result.facts) if result.facts is not None else None
    if facts is not None and facts["date"] is not None:
        facts["date"] = facts["date"].isoformat()
    return {"problems": problems, "ignored": result.ignored, "facts": facts}


def _thawed(value: object, file: str) -> FileResult | None:
    """The result that was kept, or `None` where what was kept makes no sense."""
    try:
        kept = cast("dict[str, Any]", value)
        facts = kept["facts"]
        if facts is not None and facts["date"] is not None:
            facts["date"] = date.fromisoformat(facts["date"])
        return FileResult(
            file=file,
            problems=tuple(_problem(file, *row) for row in kept["problems"]),
            ignored=int(kept["ignored"]),
            facts=ReturnFacts(**facts) if facts is not None else None,
            lasting=True,
        )
    except (LookupError, TypeError, ValueError):
        return None


def _problem(
    file: str, name: str, line: int, column: int, path: str, message: str, fix: str, excerpt: str
) -> Problem:
    return Problem(
        kind=KINDS[name],
        file=file,
        line=line,
        column=column,
        path=path,
        message=message,
        fix=fix,
        excerpt=excerpt,
    )
