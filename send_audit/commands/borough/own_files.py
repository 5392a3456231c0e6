"""The files that officers write themselves: read, checked as `validate` does, and said with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from send_audit.commands.options import talk
from send_audit.commands.outcome import EXIT_PROBLEMS, exit_code

if TYPE_CHECKING:
    from send_audit.council import Shelf
    from send_audit.load.round_folder import RoundFolder
    from send_audit.problems import Problem

_SAID = ("moderation-unclear",)
"""Remarks without which an officer would wonder why a reading does not count."""


def read_round(folder: Path) -> "RoundFolder":
    """Read a borough folder; where its own file or its list is not sound, say what is wrong and end with 1.

    Raises `SendAuditError` where one of them is not there.
    """
    from send_audit.load.round_folder import BrokenRoundError, read_round_folder
    from send_audit.render.due_text import command_line
    from send_audit.render.problems_text import render_problems_text

    try:
        return read_round_folder(folder)
    except BrokenRoundError as error:
        talk(render_problems_text(error.problems).splitlines())
        everything = command_line("validate", str(folder))
        talk([f"send-audit: {error} All that is wrong in the folder: {everything}"])
        raise typer.Exit(exit_code(error.problems) or EXIT_PROBLEMS) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFiles:
    """What is wrong with them. `unread` are moderation files of which nothing can be used."""

    problems: "tuple[Problem, ...]"
    unread: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Each error with its line and what to do, and which readings count for nothing."""
        from send_audit.render.problems_text import render_problems_text

        shown = [p for p in self.problems if p.kind.severity == "error" or p.kind.name in _SAID]
        yield from render_problems_text(shown).splitlines()
        yield from (
            f"{file}: this reading counts for nothing until it is mended." for file in self.unread
        )


def check_own_files(
    round_: "RoundFolder", shelf: "Shelf", day: date, *, strategy: bool = True
) -> OwnFiles:
    """Check `borough.yaml`, the moderation files and, where asked, the file of the strategy."""
    from send_audit.load.round_folder import BOROUGH_FILE, MODERATION, STRATEGY_FILE
    from send_audit.load.walk import is_file, yaml_in
    from send_audit.model.borough import Moderation
    from send_audit.pipeline import check_file
    from send_audit.round import check_numbers

    folder = round_.folder
    borough_file = folder / BOROUGH_FILE
    read = yaml_in(folder / MODERATION)
    own = [folder / (round_.borough.strategy or STRATEGY_FILE)] if strategy else []
    files = [borough_file, *read, *filter(is_file, own)]
    checked = {file: check_file(file, shelf.library_for(file), day) for file in files}
    problems = [problem for one in checked.values() for problem in one.problems]
    unread = (f for f in read if not isinstance(checked[f].document.model, Moderation))
    return OwnFiles(
        problems=(*problems, *check_numbers(borough_file)),
        unread=tuple(str(file) for file in unread),
    )
