"""What a rule may look at: the document, its model, the library, the day. And how it notes a problem."""

from dataclasses import dataclass, field
from datetime import date

from send_audit.load.collect import Collector
from send_audit.load.document import Document
from send_audit.load.library import Library
from send_audit.load.nodes import Path
from send_audit.model.audit import Audit, Response
from send_audit.model.checklist import Checklist, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditContext:
    """One audit file under validation. `checklists` are those it lists and that exist."""

    document: Document
    audit: Audit
    library: Library
    checklists: tuple[Checklist, ...]
    as_of: date
    found: Collector
    items: dict[str, tuple[Checklist, Item]] = field(default_factory=dict)

    def note(self, name: str, path: Path, message: str, fix: str) -> None:
        """Note a problem at the place in the file that `path` leads to."""
        line, column = self.document.line_of(path)
        self.found.add(name, message, fix, line=line, column=column, path=path)

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
    """Look up the checklists that the audit lists."""
    listed = [library.find(id_, version) for id_, version in audit.audit.checklists.items()]
    checklists = tuple(checklist for checklist in listed if checklist is not None)
    items = {item.id: (checklist, item) for checklist in checklists for item in checklist.items()}
    return AuditContext(
        document=document,
        audit=audit,
        library=library,
        checklists=checklists,
        as_of=as_of,
        found=found,
        items=items,
    )
