"""`send-audit compare`: the JSON that others build on, the text that a SENCO reads, the exit codes."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from send_audit.comparing.results import Kind
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run

BEFORE = RETURNS / "saltmarsh-primary-2023.yaml"
LITTLE = """\
schema: send-audit/audit@1
school:
  name: Little School
  urn: "900099"
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
plan:
  actions:
    - id: A-01
      for: [CA-0101]
      action: Plan lessons together.
      due: 2027-07
"""


@pytest.fixture
def little(tmp_path: Path) -> Path:
    return written(tmp_path, "little.yaml")


def written(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    text = LITTLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def compared(*paths: Path, as_of: str = AS_OF) -> dict[str, Any]:
    done = run("compare", *paths, "--format", "json", "--as-of", as_of)
    assert done.returncode == 0, done.stderr
    envelope: dict[str, Any] = json.loads(done.stdout)
    assert envelope["schema_version"] == 1
    return envelope


def test_the_text_of_the_example_school() -> None:
    done = run(
        "compare", *(file.relative_to(ROOT) for file in (BEFORE, SALTMARSH)), "--as-of", AS_OF
    )
    assert_golden("compare-saltmarsh.txt", done.stdout)
    assert done.returncode == 0
    # That the old plan is over by now is no news in a comparison with the next one.
    assert "SA501" not in done.stderr


def test_the_json_has_its_permanent_keys() -> None:
    envelope = compared(BEFORE, SALTMARSH)
    assert list(envelope) == ["schema_version", "comparisons", "trend"]
    assert envelope["trend"] is None
    (one,) = envelope["comparisons"]
    assert list(one) == [
        "old",
        "new",
        "remarks",
        "counts",
        "duty",
        "overall",
        "strands",
        "inclusion",
        "items",
        "findings",
        "actions",
    ]
    assert list(one["old"]) == ["file", "school", "audit_date", "as_of"]
    assert (one["old"]["as_of"], one["new"]["as_of"]) == ("2023-10-02", AS_OF)
    assert tuple(one["counts"]) == get_args(Kind)
    assert sum(one["counts"].values()) == len(one["items"])
    assert list(one["overall"]) == ["old", "new", "same_questions"]
    assert list(one["overall"]["same_questions"]) == ["items", "old", "new"]
    assert list(one["items"][0]) == [
        "item",
        "kind",
        "strand",
        "checklist",
        "old",
        "new",
        "old_lapsed",
        "new_lapsed",
        "places",
        "better_for",
        "worse_for",
        "why",
        "instead",
    ]
    assert list(one["findings"][0]) == [
        "item",
        "state",
        "old",
        "new",
        "done_but_still_open",
        "done_actions",
    ]
    assert list(one["actions"][0]) == [
        "action",
        "fate",
        "text",
        "items",
        "promised",
        "late",
        "old",
        "new",
        "taken_up_by",
    ]
    assert list(one["actions"][0]["old"]) == [
        "id",
        "status",
        "due",
        "done_on",
        "reason",
        "effect",
    ]


def test_every_action_of_the_example_schools_earlier_plan_is_accounted_for() -> None:
    (one,) = compared(BEFORE, SALTMARSH)["comparisons"]
    fates = {row["action"]: row["fate"] for row in one["actions"] if row["fate"] != "new"}
    assert fates == {
        "A23-01": "done",
        "A23-02": "done",
        "A23-03": "done-late",
        "A23-04": "done",
        "A23-05": "slipped",
        "A23-06": "done-late",
        "A23-07": "carried-over",
        "A23-08": "slipped",
        "A23-09": "done",
        "A23-10": "slipped",
        "A23-11": "slipped",
        "A23-12": "dropped",
        "A23-13": "done",
    }


def test_a_worse_place_that_nobody_had_looked_at_is_told_apart() -> None:
    text = run("compare", BEFORE, SALTMARSH, "--as-of", AS_OF).stdout
    worse = text.split("  Worse (1)\n")[1].splitlines()
    assert worse[0].startswith("    PE-0302  ✓ Met → ◐ Partly met: Each entrance that pupils use")
    assert worse[1] == "      Junior yard door, not answered before: ◐ Partly met"


def test_plain_text_has_no_arrows_and_no_symbols() -> None:
    text = run("compare", BEFORE, SALTMARSH, "--as-of", AS_OF, "--plain").stdout
    assert not set("→✓◐✕–") & set(text)
    assert "PE-0105  from not met to met: The accessible bays stay free" in text


def test_an_audit_compared_with_itself_shows_no_change(little: Path) -> None:
    envelope = compared(little, little)
    (one,) = envelope["comparisons"]
    assert [r["kind"] for r in one["remarks"]] == ["same-file"]
    changed = {k for k, n in one["counts"].items() if n} - {"unchanged", "unanswered"}
    assert not changed
    assert one["overall"]["old"] == one["overall"]["new"]
    assert [row["fate"] for row in one["actions"]] == ["carried-over"]


def test_three_audits_give_two_comparisons_and_a_trend(tmp_path: Path) -> None:
    files = [
        written(
            tmp_path,
            f"{year}.yaml",
            ("2026-10-05", f"{year}-10-05"),
            ("partly-met", rating),
        )
        for year, rating in ((2024, "met"), (2025, "not-met"), (2026, "met"))
    ]
    envelope = compared(*files)
    assert [c["counts"]["worsened"] for c in envelope["comparisons"]] == [1, 0]
    assert [c["counts"]["improved"] for c in envelope["comparisons"]] == [0, 1]
    trend = envelope["trend"]
    assert list(trend) == ["audits", "overall", "strands", "inclusion", "items"]
    assert [s["score"] for s in trend["strands"]["curriculum"]] == [100, 0, 100]
    assert {tuple(s) for s in trend["overall"]} == {tuple(trend["overall"][0])}
    assert trend["items"] == [{"item": "CA-0101", "ratings": ["met", "not-met", "met"]}]
    text = run("compare", *files, "--as-of", AS_OF, cwd=tmp_path).stdout
    assert "Little School (URN 900099): 3 audits in a row" in text
    assert "Taking part in the curriculum: 100 (incomplete) → 0 (incomplete) → 100" in text
    assert "✓ Met → ✕ Not met → ✓ Met" in text


def test_a_broken_file_is_named_and_the_others_are_compared(little: Path, tmp_path: Path) -> None:
    broken = written(tmp_path, "broken.yaml", ("CA-0101", "CA-9101"))
    later = written(tmp_path, "later.yaml", ("rating: partly-met", "rating: met"))
    done = run("compare", little, broken, later, "--format", "json", "--as-of", AS_OF)
    assert done.returncode == 1
    assert "There is no item CA-9101" in done.stderr
    (one,) = json.loads(done.stdout)["comparisons"]
    assert (one["old"]["file"], one["new"]["file"]) == (str(little), str(later))
    assert one["counts"]["improved"] == 1


def test_with_one_audit_left_nothing_is_compared_and_that_is_said(
    little: Path, tmp_path: Path
) -> None:
    broken = written(tmp_path, "broken.yaml", ("CA-0101", "CA-9101"))
    done = run("compare", broken, little, "--format", "json")
    assert done.returncode == 1
    assert "Fewer than two audits can be read" in done.stderr
    assert json.loads(done.stdout)["comparisons"] == []
    assert run("compare", broken, little).stdout == ""


def test_a_missing_file_is_wrong_use(little: Path, tmp_path: Path) -> None:
    done = run("compare", little, tmp_path / "nowhere.yaml")
    assert done.returncode == 2
    assert "There is no such file" in done.stderr


def test_one_audit_alone_is_wrong_use(little: Path) -> None:
    done = run("compare", little)
    assert done.returncode == 2
    assert "Name two audits or more" in done.stderr


def test_a_school_and_an_authority_are_wrong_use() -> None:
    done = run("compare", SALTMARSH, ROOT / "examples" / "estuary" / "strategy-audit.yaml")
    assert done.returncode == 2
    assert "Compare audits of one kind" in done.stderr


def test_two_numbers_are_said_to_be_two_and_compared_all_the_same(
    little: Path, tmp_path: Path
) -> None:
    academy = written(tmp_path, "academy.yaml", ("900099", "900098"))
    done = run("compare", little, academy, "--as-of", AS_OF)
    assert done.returncode == 0
    assert "Note: Two numbers: Little School (900099) and Little School (900098)." in done.stderr
    assert "The same question answered both times, 1:" in done.stdout


def test_a_borough_that_knows_the_successor_says_so(tmp_path: Path) -> None:
    (tmp_path / "borough.yaml").write_text(
        "schema: send-audit/borough@1\nname: Estuary\ncode: '990'\nnation: england\n"
        "successors:\n  - old: '900099'\n    new: '900098'\n",
        "utf-8",
    )
    (tmp_path / "returns").mkdir()
    old = written(tmp_path / "returns", "old.yaml")
    new = written(tmp_path / "returns", "new.yaml", ("900099", "900098"))
    done = run("compare", old, new, "--as-of", AS_OF)
    assert "Note: One school under two numbers" in done.stderr


def test_the_wrong_order_is_said_and_kept(little: Path, tmp_path: Path) -> None:
    earlier = written(tmp_path, "earlier.yaml", ("2026-10-05", "2024-10-05"))
    done = run("compare", little, earlier, "--as-of", AS_OF)
    assert done.returncode == 0
    assert "was audited on 2026-10-05, after" in done.stderr
    assert "in the order given: put the earlier one first" in done.stderr


def test_time_alone_improves_nothing(little: Path, tmp_path: Path) -> None:
    later = written(tmp_path, "later.yaml", ("partly-met", "met"))
    soon = compared(little, later)["comparisons"][0]
    late = compared(little, later, as_of="2028-11-23")["comparisons"][0]
    assert soon["counts"]["improved"] == 1
    assert late["counts"]["improved"] == 0
    assert late["counts"]["not-confirmed"] == 1
    assert late["overall"]["new"]["score"] == 0


def test_a_low_score_is_not_a_failure(little: Path, tmp_path: Path) -> None:
    worse = written(tmp_path, "worse.yaml", ("partly-met", "not-met"))
    assert run("compare", little, worse, "--as-of", AS_OF).returncode == 0


def test_wrong_words_are_wrong_use(little: Path) -> None:
    assert "Choose from: text, json" in run("compare", little, little, "--format", "xml").stderr
    assert run("compare", little, little, "--as-of", "soon").returncode == 2
