"""The built packages stand alone: installed elsewhere, away from the checkout, they render a plan."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.program import AS_OF, ROOT

pytestmark = pytest.mark.slow
FOLDERS = ("checklists", "templates", "examples")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder


def test_the_sdist_keeps_the_folders_at_its_top(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames() if "/" in name}
    assert "checklists/schedule-10-duty.yaml" in names
    assert "templates/plan.html.j2" in names
    assert "examples/estuary/returns/saltmarsh-primary.yaml" in names
    assert "tests/test_wheel.py" in names


def test_the_wheel_holds_the_content_and_no_tests(built: Path) -> None:
    (archive,) = built.glob("*.whl")
    with zipfile.ZipFile(archive) as wheel:
        names = wheel.namelist()
    for folder in FOLDERS:
        here = {
            f"send_audit/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert here <= set(names), sorted(here - set(names))
    assert "send_audit/py.typed" in names
    assert not [name for name in names if name.startswith("tests/")]


def test_installed_elsewhere_it_renders_a_plan(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    program = tmp_path / "venv" / "bin" / "send-audit"
    done = subprocess.run(
        [str(program), "demo", "--out", "plans", "--as-of", AS_OF],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout + done.stderr
    assert (tmp_path / "plans" / "saltmarsh-primary.plan.pdf").read_bytes().startswith(b"%PDF-1.7")
    checked = subprocess.run(
        [str(program), "checklist", "list"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "physical-environment" in checked.stdout
