"""`send-audit checklist` and `schema`: the content and the formats, as others see them."""

import json

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
    assert "schedule-10-duty 1.0.0" in text
    assert "PE-0102  Each accessible parking bay" in run("checklist", "list", "--items").stdout
    rows = json.loads(run("checklist", "list", "--format", "json").stdout)["checklists"]
    assert {row["id"] for row in rows} >= {"physical-environment", "curriculum-access"}


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
