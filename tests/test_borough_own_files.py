"""Mistakes in the files that officers write: said by every command that reads them, and in nobody's way."""

from pathlib import Path

import pytest

from tests.made_borough import FIRST_URN, make_borough
from tests.program import run

COMMANDS = {
    "status": (),
    "export": ("--out", "out"),
    "report": ("--out", "out", "--no-schools"),
    "strategy": ("--out", "out", "--format", "html"),
}


@pytest.fixture
def shire(tmp_path: Path) -> Path:
    folder = tmp_path / "shire"
    make_borough(folder, 2, answers=3)
    return folder


def said(shire: Path, command: str, *, code: int) -> str:
    done = run("borough", command, shire, *COMMANDS[command], "--no-cache", cwd=shire.parent)
    assert done.returncode == code, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "status",
        pytest.param("export", marks=pytest.mark.slow),
        pytest.param("report", marks=pytest.mark.slow),
        pytest.param("strategy", marks=pytest.mark.slow),
    ],
)
def test_every_mistake_of_an_officer_is_said_and_fails(shire: Path, command: str) -> None:
    with (shire / "borough.yaml").open("a", encoding="utf-8") as stream:
        stream.write(
            'not_expected:\n  - urn: "999999"\n    reason: x\n  - urn: "999999"\n    reason: y\n'
        )
    moderation = shire / "moderation"
    moderation.mkdir()
    (moderation / "a.yaml").write_text("schema: send-audit/moderation@1\nurn: 1\n", "utf-8")
    (moderation / "b.yaml").write_text(
        f'schema: send-audit/moderation@1\nurn: "{FIRST_URN}"\nby: Officer\non: 2026-11-01\nfindings:\n'
        "  PE-9999:\n    verdict: agreed\n",
        "utf-8",
    )
    told = said(shire, command, code=1)
    for words in ("SA702", "SA318", "There is no item PE-9999"):
        assert words in told, told
    assert "borough.yaml:7:" in told
    assert "a.yaml: this reading counts for nothing" in told
    assert "b.yaml: this reading" not in told


@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_borough_file_shows_all_its_mistakes(shire: Path, command: str) -> None:
    with (shire / "borough.yaml").open("a", encoding="utf-8") as stream:
        stream.write("nonsense: 1\nreminders: 3\n")
    told = said(shire, command, code=1)
    assert "`nonsense` is not a key" in told
    assert "`reminders` should be a list" in told
    assert f"send-audit validate {shire}" in told


def test_disagree_is_not_taken_for_agreed(tmp_path: Path) -> None:
    file = tmp_path / "900001.yaml"
    file.write_text(
        'schema: send-audit/moderation@1\nurn: "900001"\nfindings:\n'
        "  PE-0101:\n    verdict: disagree\n",
        "utf-8",
    )
    told = run("validate", file).stdout
    assert "Did you mean" not in told
    assert "changed, the officer's rating" in told
