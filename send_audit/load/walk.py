"""Finding YAML files: what counts as one, and how a folder is searched."""

import os
from pathlib import Path

YAML = (".yaml", ".yml")


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a path that the system cannot even look up is none."""
    try:
        return path.is_dir()
    except (
        OSError
    ):  # Python 3.11 raises it for a name that is too long, or a folder that nobody may enter
        return False


def is_file(path: Path) -> bool:
    """Whether there is such a file; a path that the system cannot even look up is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def yaml_below(folder: Path) -> list[Path]:
    """Every YAML file of a folder and those below it, in order; links to folders are not followed.

    What is hidden is left alone: .git and .venv, and what an editor or a Mac leaves beside an open file. A
    folder that may not be entered and a link that leads nowhere are in the list, so that reading says so.
    """
    denied: list[Path] = []

    def note(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            denied.append(Path(error.filename))

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if _is_yaml(name)]
    return sorted([*found, *denied])


def yaml_in(folder: Path) -> list[Path]:
    """The YAML files of a folder itself, in order."""
    return sorted(f for f in folder.glob("*") if _is_yaml(f.name) and not is_folder(f))


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(YAML) and not name.startswith(".")
