"""What one audit is held to: its checklists, with a council's overlays laid over them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from send_audit.model.borough import Overlay, OverlayItem
from send_audit.model.checklist import BINDING, Checklist, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a council adds to an item for those who answer it. It never changes what the item asks."""

    by: str
    guidance: str | None
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The checklists that an audit answers, overlays applied.

    `left_out` has the reason for each item that an overlay leaves out; `advice` what overlays add to an
    item; `overlays` the version of each overlay by its id, which its own items' checklist has too.
    """

    checklists: tuple[Checklist, ...]
    left_out: Mapping[str, str]
    advice: Mapping[str, tuple[Advice, ...]]
    overlays: Mapping[str, str]


def make_content(checklists: Sequence[Checklist], overlays: Sequence[Overlay] = ()) -> Content:
    """Lay the overlays over the checklists, in their order: of two weights for one item the last counts.

    An overlay touches only checklists whose version it names. It never leaves out a `must` or
    `have-regard` item, whatever its file says: an older version of a checklist may have called an item a
    duty that today's does not.
    """
    laid = list(checklists)
    left_out: dict[str, str] = {}
    advice: dict[str, tuple[Advice, ...]] = {}
    for overlay in overlays:
        for index, checklist in enumerate(laid):
            if covers(overlay, checklist):
                left_out |= _left_out(overlay, checklist)
                for id_, said in _advice(overlay, checklist):
                    advice[id_] = (*advice.get(id_, ()), said)
                laid[index] = _overlaid(checklist, overlay.items)
    own = [own_checklist(overlay, checklists) for overlay in overlays]
    return Content(
        checklists=(*laid, *(checklist for checklist in own if checklist is not None)),
        left_out=left_out,
        advice=advice,
        overlays={overlay.id: overlay.version for overlay in overlays},
    )


def covers(overlay: Overlay, checklist: Checklist) -> bool:
    """Whether the overlay is made for this checklist at this version."""
    versions = overlay.of.get(checklist.id)
    return versions is not None and versions.holds(checklist.version)


def _left_out(overlay: Overlay, checklist: Checklist) -> dict[str, str]:
    return {
        item.id: reason
        for item in checklist.items()
        if item.id in overlay.items
        and item.duty not in BINDING
        and (reason := overlay.items[item.id].leave_out) is not None
    }


def _advice(overlay: Overlay, checklist: Checklist) -> Iterator[tuple[str, Advice]]:
    for item in checklist.items():
        change = overlay.items.get(item.id)
        if change is not None and (change.guidance is not None or change.contact is not None):
            yield item.id, Advice(by=overlay.by, guidance=change.guidance, contact=change.contact)


def _overlaid(checklist: Checklist, changes: Mapping[str, OverlayItem]) -> Checklist:
    sections = tuple(
        section.model_copy(
            update={
                "items": tuple(
                    _changed(item, changes[item.id]) if item.id in changes else item
                    for item in section.items
                )
            }
        )
        for section in checklist.sections
    )
    return checklist.model_copy(update={"sections": sections})


def _changed(item: Item, change: OverlayItem) -> Item:
    update: dict[str, object] = {"evidence": (*item.evidence, *change.evidence)}
    if change.weight is not None:
        update["weight"] = change.weight
    if change.recheck_after_months is not None:
        update["recheck_after_months"] = change.recheck_after_months
    return item.model_copy(update=update)


def own_checklist(overlay: Overlay, checklists: Iterable[Checklist]) -> Checklist | None:
    """The overlay's own items as a checklist of their own, or `None` where it adds none.

    Its strand and role are those that the checklists it is made for have in common; where they differ,
    each item names its strand. Scores can be compared with other places' by leaving this checklist out.
    """
    if not overlay.add or overlay.prefix is None:
        return None
    covered = [checklist for checklist in checklists if checklist.id in overlay.of]
    strands = {checklist.strand for checklist in covered}
    roles = {checklist.role for checklist in covered}
    return Checklist.model_validate(
        {
            "schema": "send-audit/checklist@1",
            "id": overlay.id,
            "prefix": overlay.prefix,
            "title": overlay.title,
            "version": overlay.version,
            "language": "en-GB",
            "strand": strands.pop() if len(strands) == 1 else "none",
            "role": roles.pop() if len(roles) == 1 else "access",
            "nations": ("england", "wales"),
            "sections": overlay.add,
        }
    )


def items_by_id(checklists: Iterable[Checklist]) -> dict[str, tuple[Checklist, Item]]:
    """Every item with its checklist; of two with one id, the later."""
    return {item.id: (checklist, item) for checklist in checklists for item in checklist.items()}
