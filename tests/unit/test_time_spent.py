"""The record of sittings: kept on this computer, without a name, and never in anyone's way."""

import json
import multiprocessing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from send_audit.time_spent import TimeSpent, note_session, time_spent

STARTED = datetime(2026, 11, 23, 16, 5, 33, tzinfo=timezone(timedelta(hours=1)))
NOTHING = TimeSpent(sessions=0, seconds=0, answered=0)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("SEND_AUDIT_NO_HISTORY", raising=False)
    return tmp_path / "state" / "send-audit" / "time"


def note(audit: Path, seconds: int = 600, answered: int = 20) -> None:
    note_session(audit, started=STARTED, seconds=seconds, answered=answered)


def test_sittings_add_up(tmp_path: Path) -> None:
    audit = tmp_path / "audit.yaml"
    assert time_spent(audit) == NOTHING
    note(audit, seconds=600, answered=20)
    note(audit, seconds=300, answered=4)
    assert time_spent(audit) == TimeSpent(sessions=2, seconds=900, answered=24)


def test_each_file_has_its_own_record_by_whatever_name_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tmp_path / "audit.yaml")
    assert time_spent(tmp_path / "other.yaml") == NOTHING
    monkeypatch.chdir(tmp_path)
    assert time_spent(Path("audit.yaml")).sessions == 1
    (tmp_path / "link.yaml").symlink_to(tmp_path / "audit.yaml")
    assert time_spent(tmp_path / "link.yaml").sessions == 1


def test_the_record_tells_nothing_but_times_and_counts(tmp_path: Path, state: Path) -> None:
    note(tmp_path / "saltmarsh-primary.yaml")
    (record,) = state.iterdir()
    assert "saltmarsh" not in record.name
    assert json.loads(record.read_text("utf-8")) == {
        "started": "2026-11-23T15:05Z",
        "seconds": 600,
        "answered": 20,
    }
    assert record.stat().st_mode & 0o077 == 0


def test_broken_lines_are_passed_over(tmp_path: Path, state: Path) -> None:
    audit = tmp_path / "audit.yaml"
    note(audit)
    (record,) = state.iterdir()
    broken = b'{"seconds": 1}\n[1]\nnull\n\xff\xfe\n{"seconds": true, "answered": 2}\n'
    broken += (
        b'{"seconds": -5, "answered": 2}\n{"seconds": 1e9, "answered": 2}\n{"seconds": 7, "answ'
    )
    with record.open("ab") as stream:
        stream.write(broken)
    note(audit)  # lands on a line of its own, though the last one was cut short
    assert time_spent(audit) == TimeSpent(sessions=2, seconds=1200, answered=40)


def test_a_home_that_cannot_be_written_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    note(tmp_path / "audit.yaml")
    assert time_spent(tmp_path / "audit.yaml") == NOTHING
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    note(tmp_path / "audit.yaml")
    assert time_spent(tmp_path / "audit.yaml") == NOTHING


def test_it_can_be_switched_off(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tmp_path / "audit.yaml")
    monkeypatch.setenv("SEND_AUDIT_NO_HISTORY", "1")
    note(tmp_path / "other.yaml")
    assert len(list(state.iterdir())) == 1
    assert time_spent(tmp_path / "audit.yaml") == NOTHING
    monkeypatch.setenv("SEND_AUDIT_NO_HISTORY", "0")
    assert time_spent(tmp_path / "audit.yaml").sessions == 1


def _note_many(audit: Path) -> None:
    for _ in range(50):
        note_session(audit, started=datetime.now(UTC), seconds=10, answered=1)


def test_two_programs_at_once_lose_no_line(tmp_path: Path) -> None:
    audit = tmp_path / "audit.yaml"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_note_many, args=(audit,)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert time_spent(audit) == TimeSpent(sessions=200, seconds=2000, answered=200)


@pytest.mark.parametrize(
    ("spent", "left", "seconds"),
    [
        (TimeSpent(sessions=3, seconds=4200, answered=84), 100, 5000),
        (TimeSpent(sessions=1, seconds=120, answered=9), 100, None),  # too few to tell
        (TimeSpent(sessions=1, seconds=0, answered=20), 100, None),
        (TimeSpent(sessions=1, seconds=120, answered=20), 0, None),
    ],
)
def test_the_pace_so_far_tells_how_long_the_rest_takes(
    spent: TimeSpent, left: int, seconds: int | None
) -> None:
    assert spent.seconds_for(left) == seconds
