"""What goes wrong in a run over a borough: the good reports are whole, the bad files named with reasons."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.borough_runs import (
    children_of,
    documents,
    group_is_gone,
    interrupt,
    is_whole,
    report,
    small_borough,
    started,
    wait_until,
)
from tests.broken_returns import WAYS

pytestmark = pytest.mark.slow

GOOD = 12


def broken_borough(folder: Path) -> Path:
    """A borough in which as many schools again sent a file that is broken, each in another way."""
    borough = small_borough(folder, GOOD + len(WAYS))
    for number, breaks in enumerate(WAYS.values(), start=GOOD):
        file = borough / "returns" / f"school-{number:05}.yaml"
        sound = file.read_text("utf-8")
        file.unlink()
        breaks(file, sound)
    (borough / "returns" / "a-folder.yaml").mkdir()
    return borough


def test_twenty_ways_to_break_a_file_stop_no_other(tmp_path: Path) -> None:
    borough, out = broken_borough(tmp_path / "in"), tmp_path / "out"
    done = report(borough, out, "--no-cache", "--jobs", "2")
    assert done.returncode == 1, done.stderr
    assert len(documents(out)) == GOOD
    assert all(is_whole(pdf) for pdf in documents(out))
    assert "Traceback" not in done.stderr
    for number in range(GOOD, GOOD + len(WAYS)):
        name = f"school-{number:05}.yaml"
        _, found, after = done.stderr.partition(name)
        assert found, f"{list(WAYS)[number - GOOD]} is not named"
        assert after.splitlines()[1].strip(), f"no reason for {name}"
    named = (out / "not-included.csv").read_text("utf-8-sig")
    assert all(f"school-{number:05}.yaml" in named for number in range(GOOD, GOOD + len(WAYS)))


def test_a_process_that_is_killed_costs_no_document(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", GOOD), tmp_path / "out"
    process = started(borough, out, "--no-cache", "--jobs", "2")
    assert wait_until(lambda: len(documents(out)) >= 2)
    for child in children_of(process.pid):
        os.kill(child, signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert len(documents(out)) == GOOD
    assert all(is_whole(pdf) for pdf in documents(out))
    assert group_is_gone(process.pid)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_what_ends_the_run_ends_every_process_and_leaves_whole_documents(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    borough, out = small_borough(tmp_path / "in", GOOD), tmp_path / "out"
    process = started(borough, out, "--cache", tmp_path / "cache", "--jobs", "2")
    assert wait_until(lambda: len(documents(out)) >= 3)
    printed, said = interrupt(process, number)
    assert process.returncode == code, said
    assert group_is_gone(process.pid)
    assert "Traceback" not in said
    there = documents(out)
    assert 3 <= len(there) < GOOD
    assert all(is_whole(pdf) for pdf in there)
    if number == signal.SIGKILL:
        return
    assert not list(out.rglob(".*")), "a temporary file is left"
    assert {Path(line) for line in printed.splitlines()} == set(
        filter(Path.is_file, out.rglob("*"))
    )
    # The next run makes only what is missing.
    again = report(borough, out, "--cache", tmp_path / "cache", "--jobs", "2")
    assert again.returncode == 0
    assert f"{len(printed.splitlines())} already up to date" in again.stderr


def test_a_full_disk_ends_the_run_and_says_what_is_whole(tmp_path: Path) -> None:
    borough, disk = small_borough(tmp_path / "in", GOOD), tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        out = disk / "out"
        done = report(borough, out, "--no-cache", "--jobs", "2")
        assert done.returncode == 2, done.stderr
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        there = documents(out)
        assert there
        assert all(is_whole(pdf) for pdf in there)
        assert not list(out.rglob(".*"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_document_that_may_not_be_written_is_the_only_one_that_fails(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", 4), tmp_path / "out"
    in_the_way = out / "schools" / "school-00001.plan.pdf"
    in_the_way.mkdir(parents=True)
    done = report(borough, out, "--no-cache", "--jobs", "2")
    assert done.returncode == 1
    assert f"{in_the_way} was not made" in done.stderr
    assert len([pdf for pdf in documents(out) if pdf.is_file()]) == 3


def test_where_no_file_may_grow_every_document_is_named_with_the_reason(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", 4), tmp_path / "out"
    process = started(
        borough, out, "--no-cache", "--jobs", "1", before=("prlimit", "--fsize=20000")
    )
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert "File too large" in said
    assert "Traceback" not in said
    assert "a fault in send-audit" not in said
    assert not documents(out)
