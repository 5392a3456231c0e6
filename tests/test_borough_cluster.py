"""`--cluster`: the same bytes from processes that share no folder with us, and nothing lost with one."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.borough_runs import (
    children_of,
    documents,
    report,
    small_borough,
    started,
    tree,
    wait_until,
)
from tests.broken_returns import WAYS
from tests.program import ROOT

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def dask(folder: Path, *arguments: str, path: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """One of dask's own commands, in a folder of its own."""
    folder.mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with dask(folder, "scheduler", "--host", "127.0.0.1", "--port", str(port)):
        assert wait_until(lambda: answers(port), 30)
        yield address


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def worker(folder: Path, address: str, *, path: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    options = ("--nthreads", "1", "--host", "127.0.0.1")
    with dask(folder, "worker", address, *options, path=path) as process:
        yield process


def test_a_cluster_makes_the_very_files_that_one_machine_makes(tmp_path: Path) -> None:
    borough = small_borough(tmp_path / "in", 8)
    for number, way in enumerate(("truncated", "unreadable", "wrong-rating")):
        file = borough / "returns" / f"school-{number:05}.yaml"
        sound = file.read_text("utf-8")
        file.unlink()
        WAYS[way](file, sound)
    alone = report(borough, tmp_path / "alone", "--no-cache")
    with scheduler(tmp_path / "d") as address, worker(tmp_path / "d", address):
        far = report(borough, tmp_path / "far", "--no-cache", "--cluster", address)
        kept = report(borough, tmp_path / "far", "--cache", tmp_path / "c", "--cluster", address)
        # What a cluster found is known to a run without one.
        again = report(borough, tmp_path / "far", "--cache", tmp_path / "c")
    assert (alone.returncode, far.returncode, kept.returncode) == (1, 1, 1)
    assert tree(tmp_path / "alone") == tree(tmp_path / "far")
    assert len(documents(tmp_path / "far")) == 5
    assert reasons(alone.stderr) == reasons(far.stderr)
    assert "0 documents made" in again.stderr


def reasons(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("  ")]


def test_photographs_and_the_files_of_others_travel_along(tmp_path: Path) -> None:
    options = ("--no-cache", "--edition", "working", "--format", "html")
    alone = report(ROOT / "examples/estuary", tmp_path / "alone", *options)
    with scheduler(tmp_path / "d") as address, worker(tmp_path / "d", address):
        far = report(ROOT / "examples/estuary", tmp_path / "far", *options, "--cluster", address)
    assert (alone.returncode, far.returncode) == (0, 0)
    assert tree(tmp_path / "alone") == tree(tmp_path / "far")


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", 10), tmp_path / "out"
    with (
        scheduler(tmp_path / "d") as address,
        worker(tmp_path / "d1", address) as first,
        worker(tmp_path / "d2", address),
    ):
        process = started(borough, out, "--no-cache", "--cluster", address)
        assert wait_until(lambda: len(documents(out)) >= 2, 90)
        for child in (*children_of(first.pid), first.pid):  # the worker, and the nanny over it
            os.kill(child, 9)
        _, said = process.communicate(timeout=240)
    assert process.returncode == 0, said
    assert len(documents(out)) == 10


def test_what_is_wrong_with_a_cluster_is_said_within_seconds(tmp_path: Path) -> None:
    nobody = f"tcp://127.0.0.1:{free_port()}"
    begun = time.monotonic()
    done = report(ROOT / "examples/estuary", tmp_path / "out", "--no-cache", "--cluster", nobody)
    assert done.returncode == 2
    assert "There is no dask scheduler at" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - begun < 30
    with scheduler(tmp_path / "d") as address:
        done = report(ROOT / "examples/estuary", tmp_path / "out", "--cluster", address)
        assert done.returncode == 2
        assert "has no worker" in done.stderr
        with worker(tmp_path / "d", address, path=other_version(tmp_path / "other")):
            done = report(ROOT / "examples/estuary", tmp_path / "out", "--cluster", address)
    assert done.returncode == 2
    assert "The results would differ" in done.stderr


def other_version(folder: Path) -> Path:
    """A copy of the package in which one line is another."""
    shutil.copytree(ROOT / "send_audit", folder / "send_audit")
    for name in ("checklists", "templates"):
        (folder / name).symlink_to(ROOT / name)
    with (folder / "send_audit" / "suggest.py").open("a", encoding="utf-8") as stream:
        stream.write("\n# another line\n")
    return folder
