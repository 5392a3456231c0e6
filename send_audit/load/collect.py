"""The problems of one file while it is being read."""

from collections import Counter
from dataclasses import replace

from send_audit.load.nodes import Path, written
from send_audit.problems import KINDS, Problem, ProblemKind, has_errors

MOST_OF_A_KIND = 200
"""A file broken in one way in more places than this is broken in one: the rest adds nothing.

The limit holds for each kind, so that no heap of remarks ever hides an error."""

_MESSAGE, _FIX, _PATH = 300, 1200, 200
"""Characters kept of each: a hostile key or word may be as long as the file."""


class Collector:
    """Gathers the problems of one file, up to a limit that keeps a hostile file from filling memory."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.is_swamped = False
        """Whether some kind of error has passed its limit: there is no point in looking further."""
        self._counts: Counter[str] = Counter()

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
        kind = KINDS[name]
        self._counts[name] += 1
        if self._counts[name] > MOST_OF_A_KIND:
            self.is_swamped = self.is_swamped or kind.severity == "error"
            if self._counts[name] == MOST_OF_A_KIND + 1:
                self._say_that_more_follow(kind)
            return
        problem = Problem(
            kind=kind,
            file=self.file,
            line=line,
            column=column,
            path=_cut(written(path), _PATH),
            message=_cut(message, _MESSAGE),
            fix=_cut(fix, _FIX),
        )
        self.problems.append(problem)

    def _say_that_more_follow(self, kind: ProblemKind) -> None:
        last = max(i for i, problem in enumerate(self.problems) if problem.kind is kind)
        problem = self.problems[last]
        message = f"{problem.message} (More of these follow; {MOST_OF_A_KIND} are shown.)"
        self.problems[last] = replace(problem, message=message)

    @property
    def failed(self) -> bool:
        """Whether an error was found."""
        return has_errors(self.problems)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
