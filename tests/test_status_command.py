"""`send-audit status`: what a SENCO reads before going on, an officer of many, what others parse."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from send_audit.render.status_text import duration
from send_audit.time_spent import note_session
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run

OFF = {"SEND_AUDIT_NO_HISTORY": "1"}
ACADEMY = RETURNS / "estuary-academy.yaml"
SMALL = """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
  type: community-school
  phase: primary
audit:
  date: 2026-10-05
  checklists:
    curriculum-access: 1.0.0
responses:
  CA-0101:
    rating: met
"""


def shown(*arguments: str | Path) -> str:
    done = run("status", *arguments, "--as-of", AS_OF, env=OFF)
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_json(*paths: Path, as_of: str = AS_OF) -> list[dict[str, Any]]:
    done = run("status", *paths, "--format", "json", "--as-of", as_of, env=OFF)
    envelope = json.loads(done.stdout)
    assert envelope["schema_version"] == 1
    audits: list[dict[str, Any]] = envelope["audits"]
    return audits


@pytest.mark.parametrize("name", ["saltmarsh-primary", "estuary-academy", "pier-road-primary"])
def test_the_text_of_the_example_schools(name: str) -> None:
    assert_golden(f"status-{name}.txt", shown((RETURNS / f"{name}.yaml").relative_to(ROOT)))


def test_the_text_in_detail() -> None:
    assert_golden("status-detail.txt", shown(ACADEMY.relative_to(ROOT), "--detail"))


def test_many_audits_have_a_line_each_and_one_for_all() -> None:
    files = [path.relative_to(ROOT) for path in sorted(RETURNS.glob("*.yaml"))]
    text = shown(*files)
    assert_golden("status-many.txt", text)
    assert len(text.splitlines()) == len(files) + 2
    assert text.count("Saltmarsh Primary School (URN 900001), audit of October") == 2
    assert shown(*files, "--detail").count("From examples/") == len(files)


def test_the_json_of_the_example_school() -> None:
    done = run("status", ACADEMY.relative_to(ROOT), "--format", "json", "--as-of", AS_OF, env=OFF)
    assert_golden("status-estuary-academy.json", done.stdout)


def test_the_counts_of_json_add_up() -> None:
    for audit in as_json(*sorted(RETURNS.glob("*.yaml"))):
        questions = audit["questions"]
        assert questions["answered"] + questions["left"] == questions["asked"]
        for key in ("asked", "answered", "left"):
            assert questions[key] == sum(part[key] for part in audit["checklists"])
            for part in audit["checklists"]:
                assert part[key] == sum(section[key] for section in part["sections"])
        assert (audit["next"] is None) == (questions["left"] == 0)


def test_a_blank_audit_begins_at_its_first_question(tmp_path: Path) -> None:
    file = tmp_path / "little school.yaml"
    file.write_text(SMALL.partition("responses:")[0], "utf-8")
    text = shown(file)
    assert "0 of 35 questions answered, 35 left." in text
    assert "all 35" in text
    # The name has a space in it: what is shown can be typed.
    assert f"Go on with: send-audit fill '{file}'" in text
    assert "The file holds no plan yet." in text
    (audit,) = as_json(file)
    assert audit["next"]["item"] == "CA-0101"
    assert audit["time_on_this_computer"] is None


def test_time_alone_adds_to_what_must_be_looked_at_again() -> None:
    now, later = as_json(SALTMARSH)[0], as_json(SALTMARSH, as_of="2028-11-23")[0]
    assert not now["lapsed"]
    assert len(later["lapsed"]) > 100
    late = {(due["kind"], due["action"]) for due in now["overdue"]}
    assert late < {(due["kind"], due["action"]) for due in later["overdue"]}


def test_answers_that_soon_grow_old_are_shown_with_their_day() -> None:
    done = run("status", SALTMARSH, "--as-of", "2027-08-01", "--detail", env=OFF)
    assert "to be checked again by 30 October 2027" in done.stdout
    assert "S10-0201: stands until 5 October 2027." in done.stdout


def test_the_time_so_far_is_said_only_where_there_is_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("SEND_AUDIT_NO_HISTORY", raising=False)
    assert "Time so far" not in run("status", ACADEMY, "--as-of", AS_OF).stdout
    for seconds, answered in ((2700, 50), (1620, 34)):
        note_session(ACADEMY, started=datetime.now(UTC), seconds=seconds, answered=answered)
    said = "Time so far on this computer: 1 h 12 min in 2 sittings, 84 questions; at this pace about 50 min"
    assert f"{said} more." in run("status", ACADEMY, "--as-of", AS_OF).stdout
    assert "Time so far" not in run("status", ACADEMY, "--as-of", AS_OF, env=OFF).stdout
    done = run("status", ACADEMY, "--as-of", AS_OF, "--format", "json")
    assert json.loads(done.stdout)["audits"][0]["time_on_this_computer"] == {
        "sittings": 2,
        "seconds": 4320,
        "answered": 84,
        "seconds_left_at_this_pace": 2726,
    }


@pytest.mark.parametrize(
    ("seconds", "step", "words"),
    [
        (20, 1, "1 min"),
        (150, 1, "2 min"),
        (3600, 1, "1 h"),
        (4320, 1, "1 h 12 min"),
        (3446, 5, "1 h"),
        (3660, 5, "1 h 5 min"),
        (61, 5, "5 min"),
    ],
)
def test_durations_are_said_in_hours_and_minutes(seconds: int, step: int, words: str) -> None:
    assert duration(seconds, step=step) == words


def test_a_broken_file_is_named_and_the_others_go_through(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(SMALL.replace("CA-0101", "CA-9101"), "utf-8")
    done = run("status", broken, SALTMARSH, "--as-of", AS_OF, env=OFF)
    assert done.returncode == 1
    assert f"{broken}:12:3: SA303 error: There is no item CA-9101." in done.stderr
    assert "Saltmarsh Primary School (URN 900001)" in done.stdout
    missing = run("status", broken, tmp_path / "nowhere.yaml", env=OFF)
    assert missing.returncode == 2
    assert "There is no such file" in missing.stderr
    assert missing.stdout == ""


def test_wrong_use_is_said_plainly() -> None:
    assert "Choose from: text, json" in run("status", SALTMARSH, "--format", "xml").stderr
    assert run("status", SALTMARSH, "--as-of", "soon").returncode == 2
