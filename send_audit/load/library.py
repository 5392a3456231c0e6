"""The content at hand: shipped checklists in every released version, sources, a council's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from send_audit.load.document import Document, read_file
from send_audit.model.borough import Overlay
from send_audit.model.checklist import Checklist, Item, Source, Sources
from send_audit.model.content import Layer, items_by_id, own_checklist
from send_audit.model.nations import for_nation
from send_audit.model.words import Nation
from send_audit.problems import SendAuditError
from send_audit.resources import checklists_dir

ModelT = TypeVar("ModelT", bound=BaseModel)

SOURCES_FILE = "sources.yaml"


class Shipped:
    """The checklists and sources that come with send-audit, each file read when first asked for.

    A checklist's newest version is `ID.yaml`; the earlier ones are `archive/ID/VERSION.yaml`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, Checklist] = {}
        self.digests: dict[tuple[str, str], str] = {}
        """The SHA-256 of the file of each checklist read so far, by id and version."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all shipped checklists, in alphabetical order."""
        files = self.folder.glob("*.yaml")
        return tuple(sorted(file.stem for file in files if file.name != SOURCES_FILE))

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The prefixes that shipped items carry: no council's item may."""
        return frozenset(self.current(id_).prefix for id_ in self.ids)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The shipped sources by id."""
        file = self.folder / SOURCES_FILE
        register = _shipped(read_file(file), file, Sources)
        return {source.id: source for source in register.sources}

    def current(self, id_: str) -> Checklist:
        """The newest version of one of `ids`."""
        return self._checklist(self.folder / f"{id_}.yaml")

    def archived(self, id_: str) -> dict[str, Path]:
        """The files of the earlier versions, by version."""
        return {file.stem: file for file in (self.folder / "archive" / id_).glob("*.yaml")}

    def find(self, id_: str, version: str) -> Checklist | None:
        """One of `ids` at exactly this version, or `None`."""
        current = self.current(id_)
        if current.version == version:
            return current
        file = self.archived(id_).get(version)
        return None if file is None else self._checklist(file)

    def _checklist(self, file: Path) -> Checklist:
        if file not in self._read:
            document = read_file(file)
            checklist = _shipped(document, file, Checklist)
            self._read[file] = checklist
            self.digests[checklist.id, checklist.version] = document.sha256 or ""
        return self._read[file]


def _shipped(document: Document, file: Path, model: type[ModelT]) -> ModelT:
    """What a file of ours holds; a fault in it is no fault of the user's."""
    if not isinstance(document.model, model):
        first = document.problems[0].message if document.problems else "another kind of file"
        raise SendAuditError(f"The checklist file {file.name} cannot be used: {first}")
    return document.model


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContent:
    """What a council adds: checklists and overlays in any number of versions, and the sources they cite.

    `digests` has the SHA-256 of the file of each checklist and overlay, by id and version.
    """

    checklists: tuple[Checklist, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    sources: tuple[Source, ...] = ()
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)


class Library:
    """Checklists and overlays by id and version: the shipped ones and a council's own."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        own: OwnContent | None = None,
        shipped: Shipped | None = None,
    ) -> None:
        self.shipped = shipped or Shipped(folder or checklists_dir())
        self.own = own or OwnContent()
        self._seen: dict[tuple[Nation, str, str], Checklist | None] = {}

    def extended(self, more: OwnContent) -> "Library":
        """This library and `more`; what is shipped is read once for both."""
        own = OwnContent(
            checklists=(*self.own.checklists, *more.checklists),
            overlays=(*self.own.overlays, *more.overlays),
            sources=(*self.own.sources, *more.sources),
            digests={**self.own.digests, **more.digests},
        )
        return Library(own=own, shipped=self.shipped)

    @property
    def folder(self) -> Path:
        """Where the shipped checklists are."""
        return self.shipped.folder

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all checklists, in alphabetical order."""
        return tuple(sorted({*self.shipped.ids, *(own.id for own in self.own.checklists)}))

    def current(self, id_: str) -> Checklist | None:
        """The newest version of a checklist, or `None` where there is no such checklist."""
        if id_ in self.shipped.ids:
            return self.shipped.current(id_)
        own = [checklist for checklist in self.own.checklists if checklist.id == id_]
        return max(own, key=lambda checklist: version_key(checklist.version), default=None)

    def find(self, id_: str, version: str) -> Checklist | None:
        """The checklist at exactly this version, or `None`."""
        if id_ in self.shipped.ids:
            return self.shipped.find(id_, version)
        found = (own for own in self.own.checklists if (own.id, own.version) == (id_, version))
        return next(found, None)

    def digest_of(self, id_: str, version: str) -> str | None:
        """The SHA-256 of the file of a checklist or overlay that was read, in hexadecimal."""
        key = (id_, version)
        return self.shipped.digests.get(key) or self.own.digests.get(key)

    def find_for(self, nation: Nation, id_: str, version: str) -> Checklist | None:
        """The checklist at this version as the nation's schools see it, or `None`."""
        key = (nation, id_, version)
        if key not in self._seen:
            found = self.find(id_, version)
            self._seen[key] = found and self._for_nation(found, nation)
        return self._seen[key]

    def find_layer(self, nation: Nation, id_: str, version: str) -> Layer | None:
        """The overlay at exactly this version with its own items as the nation's schools see them."""
        overlay = self.find_overlay(id_, version)
        return None if overlay is None else self.lay(overlay, nation)

    def layer_of(self, id_: str, version: str) -> Layer | None:
        """The overlay at exactly this version with its own items as its file has them."""
        overlay = self.find_overlay(id_, version)
        return None if overlay is None else self.lay(overlay)

    def layers(self, nation: Nation | None = None) -> tuple[Layer, ...]:
        """The newest version of every overlay with its own items, in one nation's words if one is named."""
        return tuple(self.lay(overlay, nation) for overlay in self.overlays)

    def lay(self, overlay: Overlay, nation: Nation | None = None) -> Layer:
        """An overlay with its own items, in one nation's words if one is named."""
        # What the own items belong to is a fact of the overlay, whatever an audit lists.
        newest = (self.current(id_) for id_ in overlay.of)
        own = own_checklist(overlay, (c for c in newest if c is not None))
        if own is not None and nation is not None:
            own = self._for_nation(own, nation)
        return Layer(overlay=overlay, own=own)

    def _for_nation(self, checklist: Checklist, nation: Nation) -> Checklist:
        cut = checklist.id in self.shipped.ids
        return for_nation(checklist, nation, self.sources, cut=cut)

    def versions(self, id_: str) -> tuple[str, ...]:
        """Every version of a checklist, oldest first; empty where there is no such checklist."""
        if id_ in self.shipped.ids:
            known = {*self.shipped.archived(id_), self.shipped.current(id_).version}
        else:
            known = {own.version for own in self.own.checklists if own.id == id_}
        return tuple(sorted(known, key=version_key))

    def find_overlay(self, id_: str, version: str) -> Overlay | None:
        """The overlay at exactly this version, or `None`."""
        found = (own for own in self.own.overlays if (own.id, own.version) == (id_, version))
        return next(found, None)

    def overlay_versions(self, id_: str) -> tuple[str, ...]:
        """Every version of an overlay, oldest first; empty where there is no such overlay."""
        known = {own.version for own in self.own.overlays if own.id == id_}
        return tuple(sorted(known, key=version_key))

    @cached_property
    def overlays(self) -> tuple[Overlay, ...]:
        """The newest version of every overlay, by id."""
        newest: dict[str, Overlay] = {}
        for overlay in sorted(self.own.overlays, key=lambda own: version_key(own.version)):
            newest[overlay.id] = overlay
        return tuple(newest[id_] for id_ in sorted(newest))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id. A council cannot give a shipped source another meaning."""
        return {source.id: source for source in self.own.sources} | dict(self.shipped.sources)

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        """The newest version of every checklist, then the own items of every overlay."""
        current = (self.current(id_) for id_ in self.ids)
        newest = (checklist for checklist in current if checklist is not None)
        return (*newest, *(layer.own for layer in self.layers() if layer.own is not None))

    @cached_property
    def items(self) -> Mapping[str, tuple[Checklist, Item]]:
        """Every item of the newest versions, by id."""
        return items_by_id(self.checklists)


def version_key(version: str) -> tuple[int, ...]:
    """What to sort versions by: 1.10.0 comes after 1.9.0."""
    return tuple(int(part) for part in version.split("."))
