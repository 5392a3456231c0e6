"""`send-audit report` and `demo`: where documents go, and that one bad file stops nobody else."""

import shutil
from pathlib import Path

import pytest

from tests.program import AS_OF, RETURNS, SALTMARSH, run

NURSERY = RETURNS / "marsh-lane-nursery.yaml"


def test_the_document_is_named_after_the_audit_and_its_path_is_printed(tmp_path: Path) -> None:
    done = run("report", SALTMARSH, "--out", tmp_path / "plans", "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    expected = tmp_path / "plans" / "saltmarsh-primary.plan.pdf"
    assert done.stdout == f"{expected}\n"
    assert expected.read_bytes().startswith(b"%PDF")


def test_two_files_of_one_name_are_told_apart_by_their_urns(tmp_path: Path) -> None:
    for folder, source in (("a", SALTMARSH), ("b", NURSERY)):
        (tmp_path / folder).mkdir()
        shutil.copy(source, tmp_path / folder / "audit.yaml")
    files = [tmp_path / "a" / "audit.yaml", tmp_path / "b" / "audit.yaml"]
    done = run("report", *files, "--out", tmp_path / "out", "--format", "html")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names[0] == "audit-900001.plan.html"
    assert len(names) == 2


def test_bad_files_are_named_and_the_good_one_is_rendered(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.yaml"
    rubbish.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    listing = tmp_path / "list.yaml"
    listing.write_text("- one\n- two\n", "utf-8")
    done = run("report", rubbish, listing, SALTMARSH, "--out", tmp_path / "out", "--format", "html")
    assert done.returncode == 1
    assert "rubbish.yaml:1:1: SA103 error" in done.stderr
    assert "list.yaml:1:1: SA117 error" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["saltmarsh-primary.plan.html"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--format", "odt"], "Choose from: pdf, html, docx, txt, brf"),
        (["--edition", "summery"], "Choose from: plan, summary, progress, working"),
        (["--edition", "plan", "--easy-read"], "--easy-read is a layout of the summary"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, flags: list[str], said: str) -> None:
    done = run("report", SALTMARSH, "--out", tmp_path, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands here", "utf-8")
    done = run("report", SALTMARSH, "--out", tmp_path / "out", "--format", "html")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_half_file_is_left_behind(tmp_path: Path) -> None:
    run("report", SALTMARSH, "--out", tmp_path, "--format", "html")
    assert [path.name for path in tmp_path.iterdir()] == ["saltmarsh-primary.plan.html"]


@pytest.mark.slow
def test_demo_renders_the_whole_borough(tmp_path: Path) -> None:
    done = run("demo", "--borough", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    made = {str(Path(line).relative_to(tmp_path)) for line in done.stdout.splitlines()}
    assert {"borough-report.public.pdf", "returns.xlsx", "accessibility-strategy.pdf"} <= made
    assert sum(name.startswith("schools") for name in made) == 9
    assert all((tmp_path / name).stat().st_size for name in made)


def test_demo_renders_the_example_school_and_says_where(tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        str(tmp_path / "saltmarsh-primary.plan.pdf"),
        str(tmp_path / "saltmarsh-primary.plan.html"),
    ]
    assert "send-audit new" in done.stderr


def test_easy_read_alone_makes_the_summary(tmp_path: Path) -> None:
    done = run("report", SALTMARSH, "--out", tmp_path, "--format", "html", "--easy-read")
    assert done.returncode == 0, done.stderr
    (page,) = tmp_path.iterdir()
    assert page.name == "saltmarsh-primary.summary.html"
    assert "Hard words" in page.read_text("utf-8")
