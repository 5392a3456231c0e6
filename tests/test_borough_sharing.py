"""Moderation and a trust's answers on the example borough, as its report will be given them."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from send_audit.borough.facts import RatingBasis, SchoolFacts
from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.load.round_folder import read_round_folder
from send_audit.pipeline import check_file
from tests.program import run
from tests.support import LIBRARY

ESTUARY = Path(__file__).resolve().parents[1] / "examples" / "estuary"
DAY = date(2026, 11, 23)


def gathered(folder: Path, basis: RatingBasis) -> dict[str, SchoolFacts]:
    options = GatherOptions(own=(), as_of=DAY, basis=basis, jobs=1, cache=None)
    found = gather(read_round_folder(folder), options, Shelf(as_of=DAY))
    return {Path(one.file).stem: one.facts for one in found if one.facts is not None}


@pytest.fixture(scope="module")
def both() -> tuple[dict[str, SchoolFacts], dict[str, SchoolFacts]]:
    return gathered(ESTUARY, "returned"), gathered(ESTUARY, "moderated")


def test_the_two_bases_differ_by_the_officers_ratings_only(
    both: tuple[dict[str, SchoolFacts], dict[str, SchoolFacts]],
) -> None:
    returned, moderated = (facts["saltmarsh-primary"] for facts in both)
    differing = {id_ for id_, one in returned.items.items() if moderated.items[id_] != one}

    assert differing == {"PE-0203", "CA-0201"}
    assert (returned.items["CA-0201"].rating, moderated.items["CA-0201"].rating) == (
        "met",
        "partly-met",
    )
    assert returned.moderation == moderated.moderation
    assert returned.moderation is not None
    said = [(d.item, d.verdict, d.school, d.officer) for d in returned.moderation.differences]
    assert ("CA-0201", "changed", "met", "partly-met") in said
    assert (returned.overall_returned, returned.overall_moderated) == (
        returned.scores["overall"],
        moderated.scores["overall"],
    )


def test_an_earlier_return_of_the_school_is_not_moderated(
    both: tuple[dict[str, SchoolFacts], dict[str, SchoolFacts]],
) -> None:
    earlier = both[1]["saltmarsh-primary-2023"]

    assert earlier.moderation is not None
    assert earlier.moderation.other_audit
    assert earlier.overall_moderated is None
    assert earlier.items == both[0]["saltmarsh-primary-2023"].items


def test_a_school_with_a_new_number_is_moderated_under_the_old_one(tmp_path: Path) -> None:
    folder = shutil.copytree(ESTUARY, tmp_path / "estuary")
    text = (folder / "moderation" / "900009.yaml").read_text("utf-8")
    (folder / "moderation" / "900009.yaml").unlink()
    (folder / "moderation" / "900012.yaml").write_text(text.replace("900009", "900012"), "utf-8")
    borough = folder / "borough.yaml"
    borough.write_text(
        borough.read_text("utf-8").replace('new: "900010"', 'new: "900009"'), "utf-8"
    )

    facts = gathered(folder, "moderated")["pier-road-primary"]
    assert facts.moderation is not None
    assert facts.items["IP-0501"].rating == "partly-met"
    assert not facts.items["IP-0501"].lapsed


def test_the_facts_tell_a_trusts_answers_and_actions_from_the_schools(
    both: tuple[dict[str, SchoolFacts], dict[str, SchoolFacts]],
) -> None:
    facts = both[0]["estuary-academy"]
    shared = {id_ for id_, one in facts.items.items() if one.shared}

    assert facts.shares_title == "Tidal Learning Trust accessibility plan"
    assert facts.answered_by_group == len(shared) == 14
    assert not any(id_.startswith("PE-") for id_ in shared)
    assert [a.id for a in facts.actions if a.shared] == ["T:TLT-1", "T:TLT-2"]
    assert facts.actions_planned == len(facts.actions) - 2


def test_the_program_says_whose_the_answers_are() -> None:
    done = run(
        "score",
        ESTUARY / "returns" / "estuary-academy.yaml",
        "--as-of",
        str(DAY),
        "--format",
        "json",
    )
    (audit,) = json.loads(done.stdout)["audits"]

    assert audit["shared_from"] == "Tidal Learning Trust accessibility plan"
    assert len(audit["shared_answers"]) == 14
    assert [f["item"] for f in audit["findings"] if f["shared"]] == [
        *("S10-0404", "CA-0905", "IP-0405", "IP-0503", "IP-0801"),
    ]
    # The academy has its own answer to this one, which stands against the trust's.
    assert "CA-0604" not in audit["shared_answers"]


SCHOOL = """schema: send-audit/audit@1
school:
  name: Little School
  urn: "900002"
  nation: england
  phase: primary
shares:
  title: Trust plan
  file: trust.yaml
audit:
  date: 2026-10-05
  checklists:
    curriculum-access: 1.1.0
"""
TRUST = """schema: send-audit/audit@1
group:
  name: Little Trust
  kind: multi-academy-trust
  nation: england
audit:
  date: 2026-10-05
  checklists:
    curriculum-access: 1.1.0
responses:
  CA-0101:
    rating: met
"""


@pytest.mark.parametrize(
    ("trust", "kind"),
    [
        (None, "file-not-beside"),
        ("", "shared-answers-not-read"),
        (TRUST.replace("met\n", "maybe\n"), "shared-answers-not-read"),
        (TRUST.replace("CA-0101", "CA-9999"), "shared-answers-not-read"),
        (SCHOOL, "shared-answers-not-read"),
        (
            TRUST.replace("audit:\n", '  members: ["900010"]\naudit:\n', 1),
            "shared-answers-not-read",
        ),
        (TRUST.replace("  date: 2026-10-05\n", ""), "shared-answers-not-read"),
    ],
    ids=["missing", "empty", "broken", "unknown-item", "a-school", "no-member", "undated"],
)
def test_a_trusts_file_that_cannot_count_is_a_remark_and_the_audit_goes_on(
    tmp_path: Path, trust: str | None, kind: str
) -> None:
    file = tmp_path / "school.yaml"
    file.write_text(SCHOOL, "utf-8")
    if trust is not None:
        (tmp_path / "trust.yaml").write_text(trust, "utf-8")
    checked = check_file(file, LIBRARY, DAY)

    assert [problem.kind.name for problem in checked.problems] == [kind]
    assert not checked.failed
    assert checked.shared is None or not checked.shared.responses


def test_a_trusts_file_that_changes_is_read_again(tmp_path: Path) -> None:
    file, trust = tmp_path / "school.yaml", tmp_path / "trust.yaml"
    file.write_text(SCHOOL, "utf-8")
    for text, items in ((TRUST, ["CA-0101"]), (TRUST.replace("CA-0101", "CA-0102 "), ["CA-0102"])):
        trust.write_text(text, "utf-8")
        shared = check_file(file, LIBRARY, DAY).shared
        assert shared is not None
        assert list(shared.responses) == items
