"""What the checklists suggest about gaps: joined where the words are the same, unless that would tell."""

from itertools import islice
from pathlib import Path

import pytest

from send_audit.editing.suggested import taken_ids
from send_audit.load.document import read_file
from send_audit.model.audit import Audit
from send_audit.model.plan_document import PlanDocument
from send_audit.model.results import Finding
from send_audit.outcomes import resolve
from send_audit.pipeline import plans_before
from send_audit.plan import (
    Suggestion,
    choose_findings,
    find_gaps,
    next_action_ids,
    suggest_actions,
)
from tests.small_models import AS_OF, Tree, audit, by_place, checklist, item_tree, places, rated

RAMPS = places("ramp", "east", "west")


def remedy(action: str = "Mend it.", horizon: str = "short", cost_band: str = "A") -> Tree:
    return {
        "action": action,
        "horizon": horizon,
        "cost_band": cost_band,
        "lead": "Site manager",
        "success": "It is mended.",
    }


def gaps(answers: dict[str, Tree], **items: Tree) -> tuple[Finding, ...]:
    """The findings of answers to items that are all alike but for what `items` says."""
    trees = [item_tree(id_, **items.get(id_.replace("-", "_"), {})) for id_ in answers]
    of = audit(answers, school=RAMPS)
    return find_gaps(resolve(of, [checklist(*trees)], AS_OF), None)


def ids(suggestions: tuple[Suggestion, ...]) -> list[list[str]]:
    return [[finding.item.id for finding in one.findings] for one in suggestions]


NOT_MET = rated("not-met")


def test_one_action_answers_the_findings_whose_remedy_is_the_same() -> None:
    found = gaps(
        {"PE-0101": NOT_MET, "PE-0102": NOT_MET, "PE-0103": NOT_MET},
        PE_0102={"recommendation": remedy("Buy another.")},
    )
    assert ids(suggest_actions(found)) == [["PE-0101", "PE-0103"], ["PE-0102"]]


def test_they_come_by_horizon_then_by_cost() -> None:
    found = gaps(
        {"PE-0101": NOT_MET, "PE-0102": NOT_MET, "PE-0103": NOT_MET, "PE-0104": NOT_MET},
        PE_0101={"recommendation": remedy("Build it.", "long", "none")},
        PE_0102={"recommendation": remedy("Plan it.", "short", "E")},
        PE_0103={"recommendation": remedy("Move it.", "short", "none")},
        PE_0104={"recommendation": remedy("Buy it.", "medium", "A")},
    )
    assert ids(suggest_actions(found)) == [["PE-0103"], ["PE-0102"], ["PE-0104"], ["PE-0101"]]


def test_it_names_the_places_where_the_gap_is_and_no_others() -> None:
    found = gaps({"PE-0101": by_place(east="met", west="not-met")}, PE_0101={"per": "ramp"})
    (one,) = suggest_actions(found)
    assert one.at == ("west",)


def test_what_is_seen_in_certain_places_is_not_joined_with_what_is_not() -> None:
    found = gaps({"PE-0101": by_place(east="not-met"), "PE-0102": NOT_MET}, PE_0101={"per": "ramp"})
    assert ids(suggest_actions(found)) == [["PE-0101"], ["PE-0102"]]


@pytest.mark.parametrize(
    ("answer", "private"),
    [
        (rated("not-met", private="true"), True),
        (by_place(east=rated("not-met", private="true"), west="not-met"), True),
        (by_place(east=rated("met", private="true"), west="not-met"), False),
        (by_place(east="not-met"), False),
    ],
)
def test_what_rests_on_a_private_answer_stays_private(answer: Tree, private: bool) -> None:
    found = gaps({"PE-0101": answer, "PE-0102": NOT_MET}, PE_0101={"per": "ramp"})
    first = suggest_actions(found)[0]
    assert first.private is private
    assert len(first.findings) == 1


def test_findings_can_be_chosen_by_item_horizon_and_priority() -> None:
    found = gaps(
        {"PE-0101": NOT_MET, "PE-0102": NOT_MET, "PE-0103": NOT_MET},
        PE_0102={"recommendation": remedy(horizon="long"), "weight": "3"},
        PE_0103={"weight": "1"},
    )

    def chosen(**choice: tuple[str, ...]) -> list[str]:
        return [finding.item.id for finding in choose_findings(found, **choice)]

    assert chosen() == ["PE-0101", "PE-0102", "PE-0103"]
    assert chosen(items=("PE-0103", "PE-0101")) == ["PE-0101", "PE-0103"]
    assert chosen(horizons=("short",)) == ["PE-0101", "PE-0103"]
    assert chosen(priorities=("high", "low")) == ["PE-0102", "PE-0103"]
    assert chosen(horizons=("short",), priorities=("high",)) == []


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ([], ["A-01", "A-02"]),
        (["A-01", "A-03"], ["A-04", "A-05"]),  # the gap may once have been taken
        (["A-9", "A-099"], ["A-100", "A-101"]),
        (["H1", "CR-7", "A23-10", "A-07b", "a-50"], ["A-01", "A-02"]),
    ],
)
def test_a_new_id_lies_above_all_that_were_taken(taken: list[str], following: list[str]) -> None:
    assert list(islice(next_action_ids(taken), 2)) == following


def test_ids_of_the_plan_before_are_taken_too() -> None:

    def document(*actions: Tree) -> PlanDocument:
        return PlanDocument.model_validate({"actions": list(actions)})

    words: Tree = {"strand": "information", "action": "Mend it."}
    plan = document({"id": "A-02", "carried_from": ["A-08"], **words})
    previous = document({"id": "A-05", "carried_from": ["A-01"], **words})
    assert set(taken_ids(plan, [previous])) == {"A-01", "A-02", "A-05", "A-08"}
    assert list(taken_ids(None)) == []


def test_ids_of_every_plan_before_are_taken(tmp_path: Path) -> None:
    head = "schema: send-audit/audit@1\nschool:\n  name: N\n  nation: england\nplan:\n"
    for number in (1, 2, 3):
        previous = (
            f"  previous:\n    title: Old\n    file: {number - 1}.yaml\n" if number > 1 else ""
        )
        action = f"  actions:\n    - id: A-0{4 - number}\n      for: [CA-0101]\n      action: Act\n"
        (tmp_path / f"{number}.yaml").write_text(f"{head}{previous}{action}", "utf-8")
    (tmp_path / "ring.yaml").write_text(
        f"{head}  previous:\n    title: Ring\n    file: ring.yaml\n", "utf-8"
    )
    newest = read_file(tmp_path / "3.yaml").model
    assert isinstance(newest, Audit)
    assert set(taken_ids(newest.plan, plans_before(tmp_path / "3.yaml", newest.plan))) == {
        "A-01",
        "A-02",
        "A-03",
    }
    ring = read_file(tmp_path / "ring.yaml").model
    assert isinstance(ring, Audit)
    assert len(list(plans_before(tmp_path / "ring.yaml", ring.plan))) == 20
