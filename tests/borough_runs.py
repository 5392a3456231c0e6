"""Small boroughs to run `borough report` on, as a process that can be watched and ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.made_borough import make_borough
from tests.program import AS_OF, ROOT, run

ANSWERS = 12


def small_borough(folder: Path, schools: int) -> Path:
    """A borough of so few answers that a document takes a fraction of a second."""
    make_borough(folder, schools, answers=ANSWERS)
    return folder


def report(borough: Path, out: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    return run("borough", "report", borough, "--out", out, "--as-of", AS_OF, *options)


def started(
    borough: Path, out: Path, *options: str | Path, before: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """The program in a process group of its own, as a terminal starts it."""
    command = [sys.executable, "-m", "send_audit", "borough", "report", str(borough)]
    command += ["--out", str(out), "--as-of", AS_OF, *map(str, options)]
    return subprocess.Popen(
        [*before, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children_of(process: int) -> list[int]:
    """The processes that one started, itself not among them."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == process:
                found.append(int(folder.name))
    return found


def group_is_gone(group: int, seconds: float = 10) -> bool:
    """Whether no process of a group is left, a zombie included."""
    return wait_until(lambda: not _exists(group), seconds)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def documents(out: Path) -> list[Path]:
    return sorted((out / "schools").glob("*.pdf"))


def is_whole(pdf: Path) -> bool:
    data = pdf.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, with the digest of its bytes."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(f.relative_to(folder)): sha256(f.read_bytes()).hexdigest() for f in files}


def interrupt(process: subprocess.Popen[str], number: signal.Signals) -> tuple[str, str]:
    """Send a signal as a terminal does, to the whole group, or as a job's end is: to the process alone."""
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    return process.communicate(timeout=60)
