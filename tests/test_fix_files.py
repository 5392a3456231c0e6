"""`validate --fix` and files: whose they are, what they are called by, and what cannot be written."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from send_audit.commands.writing import write_whole
from tests.program import AS_OF, ROOT, run

HEAD = "schema: send-audit/audit@1\nschool:\n  name: Little School\n  nation: england\n"
MENDED = f"{HEAD}audit:\n  date: 2026-09-01\n"
BROKEN = MENDED.replace("09-01", "9-1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one thing to mend."""
    made = tmp_path / "a.yaml"
    made.write_text(BROKEN, "utf-8")
    return made


def fix(*paths: str | Path) -> subprocess.CompletedProcess[str]:
    return run("validate", *paths, "--fix", "--as-of", AS_OF)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ---- What a file has is kept ---------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_stays(file: Path, mode: int) -> None:
    """A file with families' words that was private stays so."""
    file.chmod(mode)
    assert fix(file).returncode == 0
    assert (file.read_text("utf-8"), mode_of(file)) == (MENDED, mode)


@pytest.fixture
def foreign(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file as if it were somebody else's, since only root could give it away."""
    look = Path.stat

    def seen(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        there = look(path, follow_symlinks=follow_symlinks)
        whose = (4321, 5432) if path == file else there[4:6]
        return os.stat_result((*there[:4], *whose, *there[6:]))

    file.chmod(0o664)
    monkeypatch.setattr(Path, "stat", seen)
    return file


def test_the_owner_stays(foreign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr("os.chown", lambda _, user, group: given.append((user, group)))
    write_whole(foreign, b"new")
    assert (foreign.read_bytes(), mode_of(foreign)) == (b"new", 0o664)
    assert given == [(4321, 5432)]


def test_where_the_group_cannot_stay_no_other_one_is_let_in(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.chown", refused)
    write_whole(foreign, b"new")
    assert (foreign.read_bytes(), mode_of(foreign)) == (b"new", 0o604)


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    write_whole(tmp_path / "deep" / "a.yaml", b"new")
    (tmp_path / "usual").touch()
    assert mode_of(tmp_path / "deep" / "a.yaml") == mode_of(tmp_path / "usual")


def test_what_a_symbolic_link_leads_to_is_mended(file: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "b.yaml"
    link.symlink_to(Path("..") / "a.yaml")
    assert fix(link).returncode == 0
    assert link.is_symlink()
    assert file.read_text("utf-8") == MENDED
    assert list((tmp_path / "links").iterdir()) == [link]


# ---- What is not written -------------------------------------------------------------------------


def test_a_file_that_may_be_read_only_stays_and_the_next_is_mended(
    file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "b.yaml"
    other.write_text(BROKEN, "utf-8")
    file.chmod(0o444)
    done = fix(file, other)
    assert f"Not mended: {file}: it may be read only." in done.stderr
    assert (file.read_text("utf-8"), mode_of(file)) == (BROKEN, 0o444)
    assert other.read_text("utf-8") == MENDED
    assert done.returncode == 2


def test_a_file_with_a_second_name_stays(file: Path, tmp_path: Path) -> None:
    """Replaced under one name, it would keep the old text under the other."""
    (tmp_path / "same.txt").hardlink_to(file)
    done = fix(file)
    assert "a hard link" in done.stderr
    assert file.read_text("utf-8") == BROKEN
    assert file.samefile(tmp_path / "same.txt")
    assert done.returncode == 2


def test_a_file_that_cannot_be_written_stops_no_other(file: Path, tmp_path: Path) -> None:
    """Root may write anywhere, but not beside a name that leaves no room for another one."""
    long = tmp_path / f"{'a' * 250}.yaml"
    long.write_text(BROKEN, "utf-8")
    done = fix(long, file)
    assert done.returncode == 2
    assert f"Not mended: {long} cannot be written: " in done.stderr
    assert f"Mended: {file}\n" in done.stderr
    assert "1 place in 1 file mended." in done.stderr
    assert file.read_text("utf-8") == MENDED
    assert "SA219" in done.stdout
    assert "2 files checked" in done.stderr


# ---- Differences are patches ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        BROKEN,
        BROKEN.removesuffix("\n"),
        f"\ufeff# one\u2028line\n{BROKEN}",
        f"\ufeff{BROKEN}",
        BROKEN.replace("\n", "\r\n"),
        BROKEN.replace("\n", "\r\n", 2),
        BROKEN.replace("\n", "\r"),
    ],
)
def test_a_difference_is_a_patch(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(text.encode())
    shown = subprocess.run(
        [sys.executable, "-m", "send_audit", "validate", "a.yaml", "--diff", "--as-of", AS_OF],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    subprocess.run(["git", "apply", "-p0"], cwd=tmp_path, input=shown.stdout, check=True)
    patched = file.read_bytes()
    file.write_bytes(text.encode())
    fix(file)
    assert patched == file.read_bytes() != text.encode()


def test_a_difference_says_where_the_encoding_makes_it_no_patch(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(f"{BROKEN}# café\n".encode("cp1252"))
    done = run("validate", file, "--diff", "--as-of", AS_OF)
    assert "-# caf\\xe9\n" in done.stdout
    assert "+# café\n" in done.stdout
    assert "a.yaml is not saved as UTF-8" in done.stderr
    file.write_bytes(BROKEN.encode("utf-16"))
    done = run("validate", file, "--diff", "--as-of", AS_OF)
    assert "-  date: 2026-9-1\n+  date: 2026-09-01\n" in done.stdout
    assert "\0" not in done.stdout
