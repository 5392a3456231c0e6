"""The interview's rules without a terminal: what each answer leads to, and that b undoes it."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.commands.interview import Interview, Question

FRUIT = {"apple": "Apple", "pear": "Pear", "red-apple": "Red apple"}


def ask(answers: Mapping[str, str]) -> Sequence[Question]:
    name = Question(key="name", text="Name")
    fruit = Question(key="fruit", text="Fruit", default="pear", choices=FRUIT)
    ripe = Question(key="ripe", text="Ripe", default="")
    lacks = Question(key="lacks", text="Lacks", default="", choices=FRUIT, several=True)
    between = [ripe] if answers.get("fruit") == "pear" else []
    return [name, fruit, *between, lacks]


def told(*answers: str) -> Interview:
    interview = Interview(ask=ask)
    for answer in answers:
        interview = interview.reply(answer)
    return interview


def key(interview: Interview) -> str:
    assert interview.question is not None
    return interview.question.key


@pytest.mark.parametrize(
    ("typed", "word"),
    [("1", "apple"), ("", "pear"), ("PEAR", "pear"), ("red", "red-apple"), ("Apple", "apple")],
)
def test_a_choice_is_a_number_a_name_a_part_of_one_or_enter(typed: str, word: str) -> None:
    assert told("Marsh End", typed).answers["fruit"] == word


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9", "There is no number 9. Type a number from 1 to 3."),
        ("appl", "“appl” fits several; type the number of one:\n  1. Apple\n  3. Red apple"),
        ("paer", "“paer” is not on the list. Did you mean 2. Pear?"),
        ("zzz", "“zzz” is not on the list. Type a number from 1 to 3."),
        ("\x1b[A", "keys that are no text"),
    ],
)
def test_a_wrong_answer_is_explained_and_asked_again(typed: str, said: str) -> None:
    interview = told("Marsh End", typed)
    assert said in interview.said
    assert key(interview) == "fruit"
    assert "fruit" not in interview.answers


def test_an_answer_that_must_be_given_has_no_enter() -> None:
    assert told("  ").said == "An answer is needed here."


def test_an_answer_decides_what_is_asked_after_it() -> None:
    assert key(told("x", "pear")) == "ripe"
    assert key(told("x", "apple")) == "lacks"


def test_several_are_named_by_their_numbers_in_any_order_and_only_by_those_there() -> None:
    assert told("x", "1", "3, 1 3").answers["lacks"] == "red-apple,apple"
    assert told("x", "1", "none").answers["lacks"] == ""
    wrong = told("x", "1", "1 4")
    assert "“4” is not one of the numbers 1 to 3" in wrong.said
    assert wrong.state == "asking"


def test_back_offers_what_was_answered_and_enter_keeps_it() -> None:
    back = told("Marsh End", "apple", "b")
    assert back.question is not None
    assert back.question.shown_default == "Apple"
    assert back.reply("").answers["fruit"] == "apple"
    assert back.reply("pear").answers["fruit"] == "pear"
    first = told("b")
    assert (first.said, key(first)) == ("This is the first question.", "name")


def test_numbers_chosen_before_are_offered_as_numbers() -> None:
    assert ask({})[-1].offering("red-apple,apple").shown_default == "3 1"


def test_nothing_is_asked_after_the_last_answer() -> None:
    done = told("x", "apple", "3 1")
    assert (done.state, done.question) == ("done", None)
    assert done.reply("b") == done


def test_an_earlier_answer_that_is_no_longer_offered_is_not_the_default() -> None:
    question = Question(key="k", text="K", default="pear", choices=FRUIT)
    assert question.offering("plum").default == "pear"


def test_quitting_leaves_nothing_to_ask() -> None:
    stopped = told("Marsh End", "q")
    assert (stopped.state, stopped.question) == ("stopped", None)
    assert stopped.reply("apple") == stopped


ANSWERS = st.lists(
    st.sampled_from(["", "b", "1", "2", "3", "9", "zzz", "apple", "pear", "1 3", "0"]), max_size=30
)


@given(ANSWERS)
def test_whatever_is_typed_it_ends_with_each_question_answered_or_goes_on(typed: list[str]) -> None:
    interview = told(*typed)
    if interview.state == "done":
        assert {question.key for question in ask(interview.answers)} <= set(interview.answers)
    else:
        assert interview.question is not None


@given(ANSWERS)
def test_back_and_enter_bring_one_where_one_was(typed: list[str]) -> None:
    before = told(*typed)
    if before.state == "asking" and before.at > 0:
        after = before.reply("b").reply("")
        assert (after.at, dict(after.answers)) == (before.at, dict(before.answers))
