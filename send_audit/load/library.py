"""The shipped content: every released version of every checklist, and the register of sources."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from send_audit.load.document import read_file
from send_audit.model.checklist import Checklist, Item, Source, Sources
from send_audit.problems import SendAuditError
from send_audit.resources import checklists_dir

ModelT = TypeVar("ModelT", bound=BaseModel)

SOURCES_FILE = "sources.yaml"


class Library:
    """Checklists by id and version, read when first asked for.

    A checklist's newest version is `ID.yaml`; the earlier ones are `archive/ID/VERSION.yaml`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or checklists_dir()
        self._versions: dict[tuple[str, str], Checklist] = {}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all checklists, in alphabetical order."""
        files = self.folder.glob("*.yaml")
        return tuple(sorted(file.stem for file in files if file.name != SOURCES_FILE))

    @cached_property
    def _current(self) -> dict[str, Checklist]:
        return {}

    def current(self, checklist_id: str) -> Checklist | None:
        """The newest version of a checklist, or `None` where there is no such checklist."""
        if checklist_id not in self.ids:
            return None
        if checklist_id not in self._current:
            file = self.folder / f"{checklist_id}.yaml"
            self._current[checklist_id] = _shipped(file, Checklist)
        return self._current[checklist_id]

    def find(self, checklist_id: str, version: str) -> Checklist | None:
        """The checklist at exactly this version, or `None`."""
        current = self.current(checklist_id)
        if current is None or current.version == version:
            return current
        key = (checklist_id, version)
        if key not in self._versions:
            file = self.folder / "archive" / checklist_id / f"{version}.yaml"
            if version not in self.versions(checklist_id) or not file.is_file():
                return None
            self._versions[key] = _shipped(file, Checklist)
        return self._versions[key]

    def versions(self, checklist_id: str) -> tuple[str, ...]:
        """Every version of a checklist, oldest first; empty where there is no such checklist."""
        current = self.current(checklist_id)
        if current is None:
            return ()
        archived = {file.stem for file in (self.folder / "archive" / checklist_id).glob("*.yaml")}
        return tuple(sorted(archived | {current.version}, key=_version_key))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        register = _shipped(self.folder / SOURCES_FILE, Sources)
        return {source.id: source for source in register.sources}

    @cached_property
    def items(self) -> Mapping[str, tuple[Checklist, Item]]:
        """Every item of the newest versions, by id."""
        found: dict[str, tuple[Checklist, Item]] = {}
        for checklist_id in self.ids:
            checklist = self.current(checklist_id)
            assert checklist is not None  # the id came from the folder
            found.update({item.id: (checklist, item) for item in checklist.items()})
        return found


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _shipped(file: Path, model: type[ModelT]) -> ModelT:
    """Read a file of ours; a fault in it is no fault of the user's."""
    document = read_file(file)
    if not isinstance(document.model, model):
        first = document.problems[0].message if document.problems else "another kind of file"
        raise SendAuditError(f"The checklist file {file.name} cannot be used: {first}")
    return document.model
