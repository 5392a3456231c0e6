"""Where the borough's commands write: never over its own files, and only where they can."""

import errno
from pathlib import Path

import pytest

from send_audit.commands.borough.places import check_out
from send_audit.problems import SendAuditError
from tests.made_borough import make_borough
from tests.program import run


@pytest.fixture
def shire(tmp_path: Path) -> Path:
    folder = tmp_path / "shire"
    make_borough(folder, 2, answers=3)
    return folder


@pytest.mark.parametrize("command", ["export", "strategy", "report"])
@pytest.mark.parametrize("out", [".", "returns", "moderation/of-may", "../shire/workbooks"])
def test_nothing_is_written_over_a_boroughs_own_files(shire: Path, command: str, out: str) -> None:
    before = {path: path.read_bytes() for path in shire.rglob("*") if path.is_file()}
    (shire / "returns" / "school-00000.yaml").chmod(0)  # nor is anything read
    done = run("borough", command, ".", "--out", out, cwd=shire)
    assert done.returncode == 2, done.stdout
    assert "reports." in done.stderr
    assert len(done.stderr.splitlines()) == 1
    (shire / "returns" / "school-00000.yaml").chmod(0o644)
    assert before == {path: path.read_bytes() for path in shire.rglob("*") if path.is_file()}


def test_a_folder_of_its_own_in_the_borough_is_fine(shire: Path) -> None:
    done = run("borough", "export", shire, "--out", shire / "reports" / "tables", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert (shire / "reports" / "tables" / "schools.csv").is_file()


@pytest.mark.parametrize("command", ["export", "strategy"])
def test_without_out_nothing_is_made(shire: Path, command: str) -> None:
    done = run("borough", command, ".", cwd=shire)
    assert done.returncode == 2
    assert "--out" in done.stderr


def test_what_cannot_be_written_into_is_said_before_anything_is_read(
    shire: Path, tmp_path: Path
) -> None:
    file = tmp_path / "there"
    file.write_text("mine", "utf-8")
    done = run("borough", "report", shire, "--out", file / "reports")
    assert done.returncode == 2
    assert "is not a folder" in done.stderr
    assert "Make room" not in done.stderr


def test_a_folder_without_permission_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(
        *_: object, **__: object
    ) -> None:  # root may write anywhere, so the system is played
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(SendAuditError, match="you are not allowed to") as told:
        check_out(tmp_path)
    assert "Make room" not in str(told.value)
