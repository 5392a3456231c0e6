"""SA3 for overlay files: they name what exists, keep to a prefix of their own, and weaken no duty."""

from send_audit.load.nodes import Path
from send_audit.model.borough import Overlay, OverlayItem
from send_audit.model.checklist import BINDING, Checklist, Item
from send_audit.model.content import covers, own_checklist
from send_audit.suggest import nearest
from send_audit.validate.content import check_items, check_own_duties, note_prefix_taken, placed
from send_audit.validate.context import FileContext
from send_audit.validate.style import check_style


def check_overlay(context: FileContext, overlay: Overlay) -> None:
    """Note the problems of one overlay file."""
    library = context.library
    if overlay.id in library.ids:
        message = f"“{overlay.id}” is the id of a checklist."
        context.note("shipped-id-taken", ("id",), message, "Give the overlay an id of its own.")
    covered = _covered(context, overlay)
    items = {item.id: (checklist, item) for checklist in covered for item in checklist.items()}
    for id_, change in overlay.items.items():
        if id_ not in items:
            _unknown(context, overlay, id_, items)
        else:
            _check_duty(context, id_, covered, change)
    _check_added(context, overlay, covered)


def _covered(context: FileContext, overlay: Overlay) -> list[Checklist]:
    """Every version that the overlay is made for; those that it names and that are not there are noted."""
    library = context.library
    covered: list[Checklist] = []
    for id_, versions in overlay.of.items():
        path: Path = ("of", id_)
        known = [c for v in library.versions(id_) if (c := library.find(id_, v)) is not None]
        fitting = [checklist for checklist in known if covers(overlay, checklist)]
        if not known:
            meant = nearest(id_[:100], library.ids)
            fix = f"Did you mean {meant}?" if meant else f"Choose from: {', '.join(library.ids)}."
            context.note("unknown-checklist", path, f"There is no checklist “{id_}”.", fix)
        elif not fitting:
            message = f"No version of {id_} lies in “{versions.text}”."
            fix = f"There are: {', '.join(library.versions(id_))}."
            context.note("unknown-checklist-version", path, message, f"Choose again. {fix}")
        covered += fitting
    return covered


def _unknown(
    context: FileContext,
    overlay: Overlay,
    id_: str,
    items: dict[str, tuple[Checklist, Item]],
) -> None:
    path: Path = ("items", id_)
    elsewhere = context.library.items.get(id_)
    if elsewhere is not None and elsewhere[0].id not in overlay.of:
        message = f"{id_} belongs to {elsewhere[0].id}, which `of` does not name."
        fix = f"Add `{elsewhere[0].id}: {elsewhere[0].version.partition('.')[0]}.x` under `of:`."
    else:
        meant = nearest(id_, items)
        message = f"There is no item {id_} in what this overlay is made for."
        fix = f"Did you mean {meant}?" if meant else "See `send-audit checklist list --items`."
    context.note("unknown-item", path, message, fix)


def _check_duty(
    context: FileContext, id_: str, covered: list[Checklist], change: OverlayItem
) -> None:
    """What a statute commands is asked of everyone, no less often and no more lightly than elsewhere.

    Every version counts that the overlay is made for: an older one may have called it a duty that the
    newest does not.
    """
    duties = [(c, i) for c in covered for i in c.items() if i.id == id_ and i.duty in BINDING]
    if not duties:
        return
    path: Path = ("items", id_)
    if change.leave_out is not None:
        message = f"{id_} is a duty: it cannot be left out."
        fix = "Delete `leave_out`; a school to which it does not apply can say so."
        context.note("overlay-weakens-duty", (*path, "leave_out"), message, fix)
    months = min(checklist.recheck_months(item) for checklist, item in duties)
    if change.recheck_after_months is not None and change.recheck_after_months > months:
        message = f"{id_} is a duty: it is checked again after {months} months at the latest."
        fix = f"Write {months} or less, or delete the line."
        context.note("overlay-weakens-duty", (*path, "recheck_after_months"), message, fix)
    weight = max(item.weight for _, item in duties)
    if change.weight is not None and change.weight < weight:
        message = f"{id_} is a duty: it weighs {weight} at least."
        fix = f"Write {weight} or more, or delete the line."
        context.note("overlay-weakens-duty", (*path, "weight"), message, fix)


def _check_added(context: FileContext, overlay: Overlay, covered: list[Checklist]) -> None:
    if overlay.prefix is None:
        if overlay.add:
            message = "The overlay adds items and has no prefix for them."
            context.note(
                "overlay-without-prefix", ("add",), message, "Add a line such as `prefix: X-EST`."
            )
        return
    if overlay.prefix in context.library.shipped.prefixes:
        note_prefix_taken(context, overlay.prefix)
    check_items(context, overlay.add, overlay.prefix, ("add",))
    check_own_duties(context, overlay.add, ("add",))
    own = own_checklist(overlay, covered)
    if own is not None:
        check_style(context, own, ("add",), nations=False)
    if own is not None and own.role == "access" and own.strand == "none":
        for item, path in placed(overlay.add, ("add",)):
            if item.strand is None:
                message = (
                    f"{item.id} does not say which strand it belongs to, so it counts in none."
                )
                fix = (
                    "Add `strand:` with physical-environment, curriculum or information (or none)."
                )
                context.note("item-without-strand", path, message, fix)
