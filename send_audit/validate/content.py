"""SA3 for checklist files: ids are unique and carry the prefix, and every source is known."""

from send_audit.load.collect import Collector
from send_audit.load.document import Document
from send_audit.load.library import Library
from send_audit.load.nodes import Path
from send_audit.model.checklist import Checklist


def check_checklist(
    document: Document, checklist: Checklist, library: Library, found: Collector
) -> None:
    """Note the problems of one checklist file."""
    first: dict[str, Path] = {}
    for number, section in enumerate(checklist.sections):
        for index, item in enumerate(section.items):
            path: Path = ("sections", number, "items", index)
            if item.id in first:
                line, _ = document.line_of((*first[item.id], "id"))
                message = f"{item.id} stands twice; the first is on line {line}."
                _note(
                    document,
                    found,
                    "duplicate-item-id",
                    (*path, "id"),
                    message,
                    "Give it a new id.",
                )
            first.setdefault(item.id, path)
            if item.id.rsplit("-", 1)[0] != checklist.prefix:
                message = f"{item.id} does not start with {checklist.prefix}-."
                fix = f"Write {checklist.prefix}- and four digits."
                _note(document, found, "wrong-item-prefix", (*path, "id"), message, fix)
            for place, basis in enumerate(item.basis):
                if basis.source not in library.sources:
                    message = f"There is no source “{basis.source}” in sources.yaml."
                    at: Path = (*path, "basis", place, "source")
                    _note(document, found, "unknown-source", at, message, "Add it there first.")


def _note(
    document: Document, found: Collector, name: str, path: Path, message: str, fix: str
) -> None:
    line, column = document.line_of(path)
    found.add(name, message, fix, line=line, column=column, path=path)
