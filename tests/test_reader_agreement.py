"""Both YAML parsers give the same problems at the same lines, and neither ever lets an exception out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.load.document import Document
from tests.soup import HEAD, mutated, soup
from tests.support import INVALID, LOADERS, VALID, read


def views(data: bytes) -> list[tuple[object, object]]:
    """All that the rest of the program can see of a document, by each parser."""
    documents: list[Document] = [read(data, name) for name in LOADERS]
    return [(document.problems, document.root) for document in documents]


def assert_agreed(data: bytes) -> None:
    fast, pure = views(data)
    assert fast == pure


@pytest.mark.parametrize("file", [*INVALID, *VALID], ids=lambda file: file.name)
def test_both_parsers_agree_on_every_case(file: Path) -> None:
    assert_agreed(file.read_bytes())


@settings(max_examples=700, deadline=None)
@given(soup)
def test_both_parsers_agree_on_any_soup_of_yaml_signs(data: bytes) -> None:
    assert_agreed(data)


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_both_parsers_agree_on_damaged_files(data: bytes) -> None:
    assert_agreed(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_problems_and_no_exception(data: bytes) -> None:
    assert_agreed(data)
    assert read(data).problems, "random bytes are never a sound file"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40), st.sampled_from(VALID), st.integers(0, 2000))
def test_foreign_bytes_in_a_file_give_no_exception(data: bytes, file: Path, place: int) -> None:
    whole = file.read_bytes()
    assert_agreed(whole[:place] + data + whole[place:])


STRETCHED: dict[str, Callable[[int], str]] = {
    "the error comes late": lambda size: HEAD + "# padding\n" * (size // 10) + "a: b: c\n",
    "the error comes early": lambda size: f"{HEAD}a: @b\n" + "# padding\n" * (size // 10),
}


@pytest.mark.parametrize("make", STRETCHED.values(), ids=STRETCHED)
def test_both_parsers_agree_on_a_common_error_in_a_large_file(make: Callable[[int], str]) -> None:
    assert_agreed(make(200_000).encode())
