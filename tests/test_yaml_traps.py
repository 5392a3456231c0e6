"""Known traps of YAML: words that turn into other things, text that is cut, files that explode.

The rows are those of section 5 of the product notes; where formats.md differs, it wins.
"""

import pytest

from send_audit.model.audit import School
from tests.support import PLAN, SCHOOL, audit, checked, found_in, only, places, read

IDS = f"{SCHOOL}  ids:\n"
RESPONSES = f"""{SCHOOL}\
audit:
  date: 2026-10-05
  checklists:
    physical-environment: 1.0.0
responses:
"""


def ids_of(text: str, loader: str = "libyaml") -> dict[str, str]:
    """Keys and values under `ids`, where any text is right."""
    subject = audit(text, loader).subject
    assert isinstance(subject, School)
    return dict(subject.ids)


# Words stay words

WORDS = [
    *("yes", "no", "on", "off", "NO", "y", "n", "true", "2026-09-01", "2026-02-30", "12:30"),
    *("09:15", "0:59", "1:12", "0123", "1.10", "1_000", "1e9", ".nan", ".inf", "-.INF", "0x1F"),
    *("0o17", "n/a", "none", "=", "+", "~x", "99999999999999999999"),
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("loader", ["libyaml", "pure"])
def test_a_word_stays_the_text_that_was_typed(word: str, loader: str) -> None:
    assert ids_of(f"{IDS}    value: {word}\n", loader) == {"value": word}


@pytest.mark.parametrize("key", ["yes", "no", "on", "12", "1.5", "2026-09-01", "true", "12:30"])
def test_a_key_stays_the_text_that_was_typed(key: str) -> None:
    assert ids_of(f"{IDS}    {key}: x\n") == {key: "x"}


@pytest.mark.parametrize("key", ["yes", "no", "12"])
def test_a_key_that_is_not_known_is_named_as_typed(key: str) -> None:
    problem = only(read(f"{SCHOOL}{key}: x\n").problems)
    assert (problem.kind.name, problem.line) == ("unknown-key", 5)
    assert f"`{key}`" in problem.message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yes", "met"),
        ("no", "not-met"),
        ("NO", "not-met"),
        ("n/a", "not-applicable"),
        ("partly", "partly-met"),
        ("Met", "met"),
        ("not met", "not-met"),
    ],
)
def test_a_rating_in_other_words_is_refused_with_the_word_that_is_meant(
    typed: str, meant: str
) -> None:
    problem = only(read(f"{RESPONSES}  PE-0501:\n    rating: {typed}\n").problems)
    assert (problem.kind.name, problem.line) == ("unknown-word", 11)
    assert problem.fix.startswith(f"Did you mean {meant}?")


@pytest.mark.parametrize(
    ("typed", "meant"), [("yes", "true"), ("off", "false"), ("True", "true"), ("FALSE", "false")]
)
def test_only_true_and_false_are_booleans(typed: str, meant: str) -> None:
    problem = only(read(f"{SCHOOL}  features:\n    parking: {typed}\n").problems)
    assert (problem.kind.name, problem.line) == ("not-true-or-false", 6)
    assert problem.fix == f"Write {meant}."


# Dates and numbers


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("01/09/2026", "1 September 2026 is 2026-09-01"),
        ("2026-02-30", "Check the month and the day"),
        ("2026-13", "Check the month and the day"),
        ("0", "Write a day as 2026-09-01"),
        ("1788220800", "Write a day as 2026-09-01"),
        ("2026-09-01 10:00:00", "Write a day as 2026-09-01"),
        ("2026-9-1", "Write a day as 2026-09-01"),
        ("autumn", "Write a day as 2026-09-01"),
    ],
)
def test_a_date_is_never_guessed(typed: str, said: str) -> None:
    problem = only(read(f"{SCHOOL}audit:\n  date: {typed}\n").problems)
    assert (problem.kind.name, problem.line) == ("not-a-date", 6)
    assert said in problem.fix


@pytest.mark.parametrize("typed", ["1_000", ".nan", "nan", "1e9", ".inf", "0x1F", "1:30", "£850"])
def test_a_number_is_plain_digits(typed: str) -> None:
    action = "  actions:\n    - id: A-01\n      strand: curriculum\n      action: Buy.\n"
    problem = only(read(f"{PLAN}{action}      cost: {typed}\n").problems)
    assert (problem.kind.name, problem.line) == ("not-a-number", 10)


def test_a_ramp_of_1_in_12_stays_a_gradient() -> None:
    answer = f"{RESPONSES}  PE-0301:\n    measured: 1:12\n"
    assert audit(answer).responses["PE-0301"].measured == "1:12"


def test_a_school_number_keeps_its_zero() -> None:
    subject = audit(f"{SCHOOL}  urn: 0123456\n").subject
    assert isinstance(subject, School)
    assert subject.urn == "0123456"


def test_a_version_is_text_of_three_numbers() -> None:
    document = read(f"{SCHOOL}audit:\n  checklists:\n    physical-environment: 1.10\n")
    assert places(document.problems) == [("wrong-form", 7)]


# Blanks


@pytest.mark.parametrize("blank", ["", " ~", " null", "  # not known yet"])
def test_a_blank_key_is_as_good_as_absent(blank: str) -> None:
    subject = audit(f"{SCHOOL}  urn:{blank}\n").subject
    assert isinstance(subject, School)
    assert subject.urn is None


@pytest.mark.parametrize("blank", ["", " ~", " null"])
def test_a_blank_rating_is_a_problem(blank: str) -> None:
    assert found_in(f"{RESPONSES}  PE-0501:\n    rating:{blank}\n") == [("empty-rating", 11)]


def test_an_item_with_no_key_is_unanswered_and_no_problem() -> None:
    assert checked(RESPONSES.replace("responses:\n", "")) == ()


# Text that YAML cuts or takes for something else


def test_a_comment_that_cuts_text_is_remarked_on() -> None:
    problem = only(read(f"{PLAN}  complaints: Room #4 ok\n").problems)
    assert (problem.kind.name, problem.line, problem.column) == ("comment-in-text", 6, 20)
    assert problem.kind.severity == "warning"
    assert "#4 ok" in problem.message


@pytest.mark.parametrize(
    "line", ["Room  # four", "Room#4", "'Room #4'", "Room #", "Room ##", "Room # 4"]
)
def test_a_comment_proper_is_no_problem(line: str) -> None:
    assert found_in(f"{PLAN}  complaints: {line}\n") == []


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("&c Co", "anchor"),
        ("*b", "alias"),
        ("*b* t", "yaml-syntax"),
        ("!x y", "tag"),
        ("!!python/object/apply:os.system ls", "tag"),
        ("!!str 5", "tag"),
        ("Ramp: door", "yaml-syntax"),
        ("@x", "yaml-syntax"),
        ("`x`", "yaml-syntax"),
        ("%5", "yaml-syntax"),
        ("|5 steps", "yaml-syntax"),
        (">5 steps", "yaml-syntax"),
        ("'it's'", "yaml-syntax"),
        ("[the hall", "yaml-syntax"),
        ("- a list", "yaml-syntax"),
    ],
)
def test_a_sign_that_yaml_takes_for_its_own_is_a_problem_on_its_line(value: str, name: str) -> None:
    assert found_in(f"{PLAN}  complaints: {value}\n  formats:\n    - braille\n") == [(name, 6)]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Ramp: door", "Put the whole text in quotes"),
        ("@x", "Put the text in quotes"),
        ("*b* t", "Put the text in quotes"),
        ("'it's'", "other kind of quotation mark"),
        ("[the hall", "Close it"),
        ('"C:\\Users"', "single quotation marks"),
        ("&c Co", "quotes if it starts with &"),
        ("!x y", "quotes if it starts with !"),
    ],
)
def test_such_a_sign_comes_with_its_cure(value: str, said: str) -> None:
    assert said in only(read(f"{PLAN}  complaints: {value}\n").problems).fix


def test_a_comma_inside_braces_cuts_no_text_unseen() -> None:
    text = f"{PLAN}  contact: {{role: SENCO, or the head teacher}}\n"
    assert found_in(text) == [("comma-inside-braces", 6)]


def test_a_colon_inside_a_list_entry_makes_no_block_unseen() -> None:
    assert found_in(f"{PLAN}  aims:\n    - First step: a ramp\n") == [("colon-in-text", 7)]


def test_the_second_of_two_equal_keys_names_the_line_of_the_first() -> None:
    problem = only(read(f"{PLAN}  complaints: Ring\n  aims: []\n  complaints: Write\n").problems)
    assert (problem.kind.name, problem.line) == ("duplicate-key", 8)
    assert "line 6" in problem.message


# Bytes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_lines_alike(end: str) -> None:
    text = f"{SCHOOL}  urn: x\n".replace("\n", end)
    assert found_in(text) == [("wrong-form", 5)]


def test_a_byte_order_mark_is_accepted_with_a_remark() -> None:
    document = read(f"\ufeff{SCHOOL}")
    assert document.model is not None
    assert places(document.problems) == [("byte-order-mark", 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_encodings_are_refused(encoding: str) -> None:
    document = read(SCHOOL.encode(encoding))
    assert document.model is None
    assert document.problems


def test_windows_1252_is_recognised_at_its_line_and_column() -> None:
    problem = only(read(f"{PLAN}  complaints: It’s free\n".encode("cp1252")).problems)
    assert (problem.kind.name, problem.line, problem.column) == ("not-utf-8", 6, 17)
    assert "Windows-1252" in problem.message
    assert "’" in problem.message


def test_a_c1_control_character_says_what_it_probably_was() -> None:
    problem = only(read(f"{PLAN}  complaints: It\u0092s free\n").problems)
    assert (problem.kind.name, problem.line, problem.column) == ("control-character", 6, 17)
    assert "’" in problem.message


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty-file"),
        (b"\n", "empty-file"),
        (b"# nothing\n", "empty-file"),
        (b"---\n", "empty-file"),
        (b"~\n", "empty-file"),
        (b"- a\n", "not-a-block-of-keys"),
        (b"text\n", "not-a-block-of-keys"),
        (b"a: b\n---\na: b\n", "several-documents"),
        (b"[a]: b\n", "key-not-text"),
        (b"a: &a [*a]\n", "anchor"),
        (b"<<: {a: b}\n", "merge-key"),
    ],
)
def test_a_file_of_another_shape_says_so(data: bytes, name: str) -> None:
    assert name in [name for name, _ in found_in(data)]


def test_a_large_sound_file_is_read() -> None:
    aims = "".join(f"    - Aim number {number} is for everyone.\n" for number in range(20_000))
    plan = audit(f"{PLAN}  aims:\n{aims}").plan
    assert plan is not None
    assert len(plan.aims) == 20_000
