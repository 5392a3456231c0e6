"""A council's own checklists and overlays: found, checked, and laid beside the shipped ones."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.document import Document, read_file
from send_audit.load.library import Library, OwnContent
from send_audit.load.walk import is_file, is_folder, yaml_below, yaml_in
from send_audit.model.borough import Borough, Overlay
from send_audit.model.checklist import Checklist, Sources
from send_audit.model.content import Content, covers, make_content
from send_audit.model.words import Nation
from send_audit.pipeline import check_document
from send_audit.problems import Problem, SendAuditError, has_errors

BOROUGH_FILE = "borough.yaml"
FOLDERS = ("checklists", "overlays")
"""The folders of a borough that hold its own content. `archive` in them keeps the earlier versions."""

_KINDS = (Sources, Checklist, Overlay)
"""In the order in which they are read: each may refer to those before it."""


class Shelf:
    """Which library a file is held to: ours, what `--checklists` names, and what its own borough keeps.

    `problems` are those of the council's own files, each once; a file with an error is left out of the
    libraries. `digests` is for those who work out what a borough's content comes to.
    """

    def __init__(
        self, folders: Iterable[Path] = (), *, as_of: date, library: Library | None = None
    ) -> None:
        self._as_of = as_of
        self._documents: dict[Path, Document] = {}
        self._boroughs: dict[Path, Library] = {}
        self._above: dict[Path, Path | None] = {}
        self.digests: dict[Path | None, str] = {}
        self._noted: set[tuple[str, int, int, str, str]] = set()
        self.problems: list[Problem] = []
        given: dict[int, Document] = {}
        for folder in folders:
            documents = [d for d in self._read(_given(folder)) if _may_be_content(d)]
            if not documents:
                raise SendAuditError(
                    f"There is no checklist and no overlay in {folder}. "
                    "They are YAML files that start `schema: send-audit/checklist@1` or overlay@1."
                )
            given |= {id(document): document for document in documents}
        self._given = given
        self.library = self._with(library or Library(), list(given.values()))

    def content_files(self, file: Path) -> list[Path]:
        """Every file whose content the file is held to: shipped, given, and its borough's."""
        borough = self.borough_of(file)
        given = [Path(document.file) for document in self._given.values()]
        kept = _kept_by(borough) if borough is not None else []
        return [*yaml_below(self.library.shipped.folder), *given, *kept]

    def borough_of(self, file: Path) -> Path | None:
        """The borough folder that the file lies in, looked up once for each folder."""
        folder = file.parent
        if folder not in self._above:
            self._above[folder] = borough_above(folder)
        return self._above[folder]

    def library_for(self, file: Path) -> Library:
        """The library for one file: with its borough's own content where it lies in a borough folder."""
        borough = self.borough_of(file)
        if borough is None:
            return self.library
        real = borough.resolve()
        if real not in self._boroughs:
            kept = self._read(_kept_by(borough), misplaced=True)
            own = [document for document in kept if id(document) not in self._given]
            self._boroughs[real] = self._with(self.library, own)
        return self._boroughs[real]

    def round_for(self, file: Path) -> Borough | None:
        """The `borough.yaml` of the borough folder that the file lies in, where it is sound."""
        borough = self.borough_of(file)
        model = read_file(borough / BOROUGH_FILE).model if borough is not None else None
        return model if isinstance(model, Borough) else None

    def _read(self, files: Iterable[Path], *, misplaced: bool = False) -> list[Document]:
        """Each file, read once however it was found; where only content belongs, other kinds are noted."""
        documents = []
        for file in files:
            real = file.resolve()
            if real not in self._documents:
                self._documents[real] = read_file(file)
            document = self._documents[real]
            documents.append(document)
            if misplaced and document.model is not None and not isinstance(document.model, _KINDS):
                kind = type(document.model).__name__.lower()
                found = Collector(document.file)
                message = f"This folder is for checklists and overlays; the file is of kind {kind}."
                found.add("wrong-kind-of-file", message, "Move it, for example into returns/.")
                self._note(found.problems)
        return documents

    def _note(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            key = (problem.file, problem.line, problem.column, problem.kind.code, problem.message)
            if key not in self._noted:
                self._noted.add(key)
                self.problems.append(problem)

    def _with(self, library: Library, documents: Sequence[Document]) -> Library:
        for document in documents:
            if document.model is None:
                self._note(document.problems)
        for kind in _KINDS:
            of_kind = [document for document in documents if isinstance(document.model, kind)]
            # All are known before any is checked: an overlay may name a later file's items.
            sound = self._not_taken(of_kind, library)
            whole = library.extended(_own(sound))
            failed = {d.file for d in sound if self._fails(d, whole)}
            library = library.extended(_own([d for d in sound if d.file not in failed]))
        return library

    def _fails(self, document: Document, library: Library) -> bool:
        problems = check_document(document, library, self._as_of).problems
        self._note(problems)
        return has_errors(problems)

    def _not_taken(self, documents: Sequence[Document], library: Library) -> list[Document]:
        """The documents whose ids are free; notes which of the others took what from whom."""
        free: list[Document] = []
        for document in documents:
            found = _taken(document, library, free)
            self._note(found.problems)
            if not found.failed:
                free.append(document)
        return free


def _taken(document: Document, library: Library, beside: Sequence[Document]) -> Collector:
    """The problems of a file that gives what is shipped, or what another file gives already."""
    found = Collector(document.file)

    def note(name: str, key: str, message: str, fix: str) -> None:
        line, column = document.line_of((key,))
        found.add(name, message, fix, line=line, column=column, path=(key,))

    model = document.model
    if isinstance(model, Sources):
        known = {s.id: s for s in library.own.sources}
        known |= {s.id: s for d in beside if isinstance(d.model, Sources) for s in d.model.sources}
        for source in model.sources:
            if known.get(source.id, source) != source:
                message = f"Another file has other words for the source “{source.id}”."
                note("given-twice", "sources", message, "Give one of them an id of its own.")
    if not isinstance(model, Checklist | Overlay):
        return found
    if model.id in library.shipped.ids:
        message = f"“{model.id}” is a checklist that send-audit ships."
        fix = "Give yours an id of its own; to add to ours, write an overlay."
        note("shipped-id-taken", "id", message, fix)
    others: list[tuple[str, Checklist | Overlay]] = [
        (d.file, d.model) for d in beside if isinstance(d.model, Checklist | Overlay)
    ]
    others += [("", checklist) for checklist in library.own.checklists]
    others += [("", overlay) for overlay in library.own.overlays]
    for file, other in others:
        where = f"; the other file is {file}" if file else ", in another folder too"
        if (other.id, other.version) == (model.id, model.version):
            message = f"{model.id} {model.version} is given twice{where}."
            note("given-twice", "id", message, "Raise the version in one of them, or delete it.")
        elif other.prefix is not None and other.prefix == model.prefix and other.id != model.id:
            message = (
                f"The prefix {model.prefix} belongs to {other.id}, so an id could mean two things."
            )
            note("shipped-id-taken", "prefix", message, "Choose another prefix, such as X-EST.")
    return found


def current_content(library: Library, nation: Nation, round_: Borough | None = None) -> Content:
    """What a new audit answers: the newest version of every checklist, and every overlay on them.

    In a borough whose round names checklists or overlays, it is those at those versions, as far as they are
    there.
    """
    versions = {id_: library.versions(id_)[-1] for id_ in library.ids}
    overlays = {overlay.id: overlay.version for overlay in library.overlays}
    if round_ is not None:
        versions = dict(round_.checklists) or versions
        overlays = dict(round_.overlays) or overlays
    seen = [library.find_for(nation, id_, version) for id_, version in versions.items()]
    checklists = [checklist for checklist in seen if checklist is not None]
    laid = [library.find_layer(nation, id_, version) for id_, version in overlays.items()]
    fitting = [x for x in laid if x is not None and any(covers(x.overlay, c) for c in checklists)]
    return make_content(checklists, fitting)


def borough_above(folder: Path) -> Path | None:
    """The folder or the nearest one above it with a `borough.yaml`, named from here where the folder is."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links out of the borough
    for candidate in (whole, *whole.parents):
        if is_file(candidate / BOROUGH_FILE):
            return candidate if folder.is_absolute() else Path(os.path.relpath(candidate))
    return None


def _kept_by(borough: Path) -> list[Path]:
    return [file for name in FOLDERS for file in yaml_below(borough / name)]


def _may_be_content(document: Document) -> bool:
    """Whether the file is a checklist, an overlay or a register of sources, or a broken one."""
    if document.model is None:
        return document.text is None or any(
            f"send-audit/{kind.__name__.lower()}@" in document.text for kind in _KINDS
        )
    return isinstance(document.model, _KINDS)


def _own(documents: Iterable[Document]) -> OwnContent:
    documents = tuple(documents)
    models = [document.model for document in documents]
    return OwnContent(
        digests={
            (document.model.id, document.model.version): document.sha256 or ""
            for document in documents
            if isinstance(document.model, Checklist | Overlay)
        },
        checklists=tuple(model for model in models if isinstance(model, Checklist)),
        overlays=tuple(model for model in models if isinstance(model, Overlay)),
        sources=tuple(
            source for model in models if isinstance(model, Sources) for source in model.sources
        ),
    )


def _given(folder: Path) -> list[Path]:
    """The files of a folder given with `--checklists`: its own, and those where a borough keeps them."""
    if not is_folder(folder):
        raise SendAuditError(f"There is no folder {folder}. Check what follows --checklists.")
    below = (yaml_below(folder / name) for name in (*FOLDERS, "archive"))
    # A borough's own files, and an audit that lies there, are no content.
    top = (file for file in yaml_in(folder) if file.name != BOROUGH_FILE)
    return [*top, *(file for files in below for file in files)]
