"""`send-audit plan`: the plan's dates, its actions, its gaps; suggested actions that touch nothing else."""

import difflib
import json
import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from send_audit.council import Shelf
from send_audit.pipeline import assess_file
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run

ALL = sorted(RETURNS.glob("*.yaml"))
DAY = date.fromisoformat(AS_OF)


def shown(*arguments: str | Path) -> str:
    done = run("plan", *arguments, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_json(*arguments: str | Path) -> list[dict[str, Any]]:
    envelope = json.loads(shown(*arguments, "--format", "json"))
    assert envelope["schema_version"] == 1
    audits: list[dict[str, Any]] = envelope["audits"]
    return audits


@pytest.fixture
def estuary(tmp_path: Path) -> Path:
    """A borough of the test's own, to write in."""
    return shutil.copytree(ROOT / "examples" / "estuary", tmp_path / "estuary")


def errors_in(file: Path) -> list[str]:
    """The errors of a file, and the remarks on gaps without an action."""
    checked = assess_file(file, Shelf(as_of=DAY).library_for(file), DAY)
    return [
        problem.message
        for problem in checked.problems
        if problem.kind.severity == "error" or problem.kind.name == "gap-without-action"
    ]


# ---- Showing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["saltmarsh-primary", "pier-road-primary", "tideway-pru", "ysgol-glan-y-mor"]
)
def test_the_text_of_the_example_schools(name: str) -> None:
    assert_golden(f"plan-{name}.txt", shown((RETURNS / f"{name}.yaml").relative_to(ROOT)))


def test_the_json_of_the_example_school() -> None:
    text = shown(SALTMARSH.relative_to(ROOT), "--format", "json")
    assert_golden("plan-saltmarsh-primary.json", text)


def test_no_law_is_claimed_for_the_yearly_report() -> None:
    for text in map(shown, ALL):
        line = next(line for line in text.splitlines() if "Report to parents:" in line)
        assert "Once a year is good practice, not law." in line


def test_every_action_is_in_one_list_of_the_json() -> None:
    for audit in as_json(*ALL):
        ids = [
            row["action"]
            for key in ("overdue", "due_soon", "waiting", "due_later")
            for row in audit[key]
            if row["kind"] == "action"
        ]
        ids += [row["id"] for row in audit["undated"]]
        assert len(ids) == len(set(ids))
        suggested = [item for row in audit["suggestions"] for item in row["for"]]
        assert sorted(suggested) == sorted(row["item"] for row in audit["findings_without_action"])


def test_an_audit_without_a_plan_has_one_to_begin(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    text = (RETURNS / "tideway-pru.yaml").read_text("utf-8")
    file.write_text(text.partition("\nplan:\n")[0] + "\n", "utf-8")
    said = shown(file)
    assert "The file holds no plan yet." in said
    assert "No action is planned yet." in said
    assert "The checklists suggest" in said
    shown(file, "--suggest")
    assert errors_in(file) == []
    assert_only_added(text.partition("\nplan:\n")[0] + "\n", file.read_text("utf-8"))
    assert "These are proposals only" in shown(file)


def test_the_page_names_every_key_of_the_json() -> None:
    page = (ROOT / "docs" / "status-and-plan.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_0-9]+)`", page)) | {"schema_version", "audits"}
    shapes = [as_json(*ALL), as_json(*ALL, "--suggest", "--dry-run")]
    done = run("status", *ALL, "--format", "json", "--as-of", AS_OF)
    assert keys_in([*shapes, json.loads(done.stdout)]) <= named


def keys_in(tree: object) -> set[str]:
    if isinstance(tree, dict):
        return set(tree).union(*map(keys_in, tree.values()))
    return set().union(*map(keys_in, tree)) if isinstance(tree, list) else set()


# ---- Suggesting ----------------------------------------------------------------------------------


def test_the_suggestions_of_the_example_school() -> None:
    before = SALTMARSH.read_bytes()
    text = shown(SALTMARSH.relative_to(ROOT), "--suggest", "--dry-run")
    assert_golden("plan-suggestions.txt", text)
    assert SALTMARSH.read_bytes() == before


@pytest.mark.parametrize("name", [path.name for path in ALL])
def test_after_suggest_each_finding_has_an_action_and_no_error_is_new(
    estuary: Path, name: str
) -> None:
    file = estuary / "returns" / name
    assert errors_in(file)
    before = file.read_text("utf-8")
    done = run("plan", file, "--suggest", "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    assert errors_in(file) == []
    after = file.read_text("utf-8")
    assert_only_added(before, after)
    # A second run finds nothing to add.
    again = run("plan", file, "--suggest", "--as-of", AS_OF)
    assert again.returncode == 0
    assert again.stdout == ""
    assert "nothing to suggest; each finding has an action" in again.stderr
    assert file.read_text("utf-8") == after


def assert_only_added(before: str, after: str) -> None:
    """Every line stays as it was and where it was; new ones stand among them."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    assert not [line for line in lines if line.startswith(("- ", "? "))]
    assert after != before


def test_what_is_written_is_what_was_shown(estuary: Path) -> None:
    file = estuary / "returns" / SALTMARSH.name
    shown_before = as_json(file, "--suggest", "--dry-run")
    written = as_json(file, "--suggest")
    assert [row["written"] for row in (*shown_before, *written)] == [False, True]
    assert shown_before[0]["suggestions"] == written[0]["suggestions"]
    text = file.read_text("utf-8")
    assert (
        """\
    - id: A-37
      for:
        - PE-0602
      at:
        - lodge-toilet
      action: Enlarge the toilet, or make one of full size from nearby rooms.
      lead: Site manager
      horizon: long
      cost_band: D
      success: Every accessible toilet is 1500 by 2200 mm or more.
      status: planned
"""
        in text
    )
    assert "due:" not in text.split("    - id: A-33\n")[1]


def test_comments_windows_line_ends_and_a_byte_order_mark_stay(estuary: Path) -> None:
    file = estuary / "returns" / "tideway-pru.yaml"
    text = file.read_text("utf-8").replace("plan:\n", "plan:  # ours\n", 1) + "# the end\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    before = file.read_bytes().decode("utf-8")
    shown(file, "--suggest")
    after = file.read_bytes().decode("utf-8")
    assert_only_added(before, after)
    assert "plan:  # ours\r\n" in after
    assert after.count("\n") == after.count("\r\n")


def test_only_what_was_asked_for_is_written(estuary: Path) -> None:
    file = estuary / "returns" / "pier-road-primary.yaml"
    shown(file, "--suggest", "--item", "pe-0302", "--item", "CA-0201")
    (one,) = as_json(file)
    assert {"PE-0302", "CA-0201"}.isdisjoint(r["item"] for r in one["findings_without_action"])
    (rest,) = as_json(file, "--suggest", "--priority", "low", "--horizon", "short")
    assert {row["horizon"] for row in rest["suggestions"]} == {"short"}
    (after,) = as_json(file)
    assert after["actions"] == one["actions"] + len(rest["suggestions"])
    answered = run("plan", file, "--suggest", "--item", "PE-0302", "--as-of", AS_OF)
    assert answered.returncode == 0
    assert "PE-0302: answered already, by A-0" in answered.stderr


def test_the_ids_of_the_plan_before_are_not_given_again(estuary: Path) -> None:
    file = estuary / "returns" / "tideway-pru.yaml"
    before = estuary / "returns" / "before.yaml"
    old = file.read_text("utf-8").replace("id: T-1\n", "id: A-41\n")
    before.write_text(old, "utf-8")
    text = file.read_text("utf-8")
    file.write_text(
        text.replace(
            "\nplan:\n", "\nplan:\n  previous:\n    title: Before\n    file: before.yaml\n"
        ),
        "utf-8",
    )
    (one,) = as_json(file, "--suggest")
    assert one["suggestions"][0]["id"] == "A-42"


def test_what_rests_on_a_private_answer_is_written_as_private(estuary: Path) -> None:
    file = estuary / "returns" / "estuary-academy.yaml"
    (one,) = as_json(file, "--suggest", "--item", "CA-0904")
    assert one["suggestions"][0]["private"] is True
    assert file.read_text("utf-8").endswith("      status: planned\n      private: true\n")


def test_a_file_that_may_not_be_written_is_left_and_the_others_are_written(estuary: Path) -> None:
    locked, other = (
        estuary / "returns" / name for name in ("tideway-pru.yaml", "lantern-special.yaml")
    )
    os.link(locked, estuary / "second-name.yaml")
    before = locked.read_bytes()
    done = run("plan", locked, other, "--suggest", "--as-of", AS_OF)
    assert done.returncode == 2
    assert "Not written:" in done.stderr
    assert "another name" in done.stderr
    assert locked.read_bytes() == before
    assert errors_in(other) == []


def test_a_plan_in_braces_is_written_in_lines(estuary: Path) -> None:
    file = estuary / "returns" / "tideway-pru.yaml"
    head = file.read_text("utf-8").partition("\nplan:\n")[0]
    file.write_text(f"{head}\nplan: {{aims: [One]}}\n", "utf-8")
    shown(file, "--suggest")
    assert errors_in(file) == []
    assert file.read_text("utf-8").startswith(f"{head}\nplan:\n  aims:\n    - One\n  actions:\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--dry-run"], "go with --suggest"),
        (["--item", "PE-0602"], "go with --suggest"),
        (["--suggest", "--item", "PE-9999"], "there is no item PE-9999"),
        (["--suggest", "--horizon", "soon"], "Choose from: short, medium, long"),
        (["--suggest", "--priority", "urgent"], "Choose from: high, medium, low"),
        (["--format", "xml"], "Choose from: text, json"),
        (["--ics", "audit.yaml"], "Write --ics plan.ics"),
    ],
)
def test_wrong_use_is_said_plainly_and_changes_nothing(
    estuary: Path, arguments: list[str], said: str
) -> None:
    file = estuary / "returns" / SALTMARSH.name
    before = file.read_bytes()
    done = run("plan", file, *arguments, "--as-of", AS_OF, cwd=estuary)
    assert done.returncode == 2
    assert said in done.stderr
    assert file.read_bytes() == before


def test_a_broken_file_is_named_and_the_others_go_through(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("- a list", "utf-8")
    done = run("plan", broken, SALTMARSH, "--as-of", AS_OF)
    assert done.returncode == 1
    assert "SA117" in done.stderr
    assert "Saltmarsh Primary School" in done.stdout
    assert run("plan", tmp_path / "nowhere.yaml").returncode == 2
