"""Writing files whole: a temporary file beside the target, fsync, rename."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from send_audit.problems import SendAuditError


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, which afterwards is the old file or the new one, never half of it.

    Under the rules of `writing_whole`.
    """
    with writing_whole(path) as stream:
        stream.write(data)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """Write to `path` piece by piece: afterwards it is the old file or the new one, never half of it.

    A file that is there keeps its mode and its owner, so that what was private stays so; behind a symbolic
    link it is the target that is written.

    Raises `SendAuditError` where the folder or the disk does not allow it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            with target.open(
                "wb"
            ) as stream:  # a device such as /dev/stdout, which cannot be replaced
                yield stream
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _give_mode(Path(name), target)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot_write(path, error) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def why_not_mended(path: Path) -> str | None:
    """Why a file that is there should be left as it is, as words to follow its name, or `None`.

    Replacing it would go round a lack of permission, which root does not even notice, and leave the file's
    other names with the old text.
    """
    try:
        there = path.stat()
    except OSError as error:
        return f"{error.strerror or error}"
    if not there.st_mode & 0o222 or not os.access(path, os.W_OK):
        return "it may be read only"
    if there.st_nlink > 1:
        return "the file has another name as well (a hard link), which would keep the old text"
    return None


def _give_mode(new: Path, old: Path) -> None:
    """Give a new file mode and owner of the one that it replaces; where there is none, what is usual."""
    try:
        before = old.stat()
    except FileNotFoundError:
        new.chmod(0o666 & ~_umask())
        return
    mode = stat.S_IMODE(before.st_mode)
    made = new.stat()
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid) and not _give_owner(
        new, before
    ):
        mode &= 0o707  # what the old group was allowed, another one is not
    new.chmod(mode)


def _give_owner(new: Path, before: os.stat_result) -> bool:
    """Give the file to its owner, or to its group at least; whether the group was possible."""
    for owner in (before.st_uid, -1):
        try:
            os.chown(new, owner, before.st_gid)
        except OSError:
            continue
        return True
    return False


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> SendAuditError:
    return SendAuditError(f"{path} cannot be written: {error.strerror or error}.")
