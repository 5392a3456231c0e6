"""Validating many files: over all cores, in the order given, and from earlier results where they hold."""

import multiprocessing
import os
import stat
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from send_audit.cache import ResultCache, digest, files_digest, rules_digest
from send_audit.council import Shelf
from send_audit.load.document import Document, read_bytes
from send_audit.load.reading import read_whole
from send_audit.model.audit import Audit
from send_audit.model.borough import Borough
from send_audit.model.strategy import Strategy
from send_audit.pipeline import check_document
from send_audit.problems import KINDS, Problem
from send_audit.processes import become_worker, leaving_on_sigterm, start_method
from send_audit.round import ReturnFacts, facts_of_return

_WORTH_IT = 32
"""Files from which on starting processes pays."""
_A_CHUNK = 16
"""Files handed to a process at a time: few enough that all of them end together."""
_AHEAD = 4
"""Chunks under way for each process: it never waits, and nothing piles up before a reader who is slow."""
_LARGEST = 1 << 31
"""No line, column or count in a file of 2 MiB comes near it."""

PartT = TypeVar("PartT")


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
    today = date.today()  # noqa: DTZ011 - how long a row has lain there, and never what a result says
    store = ResultCache(options.cache, today)
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
        return any(name is not None for name in named) or any(
            piece.file is not None for _, piece in model.evidence()
        )
    return isinstance(model, Borough | Strategy)


# ---- Over all cores ------------------------------------------------------------------------------


def _fresh(
    files: Sequence[Path], options: CheckOptions, shelf: Shelf
) -> Generator[FileResult, None, None]:
    if options.jobs == 1 or len(files) < _WORTH_IT:
        yield from (check_one(None, file, shelf, options.as_of) for file in files)
        return
    chunks = [files[start : start + _A_CHUNK] for start in range(0, len(files), _A_CHUNK)]
    done = 0
    try:
        for results in _in_pool(chunks, options):
            yield from results
            done += len(results)
    except BrokenProcessPool:
        # A process was killed, perhaps for want of memory: the rest is checked here, one by one.
        yield from (check_one(None, file, shelf, options.as_of) for file in files[done:])


def _in_pool(chunks: Sequence[Sequence[Path]], options: CheckOptions) -> Iterator[list[FileResult]]:
    """The results of each chunk, in order. What ends this early, an exception or a signal, ends the pool."""
    processes = min(options.jobs, os.cpu_count() or 1)
    others = set(multiprocessing.active_children())
    waiting = iter(chunks)
    with leaving_on_sigterm(), _pool(processes, options) as pool:
        try:
            running = deque(_submitted(pool, waiting, processes * _AHEAD))
            while running:
                results = running.popleft().result()
                running += _submitted(pool, waiting, 1)
                yield results
        except BaseException:
            # Leaving the pool waits for what is under way, and a single file may take long.
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            raise


def _submitted(
    pool: ProcessPoolExecutor, waiting: Iterator[Sequence[Path]], number: int
) -> list[Future[list[FileResult]]]:
    return [pool.submit(_check_chunk, chunk) for chunk in islice(waiting, number)]


def _pool(processes: int, options: CheckOptions) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(start_method())
    return ProcessPoolExecutor(
        max_workers=processes,
        mp_context=context,
        initializer=_start,
        initargs=(options, os.getpid()),
    )


@dataclass(slots=True)
class _Worker:
    """What a process keeps between chunks."""

    shelf: Shelf
    as_of: date


_workers: list[_Worker] = []


def _start(options: CheckOptions, parent: int) -> None:
    # Linux ends it with the thread that forked: the one which reads the results, since a pool that forks
    # does so at the first `submit`.
    become_worker(parent)
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
    is kept only if they are still the same. So is it with the content: it is read after its digest was made,
    on a shelf of its own, whatever `shelf` had read before; and it must come to the same digest at the end.
    """
    keys = [_key(file, options, shelf) for file in files]
    rows = store.find(key for key in keys if key is not None)
    names = {key: str(file) for file, key in zip(files, keys, strict=True) if key is not None}
    thawed = {key: _thawed(value, names[key]) for key, value in rows.items()}
    known = {key: result for key, result in thawed.items() if result is not None}
    unknown = [file for file, key in zip(files, keys, strict=True) if key not in known]
    later = Shelf(options.folders, as_of=options.as_of) if unknown else shelf
    new: dict[str, tuple[Path, object]] = {}
    with closing(_fresh(unknown, options, later)) as fresh:
        for file, key in zip(files, keys, strict=True):
            if key is not None and key in known:
                yield known[key]
                continue
            result = next(fresh)
            if key is not None and result.lasting and _key(file, options, shelf) == key:
                new[key] = file, _frozen(result)
            yield result
    lasting = {
        key: value
        for key, (file, value) in new.items()
        if content_digest(later, file) == content_digest(shelf, file)
    }
    store.store(lasting)


def _key(file: Path, options: CheckOptions, shelf: Shelf) -> str | None:
    if not _is_regular(file):
        return None
    data, _ = read_whole(file)
    if data is None:
        return None
    content = content_digest(shelf, file)
    return digest(rules_digest(), options.as_of.isoformat(), content, str(file), data)


def _is_regular(file: Path) -> bool:
    """Whether the file can be read twice: what comes through a pipe, as `<(...)` does, comes once."""
    try:
        return stat.S_ISREG(os.stat(file).st_mode)  # noqa: PTH116 - it is asked of thousands, and a Path is slower
    except (OSError, ValueError):
        return False


def content_digest(shelf: Shelf, file: Path) -> str:
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
    if facts is not None:
        del facts["file"]  # it is the file's own name, which is part of the key
        facts["date"] = facts["date"].isoformat() if facts["date"] is not None else None
    return {"problems": problems, "ignored": result.ignored, "facts": facts}


def _thawed(value: object, file: str) -> FileResult | None:
    """The result that was kept, or `None` where what was kept is not such as we keep.

    Each part must be of its very type: a number for a message would come out only where it is printed.
    """
    try:
        problems, ignored, facts = _parts(value, "problems", "ignored", "facts")
        return FileResult(
            file=file,
            problems=tuple(_problem(file, row) for row in _is(list, problems)),
            ignored=_number(ignored, at_least=0),
            facts=_facts(file, facts) if facts is not None else None,
            lasting=True,
        )
    except (LookupError, TypeError, ValueError):
        return None


def _problem(file: str, row: object) -> Problem:
    name, line, column, path, message, fix, excerpt = _is(list, row)
    return Problem(
        kind=KINDS[_is(str, name)],
        file=file,
        line=_number(line, at_least=1),
        column=_number(column, at_least=1),
        path=_is(str, path),
        message=_is(str, message),
        fix=_is(str, fix),
        excerpt=_is(str, excerpt),
    )


def _facts(file: str, value: object) -> ReturnFacts:
    names = ("urn", "name", "date", "previous", "line", "column", "excerpt")
    urn, name, day, previous, line, column, excerpt = _parts(value, *names)
    return ReturnFacts(
        file=file,
        urn=_is(str, urn) if urn is not None else None,
        name=_is(str, name),
        date=date.fromisoformat(_is(str, day)) if day is not None else None,
        previous=_is(str, previous) if previous is not None else None,
        line=_number(line, at_least=1),
        column=_number(column, at_least=1),
        excerpt=_is(str, excerpt),
    )


def _parts(value: object, *names: str) -> list[object]:
    """The parts of a block by these names, and no others."""
    block = _is(dict, value)
    if set(block) != set(names):
        raise ValueError
    return [block[name] for name in names]


def _is(type_: type[PartT], value: object) -> PartT:
    if type(value) is not type_:
        raise TypeError
    return value


def _number(value: object, *, at_least: int) -> int:
    number = _is(int, value)
    if not at_least <= number <= _LARGEST:
        raise ValueError
    return number
