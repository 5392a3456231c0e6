"""How a change reads: in symbols or in words, and one item to a line as far as the screen is wide."""

import textwrap
from dataclasses import dataclass

from send_audit.model.words import Rating
from send_audit.render.wording import rating_label, rating_word

WIDEST = 100
"""How long a line about one item gets, however wide the screen: beyond, the eye loses its place."""

_LEAST = 40
"""However much is said before it, so much of a text is always there."""


def flat(text: str) -> str:
    """The text on one line: a file may hold it as a block of several."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Look:
    """`plain` is for those who listen: words in place of arrows and symbols. `width` is in characters."""

    plain: bool = False
    width: int = WIDEST

    def from_to(self, old: str, new: str | None = None) -> str:
        """“41 → 58”, or “from 41 to 58”; one alone stays as it is."""
        if new is None:
            return old
        if not self.plain:
            return f"{old} → {new}"
        return f"{old} as before" if old == new else f"from {old} to {new}"

    def in_row(self, *words: str) -> str:
        """“41 → 50 → 58”, or “41, then 50, then 58”."""
        return (", then " if self.plain else " → ").join(words)

    def rating(self, rating: Rating | None) -> str:
        """“✓ Met”, or “met”."""
        return rating_word(rating).lower() if self.plain else rating_label(rating)

    def line(self, id_: str, said: str | None, text: str, *, indent: int) -> str:
        """An id, what is said of it if anything, and the text, cut at a word where the line gets long.

        What is cut from a criterion, `checklist show` has whole.
        """
        start = f"{' ' * indent}{id_}  {f'{said}: ' if said else ''}"
        room = min(self.width, WIDEST) - len(start)
        return start + textwrap.shorten(text, max(room, _LEAST), placeholder=" …")
