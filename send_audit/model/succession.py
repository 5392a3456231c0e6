"""The numbers that one school had over the years: a closed school may go on under a new one."""

from collections.abc import Iterable, Mapping

from send_audit.model.borough import Successor

_LONGEST_CHAIN = 200
"""Numbers that one school can have had; a longer chain is no history, and each school would follow it."""


class Numbers:
    """The numbers that schools had over the years, as a borough's `successors` tells them.

    A link back to a number that comes before it closes a circle, and is left out: a school that is its own
    predecessor is a slip of the pen, and would have the extension of any other in the circle.
    `closing_circles` are where such links stand in the list.
    """

    def __init__(self, successors: Iterable[Successor]) -> None:
        self._later: dict[str, list[str]] = {}
        self._earlier: dict[str, list[str]] = {}
        closing: list[int] = []
        for at, successor in enumerate(successors):
            if successor.old in _reached(successor.new, self._later):
                closing.append(at)
                continue
            self._later.setdefault(successor.old, []).append(successor.new)
            self._earlier.setdefault(successor.new, []).append(successor.old)
        self.closing_circles = tuple(closing)

    def until(self, urn: str) -> set[str]:
        """This number and all before it."""
        return _reached(urn, self._earlier)

    def all_of(self, urn: str) -> set[str]:
        """This number, all before it and all after it; not those of a school that split off."""
        return self.until(urn) | _reached(urn, self._later)


def _reached(start: str, links: Mapping[str, list[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting and len(found) < _LONGEST_CHAIN:
        new = [urn for urn in links.get(waiting.pop(), ()) if urn not in found]
        found.update(new)
        waiting += new
    return found
