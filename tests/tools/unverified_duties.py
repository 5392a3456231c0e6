"""Writes docs/unverified-duties.md from the checklists: python -m tests.tools.unverified_duties.

A test compares the two, so that no duty whose pinpoint nobody has checked is ever out of sight.
"""

from pathlib import Path

from send_audit.load.library import Library
from send_audit.model.checklist import Item
from tests.content_rules import SETTLED_BY

TARGET = Path(__file__).resolve().parents[2] / "docs" / "unverified-duties.md"
DUTIES = {"must": "must", "have-regard": "must have regard"}
SUPPORT = {
    "primary": "read in the text itself",
    "secondary": "seen in a second source",
    "ancestor": "read only in an earlier law",
    "unverified": "general knowledge, not checked",
}
HEAD = """\
# Duties whose pinpoint is still to be checked

Generated; do not edit: `python -m tests.tools.unverified_duties`.

Each item below is marked as something that a statute commands, and nobody has yet seen the words that
command it, neither in the statute nor as others quote them. Until somebody has, the item never decides a
school's duty status, and where it is not met the documents say “believed required, to be confirmed”. When you
have read the text, change `support` in the checklist, write this page again, and tell those who rely on it:
the item may then decide.
"""


def unverified() -> list[Item]:
    """The binding items whose best support is below secondary."""
    return [
        item
        for _, (_, item) in sorted(Library().items.items())
        if item.duty in DUTIES
        and not any(basis.support in ("primary", "secondary") for basis in item.basis)
    ]


def page() -> str:
    """The page: each such item with what it rests on, and what would settle it."""
    sources = Library().sources
    lines = [HEAD]
    for item in unverified():
        lines += [f"## {item.id}", "", f"{item.criterion} ({DUTIES[item.duty]})", ""]
        lines += [
            f"- {sources[basis.source].title}, {basis.at}: {SUPPORT[basis.support]}"
            for basis in item.basis
        ]
        lines += ["", f"What would settle it: {SETTLED_BY.get(item.id, 'not said yet')}", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
