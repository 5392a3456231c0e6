"""Assessing the audits that a command was given: what stops one is said, and the others go on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.commands.options import talk
from send_audit.commands.outcome import exit_code

if TYPE_CHECKING:
    from send_audit.council import Shelf
    from send_audit.model.results import Assessed
    from send_audit.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The audits that could be assessed, in the order given, and all that is wrong with the files."""

    assessed: "tuple[Assessed, ...]"
    shelf: "Shelf"
    problems: "tuple[Problem, ...]"

    @property
    def exit_code(self) -> int:
        """What the problems of the files come to."""
        return exit_code(self.problems)


def assess_all(audits: Sequence[Path], own: Iterable[Path] | None, day: date) -> Batch:
    """Assess each audit on `day`, with a council's own content from the folders `own`.

    What is wrong with a file is said on standard error. Raises `SendAuditError` where one of the folders
    holds no content.
    """
    from send_audit.council import Shelf
    from send_audit.pipeline import assess_file
    from send_audit.render.problems_text import render_for_batch, render_for_content

    shelf = Shelf(own or (), as_of=day)
    results = [assess_file(path, shelf.library_for(path), day) for path in audits]
    talk(render_for_content(shelf.problems))
    talk(render_for_batch([(result.file, result.problems) for result in results]))
    problems = [problem for result in results for problem in result.problems]
    return Batch(
        assessed=tuple(result.assessed for result in results if result.assessed is not None),
        shelf=shelf,
        problems=(*problems, *shelf.problems),
    )
