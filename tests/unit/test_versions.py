"""Two versions of a checklist: which answers stand."""

import pytest

from send_audit.model.versions import Differences, compare_versions, same_promise
from tests.small_models import Tree, basis, checklist, item, item_tree

MM: Tree = {
    "quantity": "Width",
    "unit": "mm",
    "minimum": "800",
    "applies_to": "existing-benchmark",
}


def compared(old: Tree, new: Tree) -> Differences:
    return compare_versions(checklist(old), checklist(new, version="2.0.0"))


@pytest.mark.parametrize(
    "change",
    [
        {"criterion": "Another criterion."},
        {"measure": MM},
        {"per": "ramp"},
        {"revised": "2.0.0"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_question_is_asked_again(change: Tree) -> None:
    found = compared(item_tree(), item_tree(**change))
    assert [pair.new.id for pair in found.asked_again] == ["PE-0101"]
    assert found.kept == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"guidance": "Look again."}, "words"),
        ({"rationale": "It matters a lot."}, "words"),
        ({"evidence": ["Drawing"]}, "words"),
        ({"duty": "should"}, "duty"),
        ({"basis": [basis("bb93", "section 1", "unverified")]}, "basis"),
        ({"applies_when": {"phases": ["primary"]}}, "audience"),
        ({"weight": "3"}, "weight"),
        ({"recheck_after_months": "6"}, "recheck"),
        ({"strand": "curriculum", "recheck_after_months": "36"}, "place"),
    ],
)
def test_an_answer_stands_whatever_else_changes_and_the_change_is_named(
    change: Tree, named: str
) -> None:
    found = compared(item_tree(), item_tree(**change))
    assert found.asked_again == ()
    assert [pair.changes for pair in found.kept] == [(named,)]


def test_a_remedy_may_change_too() -> None:
    other = item_tree()["recommendation"] | {"action": "Mend it well."}
    (kept,) = compared(item_tree(), item_tree(recommendation=other)).kept
    assert kept.changes == ("remedy",)


def test_nothing_changed_is_said_as_nothing() -> None:
    (kept,) = compared(item_tree(), item_tree()).kept
    assert kept.changes == ()


def test_a_shorter_default_period_of_the_new_strand_is_a_change() -> None:
    old, new = checklist(item_tree()), checklist(item_tree(), strand="curriculum")
    (kept,) = compare_versions(old, new).kept
    assert kept.changes == ("recheck", "place")


def test_gone_and_retired_items_are_dropped_and_new_ones_added() -> None:
    retired = {"in": "2.0.0", "replaced_by": ["PE-0104"]}
    old = checklist(item_tree("PE-0101"), item_tree("PE-0102"), item_tree("PE-0103"))
    new = checklist(
        item_tree("PE-0101"), item_tree("PE-0102", retired=retired), item_tree("PE-0104")
    )
    found = compare_versions(old, new)
    assert [(gone.item.id, gone.replaced_by) for gone in found.dropped] == [
        ("PE-0102", ("PE-0104",)),
        ("PE-0103", ()),
    ]
    assert [added.id for added in found.added] == ["PE-0104"]
    assert [pair.new.id for pair in found.kept] == ["PE-0101"]


def test_what_was_retired_before_is_not_dropped_again() -> None:
    gone = checklist(item_tree("PE-0101", retired={"in": "1.1.0"}), item_tree("PE-0102"))
    found = compare_versions(gone, checklist(item_tree("PE-0102")))
    assert found.dropped == ()


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"guidance": "Look again."}, True),
        ({"criterion": "Another."}, False),
        ({"duty": "should"}, False),
        ({"basis": [basis("bb93", "section 1", "unverified")]}, False),
        ({"measure": MM}, False),
    ],
)
def test_a_promise_is_criterion_measure_duty_and_basis(change: Tree, *, same: bool) -> None:
    assert same_promise(item(), item(**change)) is same
