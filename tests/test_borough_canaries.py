"""Words planted in a return, its moderation and the round: no public document of a borough has one."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from tests.planted import SHOWN_SUMS, Planting, found_in, plant_audit, said_in
from tests.program import AS_OF, ROOT, run

pytestmark = pytest.mark.slow

PUBLIC = ("borough-report.public.html", "borough-report.public.pdf", "accessibility-strategy.html")
PLAN = "little.plan.html"


def _moderation(planting: Planting) -> object:
    word = planting.word
    return {
        "schema": "send-audit/moderation@1",
        "urn": "900001",
        "audit_date": "2026-10-05",
        "by": word("OFFICER"),
        "on": "2026-11-17",
        "method": word("METHOD"),
        "findings": {
            "CA-0101": {
                "verdict": "changed",
                "rating": "not-met",
                "reason": word("CHANGED"),
                "school_reply": word("REPLY"),
            },
            "CA-0201": {"verdict": "query", "reason": word("QUERY")},
            "PE-0606": {"verdict": "changed", "rating": "met", "reason": word("WHOLE-CHANGED")},
        },
        "comment": word("COMMENT"),
    }


def _plant_round(file: Path, planting: Planting) -> None:
    """Put a word in place of every reason and reply that `borough.yaml` keeps."""
    tree = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    for kind in ("not_expected", "extensions", "reminders"):
        for number, entry in enumerate(tree[kind]):
            texts = {"reason", "how", "reply"} & set(entry)
            entry |= {key: planting.word(f"{kind}-{key}-{number}") for key in texts}
    tree["moderation"]["by"] = planting.word("MODERATORS")
    file.write_text(json.dumps(tree), "utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planting, dict[str, str]]:
    """What is planted, and what every document says, by file name."""
    folder = tmp_path_factory.mktemp("round")
    file, planting = plant_audit(folder)
    borough, out = folder / "CANARY-BOROUGH", folder / "out"
    shutil.copytree(ROOT / "examples" / "estuary", borough)
    (borough / "returns" / "saltmarsh-primary.yaml").unlink()
    shutil.copytree(file.parent, borough / "returns", dirs_exist_ok=True)
    _plant_round(borough / "borough.yaml", planting)
    moderation = borough / "moderation" / "900001.yaml"
    moderation.write_text(json.dumps(_moderation(planting)), "utf-8")
    words = ("--out", out, "--as-of", AS_OF, "--no-cache", "--jobs", "1")
    for command in ("report", "strategy"):
        done = run("borough", command, borough, *words, "--format", "html")
        assert done.returncode == 0, done.stderr
    return planting, {path.name: said_in(path) for path in out.rglob("*") if path.is_file()}


def test_the_officers_read_what_they_wrote_so_the_search_can_find_it(
    made: tuple[Planting, dict[str, str]],
) -> None:
    planting, said = made
    written = ["CANARY-OFFICER", "CANARY-not_expected-reason-0"]
    assert set(written) <= set(planting.words)
    assert found_in(said["borough-report.officers.html"], written) == written


def test_no_public_document_of_a_borough_says_what_is_private(
    made: tuple[Planting, dict[str, str]],
) -> None:
    planting, said = made
    public = {n: text for n, text in said.items() if n in (*PUBLIC, PLAN)}
    assert sorted(public) == sorted((*PUBLIC, PLAN)), sorted(said)
    hidden = [*planting.words, *planting.sums, *SHOWN_SUMS, "CANARY"]
    assert {n: found for n, text in public.items() if (found := found_in(text, hidden))} == {}
