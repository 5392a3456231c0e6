"""Questions asked one after the other, as data: an answer in, the next question out. Nothing here prints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from send_audit.suggest import nearest

BACK, QUIT = "b", "q"

_LONGEST_LABEL = 30

Check = Callable[[str], str | None]
"""What is wrong with an answer that was typed, in words, or `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `default` is the word that Enter takes; `None` where an answer must be given.

    `choices` are words of a closed list, each with its label. `intro` are lines before the question.
    `several` is whether any number of choices may be named; the answer is then their words with commas.
    """

    key: str
    text: str
    default: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    intro: tuple[str, ...] = ()
    several: bool = False
    check: Check | None = None

    @property
    def shown_default(self) -> str:
        """What Enter takes, as it stands in brackets: a label, or its number if that is shorter."""
        default = self.default or ""
        words = list(self.choices)
        if self.several:
            return " ".join(str(words.index(w) + 1) for w in default.split(",") if w in words)
        label = self.choices.get(default, default)
        long = default in words and len(label) > _LONGEST_LABEL
        return str(words.index(default) + 1) if long else label

    def offering(self, before: str | None) -> "Question":
        """The question with an earlier answer as its default, if it can still be given."""
        fits = before is not None and (self.several or not self.choices or before in self.choices)
        return replace(self, default=before) if fits else self


Ask = Callable[[Mapping[str, str]], Sequence[Question]]
"""All questions in their order, given the answers so far: an answer may do away with those after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """How far an interview has come. `said` is what to say to the last answer, if anything.

    `state` is `asking` until the last question is answered (`done`) or the person stops (`stopped`).
    """

    ask: Ask
    answers: Mapping[str, str] = field(default_factory=dict)
    at: int = 0
    said: str = ""
    state: Literal["asking", "done", "stopped"] = "asking"

    @property
    def question(self) -> Question | None:
        """The question to ask now; `None` where there is none left."""
        questions = self.ask(self.answers)
        if self.state != "asking" or self.at >= len(questions):
            return None
        question = questions[self.at]
        return question.offering(self.answers.get(question.key))

    def reply(self, text: str) -> "Interview":
        """The interview after an answer; where it was no answer, the same question with a word why."""
        question = self.question
        if question is None:
            return self
        typed = " ".join(text.split())
        if typed.lower() == QUIT:
            return replace(self, state="stopped", said="")
        if typed.lower() == BACK:
            said = "" if self.at else "This is the first question."
            return replace(self, at=max(self.at - 1, 0), said=said)
        word, wrong = _read(question, typed)
        if wrong is not None:
            return replace(self, said=wrong)
        answers = {**self.answers, question.key: word}
        at = self.at + 1
        is_last = at >= len(self.ask(answers))
        return replace(self, answers=answers, at=at, said="", state="done" if is_last else "asking")


def only_yes(typed: str) -> str | None:
    """For a question that Enter answers: “yes” is as good, anything else is no answer."""
    if typed.lower() in ("y", "yes", "ok"):
        return None
    return f"“{typed}” is not understood. Press Enter, or type b or q."


def _read(question: Question, typed: str) -> tuple[str, str | None]:
    """The answer's word, or what is wrong with what was typed."""
    if not typed:
        wrong = None if question.default is not None else "An answer is needed here."
        return question.default or "", wrong
    if not typed.isprintable():
        return "", "That holds keys that are no text, such as an arrow key. Type it again."
    if question.several:
        return _several(question, typed)
    if question.choices:
        return choose(question.choices, typed)
    return typed, question.check(typed) if question.check is not None else None


def _several(question: Question, typed: str) -> tuple[str, str | None]:
    if typed.lower() in ("none", "0", "-"):
        return "", None
    words = list(question.choices)
    named: list[str] = []
    for part in typed.replace(",", " ").split():
        if not (part.isascii() and part.isdigit() and 1 <= int(part) <= len(words)):
            return "", (
                f"“{part}” is not one of the numbers 1 to {len(words)}. "
                "Type numbers with spaces between them, such as 1 3."
            )
        named.append(words[int(part) - 1])
    return ",".join(dict.fromkeys(named)), None


def choose(choices: Mapping[str, str], typed: str) -> tuple[str, str | None]:
    """A word of a closed list by its number, itself, its label or a part of it; or why it is none."""
    words, labels = list(choices), list(choices.values())
    low = typed.lower()
    if typed.isascii() and typed.isdigit():
        if 1 <= int(typed) <= len(words):
            return words[int(typed) - 1], None
        return "", f"There is no number {typed}. Type a number from 1 to {len(words)}."
    whole = [word for word, label in choices.items() if low in (word, label.lower())]
    parts = [word for word, label in choices.items() if low in label.lower()]
    for fitting in (whole, parts):
        if len(fitting) == 1:
            return fitting[0], None
    if parts:
        found = [f"  {words.index(word) + 1}. {choices[word]}" for word in parts]
        return "", "\n".join([f"“{typed}” fits several; type the number of one:", *found])
    near = nearest(low.replace(" ", "-"), words) or nearest(low, labels)
    if near is None:
        return "", f"“{typed}” is not on the list. Type a number from 1 to {len(words)}."
    number = (words if near in words else labels).index(near)
    return "", f"“{typed}” is not on the list. Did you mean {number + 1}. {labels[number]}?"
