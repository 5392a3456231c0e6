"""`borough export`: the same rows in every format, of the types that the dictionary says, nothing private."""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import IO

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from send_audit.borough.held_to import HeldTo
from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.gathering.make_area import make_area
from send_audit.load.round_folder import read_round_folder
from send_audit.render.borough.export_items import items_dataset
from send_audit.render.borough.export_parquet import write_parquet
from send_audit.render.borough.export_schools import schools_dataset
from send_audit.render.borough.export_table import About, Dataset, Kind, Value
from send_audit.render.borough.export_text import dictionary_markdown, write_csv, write_json
from send_audit.render.borough.export_xlsx import write_xlsx
from send_audit.render.safe_cells import csv_text
from tests.made_borough import make_borough
from tests.program import AS_OF, ROOT, run
from tests.tools import soffice
from tests.tools.missing import skipped_without

ESTUARY = ROOT / "examples" / "estuary"
DAY = date.fromisoformat(AS_OF)
Rows = list[dict[str, Value]]


@cache
def datasets() -> tuple[Dataset, Dataset]:
    """The two tables of the example borough."""
    round_ = read_round_folder(ESTUARY)
    shelf = Shelf(as_of=DAY)
    options = GatherOptions(own=(), as_of=DAY, basis="moderated", jobs=1, cache=None)
    area = make_area(round_, gather(round_, options, shelf), shelf, DAY, "moderated")
    return items_dataset(
        area, HeldTo(shelf.library_for(ESTUARY / "borough.yaml"))
    ), schools_dataset(area)


@cache
def item_rows() -> Rows:
    return rows_of(datasets()[0])


def rows_of(dataset: Dataset) -> Rows:
    names = [about.name for about in dataset.columns]
    return [dict(zip(names, row, strict=True)) for row in dataset.rows()]


def written(write: Callable[[Dataset, IO[bytes]], object], dataset: Dataset) -> bytes:
    stream = io.BytesIO()
    write(dataset, stream)
    return stream.getvalue()


# ---- Each format read back by a program that knows nothing of ours --------------------------------

AS_TYPE: dict[Kind, Callable[[str], Value]] = {
    "text": lambda text: text.removeprefix("'"),
    "category": str,
    "date": date.fromisoformat,
    "yes-no": {"true": True, "false": False}.__getitem__,
    "whole-number": int,
    "number": float,
}


def from_csv(dataset: Dataset) -> Rows:
    text = written(write_csv, dataset).decode("utf-8-sig")
    kinds = {about.name: about.kind for about in dataset.columns}
    return [
        {name: AS_TYPE[kinds[name]](cell) if cell else None for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def from_json(dataset: Dataset) -> Rows:
    document = json.loads(written(write_json, dataset))
    days = {one["name"] for one in document["dictionary"] if one["type"] == "date"}
    return [
        {n: date.fromisoformat(v) if v and n in days else v for n, v in row.items()}
        for row in document[dataset.name]
    ]


def from_parquet(dataset: Dataset) -> Rows:
    return pl.read_parquet(io.BytesIO(written(write_parquet, dataset))).to_dicts()


def from_xlsx(dataset: Dataset) -> Rows:
    data = written(partial(write_xlsx, day=DAY), dataset)
    book = load_workbook(io.BytesIO(data), read_only=True)
    return [
        row for sheet in book if sheet.title != "dictionary" for row in sheet_rows(sheet.values)
    ]


def sheet_rows(values: Iterator[Sequence[object]]) -> Rows:
    heads = [str(head) for head in next(values)]
    return [dict(zip(heads, map(plain, row), strict=True)) for row in values]


def plain(value: object) -> Value:
    assert value is None or isinstance(value, str | bool | int | float | date)
    if isinstance(value, str):
        return value.replace("_x005F_", "_")  # which Excel undoes, and openpyxl does not
    return value.date() if isinstance(value, datetime) else value


READERS = (from_csv, from_json, from_parquet, from_xlsx)


@pytest.mark.parametrize("read", READERS)
def test_every_format_holds_the_same_rows_in_the_same_types(
    read: Callable[[Dataset], Rows],
) -> None:
    for dataset in datasets():
        found, meant = read(dataset), rows_of(dataset)
        assert len(meant) > 5
        assert found == meant
        # True equals 1, and a day is not the text of it.
        types = [[type(value) for value in row.values()] for row in meant]
        if read is from_xlsx:  # Excel has one kind of number
            types = [[float if t is int else t for t in row] for row in types]
            found = [{n: float(v) if type(v) is int else v for n, v in r.items()} for r in found]
        assert [[type(value) for value in row.values()] for row in found] == types


HOSTILE = (
    "=1+1",
    "+44 1632",
    "-1",
    "@SUM(A1)",
    "'Tis School",
    "''",
    '=HYPERLINK("x","y")',
    "a,b;c",
    'say "no"',
    "two\nlines",
    "\ttabbed",
    "_x0041_",
    "Ysgol Glan-y-môr ŵ 学校 🏫",
    "true",
    "007",
    "2026-01-01",
    "1e9",
)


def hand_made(names: Sequence[str]) -> Dataset:
    columns = (About(name="school", meaning="Its name.", kind="text"),)
    return Dataset(name="items", about="A row.", columns=columns, rows=lambda: ([n] for n in names))


@pytest.mark.parametrize("read", READERS)
def test_a_name_stays_what_it_is_whatever_a_spreadsheet_would_make_of_it(
    read: Callable[[Dataset], Rows],
) -> None:
    assert [row["school"] for row in read(hand_made(HOSTILE))] == list(HOSTILE)


@given(st.text())
def test_a_csv_cell_is_no_formula_and_gives_its_text_back(text: str) -> None:
    cell = csv_text(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert (cell.removeprefix("'")) == text


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    data = written(partial(write_xlsx, day=DAY), hand_made(HOSTILE))
    for row in load_workbook(io.BytesIO(data))["items"].iter_rows():
        assert all(cell.data_type == "s" for cell in row)


def test_the_same_rows_give_the_same_bytes() -> None:
    for write in (write_csv, write_json, write_parquet, partial(write_xlsx, day=DAY)):
        schools = datasets()[1]
        assert written(write, schools) == written(write, schools), write


def test_parquet_has_days_booleans_and_closed_lists() -> None:
    schema = pl.read_parquet_schema(io.BytesIO(written(write_parquet, datasets()[0])))
    assert schema["audit_date"] == pl.Date
    assert schema["private"] == pl.Boolean
    assert schema["weight"] == pl.Int64
    assert isinstance(schema["rating"], pl.Enum)
    assert schema["rating"].categories.to_list() == [
        "met",
        "partly-met",
        "not-met",
        "not-applicable",
    ]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next() -> None:
    names = [f"School {number}" for number in range(25)]
    stream = io.BytesIO()
    (remark,) = write_xlsx(hand_made(names), stream, DAY, rows_a_sheet=11)
    assert "3 sheets" in remark
    book = load_workbook(stream)
    assert book.sheetnames == ["items", "items 2", "items 3", "dictionary"]
    found = [[row[0] for row in book[title].values] for title in book.sheetnames[:3]]
    assert all(column[0] == "school" for column in found)
    assert [name for column in found for name in column[1:]] == names
    assert write_xlsx(hand_made(names[:10]), io.BytesIO(), DAY, rows_a_sheet=11) == ()
    assert write_xlsx(hand_made([]), io.BytesIO(), DAY) == ()


# ---- What stands in the rows ----------------------------------------------------------------------


def test_every_value_is_as_the_dictionary_says() -> None:
    for dataset in datasets():
        for about in dataset.columns:
            values = {row[about.name] for row in rows_of(dataset)}
            if about.allowed:
                assert values - {None} <= set(about.allowed), about.name
            if about.empty is None:
                assert None not in values, about.name
            assert re.match(r"[a-z][a-z_]+$", about.name)


def test_the_dictionary_has_every_column() -> None:
    text = dictionary_markdown(datasets())
    for dataset in datasets():
        part = text[text.index(f"## {dataset.name}") :]
        for about in dataset.columns:
            assert f"### `{about.name}`" in part


def test_whoever_opens_the_export_is_told_that_its_numbers_count_what_is_private() -> None:
    dictionary = dictionary_markdown(datasets())
    guide = (ROOT / "docs" / "strategy-and-export.md").read_text("utf-8")
    help_ = run("borough", "export", "--help").stdout
    for text in (dictionary, guide, help_):
        said = " ".join(text.replace("│", " ").split())
        assert (
            "scores and counts are of whole returns, private answers and actions included" in said
        )
        assert "for the council only" in said.casefold()
        assert "Private answers, notes and evidence are not in them" not in said


def test_a_private_answer_is_there_and_says_nothing() -> None:
    private = [row for row in item_rows() if row["private"]]
    assert private
    withheld = ("rating", "known", "evidenced", "priority", "moderation_verdict", "actions")
    assert all(row[name] is None for row in private for name in withheld)


def test_nothing_that_a_school_wrote_is_in_it_but_names() -> None:
    text = written(write_json, datasets()[0]).decode()
    rows = text[text.index('"items": [') :]
    for words in ("Photograph", "note", "Premises folder", "adviser", "£"):
        assert words not in rows


def test_an_officers_rating_stands_beside_the_schools() -> None:
    (row,) = (r for r in item_rows() if (r["urn"], r["item"]) == ("900001", "CA-0201"))
    assert (row["moderation_verdict"], row["rating_moderated"]) == ("changed", "partly-met")
    assert row["rating_returned"] == "met"
    assert row["rating"] == "partly-met"
    (ramp,) = (r for r in item_rows() if (r["urn"], r["item"]) == ("900001", "PE-0203"))
    assert ramp["moderation_place"] is not None


def test_items_are_as_the_version_has_them_that_the_return_pins() -> None:
    old = [row for row in item_rows() if row["checklist_version"] == "1.0.0"]
    assert old
    assert all(row["checklist"] for row in item_rows())
    assert any(str(row["item"]).startswith("X-EST-") for row in item_rows())


def test_a_school_without_a_return_is_in_the_table_of_schools() -> None:
    rows = rows_of(datasets()[1])
    assert len(rows) == 11
    gone = [row for row in rows if row["return_state"] in ("missing", "excused", "not-started")]
    assert gone
    assert all(row["overall_score"] is None and row["questions"] is None for row in gone)
    assert len({row["urn"] for row in item_rows()}) == len(rows) - len(gone)


# ---- The command ----------------------------------------------------------------------------------


def without_polars(folder: Path) -> dict[str, str]:
    """An environment in which polars cannot be imported."""
    (folder / "polars.py").write_text("raise ImportError('not here')\n", "utf-8")
    return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def test_parquet_without_polars_says_what_to_install_before_anything_is_done(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    asked = ("borough", "export", ESTUARY, "--out", out, "--format", "csv,parquet")
    done = run(*asked, env=without_polars(tmp_path))
    assert done.returncode == 2
    assert "pip install 'send-audit[data]'" in done.stderr
    assert not out.exists()


def test_the_other_formats_need_no_polars_and_a_broken_return_stops_nothing(
    tmp_path: Path,
) -> None:
    folder, out = tmp_path / "shire", tmp_path / "out"
    make_borough(folder, 2, answers=20)
    file = folder / "returns" / "school-00001.yaml"
    file.write_text(file.read_text("utf-8").replace("nation: england", "nation: albion"), "utf-8")
    asked = ("borough", "export", folder, "--out", out, "--format", "csv,xlsx", "--as-of", AS_OF)
    done = run(*asked, env=without_polars(tmp_path))
    assert done.returncode == 1
    assert "school-00001.yaml: left out." in done.stderr
    names = ("items.csv", "items.xlsx", "schools.csv", "schools.xlsx")
    made = [str(out / name) for name in (*names, "data-dictionary.csv", "data-dictionary.md")]
    assert done.stdout.splitlines() == made
    assert sorted(out.iterdir()) == sorted(map(Path, made))
    rows = list(csv.DictReader(io.StringIO((out / "schools.csv").read_text("utf-8-sig"))))
    assert [row["return_state"] for row in rows] == ["part-filled", "broken"]


UTF_8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.mark.slow
def test_libreoffice_reads_the_workbook_as_it_reads_the_csv(tmp_path: Path) -> None:
    schools = datasets()[1]
    book = tmp_path / "schools.xlsx"
    book.write_bytes(written(partial(write_xlsx, day=DAY), schools))
    with skipped_without(soffice.ToolMissingError):
        made, complaints = soffice.convert(book, UTF_8_CSV, tmp_path / "made")
    assert complaints == []
    rows = list(csv.DictReader(io.StringIO(made.read_text("utf-8"))))
    assert [row["school"] for row in rows] == [row["school"] for row in rows_of(schools)]
    assert rows[0]["overall_score"] == str(rows_of(schools)[0]["overall_score"])
