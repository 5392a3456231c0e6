"""One's way through `fill`: back, skip, search, menu, places, confirming, undoing, and the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.commands.writing import write_whole
from send_audit.filling.gestures import KEYS
from send_audit.filling.questions import Scope
from send_audit.filling.store import Store
from send_audit.load.document import read_bytes
from send_audit.model.audit import Audit
from send_audit.problems import SendAuditError
from tests.sitting import AUDIT, sit
from tests.support import checked

ALL_ARRIVAL = Scope(section="arrival", only="all")


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
    sat = sit(tmp_path, ["m", "4", "1", "2", "q"], scope=Scope())
    first, *others = sat.sitting.asked()
    second = next(question for question in others if question.section != first.section)
    assert sat.sitting.scope.section == second.section.id
    assert sat.ids[1] == second.item.id
    sat = sit(tmp_path, ["m", "3", "1", "q"], scope=Scope(only="all"))
    assert sat.sitting.scope.strand == "physical-environment"
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


def test_a_doubt_of_its_own_and_that_of_all_places_are_both_shown_and_kept(tmp_path: Path) -> None:
    text = CARRIED.replace(
        "        measured: 2300\n", "        measured: 2300\n        to_confirm: Mine\n"
    )
    sat = sit(tmp_path, ["y", "", "q"], text=text, scope=CONFIRM, at="PE-0102")
    assert "        to_confirm: Mine; Carried, both bays\n" in sat.text
    assert sat.text.count("Carried, both bays") == 1


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
    assert "Undone: what was saved last for PE-0101 is taken back." in sat.said
    assert "There is nothing to undo" in sit(tmp_path, ["u", "q"]).said


def colleague(answer: str, *, at_write: int = 1) -> Callable[[Path, bytes], None]:
    """Writes a colleague's answer into the file just after the nth save of this sitting."""
    writes: list[int] = []

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        writes.append(1)
        if len(writes) == at_write:
            write_whole(path, data + answer.encode())

    return write


OTHER = "  PE-0801:\n    rating: not-met  # by the site manager\n"


@pytest.mark.parametrize("at_write", [1, 2])
def test_undo_takes_back_ones_own_answers_and_nobody_elses(tmp_path: Path, at_write: int) -> None:
    lines = ["1", "", "Mine", "g PE-0105", "1", "", "", "u", "u", "u", "q"]
    sat = sit(tmp_path, lines, at="PE-0101", write=colleague(OTHER, at_write=at_write))
    assert OTHER in sat.text
    assert "PE-0101" not in sat.text
    assert "PE-0105" not in sat.text
    assert sat.sitting.saved == set()


def test_undo_beside_a_colleague_takes_the_action_back_too(tmp_path: Path) -> None:
    text = AUDIT + "plan:\n  actions:\n    - id: A-01\n      for: [PE-0105]\n      action: Old\n"
    done: list[int] = []

    def write(path: Path, data: bytes) -> None:
        done.append(1)
        write_whole(
            path, data.replace(b"Little School", b"Little Big School") if done == [1] else data
        )

    sat = sit(tmp_path, ["3", "", "", "1", "", "u", "q"], text=text, at="PE-0101", write=write)
    assert sat.text == text.replace("Little School", "Little Big School")


def test_a_place_is_undone_by_itself(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["2400", "", "b", "p Bay 2", "u", "q"], at="PE-0102")
    assert "Bay 2" not in sat.text
    assert "measured: 2400" in sat.text


def test_a_full_disk_at_an_undo_keeps_it_to_be_undone(tmp_path: Path) -> None:
    writes: list[int] = []

    def write(path: Path, data: bytes) -> None:
        writes.append(1)
        if len(writes) == 2:
            raise SendAuditError(f"{path} cannot be written: No space left on device.")
        write_whole(path, data)

    sat = sit(tmp_path, ["1", "u", "", "q"], at="PE-0101", write=write)
    assert "Not saved: " in sat.said
    assert sat.text == AUDIT


def test_what_cannot_be_saved_can_be_left(tmp_path: Path) -> None:
    def write(path: Path, _: bytes) -> None:
        raise SendAuditError(f"{path} cannot be written: No space left on device.")

    sat = sit(tmp_path, ["1", "s", "q"], at="PE-0101", write=write)
    assert sat.text == AUDIT
    assert sat.ids[0] == "PE-0101"
    assert len(sat.ids) == 2
    assert sit(tmp_path, ["1", "q"], at="PE-0101", write=write).text == AUDIT


def test_back_after_an_undo_leads_back(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["s", "s", "1", "", "", "u", "b", "q"])
    assert sat.face.asked[-1] == sat.face.asked[1]
    assert sat.face.asked[-2] == sat.face.asked[2]


def test_what_is_left_to_confirm_is_counted(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["y", "", "", "q"], text=CARRIED, scope=CONFIRM)
    assert [page.progress for page in sat.face.pages] == ["3 left to confirm", "2 left to confirm"]
    assert "2 answers still to confirm: send-audit fill" in sat.said


def test_a_question_that_was_undone_comes_again(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "", "", "u", "s", "s"])
    assert sat.ids.count("PE-0101") == 2


def test_an_answer_changed_at_a_clear_or_a_new_place_ends_nothing(tmp_path: Path) -> None:
    changed: list[int] = []

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        if not changed:
            changed.append(1)
            write_whole(path, data.replace(b"rating: met", b"rating: not-met"))

    sat = sit(tmp_path, ["1", "b", "clear", "y", "q"], at="PE-0101", write=write)
    assert "Somebody else changed this meanwhile." in sat.said
    assert "rating: not-met" in sat.text


def test_clearing_one_place_leaves_the_others_and_what_is_said_of_all(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["clear", "yes", "q"], text=CARRIED, at="PE-0102", scope=ALL_ARRIVAL)
    assert "      bay:\n        measured" not in sat.text
    assert "      old-bay:\n        measured: 2300\n" in sat.text
    text = AUDIT + "  PE-0102:\n    places:\n      bay:\n        measured: 2400\n    note: Of all\n"
    sat = sit(tmp_path, ["clear", "y", "q"], text=text, at="PE-0102", scope=ALL_ARRIVAL)
    assert "  PE-0102:\n    note: Of all\n" in sat.text


def test_the_last_answer_cleared_leaves_the_questions_where_they_were(tmp_path: Path) -> None:
    sat = sit(tmp_path, ["1", "b", "clear", "y", "q"], at="PE-0101")
    assert sat.text == AUDIT


def test_a_days_check_counts_before_that_of_all_places(tmp_path: Path) -> None:
    text = AUDIT + (
        "  PE-0102:\n    checked_on: 2019-10-02\n    places:\n      bay:\n        measured: 2400\n"
    )
    sat = sit(tmp_path, ["y", "", "", "q"], text=text, at="PE-0102", scope=CONFIRM)
    assert "        measured: 2400\n        checked_on: 2026-11-23\n" in sat.text
    assert len(list(sat.sitting.pending(sat.sitting.in_scope()))) == 0


@pytest.mark.parametrize("typed", ["n", "no"])
def test_no_to_a_carried_answer_is_no_rating(tmp_path: Path, typed: str) -> None:
    sat = sit(tmp_path, [typed, "q"], text=CARRIED, scope=CONFIRM)
    assert "Then answer anew: a number from 1 to 4." in sat.said
    assert sat.text == CARRIED


def test_a_place_added_in_a_place_lies_in_it_and_is_asked_about(tmp_path: Path) -> None:
    scope = Scope(place="main", only="unanswered")
    sat = sit(tmp_path, ["p Bay 2", "2400", "", "", "", *["s"] * 12], at="PE-0102", scope=scope)
    assert "      kind: parking-bay\n      within: main\n" in sat.text.partition("Bay 2")[2]
    assert ("PE-0104", "Bay 2") in sat.face.asked


def test_a_place_joins_an_action_for_the_same_gap_elsewhere(tmp_path: Path) -> None:
    text = CARRIED + (
        "plan:\n  actions:\n    - id: A-01\n      for: [PE-0102]\n      at:\n        - old-bay  # first\n"
        "      action: Re-mark it\n"
    )
    sat = sit(tmp_path, ["2300", "", "", "", "4", "q"], text=text, at="PE-0102", scope=ALL_ARRIVAL)
    assert "        - old-bay  # first\n        - bay\n" in sat.text


NO_QUESTIONS = AUDIT.replace("  checklists:\n    physical-environment: 1.1.0\n", "")


@pytest.mark.parametrize(
    "typed", ["q", "b", "s", "?", "u", "m", "g ramp", "p Hall", "clear", "1", ""]
)
def test_with_nothing_to_ask_every_key_leads_somewhere(tmp_path: Path, typed: str) -> None:
    sit(tmp_path, [typed, "3", "q"], text=NO_QUESTIONS, scope=Scope())
    one = AUDIT + "  PE-0103:\n    measured: 20\n"
    sit(tmp_path, ["1", "", "", typed, "", "q"], text=one, scope=Scope(section="arrival"))
    everything = sit(tmp_path, ["m", typed, "", "q"], scope=Scope(place="bay"))
    assert not [p for p in checked(everything.text) if p.kind.severity == "error"]


def test_a_key_typed_over_and_over_never_ends_a_sitting(tmp_path: Path) -> None:
    lines = [line for _ in range(1500) for line in ("?", "?")]
    sit(tmp_path, [*lines, "q"], at="PE-0101")


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

    sat = sit(tmp_path, ["1", "A photo", "q"], at="PE-0101", write=write)
    assert "Somebody else changed this meanwhile." in sat.said
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
    *("1", "2", "3", "4", "", "b", "s", "u", "?", "y", "-", "2400", "x: y # z", "clear", "m", "q"),
    *("g PE-0104", "g ramp", "p Hall", "July 2027", "photo", "5"),
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(TYPED), max_size=40),
    st.sampled_from((ALL_ARRIVAL, CONFIRM, Scope(place="main"), Scope())),
)
def test_whatever_is_typed_the_file_stays_sound_and_keeps_its_comments(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], scope: Scope
) -> None:
    sat = sit(tmp_path_factory.mktemp("sat"), lines, scope=scope, text=CARRIED)
    assert not [p for p in checked(sat.text) if p.kind.severity == "error"]
    assert "# as it was" in sat.text
