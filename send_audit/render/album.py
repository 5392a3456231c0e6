"""The photographs of one audit as small copies, and in words why one cannot be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from send_audit.load.beside import find_beside
from send_audit.load.images import Copy, Looked, PictureError, is_picture_name, small_copy
from send_audit.load.walk import is_file
from send_audit.model.audit import Audit, Evidence


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
    pictures: dict[str, Copy] = {}
    keys: dict[str, str] = {}
    absent: dict[str, str] = {}
    key_of: dict[Path, str] = {}
    failed: dict[Path, str] = {}
    own = Path(file)
    names = (piece.file for _, piece in audit.evidence() if is_photograph(piece))
    for name in dict.fromkeys(name for name in names if name is not None):
        found = find_beside(own.parent, name) if is_file(own) else None
        if found is not None and found.leaving is not None:
            absent[name] = "lies outside the audit's folder, so it is not shown."
        elif found is None or found.path is None:
            absent[name] = "is not there."
        elif found.path in failed:
            absent[name] = failed[found.path]
        else:
            if found.path not in key_of:
                try:
                    copy = small_copy(found.path)
                except PictureError as error:
                    absent[name] = failed[found.path] = f"cannot be shown: {_why(error.looked)}."
                    continue
                key_of[found.path] = f"{len(pictures) + 1}.jpg"
                pictures[key_of[found.path]] = copy
            keys[name] = key_of[found.path]
    return Album(pictures=pictures, keys=keys, absent=absent)


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
