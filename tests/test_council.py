"""A council's own checklists and overlays: found, checked, laid over ours, and never stronger than law."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from send_audit.council import Shelf, current_content
from send_audit.load.library import Library
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.problems import SendAuditError
from tests.golden_files import assert_golden
from tests.program import run
from tests.small_models import Tree, item_tree, rated
from tests.support import DAY

LIBRARY = Library()
PE = LIBRARY.current("physical-environment")
assert PE is not None

OVERLAY: Tree = {
    "schema": "send-audit/overlay@1",
    "id": "estuary-additions",
    "title": "Estuary's additions",
    "version": "1.0.0",
    "by": "Estuary Council",
    "of": {"physical-environment": "1.x"},
    "prefix": "X-EST",
    "items": {
        "PE-0101": {"guidance": "Mind the flood gate.", "contact": "Access officer", "weight": "1"},
        "PE-0103": {"leave_out": "The council measures this itself."},
        "PE-0201": {"recheck_after_months": "6", "evidence": ["Council survey"]},
    },
    "add": [
        {
            "id": "flood",
            "title": "Flooding",
            "items": [item_tree("X-EST-0101", criterion="The step-free way out stays dry.")],
        }
    ],
}
AUDIT: Tree = {
    "schema": "send-audit/audit@1",
    "school": {
        "name": "Saltings School",
        "nation": "england",
        "type": "community-school",
        "phase": "primary",
    },
    "audit": {
        "date": "2026-10-05",
        "checklists": {"physical-environment": PE.version},
        "overlays": {"estuary-additions": "1.0.0"},
    },
    "responses": {"PE-0101": rated("met"), "PE-0201": {"measured": "1:30"}},
}


def write(file: Path, tree: Tree) -> Path:
    """As JSON, which is YAML."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(tree, indent=1), encoding="utf-8")
    return file


def borough(folder: Path, *overlays: Tree) -> Path:
    """A borough folder with these overlays; gives the file of a return in it."""
    write(
        folder / "borough.yaml",
        {"schema": "send-audit/borough@1", "name": "Estuary", "code": "990", "nation": "england"},
    )
    for number, overlay in enumerate(overlays):
        write(folder / "overlays" / f"{number}.yaml", overlay)
    return write(folder / "returns" / "saltings.yaml", AUDIT)


def assess(file: Path, shelf: Shelf | None = None, as_of: date = DAY) -> Assessed:
    shelf = shelf or Shelf(as_of=as_of)
    result = assess_file(file, shelf.library_for(file), as_of)
    assert result.assessed is not None, result.problems
    return result.assessed


def outcomes(one: Assessed) -> dict[str, Any]:
    return {outcome.item.id: outcome for outcome in one.outcomes}


def names(shelf: Shelf) -> list[str]:
    return [problem.kind.name for problem in shelf.problems]


# ---- What an overlay does ------------------------------------------------------------------------


def test_a_boroughs_overlay_is_found_without_being_named(tmp_path: Path) -> None:
    found = outcomes(assess(borough(tmp_path, OVERLAY)))
    assert found["X-EST-0101"].asked
    assert found["X-EST-0101"].strand == "physical-environment"
    assert found["PE-0103"].left_out == "Estuary Council: The council measures this itself."
    assert not found["PE-0103"].asked
    assert found["PE-0101"].item.weight == 1
    assert found["PE-0201"].item.evidence[-1] == "Council survey"
    assert found["PE-0201"].checklist.recheck_months(found["PE-0201"].item) == 6


def test_it_changes_neither_criterion_nor_duty_nor_basis_nor_measure(tmp_path: Path) -> None:
    found = outcomes(assess(borough(tmp_path, OVERLAY)))
    bare = outcomes(assess(borough(tmp_path / "bare", OVERLAY | {"items": {}})))
    for id_, outcome in found.items():
        for name in ("criterion", "guidance", "duty", "basis", "measure", "per"):
            assert getattr(outcome.item, name) == getattr(bare[id_].item, name), (id_, name)
    for key in ("criterion", "duty", "basis", "measure"):
        refused = OVERLAY | {"items": {"PE-0101": {key: "must"}}}
        shelf = Shelf(as_of=DAY)
        shelf.library_for(borough(tmp_path / key, refused))
        assert names(shelf) == ["unknown-key"]


def test_an_audit_that_does_not_list_it_is_not_touched(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY)
    write(file, AUDIT | {"audit": AUDIT["audit"] | {"overlays": {}}})
    found = outcomes(assess(file))
    assert "X-EST-0101" not in found
    assert found["PE-0103"].asked


def test_its_own_items_score_in_their_strand_and_can_be_set_apart(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY)
    write(file, AUDIT | {"responses": AUDIT["responses"] | {"X-EST-0101": rated("met")}})
    one = assess(file)
    strand = one.scorecard.strands["physical-environment"]
    shipped = [o for o in one.outcomes if o.checklist.id != "estuary-additions"]
    assert strand.answered == sum(o.fresh and o.counts for o in shipped) + 1


def test_an_answer_to_an_item_left_out_gets_a_remark(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY)
    write(file, AUDIT | {"responses": {"PE-0103": {"measured": "20"}}})
    done = run("validate", str(file), "--as-of", "2026-11-23")
    assert "PE-0103 is left out by an overlay. Estuary Council: The council" in done.stdout


def test_no_overlay_leaves_out_a_duty_whatever_its_file_says(tmp_path: Path) -> None:
    """The file is refused, so the school is asked after all."""
    weak = OVERLAY | {
        "of": {"schedule-10-duty": "1.x"},
        "items": {"S10-0201": {"leave_out": "Too hard."}},
        "add": [],
    }
    file = borough(tmp_path, weak)
    write(
        file,
        AUDIT
        | {
            "audit": {
                "checklists": {"schedule-10-duty": "1.0.0"},
                "overlays": {"estuary-additions": "1.0.0"},
            },
            "responses": {},
        },
    )
    shelf = Shelf(as_of=DAY)
    assert outcomes(assess(file, shelf))["S10-0201"].asked
    assert names(shelf) == ["overlay-weakens-duty"]


def test_an_overlay_for_other_versions_changes_nothing_and_says_so(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY | {"of": {"physical-environment": "1.1.x"}})
    write(
        file, AUDIT | {"audit": AUDIT["audit"] | {"checklists": {"physical-environment": "1.0.0"}}}
    )
    shelf = Shelf(as_of=DAY)
    result = assess_file(file, shelf.library_for(file), DAY)
    assert "overlay-does-not-fit" in {problem.kind.name for problem in result.problems}
    assert result.assessed is not None
    assert outcomes(result.assessed)["PE-0103"].asked
    assert "X-EST-0101" not in outcomes(result.assessed)


# ---- Where content comes from --------------------------------------------------------------------


def test_a_folder_given_by_name_serves_files_that_lie_anywhere(tmp_path: Path) -> None:
    write(tmp_path / "council" / "additions.yaml", OVERLAY)
    file = write(tmp_path / "elsewhere" / "saltings.yaml", AUDIT)
    found = outcomes(assess(file, Shelf([tmp_path / "council"], as_of=DAY)))
    assert found["X-EST-0101"].asked
    without = run("validate", str(file), "--as-of", "2026-11-23")
    assert "SA311 warning" in without.stdout
    given = run(
        "validate", str(file), "--as-of", "2026-11-23", "--checklists", str(tmp_path / "council")
    )
    assert "SA311" not in given.stdout


def test_a_councils_own_checklist_is_asked_and_its_sources_are_known(tmp_path: Path) -> None:
    own = {
        "schema": "send-audit/checklist@1",
        "id": "estuary-boats",
        "prefix": "X-BOAT",
        "title": "Boats",
        "version": "1.0.0",
        "language": "en-GB",
        "strand": "curriculum",
        "role": "access",
        "nations": ["england"],
        "sections": [
            {
                "id": "boats",
                "title": "Boats",
                "items": [
                    item_tree(
                        "X-BOAT-0101",
                        basis=[{"source": "harbour-rules", "at": "rule 3", "support": "secondary"}],
                    )
                ],
            }
        ],
    }
    sources = {
        "schema": "send-audit/sources@1",
        "sources": [
            {
                "id": "harbour-rules",
                "title": "Harbour rules",
                "kind": "practice-guide",
                "nation": "england",
                "binds": "Those who sail.",
            }
        ],
    }
    write(tmp_path / "checklists" / "estuary-boats.yaml", own)
    write(tmp_path / "checklists" / "sources.yaml", sources)
    older = own | {"version": "0.9.0"}
    write(tmp_path / "checklists" / "archive" / "estuary-boats" / "0.9.0.yaml", older)
    shelf = Shelf([tmp_path], as_of=DAY)
    assert names(shelf) == []
    assert shelf.library.versions("estuary-boats") == ("0.9.0", "1.0.0")
    pinned = AUDIT | {"audit": {"checklists": {"estuary-boats": "0.9.0"}}, "responses": {}}
    assert list(outcomes(assess(write(tmp_path / "a.yaml", pinned), shelf))) == ["X-BOAT-0101"]
    listed = run("checklist", "list", "--checklists", str(tmp_path)).stdout
    assert "estuary-boats 1.0.0  Boats (1 item)" in listed
    assert "Harbour rules" in run("checklist", "sources", "--checklists", str(tmp_path)).stdout


def test_a_copy_under_a_shipped_id_is_refused(tmp_path: Path) -> None:
    shutil.copy(LIBRARY.folder / "physical-environment.yaml", tmp_path / "ours.yaml")
    shelf = Shelf([tmp_path], as_of=DAY)
    assert names(shelf) == ["shipped-id-taken"]
    assert shelf.library.current("physical-environment") == PE


def test_two_files_that_give_the_same_version_are_both_named(tmp_path: Path) -> None:
    first = write(tmp_path / "overlays" / "a.yaml", OVERLAY)
    write(tmp_path / "overlays" / "b.yaml", OVERLAY)
    shelf = Shelf([tmp_path], as_of=DAY)
    (problem,) = shelf.problems
    assert problem.kind.name == "given-twice"
    assert str(first) in problem.message
    assert [overlay.id for overlay in shelf.library.overlays] == ["estuary-additions"]


def test_the_newest_version_of_an_overlay_goes_into_a_new_audit(tmp_path: Path) -> None:
    write(tmp_path / "overlays" / "a.yaml", OVERLAY)
    write(tmp_path / "overlays" / "b.yaml", OVERLAY | {"version": "1.10.0"})
    write(tmp_path / "overlays" / "c.yaml", OVERLAY | {"version": "1.9.0"})
    shelf = Shelf([tmp_path], as_of=DAY)
    assert shelf.library.overlay_versions("estuary-additions") == ("1.0.0", "1.9.0", "1.10.0")
    (overlay,) = current_content(shelf.library, "england").overlays
    assert overlay.version == "1.10.0"


@pytest.mark.parametrize("made", ["missing", "file", "empty", "audits only"])
def test_a_folder_without_content_is_wrong_use(tmp_path: Path, made: str) -> None:
    folder = tmp_path / "given"
    if made == "file":
        folder.write_text("x", encoding="utf-8")
    elif made != "missing":
        folder.mkdir()
    if made == "audits only":
        write(folder / "a.yaml", AUDIT)
    with pytest.raises(SendAuditError, match="given"):
        Shelf([folder], as_of=DAY)
    done = run("checklist", "list", "--checklists", str(folder))
    assert (done.returncode, done.stdout) == (2, "")


# ---- Faults in a council's files -----------------------------------------------------------------


def test_a_broken_overlay_is_named_and_the_schools_still_go_through(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY)
    (tmp_path / "overlays" / "broken.yaml").write_text(
        "schema: send-audit/overlay@1\nid: [", "utf-8"
    )
    done = run("score", str(file), "--as-of", "2026-11-23", "--format", "json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["audits"]) == 1
    assert "broken.yaml:2" in done.stderr
    assert "Not used, because of the errors above:" in done.stderr


def test_validate_shows_a_fault_in_it_once_whether_it_is_named_or_not(tmp_path: Path) -> None:
    bad = OVERLAY | {"items": {"PE-9999": {"guidance": "Look."}}}
    file = borough(tmp_path, bad)
    for paths in ([str(file)], [str(tmp_path)], [str(tmp_path / "overlays" / "0.yaml")]):
        done = run("validate", *paths, "--as-of", "2026-11-23")
        assert done.returncode == 1
        assert done.stdout.count("There is no item PE-9999") == 1


def test_a_later_version_that_asks_something_else_is_left_out_and_the_earlier_stays(
    tmp_path: Path,
) -> None:
    changed = [item_tree("X-EST-0101", criterion="The way out is lit.")]
    other = {"add": [{"id": "flood", "title": "Flooding", "items": changed}]}
    write(tmp_path / "overlays" / "a.yaml", OVERLAY)
    write(tmp_path / "overlays" / "b.yaml", OVERLAY | other | {"version": "1.1.0"})
    write(tmp_path / "overlays" / "c.yaml", OVERLAY | other | {"version": "2.0.0"})
    shelf = Shelf([tmp_path], as_of=DAY)
    (problem,) = shelf.problems
    assert (problem.kind.name, Path(problem.file).name) == ("meaning-changed", "b.yaml")
    assert shelf.library.overlay_versions("estuary-additions") == ("1.0.0", "2.0.0")


def test_a_checklist_with_a_fault_cannot_be_answered(tmp_path: Path) -> None:
    bad = OVERLAY | {"items": {"PE-9999": {"guidance": "Look."}}}
    file = borough(tmp_path, bad)
    done = run("validate", str(file), "--as-of", "2026-11-23")
    assert "SA311 warning" in done.stdout


# ---- What the commands show of it ----------------------------------------------------------------


def test_show_has_what_the_council_adds_and_why_it_leaves_an_item_out(tmp_path: Path) -> None:
    write(tmp_path / "overlays" / "a.yaml", OVERLAY)
    given = ("--checklists", str(tmp_path))
    shown = run("checklist", "show", "PE-0101", *given).stdout
    assert "Estuary Council adds\n  Mind the flood gate. Contact: Access officer." in shown
    assert "Weight 1" in shown
    assert "Left out by an overlay" in run("checklist", "show", "PE-0103", *given).stdout
    assert (
        "The step-free way out stays dry." in run("checklist", "show", "x-est-0101", *given).stdout
    )
    assert "X-EST-0101" in run("checklist", "list", "--items", *given).stdout
    rows = json.loads(run("checklist", "coverage", *given, "--format", "json").stdout)
    assert rows["checklists"]["estuary-additions"] == 1


def test_a_new_audit_in_a_borough_asks_what_the_borough_asks(tmp_path: Path) -> None:
    borough(tmp_path, OVERLAY)
    file = tmp_path / "returns" / "new.yaml"
    done = run(
        "new", str(file), "--name", "New School", "--nation", "england", "--as-of", "2026-11-23"
    )
    assert done.returncode == 0, done.stderr
    text = file.read_text("utf-8")
    assert "  overlays:\n    estuary-additions: 1.0.0\n" in text
    assert "estuary-additions" not in text.split("overlays:")[0]
    assert "# X-EST-0101:" in text
    assert "# PE-0103:" not in text
    assert "(Estuary Council adds: Mind the flood gate. Contact: Access officer.)" in text
    assert run("validate", str(file), "--as-of", "2026-11-23").returncode == 0


def test_a_new_audit_keeps_to_the_versions_of_the_round(tmp_path: Path) -> None:
    borough(tmp_path, OVERLAY)
    tree = json.loads((tmp_path / "borough.yaml").read_text("utf-8"))
    write(tmp_path / "borough.yaml", tree | {"checklists": {"physical-environment": "1.0.0"}})
    file = tmp_path / "returns" / "new.yaml"
    done = run("new", str(file), "--name", "New School", "--nation", "england")
    assert done.returncode == 0, done.stderr
    assert "  checklists:\n    physical-environment: 1.0.0\n  overlays:" in file.read_text("utf-8")


def test_in_a_boroughs_folder_its_content_is_browsed_without_naming_it(tmp_path: Path) -> None:
    borough(tmp_path, OVERLAY)
    assert "X-EST-0101" in run("checklist", "show", "X-EST-0101", cwd=tmp_path / "returns").stdout
    shown = run("checklist", "show", "estuary-additions", cwd=tmp_path).stdout
    assert_golden("show-overlay.txt", shown)


def test_the_sums_name_what_is_left_out_and_why(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY)
    told = run("score", str(file), "--as-of", "2026-11-23", "--explain").stdout
    assert "PE-0103 is left out. Estuary Council: The council measures this itself." in told
    one = run("score", str(file), "--as-of", "2026-11-23", "--explain", "PE-0103").stdout
    assert "An overlay leaves it out, so it does not count. Estuary Council: The council" in one


def test_an_answer_to_the_councils_item_asks_for_the_overlay_to_be_listed(tmp_path: Path) -> None:
    file = borough(tmp_path, OVERLAY)
    write(
        file, AUDIT | {"audit": {"date": "2026-10-05"}, "responses": {"X-EST-0101": rated("met")}}
    )
    done = run("validate", str(file), "--as-of", "2026-11-23")
    assert "Add `estuary-additions: 1.0.0` under `audit: overlays:`" in done.stdout
