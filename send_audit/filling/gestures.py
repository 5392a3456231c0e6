"""What a person may type in place of an answer: back, skip, guidance, jump, undo, quit."""

import re
from dataclasses import dataclass


class Gesture(Exception):  # noqa: N818 - not an error: it leaves a prompt for another part of the loop
    """Leaves the prompt at which it was typed."""


class Back(Gesture):
    """One step back."""


class Skip(Gesture):
    """On to the next question; this one stays as it is."""


class Quit(Gesture):
    """The end of the sitting."""


class Undo(Gesture):
    """Take the last answer back."""


class Guidance(Gesture):
    """All there is to know about this question, and what can be typed."""


class Clear(Gesture):
    """Take this question's answer away."""


class Menu(Gesture):
    """Choose another part of the audit."""


@dataclass
class Jump(Gesture):
    """To the question with this id, or with these words."""

    words: str


@dataclass
class AddPlace(Gesture):
    """A place that the school has; the name may be still to be asked for."""

    name: str


_WORDS: dict[str, type[Gesture]] = {
    "b": Back,
    "back": Back,
    "s": Skip,
    "skip": Skip,
    "q": Quit,
    "quit": Quit,
    "u": Undo,
    "undo": Undo,
    "?": Guidance,
    "h": Guidance,
    "help": Guidance,
    "clear": Clear,
    "m": Menu,
    "menu": Menu,
}
_IN_TEXT = frozenset({*"bsqum?", "menu", "skip", "quit", "undo"})
"""Nobody means such a word alone as text; “back” and “clear” may be meant so."""

_JUMP = re.compile(r"(?:(?:g|go|go to)\s+|/\s*)(.+)", re.IGNORECASE)
_JUMP_TO_ID = re.compile(r"g\s+([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z]+)?-\d{4})", re.IGNORECASE)
_PLACE = re.compile(r"p(?:lace)?(?:\s+(.+))?", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"')

KEYS = (
    ("b", "back to the question before, also out of a text"),
    ("s", "skip: leave it as it is and go on"),
    ("?", "all about this question, and these keys"),
    ("g", "go to a question by its id (g PE-0102), or search (g ramp door)"),
    ("u", "undo the last answer"),
    ("clear", "take this question's answer away"),
    ("p", "add a place (p Back entrance), to be asked about it as well"),
    ("m", "menu: choose a strand, a section, a place, or what needs confirming"),
    ("q", "save and quit; next time it goes on from here"),
)
"""What can be typed at any question, with what it does."""


def read_line(line: str, *, free_text: bool) -> str:
    """The answer in a line, without spaces at its ends. Raises the gesture where it is one.

    In a free text only single letters and a jump to an id are gestures; in quotes they are text.
    """
    text = line.strip()
    lowered = text.lower()
    if free_text:
        if match := _JUMP_TO_ID.fullmatch(text):
            raise Jump(match[1])
        if lowered in _IN_TEXT:
            raise _WORDS[lowered]
        quoted = _QUOTED.fullmatch(text)
        return quoted[1] if quoted and quoted[1].lower() in _IN_TEXT else text
    if lowered in _WORDS:
        raise _WORDS[lowered]
    if match := _JUMP.fullmatch(text):
        raise Jump(match[1])
    if match := _PLACE.fullmatch(text):
        raise AddPlace((match[1] or "").strip())
    return text
