"""Lists as they come to `borough init`: without a column, of closed schools, with other signs, a folder."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from send_audit.problems import SendAuditError
from send_audit.setting_up.listing import read_listing
from tests.made_register import COLUMNS, row, write_list
from tests.program import run

OPEN = row(900001, "Saltmarsh Primary School", number="2001")
CLOSED = row(900006, "Dune Junior School", number="2006", status="Closed", closed="31-08-2025")


def told_by_init(file: Path, *, la: str = "990") -> CompletedProcess[str]:
    return run("borough", "init", "--gias", file, "--la", la, "--out", file.parent / "b")


def test_a_list_without_the_column_of_the_status_is_warned_of_aloud(tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name != "EstablishmentStatus (name)"]
    done = told_by_init(write_list(tmp_path / "list.csv", [OPEN, CLOSED], columns=columns))
    assert done.stderr.startswith(
        "WARNING: THE LIST HAS NO COLUMN EstablishmentStatus (name).\nSo nobody can tell which"
    )


def test_where_no_school_is_open_nobody_is_told_to_send_anything_out(tmp_path: Path) -> None:
    done = told_by_init(write_list(tmp_path / "list.csv", [CLOSED]))
    assert "None of them is open" in done.stderr
    assert "send the returns out" not in done.stderr


def test_a_folder_in_place_of_the_list_is_called_a_folder(tmp_path: Path) -> None:
    done = told_by_init(tmp_path)
    assert done.returncode == 2
    assert f"“{tmp_path}” is a folder" in done.stderr


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_list_saved_with_other_signs_between_its_cells_is_read_as_strictly(
    tmp_path: Path, sign: str
) -> None:
    header = sign.join(("URN", "LA (code)", "EstablishmentName"))
    file = tmp_path / "list.csv"
    file.write_text(f'{header}\n900001{sign}82{sign}"Day, {sign} Night"\n', "utf-8")
    listing = read_listing(file, "0082")
    assert [one.entry.school.name for one in listing.settings] == [
        f"Day, {sign} Night".replace("\t ", "")
    ]
    file.write_text(f'{header}\n900001{sign}082{sign}"Day\n', "utf-8")
    with pytest.raises(SendAuditError, match="quotation mark"):
        read_listing(file, "82")
