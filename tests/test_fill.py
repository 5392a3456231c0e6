"""The conversation of `send-audit fill`, with a script in place of the person."""

from pathlib import Path

import pytest

from send_audit.filling.answering import evidence, kind_of, new_place_id
from send_audit.filling.gestures import Gesture, Jump, Quit, read_line
from send_audit.filling.prompts import read_rating
from send_audit.filling.questions import Scope
from send_audit.load.document import read_bytes
from send_audit.model.audit import Audit
from tests.golden_files import assert_golden
from tests.sitting import AUDIT, sit
from tests.support import DAY, checked

ALL_ARRIVAL = Scope(section="arrival", only="all")


# ---- One question --------------------------------------------------------------------------------


def test_a_rating_is_saved_at_once_with_nothing_else(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1"], at="PE-0101")
    assert "  PE-0101:\n    rating: met\n" in sat.text
    assert "# of the bays" in sat.text


@pytest.mark.parametrize(
    ("typed", "rating"),
    [
        ("1", "met"),
        ("2", "partly-met"),
        ("3", "not-met"),
        ("met", "met"),
        ("Partly met", "partly-met"),
        ("not-met", "not-met"),
        ("no", "not-met"),
        ("yes", "met"),
    ],
)
def test_a_rating_is_a_number_or_a_word(tmp_path: Path, typed: str, rating: str) -> None:
    assert f"    rating: {rating}\n" in sit(tmp_path, [typed], at="PE-0101").text


def test_what_is_no_rating_is_explained_and_asked_again(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["5", "perhaps", "1"], at="PE-0101")
    assert sat.said.count("Type a number from 1 to 4 or the word") == 2
    assert "rating: met" in sat.text


def test_not_applicable_needs_a_reason_before_anything_is_saved(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["4", "", "b", "4", "The school has no drive"], at="PE-0101")
    assert "rating: not-applicable\n    reason: The school has no drive\n" in sat.text
    sat = sit(tmp_path, ["4"], at="PE-0101")
    assert "not-applicable" not in sat.text


def test_a_duty_that_always_applies_cannot_be_set_aside(tmp_path: Path) -> None:
    text = AUDIT.replace("physical-environment: 1.1.0", "schedule-10-duty: 1.1.0")
    sat = sit(tmp_path, ["4", "3"], text=text, at="S10-0101", scope=Scope())
    assert "This is one of the law's duties" in sat.said
    assert "S10-0101:\n    rating: not-met\n" in sat.text


def test_evidence_a_note_and_an_action_follow_a_gap(tmp_path: Path) -> None:
    lines = [
        "2",
        "1",
        "Premises folder",
        "By the gate",
        "Ask again: in June",
        "1",
        "July 2027",
        "q",
    ]
    sat = sit(tmp_path, lines, at="PE-0101")
    assert_golden("fill/gap.yaml", sat.text)
    assert sat.text.startswith(AUDIT.partition("responses:")[0])
    assert_golden("fill/gap.txt", sat.said.replace(str(tmp_path), "FOLDER") + "\n")
    assert not [p for p in checked(sat.text) if p.kind.severity == "error"]


def test_an_action_may_be_changed_or_left_for_later(tmp_path: Path) -> None:
    lines = ["3", "", "", "2", "Paint a line", "", "", "q"]
    sat = sit(tmp_path, lines, at="PE-0101")
    assert "action: Paint a line" in sat.text
    assert "success:" not in sat.text
    assert "due:" not in sat.text
    later = sit(tmp_path, ["3", "", "", "", "q"], at="PE-0101")
    assert "plan:" not in later.text


def test_a_day_for_an_action_is_one_to_come(tmp_path: Path) -> None:
    lines = ["3", "", "", "1", "2020-01", "soon", "2027-03-01", "q"]
    sat = sit(tmp_path, lines, at="PE-0101")
    assert "That has passed already." in sat.said
    assert "is not a date." in sat.said
    assert "due: 2027-03-01" in sat.text


def test_ratings_only_asks_for_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").write_text(AUDIT, encoding="utf-8")
    from send_audit.filling.conversation import Conversation
    from tests.sitting import Script, open_sitting

    face = Script(["3", "3", ""])
    sitting = open_sitting(tmp_path / "audit.yaml", face)
    sitting.brief = True
    Conversation(sitting).run()
    assert not any("Note" in line for line in face.heard)
    assert len(sitting.saved) == 2


# ---- What is measured ----------------------------------------------------------------------------


def test_a_figure_gives_the_rating(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["2320", "", "q"], at="PE-0102")
    assert "2320 mm gives: partly met." in sat.said
    assert "      bay:\n        measured: 2320\n" in sat.text
    assert "rating" not in sat.text


def test_a_figure_that_does_not_fit_its_unit_is_asked_again(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["2.4 m", "2,400 mm", "", "q"], at="PE-0102")
    assert "Write the number of mm without the unit: 2400." in sat.said
    assert "measured: 2400" in sat.text


def test_another_rating_than_the_figure_gives_needs_a_reason(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["2320", "maybe", "3", "The kerb is in it", "q"], at="PE-0102")
    assert (
        "rating: not-met\n        measured: 2320\n        overrule: The kerb is in it" in sat.text
    )
    assert "“maybe” is not a rating." in sat.said


def test_back_from_the_figures_rating_asks_for_the_figure_again(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["232", "b", "2320", "", "q"], at="PE-0102")
    assert "232 mm is far off what is usual here." in sat.said
    assert "measured: 2320\n" in sat.text


def test_a_figure_is_saved_once_its_rating_is_taken(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["2", "q"], at="PE-0103")
    assert sat.text == AUDIT
    assert "2 m was not taken yet, so it is not saved." in sat.said


def test_without_a_figure_it_is_rated_by_eye(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["", "1", "q"], at="PE-0102")
    assert "      bay:\n        rating: met\n" in sat.text


def test_a_figure_that_was_wrong_goes_when_a_rating_is_typed(tmp_path: Path) -> None:
    text = AUDIT + "  PE-0102:\n    places:\n      bay:\n        measured: 2320  # tape\n"
    sat = sit(tmp_path, ["met", "", "q"], text=text, at="PE-0102")
    assert "        rating: met  # tape\n" in sat.text
    assert "measured" not in sat.text
    sat = sit(tmp_path, ["met", "A mat covers it", "q"], text=text, at="PE-0102")
    assert (
        "rating: met\n        measured: 2320  # tape\n        overrule: A mat covers it" in sat.text
    )


# ---- Small things --------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["b", "B", " s ", "q", "?", "u", "help", "menu", "clear"])
def test_a_gesture_leaves_the_prompt(line: str) -> None:
    with pytest.raises(Gesture):
        read_line(line, free_text=False)


@pytest.mark.parametrize("line", ["b", "s", "q", "?", "u", "g PE-0102"])
def test_a_single_letter_leaves_a_text_too(line: str) -> None:
    with pytest.raises(Gesture):
        read_line(line, free_text=True)


@pytest.mark.parametrize(
    "line", ["back", "clear", "go to the hall", "g force", "p", "Quit smoking"]
)
def test_words_in_a_text_are_text(line: str) -> None:
    assert read_line(line, free_text=True) == line


def test_a_single_letter_in_quotes_is_text() -> None:
    assert read_line('"b"', free_text=True) == "b"
    assert read_line('"Bay" is wrong', free_text=True) == '"Bay" is wrong'


@pytest.mark.parametrize(
    ("line", "words"), [("g PE-0102", "PE-0102"), ("go hall", "hall"), ("/ramp", "ramp")]
)
def test_a_jump_names_what_is_looked_for(line: str, words: str) -> None:
    with pytest.raises(Jump) as jump:
        read_line(line, free_text=False)
    assert jump.value.words == words


def test_a_word_that_starts_like_a_gesture_is_none() -> None:
    assert read_line("guard", free_text=False) == "guard"
    assert read_line("partly", free_text=False) == "partly"
    with pytest.raises(Quit):
        read_line("quit", free_text=False)


@pytest.mark.parametrize("typed", ["²", "①", "9" * 5000, "-1", "1.5"])
def test_no_sign_that_looks_like_a_number_stops_a_sitting(tmp_path: Path, typed: str) -> None:
    sat = sit(tmp_path, [typed, "1", typed, "", "", typed, "1", "", "q"], at="PE-0101")
    assert "PE-0101:\n    rating: met" in sat.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Ysgol Glan-y-môr ŵ", "Ysgol Glan-y-môr ŵ"),
        ("one\x1b[Dtwo", "one [Dtwo"),
        ("a\u202eb", "ab"),
    ],
)
def test_other_scripts_stay_and_a_terminals_commands_do_not(
    tmp_path: Path, typed: str, kept: str
) -> None:
    sat = sit(tmp_path, ["1", "", typed, "q"], at="PE-0101")
    model = read_bytes(sat.text.encode(), "f").model
    assert isinstance(model, Audit)
    assert model.responses["PE-0101"].note == kept


def test_a_letter_that_could_not_be_read_is_asked_again(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "", "caf\udce9", "cafe", "q"], at="PE-0101")
    assert "A letter in it could not be read." in sat.said
    assert "note: cafe" in sat.text


@pytest.mark.parametrize("typed", ["y", "yes", "Y"])
def test_yes_keeps_an_answer_that_is_there(tmp_path: Path, typed: str) -> None:
    text = AUDIT + "  PE-0101:\n    rating: partly-met\n"
    assert sit(tmp_path, [typed, "q"], text=text, at="PE-0101").text == text
    sat = sit(tmp_path, ["no", "q"], text=text, at="PE-0101")
    assert "Then answer anew" in sat.said
    assert sat.text == text
    assert sit(tmp_path, [typed, "no", "q"], at="PE-0102").text == AUDIT  # a figure is asked for


def test_evidence_is_taken_away_with_a_dash(tmp_path: Path) -> None:
    text = (
        AUDIT
        + "  PE-0101:\n    rating: not-met\n    evidence:\n      - title: T  # seen\n    note: N\n"
    )
    sat = sit(tmp_path, ["3", "-", "", "", "", "q"], text=text, at="PE-0101")
    assert "Noted so far: T." in sat.said
    assert "evidence" not in sat.text
    assert "# seen" in sat.text
    assert "note: N" in sat.text


def test_several_suggestions_are_taken_at_once(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "1, 2", "Folder", "", "q"], at="PE-0101")
    assert sat.text.count("where: Folder") == 2


@pytest.mark.parametrize("typed", ["photos/typo.jpg", "plan.pdf"])
def test_a_file_that_is_not_there_is_said_at_once(tmp_path: Path, typed: str) -> None:
    sat = sit(tmp_path, ["1", typed, "A plan on the wall", "", "", "q"], at="PE-0101")
    assert f"There is no file “{typed}” in the audit's folder." in sat.said
    assert typed not in sat.text


def test_a_number_alone_is_no_note(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["3", "2", "By the gate", "4", "", "", "q"], at="PE-0101")
    assert sat.said.count("A number alone says too little here.") == 2
    assert "location: By the gate" in sat.text
    assert "note" not in sat.text


def test_the_menu_opens_from_a_text_too(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["3", "", "m", "", "q"], at="PE-0101")
    assert "Which part?" in sat.said
    assert "note" not in sat.text


def test_a_habitual_number_at_a_figure_is_said_to_be_one(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "b", "20", "", "q"], at="PE-0103")
    assert "1 is taken for a figure here, and not for a rating." in sat.said
    assert "measured: 20\n" in sat.text


def test_an_action_without_a_date_gets_one_when_it_is_met_again(tmp_path: Path) -> None:
    plan = "plan:\n  actions:\n    - id: A-01\n      for: [PE-0101]\n      action: Re-lay it\n"
    sat = sit(tmp_path, ["3", "", "", "2027-07", "q"], text=AUDIT + plan, at="PE-0101")
    assert "      action: Re-lay it\n      due: 2027-07\n" in sat.text


def test_a_number_that_is_not_on_the_list_is_no_evidence(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "5", "2", "", "", "q"], at="PE-0101")
    assert "“5” is not on the list." in sat.said
    assert "title: Photographs of each change of level" in sat.text


@pytest.mark.parametrize("end", ["q", None])
def test_words_are_saved_before_the_next_one_is_asked(tmp_path: Path, end: str | None) -> None:
    ending = [end] if end else []
    sat = sit(tmp_path, ["1", "Plan of the ramp, signed off", *ending], at="PE-0101")
    assert "title: Plan of the ramp, signed off" in sat.text
    assert "Saved: PE-0101: met; evidence noted." in sat.said
    sat = sit(tmp_path, ["3", "", "", "2", "My own words", *ending], at="PE-0101")
    assert "action: My own words" in sat.text


def test_an_action_that_is_done_answers_no_gap_any_more(tmp_path: Path) -> None:
    action = "    - id: A-04\n      for: [PE-0101]\n      action: Done so\n      status: {}\n"
    plan = f"plan:\n  actions:\n{action}"
    sat = sit(tmp_path, ["3", "", "", "1", "", "q"], text=AUDIT + plan.format("done"), at="PE-0101")
    assert "A-04 is done, and yet this is not met." in sat.said
    assert "- id: A-05" in sat.text
    sat = sit(tmp_path, ["3", "", "", "q"], text=AUDIT + plan.format("planned"), at="PE-0101")
    assert "Action A-04 answers it: Done so." in sat.said
    dropped = plan.format("dropped\n      dropped_reason: No")
    sat = sit(tmp_path, ["3", "", "", "1", "", "q"], text=AUDIT + dropped, at="PE-0101")
    assert "- id: A-05" in sat.text


def test_ids_of_the_plan_before_are_not_given_again(tmp_path: Path) -> None:
    old = AUDIT + "plan:\n  actions:\n    - id: A-11\n      for: [PE-0101]\n      action: Old\n"
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    text = AUDIT + "plan:\n  previous:\n    title: Old\n    file: old.yaml\n"
    assert "- id: A-12" in sit(tmp_path, ["3", "", "", "1", "", "q"], text=text, at="PE-0101").text


@pytest.mark.parametrize(("typed", "rating"), [("0", None), ("5", None), ("", None), ("²", None)])
def test_odd_numbers_are_no_rating(typed: str, rating: None) -> None:
    assert read_rating(typed) is rating


@pytest.mark.parametrize(
    ("name", "taken", "new"),
    [
        ("Back entrance", (), "back-entrance"),
        ("Back entrance", ("back-entrance",), "back-entrance-2"),
        ("2nd floor", (), "2nd-floor"),
        ("Ô!", (), "o"),
        ("???", (), "place"),
    ],
)
def test_a_place_gets_an_id_from_its_name(name: str, taken: tuple[str, ...], new: str) -> None:
    assert new_place_id(name, taken) == new


def test_a_file_in_the_audits_folder_is_noted_as_such(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "bay_1.jpg").write_bytes(b"x")
    (tmp_path.parent / "outside.jpg").write_bytes(b"x")
    noted = evidence("photos/bay_1.jpg", "", tmp_path, DAY)
    assert noted == {
        "kind": "photograph",
        "title": "bay 1",
        "on": "2026-11-23",
        "file": "photos/bay_1.jpg",
    }
    assert "file" not in evidence("../outside.jpg", "", tmp_path, DAY)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Photograph with a tape measure", "photograph"),
        ("Walk round with the site manager", "observation"),
        ("The plan as a Word table", "document"),
        ("Pupil voice, Year 5", "pupil-voice"),
        ("Something", None),
    ],
)
def test_the_kind_of_evidence_is_read_from_its_words(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind
