"""The officers' tables: what stands in them, what stays out, and that no cell is a formula."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from send_audit.borough.area import Area, tally
from send_audit.render.borough.files.report_tables import (
    TablesTally,
    TableStreams,
    actions_csv,
    findings_csv,
    not_included_csv,
    returns_csv,
    returns_xlsx,
    write_tables,
)
from tests.hand_made_area import LIST, action, area, facts, figures, pounds, rated

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(of: Area) -> Workbook:
    return load_workbook(io.BytesIO(returns_xlsx(of)))


@pytest.fixture
def round_() -> Area:
    """Two returns, one of them with private entries, and a school from which nothing came."""
    short = {"PE-0101": rated("not-met"), "PE-0601": rated("partly-met", private=True)}
    plan = [
        action("A-1", cost=pounds(850), items=("PE-0101", "PE-0601"), due=date(2026, 7, 31)),
        action("A-2", text="CANARY-ACTION", private=True),
    ]
    return area(
        [facts(1, short, plan, private_entries=2), facts(3, questions=10, answered=5)], schools=3
    )


def test_a_private_duty_that_is_not_met_is_counted_and_not_named() -> None:
    short = {"PE-0101": rated("not-met"), "PE-0601": rated("not-met", private=True)}
    over = area([facts(1, short, unmet=("PE-0101", "PE-0601"))])
    (row,) = rows(returns_csv(over))
    assert (row["Unmet"], row["Unmet, kept private"]) == ("PE-0101", "1")
    assert b"PE-0601" not in returns_csv(over)
    assert "PE-0601" not in str([list(sheet.values) for sheet in book(over)])


def test_returns_have_a_row_for_each_school_of_the_list_in_its_order(round_: Area) -> None:
    found = rows(returns_csv(round_))
    assert [(row["School"], row["Return"]) for row in found] == [
        ("School 1", "Whole"),
        ("School 2", "Missing"),
        ("School 3", "Part-filled"),
    ]
    assert found[0]["All three strands: score"] == "66.6"
    assert (found[0]["Findings"], found[0]["Actions"], found[0]["Kept private"]) == ("2", "2", "2")
    assert found[1]["All three strands: score"] == ""
    assert found[0]["File"] == "school-1.yaml"


def test_private_entries_stand_in_no_table_but_are_counted(round_: Area) -> None:
    assert [row["Action"] for row in rows(actions_csv(round_))] == ["A-1"]
    assert rows(actions_csv(round_))[0]["For items"] == "PE-0101"
    assert [row["Item"] for row in rows(findings_csv(round_))] == ["PE-0101"]
    for sheet in book(round_).worksheets:
        text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert "CANARY" not in text
    assert b"CANARY" not in returns_csv(round_) + not_included_csv(round_)


def test_a_finding_says_what_is_done_about_it_and_a_sum_is_a_plain_number(round_: Area) -> None:
    finding, one = rows(findings_csv(round_))[0], rows(actions_csv(round_))[0]
    assert (finding["Rating"], finding["Actions"]) == ("Not met", "A-1")
    assert finding["Criterion"] == "Criterion PE-0101."
    assert (one["Cost"], one["Due"], one["State"]) == ("850", "2026-07-31", "planned")


def test_what_is_not_included_has_its_reason(round_: Area) -> None:
    assert [(row["School"], row["Reasons"]) for row in rows(not_included_csv(round_))] == [
        ("School 2", "No return has come.")
    ]


@pytest.mark.parametrize("text", EVIL)
def test_text_that_starts_as_a_formula_does_is_made_harmless(text: str) -> None:
    made = area([facts(1, actions=[action("A-1", text=text, lead=text)])])
    row = rows(actions_csv(made))[0]
    assert row["What"] == f"'{text}"
    sheet = book(made)["Actions"]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heads.index("What") + 1)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert str(cell.value).strip() == text.strip()


def test_the_workbook_holds_the_same_rows_as_the_csv_files(round_: Area) -> None:
    made = book(round_)
    assert made.sheetnames == [
        "Read me",
        "Returns",
        "Scores by section",
        "Actions",
        "Not included",
    ]
    for name, data in (
        ("Returns", returns_csv(round_)),
        ("Actions", actions_csv(round_)),
        ("Not included", not_included_csv(round_)),
    ):
        cells = [[_text(cell.value) for cell in row] for row in made[name].iter_rows()]
        lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert cells == [[cell.removesuffix(".0") for cell in line] for line in lines]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_the_workbook_can_be_read_by_anybody(round_: Area) -> None:
    made = book(round_)
    assert made.properties.title == "Returns of Estuary, 23 November 2026"
    assert made.properties.language == "en-GB"
    for sheet in made.worksheets:
        assert sheet.freeze_panes in ("A2", "B2")
        assert sheet.auto_filter.ref is not None
    told = {(row[0].value, row[1].value) for row in made["Read me"].iter_rows(min_row=2)}
    for name in ("Returns", "Scores by section", "Actions", "Not included"):
        heads = {cell.value for cell in made[name][1]}
        assert {(name, head) for head in heads} <= told


def test_a_score_of_too_few_answers_says_so_in_the_grid() -> None:
    key = f"section:{LIST.id}/{LIST.sections[0].id}"
    whole, part = figures(), figures(completeness=Fraction(1, 2))
    made = area([facts(1, scores={key: whole}), facts(2, scores={key: part})])
    sheet = book(made)["Scores by section"]
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == [66.6, "66.6 incomplete"]


def test_one_pass_writes_what_each_table_is_by_itself_and_the_same_bytes_again(
    round_: Area, tmp_path: Path
) -> None:
    names = TableStreams.__slots__
    streams = {name: (tmp_path / name).open("wb") for name in names}
    write_tables(round_, TableStreams(**streams))
    for stream in streams.values():
        stream.close()
    made = {name: (tmp_path / name).read_bytes() for name in names}
    assert made == {
        "returns_csv": returns_csv(round_),
        "actions_csv": actions_csv(round_),
        "findings_csv": findings_csv(round_),
        "not_included_csv": not_included_csv(round_),
        "returns_xlsx": returns_xlsx(round_),
    }


def test_a_school_out_of_order_is_refused_rather_than_left_out(round_: Area) -> None:
    turned = replace(round_, each=lambda: iter(reversed(list(round_.each()))))
    streams = TableStreams(**{name: io.BytesIO() for name in TableStreams.__slots__})
    with (
        pytest.raises(ValueError, match="out of order"),
        TablesTally(turned, streams) as tables,
    ):
        tally(turned, tables)
