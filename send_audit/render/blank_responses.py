"""The questions of an audit file: each answered, or as a comment ready to be answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from send_audit.model.checklist import Checklist, Item
from send_audit.model.content import Advice
from send_audit.printable import one_line
from send_audit.render.checklist_text import advice_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands at an item beside its question: comments above it, and the lines of its answer.

    The lines are as the file has them, indented.
    """

    comments: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()


HOW_TO_ANSWER = (
    "# To answer an item, delete “# ” (with its space) before each of its lines. A rating is one of:",
    "#   met, partly-met, not-met, not-applicable (with a line `reason:`).",
    "# Help with any item: send-audit checklist show {item}",
)
HOW_TO_CONFIRM = (
    "# An answer with `to_confirm:` is from last time. Look again; then delete that line and write the day",
    "# behind `checked_on:`. Until then it counts as not confirmed.",
)


def render_responses(
    asked: Sequence[Checklist],
    advice: Mapping[str, tuple[Advice, ...]],
    filled: Mapping[str, Filled] = MappingProxyType({}),
) -> Iterator[str]:
    """The lines below `responses:`, item by item in the checklists' order."""
    nothing = Filled()
    for checklist in asked:
        yield f"  # ==== {_flat(checklist.title)} ===="
        for section in checklist.sections:
            yield f"  # -- {_flat(section.title)}"
            for item in section.items:
                yield from _item(item, advice.get(item.id, ()), filled.get(item.id, nothing))


def _item(item: Item, advice: Iterable[Advice], filled: Filled) -> Iterator[str]:
    yield f"  # {_flat(item.criterion)}"
    for said in advice:
        yield f"  # ({_flat(f'{said.by} adds: {advice_words(said)}')})"
    yield from filled.comments
    yield from filled.answer or _template(item)


def _template(item: Item) -> Iterator[str]:
    yield f"  # {item.id}:"
    deeper = "  "
    if item.per is not None:
        yield "  #   places:"
        yield f"  #     {item.per}-1:"
        deeper = "      "
    key = "measured" if item.measure is not None else "rating"
    yield f"  # {deeper}{key}:"


def _flat(text: str) -> str:
    """Text of a checklist on one line: a line break in it would end the comment and begin an answer."""
    return one_line(" ".join(text.split()))
