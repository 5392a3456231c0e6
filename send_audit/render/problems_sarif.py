"""Problems as SARIF 2.1.0, the form that code hosts read as scanning results."""

import json
from urllib.parse import quote

from send_audit import __version__
from send_audit.problems import Problem, ProblemKind
from send_audit.render.explanations import explanation_of
from send_audit.render.problem_report import ProblemReport, fingerprints, joined_message

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""A run with more results than this is refused by GitHub."""


def render_problems_sarif(report: ProblemReport) -> str:
    """Render one run: the kinds of problem that occurred as rules, and a result for each problem."""
    # Errors first, since who reads the log may stop early, and GitHub refuses more than so many.
    ranked = sorted(
        zip(report.problems, fingerprints(report), strict=True),
        key=lambda pair: pair[0].kind.severity != "error",
    )
    shown = ranked[:MOST_RESULTS]
    kinds = {problem.kind.code: problem.kind for problem, _ in shown}
    rules = [kinds[code] for code in sorted(kinds)]
    number = {kind.code: index for index, kind in enumerate(rules)}
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "send-audit",
                "version": __version__,
                "rules": [_rule(kind) for kind in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, problem, number[problem.kind.code], mark) for problem, mark in shown
        ],
    }
    if left_out := len(ranked) - len(shown):
        note = {"level": "warning", "message": {"text": f"{left_out} more are not in this log."}}
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [note]}]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(kind: ProblemKind) -> dict[str, object]:
    page = explanation_of(kind.code)
    return {
        "id": kind.code,
        "name": kind.name,
        "shortDescription": {"text": f"{kind.title}."},
        "fullDescription": {"text": page.prose},
        "help": {"text": page.text, "markdown": page.markdown},
        "defaultConfiguration": {"level": kind.severity},
    }


def _result(
    report: ProblemReport, problem: Problem, rule: int, fingerprint: str
) -> dict[str, object]:
    return {
        "ruleId": problem.kind.code,
        "ruleIndex": rule,
        "level": problem.kind.severity,
        "message": {"text": joined_message(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(report.name_of(problem.file))},
                    "region": {"startLine": problem.line, "startColumn": problem.column},
                }
            }
        ],
        # The first is what GitHub compares between runs.
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint,
            "sendAudit/v1": fingerprint,
        },
    }
