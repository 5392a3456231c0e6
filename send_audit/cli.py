"""The command line: which commands there are, the one error boundary, the exit codes."""

import errno
import io
import sys
from typing import NoReturn

from send_audit import __version__

EXIT_BUG = 3
EXIT_INTERRUPTED = 130
_MACHINE_FAULTS = (errno.ENOSPC, errno.EIO, errno.EBADF)
"""A full or failing disk, or an output that was closed: no fault of the program."""


def main() -> NoReturn:
    """Run the command line and leave with the exit code of design.md section 5."""
    if sys.argv[1:] == ["--version"]:
        # Scripts ask this often; building all the commands first would triple the time.
        print(f"send-audit {__version__}")
        sys.exit(0)
    sys.exit(_run())


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        # A file's name may hold bytes that are no UTF-8: shown as such, and no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    from send_audit.commands import app
    from send_audit.problems import SendAuditError

    try:
        result = app(standalone_mode=False)
    except SendAuditError as error:
        print(f"send-audit: {error}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        return _interrupted()
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: nothing is wrong here.
        sys.stderr.close()
        return 0
    except Exception as error:
        return _last_resort(error)
    if result == EXIT_INTERRUPTED:  # how typer hands on Ctrl-C
        return _interrupted()
    return result if isinstance(result, int) else 0


def _interrupted() -> int:
    print("send-audit: stopped. Files already written are whole.", file=sys.stderr)
    return EXIT_INTERRUPTED


def _last_resort(error: Exception) -> int:
    """Wrong use is the parser's own exception; anything else is a bug, and says what to send."""
    import typer

    if isinstance(error, OSError) and error.errno in _MACHINE_FAULTS:
        print(f"send-audit: the output could not be written: {error.strerror}.", file=sys.stderr)
        return 2
    if isinstance(error, typer.Abort):
        return _interrupted()
    if hasattr(error, "show") and hasattr(
        error, "exit_code"
    ):  # click's own, wherever typer keeps it
        error.show()
        return int(error.exit_code)
    import platform
    import traceback

    origin = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{origin.filename.rpartition('send_audit')[2]}:{origin.lineno}"
    print(
        "send-audit: this is a fault in send-audit, not in your files.\n"
        "Please report it with these lines and, if you can, the file that caused it:\n"
        f"  version {__version__}, Python {platform.python_version()}, {platform.system()}\n"
        f"  {type(error).__name__}: {error} (at {place})",
        file=sys.stderr,
    )
    return EXIT_BUG
