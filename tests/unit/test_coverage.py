"""What the checklists cover, counted by hand on two small ones."""

from send_audit.model.coverage import best_support, cover
from tests.small_models import basis, checklist, duty_checklist, duty_tree, item, item_tree

BOTH = [basis("bb93", "section 1", "unverified"), basis("bb103", "page 2", "secondary")]
MEASURE = {
    "quantity": "Noise",
    "unit": "db",
    "maximum": "35",
    "applies_to": "existing-benchmark",
}
PE = checklist(
    item_tree("PE-0101", needs=["vision"], per="ramp", basis=BOTH, measure=MEASURE),
    item_tree("PE-0102", strand="curriculum", applies_when={"features": {"parking": "true"}}),
    item_tree("PE-0103", retired={"in": "1.0.0"}),
)
DUTY = duty_checklist(duty_tree("S10-0101", priorities=["schedule-10", "information"]))
FOUND = cover([PE, DUTY], ["bb93", "bb103", "ad-k"])


def test_retired_items_count_for_nothing() -> None:
    assert (FOUND.items, FOUND.measured) == (3, 1)
    assert FOUND.checklists == {"physical-environment": 2, "schedule-10-duty": 1}
    assert [(s.checklist, s.items) for s in FOUND.sections] == [
        ("physical-environment", 2),
        ("schedule-10-duty", 1),
    ]


def test_an_item_counts_in_its_own_strand_under_each_need_and_priority() -> None:
    assert FOUND.strands == {
        "physical-environment": 1,
        "curriculum": 1,
        "information": 0,
        "none": 1,
    }
    assert (FOUND.needs["vision"], FOUND.needs["walking"], FOUND.needs["hearing"]) == (2, 1, 0)
    assert FOUND.priorities["information"] == 1
    assert FOUND.duties == {"must": 1, "have-regard": 0, "should": 0, "good-practice": 2}


def test_the_best_checked_basis_counts() -> None:
    assert FOUND.support == {"primary": 0, "secondary": 2, "ancestor": 0, "unverified": 1}
    assert best_support(item(basis=BOTH[:1])) == "unverified"


def test_what_nothing_is_asked_about_is_named() -> None:
    assert "hearing" in FOUND.silent["needs"]
    assert "vision" not in FOUND.silent["needs"]
    assert FOUND.silent["strands"] == ("information",)
    assert "parking" not in FOUND.silent["features"]
    assert "lift" in FOUND.silent["features"]
    assert "ramp" not in FOUND.silent["places"]
    assert FOUND.unused_sources == ("ad-k",)
