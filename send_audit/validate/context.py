"""What a rule may look at: the document, its model, the library, the day. And how it notes a problem."""

from dataclasses import dataclass, field
from datetime import date

from send_audit.load.collect import Collector
from send_audit.load.document import Document
from send_audit.load.library import Library
from send_audit.load.nodes import Path
from send_audit.model.audit import Audit, Response
from send_audit.model.borough import Overlay
from send_audit.model.checklist import Checklist, Item
from send_audit.model.content import Content, items_by_id, make_content


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContext:
    """One file under validation, with the content it may refer to."""

    document: Document
    library: Library
    found: Collector

    def note(self, name: str, path: Path, message: str, fix: str) -> None:
        """Note a problem at the place in the file that `path` leads to."""
        line, column = self.document.line_of(path)
        self.found.add(name, message, fix, line=line, column=column, path=path)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditContext(FileContext):
    """One audit file under validation. `content` is what it answers, as far as it exists.

    `overlays` are all that it lists and that are there, whether or not they hold for its checklists.
    """

    audit: Audit
    content: Content
    overlays: tuple[Overlay, ...]
    as_of: date
    items: dict[str, tuple[Checklist, Item]] = field(default_factory=dict)

    def answered_items(self) -> list[tuple[Checklist, Item, Response]]:
        """The answers whose item this audit's checklists hold, in the order of the file."""
        return [
            (*self.items[id_], response)
            for id_, response in self.audit.responses.items()
            if id_ in self.items
        ]


def make_context(
    document: Document, audit: Audit, library: Library, as_of: date, found: Collector
) -> AuditContext:
    """Look up the checklists and overlays that the audit lists, in the words of its nation."""
    details, nation = audit.audit, audit.subject.nation
    listed = [library.find_for(nation, id_, version) for id_, version in details.checklists.items()]
    laid = [library.find_layer(nation, id_, version) for id_, version in details.overlays.items()]
    layers = [layer for layer in laid if layer is not None]
    content = make_content([c for c in listed if c is not None], layers)
    return AuditContext(
        document=document,
        audit=audit,
        library=library,
        content=content,
        overlays=tuple(layer.overlay for layer in layers),
        as_of=as_of,
        found=found,
        items=items_by_id(content.checklists),
    )
