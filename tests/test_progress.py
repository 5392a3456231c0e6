"""Progress beside the product: no path may share its line with a bar, and a log stays short."""

import re
import sys
from pathlib import Path

import pytest

from send_audit.commands.progress import steps
from tests.program import ROOT

PROGRAM = """
from send_audit.commands.progress import print_line, steps, working
names = [f"school-{n:05}.plan.pdf" for n in range(5)]
for name in steps(names, names, plain=False):
    print_line(f"/a/long/way/to/{name}")
with working("Making documents", 30, plain=False) as advance:
    for n in range(30):
        print_line(f"/b/[bold]{n}.pdf")
        advance(0)
"""


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_every_path_has_a_line_of_its_own(columns: int) -> None:
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-c", PROGRAM],
        cwd=str(ROOT),
        env={"TERM": "xterm", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        dimensions=(24, columns),
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    shown = child.before.replace("\r\n", "\n")
    assert "\u2501" in shown  # there was a bar
    lines = [line.rpartition("\x1b[2K")[2] for line in shown.split("\n")]
    paths = [line for line in lines if "/a/" in line or "/b/" in line]
    wanted = [f"/a/long/way/to/school-{n:05}.plan.pdf" for n in range(5)]
    assert paths == wanted + [f"/b/[bold]{n}.pdf" for n in range(30)]


def test_without_a_terminal_a_log_has_a_line_for_each_tenth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    work = [Path(f"{number}.xlsx") for number in range(60)]
    assert list(steps(work, [path.name for path in work], plain=False)) == work
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 10
    assert re.fullmatch(r"60 of 60: 59\.xlsx", said[-1])
