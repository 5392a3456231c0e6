"""Problems as JSON: a versioned envelope, one object a problem."""

import json

from send_audit import __version__
from send_audit.problems import Problem
from send_audit.render.problem_report import ProblemReport

SCHEMA_VERSION = 1


def render_problems_json(report: ProblemReport) -> str:
    """Render problems in their order, with how many files were read."""
    return (
        json.dumps(
            {
                "schema_version": SCHEMA_VERSION,
                "tool": {"name": "send-audit", "version": __version__},
                "summary": {
                    "files": len(report.files),
                    "errors": report.errors,
                    "warnings": report.warnings,
                    "ignored": report.ignored,
                },
                "problems": [_problem(problem) for problem in report.problems],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.kind.code,
        "name": problem.kind.name,
        "severity": problem.kind.severity,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message,
        "fix": problem.fix,
        "excerpt": problem.excerpt,
    }
