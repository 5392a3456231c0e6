"""SA3 for checklist files: ids, prefixes and sources, and that shipped ids keep their meaning."""

from collections.abc import Iterable, Iterator

from send_audit.load.nodes import Path
from send_audit.model.checklist import (
    BINDING,
    SCHEDULE_10,
    STATUTORY,
    Checklist,
    Item,
    Section,
    Sources,
)
from send_audit.model.versions import same_promise
from send_audit.suggest import nearest
from send_audit.validate.context import FileContext


def check_checklist(context: FileContext, checklist: Checklist) -> None:
    """Note the problems of one checklist file."""
    shipped = context.library.shipped
    if checklist.id not in shipped.ids and checklist.prefix in shipped.prefixes:
        note_prefix_taken(context, checklist.prefix)
    check_items(context, checklist.sections, checklist.prefix, ("sections",))
    if checklist.id not in shipped.ids:
        check_own_duties(context, checklist.sections, ("sections",))
    for item, path in placed(checklist.sections, ("sections",)):
        if breaks_promise(context, checklist.id, item):
            message = (
                f"{item.id} is a shipped item, and this file changes what it asks or rests on."
            )
            fix = (
                "Give the new question an id of your own; an overlay may add guidance to a shipped "
                "one."
            )
            context.note("shipped-meaning-changed", path, message, fix)


def check_sources(context: FileContext, register: Sources) -> None:
    """Note each source that stands twice, or says otherwise of a shipped source."""
    seen: set[str] = set()
    for number, source in enumerate(register.sources):
        path: Path = ("sources", number, "id")
        if source.id in seen:
            message = f"The source “{source.id}” stands twice."
            context.note("given-twice", path, message, "Delete one, or give it an id of its own.")
        seen.add(source.id)
        shipped = context.library.shipped.sources.get(source.id)
        if shipped is None and source.kind in STATUTORY:
            message = f"“{source.id}” claims to be law; only the law that send-audit ships counts as that."
            fix = (
                "Write the kind that it is, such as practice-guide, or ask for the Act to be added."
            )
            context.note("own-source-is-law", ("sources", number, "kind"), message, fix)
        if shipped is not None and shipped != source:
            message = f"“{source.id}” is a source that send-audit ships, with other words."
            context.note("shipped-id-taken", path, message, "Give yours an id of its own.")


def check_items(
    context: FileContext, sections: tuple[Section, ...], prefix: str, top: Path
) -> None:
    """Note ids that stand twice or lack the prefix, and sources that nobody registered."""
    first: dict[str, Path] = {}
    for item, path in placed(sections, top):
        if item.id in first:
            line, _ = context.document.line_of((*first[item.id], "id"))
            message = f"{item.id} stands twice; the first is on line {line}."
            context.note("duplicate-item-id", (*path, "id"), message, "Give it a new id.")
        first.setdefault(item.id, path)
        if item.id.rsplit("-", 1)[0] != prefix:
            message = f"{item.id} does not start with {prefix}-."
            fix = f"Write {prefix}- and four digits."
            context.note("wrong-item-prefix", (*path, "id"), message, fix)
        for place, basis in enumerate(item.basis):
            if basis.source not in context.library.sources:
                message = f"There is no source “{basis.source}” in sources.yaml."
                meant = nearest(basis.source, sorted(context.library.sources))
                fix = "Add it to the sources.yaml beside your checklists."
                fix = f"Did you mean {meant}?" if meant else fix
                at: Path = (*path, "basis", place, "source")
                context.note("unknown-source", at, message, fix)


def check_own_duties(context: FileContext, sections: tuple[Section, ...], top: Path) -> None:
    """Note a council's item that would decide the duty status: that is for items whose law we checked."""
    for item, path in placed(sections, top):
        if item.duty not in BINDING:
            continue
        cited = {basis.source for basis in item.basis}
        if SCHEDULE_10 in cited:
            message = f"{item.id} claims a duty under Schedule 10; only shipped items may."
        elif not cited & _acts(context):
            message = f"{item.id} claims a duty and names no Act that send-audit knows."
        else:
            continue
        fix = (
            "Write `duty: should` or `duty: good-practice`, or name the other Act that commands it."
        )
        context.note("own-item-decides-duty", (*path, "duty"), message, fix)


def _acts(context: FileContext) -> set[str]:
    """The ids of the shipped Acts and regulations: whose words a duty may stand under."""
    shipped = context.library.shipped.sources.values()
    return {source.id for source in shipped if source.kind in STATUTORY}


def note_prefix_taken(context: FileContext, prefix: str) -> None:
    """Note that the file's prefix is one of the shipped checklists'."""
    message = f"The prefix {prefix} belongs to a checklist that send-audit ships."
    fix = "Choose one of your own, such as X-EST."
    context.note("shipped-id-taken", ("prefix",), message, fix)


def breaks_promise(context: FileContext, checklist_id: str, item: Item) -> bool:
    """Whether a file that goes by a shipped checklist's id says something else under a shipped item's id.

    Each released meaning is looked at, since an item may have been revised in a later major version.
    """
    shipped = context.library.shipped
    if checklist_id not in shipped.ids:
        return False
    versions = [shipped.current(checklist_id)]
    versions += [
        found for v in shipped.archived(checklist_id) if (found := shipped.find(checklist_id, v))
    ]
    released = [known for version in versions for known in version.items() if known.id == item.id]
    return bool(released) and not any(same_promise(item, known) for known in released)


def placed(sections: Iterable[Section], top: Path) -> Iterator[tuple[Item, Path]]:
    """Each item with its place in the file."""
    for number, section in enumerate(sections):
        for index, item in enumerate(section.items):
            yield item, (*top, number, "items", index)
