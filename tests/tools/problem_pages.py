"""Writes docs/problems.md from the registry and the pages: python -m tests.tools.problem_pages."""

from itertools import groupby
from pathlib import Path

from send_audit.problems import KINDS
from send_audit.render.explanations import explanation_of

TARGET = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
GROUPS = {
    "SA1": "The file and its YAML",
    "SA2": "The shape of the file",
    "SA3": "References",
    "SA4": "Remarks on answers",
    "SA5": "Remarks on plans",
    "SA6": "The content of checklists",
    "SA7": "A borough's files together",
    "SA8": "What should not stand in a file",
}


def page() -> str:
    """The page: every kind of problem under its group, in the order of the codes."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.code)
    lines = [
        "# Problems",
        "",
        "Every kind of problem with its permanent code and name. Generated; do not edit.",
        "`send-audit explain CODE` prints the same pages. An error stops a file from being used; a warning",
        "is a remark, which `# send-audit: ignore[CODE] reason` leaves unsaid.",
        "",
    ]
    for group, members in groupby(kinds, key=lambda kind: kind.code[:3]):
        lines += [f"## {group}: {GROUPS[group]}", "", "| code | name | severity | what it means |"]
        lines += ["|---|---|---|---|"]
        of_group = list(members)
        lines += [
            f"| [{k.code}](#{k.code.lower()}) | `{k.name}` | {k.severity} | {k.title} |"
            for k in of_group
        ]
        lines.append("")
        for kind in of_group:
            lines += [f'<a id="{kind.code.lower()}"></a>', "", f"### {kind.code} {kind.name}", ""]
            lines += [explanation_of(kind.code).markdown]
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
