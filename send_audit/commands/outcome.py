"""Exit codes: the one place that knows what a batch of problems is worth."""

from collections.abc import Iterable

from send_audit.problems import Problem

EXIT_DONE = 0
EXIT_PROBLEMS = 1
EXIT_WRONG_USE = 2
FAIL_ON = ("error", "warning", "never")


def failing_severities(fail_on: str) -> frozenset[str]:
    """The severities that make a run fail."""
    if fail_on == "never":
        return frozenset()
    return frozenset({"error", "warning"} if fail_on == "warning" else {"error"})


def exit_code(problems: Iterable[Problem], fail_on: str = "error") -> int:
    """0, 1 or 2 for a batch: 2 where a path could not be read, 1 where a file has problems that count."""
    code = EXIT_DONE
    for problem in problems:
        if problem.kind.name == "file-not-readable":
            return EXIT_WRONG_USE
        if problem.kind.severity == "error" or fail_on == "warning":
            code = EXIT_PROBLEMS
    return EXIT_DONE if fail_on == "never" else code
