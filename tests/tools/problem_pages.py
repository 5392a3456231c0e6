"""Writes docs/problems.md from the registry: python -m tests.tools.problem_pages. A test compares the two."""

from itertools import groupby
from pathlib import Path

from send_audit.problems import KINDS

TARGET = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
GROUPS = {
    "SA1": "The file and its YAML",
    "SA2": "The shape of the file",
    "SA3": "References",
    "SA4": "Remarks on answers",
    "SA5": "Remarks on plans",
}


def page() -> str:
    """The page: every kind of problem under its group, in the order of the codes."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.code)
    lines = [
        "# Problems",
        "",
        "Every kind of problem with its permanent code and name. Generated; do not edit.",
        "",
    ]
    for group, members in groupby(kinds, key=lambda kind: kind.code[:3]):
        lines += [f"## {group}: {GROUPS[group]}", "", "| code | name | severity | what it means |"]
        lines += ["|---|---|---|---|"]
        lines += [f"| {k.code} | `{k.name}` | {k.severity} | {k.title} |" for k in members]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
