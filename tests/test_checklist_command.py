"""`send-audit checklist` and `schema`: the content and the formats, as others see them."""

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from send_audit.model.kinds import MODELS
from tests.golden_files import assert_golden
from tests.program import RETURNS, ROOT, run

EXAMPLES = {
    "audit": RETURNS / "saltmarsh-primary.yaml",
    "checklist": ROOT / "checklists" / "physical-environment.yaml",
    "sources": ROOT / "checklists" / "sources.yaml",
    "borough": ROOT / "examples" / "estuary" / "borough.yaml",
    "strategy": ROOT / "examples" / "estuary" / "strategy.yaml",
}


def test_list_names_every_checklist_and_its_items() -> None:
    text = run("checklist", "list").stdout
    assert "schedule-10-duty 1.1.0" in text
    assert "PE-0102  Each accessible parking bay" in run("checklist", "list", "--items").stdout
    rows = json.loads(run("checklist", "list", "--format", "json").stdout)["checklists"]
    assert {row["id"] for row in rows} == {
        *("physical-environment", "curriculum-access", "information-provision"),
        *("schedule-10-duty", "inclusion-and-belonging", "la-strategy"),
    }


def test_list_shows_what_one_kind_of_setting_is_asked() -> None:
    nursery = run("checklist", "list", "--items", "--type", "private-nursery").stdout
    assert "schedule-10-duty" not in nursery
    assert "CA-0702" not in nursery
    assert "PE-0101" in nursery
    rows = json.loads(run("checklist", "list", "--nation", "wales", "--format", "json").stdout)
    items = [id_ for row in rows["checklists"] for s in row["sections"] for id_ in s["items"]]
    assert "S10-0703" in items
    assert "S10-0601" not in items


@pytest.mark.parametrize(
    ("option", "word", "hint"),
    [
        ("--type", "privat-nursery", "Did you mean private-nursery?"),
        ("--phase", "junior", "Choose from: nursery"),
        ("--nation", "Wales", "Did you mean wales?"),
    ],
)
def test_a_setting_in_unknown_words_is_wrong_use(option: str, word: str, hint: str) -> None:
    done = run("checklist", "list", option, word)
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr


def test_show_speaks_to_each_nation_in_its_own_words() -> None:
    both = run("checklist", "show", "S10-0104").stdout
    wales = run("checklist", "show", "S10-0104", "--nation", "wales").stdout
    england = run("checklist", "show", "S10-0104", "--nation", "england").stdout
    assert "SENCO or ALNCo" in " ".join(both.split())
    assert "Lead: ALNCo." in wales
    assert "Lead: SENCO." in england
    assert "SI 2003/2531" in wales
    assert "SI 2003/2531" not in england
    assert "The Welsh rules say three years." not in england


def test_show_takes_a_version() -> None:
    old = run("checklist", "show", "physical-environment@1.0.0").stdout
    assert old.startswith("Physical environment (physical-environment 1.0.0)")
    assert "PE-0110" not in old
    done = run("checklist", "show", "physical-environment@9.0.0")
    assert done.returncode == 2
    assert "There are: 1.0.0, 1.1.0." in done.stderr
    assert run("checklist", "show", "physical-enviroment@1.0.0").returncode == 2


def test_sources_are_listed_by_their_force_with_whom_they_bind() -> None:
    text = run("checklist", "sources").stdout
    assert text.index("Acts") < text.index("Regulations") < text.index("British Standards")
    assert "equality-act-2010-sch-10: Equality Act 2010, Schedule 10" in text
    rows = json.loads(run("checklist", "sources", "--format", "json").stdout)["sources"]
    assert all(row["binds"] for row in rows)
    (sch10,) = (row for row in rows if row["id"] == "equality-act-2010-sch-10")
    assert {"S10-0101", "LA-0101"} <= set(sch10["items"])


def test_one_source_is_shown_with_every_place_that_an_item_rests_on() -> None:
    assert_golden("source-batod.txt", run("checklist", "sources", "batod-acoustics").stdout)
    one = json.loads(run("checklist", "sources", "bb93", "--format", "json").stdout)["sources"]
    assert [row["id"] for row in one] == ["bb93"]
    done = run("checklist", "sources", "bb39")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean bb93?" in done.stderr


def test_coverage_counts_and_says_what_nothing_is_about() -> None:
    assert_golden("coverage.txt", run("checklist", "coverage").stdout)
    counted = json.loads(run("checklist", "coverage", "--format", "json").stdout)
    assert sum(counted["strands"].values()) == counted["items"] == sum(counted["duties"].values())
    assert sum(section["items"] for section in counted["sections"]) == counted["items"]
    assert counted["silent"]["needs"] == []
    assert counted["silent"]["priorities"] == []


def test_diff_says_which_answers_stand_and_what_is_new() -> None:
    text = run("checklist", "diff", "schedule-10-duty@1.0.0", "schedule-10-duty").stdout
    assert_golden("diff-schedule-10-duty.txt", text)
    found = json.loads(
        run(
            "checklist",
            "diff",
            "physical-environment@1.0.0",
            "physical-environment@1.1.0",
            "--format",
            "json",
        ).stdout
    )
    assert (found["old"], found["new"]) == ("1.0.0", "1.1.0")
    assert len(found["kept"]) == 51
    assert found["asked_again"] == found["dropped"] == []
    assert "PE-0110" in {row["item"] for row in found["added"]}


def test_diff_of_files_names_what_is_asked_again_and_what_is_dropped(tmp_path: Path) -> None:
    old = ROOT / "checklists" / "archive" / "curriculum-access" / "1.0.0.yaml"
    text = old.read_text("utf-8").replace("version: 1.0.0", "version: 2.0.0", 1)
    text = text.replace(
        "Teachers face pupils whenever they speak to the class.", "Another question."
    )
    end = "        since: 1.0.0\n"
    retired = f"{end}        retired:\n          in: 2.0.0\n          replaced_by:\n            - CA-0103\n"
    text = text.replace(f"{end}      - id: CA-0103", f"{retired}      - id: CA-0103")
    new = tmp_path / "new.yaml"
    new.write_text(text, encoding="utf-8")
    done = run("checklist", "diff", str(old), str(new))
    assert done.returncode == 0
    assert_golden("diff-files.txt", done.stdout)
    again = json.loads(run("checklist", "diff", str(old), str(new), "--format", "json").stdout)
    assert [row["item"] for row in again["asked_again"]] == ["CA-0104"]
    assert again["dropped"] == [{"item": "CA-0102", "replaced_by": ["CA-0103"]}]


def test_an_overlay_is_compared_by_its_file_as_by_its_name(tmp_path: Path) -> None:
    overlay = ROOT / "examples" / "estuary" / "overlays" / "estuary-additions.yaml"
    later = tmp_path / "later.yaml"
    text = overlay.read_text("utf-8").replace("version: 1.0.0", "version: 1.1.0")
    later.write_text(text.replace("stays dry", "keeps dry"), "utf-8")
    done = run("checklist", "diff", overlay, later, "--checklists", ROOT / "examples" / "estuary")
    assert "estuary-additions: from version 1.0.0 to 1.1.0" in done.stdout, done.stderr
    bare = tmp_path / "bare.yaml"
    bare.write_text(text[: text.index("add:")], "utf-8")
    said = run("checklist", "diff", overlay, bare)
    assert said.returncode == 2
    assert "adds no items of its own" in said.stderr


def test_a_diff_of_a_broken_file_shows_what_is_wrong_with_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("schema: send-audit/checklist@1\nid: [", "utf-8")
    done = run("checklist", "diff", str(broken), "physical-environment")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{broken}:2:" in done.stderr
    assert run("checklist", "diff", "nowhere.yaml", "physical-environment").returncode == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("physical-environment@1.0.0", "curriculum-access", "different checklists"),
        ("physical-environment@0.1.0", "physical-environment", "has no version 0.1.0"),
        ("physical", "physical-environment", "There is no checklist “physical”"),
        (str(RETURNS / "pier-road-primary.yaml"), "curriculum-access", "another kind of file"),
    ],
)
def test_a_diff_of_what_cannot_be_compared_is_wrong_use(old: str, new: str, said: str) -> None:
    done = run("checklist", "diff", old, new)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("item", ["PE-0102", "S10-0301", "S10-0403"])
def test_show_has_the_law_the_guidance_and_the_remedy(item: str) -> None:
    assert_golden(f"show-{item}.txt", run("checklist", "show", item).stdout)


def test_show_takes_a_checklist_and_small_letters_too() -> None:
    assert "PE-0102" in run("checklist", "show", "physical-environment").stdout
    assert run("checklist", "show", "pe-0102").stdout == run("checklist", "show", "PE-0102").stdout


def test_show_says_what_was_probably_meant() -> None:
    done = run("checklist", "show", "PE-0103x")
    assert done.returncode == 2
    assert "Did you mean PE-0103?" in done.stderr


def test_an_item_as_json_has_the_keys_of_the_file() -> None:
    shown = json.loads(run("checklist", "show", "PE-0102", "--format", "json").stdout)
    assert shown["item"]["measure"]["minimum"] == "2400"
    assert shown["item"]["recommendation"]["lead"]


@pytest.mark.parametrize("kind", list(MODELS))
def test_every_kind_has_a_schema_that_is_itself_valid(kind: str) -> None:
    done = run("schema", kind)
    assert done.returncode == 0
    jsonschema.Draft7Validator.check_schema(json.loads(done.stdout))


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_a_schema_takes_our_own_files_and_refuses_a_wrong_key(kind: str) -> None:
    validator = jsonschema.Draft7Validator(json.loads(run("schema", kind).stdout))
    # Editors read YAML 1.2, where `on` is a word and a date is text.
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(EXAMPLES[kind]), default=str))
    assert [error.message for error in validator.iter_errors(data)] == []
    assert list(validator.iter_errors(data | {"colour": "red"}))
    assert run("schema", "timetable").returncode == 2
