"""A council's own checklists and overlays: found, checked, and laid beside the shipped ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.document import Document, is_folder, read_file
from send_audit.load.library import Library, OwnContent
from send_audit.model.borough import Overlay
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

    `problems` are those of the council's own files; one with an error is left out of the libraries.
    """

    def __init__(
        self, folders: Iterable[Path] = (), *, as_of: date, library: Library | None = None
    ) -> None:
        self._as_of = as_of
        self._by_folder: dict[Path, Library] = {}
        self._by_borough: dict[Path, Library] = {}
        self._read: set[Path] = set()
        self.problems: list[Problem] = []
        self.library = library or Library()
        for folder in folders:
            documents = self._documents(_given(folder))
            if not any(isinstance(d.model, _KINDS) or d.model is None for d in documents):
                raise SendAuditError(
                    f"There is no checklist and no overlay in {folder}. "
                    "They are YAML files that start `schema: send-audit/checklist@1` or overlay@1."
                )
            self.library = self._with(self.library, documents)

    def library_for(self, file: Path) -> Library:
        """The library for one file: with its borough's own content where it lies in a borough folder."""
        folder = file.parent
        if folder not in self._by_folder:
            borough = _borough_of(folder)
            if borough is None:
                self._by_folder[folder] = self.library
            else:
                if borough not in self._by_borough:
                    documents = self._documents(_kept_by(borough))
                    self._by_borough[borough] = self._with(self.library, documents)
                self._by_folder[folder] = self._by_borough[borough]
        return self._by_folder[folder]

    def _documents(self, files: Iterable[Path]) -> list[Document]:
        """Each file once, however it was found."""
        documents = []
        for file in files:
            if (real := file.resolve()) not in self._read:
                self._read.add(real)
                documents.append(read_file(file))
        return documents

    def _with(self, library: Library, documents: Sequence[Document]) -> Library:
        unreadable = [document for document in documents if document.model is None]
        self.problems += [problem for document in unreadable for problem in document.problems]
        for kind in _KINDS:
            of_kind = [document for document in documents if isinstance(document.model, kind)]
            # All are known before any is checked: an overlay may name a later file's items.
            sound = [d for d in of_kind if not self._is_taken(d, library, of_kind)]
            whole = library.extended(_own(sound))
            failed = {d.file for d in sound if self._fails(d, whole)}
            library = library.extended(_own([d for d in sound if d.file not in failed]))
        return library

    def _fails(self, document: Document, library: Library) -> bool:
        problems = check_document(document, library, self._as_of).problems
        self.problems += problems
        return has_errors(problems)

    def _is_taken(self, document: Document, library: Library, beside: Sequence[Document]) -> bool:
        """Whether the id is one of ours, or another file has the same id and version; notes which."""
        model = document.model
        if not isinstance(model, Checklist | Overlay):
            return False
        found = Collector(document.file)
        line, column = document.line_of(("id",))
        if model.id in library.shipped.ids:
            message = f"“{model.id}” is a checklist that send-audit ships."
            fix = "Give yours an id of its own; to add to ours, write an overlay."
            found.add("shipped-id-taken", message, fix, line=line, column=column, path=("id",))
        elif (first := _first_with(model, library, beside)) not in (None, document.file):
            message = f"{model.id} {model.version} is given twice; the other file is {first}."
            fix = "Raise the version in one of them, or delete it."
            found.add("given-twice", message, fix, line=line, column=column, path=("id",))
        self.problems += found.problems
        return found.failed


def current_content(library: Library, nation: Nation) -> Content:
    """What a new audit answers: the newest version of every checklist, and every overlay on them."""
    newest = [library.current(id_) for id_ in library.ids]
    seen = [library.find_for(nation, c.id, c.version) for c in newest if c is not None]
    checklists = [checklist for checklist in seen if checklist is not None]
    fitting = [o for o in library.overlays if any(covers(o, c) for c in checklists)]
    return make_content(checklists, fitting)


def _first_with(
    model: Checklist | Overlay, library: Library, beside: Sequence[Document]
) -> str | None:
    """Where the same id and version stood first, if anywhere."""
    find = library.find if isinstance(model, Checklist) else library.find_overlay
    if find(model.id, model.version) is not None:
        return "in another folder"
    for document in beside:
        other = document.model
        if isinstance(other, Checklist | Overlay) and (other.id, other.version) == (
            model.id,
            model.version,
        ):
            return document.file
    return None


def _own(documents: Iterable[Document]) -> OwnContent:
    models = [document.model for document in documents]
    return OwnContent(
        checklists=tuple(model for model in models if isinstance(model, Checklist)),
        overlays=tuple(model for model in models if isinstance(model, Overlay)),
        sources=tuple(
            source for model in models if isinstance(model, Sources) for source in model.sources
        ),
    )


def _borough_of(folder: Path) -> Path | None:
    """The nearest folder above with a `borough.yaml`, named as shortly as the path given allows."""
    for candidate in (folder, *folder.parents, *folder.absolute().parents):
        if (candidate / BOROUGH_FILE).is_file():
            return candidate
    return None


def _kept_by(borough: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from _yaml(borough / name, Path.rglob)


def _given(folder: Path) -> list[Path]:
    """The files of a folder given with `--checklists`: its own, and those where a borough keeps them."""
    if not is_folder(folder):
        raise SendAuditError(f"There is no folder {folder}. Check what follows --checklists.")
    below = [_yaml(folder / name, Path.rglob) for name in (*FOLDERS, "archive")]
    return [*_yaml(folder, Path.glob), *(file for files in below for file in files)]


def _yaml(folder: Path, search: Callable[[Path, str], Iterable[Path]]) -> list[Path]:
    return sorted(file for pattern in ("*.yaml", "*.yml") for file in search(folder, pattern))
