"""The photographs of one audit as small copies, and in words why one cannot be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from send_audit.load.beside import Beside, find_beside
from send_audit.load.images import (
    LONG_SIDE,
    SHORTER_SIDE,
    Copy,
    Looked,
    PictureError,
    is_picture_name,
    small_copy,
)
from send_audit.load.walk import is_file
from send_audit.model.audit import Audit, Evidence

MANY = 40
"""From more photographs than this on, each is printed from a smaller copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """`keys` has the picture of each file that evidence names, `absent` the reason where there is none."""

    pictures: Mapping[str, Copy]
    keys: Mapping[str, str]
    absent: Mapping[str, str]


def is_photograph(piece: Evidence) -> bool:
    """Whether a document shows this piece of evidence as a picture."""
    return piece.file is not None and (piece.kind == "photograph" or is_picture_name(piece.file))


def open_album(audit: Audit, file: str) -> Album:
    """Read each photograph that the audit names once. `file` is the audit's own, from whose folder they come.

    Whatever is wrong with one of them only leaves that one out.
    """
    own = Path(file)
    pieces = (piece for _, piece in audit.evidence() if is_photograph(piece))
    names = dict.fromkeys(piece.file for piece in pieces if piece.file is not None)
    found = {name: find_beside(own.parent, name) if is_file(own) else Beside() for name in names}
    paths = dict.fromkeys(beside.path for beside in found.values() if beside.path is not None)
    longest = LONG_SIDE if len(paths) <= MANY else SHORTER_SIDE
    copies = {path: _copy(path, longest) for path in paths}
    shown = [path for path, copy in copies.items() if isinstance(copy, Copy)]
    keys = {path: f"{number}.jpg" for number, path in enumerate(shown, start=1)}
    return Album(
        pictures={keys[path]: copy for path, copy in copies.items() if isinstance(copy, Copy)},
        keys={name: keys[at.path] for name, at in found.items() if at.path in keys},
        absent={name: _absent(at, copies) for name, at in found.items() if at.path not in keys},
    )


def _copy(path: Path, longest: int) -> Copy | Looked:
    try:
        return small_copy(path, longest)
    except PictureError as error:
        return error.looked


def _absent(beside: Beside, copies: Mapping[Path, Copy | Looked]) -> str:
    """What is said after a photograph's name where it is not shown."""
    if beside.leaving is not None:
        return "lies outside the audit's folder, so it is not shown."
    looked = copies.get(beside.path) if beside.path is not None else None
    return f"cannot be shown: {_why(looked)}." if isinstance(looked, Looked) else "is not there."


def _why(looked: Looked) -> str:
    if looked.fault == "unshown":
        return f"it is {looked.is_a}" if looked.is_a else "it is no picture"
    return _WHY[looked.fault or "broken"]


_WHY = {
    "not-readable": "it cannot be read",
    "empty": "the file is empty",
    "broken": "it is damaged",
    "too-heavy": "it has too many megabytes",
    "too-many-pixels": "it has too many pixels",
}
