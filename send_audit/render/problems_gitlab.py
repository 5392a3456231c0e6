"""Problems as a GitLab code quality report."""

import json

from send_audit.render.problem_report import ProblemReport, fingerprints, joined_message

_SEVERITIES = {"error": "major", "warning": "minor"}


def render_problems_gitlab(report: ProblemReport) -> str:
    """One entry a problem. GitLab shows only the first of two with one fingerprint, so each has its own."""
    entries = [
        {
            "description": f"{problem.kind.code} {joined_message(problem)}",
            "check_name": problem.kind.name,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[problem.kind.severity],
            "location": {
                "path": report.name_of(problem.file),
                "lines": {"begin": problem.line},
            },
        }
        for problem, fingerprint in zip(report.problems, fingerprints(report), strict=True)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
