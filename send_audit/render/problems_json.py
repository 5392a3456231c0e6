"""Problems as JSON: a versioned envelope, one object a problem."""

import json
from collections.abc import Sequence

from send_audit import __version__
from send_audit.problems import Problem

SCHEMA_VERSION = 1


def render_problems_json(problems: Sequence[Problem], *, files: int) -> str:
    """Render problems in their order, with how many files were read."""
    return json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "send-audit", "version": __version__},
            "summary": {
                "files": files,
                "errors": sum(p.kind.severity == "error" for p in problems),
                "warnings": sum(p.kind.severity == "warning" for p in problems),
            },
            "problems": [_problem(problem) for problem in problems],
        },
        ensure_ascii=False,
        indent=2,
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
    }
