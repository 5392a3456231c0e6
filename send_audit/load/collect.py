"""The problems of one file while it is being read."""

from send_audit.load.nodes import Path, written
from send_audit.problems import KINDS, Problem, has_errors

MOST_SHOWN = 200
"""A file broken in more places than this is broken in one: the rest adds nothing."""


class Collector:
    """Gathers the problems of one file, up to a limit that keeps a hostile file from filling memory."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(
        self,
        name: str,
        message: str,
        fix: str,
        *,
        line: int = 1,
        column: int = 1,
        path: Path = (),
    ) -> None:
        """Note a problem by the name of its kind; positions count from 1."""
        if len(self.problems) < MOST_SHOWN:
            problem = Problem(
                kind=KINDS[name],
                file=self.file,
                line=line,
                column=column,
                path=written(path),
                message=message,
                fix=fix,
            )
            self.problems.append(problem)

    @property
    def failed(self) -> bool:
        """Whether an error was found."""
        return has_errors(self.problems)
