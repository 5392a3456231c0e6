"""The formats that problems come in: each a function from the report of a run to text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from send_audit.render.problem_report import ProblemReport
from send_audit.render.problems_github import render_problems_github
from send_audit.render.problems_gitlab import render_problems_gitlab
from send_audit.render.problems_json import render_problems_json
from send_audit.render.problems_junit import render_problems_junit
from send_audit.render.problems_sarif import render_problems_sarif
from send_audit.render.problems_text import render_problems_text

MACHINE_FORMATS: Mapping[str, Callable[[ProblemReport], str]] = MappingProxyType(
    {
        "json": render_problems_json,
        "github": render_problems_github,
        "sarif": render_problems_sarif,
        "junit": render_problems_junit,
        "gitlab": render_problems_gitlab,
    }
)
"""Every format but text, by its name."""


def render_problems(report: ProblemReport, format_: str, *, colour: bool = False) -> str:
    """Render a run's problems in one format, with a line end at its end unless there is nothing to say."""
    if format_ == "text":
        return render_problems_text(report.problems, colour=colour)
    return MACHINE_FORMATS[format_](report)
