"""The conversation of `send-audit fill`, with a script in place of the person."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.commands.writing import write_whole
from send_audit.filling.answering import evidence, kind_of, new_place_id
from send_audit.filling.gestures import KEYS, Gesture, Jump, Quit, read_line
from send_audit.filling.prompts import read_rating
from send_audit.filling.questions import Scope
from send_audit.filling.store import Store
from send_audit.load.document import read_bytes
from send_audit.model.audit import Audit
from send_audit.problems import SendAuditError
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
    assert "This is a duty that always applies" in sat.said
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

    face = Script(["3", "3"])
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
    sat = sit(tmp_path, ["2.4 m", "2400", "", "q"], at="PE-0102")
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


# ---- Going about ---------------------------------------------------------------------------------


def test_back_leads_the_way_one_came(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["s", "s", "s", "b", "b", "b", "b"])
    shown = sat.face.asked
    assert shown[:4] == [*dict.fromkeys(shown)][:4]
    assert shown[4:7] == [shown[2], shown[1], shown[0]]
    assert "This is the first question of this part." in sat.said


def test_back_leads_out_of_a_text_to_the_one_before(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["2", "A photo", "Folder", "b", "", "b", "b", "3"], at="PE-0101")
    assert sat.ids == ["PE-0101"]
    assert "rating: not-met" in sat.text
    assert "title: A photo" in sat.text  # what was saved stays


def test_an_answered_question_that_one_goes_back_to_can_be_kept(tmp_path: Path) -> None:
    first = sit(tmp_path, ["1", "", ""], at="PE-0101")
    sat = sit(tmp_path, ["", "s"], text=None, at="PE-0101")
    assert sat.text == first.text
    assert sat.ids[0] == "PE-0101"
    assert sat.ids[1] != "PE-0101"


def test_what_was_skipped_is_offered_at_the_end(tmp_path: Path) -> None:
    number = len(sit(tmp_path, ["s"] * 60).face.asked)
    sat = sit(tmp_path, ["s"] * number + ["1", "1", "q"])
    assert f"{number} questions you skipped." in sat.said
    assert sat.ids[number] == sat.ids[0]


def test_jumping_by_id_and_by_words(tmp_path: Path) -> None:
    assert sit(tmp_path, ["g PE-0801", "q"]).ids[1] == "PE-0801"
    assert sit(tmp_path, ["g pe-0801", "q"]).ids[1] == "PE-0801"
    sat = sit(tmp_path, ["g fire alarm sleeping zebra", "q"])
    assert "No question has “fire alarm sleeping zebra” in it." in sat.said
    sat = sit(tmp_path, ["g ramp", "2", "q"])
    assert sat.ids[1] != sat.ids[0]
    assert "add a word to see fewer" in sat.said


def test_guidance_shows_everything_and_every_key(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["?", "", "q"], at="PE-0102")
    assert "What a pupil meets otherwise" in sat.said
    assert all(f"{key}: {what}" in sat.said for key, what in KEYS)
    assert sat.ids == ["PE-0102", "PE-0102"]


def test_the_menu_leads_to_a_strand_a_section_and_a_place(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["m", "5", "2", "q"], scope=Scope())
    assert {place for _, place in sat.face.asked[1:]} == {"Bay 1"}
    sat = sit(tmp_path, ["m", "4", "2", "q"], scope=Scope())
    assert sat.sitting.scope.section == "approach" or sat.sitting.scope.section
    assert sat.ids[1] != sat.ids[0]
    sat = sit(tmp_path, ["m", "", "q"], scope=Scope())
    assert sat.ids[0] == sat.ids[1]


def test_a_place_holds_all_that_lies_in_it(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["s"] * 3, scope=Scope(place="main"))
    assert {place for _, place in sat.face.asked} <= {"Main site", "Bay 1"}
    assert ("PE-0102", "Bay 1") in sat.face.asked


def test_a_place_is_added_as_one_walks_and_asked_about(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["p Bay 2, by the hall", "2400", "", "", "", "", "q"], at="PE-0102")
    assert (
        "    bay-2-by-the-hall:\n      name: Bay 2, by the hall\n      kind: parking-bay\n"
        in sat.text
    )
    assert "      bay-2-by-the-hall:\n        measured: 2400\n" in sat.text
    assert not [p for p in checked(sat.text) if p.kind.severity == "error"]


def test_a_question_about_no_place_asks_what_kind_a_new_place_is(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["p", "1", "By the pool", "q"], at="PE-0101")
    assert "name: By the pool" in sat.text
    assert sit(tmp_path, ["p", "", "q"], at="PE-0101").text == AUDIT


# ---- Confirming, undoing, clearing ---------------------------------------------------------------

CARRIED = AUDIT.replace(
    "  # of the bays\n",
    "  PE-0101:\n    rating: met\n    checked_on: 2023-10-02\n"
    "    to_confirm: Carried from the audit of 2 October 2023.  # as it was\n"
    "  PE-0102:\n    to_confirm: Carried, both bays\n    places:\n"
    "      bay:\n        measured: 2400\n      old-bay:\n        measured: 2300\n",
).replace(
    "      within: main\n",
    "      within: main\n    old-bay:\n      name: Bay 2\n      kind: parking-bay\n",
)
CONFIRM = Scope(section="arrival", only="confirm")


def test_a_carried_answer_is_confirmed_with_one_key(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["y", "", "", "q"], text=CARRIED, scope=CONFIRM)
    assert "To confirm: Carried from the audit of 2 October 2023. Type y" in sat.said
    assert "  PE-0101:\n    rating: met\n    checked_on: 2026-11-23\n    # as it was\n" in sat.text


def test_confirming_one_place_leaves_the_others_to_be_confirmed(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["y", "", "q"], text=CARRIED, scope=CONFIRM, at="PE-0102")
    model = read_bytes(sat.text.encode(), "f").model
    assert isinstance(model, Audit)
    response = model.responses["PE-0102"]
    assert response.places is not None
    assert response.to_confirm is None
    assert response.places["bay"].to_confirm is None
    assert response.places["old-bay"].to_confirm == "Carried, both bays"
    assert response.places["bay"].measured == "2400"


def test_enter_leaves_a_carried_answer_for_later(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["", "", "", "q"], text=CARRIED, scope=CONFIRM)
    assert sat.text == CARRIED
    assert sat.ids == ["PE-0101", "PE-0102", "PE-0102"]


def test_an_old_answer_is_to_be_confirmed_as_well(tmp_path: Path) -> None:
    text = AUDIT + "  PE-0101:\n    rating: met\n    checked_on: 2019-10-02\n"
    sat = sit(tmp_path, ["y", "", "", "q"], text=text, scope=CONFIRM)
    assert "This answer is older than it may be." in sat.said
    assert "checked_on: 2026-11-23" in sat.text


def test_undo_brings_back_every_byte(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["3", "Here", "Note", "1", "", "u", "q"], at="PE-0101")
    assert sat.text == AUDIT
    assert sat.ids[-1] == "PE-0101"
    assert "Undone: PE-0101 is as it was before." in sat.said
    assert "There is nothing to undo" in sit(tmp_path, ["u", "q"]).said


def test_undo_in_the_middle_of_a_question_takes_it_back(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["3", "u", "q"], at="PE-0101")
    assert sat.text == AUDIT


def test_clearing_asks_first_and_can_be_undone(tmp_path: Path) -> None:
    text = AUDIT + "  PE-0101:\n    rating: met\n    note: Kept\n"
    sat = sit(tmp_path, ["clear", "", "clear", "y", "q"], text=text, at="PE-0101")
    assert "PE-0101" not in sat.text
    sat = sit(tmp_path, ["clear", "y", "u", "q"], text=text, at="PE-0101")
    assert sat.text == text


def test_personal_data_is_pointed_out_while_the_words_are_in_mind(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "", "Ring 01632 960123 and ask", "q"], at="PE-0101")
    assert "Look again: `note` holds a telephone number" in sat.said
    assert "note: Ring" in sat.text
    assert (
        "Look again" not in sit(tmp_path, ["1", "", "Ask the site manager", "q"], at="PE-0101").said
    )


def test_a_photograph_is_noted_by_its_name_and_looked_at(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "gate.jpg").write_bytes(b"no picture")
    sat = sit(tmp_path, ["1", "photos/gate.jpg", "", "", "q"], at="PE-0101")
    assert "      - kind: photograph\n        title: gate\n" in sat.text
    assert "file: photos/gate.jpg" in sat.text
    assert "Look again: " in sat.said


# ---- The file ------------------------------------------------------------------------------------


def test_answers_of_a_colleague_who_writes_meanwhile_are_kept(tmp_path: Path) -> None:
    other = "  PE-0801:\n    rating: not-met  # by the site manager\n"
    done: list[str] = []

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        if not done:
            done.append("once")
            write_whole(path, data + other.encode())

    sat = sit(tmp_path, ["1", "", "Noted", "1", "q"], at="PE-0101", write=write)
    assert other in sat.text
    assert "note: Noted" in sat.text


def test_an_answer_that_somebody_changed_meanwhile_is_shown_and_not_overwritten(
    tmp_path: Path,
) -> None:
    done: list[str] = []

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data.replace(b"rating: met", b"rating: partly-met") if not done else data)
        done.append("once")

    sat = sit(tmp_path, ["1", "A photo", "", "q"], at="PE-0101", write=write)
    assert "Somebody else changed this very answer meanwhile." in sat.said
    assert "rating: partly-met" in sat.text
    assert sat.face.asked == [("PE-0101", None)] * 2


def test_a_full_disk_loses_nothing_and_is_tried_again(tmp_path: Path) -> None:
    tries: list[int] = []

    def write(path: Path, data: bytes) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise SendAuditError(f"{path} cannot be written: No space left on device.")
        write_whole(path, data)

    sat = sit(tmp_path, ["1", "", "", "q"], at="PE-0101", write=write)
    assert sat.said.count("Not saved: ") == 2
    assert "rating: met" in sat.text


def test_a_file_that_another_program_broke_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "audit.yaml"
    file.write_text(AUDIT, encoding="utf-8")
    store = Store(file, write_whole)
    file.write_text("broken: [", encoding="utf-8")
    with pytest.raises(SendAuditError, match="Nothing was changed"):
        store.put(("responses", "PE-0101"), {"rating": "met"})
    assert file.read_text("utf-8") == "broken: ["


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    writes: list[bytes] = []
    file = tmp_path / "audit.yaml"
    file.write_text(AUDIT, encoding="utf-8")
    store = Store(file, lambda _, data: writes.append(data))
    store.put(("school", "name"), "Little School")
    assert writes == []


TYPED = (
    *("1", "2", "3", "4", "", "b", "s", "u", "?", "y", "-", "2400", "x: y # z", "clear", "m"),
    *("g PE-0104", "g ramp", "p Hall", "July 2027", "photo", "5"),
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(TYPED),
        max_size=40,
    )
)
def test_whatever_is_typed_the_file_stays_sound_and_keeps_its_comments(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    sat = sit(tmp_path_factory.mktemp("sat"), lines, scope=ALL_ARRIVAL, text=CARRIED)
    assert not [p for p in checked(sat.text) if p.kind.severity == "error"]
    assert "# as it was" in sat.text


# ---- Small things --------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["b", "B", " s ", "q", "?", "u", "help", "menu", "clear"])
def test_a_gesture_leaves_the_prompt(line: str) -> None:
    with pytest.raises(Gesture):
        read_line(line, free_text=False)


@pytest.mark.parametrize("line", ["b", "s", "q", "?", "u", "g PE-0102"])
def test_a_single_letter_leaves_a_text_too(line: str) -> None:
    with pytest.raises(Gesture):
        read_line(line, free_text=True)


@pytest.mark.parametrize("line", ["back", "menu", "go to the hall", "g force", "p", "Quit smoking"])
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
