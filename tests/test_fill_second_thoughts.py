"""Second thoughts in `fill`: confirming, undoing, clearing, and what cannot be saved."""

from collections.abc import Callable
from pathlib import Path

import pytest

from send_audit.commands.writing import write_whole
from send_audit.filling.questions import Scope
from send_audit.load.document import read_bytes
from send_audit.model.audit import Audit
from send_audit.problems import SendAuditError
from tests.sitting import AUDIT, CARRIED, CONFIRM, sit
from tests.support import checked

ALL_ARRIVAL = Scope(section="arrival", only="all")


# ---- Confirming, undoing, clearing ---------------------------------------------------------------


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
