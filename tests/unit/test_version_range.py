"""Ranges of versions as overlays write them."""

import pytest
from pydantic_core import PydanticCustomError

from send_audit.model.version_range import VersionRange


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1.1.0", ["1.1.0"], ["1.1.1", "1.10.0", "2.1.0"]),
        ("1.x", ["1.0.0", "1.10.3"], ["2.0.0", "0.9.0", "10.0.0"]),
        ("1.1.x", ["1.1.0", "1.1.12"], ["1.10.0", "1.2.0"]),
        (">=1.1, <2", ["1.1.0", "1.10.0"], ["1.0.9", "2.0.0"]),
        ("~=1.2", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]),
        (" 1.x ", ["1.4.0"], ["2.0.0"]),
    ],
)
def test_a_range_holds_what_it_says(text: str, inside: list[str], outside: list[str]) -> None:
    versions = VersionRange.parse(text)
    assert [v for v in inside + outside if versions.holds(v)] == inside
    assert versions.text == text
    assert VersionRange.parse(versions) is versions


@pytest.mark.parametrize(
    "text", ["", " ", "latest", "1.x.x", "x", "^1.1", "1.1.0.0", ">=", None, [], "1" * 200]
)
def test_anything_else_is_refused_with_how_to_write_it(text: object) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        VersionRange.parse(text)
    assert refused.value.context is not None
    assert refused.value.context["name"] == "not-a-version-range"
    assert "1.x" in str(refused.value.context["fix"])
