"""`send-audit score --what-if`: the JSON that others build on, the text that a SENCO reads, the options."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run

SHOWN = SALTMARSH.relative_to(ROOT)
BOROUGH_SCHOOLS = sorted(file.relative_to(ROOT) for file in RETURNS.glob("*.yaml"))


def what_if(*options: str, file: Path = SALTMARSH) -> dict[str, Any]:
    done = run("score", file, "--what-if", "--format", "json", "--as-of", AS_OF, *options)
    assert done.returncode == 0, done.stderr
    (audit,) = json.loads(done.stdout)["audits"]
    found: dict[str, Any] = audit["what_if"]
    return found


def test_the_text_of_the_example_school() -> None:
    done = run("score", SHOWN, "--what-if", "--as-of", AS_OF)
    assert done.returncode == 0
    assert_golden("what-if-saltmarsh.txt", done.stdout)


def test_the_text_for_one_need() -> None:
    done = run("score", SHOWN, "--what-if", "--need", "hearing", "--as-of", AS_OF)
    assert_golden("what-if-saltmarsh-hearing.txt", done.stdout)


def test_the_json_adds_one_key_and_changes_no_other() -> None:
    plain = json.loads(run("score", SHOWN, "--format", "json", "--as-of", AS_OF).stdout)
    more = json.loads(run("score", SHOWN, "--what-if", "--format", "json", "--as-of", AS_OF).stdout)
    added = more["audits"][0].pop("what_if")
    assert more == plain
    assert list(added) == [
        "need",
        "strand",
        "best",
        "prospects",
        "steps",
        "whole_plan",
        "for_strand",
        "for_inclusion",
        "for_need",
        "idle",
    ]
    assert list(added["prospects"][0]) == [
        "id",
        "kind",
        "text",
        "items",
        "still_open",
        "to_check",
        "settled",
        "counted",
        "duties",
        "cost",
        "points",
        "gains",
    ]
    assert list(added["prospects"][0]["gains"]) == ["overall", "strands", "inclusion", "needs"]
    assert list(added["steps"][0]) == [
        "kind",
        "band",
        "prospects",
        "pounds",
        "unpriced",
        "duties_closed",
        "gains",
    ]
    assert list(added["whole_plan"]["gains"]["overall"]) == [
        "score",
        "confirmed",
        "completeness",
        "score_gain",
        "confirmed_gain",
    ]


def test_every_open_action_and_every_finding_without_one_is_there_once() -> None:
    found = what_if()
    done = json.loads(run("score", SHOWN, "--format", "json", "--as-of", AS_OF).stdout)
    without = {f["item"] for f in done["audits"][0]["findings"] if not f["actions"]}
    assert {p["id"] for p in found["prospects"] if p["kind"] == "remedy"} == without
    actions = [p["id"] for p in found["prospects"] if p["kind"] == "action"]
    ended = {"A-17", "A-19", "A-28"}  # done, done, dropped
    expected = {f"A-{n:02}" for n in range(1, 33)} - ended
    assert sorted([*actions, *found["idle"]]) == sorted(expected)


def test_everything_done_leaves_no_gap_in_the_example_school() -> None:
    gains = what_if()["steps"][-1]["gains"]
    assert gains["overall"]["score"] == 100
    assert gains["inclusion"]["confirmed"] == 100


def test_a_need_narrows_the_ranking() -> None:
    found = what_if("--need", "hearing")
    assert found["need"] == "hearing"
    assert all(p["gains"]["needs"]["hearing"] for p in found["prospects"])
    assert "A-01" not in [p["id"] for p in found["prospects"]]  # a parking bay


def test_a_strand_narrows_the_ranking() -> None:
    found = what_if("--strand", "curriculum")
    assert {i[:2] for p in found["prospects"] for i in p["items"]} == {"CA"}


@pytest.mark.parametrize("file", BOROUGH_SCHOOLS, ids=lambda file: file.stem)
def test_every_example_school_can_be_looked_at_in_words(file: Path) -> None:
    done = run("score", file, "--what-if", "--plain", "--as-of", AS_OF)
    assert done.returncode == 0
    assert "What if" in done.stdout
    assert "→" not in done.stdout
    assert "compliant" not in done.stdout.lower()
    assert all(len(line) < 140 for line in done.stdout.splitlines())


def test_an_authority_has_duties_to_close_and_no_score() -> None:
    file = ROOT / "examples" / "estuary" / "strategy-audit.yaml"
    text = run("score", file, "--what-if", "--as-of", AS_OF).stdout
    assert "Nothing is asked here that is scored." in text
    assert "closes 1 duty" in text
    assert "points" not in text


def test_the_councils_own_words_for_the_bands_are_used() -> None:
    text = run("score", SALTMARSH, "--what-if", "--as-of", AS_OF).stdout
    assert "Band A (up to £1,000): 9 actions, £3,430 stated (3 without a figure)" in text


def test_without_a_borough_the_bands_are_only_named(tmp_path: Path) -> None:
    file = tmp_path / "little.yaml"
    file.write_text(
        "schema: send-audit/audit@1\nschool:\n  name: Little School\n  nation: england\n"
        "  type: community-school\n  phase: primary\naudit:\n  date: 2026-10-05\n  checklists:\n"
        "    curriculum-access: 1.0.0\nresponses:\n  CA-0101:\n    rating: partly-met\n"
        "plan:\n  actions:\n    - id: A-01\n      for: [CA-0101]\n      action: Plan together.\n"
        "      cost_band: B\n",
        "utf-8",
    )
    text = run("score", file, "--what-if", "--as-of", AS_OF).stdout
    assert "\n  Band B: 1 action\n" in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--need", "hearing"], "add --what-if"),
        (["--what-if", "--need", "hearng"], "Did you mean hearing?"),
        (["--what-if", "--strand", "pe"], "Choose from: curriculum, physical-environment"),
        (["--what-if", "--need", "hearing", "--strand", "curriculum"], "Choose --need or"),
    ],
)
def test_wrong_use_is_said_plainly(options: list[str], said: str) -> None:
    done = run("score", SALTMARSH, *options)
    assert done.returncode == 2
    assert said in done.stderr
