"""The rating that one answer gives: what was measured counts, unless a reason overrules it."""

from send_audit.model.audit import Answer
from send_audit.model.checklist import Item
from send_audit.model.words import Rating


def rate(item: Item, answer: Answer) -> Rating | None:
    """The rating that counts: the measure's, unless the answer overrules it with a reason."""
    overruled = answer.overrule is not None and answer.rating is not None
    if answer.measured is not None and item.measure is not None and not overruled:
        return item.measure.rate(answer.measured)
    return answer.rating
