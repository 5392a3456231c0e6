"""Making what is not there yet, and writing each document whole as it comes."""

import errno
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.commands.borough.places import advice_on
from send_audit.commands.progress import print_line, working
from send_audit.commands.writing import write_whole
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.gathering.documents import Wanted
    from send_audit.gathering.run import Run
    from send_audit.gathering.tasks import Made

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
"""After one of these nothing more can be written, so to render it would be a waste."""
_KEPT_AT_A_TIME = 50
"""Documents after which their digests are kept: a run that is stopped need not make them again."""


@dataclass(slots=True)
class Written:
    """What became of the documents. `failed` has the reason for each that was not made.

    `full` is what the disk said, where nothing more could be written, and `advice` what to do about it: then
    the run was ended, and `open` were not begun.
    """

    made: list[Path] = field(default_factory=list)
    up_to_date: list[Path] = field(default_factory=list)
    failed: dict[Path, str] = field(default_factory=dict)
    is_bug: bool = False
    full: str | None = None
    advice: str = ""
    open: int = 0


def write_out(run: "Run", wanted: "Sequence[Wanted]", templates: str, *, plain: bool) -> Written:
    """Make and write every document that does not lie there as it should.

    Each path is printed when it is written, in the order of `wanted`.
    """
    from send_audit.gathering.documents import make_documents

    keys = {one.path: one.key for one in wanted if one.key is not None}
    there = run.kept.already_there(keys) if run.kept is not None else set()
    todo = [one for one in wanted if one.path not in there]
    written = Written(up_to_date=[one.path for one in wanted if one.path in there])
    if not todo:
        return written
    printer = _InOrder([one.path for one in todo])
    memory = _Memory(run)
    documents = make_documents(run, todo, templates)
    try:
        with working("Making documents", len(todo), plain=plain) as advance:
            for one, made in documents:
                reason = _written(one, made, written, memory)
                if reason is not None:
                    written.failed[one.path] = reason
                printer.ended(one.path, is_there=reason is None)
                advance(len(written.failed))
    except _DiskFullError as error:
        written.full = str(error)
        written.advice = error.advice
    finally:
        documents.close()
        memory.keep()
        printer.finish()
    written.made = printer.printed
    written.open = len(todo) - len(written.made) - len(written.failed)
    return written


class _DiskFullError(Exception):
    """Nothing more can be written, and what to do about it."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


def _written(one: "Wanted", made: "Made", written: Written, memory: "_Memory") -> str | None:
    """Write one document; or the reason why it is not there."""
    if made.data is None:
        written.is_bug = written.is_bug or made.is_bug
        return made.reason
    try:
        write_whole(one.path, made.data)
    except SendAuditError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno in _FULL:
            raise _DiskFullError(str(error), advice_on(cause)) from error
        return str(error)
    memory.note(one, made.data)
    return None


class _Memory:
    """Notes what was written, so that the next run need not make it."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._new: dict[str, str] = {}

    def note(self, one: "Wanted", data: bytes) -> None:
        from send_audit.cache import digest

        if self._run.kept is not None and one.key is not None:
            self._new[one.key] = digest(data)
            if len(self._new) >= _KEPT_AT_A_TIME:
                self.keep()

    def keep(self) -> None:
        if self._run.kept is not None and self._new:
            self._run.kept.keep_documents(self._new)
            self._new = {}


class _InOrder:
    """Prints the path of each document that is there, in one order, as soon as those before it have ended."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths, self._at = paths, 0
        self._ended: dict[Path, bool] = {}
        self.printed: list[Path] = []

    def ended(self, path: Path, *, is_there: bool) -> None:
        self._ended[path] = is_there
        while self._at < len(self._paths) and self._paths[self._at] in self._ended:
            self._print(self._paths[self._at])
            self._at += 1

    def finish(self) -> None:
        """Print what is there though something before it is not."""
        for path in self._paths[self._at :]:
            self._print(path)
        self._at = len(self._paths)

    def _print(self, path: Path) -> None:
        if self._ended.get(path):
            print_line(str(path))
            self.printed.append(path)
