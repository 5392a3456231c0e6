"""The commonest slips of a first-time user, and that the fix, followed to the letter, is the right one."""

import pytest

from send_audit.load.document import read_bytes

HEAD = """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
responses:
"""


def fixes(text: str) -> list[str]:
    return [problem.fix for problem in read_bytes((HEAD + text).encode(), "a.yaml").problems]


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("  CA-0101:\n    rating:met\n", "Put a space after the colon: `rating: met`."),
        (
            "  CA-0101: met\n",
            "Write `rating: met` on the line below, two spaces further in.",
        ),
        (
            "  CA-0101:\n  rating: met\n",
            "Move the line two spaces further in, below the item that it answers.",
        ),
        (
            "plan:\n  period: 2026-2029\n",
            "Put its keys (start, end, as_written) on the lines below, each two spaces further in.",
        ),
    ],
)
def test_each_slip_gets_the_fix_that_mends_it(typed: str, fix: str) -> None:
    assert fix in fixes(typed)


def test_an_item_that_lost_its_answer_is_never_told_only_to_delete_it() -> None:
    """One slip, one problem, told at the line that has to move."""
    assert fixes("  CA-0101:\n  rating: met\n") == [
        "Move the line two spaces further in, below the item that it answers."
    ]
    (empty,) = fixes("  CA-0101:\n  # rating: met\n")
    assert "before its `rating:` line" in empty
