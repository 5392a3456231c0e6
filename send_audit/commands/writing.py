"""Writing files whole: a temporary file beside the target, fsync, rename."""

import os
import tempfile
from pathlib import Path

from send_audit.problems import SendAuditError


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, which afterwards is the old file or the new one, never half of it.

    Raises `SendAuditError` where the folder or the disk does not allow it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot_write(path, error) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> SendAuditError:
    return SendAuditError(f"{path} cannot be written: {error.strerror or error}.")
