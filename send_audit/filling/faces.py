"""Two faces of one conversation: plain lines for every terminal and screen reader, and a calmer page."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Protocol

from send_audit.printable import one_line
from send_audit.render.question_page import QuestionPage

_WIDEST = 88
"""Columns of text that are still easy to read."""

_TOO_NARROW = 20
"""Columns in which no line can be broken sensibly; also where the output is no terminal."""
_NARROW = 40
"""Columns below which headings do not stand beside their texts."""


class Face(Protocol):
    """Shows what is said and asks for a line. `ask` raises EOFError where the input ends."""

    def question(self, page: QuestionPage) -> None:
        """Show a question whole."""

    def say(self, *lines: str) -> None:
        """Say something, a paragraph a line."""

    def choices(self, labels: Sequence[str]) -> None:
        """Show what can be chosen, numbered from 1."""

    def done(self, text: str) -> None:
        """Confirm what was just saved."""

    def ask(self, prompt: str) -> str:
        """Ask for one line."""


class PlainFace:
    """Lines in the order in which they are read aloud: no boxes, no colour, nothing moves."""

    def __init__(self) -> None:
        self._columns = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else 0

    def question(self, page: QuestionPage) -> None:
        """A blank line, where it stands, then what is asked."""
        place = f" {page.place}." if page.place else ""
        count = f"Question {page.number} of {page.total}; {page.progress}."
        self.say(
            "",
            f"{count} {', '.join(page.trail)}.{place}",
            f"{page.id}. {page.criterion}",
            *(f"{label}: {text}" for label, text in (*page.parts, *page.so_far)),
        )

    def say(self, *lines: str) -> None:
        """Each paragraph on lines of its own."""
        for line in lines:
            text = one_line(line)
            if self._columns > _TOO_NARROW:
                text = textwrap.fill(text, self._columns, break_on_hyphens=False)
            print(text)  # noqa: T201 - the conversation

    def choices(self, labels: Sequence[str]) -> None:
        """One choice a line, its number first."""
        self.say(*(f"{number}. {label}" for number, label in enumerate(labels, start=1)))

    def done(self, text: str) -> None:
        """One line."""
        self.say(text)

    def ask(self, prompt: str) -> str:
        """The prompt on the line of the answer."""
        return input(f"{one_line(prompt)}: ")


class PageFace:
    """A page with a rule, a bar and a column of headings; it scrolls, and nothing is ever painted over."""

    def __init__(self) -> None:
        from rich.console import Console

        width = min(shutil.get_terminal_size().columns, _WIDEST)
        self._console = Console(width=width, highlight=False, soft_wrap=False)

    def question(self, page: QuestionPage) -> None:
        """A rule, the trail with the bar, the criterion, and what belongs to it in two columns."""
        from rich.text import Text

        console = self._console
        console.print()
        console.rule(style="dim", characters="─")
        console.print(self._head(page))
        console.print()
        console.print(Text(page.criterion, style="bold"))
        if page.parts or page.so_far:
            console.print()
        self._table(page.parts)
        if page.so_far:
            console.print()
            self._table(page.so_far, style="cyan")
        console.print()

    def _head(self, page: QuestionPage) -> object:
        from rich.table import Table
        from rich.text import Text

        head = Table.grid(expand=True)
        head.add_column(ratio=1)
        head.add_column(justify="right", no_wrap=True)
        left = Text(" › ".join(page.trail), style="dim")
        left.append(f"\n{page.id}", style="bold cyan")
        if page.place:
            left.append(f"  {page.place}", style="bold")
        right = Text(f"{page.progress}\n", style="dim")
        right.append(_bar(page.done, page.total), style="cyan")
        head.add_row(left, right)
        return head

    def _table(self, rows: Iterable[tuple[str, str]], style: str = "dim") -> None:
        from rich.table import Table
        from rich.text import Text

        if self._console.width < _NARROW:
            self.say(*(f"{label}: {text}" for label, text in rows))
            return
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=16)
        table.add_column(ratio=1)
        for label, text in rows:
            table.add_row(Text(one_line(label), style=style), Text(one_line(text)))
        self._console.print(table)

    def say(self, *lines: str) -> None:
        """Paragraphs, wrapped at the page's width."""
        from rich.text import Text

        for line in lines:
            self._console.print(Text(one_line(line)))

    def choices(self, labels: Sequence[str]) -> None:
        """On one line where they fit, else one a line."""
        from rich.text import Text

        if sum(len(label) + 6 for label in labels) < self._console.width:
            self._console.print(
                Text.assemble(
                    *(
                        part
                        for number, label in enumerate(labels, start=1)
                        for part in ((f" {number} ", "bold cyan"), f"{one_line(label)}   ")
                    )
                )
            )
            return
        for number, label in enumerate(labels, start=1):
            self._console.print(Text.assemble((f"{number:>3} ", "bold cyan"), one_line(label)))

    def done(self, text: str) -> None:
        """With a mark in front, so that the eye finds it."""
        from rich.text import Text

        self._console.print(Text.assemble(("✓ ", "bold green"), one_line(text)))

    def ask(self, prompt: str) -> str:
        """The prompt with a sign after it."""
        return input(f"{one_line(prompt)} > ")


def _bar(done: int, total: int) -> str:
    """Ten to twenty cells, full only when all is done."""
    cells = 18
    full = done * cells // total if total else 0
    full = max(full, 1) if done else 0
    return "━" * full + "╌" * (cells - full)
