"""`send-audit validate`: what a user reads, what CI parses, the exit codes; one bad file stops no other."""

import json
import os
from pathlib import Path

import pytest

from send_audit import __version__
from tests.golden_files import GOLDEN, assert_golden
from tests.program import AS_OF, ROOT, SALTMARSH, run
from tests.support import CASES, PLAN, SCHOOL

SHOWN = (CASES / "shown").relative_to(ROOT)
ITEMS = f"{SCHOOL}audit:\n  checklists:\n    physical-environment: 1.0.0\nresponses:\n"


def validate(*arguments: str | Path) -> tuple[int, str, str]:
    done = run("validate", *arguments, "--as-of", AS_OF)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def test_the_text_shows_every_problem_of_every_file() -> None:
    code, said, summary = validate(SHOWN)
    assert code == 1
    assert_golden("validate-shown.txt", said + summary)


def test_the_json_holds_the_same_problems() -> None:
    code, said, _ = validate(SHOWN, "--format", "json")
    assert code == 1
    assert_golden("validate-shown.json", said.replace(f'"{__version__}"', '"VERSION"'))
    problems = json.loads(said)["problems"]
    text = (GOLDEN / "validate-shown.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("tests/cases/shown/")]
    assert [f"{p['file']}:{p['line']}:{p['column']}: {p['code']}" for p in problems] == [
        line.split(" error: ")[0].split(" warning: ")[0] for line in lines
    ]


BAD: dict[str, tuple[bytes, str, int]] = {
    "binary rubbish": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "SA103", 1),
    "zeros": (bytes(300), "SA106", 1),
    "cp1252 text": (f"{PLAN}  complaints: It’s free\n".encode("cp1252"), "SA103", 6),
    "an empty file": (b"", "SA104", 1),
    "a list at the root": (b"- a\n- b\n", "SA117", 1),
    "an unknown version": (ITEMS.replace("1.0.0", "9.9.9").encode(), "SA302", 7),
    "an unknown item": (f"{ITEMS}  PE-0192:\n    location: Gate\n".encode(), "SA303", 9),
    "a tab": (f"{PLAN}\taims: x\n".encode(), "SA107", 6),
    "an open quote": (f"{PLAN}  complaints: 'x\n".encode(), "SA116", 6),
}


@pytest.mark.parametrize(("data", "code", "line"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("command", ["validate", "score"])
def test_bad_content_is_named_by_file_and_line_and_other_files_still_count(
    command: str, data: bytes, code: str, line: int, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(data)
    done = run(command, bad, SALTMARSH, "--format", "json", "--as-of", AS_OF)
    assert done.returncode == 1
    said = json.loads(done.stdout)
    if command == "validate":
        first = said["problems"][0]
        assert (first["file"], first["code"], first["line"]) == (str(bad), code, line)
        assert said["summary"]["files"] == 2
    else:
        assert f"{bad}:{line}:" in done.stderr
        assert code in done.stderr
        assert [audit["school"]["urn"] for audit in said["audits"]] == ["900001"]
    assert "Traceback" not in done.stderr


def test_an_unknown_item_brings_the_one_that_was_meant(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"{ITEMS}  PE-0192:\n    location: Gate\n", "utf-8")
    assert "Did you mean PE-0102?" in validate(bad)[1]


def unreadable(folder: Path) -> dict[str, Path]:
    """Paths that are no files to read; a loop of links cannot be read even by root."""
    loop = folder / "loop.yaml"
    loop.symlink_to(loop)
    return {
        "There is no such file": folder / "nowhere.yaml",
        "This is a folder": folder,
        "File name too long": folder / ("x" * 300),
        "symbolic links": loop,
    }


@pytest.mark.parametrize(
    "said", ["There is no such file", "This is a folder", "File name too long", "symbolic links"]
)
def test_a_path_that_cannot_be_read_is_wrong_use_and_other_files_still_count(
    said: str, tmp_path: Path
) -> None:
    path = unreadable(tmp_path)[said]
    done = run("score", path, SALTMARSH, "--format", "json", "--as-of", AS_OF)
    assert done.returncode == 2
    assert f"{path}:1:1: SA101 error:" in done.stderr
    assert said in done.stderr
    assert len(json.loads(done.stdout)["audits"]) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    locked = tmp_path / "locked.yaml"
    locked.write_text(SCHOOL, "utf-8")
    locked.chmod(0)
    code, said, _ = validate(locked)
    if os.geteuid() == 0:  # nothing is locked to root
        assert code == 0
    else:
        assert code == 2
        assert "Permission denied" in said


def test_a_folder_is_searched_for_yaml_but_not_its_hidden_folders(tmp_path: Path) -> None:
    for name in ("a.yaml", "deep/b.yml", ".git/c.yaml", "deep/.venv/d.yaml", "e.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("- a list\n", "utf-8")
    said = json.loads(validate(tmp_path, "--format", "json")[1])
    assert [problem["file"] for problem in said["problems"]] == [
        str(tmp_path / "a.yaml"),
        str(tmp_path / "deep" / "b.yml"),
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(SCHOOL, "utf-8")
    assert "1 file checked" in validate(file, file, tmp_path)[2]


def test_a_folder_without_yaml_is_wrong_use(tmp_path: Path) -> None:
    code, _, said = validate(tmp_path)
    assert code == 2
    assert "There is no .yaml file" in said


def test_warnings_fail_only_where_they_are_asked_to(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{PLAN}  complaints: Ask in Room #4\n", "utf-8")
    assert validate(file)[0] == 0
    assert validate(file, "--fail-on", "warning")[0] == 1
    file.write_text("- a list\n", "utf-8")
    assert validate(file, "--fail-on", "never")[0] == 0


def test_text_from_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f'{SCHOOL}"red\\ngreen": x\n', "utf-8")
    said = validate(file)[1]
    assert "red green" in said
    assert len(said.splitlines()) == 4  # the problem, its line, a mark below it, what to do
