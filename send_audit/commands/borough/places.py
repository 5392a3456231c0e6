"""Where a command may write: not into the borough's own files, and only where writing is possible."""

import errno
import os
import tempfile
from pathlib import Path

from send_audit.problems import SendAuditError

BOROUGH_FILE = "borough.yaml"
KEPT = ("returns", "moderation", "overlays", "checklists", "workbooks")
"""Folders of a borough that people fill: what is made goes beside them."""


def check_out(out: Path, *below: str) -> None:
    """See to it that `out`, and its folders `below`, can take what a command makes. Nothing is left there.

    Raises `SendAuditError` where that would overwrite or hide among a borough's own files, or where nothing
    can be written: better before an hour's work than after it.
    """
    real = Path(os.path.realpath(out))
    for folder in (real, *real.parents):
        step = real.relative_to(folder).parts[:1]
        if (not step or step[0] in KEPT) and os.path.lexists(folder / BOROUGH_FILE):
            raise SendAuditError(
                f"--out: {out} holds the borough's own files, which may be overwritten. "
                f"Name a folder of its own, such as {_beside(out, real, folder)}."
            )
    for place in (out, *(out / name for name in below)):
        _try(place)


def _beside(out: Path, real: Path, borough: Path) -> Path:
    """The folder `reports` of that borough, named from where the user named `out`."""
    up = len(real.relative_to(borough).parts)
    named = out
    for _ in range(up):
        named = named.parent if named.name not in ("", "..") else named / ".."
    return named / "reports"


def _try(place: Path) -> None:
    """Write something into the folder, or into the nearest one above it that is there, and take it away."""
    there = place
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise SendAuditError(f"--out: {there} is not a folder. Name a folder, new or there.")
    try:
        handle, name = tempfile.mkstemp(dir=there, prefix=".send-audit-")
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise SendAuditError(
            f"--out: nothing can be written into {there}: {reason_of(error)} {advice_on(error)}"
        ) from error


_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS,)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM)


def reason_of(error: OSError) -> str:
    """Why nothing can be written, as a sentence without its capital."""
    if error.errno in _FULL:
        return "the disk is full."
    if error.errno in _READ_ONLY:
        return "the disk can only be read."
    if error.errno in _NOT_ALLOWED:
        return "you are not allowed to."
    return f"{error.strerror or type(error).__name__}."


def advice_on(error: OSError) -> str:
    """What to do about it."""
    if error.errno in _FULL:
        return "Make room, or name a folder on another disk."
    if error.errno in _NOT_ALLOWED:
        return "Name another folder, or have the permission given to you."
    return "Name another folder."
