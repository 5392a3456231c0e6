"""The council's own actions: which priority and which strand each serves, and how it is printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed
from send_audit.model.words import STRANDS, PriorityTag, StrandOrNone
from send_audit.render.borough.blocks import Card
from send_audit.render.borough.sections.key_priorities import Told
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.plan_cards import action_card, done_action, dropped_action, headline
from send_audit.render.privacy import public_actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The public actions of the council by what they serve.

    `first` are those printed under a priority, by its id; `also` those printed under another that serve it
    too. `nowhere` serve none.
    """

    first: Mapping[str, tuple[Action, ...]]
    also: Mapping[str, tuple[Action, ...]]
    nowhere: tuple[Action, ...]


def serve(draft: Draft) -> Served:
    """Put each action under the key priority that it is most about."""
    first: dict[str, list[Action]] = {}
    also: dict[str, list[Action]] = {}
    nowhere: list[Action] = []
    for action in council_actions(draft):
        tags = tuple(_tags(draft, action))
        served = sorted(
            (told for told in draft.priorities if set(told.tags) & set(tags)),
            key=lambda told: min(tags.index(tag) for tag in told.tags if tag in tags),
        )
        if not served:
            nowhere.append(action)
            continue
        first.setdefault(served[0].id, []).append(action)
        for told in served[1:]:
            also.setdefault(told.id, []).append(action)
    return Served(
        first={id_: tuple(found) for id_, found in first.items()},
        also={id_: tuple(found) for id_, found in also.items()},
        nowhere=tuple(nowhere),
    )


def council_actions(draft: Draft) -> tuple[Action, ...]:
    """The council's actions that are for everybody to read."""
    return public_actions(draft.authority) if draft.authority is not None else ()


def _tags(draft: Draft, action: Action) -> Iterator[PriorityTag]:
    """What an action is about, the most telling first: its strand, its items' strands, then the rest."""
    strand = strand_of(draft, action)
    items = draft.area.items
    tags = [tag for id_ in action.for_ if id_ in items for tag in items[id_].item.priorities]
    own: list[PriorityTag] = [one for one in STRANDS if one == strand]
    yield from dict.fromkeys((*own, *(t for t in tags if t in STRANDS), *tags))


def strand_of(draft: Draft, action: Action) -> StrandOrNone | None:
    """The action's own strand, else the first that an item of it is tagged with."""
    if action.strand is not None:
        return action.strand
    items = draft.area.items
    tags = (tag for id_ in action.for_ if id_ in items for tag in items[id_].item.priorities)
    return next((strand for tag in tags for strand in STRANDS if strand == tag), None)


def card(assessed: Assessed, action: Action) -> Card:
    """An action as a card: what, why, who, by when, from what, and how we shall know."""
    if action.status in ("done", "dropped"):
        ended_as = done_action if action.status == "done" else dropped_action
        ended = ended_as(assessed, action)
        return Card(heading=ended.heading.removesuffix("."), words=(ended.text,))
    made = action_card(assessed, action)
    words = (made.aim, made.text, made.progress)
    return Card(
        heading=made.heading,
        words=tuple(text for text in words if text is not None),
        facts=made.facts,
    )


def named(action: Action) -> str:
    """An action in one short line."""
    return headline(action)[0]


def without_a_home(told: Told, served: Served) -> bool:
    """Whether no action that is still ahead serves the priority."""
    found = (*served.first.get(told.id, ()), *served.also.get(told.id, ()))
    return all(action.status in ("done", "dropped") for action in found)
