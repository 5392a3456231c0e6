"""“Did you mean” names the word that was probably meant, and stays silent when none is near."""

import pytest

from send_audit.suggest import nearest

ITEMS = ["PE-0101", "PE-0102", "PE-0902", "CA-0102"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("PE-0192", "PE-0102"),
        ("PE-102", "PE-0102"),
        ("PE-01022", "PE-0102"),
        ("CA-1002", "CA-0102"),
    ],
)
def test_the_nearest_id_is_named(typed: str, meant: str) -> None:
    assert nearest(typed, ITEMS) == meant


def test_nothing_near_gives_nothing() -> None:
    assert nearest("rating", ITEMS) is None
    assert nearest("PE-0102", []) is None
