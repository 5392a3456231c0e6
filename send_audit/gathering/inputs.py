"""What a return rests on beside the council's content: its own bytes, and the files that it names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from send_audit.cache import digest
from send_audit.load.beside import find_beside, leaves_folder
from send_audit.load.document import read_bytes
from send_audit.load.reading import read_whole
from send_audit.load.walk import is_file
from send_audit.model.audit import Audit

_KEY = re.compile(rb"file[\"']?\s*[:#]")

_LOOKED_UP = (None, "above", "link")
"""Where a way out of the folder may still be looked up; a place on one computer or the web never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What one file rested on when it was read. `own` is the digest of its bytes, `None` for no bytes.

    `named` is each file that it names, as it names it, with what was found there: see `state_of`.
    """

    own: str | None
    named: tuple[tuple[str, str], ...] = ()


def footing_of(file: Path) -> Footing:
    """What a return rests on now."""
    data, _ = read_whole(file)
    if data is None:
        return Footing(own=None)
    names = sorted(set(_names(data, file)))
    return Footing(own=digest(data), named=tuple((n, state_of(file.parent, n)) for n in names))


def is_same(file: Path, before: Footing) -> bool:
    """Whether a file rests on what it rested on before, its own bytes included.

    The same bytes name the same files, so that nothing is read again but bytes.
    """
    data, _ = read_whole(file)
    return data is not None and digest(data) == before.own and still_stands(file, before)


def still_stands(file: Path, footing: Footing) -> bool:
    """Whether all files that a return named are as they were; its own bytes are asked elsewhere."""
    return all(state_of(file.parent, name) == state for name, state in footing.named)


def state_of(folder: Path, name: str) -> str:
    """What a name leads to from `folder`: the way out that it is, and the digest of the file that is there.

    The same text means that every rule finds there what it found before.
    """
    beside = find_beside(folder, name)
    if beside.leaving not in _LOOKED_UP:
        return str(beside.leaving)
    path = beside.path if beside.path is not None else folder / name
    try:
        told = digest(path.read_bytes()) if is_file(path) else "absent"
    except (OSError, ValueError):
        told = "not-readable"
    return f"{beside.leaving or 'inside'}:{told}"


def named_files(file: Path) -> list[str]:
    """The files that a return names, as ways from its own folder, those of its group's file included."""
    data, _ = read_whole(file)
    return [] if data is None else sorted(set(_names(data, file)))


def _may_name(data: bytes) -> bool:
    """Whether a key `file` may have a value in a YAML text, however it is written, escapes and all.

    A comment may stand before its colon. “On file” in somebody's sentence is none.
    """
    return b"\\" in data or _KEY.search(data) is not None


def _names(data: bytes, file: Path) -> Iterator[str]:
    if not _may_name(data):
        return
    audit = read_bytes(data, str(file)).model
    if not isinstance(audit, Audit):
        return
    yield from _named_by(audit)
    if audit.shares is None:
        return
    yield audit.shares.file
    shared = file.parent / audit.shares.file
    is_elsewhere = leaves_folder(audit.shares.file) not in _LOOKED_UP
    data_of_group = read_whole(shared)[0] if not is_elsewhere else None
    if data_of_group is not None and _may_name(data_of_group):
        group = read_bytes(data_of_group, str(shared)).model
        if isinstance(group, Audit):
            yield from _from(PurePath(audit.shares.file).parent, _named_by(group))


def _named_by(audit: Audit) -> Iterator[str]:
    yield from (piece.file for _, piece in audit.evidence() if piece.file is not None)
    plan = audit.plan
    for named in (plan.previous, plan.document) if plan is not None else ():
        if named is not None and named.file is not None:
            yield named.file


def _from(folder: PurePath, names: Iterable[str]) -> Iterator[str]:
    return ((folder / name).as_posix() for name in names)
