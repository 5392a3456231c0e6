"""SA3 and SA704 for a borough's own files: what the round, a moderation and a strategy name is there."""

from collections.abc import Collection, Iterable

from send_audit.load.nodes import Path
from send_audit.model.borough import Borough, Moderation, ModerationFinding
from send_audit.model.strategy import Strategy
from send_audit.model.succession import Numbers
from send_audit.validate.context import FileContext
from send_audit.validate.files import check_named_file
from send_audit.validate.references import (
    check_checklists_listed,
    check_overlays_listed,
    nearest_known,
)


def check_borough(context: FileContext, borough: Borough) -> None:
    """Note the problems of `borough.yaml` alone; `send_audit.round` holds it against the returns.

    The files that a council's own files name are errors where they are not there: the folder is the
    store, and what it names the borough's report and strategy are made from.
    """
    check_checklists_listed(context, borough.checklists, ("checklists",))
    check_overlays_listed(
        context,
        borough.overlays,
        ("overlays",),
        absent="Put it into the folder overlays/ beside this file, or delete the line.",
    )
    check_named_file(context, borough.strategy, ("strategy",))
    for key in ("not_expected", "extensions"):
        urns = [entry.urn for entry in getattr(borough, key)]
        _check_unique(context, urns, key, "urn", "Delete one of them.")
    for at in Numbers(borough.successors).closing_circles:
        pair = borough.successors[at]
        message = f"With this, {pair.old} comes before itself: its successors lead back to it."
        fix = "Check both: `old` closed, `new` opened after it. Until then the line counts for nothing."
        context.note("successor-circle", ("successors", at, "new"), message, fix)


def check_moderation(context: FileContext, moderation: Moderation) -> None:
    """Note each finding about an item that does not exist, and each that does not say what it means.

    The return pins its own versions, which this file does not say: an item of any version will do.
    """
    for id_, finding in moderation.findings.items():
        _check_view(context, id_, finding)
    known = context.library.items
    earlier: frozenset[str] | None = None
    for id_ in moderation.findings:
        if context.found.is_swamped:
            return
        if id_ in known:
            continue
        earlier = _earlier_items(context) if earlier is None else earlier
        if id_ not in earlier:
            meant = nearest_known(context, id_, known.keys())
            fix = f"Did you mean {meant}?" if meant else "See `send-audit checklist list --items`."
            context.note("unknown-item", ("findings", id_), f"There is no item {id_}.", fix)


def _check_view(context: FileContext, id_: str, finding: ModerationFinding) -> None:
    """What an officer's view of one answer leaves unsaid. The place itself is held to the return later."""
    path: Path = ("findings", id_)
    kind, said = "moderation-unclear", finding.verdict
    if said == "changed" and finding.rating is None:
        fix = "Add `rating:` with the officer's, or make it a `query`."
        context.note(kind, path, f"{id_} is changed, and no rating says to what.", fix)
    elif said == "changed" and finding.reason is None:
        fix = "Add `reason:`: the school is told it, and so is the reader of the borough's report."
        context.note(kind, path, f"{id_} is changed, and no reason says why.", fix)
    elif said != "changed" and finding.rating is not None:
        fix = "Write `changed`, or delete the rating."
        message = f"“{said}” changes nothing, so the rating of {id_} is not used."
        context.note(kind, (*path, "rating"), message, fix)
    known = context.library.items.get(id_)
    if finding.place is not None and known is not None and known[1].per is None:
        fix = "Delete `place:`, unless the school answered it place by place."
        message = f"{id_} is not asked place by place."
        context.note(kind, (*path, "place"), message, fix)


def _earlier_items(context: FileContext) -> frozenset[str]:
    """The items of every version; read only where the newest do not have one."""
    library = context.library
    checklists = [library.find(id_, v) for id_ in library.ids for v in library.versions(id_)]
    listed = (item.id for checklist in checklists if checklist for item in checklist.items())
    sections = (section for overlay in library.own.overlays for section in overlay.add)
    added = (item.id for section in sections for item in section.items)
    return frozenset((*listed, *added))


def check_strategy(context: FileContext, strategy: Strategy) -> None:
    """Note the problems of one strategy file."""
    check_named_file(context, strategy.audit, ("audit",))
    if strategy.previous is not None:
        check_named_file(context, strategy.previous.file, ("previous", "file"))
    for key in ("sen_priorities", "principles", "key_priorities"):
        ids = [entry.id for entry in getattr(strategy, key)]
        _check_unique(context, ids, key, "id", "Give one of them an id of its own.")
    priorities = {priority.id for priority in strategy.sen_priorities}
    principles = {principle.id for principle in strategy.principles}
    for number, key_priority in enumerate(strategy.key_priorities):
        top: Path = ("key_priorities", number)
        for key, named, known in (
            ("sen_priorities", key_priority.sen_priorities, priorities),
            ("principles", key_priority.principles, principles),
        ):
            _check_named(context, named, known, key, (*top, key))


def _check_unique(
    context: FileContext, values: Iterable[str], key: str, field: str, fix: str
) -> None:
    first: dict[str, int] = {}
    for number, value in enumerate(values):
        if value in first:
            line, _ = context.document.line_of((key, first[value], field))
            message = f"{value} stands twice in `{key}`; the first is on line {line}."
            context.note("given-twice", (key, number, field), message, fix)
        first.setdefault(value, number)


def _check_named(
    context: FileContext, named: Iterable[str], known: Collection[str], key: str, top: Path
) -> None:
    for index, id_ in enumerate(named):
        if context.found.is_swamped:
            return
        if id_ not in known:
            meant = nearest_known(context, id_, sorted(known))
            fix = (
                f"Did you mean {meant}?" if meant else f"Add it under `{key}:` at the left margin."
            )
            message = f"No entry of `{key}` has the id “{id_}”."
            context.note("unknown-word", (*top, index), message, fix)
