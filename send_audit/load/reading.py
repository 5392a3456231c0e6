"""Reading a file's bytes, never more than a file may have; what stands in the way is a problem."""

import stat
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.decode import MAX_BYTES
from send_audit.problems import Problem


def read_whole(path: Path) -> tuple[bytes | None, Problem | None]:
    """The bytes of a file, one more than the most at most, or the problem that it cannot be read."""
    try:
        if stat.S_ISFIFO(path.stat().st_mode) and path.parts[:2] != ("/", "dev"):
            return None, _waiting(path)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), None
    except OSError as error:
        return None, _unreadable(path, error)


def _waiting(path: Path) -> Problem:
    """A pipe in a folder would be waited for for ever; one that the shell made stands in /dev."""
    found = Collector(str(path))
    found.add(
        "file-not-readable", "This is a pipe, not a file.", "Delete it, or move it elsewhere."
    )
    return found.problems[0]


def _unreadable(path: Path, error: OSError) -> Problem:
    found = Collector(str(path))
    if isinstance(error, IsADirectoryError):
        found.add(
            "file-not-readable",
            "This is a folder, not a file.",
            "Name the files in it, as in FOLDER/*.yaml.",
        )
    elif isinstance(error, FileNotFoundError):
        found.add("file-not-readable", "There is no such file.", "Check the name and the folder.")
    else:
        reason = error.strerror or type(error).__name__
        fix = "Check that you may read it and that it is not open elsewhere."
        found.add("file-not-readable", f"The file cannot be read: {reason}.", fix)
    (problem,) = found.problems
    return problem
