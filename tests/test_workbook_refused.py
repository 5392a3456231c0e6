"""What an import refuses, each with its cell and what to do; the file stays as it was there."""

from datetime import date
from pathlib import Path

import pytest

from tests.workbook_forms import SCHOOL, Bench, cell_of, row_of

GATE = ("PE-0101", "")
FRONT, BACK = ("PE-0102", "front-bay"), ("PE-0102", "back-bay")
NO_PARK = ("PE-0103", "")
TO_CONFIRM = ("CA-0101", "")
OPEN = ("PE-0105", "")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path).export("arrival", "teaching")


# ---- Refused ---------------------------------------------------------------------------------------

REFUSED: list[tuple[tuple[str, str], str, object, str]] = [
    (
        OPEN,
        "rating",
        "yes",
        "“yes” is not a rating. Choose Met, Partly met, Not met or Not applicable.",
    ),
    (OPEN, "rating", "Mett", "Did you mean Met?"),
    (OPEN, "rating", "Not applicable", "needs a reason: write it in Physical environment!"),
    (NO_PARK, "reason", None, "needs a reason"),
    (OPEN, "rating", "=A1", "is a formula. Write the text, not a formula."),
    (OPEN, "note", "=1+1", "is a formula"),
    (OPEN, "rating", "#REF!", "cannot be read"),
    (FRONT, "measured", "2.5 m", "Write the number of mm without the unit: 2500."),
    (FRONT, "measured", "wide", "not a measurement in mm"),
    (FRONT, "rating", "Met", "2320 gives “Partly met”, and the rating says “Met”."),
    (OPEN, "checked_on", "5/10/2026", "may be 5 October 2026 or 10 May 2026"),
    (OPEN, "checked_on", "soon", "is not a date"),
    (OPEN, "checked_on", date(2027, 1, 4), "is still to come"),
    (OPEN, "evidence_where", "Office", "Say what the evidence is"),
    (TO_CONFIRM, "still_true", "no", "give the new rating"),
]


@pytest.mark.parametrize(("key", "column", "value", "said"), REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_cell(
    bench: Bench, key: tuple[str, str], column: str, value: object, said: str
) -> None:
    bench.fill_in((key, column, value))
    with bench.opened() as book:
        sheet, row = row_of(book, key)
        where = f"{sheet.title}!{cell_of(book, key, column).coordinate}"
        assert cell_of(book, key, column).row == row
    before = bench.audit.read_bytes()
    (refusal,) = bench.refusals()
    assert refusal.startswith(f"{where}: ")
    assert said in refusal
    assert bench.audit.read_bytes() == before


def test_one_refused_cell_does_not_keep_the_rest_of_its_row_back(bench: Bench) -> None:
    bench.fill_in((OPEN, "rating", "yes"), (OPEN, "note", "Ask again."))
    assert len(bench.refusals()) == 1
    assert bench.context().audit.responses["PE-0105"].note == "Ask again."


def test_what_makes_the_rating_together_is_refused_together(bench: Bench) -> None:
    bench.fill_in((OPEN, "rating", "n.a. here"), (OPEN, "reason", "No cars come."))
    first, second = bench.refusals()
    assert "is not a rating" in first
    assert "belongs to what was refused" in second
    assert "PE-0105" not in bench.context().audit.responses


def test_a_rating_that_differs_from_the_figure_is_taken_with_its_reason(bench: Bench) -> None:
    bench.fill_in((FRONT, "rating", "Met"), (FRONT, "overrule", "The hatching counts here."))
    assert bench.refusals() == []
    places = bench.context().audit.responses["PE-0102"].places
    assert places is not None
    assert (places["front-bay"].rating, places["front-bay"].overrule) == (
        "met",
        "The hatching counts here.",
    )


def test_not_applicable_is_no_answer_to_a_duty(tmp_path: Path) -> None:
    bench = Bench(tmp_path, SCHOOL.replace("physical-environment", "schedule-10-duty")).export()
    key = ("S10-0101", "")
    bench.fill_in((key, "rating", "Not applicable"), (key, "reason", "We have none."))
    assert "is a duty that always applies" in bench.refusals()[0]


def test_an_edited_code_is_named_with_what_it_was(bench: Bench) -> None:
    with bench.opened() as book:
        cell = cell_of(book, GATE, "item")
        cell.value, where = "PE-0199", cell.coordinate
    taken = bench.take()
    (refusal,) = taken.refused
    assert refusal.where == f"Physical environment!{where}"
    assert "“PE-0199” is not a question of this form" in refusal.message
    assert "It was PE-0101" in refusal.message
    assert [row.key for row in taken.missing] == [GATE]


def test_an_edited_place_is_named_with_what_it_was(bench: Bench) -> None:
    with bench.opened() as book:
        cell = cell_of(book, BACK, "place_id")
        cell.value, where = "side-bay", cell.coordinate
    (refusal,) = bench.take().refused
    assert refusal.where == f"Physical environment!{where}"
    assert "It was back-bay" in refusal.message


def test_deleted_rows_and_sheets_are_counted_and_the_file_keeps_them(bench: Bench) -> None:
    with bench.opened() as book:
        sheet, row = row_of(book, GATE)
        sheet.delete_rows(row)
        del book["Curriculum and enrichment"]
    taken = bench.take()
    assert taken.data is None
    assert GATE in {row.key for row in taken.missing}
    assert TO_CONFIRM in {row.key for row in taken.missing}


def test_a_row_that_stands_twice_is_taken_only_if_both_say_the_same(bench: Bench) -> None:
    bench.fill_in((GATE, "rating", "Not met"))
    with bench.opened() as book:
        sheet, row = row_of(book, GATE)
        sheet.append([cell.value for cell in sheet[row]])
    same = bench.form.read_bytes()
    with bench.opened() as book:
        sheet, _ = row_of(book, GATE)
        cell = sheet.cell(sheet.max_row, 6)
        assert cell.value == "Not met"
        cell.value = "Met"
    (refusal,) = bench.take().refused
    assert "PE-0101 stands here and in Physical environment!A" in refusal.message
    bench.form.write_bytes(same)
    assert not bench.take().refused
    assert bench.context().audit.responses["PE-0101"].rating == "not-met"


def test_a_lost_heading_is_named_since_its_column_is_not_read(bench: Bench) -> None:
    bench.fill_in((GATE, "rating", "Not met"), (GATE, "note", "New."))
    with bench.opened() as book:
        sheet, _ = row_of(book, GATE)
        sheet.cell(1, 6).value = "Score"
    (refusal,) = bench.take().refused
    assert "The heading “Rating” is not there any more" in refusal.message
    assert bench.context().audit.responses["PE-0101"].rating == "met"
    assert bench.context().audit.responses["PE-0101"].note == "New."


def test_words_in_a_row_without_a_question_are_named(bench: Bench) -> None:
    with bench.opened() as book:
        sheet, row = row_of(book, GATE)
        sheet.cell(row - 1, 6).value = "Met"  # beside the section's title
        sheet.cell(row - 1, 1).value = None
    (refusal,) = bench.take().refused
    assert "in a row without a question" in refusal.message
