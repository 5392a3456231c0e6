"""Asking for one thing: a line, a choice, a text that may stay as it is, a day."""

import re
from collections.abc import Sequence
from datetime import date
from unicodedata import category

from pydantic_core import PydanticCustomError

from send_audit.filling.faces import Face
from send_audit.filling.gestures import read_line
from send_audit.model.scalars import Day
from send_audit.model.words import Rating
from send_audit.render.question_page import RATINGS

KEEP, REMOVE = "", "-"
"""What is typed for a text to stay as it is, and for it to be taken away."""

_NOT_TEXT = ("Cc", "Zl", "Zp", "Co", "Cn")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make text read otherwise than it is; nobody types them."""
_MOST_DIGITS = 4
"""Digits of a number on a list at most."""

_RATING_WORDS: dict[str, Rating] = {
    "yes": "met",
    "y": "met",
    "partly": "partly-met",
    "partial": "partly-met",
    "partially met": "partly-met",
    "part": "partly-met",
    "no": "not-met",
    "n": "not-met",
    "na": "not-applicable",
    "n/a": "not-applicable",
    "does not apply": "not-applicable",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def ask_line(face: Face, prompt: str, *, free_text: bool = False) -> str:
    """One line as it was meant. Raises the gesture where one was typed, EOFError at the input's end."""
    while True:
        typed = face.ask(prompt)
        if not any(category(character) == "Cs" for character in typed):
            return read_line(_clean(typed), free_text=free_text)
        face.say(
            "A letter in it could not be read. Please type it again, if need be without accents."
        )


def _clean(typed: str) -> str:
    """The line without a terminal's own commands; the marks that join letters in other scripts stay."""
    return "".join(
        " " if category(c) in _NOT_TEXT else c for c in typed if c not in _OVERRIDES
    ).strip()


def ask_text(face: Face, prompt: str, there: str | None) -> str | None:
    """A text, `None` where what is there stays; an empty one takes it away."""
    hint = "Enter leaves it out" if there is None else "Enter keeps it, - takes it away"
    while is_number(typed := ask_line(face, f"{prompt} ({hint})", free_text=True)):
        face.say("A number alone says too little here. Type words, or Enter.")
    if typed == KEEP:
        return None
    return "" if typed == REMOVE else typed


def ask_needed_text(face: Face, prompt: str) -> str:
    """A text that has to be given."""
    while not (typed := ask_line(face, prompt, free_text=True)):
        face.say("A few words are needed here; b goes back.")
    return typed


def ask_choice(face: Face, labels: Sequence[str], prompt: str) -> int | None:
    """Which of the labels, from 0; `None` for Enter. What is not on the list is asked again."""
    face.choices(labels)
    while True:
        typed = ask_line(face, prompt)
        if not typed:
            return None
        found = read_choice(typed, labels)
        if found is not None:
            return found
        face.say(f"“{typed}” is not one of them. Type a number from 1 to {len(labels)}.")


def is_number(typed: str) -> bool:
    """Whether a number on a list can be meant."""
    return typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS


def read_choice(typed: str, labels: Sequence[str]) -> int | None:
    """A number, or words that only one of the labels starts with."""
    if is_number(typed):
        return int(typed) - 1 if 1 <= int(typed) <= len(labels) else None
    words = typed.casefold()
    fitting = [at for at, label in enumerate(labels) if label.casefold().startswith(words)]
    return fitting[0] if len(fitting) == 1 else None


def read_rating(typed: str, *, numbers: bool = True) -> Rating | None:
    """A rating by its number or its word; `None` for anything else."""
    if is_number(typed):
        return RATINGS[int(typed) - 1] if numbers and 1 <= int(typed) <= len(RATINGS) else None
    word = re.sub(r"[\s_-]+", "-", typed.lower())
    exact = next((rating for rating in RATINGS if rating == word), None)
    return exact or _RATING_WORDS.get(typed.lower())


def ask_due(face: Face, day: date) -> str | None:
    """A day or a month from today on, as files write it; `None` where nobody can say yet."""
    while True:
        typed = ask_line(
            face, "By when, such as 2027-07 or July 2027? (Enter: no date yet)", free_text=True
        )
        if not typed:
            return None
        text = _as_month(typed)
        try:
            due = Day.parse(text)
        except PydanticCustomError as error:
            words = error.context or {}
            face.say(f"{words['message']} {words['fix']}")
            continue
        if due.last < day:
            face.say("That has passed already. Choose a day to come.")
            continue
        return text


def _as_month(typed: str) -> str:
    """“July 2027” as 2027-07; anything else as it is."""
    match = re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{4})", typed)
    if match is None or match[1][:3].lower() not in _MONTHS:
        return typed
    return f"{match[2]}-{_MONTHS.index(match[1][:3].lower()) + 1:02}"
