"""A filled-in form comes back: what is taken, what stays, what is refused, each with its cell."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from send_audit.load.library import Library
from send_audit.problems import SendAuditError
from tests.workbook_forms import ANSWERS, Bench, cell_of, row_of, sheets

GATE = ("PE-0101", "")
FRONT, BACK = ("PE-0102", "front-bay"), ("PE-0102", "back-bay")
NO_PARK = ("PE-0103", "")
TO_CONFIRM = ("CA-0101", "")
OPEN = ("PE-0105", "")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path).export("arrival", "teaching")


# ---- Taken -----------------------------------------------------------------------------------------


def test_a_form_that_nobody_wrote_into_changes_nothing(bench: Bench) -> None:
    taken = bench.take()
    assert taken.data is None
    assert (taken.verdicts, taken.refused, taken.missing) == ((), (), ())
    assert len(taken.unchanged) > 15


def test_a_new_rating_is_taken_with_the_day_of_import(bench: Bench) -> None:
    bench.fill_in((GATE, "rating", "Not met")).take()
    assert bench.lines_changed() == (
        ["    rating: met  # both gates"],
        ["    rating: not-met  # both gates", "    checked_on: 2026-11-23"],
    )


def test_an_open_question_is_answered_between_its_neighbours(bench: Bench) -> None:
    bench.fill_in((OPEN, "rating", "Partly met"), (OPEN, "note", "Two cones stand there.")).take()
    text = bench.audit.read_text("utf-8")
    assert text.index("PE-0103:") < text.index("PE-0105:") < text.index("CA-0101:")
    assert bench.lines_changed() == (
        [],
        [
            "  PE-0105:",
            "    rating: partly-met",
            "    note: Two cones stand there.",
            "    checked_on: 2026-11-23",
        ],
    )


def test_a_rating_on_the_audits_own_day_needs_no_day_of_its_own(bench: Bench) -> None:
    bench.fill_in((OPEN, "rating", "Met")).take(day=date(2026, 10, 5))
    assert bench.lines_changed() == ([], ["  PE-0105:"])


def test_the_day_that_the_form_names_is_the_day_of_the_answer(bench: Bench) -> None:
    bench.fill_in((OPEN, "rating", "Met"), (OPEN, "checked_on", date(2026, 11, 2))).take()
    assert "    checked_on: 2026-11-02" in bench.lines_changed()[1]


def test_a_place_is_answered_on_its_own(bench: Bench) -> None:
    bench.fill_in((FRONT, "measured", 2450)).take()
    assert bench.lines_changed() == (
        ["        measured: 2320"],
        ["        measured: 2450", "        checked_on: 2026-11-23"],
    )


def test_new_evidence_is_added_and_what_was_there_stays(bench: Bench) -> None:
    bench.fill_in(
        (GATE, "evidence_title", "Plan of the gate"), (GATE, "evidence_where", "Site office")
    ).take()
    gone, new = bench.lines_changed()
    assert gone == []
    assert new == ["      - title: Plan of the gate", "        where: Site office"]


def test_the_same_form_twice_adds_its_evidence_once(bench: Bench) -> None:
    bench.fill_in((GATE, "evidence_title", "Plan of the gate"), (GATE, "rating", "Partly met"))
    bench.take()
    again = bench.take()
    assert again.data is None
    assert again.already == 1
    assert not again.refused


def test_yes_still_true_removes_the_doubt_and_dates_the_answer(bench: Bench) -> None:
    bench.fill_in((TO_CONFIRM, "still_true", "Yes: still true today")).take()
    assert bench.lines_changed() == (
        ["    to_confirm: Carried from 2023; ask the PE lead"],
        ["    checked_on: 2026-11-23"],
    )


def test_a_new_rating_removes_the_doubt_as_well(bench: Bench) -> None:
    bench.fill_in((TO_CONFIRM, "rating", "Not met")).take()
    assert "to_confirm" not in bench.audit.read_text("utf-8")


def test_a_doubt_about_all_places_stays_with_those_not_confirmed(tmp_path: Path) -> None:
    text = ANSWERS.replace("  PE-0102:\n", "  PE-0102:\n    to_confirm: Painted since?\n")
    bench = Bench(tmp_path, text).export()
    bench.fill_in((FRONT, "still_true", "yes")).take()
    answer = bench.context().audit.responses["PE-0102"]
    assert answer.places is not None
    assert answer.to_confirm is None
    assert answer.places["front-bay"].to_confirm is None
    assert answer.places["back-bay"].to_confirm == "Painted since?"


def test_an_emptied_cell_takes_away_what_stood_in_it(bench: Bench) -> None:
    taken = bench.fill_in((NO_PARK, "rating", None), (NO_PARK, "reason", None)).take()
    assert "PE-0103" not in bench.context().audit.responses
    assert [change.old for change in taken.verdicts[0].changes] == [
        "not-applicable",
        "There is no car park.",
    ]


def test_rows_may_be_sorted_and_sheets_renamed(bench: Bench) -> None:
    bench.fill_in((GATE, "rating", "Not met"), (TO_CONFIRM, "rating", "Not met"))
    with bench.opened() as book:
        first, second = sheets(book)
        first.title, second.title = "Buildings", "Lessons"
        rows = list(first.iter_rows(min_row=2))
        values = [[(cell.value, cell.data_type) for cell in row] for row in rows]
        for number, row in enumerate(reversed(values), start=2):
            for index, (value, kind) in enumerate(row, start=1):
                first.cell(number, index).value = value
                first.cell(number, index).data_type = kind
    taken = bench.take()
    assert not taken.refused
    assert not taken.missing
    assert {verdict.question.item.id for verdict in taken.verdicts} == {"PE-0101", "CA-0101"}


def test_lines_above_the_headings_and_sheets_of_ones_own_do_no_harm(bench: Bench) -> None:
    bench.fill_in((GATE, "rating", "Not met"))
    with bench.opened() as book:
        sheets(book)[0].insert_rows(1, 3)
        sheets(book)[0]["A1"] = "Back by Friday, please."
        book.create_sheet("My sums")["A1"] = 5
    taken = bench.take()
    assert len(taken.verdicts) == 1
    assert not taken.refused
    assert taken.unread == ("My sums",)


# ---- Several people --------------------------------------------------------------------------------


def test_two_parts_come_back_one_after_the_other(bench: Bench) -> None:
    bench.export("arrival")
    bench.fill_in((GATE, "rating", "Not met"))
    arrival = bench.form.read_bytes()
    bench.export("curriculum-access")
    bench.fill_in((TO_CONFIRM, "rating", "Not met")).take()
    bench.form.write_bytes(arrival)
    assert not bench.take().refused
    responses = bench.context().audit.responses
    assert responses["PE-0101"].rating == responses["CA-0101"].rating == "not-met"


def test_what_only_the_file_changed_stays(bench: Bench) -> None:
    bench.change("rating: met  # both gates", "rating: partly-met  # one gate")
    taken = bench.take()
    assert taken.data is None
    assert not taken.refused


def test_two_people_may_change_different_things_of_one_answer(bench: Bench) -> None:
    bench.change(
        "        measured: 2320\n", "        measured: 2320\n        location: By the wall\n"
    )
    bench.fill_in((FRONT, "measured", 2450))
    assert not bench.take().refused
    places = bench.context().audit.responses["PE-0102"].places
    assert places is not None
    assert (places["front-bay"].measured, places["front-bay"].location) == ("2450", "By the wall")


def test_an_answer_changed_on_both_sides_is_named_and_kept(bench: Bench) -> None:
    bench.change("rating: met  # both gates", "rating: partly-met  # one gate")
    bench.fill_in((GATE, "rating", "Not met"))
    before = bench.audit.read_bytes()
    (said,) = bench.refusals()
    assert said.startswith(
        "Physical environment!F3: The form says “Not met”, and the file now says “Partly met”"
    )
    assert bench.audit.read_bytes() == before


def test_the_same_change_on_both_sides_is_no_conflict(bench: Bench) -> None:
    bench.change("rating: met  # both gates", "rating: not-met  # both gates")
    taken = bench.fill_in((GATE, "rating", "Not met")).take()
    assert not taken.refused
    assert taken.already == 1


def test_both_doubts_are_shown_and_the_other_places_keep_their_own_beside_it(
    tmp_path: Path,
) -> None:
    text = ANSWERS.replace("  PE-0102:\n", "  PE-0102:\n    to_confirm: Painted since?\n").replace(
        "        measured: 2320\n", "        measured: 2320\n        to_confirm: By eye\n"
    )
    bench = Bench(tmp_path, text).export()
    with bench.opened() as book:
        assert cell_of(book, FRONT, "to_confirm").value == "By eye; Painted since?"
    bench.fill_in((BACK, "still_true", "yes")).take()
    answer = bench.context().audit.responses["PE-0102"]
    assert answer.places is not None
    assert answer.to_confirm is None
    assert answer.places["front-bay"].to_confirm == "By eye; Painted since?"


def test_a_doubt_that_is_another_one_by_now_is_not_confirmed(bench: Bench) -> None:
    bench.change("Carried from 2023; ask the PE lead", "Ask the headteacher")
    bench.fill_in((TO_CONFIRM, "still_true", "yes"))
    assert "Ask the headteacher" in bench.refusals()[0]
    assert "Ask the headteacher" in bench.audit.read_text("utf-8")


def test_an_answer_that_was_changed_meanwhile_is_not_confirmed(bench: Bench) -> None:
    bench.change("    rating: met\n    to_confirm", "    rating: not-met\n    to_confirm")
    bench.fill_in((TO_CONFIRM, "still_true", "yes"))
    assert "changed in the file since" in bench.refusals()[0]


# ---- The file has moved on -------------------------------------------------------------------------


def test_a_place_that_is_gone_is_said_of_its_row_only_if_it_was_filled_in(bench: Bench) -> None:
    bench.change("    back-bay:\n      name: Back bay\n      kind: parking-bay\n", "")
    bench.change('      back-bay: {measured: "1800", checked_on: 2026-09}\n', "")
    assert bench.refusals() == []
    bench.fill_in((BACK, "note", "New."))
    (said,) = bench.refusals()
    assert "The place “back-bay” is not in the file any more." in said


def test_an_item_answered_as_a_whole_meanwhile_is_refused(bench: Bench) -> None:
    bench.change("  PE-0103:\n", "  PE-0104:\n    rating: met\n  PE-0103:\n")
    bench.fill_in((("PE-0104", "front-bay"), "rating", "Not met"))
    assert "is answered as a whole in the file now" in bench.refusals()[0]


def test_a_question_that_asks_something_else_by_now_is_refused(
    bench: Bench, tmp_path: Path
) -> None:
    folder = tmp_path / "taught"
    shutil.copytree(bench.library.folder, folder)
    file = folder / "physical-environment.yaml"
    old, new = "no more than 6 mm above the road", "no more than 13 mm above the road"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    bench.library = Library(folder)
    bench.fill_in((OPEN, "note", "New."), (("PE-0110", ""), "note", "New."))
    (said,) = bench.refusals()
    assert "PE-0110 asks something else in physical-environment 1.1.0" in said
    assert set(bench.context().audit.responses) >= {"PE-0105"}


def test_another_schools_form_is_refused_whole(bench: Bench) -> None:
    bench.fill_in((GATE, "rating", "Not met"))
    bench.change('urn: "900099"', 'urn: "900098"')
    with pytest.raises(SendAuditError, match="is the form of Little School"):
        bench.take()


def test_a_school_may_change_its_name_but_not_its_number(bench: Bench) -> None:
    bench.change("name: Little School", "name: Little Academy")
    assert not bench.take().refused


def test_an_import_never_makes_a_file_that_is_not_sound(bench: Bench) -> None:
    filler = "".join(f"# {'y' * 1000}\n" for _ in range(2010))
    bench.change("# The end.\n", filler)
    bench.fill_in(*((key, "note", "x" * 30_000) for key in (GATE, NO_PARK, TO_CONFIRM)))
    taken = bench.take()
    assert [verdict.question.key for verdict in taken.verdicts] == [GATE, NO_PARK]
    assert [refusal.where for refusal in taken.refused] == ["Curriculum and enrichment!A3"]
    assert bench.context().audit.responses["PE-0103"].note == "x" * 30_000


def test_what_the_rules_of_the_file_refuse_is_refused_and_the_rest_is_taken(bench: Bench) -> None:
    bench.fill_in((OPEN, "checked_on", "October 0000"), (GATE, "rating", "Not met"))
    (said,) = bench.refusals()
    assert said.startswith("Physical environment!A9: “0000-10” is not a day in the calendar.")
    responses = bench.context().audit.responses
    assert "PE-0105" not in responses
    assert responses["PE-0101"].rating == "not-met"


def test_without_the_codes_of_places_nothing_of_the_sheet_is_guessed(bench: Bench) -> None:
    bench.fill_in((FRONT, "measured", 2450), (TO_CONFIRM, "rating", "Not met"))
    with bench.opened() as book:
        sheet, _ = row_of(book, FRONT)
        sheet.delete_cols(sheet.max_column)
    taken = bench.take()
    assert ["The heading “Place code”" in refusal.message for refusal in taken.refused] == [True]
    assert [verdict.question.key for verdict in taken.verdicts] == [TO_CONFIRM]
    assert FRONT in {row.key for row in taken.missing}
