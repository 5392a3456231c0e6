"""What happens to the file and the lock when a sitting ends as no sitting should."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pytest

from send_audit.load.document import read_file
from send_audit.model.audit import Audit
from tests.program import AS_OF, ROOT
from tests.robot import Robot
from tests.sitting import AUDIT
from tests.support import checked

ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "SEND_AUDIT_NO_HISTORY": "1"}
SCRIPT = "".join("1\n\n\n" for _ in range(200))
"""Met, no evidence, no note; and so on."""

DYING = """
import os, signal, sys
name, left = sys.argv[1], int(sys.argv[2])
real = getattr(os, name)
def dying(*arguments, **others):
    global left
    left -= 1
    if left == 0:
        if sys.argv[3] == "after":
            real(*arguments, **others)
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **others)
setattr(os, name, dying)
sys.argv = ["send-audit", *sys.argv[4:]]
from send_audit.cli import main
main()
"""
"""Kills itself at the nth call of something that touches the disk, just before or just after it."""


def audit_in(folder: Path) -> Path:
    file = folder / "audit.yaml"
    file.write_text(AUDIT, encoding="utf-8")
    return file


def fill(
    file: Path,
    *,
    first: list[str] | None = None,
    more: Sequence[str] = (),
    before: Callable[[], None] | None = None,
) -> subprocess.Popen[str]:
    start = first or ["-m", "send_audit"]
    arguments = [sys.executable, *start, "fill", str(file), "--plain", "--as-of", AS_OF, *more]
    return subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=ENV,
        preexec_fn=before,  # noqa: PLW1509 - one thread, and a limit for one process
    )


def ratings(file: Path) -> list[str]:
    """The items rated in the file, which must be sound."""
    assert not [p for p in checked(file.read_bytes()) if p.kind.severity == "error"]
    model = read_file(file).model
    assert isinstance(model, Audit)
    return list(model.responses)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("call", ["replace", "fsync", "chmod", "open", "fdopen"])
def test_a_kill_at_any_step_of_a_save_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, call: str, when: str
) -> None:
    killed = 0
    for number in (1, 2, 3):
        file = audit_in(tmp_path)
        process = fill(file, first=["-c", DYING, call, str(number), when])
        process.communicate(SCRIPT)
        text = file.read_text("utf-8")
        assert text.startswith(AUDIT.partition("responses:")[0])
        assert text.count("# of the bays") == 1
        ratings(file)
        assert process.returncode in (0, -signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
    assert killed


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_lose_no_saved_answer(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    chance = random.Random(20261123)  # noqa: S311 - moments, not secrets
    before: list[str] = []
    killed = most = 0
    for _ in range(100):
        process = fill(file)
        assert process.stdin is not None
        process.stdin.write("1\n\n\n" * 3)
        process.stdin.flush()
        time.sleep(chance.uniform(0.3, 1.0))
        process.kill()
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        after = ratings(file)
        assert set(before) <= set(after)
        most = max(most, len(after))
        before = after
        if len(after) > 40:  # with everything answered there would be nothing to be killed at
            file, before = audit_in(tmp_path), []
    assert killed > 80
    assert most > 5


def test_a_full_disk_is_said_and_the_file_stays_whole(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    size = file.stat().st_size

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    said, _ = fill(file, before=limit).communicate("1\n\n")
    assert "Not saved: " in said
    assert "File too large" in said
    assert "Traceback" not in said
    assert file.read_text("utf-8") == AUDIT
    assert [p.name for p in tmp_path.iterdir()] == ["audit.yaml"]


def test_a_terminal_that_goes_away_leaves_a_whole_file_and_no_lock(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    robot = Robot(file, "--as-of", AS_OF, plain=False)
    robot.prompt()
    robot.type("1")
    robot.prompt()
    robot.child.close(force=False)  # hangs up
    deadline = time.monotonic() + 20
    while (tmp_path / ".audit.yaml.lock").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ratings(file) == ["PE-0101"]
    assert [p.name for p in tmp_path.iterdir()] == ["audit.yaml"]


def test_ctrl_c_saves_what_was_answered_and_gives_130(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    robot = Robot(file, "--as-of", AS_OF, plain=True)
    robot.prompt()
    robot.type("1")
    robot.prompt()
    robot.child.sendintr()
    assert robot.child.expect([pexpect.EOF]) == 0
    robot.child.close()
    assert robot.child.exitstatus == 130
    assert ratings(file) == ["PE-0101"]
    assert [p.name for p in tmp_path.iterdir()] == ["audit.yaml"]


def test_two_people_cannot_answer_one_file_at_once(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    first = Robot(file, "--as-of", AS_OF, plain=True)
    first.prompt()
    second = fill(file)
    said, _ = second.communicate("1\n")
    assert second.returncode == 2
    assert f"{file} is open in another sitting on this computer (process {first.child.pid})" in said
    assert "--take-over" in said
    assert file.read_text("utf-8") == AUDIT
    first.type("q")
    assert first.prompt() is None


def test_whoever_is_taken_over_saves_nothing_more_and_is_told(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    first = Robot(file, "--as-of", AS_OF, plain=True)
    first.prompt()
    second = Robot(file, "--as-of", AS_OF, "--take-over", "--at", "PE-0104", plain=True)
    for typed in ("", "3", "", ""):
        second.prompt()
        second.type(typed)
    second.prompt()
    text = file.read_text("utf-8")
    assert "        rating: not-met\n" in text
    first.type("1")
    assert first.prompt() is None
    first.child.close()
    assert first.child.exitstatus == 1
    assert "Another sitting took this file over" in first.transcript
    assert file.read_text("utf-8") == text
    second.type("q")
    assert second.prompt() is None


def test_who_was_taken_over_may_go_on_once_the_other_has_ended(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    first = Robot(file, "--as-of", AS_OF, plain=True)
    first.prompt()
    second = fill(file, more=["--take-over", "--at", "PE-0105"])
    second.communicate("3\nq\n")
    first.type("1")
    first.prompt()
    first.type("q")
    assert first.prompt() is None
    assert ratings(file) == ["PE-0101", "PE-0105"]
    assert [p.name for p in tmp_path.iterdir()] == ["audit.yaml"]


def test_a_sitting_at_a_terminal_may_take_the_file_over(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    first = Robot(file, "--as-of", AS_OF, plain=True)
    first.prompt()
    second = Robot(file, "--as-of", AS_OF, plain=True)
    second.child.expect("Take it over")
    second.type("y")
    assert second.prompt() is not None
    second.type("q")
    assert second.prompt() is None
    first.child.close(force=True)


def test_the_lock_of_a_sitting_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    first = Robot(file, "--as-of", AS_OF, plain=True)
    first.prompt()
    assert (tmp_path / ".audit.yaml.lock").exists()
    first.child.kill(signal.SIGKILL)
    first.child.expect(pexpect.EOF)
    first.child.close()
    second = fill(file)
    said, _ = second.communicate("1\n\n\nq\n")
    assert second.returncode == 0, said
    assert ratings(file) == ["PE-0101"]


def test_a_file_that_is_read_only_is_said_before_anything_is_typed(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    file.chmod(0o444)
    process = fill(file)
    said, _ = process.communicate("1\n")
    assert process.returncode == 2
    assert "no answer could be saved: it may be read only" in said
    assert [p.name for p in tmp_path.iterdir()] == ["audit.yaml"]


def test_a_folder_or_another_kind_of_file_is_wrong_use(tmp_path: Path) -> None:
    process = fill(tmp_path)
    said, _ = process.communicate("")
    assert (process.returncode, "is no file" in said) == (2, True)
    process = fill(ROOT / "examples" / "estuary" / "strategy.yaml")
    said, _ = process.communicate("")
    assert (process.returncode, "is a file of kind strategy, not an audit" in said) == (2, True)


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_conversation_needs_both_ends(tmp_path: Path, closed: str) -> None:
    file = audit_in(tmp_path)
    command = f'"{sys.executable}" -m send_audit fill "{file}" {closed}'
    words = ["sh", "-c", command]
    done = subprocess.run(words, env=ENV, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "it is a conversation" in done.stderr


def test_a_paragraph_pasted_at_a_terminal_stays_in_one_answer(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    robot = Robot(file, "--as-of", AS_OF, plain=True)
    for typed in ("1", ""):
        robot.prompt()
        robot.type(typed)
    robot.prompt()
    robot.child.send("\x1b[200~The gate is kept open.\n3\n\x1b[201~\r")
    robot.prompt()
    robot.type("q")
    assert robot.prompt() is None
    assert "note: The gate is kept open. 3\n" in file.read_text("utf-8")
    assert ratings(file) == ["PE-0101"]


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_typed(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    (
        tmp_path / ".audit.yaml.lock"
    ).mkdir()  # stands in for a folder without permission, which root has
    process = fill(file)
    said, _ = process.communicate("1\n")
    assert process.returncode == 2
    assert "Traceback" not in said


def test_a_broken_file_is_not_answered_but_explained(tmp_path: Path) -> None:
    file = tmp_path / "audit.yaml"
    file.write_text(f"{AUDIT}  PE-0101:\n    rating: yes\n", encoding="utf-8")
    process = fill(file)
    said, _ = process.communicate("1\n")
    assert process.returncode == 1
    assert "audit.yaml:24:13: SA217 error" in said
    assert "Mend the file first" in said


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    process = fill(tmp_path / "none.yaml")
    said, _ = process.communicate("")
    assert process.returncode == 2
    assert "Make it with: send-audit new" in said


def test_input_that_ends_is_the_end_of_the_sitting(tmp_path: Path) -> None:
    file = audit_in(tmp_path)
    process = fill(file)
    said, _ = process.communicate("1\n")
    assert process.returncode == 0
    assert "1 answer in this sitting" in said
    assert ratings(file) == ["PE-0101"]
