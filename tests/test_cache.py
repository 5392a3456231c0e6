"""The cache: it saves time, hides no problem, and whatever is wrong with it never shows."""

import hashlib
import json
import os
import platform
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pydantic
import pytest
import yaml

import send_audit.cache
import send_audit.checking
from send_audit.cache import ResultCache, rules_digest
from send_audit.checking import FileResult
from send_audit.council import Shelf
from tests.support import DAY
from tests.test_checking import AUDIT, folder_of, results


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


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    files = folder_of(tmp_path, 3)
    taken = tmp_path / "cache"
    taken.write_text("a file where the folder should be", "utf-8")
    assert results(files, cache=taken) == results(files)


# ---- The cache is an input --------------------------------------------------------------------------

DATABASE = "results.sqlite"


def change_rows(cache: Path, change: Callable[[str], object], *, with_sum: bool) -> None:
    """Give each row another value, with the sum that belongs to it or with the one it had."""
    with sqlite3.connect(cache / DATABASE) as connection:
        rows = connection.execute("SELECT key, value FROM results").fetchall()
        assert rows
        for key, value in rows:
            new = change(value)
            data = new if isinstance(new, bytes) else str(new).encode()
            total = hashlib.blake2b(key.encode() + data, digest_size=16).hexdigest()
            connection.execute("UPDATE results SET value = ? WHERE key = ?", (new, key))
            if with_sum:
                connection.execute("UPDATE results SET sum = ? WHERE key = ?", (total, key))


def part(name: str, value: str) -> Callable[[str], str]:
    """The change of one part of a row; `value` is JSON, which may be such as Python would not write."""

    def change(text: str) -> str:
        block = json.loads(text)
        block[name] = "HERE"
        return json.dumps(block).replace('"HERE"', value)

    return change


def problem_part(index: int, value: object) -> Callable[[str], str]:
    def change(text: str) -> str:
        block = json.loads(text)
        for problem in block["problems"]:
            problem[index] = value
        return json.dumps(block)

    return change


def facts_part(name: str, value: object) -> Callable[[str], str]:
    def change(text: str) -> str:
        block = json.loads(text)
        block["facts"][name] = value
        return json.dumps(block)

    return change


NONSENSE: dict[str, Callable[[str], object]] = {
    "nothing": lambda _: "",
    "a list": lambda _: "[]",
    "half": lambda text: text[: len(text) // 2],
    "null": lambda _: "null",
    "a number": lambda _: 5,
    "bytes": lambda _: b"\xff\xfe\x00",
    "deep": lambda _: "[" * 100_000,
    "a long number": lambda _: "1" * 10_000,
    "another part": lambda text: text.replace('"facts"', '"facts2"'),
    "infinitely many": part("ignored", "1e400"),
    "no number": part("ignored", "NaN"),
    "true": part("ignored", "true"),
    "fewer than none": part("ignored", "-1"),
    "problems as text": part("problems", '"abc"'),
    "a problem as text": part("problems", '["abcdefg"]'),
    "a short problem": part("problems", '[["unknown-word", 1]]'),
    "facts as a list": part("facts", "[]"),
    "no such kind": problem_part(0, "no-such-kind"),
    "a list for the kind": problem_part(0, []),
    "text for the line": problem_part(1, "x"),
    "line 0": problem_part(1, 0),
    "a line far down": problem_part(1, 10**30),
    "half a line": problem_part(1, 1.5),
    "column -1": problem_part(2, -1),
    "a number for the path": problem_part(3, 5),
    "a number for the message": problem_part(4, 5),
    "a list for the fix": problem_part(5, []),
    "null for the excerpt": problem_part(6, None),
    "a number for the URN": facts_part("urn", 5),
    "null for the name": facts_part("name", None),
    "no date": facts_part("date", "2026-13-01"),
    "a number for the date": facts_part("date", 20261005),
    "text for the line of the facts": facts_part("line", "1"),
}


@pytest.mark.parametrize("with_sum", [False, True])
@pytest.mark.parametrize("name", NONSENSE)
def test_a_row_that_makes_no_sense_is_checked_afresh(
    tmp_path: Path, name: str, with_sum: bool
) -> None:
    files, cache = folder_of(tmp_path, 3), tmp_path / "cache"
    fresh = results(files, cache=cache)
    change_rows(cache, NONSENSE[name], with_sum=with_sum)
    assert results(files, cache=cache) == fresh


def test_a_row_that_makes_sense_counts_only_with_its_sum(tmp_path: Path) -> None:
    files, cache = folder_of(tmp_path, 3), tmp_path / "cache"
    fresh = results(files, cache=cache)
    nothing_wrong = part("problems", "[]")
    change_rows(cache, nothing_wrong, with_sum=False)
    assert results(files, cache=cache) == fresh
    # Shows that a changed row is met at all: with its sum it is believed.
    change_rows(cache, nothing_wrong, with_sum=True)
    assert not any(result.problems for result in results(files, cache=cache))


def test_a_row_of_another_key_does_not_count(tmp_path: Path) -> None:
    store = ResultCache(tmp_path, DAY)
    store.store({"a": [1], "b": [2]})
    store.close()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute(
            "UPDATE results SET (sum, value) = (SELECT sum, value FROM results WHERE key = 'a')"
        )
    again = ResultCache(tmp_path, DAY)
    assert again.find(["a", "b"]) == {"a": [1]}
    again.close()


def other_columns(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE results (key TEXT PRIMARY KEY, value TEXT NOT NULL)")


def endless_view(file: Path) -> None:
    file.unlink()
    endless = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n) "
    endless += "SELECT k AS key, k AS day, k AS sum, k AS value FROM n"
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE VIEW results AS {endless}")


def trigger(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(
            "CREATE TRIGGER t AFTER INSERT ON results BEGIN DELETE FROM results; END"
        )


def bad_pages(file: Path) -> None:
    data = file.read_bytes()
    assert len(data) > 4096
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def cut_short(file: Path) -> None:
    os.truncate(file, 5000)


def no_database(file: Path) -> None:
    file.write_bytes(b"no database")


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    "damage", [other_columns, endless_view, trigger, bad_pages, cut_short, no_database, empty]
)
def test_a_database_that_is_not_ours_is_made_anew(
    tmp_path: Path, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    files, cache = folder_of(tmp_path, 12), tmp_path / "cache"
    fresh = results(files, cache=cache)
    damage(cache / DATABASE)
    assert results(files, cache=cache) == fresh
    seen = count_checks(monkeypatch)
    assert results(files, cache=cache) == fresh
    assert seen == []


def test_a_database_that_another_run_holds_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_audit.cache, "_PATIENCE", 0.1)
    ResultCache(tmp_path, DAY).close()
    before = (tmp_path / DATABASE).stat().st_ino
    connection = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    store = ResultCache(tmp_path, DAY)
    store.store({"a": [1]})
    assert store.find(["a"]) == {}
    store.close()
    connection.close()
    assert (tmp_path / DATABASE).stat().st_ino == before


# ---- What has long been of no use -------------------------------------------------------------------


def keys_in(cache: Path) -> set[str]:
    with sqlite3.connect(cache / DATABASE) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM results")}


def visit(cache: Path, day: date, *, store: str = "", find: str = "") -> None:
    visited = ResultCache(cache, day)
    if store:
        visited.store({store: []})
    if find:
        assert visited.find([find]) == {find: []}
    visited.close()


def test_what_was_of_no_use_for_a_week_is_deleted(tmp_path: Path) -> None:
    visit(tmp_path, DAY, store="used")
    visit(tmp_path, DAY, store="not used")
    visit(tmp_path, DAY + timedelta(days=7), find="used")
    assert keys_in(tmp_path) == {"used", "not used"}
    visit(tmp_path, DAY + timedelta(days=8), store="new")
    assert keys_in(tmp_path) == {"used", "new"}
    visit(tmp_path, DAY + timedelta(days=15))
    assert keys_in(tmp_path) == {"new"}


def test_a_row_of_a_day_to_come_does_not_stay_for_ever(tmp_path: Path) -> None:
    visit(tmp_path, DAY + timedelta(days=400), store="a clock that was wrong")
    visit(tmp_path, DAY)
    assert keys_in(tmp_path) == set()


def test_how_long_a_row_stays_has_nothing_to_do_with_the_day_of_judging(tmp_path: Path) -> None:
    files, cache = folder_of(tmp_path, 2), tmp_path / "cache"
    results(files, cache=cache, day=date(2020, 1, 1))
    results(files, cache=cache, day=date(2040, 1, 1))
    assert len(keys_in(cache)) == 4


# ---- What the key is made of ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (platform, "python_version"),
        (yaml, "__version__"),
        (pydantic, "VERSION"),
    ],
)
def test_an_upgrade_of_what_decides_is_another_program(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    before = rules_digest.__wrapped__()
    other = (lambda: "0.0.0") if callable(getattr(where, name)) else "0.0.0"
    monkeypatch.setattr(where, name, other)
    assert rules_digest.__wrapped__() != before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_what_comes_through_a_pipe_is_read_once_and_never_kept(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, AUDIT.format(n=1, rating="perhaps").encode())
    os.close(writing)
    cache = tmp_path / "cache"
    try:
        (found,) = results([Path(f"/dev/fd/{reading}")], cache=cache)
    finally:
        os.close(reading)
    assert "unknown-word" in {problem.kind.name for problem in found.problems}
    assert keys_in(cache) == set()
