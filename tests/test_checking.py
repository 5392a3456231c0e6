"""Validating many files: the same in any number of processes, and with or without the cache."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

import send_audit.cache
from send_audit.checking import CheckOptions, FileResult, check_files
from send_audit.council import Shelf
from tests.program import AS_OF, ROOT, run
from tests.support import DAY

AUDIT = (
    "schema: send-audit/audit@1\nschool:\n  name: School {n}\n  nation: england\n"
    "audit:\n  date: 2026-10-05\n  checklists:\n    curriculum-access: 1.1.0\n"
    "responses:\n  CA-0101:\n    rating: {rating}\n"
)


def folder_of(tmp_path: Path, number: int) -> list[Path]:
    """Audits of which every third has an error, and every second a remark."""
    files = []
    for n in range(number):
        file = tmp_path / f"{n:03}.yaml"
        rating = "perhaps" if n % 3 == 0 else "met" if n % 2 else "not-met"
        file.write_text(AUDIT.format(n=n, rating=rating), "utf-8")
        files.append(file)
    return files


def results(
    files: list[Path], *, jobs: int = 1, cache: Path | None = None, day: date = DAY
) -> list[FileResult]:
    options = CheckOptions(folders=(), as_of=day, jobs=jobs, cache=cache)
    return list(check_files(files, options, Shelf(as_of=day)))


def test_processes_give_the_same_in_the_same_order(tmp_path: Path) -> None:
    files = folder_of(tmp_path, 70)
    alone = results(files)
    assert [result.file for result in alone] == [str(file) for file in files]
    assert results(files, jobs=2) == alone


def test_the_cache_gives_the_same(tmp_path: Path) -> None:
    files = folder_of(tmp_path, 12)
    fresh = results(files)
    cache = tmp_path / "cache"
    assert results(files, cache=cache) == fresh
    assert results(files, cache=cache) == fresh


def count_checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really checked from here on."""
    seen: list[str] = []
    real = send_audit.checking.check_one

    def check_one(data: bytes | None, file: Path, shelf: Shelf, as_of: date) -> FileResult:
        seen.append(file.name)
        return real(data, file, shelf, as_of)

    monkeypatch.setattr(send_audit.checking, "check_one", check_one)
    return seen


def test_only_what_changed_is_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, cache = folder_of(tmp_path, 6), tmp_path / "cache"
    results(files, cache=cache)
    seen = count_checks(monkeypatch)
    results(files, cache=cache)
    assert seen == []
    files[1].write_text(AUDIT.format(n=1, rating="perhaps"), "utf-8")
    changed = results(files, cache=cache)
    assert seen == ["001.yaml"]
    assert "unknown-word" in {problem.kind.name for problem in changed[1].problems}


def test_the_cache_cannot_hide_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Program, day, content and name are all part of the key, beside the bytes."""
    files, cache = folder_of(tmp_path, 2), tmp_path / "cache"
    (tmp_path / "borough.yaml").write_text(
        'schema: send-audit/borough@1\nname: E\ncode: "990"\nnation: england\n', "utf-8"
    )
    results(files, cache=cache)
    seen = count_checks(monkeypatch)
    results(files, cache=cache, day=date(2027, 12, 1))
    assert seen == ["000.yaml", "001.yaml"]  # another day
    monkeypatch.setattr(send_audit.checking, "rules_digest", lambda: "another program")
    results(files, cache=cache)
    assert seen[2:] == ["000.yaml", "001.yaml"]  # another program
    (tmp_path / "overlays").mkdir()
    (tmp_path / "overlays" / "a.yaml").write_text("schema: send-audit/overlay@1\n", "utf-8")
    results(files, cache=cache)
    assert seen[4:] == ["000.yaml", "001.yaml"]  # other content
    renamed = files[0].rename(tmp_path / "renamed.yaml")
    (found,) = results([renamed], cache=cache)
    assert seen[6:] == ["renamed.yaml"]
    assert {problem.file for problem in found.problems} == {str(renamed)}


def test_a_file_that_names_another_is_looked_at_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, cache = tmp_path / "before.yaml", tmp_path / "cache"
    other.write_text(AUDIT.format(n=0, rating="met"), "utf-8")
    file = tmp_path / "now.yaml"
    plan = "plan:\n  previous:\n    title: Plan before\n    file: before.yaml\n"
    file.write_text(AUDIT.format(n=1, rating="met") + plan, "utf-8")
    results([file], cache=cache)
    seen = count_checks(monkeypatch)
    other.unlink()
    (found,) = results([file], cache=cache)
    assert seen == ["now.yaml"]
    assert "file-not-beside" in {problem.kind.name for problem in found.problems}


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_damaged_cache_costs_time_only(tmp_path: Path, damage: bytes) -> None:
    files, cache = folder_of(tmp_path, 3), tmp_path / "cache"
    fresh = results(files, cache=cache)
    (cache / "results.sqlite").write_bytes(damage)
    assert results(files, cache=cache) == fresh
    assert results(files, cache=cache) == fresh


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    files = folder_of(tmp_path, 3)
    taken = tmp_path / "cache"
    taken.write_text("a file where the folder should be", "utf-8")
    assert results(files, cache=taken) == results(files)


def test_a_row_that_makes_no_sense_is_checked_afresh(tmp_path: Path) -> None:
    import sqlite3

    files, cache = folder_of(tmp_path, 3), tmp_path / "cache"
    fresh = results(files, cache=cache)
    for nonsense in (
        "[]",
        "{",
        '{"problems": [["no-such-kind", 1, 1, "", "", "", ""]], "ignored": 0, "facts": null}',
    ):
        with sqlite3.connect(cache / "results.sqlite") as connection:
            connection.execute("UPDATE results SET value = ?", (nonsense,))
        assert results(files, cache=cache) == fresh


def test_a_process_that_is_killed_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = folder_of(tmp_path, 70)
    fresh = results(files)
    parent = os.getpid()
    real = send_audit.checking.check_one

    def dies(data: bytes | None, file: Path, shelf: Shelf, as_of: date) -> FileResult:
        if os.getpid() != parent and file.name == "040.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(data, file, shelf, as_of)

    monkeypatch.setattr(send_audit.checking, "check_one", dies)
    assert results(files, jobs=2) == fresh


def test_an_interruption_ends_it_with_130_and_leaves_no_process(tmp_path: Path) -> None:
    folder_of(tmp_path, 600)
    program = [sys.executable, "-m", "send_audit", "validate", str(tmp_path), "--jobs", "2"]
    with subprocess.Popen(
        program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        time.sleep(0.8)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert b"Traceback" not in said
    assert running.returncode in (130, 1)  # 1: it had finished before the signal came
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


# ---- On the command line -------------------------------------------------------------------------


def test_jobs_and_cache_change_nothing_of_what_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    folder_of(tmp_path / "in", 40)
    alone = run("validate", tmp_path / "in", "--jobs", "1", "--as-of", AS_OF)
    both = run(
        "validate", tmp_path / "in", "--jobs", "2", "--cache", tmp_path / "c", "--as-of", AS_OF
    )
    again = run("validate", tmp_path / "in", "--cache", tmp_path / "c", "--as-of", AS_OF)
    assert alone.stdout == both.stdout == again.stdout
    assert (alone.returncode, both.returncode, again.returncode) == (1, 1, 1)


def test_standard_input_goes_by_the_name_it_is_given() -> None:
    text = AUDIT.format(n=1, rating="perhaps")
    done = run(
        "validate", "-", "--stdin-filename", "returns/a.yaml", "--as-of", AS_OF, text_in=text
    )
    assert done.returncode == 1
    assert done.stdout.startswith("returns/a.yaml:11:13: SA217 error")
    clean = run("validate", "-", "--as-of", AS_OF, text_in=AUDIT.format(n=1, rating="met"))
    assert clean.returncode == 0
    assert clean.stdout.startswith("<stdin>:10:3: SA401 warning")


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), {"SA401", "SA402", "SA217"}),
        (("--select", "SA402"), {"SA402", "SA217"}),
        (("--select", "met-without-evidence"), {"SA401", "SA217"}),
        (("--ignore", "SA4"), {"SA217"}),
        (("--ignore", "sa402,SA5"), {"SA401", "SA217"}),
    ],
)
def test_kinds_can_be_chosen_but_never_a_broken_file_hidden(
    tmp_path: Path, options: tuple[str, ...], codes: set[str]
) -> None:
    folder_of(tmp_path, 6)
    said = run("validate", tmp_path, "--format", "json", "--as-of", AS_OF, *options).stdout
    assert {problem["code"] for problem in json.loads(said)["problems"]} == codes


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_kind_that_is_none_is_wrong_use(option: str) -> None:
    done = run("validate", "examples", option, "SA999")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no kind" in done.stderr or "there is no kind" in done.stderr


def test_that_a_file_cannot_be_read_cannot_be_ignored() -> None:
    done = run("validate", "examples", "--ignore", "SA116")
    assert done.returncode == 2
    assert "cannot be ignored" in done.stderr


def test_statistics_count_by_kind(tmp_path: Path) -> None:
    folder_of(tmp_path, 6)
    done = run("validate", tmp_path, "--statistics", "--as-of", AS_OF)
    assert "     2  SA217 error  A word is not on the list" in done.stdout
    done = run("validate", tmp_path, "--statistics", "--format", "json", "--as-of", AS_OF)
    assert json.loads(done.stdout)
    assert "SA217 error" in done.stderr


def test_a_comment_leaves_a_remark_unsaid_and_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = AUDIT.format(n=1, rating="met")
    file.write_text(
        text.replace("CA-0101:", "CA-0101:  # send-audit: ignore[SA401] it follows"), "utf-8"
    )
    done = run("validate", file, "--as-of", AS_OF)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 file checked: nothing wrong (1 remark ignored)." in done.stderr


# ---- explain -------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["SA403", "sa403", "measured-against-rating"])
def test_explain_prints_the_page_of_a_kind(word: str) -> None:
    done = run("explain", word)
    assert done.returncode == 0
    assert done.stdout.startswith("SA403 measured-against-rating (warning)\n")
    assert "\nWrong:\n    schema:" in done.stdout


def test_explain_knows_items_lists_all_and_says_what_was_meant() -> None:
    assert run("explain", "pe-0102").stdout == run("checklist", "show", "PE-0102").stdout
    assert "SA101 error    file-not-readable: The file cannot be read" in run("explain").stdout
    done = run("explain", "measured-agianst-rating")
    assert done.returncode == 2
    assert "Did you mean measured-against-rating?" in done.stderr
