"""The list of schools: encodings, columns by name, ragged rows, and what is no list."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from send_audit.load.collect import Collector
from send_audit.load.school_list import ListedSchool, names_of, read_school_list
from tests.test_cases import assert_helps

HEADER = "URN,LA (code),EstablishmentName,EstablishmentStatus (name)\r\n"


def read(
    tmp_path: Path, data: str | bytes
) -> tuple[Mapping[str, ListedSchool] | None, list[tuple[int, str]]]:
    file = tmp_path / "schools.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    found = Collector(str(file))
    schools = read_school_list(file, found)
    for problem in found.problems:
        assert problem.kind.name == "school-list-unreadable"
        assert_helps(problem)
    return schools, [(problem.line, problem.message) for problem in found.problems]


def names(tmp_path: Path, data: str | bytes) -> dict[str, str]:
    schools, problems = read(tmp_path, data)
    assert schools is not None, problems
    assert problems == []
    return {school.urn: school.name for school in schools.values()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_name_is_the_same_in_every_encoding_that_people_save_in(
    encoding: str, tmp_path: Path
) -> None:
    data = f"{HEADER}900007,691,Ysgol Glan-y-môr,Open\r\n".encode(encoding)
    assert names(tmp_path, data) == {"900007": "Ysgol Glan-y-môr"}


def test_a_byte_that_no_encoding_knows_costs_a_letter_and_not_the_list(tmp_path: Path) -> None:
    data = HEADER.encode() + b"900001,990,Caf\xe9 \x81,Open\r\n"
    assert names(tmp_path, data) == {"900001": "Café \ufffd"}


def test_the_state_decides_who_owes_a_return(tmp_path: Path) -> None:
    states = ["Open", '"Open, but proposed to close"', "Closed", "Proposed to open", "CLOSED", ""]
    rows = "".join(f"90000{at},990,S,{state}\n" for at, state in enumerate(states))
    schools, _ = read(tmp_path, HEADER + rows)
    assert schools is not None
    assert [school.is_open for school in schools.values()] == [True, True, *[False] * 3, True]


def test_columns_are_found_by_name_and_without_a_state_all_are_open(tmp_path: Path) -> None:
    schools, _ = read(tmp_path, "\n establishmentname ,Town,urn\nPier  Road,Mudford,900009\n")
    assert schools is not None
    assert schools["900009"] == ListedSchool(urn="900009", name="Pier Road", is_open=True)


def test_rows_cut_short_blank_or_too_long_are_taken_as_they_are(tmp_path: Path) -> None:
    rows = "900001\n\n,,,\n900002,990,Estuary Academy,Open,more,and more\nTotal,2\n900002,990,Again,Open\n"
    assert names(tmp_path, HEADER + rows) == {"900001": "", "900002": "Estuary Academy"}


def test_nothing_in_a_name_reaches_a_terminal_as_a_command(tmp_path: Path) -> None:
    assert names(tmp_path, f'{HEADER}900001,990,"a\x1b[2J\nb",Open\n') == {"900001": "a [2J b"}


def test_people_named_in_the_list_go_nowhere(tmp_path: Path) -> None:
    schools, _ = read(tmp_path, "URN,HeadLastName,EstablishmentName\n900001,Secret,School\n")
    assert "Secret" not in repr(schools)


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "The file is empty."),
        (b"\n,,\n", 1, "The file is empty."),
        (HEADER.encode(), 1, "No line has a URN"),
        (b"PK\x03\x04\0\0", 1, "an Excel workbook"),
        (HEADER.encode("utf-16"), 1, "UTF-16"),
        (b"\x89PNG\0", 1, "not text"),
        (b"Number,Name\n900001,A\n", 1, "the first line is “Number, Name”."),
        (b"\nNumber|Name\n900001|A\n", 2, "the first line is “Number|Name”."),
        (b'URN,EstablishmentName\n900001,A\n900002,"B\n900003,C\n', 3, "quotation mark"),
        (b'URN,EstablishmentName\n900001,"The "Old" School"\n', 2, "quotation mark"),
        (b"x" * 200_000, 1, "not CSV"),
    ],
)
def test_what_is_no_list_is_said_at_its_line(
    data: bytes, line: int, said: str, tmp_path: Path
) -> None:
    schools, problems = read(tmp_path, data)
    assert schools is None
    assert [at for at, _ in problems] == [line]
    assert said in problems[0][1]


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    found = Collector("schools.csv")
    assert read_school_list(tmp_path, found) is None
    assert "directory" in found.problems[0].message.lower()


def test_a_name_leads_to_a_number_only_where_it_can_mean_one_school(tmp_path: Path) -> None:
    rows = "1,0,Both,Open\n2,0,Both,Open\n3,0,Moved,Closed\n4,0,MOVED,Open\n5,0,,Open\n6,0,Old,Closed\n"
    schools, _ = read(tmp_path, HEADER + rows)
    assert schools is not None
    assert names_of(schools) == {"moved": "4", "old": "6"}
