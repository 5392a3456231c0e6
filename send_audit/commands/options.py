"""Options that several commands share, and what they mean."""

import calendar
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.progress import print_line
from send_audit.printable import one_line
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.render.look import Look

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day to judge dates by, as 2026-09-01. Default: today.",
    ),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", help="No bars, no colour: best for a screen reader."),
]
Own = Annotated[
    list[Path] | None,
    typer.Option(
        "--checklists",
        metavar="DIR",
        help="A folder with a council's own checklists or overlays. May be given several times.",
    ),
]
Audits = Annotated[
    list[Path],
    typer.Argument(metavar="AUDIT...", help="One or more audit files (YAML).", show_default=False),
]


def read_as_of(text: str | None) -> date:
    """The day to judge by; of a month, its last. Raises `SendAuditError` where the text is not a day."""
    if text is None:
        return today()
    try:
        if len(text) == len("2026-09-01"):
            return date.fromisoformat(text)
        if len(text) == len("2026-09"):
            first = date.fromisoformat(f"{text}-01")
            return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    except ValueError:
        pass
    raise SendAuditError(
        f"“{text}” is not a day. Write --as-of 2026-09-01, or 2026-09 for the end of a month."
    )


def today() -> date:
    """Today, read here and nowhere else; SOURCE_DATE_EPOCH stands in for it in repeatable builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    return date.today()  # noqa: DTZ011 - a school's own day is meant


def read_words(text: str, known: Sequence[str], option: str) -> tuple[str, ...]:
    """Read a comma list of words. Raises `SendAuditError` on a word that is not known."""
    if not text.strip():
        raise SendAuditError(f"{option} is empty. Choose from: {', '.join(known)}.")
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    wrong = [word for word in words if word not in known]
    if wrong or not words:
        said = ", ".join(wrong) or "nothing"
        raise SendAuditError(
            f"{option}: “{said}” is not one of the choices. Choose from: {', '.join(known)}."
        )
    return words


def read_word(text: str, known: Sequence[str], option: str) -> str:
    """Read one word of a closed list. Raises `SendAuditError`, with what was meant, on any other."""
    if text in known:
        return text
    from send_audit.suggest import nearest

    near = nearest(text.lower().replace(" ", "-"), known)
    hint = f"Did you mean {near}?" if near else f"Choose from: {', '.join(known)}."
    raise SendAuditError(f"{option}: “{text}” is not on the list. {hint}")


def is_fancy(plain: bool) -> bool:
    """Whether colour and bars may be used on standard output."""
    dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("NO_COLOR"))
    return not plain and not dumb and sys.stdout is not None and sys.stdout.isatty()


def look_of(plain: bool) -> "Look":
    """How changes are to read on standard output: in words if `plain`, and as wide as a terminal is."""
    from send_audit.render.look import WIDEST, Look

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1 if on_terminal else WIDEST
    return Look(plain=plain, width=width)


def talk(lines: Iterable[str], *, fold: bool = False) -> None:
    """Say something that is not the product: to standard error, and a line stays a line.

    The name of a file may hold a line break or a terminal's own commands. With `fold`, no line is broken
    within a word on a terminal.
    """
    on_terminal = fold and sys.stderr is not None and sys.stderr.isatty()
    columns = shutil.get_terminal_size().columns - 1 if on_terminal else None
    for line in map(one_line, lines):
        print_line(_folded(line, columns) if columns is not None else line, err=True)


def show_text(text: str, *, nl: bool = True) -> None:
    """Print the product; on a terminal, no line is broken within a word."""
    if sys.stdout is not None and sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns - 1
        text = "\n".join(_folded(line, columns) for line in text.split("\n"))
    typer.echo(text, nl=nl)


_QUOTED_LINE = re.compile(r" *\d* *\| ")
"""A line of a file that a problem shows, or the mark below it: columns matter there."""


def _folded(line: str, columns: int) -> str:
    if len(line) <= columns or _QUOTED_LINE.match(line):
        return line
    margin = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line,
        columns,
        subsequent_indent=f"{margin}  ",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
