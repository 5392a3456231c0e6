"""SA3: whatever one place in an audit names must be there in another."""

from collections.abc import Collection, Iterator, Mapping

from pydantic_core import PydanticCustomError

from send_audit.load.nodes import Path
from send_audit.model.audit import Answer, Place, Response, School
from send_audit.model.checklist import Checklist, Item
from send_audit.model.content import covers
from send_audit.model.measure import parse_measured
from send_audit.suggest import nearest
from send_audit.validate.context import AuditContext, FileContext
from send_audit.validate.files import check_named_file


def check_references(context: AuditContext) -> None:
    """Note every name in the audit that leads nowhere."""
    details = context.audit.audit
    check_checklists_listed(context, details.checklists, ("audit", "checklists"))
    check_overlays_listed(
        context,
        details.overlays,
        ("audit", "overlays"),
        absent="Ask your council for it and add `--checklists FOLDER`, or delete the line.",
    )
    _overlays_that_do_not_fit(context)
    _items(context)
    _places(context)
    _measured(context)
    _actions(context)
    _files(context)


def nearest_known(context: FileContext, word: str, known: Collection[str]) -> str | None:
    """The known word that was meant; not looked for where a hostile file would make that take minutes."""
    if len(context.found.problems) > _MOST_SUGGESTIONS or len(known) > _MOST_TO_COMPARE:
        return None
    return nearest(word[:_LONGEST_WORD], known)


_MOST_SUGGESTIONS = 50
_MOST_TO_COMPARE = 500
_LONGEST_WORD = 100


def check_checklists_listed(context: FileContext, listed: Mapping[str, str], top: Path) -> None:
    """Note each checklist of a list of ids and versions that is not there at that version."""
    library = context.library
    for id_, version in listed.items():
        path = (*top, id_)
        if library.overlay_versions(id_):
            message = f"“{id_}” is an overlay, not a checklist."
            context.note("unknown-checklist", path, message, "Move the line to `overlays:`.")
        elif id_ not in library.ids:
            meant = nearest_known(context, id_, library.ids)
            fix = f"Did you mean {meant}?" if meant else f"Choose from: {', '.join(library.ids)}."
            context.note("unknown-checklist", path, f"There is no checklist “{id_}”.", fix)
        elif library.find(id_, version) is None:
            versions = ", ".join(library.versions(id_))
            message = f"Checklist {id_} has no version {version}."
            fix = f"Write one of: {versions}. If you expected {version}, upgrade send-audit."
            context.note("unknown-checklist-version", path, message, fix)


def check_overlays_listed(
    context: FileContext, listed: Mapping[str, str], top: Path, *, absent: str
) -> None:
    """Note each overlay of a list that is not there. `absent` is what to do where no version of it is."""
    library = context.library
    for id_, version in listed.items():
        path = (*top, id_)
        versions = library.overlay_versions(id_)
        if id_ in library.ids:
            message = f"“{id_}” is a checklist, not an overlay."
            context.note("overlay-not-found", path, message, "Move the line to `checklists:`.")
        elif not versions:
            message = f"The overlay “{id_}” is not there, so nothing of it is asked."
            context.note("overlay-not-found", path, message, absent)
        elif library.find_overlay(id_, version) is None:
            message = f"The overlay “{id_}” has no version {version}, so nothing of it is asked."
            fix = (
                f"Ask the council to put {version} back, into overlays/archive/{id_}/{version}.yaml; "
                f"or write a version that is there: {', '.join(versions)}."
            )
            context.note("overlay-not-found", path, message, fix)


def _overlays_that_do_not_fit(context: AuditContext) -> None:
    for overlay in context.overlays:
        for checklist in context.content.checklists:
            if checklist.id in overlay.of and not covers(overlay, checklist):
                message = (
                    f"The overlay “{overlay.id}” is made for {checklist.id} "
                    f"{overlay.of[checklist.id].text}, not for {checklist.version}: it changes nothing there."
                )
                fix = f"Use a version of {checklist.id} that it is made for, or ask for a newer overlay."
                context.note(
                    "overlay-does-not-fit", ("audit", "overlays", overlay.id), message, fix
                )


def _item_names(context: AuditContext) -> Iterator[tuple[str, Path]]:
    """Every mention of an item, with its place in the file."""
    for id_ in context.audit.responses:
        yield id_, ("responses", id_)
    plan = context.audit.plan
    if plan is None:
        return
    for number, action in enumerate(plan.actions):
        for index, id_ in enumerate(action.for_):
            yield id_, ("plan", "actions", number, "for", index)
    for number, strength in enumerate(plan.strengths):
        for index, id_ in enumerate(strength.for_):
            yield id_, ("plan", "strengths", number, "for", index)


def _items(context: AuditContext) -> None:
    for id_, path in _item_names(context):
        if context.found.is_swamped:
            return
        if id_ in context.items:
            continue
        in_content = context.library.items.get(id_)
        if in_content is not None and path[0] == "responses":
            _not_in_this_audit(context, id_, in_content[0], path)
        elif in_content is None:
            _unknown_item(context, id_, path)


def _unknown_item(context: AuditContext, id_: str, path: Path) -> None:
    """An id that no item has. What was meant is sought among items of the same checklist only.

    A council's item whose overlay or checklist is not there cannot be judged: that it is not there is said.
    """
    prefix = id_.rsplit("-", 1)[0]
    details, library = context.audit.audit, context.library
    if prefix not in library.shipped.prefixes:
        absent = [
            id_ for id_, v in details.overlays.items() if library.find_overlay(id_, v) is None
        ]
        if absent:
            return
    alike = [known for known in (*context.items, *library.items) if known.startswith(f"{prefix}-")]
    meant = nearest_known(context, id_, alike)
    if meant:
        fix = f"Did you mean {meant}? Then check that it is the question you answered."
    elif prefix in library.shipped.prefixes:
        fix = "See `send-audit checklist list --items`."
    else:
        fix = (
            "See `send-audit checklist list --items`; a council's item needs `--checklists FOLDER`."
        )
    context.note("unknown-item", path, f"There is no item {id_}.", fix)


def _not_in_this_audit(context: AuditContext, id_: str, of: Checklist, path: Path) -> None:
    """An answer to an item that exists, though not in what this audit lists."""
    is_overlay = of.id not in context.library.ids
    details = context.audit.audit
    where, listed = (
        ("overlays", details.overlays) if is_overlay else ("checklists", details.checklists)
    )
    there = {overlay.id for overlay in context.overlays}
    there |= {checklist.id for checklist in context.content.checklists}
    if of.id not in listed:
        message = f"{id_} belongs to {of.id}, which this audit does not list."
        fix = f"Add `{of.id}: {of.version}` under `audit: {where}:`, or delete the answer."
        context.note("checklist-not-listed", path, message, fix)
    elif of.id in there:
        message = f"{id_} is not in version {listed[of.id]} of {of.id}."
        context.note("unknown-item", path, message, "Raise the version, or delete the answer.")


def answers_of(response: Response, item_id: str) -> Iterator[tuple[Answer, Path, str | None]]:
    """Each answer of a response with its place in the file, and the place in the school."""
    if response.places is None:
        yield response, ("responses", item_id), None
        return
    for place, answer in response.places.items():
        yield answer, ("responses", item_id, "places", place), place


def _places(context: AuditContext) -> None:
    subject = context.audit.subject
    places = subject.places if isinstance(subject, School) else {}
    for _, item, response in context.answered_items():
        for _, path, place in answers_of(response, item.id):
            if place is None:
                continue
            if place not in places:
                _unknown_place(context, place, path, places)
            elif item.per is not None and places[place].kind != item.per:
                message = f"{item.id} is asked of each {item.per}; {place} is of kind {places[place].kind}."
                context.note(
                    "wrong-kind-of-place",
                    path,
                    message,
                    f"Answer it for a place of kind {item.per}.",
                )
    _places_within(context, places)
    _places_of_actions(context, places)


def _places_within(context: AuditContext, places: Mapping[str, Place]) -> None:
    for id_, place in places.items():
        if place.within is not None and place.within not in places:
            _unknown_place(context, place.within, ("school", "places", id_, "within"), places)


def _places_of_actions(context: AuditContext, places: Mapping[str, Place]) -> None:
    for number, action in enumerate(context.audit.plan.actions if context.audit.plan else ()):
        for index, place in enumerate(action.at):
            if place not in places:
                path: Path = ("plan", "actions", number, "at", index)
                _unknown_place(context, place, path, places)


def _unknown_place(context: AuditContext, place: str, path: Path, known: Collection[str]) -> None:
    meant = nearest_known(context, place, known)
    fix = f"Did you mean {meant}?" if meant else f"Add it under `school: places: {place}:`."
    context.note("unknown-place", path, f"There is no place “{place}” in this school.", fix)


def _measured(context: AuditContext) -> None:
    for _, item, response in context.answered_items():
        for answer, path, _ in answers_of(response, item.id):
            if answer.measured is not None:
                _one_measured(context, item, answer.measured, (*path, "measured"))


def _one_measured(context: AuditContext, item: Item, measured: str, path: Path) -> None:
    if item.measure is None:
        message = f"{item.id} has nothing to measure."
        fix = "Write a rating instead; the figure can stand in the note."
        context.note("nothing-to-measure", path, message, fix)
        return
    try:
        parse_measured(item.measure.unit, measured)
    except PydanticCustomError as error:
        words = error.context or {}
        context.note("not-a-measurement", path, str(words["message"]), str(words["fix"]))


def _actions(context: AuditContext) -> None:
    first: dict[str, int] = {}
    for number, action in enumerate(context.audit.plan.actions if context.audit.plan else ()):
        if action.id in first:
            line, _ = context.document.line_of(("plan", "actions", first[action.id], "id"))
            message = f"Action {action.id} stands twice; the first is on line {line}."
            path: Path = ("plan", "actions", number, "id")
            context.note("duplicate-action-id", path, message, "Give one of them a new id.")
        first.setdefault(action.id, number)


def _files(context: AuditContext) -> None:
    """A remark where a file that the audit names is not beside it, never an error.

    A school sends the council its one file; the plan before it and the Word document stay on the
    school's own drive. No answer rests on them, and one line must not keep a whole return out of the
    borough's report. (Where it does matter, for two returns of one URN, duplicate-urn says so.)
    """
    audit, kind = context.audit, "file-not-beside"
    if audit.shares is not None:
        check_named_file(context, audit.shares.file, ("shares", "file"), kind=kind)
    if audit.plan is not None:
        for key in ("previous", "document"):
            named = getattr(audit.plan, key)
            if named is not None:
                check_named_file(context, named.file, ("plan", key, "file"), kind=kind)
