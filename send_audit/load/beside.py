"""A file that evidence names: whether its path stays in the audit's folder, and leads to a file."""

import re
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal

from send_audit.load.walk import is_file

Leaving = Literal["computer", "home", "web", "above", "link"]
"""How a path leads out of the folder: to a place on one computer, to somebody's home folder, to the web, to a
folder above, or through a link on the disk."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:data|file|mailto|javascript):", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Where a name leads: `path` to a file inside the folder, `leaving` out of it; neither, to nothing."""

    path: Path | None = None
    leaving: Leaving | None = None


def leaves_folder(name: str) -> Leaving | None:
    """How the words of a path lead out of the folder that it starts from; the disk is not asked.

    The rules of Windows and of everyone else are applied together, whichever this machine has: a file goes
    from one to the other.
    """
    if _ADDRESS.match(name):
        return "web"
    if PureWindowsPath(name).anchor:
        return "computer"
    if name.startswith("~"):
        return "home"
    depth = 0
    for part in re.split(r"[/\\]", name):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return "above"
    return None


def find_beside(folder: Path, name: str) -> Beside:
    """Look a name up from `folder`. What its words lead out of is not looked up on the disk at all."""
    leaving = leaves_folder(name)
    if leaving is not None:
        return Beside(leaving=leaving)
    if "\\" in name:
        return Beside()
    try:
        root = folder.resolve()
        path = (root / name).resolve()
    except (OSError, RuntimeError, ValueError):  # a ring of links, or no name for a file
        return Beside()
    if not path.is_relative_to(root):
        return Beside(leaving="link")
    return Beside(path=path if is_file(path) else None)
