"""What an action costs: the plan's own word first, else the checklist's, else nobody's."""

from collections.abc import Iterable

from send_audit.model.checklist import Item
from send_audit.model.plan_document import Action
from send_audit.model.words import CostBand
from send_audit.prospects.results import BANDS, Cost


def cost_of(action: Action, items: Iterable[Item]) -> Cost:
    """The cost of an action for these items.

    The plan's pounds and its band are kept as they are stated. An action with no band of its own is put in
    the highest that the checklist suggests for one of its items, since the work is for all of them: then the
    basis is `suggested`. Pounds are never turned into a band, nor a band into pounds: where one ends and the
    next begins, a council says in words.
    """
    pounds = action.pounds
    if action.cost_band is not None:
        return Cost(band=action.cost_band, basis="stated", pounds=pounds)
    if pounds == 0:
        return Cost(band="none", basis="stated", pounds=pounds)
    band = suggested_band(items)
    return Cost(band=band, basis="unknown" if band is None else "suggested", pounds=pounds)


def suggested_band(items: Iterable[Item]) -> CostBand | None:
    """The highest band that the checklist suggests for one of the items; `None` for no items."""
    suggested = [item.recommendation.cost_band for item in items]
    return max(suggested, key=BANDS.index, default=None)
