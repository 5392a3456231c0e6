"""Options as people type them: half a date, nothing at all."""

from datetime import date

import pytest

from send_audit.commands.options import read_as_of, read_words
from send_audit.load.document import read_bytes
from send_audit.load.parse import FAST_LOADER, PURE_LOADER
from send_audit.problems import SendAuditError


def test_a_month_means_its_last_day() -> None:
    assert read_as_of("2028-02") == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["2027-13", "2027", "27-06-01", "2027-6-1"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(SendAuditError, match="is not a day"):
        read_as_of(text)


def test_an_empty_choice_is_called_empty() -> None:
    with pytest.raises(SendAuditError, match=r"--format is empty\. Choose from: pdf, html"):
        read_words(" ", ("pdf", "html"), "--format")


@pytest.mark.parametrize("loader", [FAST_LOADER, PURE_LOADER])
@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("  rating: met\n  no", True),
        ('  note: "The ramp', True),
        ("  needs: [sight, hea", True),
        ('  note: "The ramp\n  rating: met\nplan:\n', False),
        ("  no\n  rating: met\n", False),
    ],
)
def test_a_file_that_ends_in_the_middle_of_something_seems_cut_off(
    end: str, loader: type, *, cut: bool
) -> None:
    text = f"schema: send-audit/audit@1\nresponses:\n{end}"
    said = " ".join(p.message for p in read_bytes(text.encode(), "a.yaml", loader=loader).problems)
    assert ("seems to be cut off here" in said) is cut, said
