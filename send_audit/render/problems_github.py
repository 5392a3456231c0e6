"""Problems as GitHub Actions annotations, and the summary of a step."""

from collections.abc import Iterator

from send_audit.printable import one_line
from send_audit.problems import Problem
from send_audit.render.problem_report import ProblemReport, joined_message, summary_of
from send_audit.render.wording import plural

SHOWN_BY_GITHUB = 10
"""Of each severity GitHub shows so many annotations a step, and hides the rest without a word."""

SUMMARY_BYTES = 900_000
"""GitHub takes a step summary of at most 1 MiB."""

_MARKDOWN = {
    **{mark: f"\\{mark}" for mark in "!#$()*./:[\\]^_`{|}~"},
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "@": "@<!-- -->",  # so that nobody is mentioned
}
"""What Markdown gives a meaning, so that text of a file stays text."""

_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}


def render_problems_github(report: ProblemReport) -> str:
    """One annotation a problem, errors first since only the first few are shown, then a summary line."""
    lines = [_annotation(report, problem) for problem in _errors_first(report)]
    lines.append(_escaped(f"::notice title=send-audit::{_summary(report)}", {}))
    return "\n".join(lines) + "\n"


def _errors_first(report: ProblemReport) -> list[Problem]:
    return sorted(report.problems, key=lambda problem: problem.kind.severity != "error")


def _annotation(report: ProblemReport, problem: Problem) -> str:
    properties = {
        "file": report.name_of(problem.file),
        "line": str(problem.line),
        "col": str(problem.column),
        "title": f"{problem.kind.code} {problem.kind.name}",
    }
    stated = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{problem.kind.severity} {stated}::{_escaped(joined_message(problem), _MESSAGE)}"


def _escaped(text: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(character, character) for character in text)


def _summary(report: ProblemReport) -> str:
    hidden = max(report.errors, report.warnings) > SHOWN_BY_GITHUB
    more = f" GitHub shows {SHOWN_BY_GITHUB} of each; the log has them all." if hidden else ""
    return summary_of(report) + more


def render_step_summary(report: ProblemReport) -> str:
    """The summary of the step as Markdown: a table of kinds, then every problem, as far as there is room."""
    parts = ["## send-audit", "", summary_of(report), ""]
    if report.problems:
        parts += ["| code | what | how many |", "|---|---|---|"]
        parts += [f"| {p.kind.code} | {p.kind.title} | {n} |" for p, n in report.by_code()]
        parts += ["", "| | file | line | what is wrong | what to do |", "|---|---|---|---|---|"]
    text = "\n".join(parts)
    size = len(text.encode())
    left_out = 0
    for row in _rows(report):
        size += len(row.encode()) + 1
        if size > SUMMARY_BYTES:
            left_out += 1
        else:
            text += f"\n{row}"
    if left_out:
        text += f"\n\n{plural(left_out, 'more problem')}: see the log."
    return f"{text}\n"


def _rows(report: ProblemReport) -> Iterator[str]:
    for problem in _errors_first(report):
        cells = (
            problem.kind.severity,
            report.name_of(problem.file),
            str(problem.line),
            f"{problem.kind.code} {problem.message}",
            problem.fix,
        )
        yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """Text from a file, harmless in a Markdown table."""
    return _escaped(one_line(text), _MARKDOWN)
