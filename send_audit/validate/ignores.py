"""Remarks that a comment in the file asks to leave unsaid; an error is never one of them."""

from collections.abc import Sequence

from send_audit.load.collect import Collector
from send_audit.load.ignores import Ignore, find_ignores
from send_audit.load.nodes import Node
from send_audit.problems import KINDS, Problem, ProblemKind

_BY_WORD = {word: kind for kind in KINDS.values() for word in (kind.code, kind.name)}


def apply_ignores(
    text: str | None, root: Node | None, problems: Sequence[Problem], found: Collector
) -> tuple[list[Problem], int]:
    """Give the problems that stay, and how many were ignored.

    Notes in `found` each comment that has no reason, names no kind of problem, names an error, or ignores
    nothing. Without a reason it ignores nothing.
    """
    ignores = find_ignores(text, root) if text is not None else []
    if not ignores:
        return list(problems), 0
    dropped: set[int] = set()
    by_place: dict[tuple[str, int], set[int]] = {}
    for number, problem in enumerate(problems):
        if problem.kind.severity != "error":
            by_place.setdefault((problem.kind.code, problem.line), set()).add(number)
    for ignore in ignores:
        if not ignore.reason:
            message = "This comment gives no reason, so it ignores nothing."
            codes = ", ".join(ignore.codes) or "SA402"
            fix = f"Write codes in brackets, then the reason: # send-audit: ignore[{codes}] because ..."
            found.add("ignore-without-reason", message, fix, line=ignore.line, column=ignore.column)
            continue
        for code in ignore.codes or ("",):
            kind = _BY_WORD.get(code)
            hits = by_place.get((kind.code, ignore.covers), set()) if kind is not None else set()
            dropped |= hits
            if not hits and not _is_judged_later(code):
                _unused(ignore, code, found)
    kept = [problem for number, problem in enumerate(problems) if number not in dropped]
    return kept, len(dropped)


def is_ignored(problem: Problem, ignores: Sequence[Ignore]) -> bool:
    """Whether a comment with a reason covers a remark that was found later, across files."""
    words = (problem.kind.code, problem.kind.name)
    return problem.kind.severity != "error" and any(
        ignore.covers == problem.line and ignore.reason and set(words) & set(ignore.codes)
        for ignore in ignores
    )


def _is_judged_later(code: str) -> bool:
    """Whether such a remark comes of holding a borough's files against each other."""
    kind = _BY_WORD.get(code)
    return kind is not None and kind.code.startswith("SA7") and kind.severity != "error"


def _unused(ignore: Ignore, code: str, found: Collector) -> None:
    kind: ProblemKind | None = _BY_WORD.get(code)
    if kind is None:
        message = (
            f"“{code[:40]}” is no kind of problem." if code else "No kind of problem is named."
        )
        fix = "Write a code such as SA401 between the brackets; send-audit explain lists them."
    elif kind.severity == "error":
        message = f"{kind.code} is an error, and errors cannot be ignored."
        fix = "Delete the comment, and mend what the error is about."
    else:
        message = f"There is no {kind.code} ({kind.name}) on line {ignore.covers} to ignore."
        fix = "Delete the comment, or move it to the line that the remark is about."
    found.add("unused-ignore", message, fix, line=ignore.line, column=ignore.column)
