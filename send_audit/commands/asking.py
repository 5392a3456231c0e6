"""An interview at a terminal: plain lines, one question at a time, as a screen reader wants them."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator

import typer

from send_audit.commands.interview import Interview, Question
from send_audit.commands.options import talk


def is_terminal() -> bool:
    """Whether somebody sits at the other end to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def tell(lines: Iterable[str]) -> None:
    """Say something at length: on a terminal, no line is broken within a word.

    A line with a command of ours stays whole, to be copied.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        talk(lines)
        return
    width = shutil.get_terminal_size().columns - 1
    for line in lines:
        margin = line[: len(line) - len(line.lstrip())]
        is_whole = len(line) <= width or _COMMAND in line
        folded = textwrap.wrap(line, width, subsequent_indent=f"{margin}  ", break_on_hyphens=False)
        talk([line] if is_whole else folded)


_COMMAND = ": send-audit "


def hold(interview: Interview) -> Interview:
    """Ask until all is answered, and give the interview with its answers.

    Raises `typer.Abort` where the person stops, at the end of the input and on Ctrl-C, and says that nothing
    was written: whoever asks has written nothing yet.
    """
    try:
        while (question := interview.question) is not None:
            tell(interview.said.split("\n") if interview.said else _lines(question))
            interview = interview.reply(_typed(_prompt(question)))
    except typer.Abort:
        talk(["", _NOTHING])
        raise
    if interview.state == "stopped":
        talk([_NOTHING])
        raise typer.Abort
    return interview


_NOTHING = "Nothing was written."


def _typed(prompt: str) -> str:
    answer: str = typer.prompt(prompt, default="", show_default=False, err=True)
    return answer


def _lines(question: Question) -> Iterator[str]:
    yield ""
    yield from question.intro
    yield from (f"  {n}. {label}" for n, label in enumerate(question.choices.values(), start=1))


def _prompt(question: Question) -> str:
    shown = question.shown_default
    return f"{question.text} [{shown}]" if shown else question.text
