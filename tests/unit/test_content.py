"""Overlays laid over checklists."""

import pytest

from send_audit.model.borough import Overlay
from send_audit.model.content import Content, Layer, make_content, own_checklist
from tests.small_models import Tree, checklist, duty_checklist, duty_tree, item_tree

PE = checklist(item_tree("PE-0101"), item_tree("PE-0102"))
CA = checklist(item_tree("CA-0101"), id="curriculum-access", prefix="CA", strand="curriculum")


def overlay(id_: str = "additions", **changes: object) -> Overlay:
    tree: Tree = {
        "schema": "send-audit/overlay@1",
        "id": id_,
        "title": "Additions",
        "version": "1.0.0",
        "by": f"Council {id_}",
        "of": {"physical-environment": "1.x"},
    }
    return Overlay.model_validate(tree | changes)


def layer(of: Overlay) -> Layer:
    return Layer(overlay=of, own=own_checklist(of, [PE, CA]))


def weights(content: Content) -> dict[str, int]:
    return {item.id: item.weight for checklist in content.checklists for item in checklist.items()}


def test_without_overlays_the_content_is_the_checklists() -> None:
    content = make_content([PE, CA])
    assert content.checklists == (PE, CA)
    assert not content.left_out
    assert not content.advice
    assert content.overlays == ()


def test_of_two_overlays_the_later_weight_counts_and_both_advise() -> None:
    first = overlay("first", items={"PE-0101": {"weight": "1", "guidance": "Look."}})
    second = overlay("second", items={"PE-0101": {"weight": "3", "contact": "Adviser"}})
    content = make_content([PE], [layer(first), layer(second)])
    assert weights(content) == {"PE-0101": 3, "PE-0102": 2}
    said = content.advice["PE-0101"]
    assert [(a.by, a.guidance, a.contact) for a in said] == [
        ("Council first", "Look.", None),
        ("Council second", None, "Adviser"),
    ]


def test_an_overlay_touches_only_what_it_is_made_for() -> None:
    changes = {"CA-0101": {"weight": "0", "leave_out": "No.", "guidance": "Look."}}
    content = make_content([PE, CA], [layer(overlay(items=changes))])
    assert weights(content)["CA-0101"] == 2
    assert (content.left_out, content.advice) == ({}, {})


@pytest.mark.parametrize("duty", ["must", "have-regard"])
def test_a_duty_stays_in_even_if_the_overlay_got_past_the_rules(duty: str) -> None:
    duties = duty_checklist(duty_tree("S10-0101", duty=duty), duty_tree("S10-0102", duty="should"))
    why = {"S10-0101": {"leave_out": "No."}, "S10-0102": {"leave_out": "No."}}
    content = make_content([duties], [layer(overlay(of={"schedule-10-duty": "1.x"}, items=why))])
    assert content.left_out == {"S10-0102": "Council additions: No."}


def added(**changes: object) -> Overlay:
    section = {"id": "own", "title": "Own", "items": [item_tree("X-EST-0101")]}
    return overlay("additions", prefix="X-EST", add=[section], **changes)


def test_own_items_take_the_strand_and_role_that_the_checklists_share() -> None:
    own = own_checklist(added(), [PE, CA])
    assert own is not None
    assert (own.id, own.strand, own.role) == ("additions", "physical-environment", "access")
    both = added(of={"physical-environment": "1.x", "curriculum-access": "1.x"})
    mixed = own_checklist(both, [PE, CA])
    assert mixed is not None
    assert (mixed.strand, mixed.role) == ("none", "access")
    inclusion = checklist(
        item_tree("IB-0101"), id="inclusion-and-belonging", role="inclusion", strand="none"
    )
    apart = own_checklist(added(of={"inclusion-and-belonging": "1.x"}), [inclusion])
    assert apart is not None
    assert (apart.strand, apart.role) == ("none", "inclusion")


def test_an_overlay_that_adds_nothing_or_has_no_prefix_has_no_checklist() -> None:
    assert own_checklist(overlay(), [PE]) is None
    section = {"id": "own", "title": "Own", "items": [item_tree("X-EST-0101")]}
    assert own_checklist(overlay(add=[section]), [PE]) is None
    assert len(make_content([PE], [layer(overlay())]).checklists) == 1
    assert len(make_content([PE], [layer(added())]).checklists) == 2


def test_its_own_items_are_asked_only_beside_what_it_is_made_for() -> None:
    older = checklist(item_tree("PE-0101"), version="0.9.0")
    assert make_content([older], [layer(added())]).checklists == (older,)
    assert make_content([CA], [layer(added())]).checklists == (CA,)


def test_own_items_beside_duties_are_counted_in_no_tally() -> None:
    duties = duty_checklist(duty_tree())
    own = own_checklist(added(of={"schedule-10-duty": "1.x"}), [duties])
    assert own is not None
    assert (own.role, own.strand) == ("access", "none")


def test_a_duty_keeps_its_weight_and_its_period_even_if_the_overlay_got_past_the_rules() -> None:
    duty = item_tree("PE-0101", duty="must", weight="2", recheck_after_months="6")
    changes = {"PE-0101": {"weight": "0", "recheck_after_months": "60"}}
    (laid, *_) = make_content([checklist(duty)], [layer(overlay(items=changes))]).checklists
    (item,) = laid.items()
    assert (item.weight, item.recheck_after_months) == (2, 6)
