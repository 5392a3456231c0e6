"""Finding YAML files: what counts as one, and how a folder is searched."""

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
    """Every YAML file of a folder and those below it, in order.

    What is hidden is left alone: .git and .venv, and what an editor or a Mac leaves beside an open file.
    """
    return sorted(
        file
        for file in folder.rglob("*")
        if _is_yaml(file) and not any(p.startswith(".") for p in file.relative_to(folder).parts)
    )


def yaml_in(folder: Path) -> list[Path]:
    """The YAML files of a folder itself, in order."""
    return sorted(f for f in folder.glob("*") if _is_yaml(f) and not f.name.startswith("."))


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in YAML and is_file(path)
