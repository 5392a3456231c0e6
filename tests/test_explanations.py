"""The pages that `explain` prints: each wrong example has its problem, each right one has not."""

import re

import pytest

from send_audit.problems import KINDS, has_errors
from send_audit.render.explanations import Explanation, explanation_of
from tests.support import checked

PAGES = {kind.code: explanation_of(kind.code) for kind in KINDS.values()}
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[tr\\])")

IN_WORDS = {
    *("SA101", "SA102", "SA103", "SA123", "SA205"),  # no small file shows it
    *("SA318", "SA319", "SA608"),  # another file beside it is needed
    *("SA125", "SA126"),  # shown as comments; tests/cases has whole files
    *("SA701", "SA702", "SA703", "SA704", "SA705", "SA706", "SA707"),  # a whole folder
    *("SA411", "SA412", "SA808"),  # a photograph beside it
}
"""Pages that may show their examples in words. tests/cases or a test of its own has each of them."""


def data_of(example: str, shown_as: str) -> bytes:
    """The bytes that an example stands for."""
    if shown_as == "yaml escaped":
        example = _ESCAPE.sub(lambda m: m[0].encode().decode("unicode_escape"), example)
    return example.encode("utf-8")


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_the_wrong_example_has_the_problem_and_no_other_error(page: Explanation) -> None:
    if page.wrong_as == "text":
        assert page.kind.code in IN_WORDS
        return
    found = checked(data_of(page.wrong, page.wrong_as))
    assert page.kind in [problem.kind for problem in found]
    assert {p.kind for p in found if p.kind.severity == "error"} <= {page.kind}


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_the_right_example_has_neither_the_problem_nor_an_error(page: Explanation) -> None:
    if page.right_as == "text":
        return
    found = checked(data_of(page.right, page.right_as))
    assert page.kind not in [problem.kind for problem in found]
    assert not has_errors(found)


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_can_be_read_by_anyone(page: Explanation) -> None:
    assert 60 <= len(page.prose) <= 1200
    assert page.prose.rstrip().endswith((".", "?", ":", "`", ")"))
    for jargon in ("Traceback", "pydantic", "regex", "NoneType", "scalar"):
        assert jargon not in page.prose
