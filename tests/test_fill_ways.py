"""One's way through `fill`: back, skip, search, menu, places, confirming, undoing, and the file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.commands.writing import write_whole
from send_audit.filling.gestures import KEYS
from send_audit.filling.questions import Scope
from send_audit.filling.store import Store
from send_audit.problems import SendAuditError
from tests.sitting import AUDIT, CARRIED, CONFIRM, sit
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
