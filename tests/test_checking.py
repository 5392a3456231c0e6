"""Validating many files: the same in any number of processes, and with or without the cache."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import cast

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


# ---- Ended from outside ----------------------------------------------------------------------------

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def children_of(process: int) -> set[int]:
    found: set[int] = set()
    for listed in Path("/proc").glob(f"{process}/task/*/children"):
        with contextlib.suppress(OSError):
            found |= {int(word) for word in listed.read_text().split()}
    return found


def is_alive(process: int) -> bool:
    """Whether the process runs; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def ended_by(number: signal.Signals, tmp_path: Path) -> tuple[int, bytes, set[int]]:
    """Exit code and words of a run that was sent a signal while its pool worked, and the pool's processes.

    Ctrl-C goes to all that belong to the terminal, any other signal to the one process that was started.
    """
    for name in folder_of(tmp_path, 100):
        text = name.read_text("utf-8")
        for copy in range(30):
            (tmp_path / f"{name.stem}-{copy}.yaml").write_text(text, "utf-8")
    program = [sys.executable, "-m", "send_audit", "validate", str(tmp_path), "--jobs", "2"]
    with subprocess.Popen(
        program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        pool = set[int]()
        try:
            assert wait_until(lambda: bool(children_of(running.pid)), 20)
            time.sleep(0.2)  # the first chunks are under way, of some two seconds' work
            pool = children_of(running.pid)
            assert pool
            assert running.poll() is None
            send = os.killpg if number == signal.SIGINT else os.kill
            send(running.pid, number)
            _, said = running.communicate(timeout=10)
            wait_until(lambda: not any(map(is_alive, pool)), 2)
            return running.returncode, said, {process for process in pool if is_alive(process)}
        finally:
            running.kill()
            for process in filter(is_alive, pool):
                os.kill(process, signal.SIGKILL)


@LINUX
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_run_that_is_ended_leaves_no_process(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    ended, said, left = ended_by(number, tmp_path)
    assert ended == code
    assert b"Traceback" not in said
    assert left == set()


def test_a_signal_is_handled_as_before_once_the_pool_is_gone(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    results(folder_of(tmp_path, 40), jobs=2)
    assert signal.getsignal(signal.SIGTERM) == before


@LINUX
def test_leaving_early_does_not_wait_for_a_file_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = os.getpid()
    real = send_audit.checking.check_one

    def slow(data: bytes | None, file: Path, shelf: Shelf, as_of: date) -> FileResult:
        if os.getpid() != parent and file.name == "020.yaml":
            time.sleep(20)
        return real(data, file, shelf, as_of)

    monkeypatch.setattr(send_audit.checking, "check_one", slow)
    options = CheckOptions(folders=(), as_of=DAY, jobs=2, cache=None)
    found = cast(
        "Generator[FileResult, None, None]",
        check_files(folder_of(tmp_path, 40), options, Shelf(as_of=DAY)),
    )
    next(found)
    begun = time.monotonic()
    found.close()
    assert time.monotonic() - begun < 10


def test_no_more_chunks_are_under_way_than_keep_the_processes_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted = []
    real = ProcessPoolExecutor.submit

    def submit(self: ProcessPoolExecutor, *arguments: object) -> object:
        submitted.append(arguments)
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    files = folder_of(tmp_path, 400)
    options = CheckOptions(folders=(), as_of=DAY, jobs=2, cache=None)
    found = check_files(files, options, Shelf(as_of=DAY))
    next(found)
    begun = len(submitted)
    assert len([*found]) == 399
    assert begun <= 9 < len(submitted) == 25


# ---- Content that changes under a cache -----------------------------------------------------------

OVERLAY = (
    "schema: send-audit/overlay@1\nid: est\ntitle: Estuary\nversion: 1.0.0\nby: E\n"
    "of:\n  curriculum-access: 1.x\nitems:\n  CA-0101:\n    guidance: Ask us for help.\n"
)


def borough_of(tmp_path: Path) -> tuple[Path, Path]:
    """A borough with one return that lists an overlay; the return and the overlay, which is broken."""
    file, overlay = tmp_path / "returns" / "a.yaml", tmp_path / "overlays" / "est.yaml"
    for made in (file, overlay):
        made.parent.mkdir()
    borough = 'schema: send-audit/borough@1\nname: E\ncode: "990"\nnation: england\n'
    (tmp_path / "borough.yaml").write_text(borough, "utf-8")
    text = AUDIT.format(n=1, rating="met")
    listed = "curriculum-access: 1.1.0\n"
    file.write_text(text.replace(listed, f"{listed}  overlays:\n    est: 1.0.0\n"), "utf-8")
    overlay.write_bytes(OVERLAY.encode() + b"# \x92\n")
    return file, overlay


def kinds(result: FileResult) -> set[str]:
    return {problem.kind.name for problem in result.problems}


def test_content_that_was_read_before_it_changed_spoils_no_result(tmp_path: Path) -> None:
    """As `--fix --cache` does: the shelf has read the overlay before it is mended."""
    file, overlay = borough_of(tmp_path)
    cache = tmp_path / "cache"
    shelf = Shelf(as_of=DAY)
    shelf.library_for(file)
    overlay.write_text(OVERLAY, "utf-8")
    options = CheckOptions(folders=(), as_of=DAY, jobs=1, cache=cache)
    list(check_files([file], options, shelf))
    (kept,) = results([file], cache=cache)
    (fresh,) = results([file])
    assert kept == fresh
    assert "overlay-not-found" not in kinds(fresh)


def test_content_that_changes_during_a_run_spoils_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, overlay = borough_of(tmp_path)
    cache = tmp_path / "cache"
    broken = overlay.read_bytes()
    real = send_audit.checking.check_one

    def saved_meanwhile(data: bytes | None, file: Path, shelf: Shelf, as_of: date) -> FileResult:
        overlay.write_text(OVERLAY, "utf-8")
        return real(data, file, shelf, as_of)

    monkeypatch.setattr(send_audit.checking, "check_one", saved_meanwhile)
    results([file], cache=cache)
    monkeypatch.undo()
    overlay.write_bytes(broken)
    assert results([file], cache=cache) == results([file])


# ---- On the command line -------------------------------------------------------------------------


@pytest.mark.slow
def test_no_step_of_a_day_with_a_cache_differs_from_one_without(tmp_path: Path) -> None:
    """Mended, changed, taken away, another day: each time the same is said as if there were no cache."""
    file, overlay = borough_of(tmp_path)
    cache = tmp_path / "cache"

    def same(*options: str) -> str:
        day = () if "--as-of" in options else ("--as-of", AS_OF)
        alone = run("validate", tmp_path, *day, *options)
        for _ in ("filled", "used"):
            kept = run("validate", tmp_path, *day, *options, "--cache", cache)
            assert (kept.returncode, kept.stdout) == (alone.returncode, alone.stdout)
        return alone.stdout

    assert "SA311" in same()
    run("validate", tmp_path, "--fix", "--cache", cache, "--as-of", AS_OF)
    assert "SA311" not in same()
    overlay.write_text(OVERLAY.replace("1.x", "2.x"), "utf-8")
    assert "SA302" in same()
    overlay.unlink()
    assert "SA311" in same()
    file.write_text(file.read_text("utf-8").replace("rating: met", "rating: perhaps"), "utf-8")
    assert "SA217" in same()
    same("--as-of", "2030-01-01")


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
