"""Whether a file that another one names is there: looked up from the folder of the one that names it."""

from itertools import islice
from pathlib import Path, PureWindowsPath

from send_audit.load import nodes
from send_audit.load.walk import is_file
from send_audit.suggest import nearest
from send_audit.validate.context import FileContext

_MOST_TO_COMPARE = 500
_LONGEST_NAME = 100


def check_named_file(
    context: FileContext, name: str | None, path: nodes.Path, *, kind: str = "file-not-there"
) -> None:
    """Note a file that is not there. It is looked for, never opened.

    What came from no file on disk (standard input, bytes) has no folder to look in: nothing is noted.
    Nor is a place on one computer, `C:/plans` or `//server/plans`, ever looked up: it means nothing
    elsewhere, and a stranger's file must not make this one call on a server.
    """
    own = Path(context.document.file)
    if name is None or not is_file(own):
        return
    shown = shortened(name)
    if PureWindowsPath(name).anchor:
        message = f"“{shown}” is a place on one computer, so nobody else can find it."
        fix = "Write the way to it from the folder of this file, such as ../2023/plan.yaml."
        context.note(kind, path, message, fix)
    elif not is_file(own.parent / name):
        meant = nearest_file(own.parent / name)
        fix = "Check the name; it is looked up from the folder of this file."
        message = f"There is no file “{shown}” beside this one."
        context.note(kind, path, message, f"Did you mean {meant}?" if meant else fix)


def shortened(name: str) -> str:
    """A file's name as a message can hold it."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def nearest_file(missing: Path) -> str | None:
    """The file in the same folder that was probably meant."""
    try:
        names = [file.name for file in islice(missing.parent.iterdir(), _MOST_TO_COMPARE)]
    except OSError:
        return None
    return nearest(missing.name[:_LONGEST_NAME], sorted(names))
