"""The items of a return as it was held to them: at the versions that it pins, with its overlays."""

from collections.abc import Mapping

from send_audit.borough.area import Asked
from send_audit.borough.facts import SchoolFacts
from send_audit.load.library import Library
from send_audit.model.content import make_content
from send_audit.model.words import Nation

_Pins = tuple[Nation, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


class HeldTo:
    """Looks up what returns were held to. Schools of one round share it, so it is worked out once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[_Pins, Mapping[str, Asked]] = {}

    def items(self, facts: SchoolFacts) -> Mapping[str, Asked]:
        """The items by id. Those of a checklist version that is not to be had are not among them."""
        pins = (facts.nation, tuple(facts.checklists.items()), tuple(facts.overlays.items()))
        if pins not in self._known:
            self._known[pins] = self._look_up(*pins)
        return self._known[pins]

    def _look_up(
        self,
        nation: Nation,
        checklists: tuple[tuple[str, str], ...],
        overlays: tuple[tuple[str, str], ...],
    ) -> Mapping[str, Asked]:
        found = (self._library.find_for(nation, *pin) for pin in checklists)
        layers = (self._library.find_layer(nation, *pin) for pin in overlays)
        content = make_content(
            [checklist for checklist in found if checklist is not None],
            [layer for layer in layers if layer is not None],
        )
        return {
            item.id: Asked(checklist=checklist, section=section, item=item)
            for checklist in content.checklists
            for section in checklist.sections
            for item in section.items
        }
