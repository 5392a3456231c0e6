"""`send-audit score`: the JSON that others build on, the text that a SENCO reads, the exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run

SCORE_KEYS = [
    "score",
    "confirmed",
    "low",
    "high",
    "completeness",
    "evidence_rate",
    "asked",
    "answered",
]
NEEDS = 13
MINIMAL = """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
  type: community-school
  phase: primary
audit:
  date: 2026-10-05
  checklists:
    curriculum-access: 1.0.0
responses:
  CA-0101:
    rating: partly-met
"""


def scored(*paths: Path, as_of: str = AS_OF) -> list[dict[str, Any]]:
    done = run("score", *paths, "--format", "json", "--as-of", as_of)
    assert done.returncode == 0, done.stderr
    envelope = json.loads(done.stdout)
    assert envelope["schema_version"] == 1
    audits: list[dict[str, Any]] = envelope["audits"]
    return audits


def test_json_has_the_shape_of_the_design() -> None:
    (audit,) = scored(SALTMARSH)
    assert list(audit) == [
        "file",
        "school",
        "as_of",
        "duty_status",
        "duty",
        "duties_unmet",
        "overall",
        "strands",
        "inclusion",
        "needs",
        "priorities",
        "findings",
        "shared_from",
        "shared_answers",
        "shared_actions",
    ]
    assert audit["school"] == {"name": "Saltmarsh Primary School", "urn": "900001"}
    assert list(audit["duty"]) == ["met", "partly_met", "not_met", "open"]
    assert list(audit["strands"]) == ["physical-environment", "curriculum", "information"]
    assert len(audit["needs"]) == NEEDS
    assert list(audit["overall"]) == SCORE_KEYS
    assert list(audit["findings"][0]) == [
        "item",
        "rating",
        "priority",
        "lapsed",
        "actions",
        "shared",
    ]


def test_a_small_audit_is_summed_exactly(tmp_path: Path) -> None:
    file = tmp_path / "little.yaml"
    file.write_text(MINIMAL, "utf-8")
    (audit,) = scored(file)
    curriculum = audit["strands"]["curriculum"]
    assert curriculum["score"] == 50
    assert curriculum["answered"] == 1
    assert curriculum["evidence_rate"] == 0
    assert audit["strands"]["information"]["score"] is None
    assert audit["inclusion"] == dict.fromkeys(SCORE_KEYS[:6]) | {"asked": 0, "answered": 0}
    assert [finding["item"] for finding in audit["findings"]] == ["CA-0101"]


def test_time_alone_never_raises_a_score() -> None:
    earlier, later = (
        scored(SALTMARSH)[0]["overall"],
        scored(SALTMARSH, as_of="2028-11-23")[0]["overall"],
    )
    for number in ("score", "confirmed", "low"):
        assert later[number] <= earlier[number]
    assert later["answered"] < earlier["answered"]


def test_a_low_score_is_not_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "low.yaml"
    file.write_text(MINIMAL.replace("partly-met", "not-met"), "utf-8")
    assert run("score", file).returncode == 0


def test_a_broken_file_is_named_and_the_others_are_scored(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(MINIMAL.replace("CA-0101", "CA-9101"), "utf-8")
    done = run("score", broken, SALTMARSH, "--format", "json")
    assert done.returncode == 1
    assert f"{broken}:12:3: SA303 error: There is no item CA-9101." in done.stderr
    assert [audit["school"]["urn"] for audit in json.loads(done.stdout)["audits"]] == ["900001"]


def test_a_missing_file_beats_a_broken_one(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("- a list", "utf-8")
    done = run("score", broken, tmp_path / "nowhere.yaml")
    assert done.returncode == 2
    assert "SA117" in done.stderr
    assert "There is no such file" in done.stderr


@pytest.mark.parametrize("kind", ["borough.yaml", "strategy.yaml"])
def test_a_file_of_another_kind_is_named_as_such(kind: str) -> None:
    done = run("score", ROOT / "examples" / "estuary" / kind)
    assert done.returncode == 1
    assert "SA205" in done.stderr


def test_the_text_of_the_example_school() -> None:
    done = run("score", SALTMARSH.relative_to(ROOT), "--as-of", AS_OF)
    assert_golden("score-saltmarsh.txt", done.stdout)


def test_the_text_where_dates_win_over_an_answer() -> None:
    done = run("score", (RETURNS / "pier-road-primary.yaml").relative_to(ROOT), "--as-of", AS_OF)
    assert_golden("score-pier-road.txt", done.stdout)
    assert "SA501" in done.stderr


def test_explain_shows_the_sums_of_all_or_of_one_item() -> None:
    every = run("score", SALTMARSH, "--as-of", AS_OF, "--explain").stdout
    assert "How the score is made" in every
    one = run("score", SALTMARSH, "--explain", "PE-0102", "--as-of", AS_OF).stdout
    assert "How the score is made" not in one
    assert "PE-0102  Each accessible parking bay is at least 2400 mm wide" in one
    wrong = run("score", SALTMARSH, "--explain", "PE-9999")
    assert wrong.returncode == 2
    assert "There is no item PE-9999" in wrong.stderr


def test_explain_says_that_the_dates_win() -> None:
    file = RETURNS / "pier-road-primary.yaml"
    text = run("score", file, "--explain", "S10-0101", "--as-of", AS_OF).stdout
    assert "The plan's own dates show that it is not met" in text
    assert "Access, points of 100" not in text


def test_the_sums_that_explain_shows_add_up_to_the_score() -> None:
    text = run("score", SALTMARSH, "--as-of", AS_OF, "--explain").stdout
    strand = scored(SALTMARSH)[0]["strands"]["curriculum"]
    block = text.split("\nTaking part in the curriculum\n")[1].split("\n\n")[0].splitlines()
    gained = sum(float(line.split()[1]) for line in block if line.startswith("  CA-"))
    total = block[-1].split()
    assert float(total[0]) == gained
    assert abs(gained / float(total[3]) * 100 - strand["score"]) < 0.1


def test_wrong_use_is_said_plainly() -> None:
    assert "Choose from: text, json" in run("score", SALTMARSH, "--format", "xml").stderr
    assert "Write --as-of 2026-09-01" in run("score", SALTMARSH, "--as-of", "1/9/2026").stderr
    assert run("score", SALTMARSH, "--as-of", "soon").returncode == 2
