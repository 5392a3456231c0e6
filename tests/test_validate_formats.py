"""The formats of `validate`: what people, code hosts and dashboards read."""

import json
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from send_audit import __version__
from send_audit.commands.validate import FORMATS
from send_audit.problems import KINDS
from send_audit.render.problem_formats import MACHINE_FORMATS, render_problems
from send_audit.render.problem_report import ProblemReport, fingerprints
from send_audit.render.problems_github import SUMMARY_BYTES, render_step_summary
from tests.golden_files import assert_golden
from tests.program import AS_OF, ROOT, run
from tests.support import SCHOOL, checked

SHOWN = ROOT / "tests" / "cases" / "shown"
GAP = (
    f"{SCHOOL}audit:\n  checklists:\n    curriculum-access: 1.1.0\n"
    "responses:\n  CA-0101:\n    rating: not-met\n"
)
HOSTILE = f"{SCHOOL}responses:\n  PE-0192:\n    location: 50% <b>x</b>\n"


def shown(*options: str, **env: str) -> str:
    return run("validate", "tests/cases/shown", "--as-of", AS_OF, *options, env=env).stdout


def report(text: str, file: str = "returns/a b,c:d%.yaml") -> ProblemReport:
    problems = [replace(problem, file=file) for problem in checked(text)]
    return ProblemReport(
        problems=problems,
        files=[file],
        ignored=0,
        failing=frozenset({"error"}),
        root=str(Path.cwd()),
    )


def test_every_format_is_there_and_has_a_golden_file() -> None:
    assert {"text", *MACHINE_FORMATS} == set(FORMATS)


@pytest.mark.parametrize("format_", ["github", "sarif", "junit", "gitlab"])
def test_a_format_shows_every_problem(format_: str) -> None:
    said = shown("--format", format_).replace(f'"{__version__}"', '"VERSION"')
    assert_golden(f"validate-shown.{format_}.txt", said)
    count = len(json.loads(shown("--format", "json"))["problems"])
    found = {
        "github": said.count("::error ") + said.count("::warning "),
        "sarif": said.count('"ruleIndex"'),
        "junit": said.count("<testcase"),
        "gitlab": said.count('"fingerprint"'),
    }
    assert found[format_] == count


def test_the_summary_of_a_step_has_errors_first_and_says_what_each_is() -> None:
    both = replace(report(GAP), problems=[*report(GAP).problems, *report(HOSTILE).problems])
    rows = [line for line in render_step_summary(both).splitlines() if ".yaml" in line]
    severities = [row.split(" | ")[0] for row in rows]
    assert severities == sorted(severities)
    assert set(severities) == {"| error", "| warning"}


def test_errors_only_counts_the_remarks(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GAP, "utf-8")
    (tmp_path / "b.yaml").write_text(f"{SCHOOL}responses:\n  PE-9999:\n    rating: met\n", "utf-8")
    done = run("validate", tmp_path, "--errors-only", "--as-of", AS_OF)
    assert "warning" not in done.stdout
    assert "SA303" in done.stdout
    assert "1 error and 0 remarks (" in done.stderr
    both = run("validate", tmp_path, "--errors-only", "--fail-on", "warning")
    assert both.returncode == 2


# ---- SARIF ---------------------------------------------------------------------------------------


def sarif(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_problems(report(text), "sarif"))
    return found


def test_sarif_is_what_its_published_schema_says() -> None:
    for text in (
        shown("--format", "sarif"),
        json.dumps(sarif(HOSTILE)),
        json.dumps(sarif(f"{SCHOOL}plan:\n  aims:\n    - x\n")),
    ):
        log = Sarif.model_validate_json(text)
        assert log.version.value == "2.1.0"


def test_sarif_places_are_relative_and_count_from_one() -> None:
    log = json.loads(shown("--format", "sarif"))
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.startswith("tests/cases/shown/")
        assert ":" not in uri
        assert min(place["region"].values()) >= 1
        assert (
            result["ruleId"] == log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        )
    place = sarif(HOSTILE)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "returns/a%20b%2Cc%3Ad%25.yaml"


def test_sarif_brings_the_page_of_each_rule() -> None:
    for rule in json.loads(shown("--format", "sarif"))["runs"][0]["tool"]["driver"]["rules"]:
        assert "Wrong:" in rule["help"]["markdown"]
        assert rule["help"]["text"].startswith(rule["id"])


# ---- GitHub --------------------------------------------------------------------------------------


def test_github_annotations_are_escaped() -> None:
    (first, *_, last) = render_problems(report(HOSTILE), "github").splitlines()
    assert first.startswith("::error file=returns/a b%2Cc%3Ad%25.yaml,line=")
    assert "title=SA303 unknown-item::" in first
    assert last.startswith("::notice title=send-audit::1 file checked: ")


def test_no_text_of_a_file_can_forge_an_annotation() -> None:
    forged = f'{SCHOOL}responses:\n  "X-AB-0001\\n::error::forged":\n    rating: met\n'
    lines = render_problems(report(forged), "github").splitlines()
    assert [line for line in lines if line.startswith("::error::")] == []


def test_errors_come_first_and_what_github_hides_is_said() -> None:
    many = (
        SCHOOL
        + "audit:\n  checklists:\n    curriculum-access: 1.1.0\nresponses:\n"
        + "".join(f"  CA-010{n}:\n    rating: met\n" for n in range(1, 9))
    )
    text = render_problems(report(many), "github")
    assert "GitHub shows 10 of each" in text
    mixed = report(many + "  PE-9999:\n    rating: met\n")
    assert render_problems(mixed, "github").startswith("::error ")


def test_github_is_chosen_by_itself_in_actions_and_the_step_gets_a_summary(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    said = shown(GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert said.startswith("::error file=tests/cases/shown/")
    assert_golden("validate-shown.summary.md", summary.read_text("utf-8"))
    asked = shown("--format", "text", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert not asked.startswith("::")


def test_a_summary_stays_within_what_github_takes() -> None:
    one = report(HOSTILE)
    many = replace(one, problems=[one.problems[0]] * 20_000)
    text = render_step_summary(many)
    assert len(text.encode()) < SUMMARY_BYTES + 1000
    assert "more problems: see the log." in text


def test_no_text_of_a_file_can_break_the_summarys_table() -> None:
    text = render_step_summary(report(f'{SCHOOL}"a|b`<script>":\n  c: d\n'))
    assert "<script>" not in text
    row = text.strip().splitlines()[-1]
    assert row.replace("\\|", "").count("|") == 6


# ---- GitLab and JUnit ----------------------------------------------------------------------------


def test_gitlab_fingerprints_are_unique_and_outlive_edits_elsewhere() -> None:
    entries = json.loads(shown("--format", "gitlab"))
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == len(prints)
    assert {entry["severity"] for entry in entries} == {"major", "minor"}
    moved = HOSTILE.replace("responses:", "# a new line\n\n# and more\nresponses:")
    assert fingerprints(report(HOSTILE)) == fingerprints(report(moved))
    assert fingerprints(report(HOSTILE)) != fingerprints(report(HOSTILE, "other.yaml"))


def test_two_problems_of_one_place_have_two_fingerprints() -> None:
    one = report(HOSTILE)
    twice = replace(one, problems=[one.problems[0], one.problems[0]])
    assert len(set(fingerprints(twice))) == 2


def test_junit_counts_true(tmp_path: Path) -> None:
    shutil.copy(SHOWN / "little-school.yaml", tmp_path)
    (tmp_path / "clean.yaml").write_text(
        "schema: send-audit/strategy@1\nid: a\ntitle: b\nauthority: c\nnation: wales\n", "utf-8"
    )
    said = run("validate", str(tmp_path), "--format", "junit", "--as-of", AS_OF).stdout
    root = ET.fromstring(said)  # noqa: S314 - our own output
    suites = {suite.get("name", "").rsplit("/", 1)[-1]: suite for suite in root}
    assert set(suites) == {"little-school.yaml", "clean.yaml"}
    (case,) = suites["clean.yaml"]
    assert (case.get("name"), list(case)) == ("valid", [])
    failures = root.findall(".//failure")
    assert root.get("failures") == str(len(failures))
    assert root.get("tests") == str(len(root.findall(".//testcase")))
    strict = run(
        "validate", str(tmp_path), "--format", "junit", "--fail-on", "warning", "--as-of", AS_OF
    )
    assert strict.stdout.count("<failure") > len(failures)


def test_junit_holds_no_character_that_xml_forbids() -> None:
    text = render_problems(report(f'{SCHOOL}"a\\x01b\\uFFFE": c\n'), "junit")
    ET.fromstring(text)  # noqa: S314 - our own output


# ---- Several at once, and none that does not say what was checked --------------------------------


def test_several_formats_in_one_run(tmp_path: Path) -> None:
    outputs = {format_: tmp_path / "made" / f"out.{format_}" for format_ in MACHINE_FORMATS}
    options = [word for f, path in outputs.items() for word in ("--output", f"{f}={path}")]
    said = shown(*options, "--output", f"text={tmp_path / 'out.txt'}")
    for format_, path in outputs.items():
        assert path.read_text("utf-8") == shown("--format", format_)
    assert (tmp_path / "out.txt").read_text("utf-8") == said


@pytest.mark.parametrize("word", ["sarif", "=x", "sarif=", "sarff=x"])
def test_an_output_that_is_none_is_wrong_use(word: str) -> None:
    done = run("validate", "tests/cases/shown", "--output", word)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_clean_run_is_an_empty_list_of_results_in_every_format() -> None:
    clean = ProblemReport(problems=[], files=["a.yaml"], ignored=0, failing=frozenset(), root="/")
    assert render_problems(clean, "text") == ""
    assert json.loads(render_problems(clean, "gitlab")) == []
    assert json.loads(render_problems(clean, "sarif"))["runs"][0]["results"] == []
    assert (
        render_problems(clean, "github")
        == "::notice title=send-audit::1 file checked: nothing wrong.\n"
    )
    assert render_problems(clean, "junit").count("<testcase") == 1


def test_every_kind_has_a_page() -> None:
    from send_audit.render.explanations import explanation_of

    for kind in KINDS.values():
        page = explanation_of(kind.code)
        assert page.kind == kind
