"""What a borough's commands say of missing and broken files and a trust's; circles of successors."""

import json
import shutil
from pathlib import Path

import pytest

from send_audit.load.document import read_bytes
from send_audit.model.borough import Successor
from send_audit.model.succession import Numbers
from send_audit.round import facts_of_return
from tests.program import AS_OF, ROOT, run

LANTERN = "returns/lantern-special.yaml"


@pytest.fixture
def estuary(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "examples" / "estuary", tmp_path / "estuary")


def told(folder: Path, command: str, *options: str | Path) -> tuple[int, str, str]:
    done = run("borough", command, folder, "--no-cache", "--as-of", AS_OF, *options)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", ["status", "strategy", "export", "report"])
def test_a_strategy_that_is_named_and_not_there_is_said(
    estuary: Path, tmp_path: Path, command: str
) -> None:
    for file in (estuary / "returns").iterdir():
        if file.is_file() and "saltmarsh" not in file.name:
            file.unlink()
    file = estuary / "borough.yaml"
    file.write_text(file.read_text("utf-8").replace("strategy.yaml", "strateggy.yaml"), "utf-8")
    out = () if command == "status" else ("--out", tmp_path / "out")
    more = ("--no-schools",) if command == "report" else ()
    code, _, said = told(estuary, command, *out, *more)
    assert code == 1
    assert "strateggy.yaml" in said


def test_a_trusts_broken_file_is_called_that(estuary: Path) -> None:
    trust = next(
        file
        for file in (estuary / "returns").rglob("*.yaml")
        if "\ngroup:" in file.read_text("utf-8")
    )
    trust.write_text(trust.read_text("utf-8").replace("schema:", "colour: blue\nschema:"), "utf-8")
    code, said, _ = told(estuary, "status")
    assert code == 1
    assert "a trust's file" in said
    assert "nobody can" not in said
    _, as_json, _ = told(estuary, "status", "--format", "json")
    assert [one["of_trust"] for one in json.loads(as_json)["unreadable"]] == [True]


def test_a_return_that_is_no_yaml_is_the_schools_by_its_number(estuary: Path) -> None:
    file = estuary / LANTERN
    file.write_text(file.read_text("utf-8") + "\t x: [\n", "utf-8")
    code, as_json, _ = told(estuary, "status", "--format", "json")
    assert code == 1
    found = json.loads(as_json)
    states = {school["urn"]: school["state"] for school in found["schools"]}
    assert states["900003"] == "broken"
    assert found["unreadable"] == []


def test_only_a_line_of_its_own_says_whose_a_broken_file_is() -> None:
    def urn(text: str) -> str | None:
        facts = facts_of_return(read_bytes(text.encode(), "a.yaml"))
        return facts.urn if facts is not None else None

    assert urn('school:\n  urn: "900001"\n\tx: [') == "900001"
    assert urn('school: {urn: "900001"\n\tx: [') is None
    assert urn('note: the urn: "900001"\n\tx: [') is None
    assert urn('schema: send-audit/moderation@1\nx:\n  urn: "900001"\n') is None


def test_a_circle_of_successors_makes_no_school_its_own_predecessor() -> None:
    pairs = [("900001", "900002"), ("900002", "900003"), ("900003", "900001"), ("900009", "900001")]
    numbers = Numbers(Successor(old=old, new=new) for old, new in pairs)
    assert numbers.closing_circles == (2,)
    assert numbers.until("900001") == {"900001", "900009"}
    assert numbers.until("900003") == {"900001", "900002", "900003", "900009"}
    assert Numbers([Successor(old="900001", new="900001")]).closing_circles == (0,)
