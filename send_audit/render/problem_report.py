"""What a run of `validate` found, ready for any format: problems, files, and what was left unsaid."""

import functools
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from send_audit.printable import one_line
from send_audit.problems import Problem
from send_audit.render.wording import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemReport:
    """The problems of a run in their order, the files that were checked, and how much was ignored.

    `failing` are the severities that make the run fail; `root` is the folder that machine formats name files
    from.
    """

    problems: Sequence[Problem]
    files: Sequence[str]
    ignored: int
    failing: frozenset[str]
    root: str

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.kind.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many of the problems are remarks."""
        return len(self.problems) - self.errors

    def fails(self, problem: Problem) -> bool:
        """Whether a problem of this severity makes the run fail."""
        return problem.kind.severity in self.failing

    def name_of(self, file: str) -> str:
        """The file as machines name it: from `root`, with forward slashes, never absolute."""
        try:
            relative = os.path.relpath(_placed(file), self.root)
        except ValueError:  # another drive on Windows
            relative = PurePath(file).name
        return one_line(PurePath(relative).as_posix())

    def by_code(self) -> list[tuple[Problem, int]]:
        """One problem of each kind and how many there are, most frequent first, then by code."""
        first: dict[str, Problem] = {}
        for problem in self.problems:
            first.setdefault(problem.kind.code, problem)
        counts = Counter(problem.kind.code for problem in self.problems)
        return [(first[code], n) for code, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]


def _placed(file: str) -> str:
    """The file in its folder as it really is, since the root may be reached over a link."""
    folder, name = os.path.split(file)
    return os.path.join(_real(folder), name)  # noqa: PTH118 - names stay text


@functools.cache
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def fingerprints(report: ProblemReport) -> list[str]:
    """One for each problem, in order: unique in the run, and the same after edits elsewhere in the file.

    It is made of code, file, place in the document and, among equals, the ordinal: never of the line.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for problem in report.problems:
        key = (problem.kind.code, report.name_of(problem.file), problem.path)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        made.append(hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32])
    return made


def by_file(report: ProblemReport) -> Mapping[str, list[Problem]]:
    """The problems of each file that was checked, those without any included, in the order of the run."""
    found: dict[str, list[Problem]] = {file: [] for file in report.files}
    for problem in report.problems:
        found.setdefault(problem.file, []).append(problem)
    return found


def joined_message(problem: Problem) -> str:
    """What is wrong and what to do, as one line."""
    return one_line(f"{problem.message} {problem.fix}")


def summary_of(report: ProblemReport) -> str:
    """How much was read, found and left unsaid, in one sentence."""
    found = (
        f"{plural(report.errors, 'error')} and {plural(report.warnings, 'remark')}"
        if report.problems
        else "nothing wrong"
    )
    ignored = f" ({plural(report.ignored, 'remark')} ignored)" if report.ignored else ""
    return f"{plural(len(report.files), 'file')} checked: {found}{ignored}."


def statistics(report: ProblemReport) -> Iterable[str]:
    """A line for each kind of problem: how many, its code, severity and title."""
    for problem, number in report.by_code():
        kind = problem.kind
        yield f"{number:>6}  {kind.code} {kind.severity}  {kind.title}"
