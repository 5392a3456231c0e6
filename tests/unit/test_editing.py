import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree, at, with_value
from send_audit.problems import SendAuditError
from tests.program import RETURNS

ODD = """\
# At the head
schema: send-audit/audit@1   # what it is
school:
  name: 'Little: School'
  nation: england


responses:
    # of the first
    A-0001:    # in this line
        rating:   met    # as seen
        # further in
        evidence:
        -   kind: document   # one
            title: "A long
              text"
        - {kind: observation, title: Two}
        note: >-
            folded # no comment
            text
    # of the second
    A-0002: {rating: not-met, note: 'x # y'}  # braces
    A-0003:
        rating: met
        note: |
            one

            two

    # at the end
    #A-0004:
plan: ~
# the last line"""

ACADEMY = (RETURNS / "estuary-academy.yaml").read_text(encoding="utf-8")
TEXTS = {"odd": ODD, "usual": "\n".join(ACADEMY.splitlines()[:130]) + "\n"}


def draft(text: str) -> Draft:
    return Draft.read(text.encode(), "file.yaml")


def paths(tree: Tree) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    pairs = (
        list(tree.items())
        if isinstance(tree, dict)
        else list(enumerate(tree))
        if isinstance(tree, list)
        else []
    )
    for step, below in pairs:
        found += [(step,), *((step, *rest) for rest in paths(below))]
    return found


def comments(text: str) -> list[str]:
    """What another reader takes for comments, in no order."""
    # Its universal line ends would be ours to explain; the words are the same.
    stream = io.StringIO(text.replace("\r\n", "\n"))
    scanner = YAML().get_constructor_parser(stream)[0].scanner
    found: list[str] = []
    while scanner.check_token():
        for part in getattr(scanner.get_token(), "_comment", None) or ():
            tokens = part if isinstance(part, list) else [part]
            found += [line for t in tokens if t is not None for line in t.value.split("\n")]
    return sorted(line.strip() for line in found if line.strip())


words = st.text(
    alphabet=st.sampled_from("abcXYZ 019:#-'\"[]{}&*!|>%@`,.?=~/\\é–’\n\t"), min_size=1, max_size=30
).filter(lambda text: "\t" not in text)
trees: st.SearchStrategy[Tree] = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(
            st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner, min_size=1, max_size=3
        )
    ),
    max_leaves=6,
)
ends = st.sampled_from(("\n", "\r\n"))


@settings(deadline=None, max_examples=150)
@given(st.data(), st.sampled_from(sorted(TEXTS)), ends)
def test_an_edit_says_what_was_meant_and_keeps_every_comment(
    data: st.DataObject, name: str, end: str
) -> None:
    text = TEXTS[name].replace("\n", end)
    before = draft(text)
    path = data.draw(st.sampled_from(paths(before.tree)))
    value = data.draw(st.none() | trees)
    after = before.put(path, value)  # checks the tree itself
    assert comments(after.text) == comments(text)
    assert at(after.tree, path) == value or value is None
    assert ("\r" in after.text) == (end == "\r\n")
    assert after.text.count("\r") in (0, after.text.count("\n"))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_what_says_the_same_is_not_touched(name: str, data: st.DataObject) -> None:
    before = draft(TEXTS[name])
    there = [path for path in paths(before.tree) if at(before.tree, path) is not None]
    path = data.draw(st.sampled_from(there))
    assert before.put(path, at(before.tree, path)).text == TEXTS[name]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(TEXTS)), st.data(), trees)
def test_a_new_key_that_is_taken_away_again_leaves_no_trace(
    name: str, data: st.DataObject, value: Tree
) -> None:
    before = draft(TEXTS[name])
    blocks = [p for p in paths(before.tree) if isinstance(at(before.tree, p), dict)]
    path = (*data.draw(st.sampled_from(blocks)), "another")
    after = before.put(path, value)
    if name != "odd":  # what stood in braces stands in lines from then on
        assert after.put(path, None).text == before.text


@settings(deadline=None, max_examples=100)
@given(words)
@example("yes")
@example("1:12")
@example("2026-10-05")
@example("0123")
@example(" x ")
@example("null")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    after = draft(ODD).put(("school", "name"), text)
    assert after.tree["school"] == {"name": text, "nation": "england"}
    assert YAML(typ="base", pure=True).load(after.text)["school"]["name"] == text


def test_only_the_lines_of_the_edit_change() -> None:
    before = draft(ODD)
    after = before.put(("responses", "A-0001", "rating"), "partly-met")
    assert after.text == ODD.replace("rating:   met    # as", "rating:   partly-met    # as")
    after = before.put(("responses", "A-0001", "rating"), None)
    assert after.text == ODD.replace("        rating:   met    # as seen\n", "        # as seen\n")


def test_a_new_answer_stands_among_its_neighbours() -> None:
    text = "schema: x\nresponses:\n  A-1:\n    rating: met\n  # of three\n  A-3:\n    rating: met\n"
    after = draft(text).put(("responses", "A-2"), {"rating": "met"}, order=("A-1", "A-2", "A-3"))
    assert after.text == text.replace("  # of", "  A-2:\n    rating: met\n  # of")


def test_a_blank_audit_is_filled_in_where_the_question_stands() -> None:
    text = (
        "schema: x\nresponses:\n  # One\n  # A-1:\n  #   rating:\n  # Two\n  # A-2:\n"
        "  #   places:\n  #     bay-1:\n  #       measured:\nplan:\n"
    )
    one = draft(text).put(("responses", "A-2", "places", "front"), {"measured": "2320"})
    assert one.text == (
        "schema: x\nresponses:\n  # One\n  # A-1:\n  #   rating:\n  # Two\n  A-2:\n"
        "    places:\n      front:\n        measured: 2320\nplan:\n"
    )
    two = one.put(("responses", "A-1"), {"rating": "met"}, order=("A-1", "A-2"))
    assert "  # One\n  A-1:\n    rating: met\n  # Two\n  A-2:\n" in two.text


def test_a_comment_with_words_in_it_is_never_taken_for_a_question() -> None:
    text = "schema: x\nplan:\n  # actions:\n  #   - id: A-01\n"
    after = draft(text).put(("plan", "actions", 0), {"id": "A-01"})
    assert (
        after.text
        == "schema: x\nplan:\n  actions:\n    - id: A-01\n  # actions:\n  #   - id: A-01\n"
    )


def test_a_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    data = b"\xef\xbb\xbfschema: x\nplan:\n  aims:\n    - One"
    after = Draft.read(data, "file.yaml").put(("plan", "aims", 1), "Two")
    assert after.data() == data + b"\n    - Two"


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "", "a: &x b\n", "a: 1\na: 2\n"])
def test_what_the_reader_refuses_is_not_edited(text: str) -> None:
    with pytest.raises(SendAuditError, match=r"file\.yaml:\d+: .* Nothing was changed"):
        draft(text)


def test_what_is_left_empty_goes_with_its_last_key() -> None:
    text = "schema: x\nplan:\n  aims:\n    - One\nschool:\n  links:\n    - title: T\n  name: N\n"
    after = draft(text).put(("school", "links", 0, "title"), None)
    assert after.text == "schema: x\nplan:\n  aims:\n    - One\nschool:\n  name: N\n"


def test_a_tree_with_a_value_is_another_tree() -> None:
    tree: Tree = {"a": ["x", {"b": "y"}]}
    assert with_value(tree, ("a", 1, "b"), None) == {"a": ["x", {}]}
    assert with_value(tree, ("a", 2), "z") == {"a": ["x", {"b": "y"}, "z"]}
    assert tree == {"a": ["x", {"b": "y"}]}


@pytest.mark.slow
def test_answers_taken_away_and_put_back_one_by_one_are_all_there_with_every_comment() -> None:
    text = ACADEMY.replace("responses:\n", "responses:\n  # of the academy\n", 1)
    full = draft(text)
    answers = full.tree["responses"]
    assert isinstance(answers, dict)
    bare = full
    for id_ in answers:
        bare = bare.put(("responses", id_), None)
    assert "responses:\n  # of the academy\n" in bare.text
    for id_, answer in reversed(answers.items()):
        bare = bare.put(("responses", id_), answer, order=list(answers))
    assert bare.tree == full.tree
    rebuilt = bare.tree["responses"]
    assert isinstance(rebuilt, dict)
    assert list(rebuilt) == list(answers)
    assert comments(bare.text) == comments(text)


@pytest.mark.parametrize("text", ['{"schema": "x", "plan": {}}\n', "--- {schema: x}\n"])
def test_a_file_all_in_braces_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(SendAuditError, match="without braces"):
        draft(text)


def test_what_is_said_behind_an_empty_key_stays_behind_it() -> None:
    text = "schema: x\nresponses:  # all of them\n  # first\nplan:  # soon\n"
    after = draft(text).put(("responses", "A-1"), {"rating": "met"}).put(("plan", "aims", 0), "One")
    assert after.text == (
        "schema: x\nresponses:  # all of them\n  A-1:\n    rating: met\n  # first\n"
        "plan:  # soon\n  aims:\n    - One\n"
    )


def test_text_that_ends_in_a_no_break_space_and_lines_that_end_in_cr_are_edited() -> None:
    odd = "schema: x\nplan:\n  complaints: old\u00a0\n  aims: [a, b]  # c\n"
    assert draft(odd).put(("plan", "complaints"), "new").tree["plan"] == {
        "complaints": "new",
        "aims": ["a", "b"],
    }
    old = "schema: x\rplan:\r  # c\r  aims: [a, b]\r"
    assert draft(old).put(("plan", "aims", 2), "d").text.count("# c\r") == 1


def test_a_file_does_not_grow_beyond_what_is_read() -> None:
    with pytest.raises(SendAuditError, match="more than 2 MiB"):
        draft(ODD).put(("school", "name"), "x" * 2_100_000)
