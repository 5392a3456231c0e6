"""The one error boundary: a fault says what to send, an interruption leaves nothing half written."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from send_audit import cli, commands
from tests.program import RETURNS, ROOT, run


def test_a_fault_of_ours_says_so_and_what_to_send(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> int:
        message = "the sky fell"
        raise RuntimeError(message)

    monkeypatch.setattr(commands, "app", fail)
    assert cli._run() == 3  # noqa: SLF001 - the boundary itself is under test
    said = capsys.readouterr().err
    assert "a fault in send-audit, not in your files" in said
    assert "RuntimeError: the sky fell" in said
    assert "Traceback" not in said


def test_an_interrupted_report_exits_130_and_leaves_only_whole_files(tmp_path: Path) -> None:
    audits = sorted(RETURNS.glob("*.yaml"))
    command = [
        sys.executable,
        "-m",
        "send_audit",
        "report",
        *map(str, audits),
        "--out",
        str(tmp_path),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        wait_for_first_file(tmp_path)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "Files already written are whole" in said
    assert "Traceback" not in said
    left = list(tmp_path.iterdir())
    assert 0 < len(left) < len(audits)
    for path in left:
        assert path.suffix == ".pdf"
        assert path.read_bytes().rstrip().endswith(b"%%EOF")


def wait_for_first_file(folder: Path) -> None:
    limit = time.monotonic() + 60
    while not list(folder.glob("*.pdf")):
        assert time.monotonic() < limit, "nothing was rendered"
        time.sleep(0.05)


def test_a_reader_that_goes_away_is_no_fault() -> None:
    listing = f"{sys.executable} -m send_audit checklist list --items | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", listing],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_closed_and_full_outputs_are_no_fault_of_ours() -> None:
    program = f"{sys.executable} -m send_audit checklist list --items"
    for ending in (">&-", "> /dev/full", "<&-"):
        done = subprocess.run(
            ["bash", "-c", f"{program} {ending}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 2), ending
        assert "a fault in send-audit" not in done.stderr, ending


def test_wrong_use_exits_2() -> None:
    assert run("--colour").returncode == 2
    assert run("scores").returncode == 2
    assert run("score").returncode == 2
