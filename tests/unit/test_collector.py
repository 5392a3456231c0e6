"""A file's problems are bounded in number and length, and no heap of remarks hides an error."""

from send_audit.load.collect import MOST_OF_A_KIND, Collector
from tests.support import PLAN, SCHOOL, checked, read


def test_what_follows_the_most_that_are_shown_is_announced() -> None:
    found = Collector("file.yaml")
    for line in range(1, MOST_OF_A_KIND + 50):
        found.add("tab-character", "A tab.", "Delete it.", line=line)
    assert len(found.problems) == MOST_OF_A_KIND
    assert found.problems[-1].message == "A tab. (More of these follow; 200 are shown.)"
    assert found.is_swamped


def test_a_heap_of_remarks_hides_no_error() -> None:
    overlays = "".join(f"    o{number}: 1.0.0\n" for number in range(MOST_OF_A_KIND + 50))
    text = f"{SCHOOL}audit:\n  overlays:\n{overlays}  checklists:\n    nowhere: 1.0.0\n"
    assert "unknown-checklist" in {problem.kind.name for problem in checked(text)}


def test_a_heap_of_remarks_hides_no_tab() -> None:
    cut = "".join("    - Room #4\n" for _ in range(MOST_OF_A_KIND + 50))
    document = read(f"{PLAN}  aims:\n{cut}    -\tRoom\n")
    assert document.root is None
    assert document.problems[-1].kind.name == "tab-character"


def test_a_word_as_long_as_the_file_is_shown_in_part() -> None:
    long = "x" * 1_000_000
    for text in (
        f"{SCHOOL}? {long}\n: y\n",
        f"schema: {long}\n",
        f"{SCHOOL}audit:\n  checklists:\n    {'a' * 900}: 1.0.0\n",
        f"{SCHOOL}audit:\n  checklists:\n    physical-environment: {'1' * 100_000}.0.0\n",
        f"{PLAN}  complaints: &{long} y\n",
        f"{PLAN}  complaints: !{long} y\n",
    ):
        (problem,) = checked(text)
        assert len(problem.message) + len(problem.fix) + len(problem.path) < 2000
