"""What stands in the way of `validate`: links, pipes, odd names, lost input, words that hide a problem."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from send_audit.render.problems_github import render_step_summary
from tests.program import AS_OF, RETURNS, ROOT, run
from tests.support import SCHOOL, checked
from tests.test_validate_formats import report

UNKNOWN_ITEM = f"{SCHOOL}responses:\n  PE-9999:\n    rating: met\n"
LISTED = f"{SCHOOL}audit:\n  checklists:\n    curriculum-access: 1.1.0\nresponses:\n"
GAP = f"{LISTED}  CA-0101:\n    rating: not-met"


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


# ---- What hides a problem ------------------------------------------------------------------------


def test_each_school_without_a_return_is_told(tmp_path: Path) -> None:
    borough = tmp_path / "estuary"
    shutil.copytree(ROOT / "examples" / "estuary", borough)
    for name in ("harbour-independent", "creek-sixth-form", "estuary-academy"):
        (borough / "returns" / f"{name}.yaml").unlink()
    done = run("validate", borough, "--as-of", "2028-12-01", "--select", "SA703")
    for school in ("Harbour", "Creek", "Estuary Academy"):
        assert school in done.stdout


def test_each_code_of_a_comment_that_ignores_nothing_is_told() -> None:
    text = f"{SCHOOL}# send-audit: ignore[SA402, SA404] because\nresponses: {{}}\n"
    messages = [problem.message for problem in checked(text)]
    assert {"SA402", "SA404"} <= {word for message in messages for word in message.split()}


def test_an_ignore_without_brackets_is_told() -> None:
    found = {
        p.kind.code: p for p in checked(f"{GAP}  # send-audit: ignore SA402 the plan follows\n")
    }
    assert "brackets" in found["SA126"].fix
    assert "SA402" in found


@pytest.mark.parametrize(
    "note",
    [
        'note: "The SENCO writes to sam@example.org; # send-audit: ignore[SA803] hidden"',
        "note: |\n      Write to sam@example.org  # send-audit: ignore[SA803] hidden",
    ],
)
def test_a_schools_own_words_ignore_nothing(note: str) -> None:
    text = f"{SCHOOL}responses:\n  CA-0101:\n    {note}\n"
    listed = text.replace(
        "responses:", "audit:\n  checklists:\n    curriculum-access: 1.1.0\nresponses:"
    )
    assert any(problem.kind.code.startswith("SA8") for problem in checked(listed))


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unset_variable_for_codes_is_wrong_use(option: str, tmp_path: Path) -> None:
    file = write(tmp_path, "a.yaml", UNKNOWN_ITEM)
    assert run("validate", file, option, "").returncode == 2


def test_the_content_is_read_anew_after_mending(tmp_path: Path) -> None:
    """Mended with it, an overlay counts in the same run; and no wrong verdict is kept."""
    borough = tmp_path / "estuary"
    shutil.copytree(ROOT / "examples" / "estuary", borough)
    overlay = borough / "overlays" / "estuary-additions.yaml"
    overlay.write_bytes(
        overlay.read_text("utf-8").replace("kit with", "kit caf\u00e9 with").encode("cp1252")
    )
    options = ("--as-of", AS_OF, "--select", "SA1,SA311", "--cache", tmp_path / "cache")
    for more in (("--fix",), ()):
        done = run("validate", borough, *options, *more)
        assert done.returncode == 0, done.stdout
        assert "SA311" not in done.stdout


def test_a_pasted_sign_is_not_called_another_encoding_of_the_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(f"{SCHOOL}# Zo\u00eb\u2019s plan\n# don".encode() + b"\x92t\n")
    done = run("validate", file)
    assert "as the rest of the file is; it was probably “\u2019”" in done.stdout
    assert "Save as" not in done.stdout


# ---- What would be lost or overwritten -----------------------------------------------------------


def test_an_output_never_overwrites_an_audit(tmp_path: Path) -> None:
    file = write(tmp_path, "a.yaml", SCHOOL)
    for output in (f"json={file}", f"json={tmp_path / 'other.yml'}"):
        done = run("validate", file, "--output", output)
        assert done.returncode == 2
        assert "would be overwritten" in done.stderr
    assert file.read_text("utf-8") == SCHOOL


@pytest.mark.parametrize(
    "options", [("-", "--fix"), ("-", "--diff"), ("a.yaml", "--unsafe-fixes"), ("-", "-", "--diff")]
)
def test_options_that_would_do_nothing_are_wrong_use(options: tuple[str, ...]) -> None:
    assert run("validate", *options, text_in=UNKNOWN_ITEM).returncode == 2


# ---- Files that are none -------------------------------------------------------------------------


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", SCHOOL)
    (tmp_path / "a.yaml").symlink_to("gone.yaml")
    done = run("validate", tmp_path, "--as-of", AS_OF)
    assert done.returncode == 2
    assert "There is no such file." in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("name", ["a.yaml", "schools.csv"])
def test_a_pipe_is_not_waited_for(name: str, tmp_path: Path) -> None:
    write(
        tmp_path,
        "borough.yaml",
        'schema: send-audit/borough@1\nname: A\ncode: "990"\nnation: england\n',
    )
    os.mkfifo(tmp_path / name)
    command = [sys.executable, "-m", "send_audit", "validate", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode in (1, 2)
    assert "This is a pipe, not a file." in done.stdout


@pytest.mark.parametrize("format_", ["text", "json", "github", "sarif", "junit", "gitlab"])
def test_a_name_that_is_no_utf_8_stops_nothing(format_: str, tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    try:
        Path(os.fsdecode(file)).write_text(UNKNOWN_ITEM, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    output = tmp_path / "out"
    done = run("validate", tmp_path, "--format", format_, "--output", f"{format_}={output}")
    assert done.returncode == 1, done.stderr
    assert output.stat().st_size > 0
    kept = run("validate", tmp_path, "--cache", tmp_path / "kept", "--format", format_)
    assert kept.returncode == 1, kept.stderr


def test_no_file_name_writes_a_line_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "a\n::error::x.yaml", UNKNOWN_ITEM)
    assert not [line for line in run("validate", tmp_path).stdout.splitlines() if line[:2] == "::"]


def test_without_standard_input_it_says_so() -> None:
    command = f"exec {sys.executable} -m send_audit validate - <&-"
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no standard input" in done.stderr


def test_a_step_summary_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "gone" / "x.md")}
    done = run("validate", write(tmp_path, "a.yaml", SCHOOL), "--as-of", AS_OF, env=env)
    assert done.returncode == 0
    assert "could not be written" in done.stderr


# ---- What machines are told ----------------------------------------------------------------------


def test_names_start_at_the_root_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "estuary/a.yaml", UNKNOWN_ITEM)
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        env = {variable: str(tmp_path)}
        done = run("validate", ".", "--format", "github", cwd=tmp_path / "estuary", env=env)
        assert "file=estuary/a.yaml," in done.stdout


def test_a_summary_shows_no_picture_and_calls_nobody() -> None:
    text = render_step_summary(report(f'{SCHOOL}"![x](https://evil.example/p.png) @octocat": y\n'))
    assert "![x]" not in text
    assert "https://" not in text
    assert "@octocat" not in text


def test_each_case_of_junit_has_a_name_of_its_own() -> None:
    # What our own program wrote a moment ago.
    root = ET.fromstring(  # noqa: S314
        run("validate", RETURNS, "--format", "junit", "--as-of", AS_OF).stdout
    )
    names = Counter((case.get("classname"), case.get("name")) for case in root.iter("testcase"))
    assert max(names.values()) == 1


def test_past_what_is_kept_every_file_still_says_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from send_audit.checking import FileResult
    from send_audit.commands import whole_run

    monkeypatch.setattr(whole_run, "MOST_KEPT", 3)
    problems = tuple(checked(GAP + "\n" + "extra: 1\n"))
    results = [
        FileResult(file=f"{n}.yaml", problems=problems, ignored=0, facts=None, lasting=True)
        for n in range(4)
    ]
    gathered, beyond = whole_run.gather(results, list)
    assert all(result.problems for result in gathered)
    assert beyond == 4 * len(problems) - sum(len(result.problems) for result in gathered)


def test_past_what_is_kept_no_chosen_problem_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file that fails by what was asked for, that is what stays, whatever else stands before it."""
    from send_audit.commands import whole_run
    from send_audit.commands.validate import validate

    monkeypatch.setattr(whole_run, "MOST_KEPT", 0)
    twice = f"{UNKNOWN_ITEM}  CA-0101:\n    rating: not-met\n"
    file = write(tmp_path, "a.yaml", twice)
    codes = [problem.kind.code for problem in checked(twice)]
    assert codes == ["SA303", "SA304"]
    for code in codes:
        assert validate([file], select=code, as_of=AS_OF) == 1


def test_sarif_has_errors_first() -> None:
    both = run("validate", "tests/cases/invalid", "--format", "sarif", "--as-of", AS_OF).stdout
    levels = [result["level"] for result in json.loads(both)["runs"][0]["results"]]
    assert levels == sorted(levels)
