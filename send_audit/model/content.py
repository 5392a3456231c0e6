"""What one audit is held to: its checklists, with a council's overlays laid over them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from send_audit.model.borough import Overlay, OverlayItem
from send_audit.model.checklist import BINDING, Checklist, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a council adds to an item for those who answer it. It never changes what the item asks."""

    by: str
    guidance: str | None
    contact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """An overlay, with its own items as a checklist of their own where it adds any."""

    overlay: Overlay
    own: Checklist | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The checklists that an audit answers, overlays applied.

    `left_out` says of each item that an overlay leaves out who does so and why; `advice` has what overlays
    add to an item; `overlays` are those that hold for one of the checklists.
    """

    checklists: tuple[Checklist, ...]
    left_out: Mapping[str, str]
    advice: Mapping[str, tuple[Advice, ...]]
    overlays: tuple[Overlay, ...]


def make_content(checklists: Sequence[Checklist], layers: Sequence[Layer] = ()) -> Content:
    """Lay the overlays over the checklists, in their order: of two weights for one item the last counts.

    An overlay touches only checklists whose version it names, and its own items are asked only beside one of
    those. It never leaves out a `must` or `have-regard` item, whatever its file says: an older version of a
    checklist may have called an item a duty that today's does not.
    """
    laid = list(checklists)
    left_out: dict[str, str] = {}
    advice: dict[str, tuple[Advice, ...]] = {}
    holding = [x for x in layers if any(covers(x.overlay, c) for c in checklists)]
    for overlay in (layer.overlay for layer in holding):
        for index, checklist in enumerate(laid):
            if covers(overlay, checklist):
                left_out |= _left_out(overlay, checklist)
                for id_, said in _advice(overlay, checklist):
                    advice[id_] = (*advice.get(id_, ()), said)
                laid[index] = checklist.with_items(partial(_changed, overlay.items))
    return Content(
        checklists=(*laid, *(layer.own for layer in holding if layer.own is not None)),
        left_out=left_out,
        advice=advice,
        overlays=tuple(layer.overlay for layer in holding),
    )


def covers(overlay: Overlay, checklist: Checklist) -> bool:
    """Whether the overlay is made for this checklist at this version."""
    versions = overlay.of.get(checklist.id)
    return versions is not None and versions.holds(checklist.version)


def _left_out(overlay: Overlay, checklist: Checklist) -> dict[str, str]:
    return {
        item.id: f"{overlay.by}: {reason}"
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


def _changed(changes: Mapping[str, OverlayItem], item: Item) -> Item:
    """The item with an overlay's weight, period and evidence; a duty is never weakened."""
    change = changes.get(item.id)
    if change is None:
        return item
    update: dict[str, object] = {"evidence": (*item.evidence, *change.evidence)}
    weight, months = change.weight, change.recheck_after_months
    if weight is not None and not (item.duty in BINDING and weight < item.weight):
        update["weight"] = weight
    longest = item.recheck_after_months if item.duty in BINDING else None
    if months is not None:
        update["recheck_after_months"] = months if longest is None else min(months, longest)
    return item.model_copy(update=update)


def own_checklist(overlay: Overlay, covered: Iterable[Checklist]) -> Checklist | None:
    """The overlay's own items as a checklist of their own, or `None` where it adds none.

    `covered` are the checklists that it is made for. The strand is the one that they have in common; where
    they differ, each item names its own. The role is theirs, though items beside duties are no duties:
    those are counted alike everywhere. Scores can be compared by leaving this checklist out.
    """
    if not overlay.add or overlay.prefix is None:
        return None
    covered = [checklist for checklist in covered if checklist.id in overlay.of]
    strands = {checklist.strand for checklist in covered}
    roles = {checklist.role for checklist in covered}
    role = roles.pop() if len(roles) == 1 else "access"
    return Checklist.model_validate(
        {
            "schema": "send-audit/checklist@1",
            "id": overlay.id,
            "prefix": overlay.prefix,
            "title": overlay.title,
            "version": overlay.version,
            "language": "en-GB",
            "strand": strands.pop() if len(strands) == 1 else "none",
            "role": "access" if role == "duty" else role,
            "nations": ("england", "wales"),
            "sections": overlay.add,
        }
    )


def items_by_id(checklists: Iterable[Checklist]) -> dict[str, tuple[Checklist, Item]]:
    """Every item with its checklist; of two with one id, the later."""
    return {item.id: (checklist, item) for checklist in checklists for item in checklist.items()}
