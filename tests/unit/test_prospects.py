"""What if: what an action would raise, for whom, for what cost, and how actions are ranked."""

from fractions import Fraction

import pytest

from send_audit.prospects import look_ahead
from send_audit.prospects.changing import Change, State
from send_audit.prospects.results import Prospect, Prospects
from tests.builders import SOURCES, action, assess, plan, school
from tests.foreseen import BAYS, MET, NOT, PARTLY, PER_BAY, acting, ahead, only, text
from tests.small_models import (
    AS_OF,
    Tree,
    audit,
    by_place,
    duty_checklist,
    duty_tree,
    item_tree,
    rated,
)

# ---- One action ----------------------------------------------------------------------------------


def test_an_action_raises_the_score_by_what_its_items_lack() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102")]
    prospect = only(ahead({"PE-0101": NOT, "PE-0102": MET}, action(), items=items))
    gain = prospect.gains.overall
    assert (gain.before.score, gain.after.score) == (Fraction(1, 2), Fraction(1))
    assert (gain.score, gain.confirmed) == (Fraction(1, 2), Fraction(1, 2))
    assert prospect.points == 2  # its weight


def test_a_half_met_item_is_worth_half_its_weight() -> None:
    assert only(ahead({"PE-0101": PARTLY}, action())).points == 1


def test_only_the_needs_of_its_items_gain() -> None:
    gains = only(ahead({"PE-0101": NOT}, action())).gains.needs
    assert {need for need, gain in gains.items() if gain.changes} == {"walking", "vision"}


def test_a_finding_without_an_action_has_the_checklists_remedy() -> None:
    found = ahead({"PE-0101": NOT})
    assert found.actions == ()
    prospect = only(found)
    assert (prospect.id, prospect.text) == ("PE-0101", "Mend it.")
    assert (prospect.cost.band, prospect.cost.basis) == ("A", "suggested")


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_done_or_dropped_is_no_prospect_but_its_gap_is(status: str) -> None:
    ended = action(status=status, dropped_reason="No money.")
    found = ahead({"PE-0101": NOT}, ended)
    assert found.actions == ()
    assert [p.id for p in found.remedies] == ["PE-0101"]


def test_a_gap_whose_action_is_done_is_to_be_looked_at_again_first() -> None:
    shown = text({"PE-0101": NOT}, action(status="done"))
    assert "A-01 for it is done: look again first" in shown
    assert "open action of the plan" not in shown


@pytest.mark.parametrize("status", ["planned", "in-progress", "waiting", "ongoing"])
def test_what_is_open_is_a_prospect(status: str) -> None:
    assert [p.id for p in ahead({"PE-0101": NOT}, action(status=status)).actions] == ["A-01"]


def test_an_action_whose_items_are_met_changes_nothing_and_is_named() -> None:
    found = ahead({"PE-0101": MET}, action())
    assert (found.actions, [a.id for a in found.idle]) == ((), ["A-01"])


def test_an_item_that_does_not_apply_stays_out_of_the_sums() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102")]
    both = acting("A-01", "PE-0101", "PE-0102")
    prospect = only(ahead({"PE-0101": rated("not-applicable"), "PE-0102": NOT}, both, items=items))
    assert prospect.settled == ("PE-0101",)
    assert prospect.gains.overall.after.asked == 1


def test_what_a_lapsed_answer_gains_is_told_apart() -> None:
    stale = only(ahead({"PE-0101": rated("not-met", to_confirm="Look")}, action()))
    assert [o.item.id for o in stale.confirms] == ["PE-0101"]
    assert stale.gains.overall.after.completeness == 1
    assert only(ahead({"PE-0101": NOT}, action())).confirms == ()


def test_what_an_unanswered_item_gains_is_told_apart() -> None:
    unanswered = only(ahead({}, action()))
    assert [o.item.id for o in unanswered.confirms] == ["PE-0101"]
    assert unanswered.gains.overall.score is None  # there is no score yet to rise
    assert unanswered.gains.overall.confirmed == 1


# ---- Places --------------------------------------------------------------------------------------


def at_bays(response: Tree, *at: str, **facts: object) -> Prospect:
    found = ahead({"PE-0101": response}, action(at=list(at)), items=PER_BAY, facts=facts or BAYS)
    return only(found)


def test_only_the_places_of_the_action_are_mended() -> None:
    prospect = at_bays(by_place(east="not-met", west="not-met"), "east")
    assert prospect.points == 1
    assert [(o.item.id, o.rating) for o in prospect.left] == [("PE-0101", "partly-met")]


def test_mending_one_of_two_bad_halves_is_worth_showing_even_if_the_whole_stays() -> None:
    prospect = at_bays(by_place(east="partly-met", west="partly-met"), "east")
    assert prospect.points == 0
    assert [o.item.id for o in prospect.changed] == ["PE-0101"]
    assert [o.rating for o in prospect.left] == ["partly-met"]


def test_an_action_at_every_place_or_at_none_named_mends_all() -> None:
    response = by_place(east="not-met", west="partly-met")
    for at in ((), ("east", "west")):
        prospect = at_bays(response, *at)
        assert prospect.points == 1, at
        assert prospect.left == (), at


def test_an_action_elsewhere_mends_nothing_here() -> None:
    prospect = at_bays(by_place(east="not-met", west="partly-met"), "library")
    assert prospect.points == 0


def test_an_answer_given_as_a_whole_stands_for_the_places_that_are_not_mended() -> None:
    prospect = at_bays(NOT, "east")
    assert [(o.item.id, o.rating) for o in prospect.left] == [("PE-0101", "partly-met")]


def test_a_place_within_the_place_of_the_action_is_mended() -> None:
    facts = {
        "places": {
            "lodge": {"name": "Lodge", "kind": "site"},
            "east": {"name": "East", "kind": "parking-bay", "within": "lodge"},
            "west": {"name": "West", "kind": "parking-bay"},
        }
    }
    response = by_place(east="not-met", west="met")
    assert at_bays(response, "lodge", **facts).left == ()


def test_what_the_response_says_for_all_places_still_holds_for_the_others() -> None:
    response = by_place(east="not-met", west="met") | {"to_confirm": "Carried from 2023"}
    prospect = at_bays(response, "east")
    assert prospect.points == 0
    assert [o.lapsed for o in prospect.left] == [True]


def test_a_place_that_does_not_apply_stays_so() -> None:
    one = school(
        {"PE-0101": by_place(east="not-met", west="not-applicable")}, items=PER_BAY, school=BAYS
    )
    after = State(one.audit, one.outcomes, AS_OF).with_met([Change("PE-0101")])
    places_after = after.audit.responses["PE-0101"].places or {}
    assert [answer.rating for answer in places_after.values()] == ["met", "not-applicable"]


def test_a_figure_says_more_than_the_word_beside_it() -> None:
    measure = {"quantity": "Width", "unit": "mm", "minimum": "100", "applies_to": "new-work"}
    said = rated("not-applicable", measured="50")  # the measure counts: not met
    items = [item_tree("PE-0101", per="parking-bay", measure=measure)]
    found = ahead({"PE-0101": by_place(east=said, west="met")}, items=items, facts=BAYS)
    assert only(found).left == ()


def test_a_place_still_open_leaves_the_item_open() -> None:
    prospect = at_bays(by_place(east="not-met"), "east")
    assert [(o.rating, o.places_short) for o in prospect.left] == [(None, ("west",))]


def test_a_place_with_nothing_but_a_note_stays_open() -> None:
    response = by_place(east="not-met", west={"note": "Ask"})
    items = [item_tree("PE-0101")]  # answered by place, though the item asks once
    found = ahead({"PE-0101": response}, action(at=["east"]), items=items, facts=BAYS)
    assert [o.rating for o in only(found).left] == [None]


# ---- Duties and what has no weight ---------------------------------------------------------------


def with_duty(*actions: Tree, support: str = "secondary", **period: str) -> Prospects:
    content = duty_checklist(duty_tree("S10-0101", support=support))
    made = plan(*actions, **({"period": period} if period else {}))
    return look_ahead(assess(audit({"S10-0101": NOT}, plan=made), content, sources=SOURCES))


def test_a_duty_is_closed_and_counted_and_adds_no_points() -> None:
    prospect = only(with_duty(acting("A-01", "S10-0101")))
    assert [gap.item.id for gap in prospect.duties] == ["S10-0101"]
    assert prospect.points == 0
    assert not prospect.gains.overall.changes
    assert [o.item.id for o in prospect.counted] == ["S10-0101"]


def test_an_expired_plan_is_not_mended_by_an_answer() -> None:
    found = with_duty(acting("A-01", "S10-0101"), start="2020-09-01", end="2023-08-31")
    assert only(found).duties == ()


def test_an_item_of_no_weight_changes_no_score() -> None:
    prospect = only(ahead({"PE-0101": NOT}, action(), items=[item_tree(weight="0")]))
    assert prospect.points == 0
    assert [o.item.id for o in prospect.counted] == ["PE-0101"]
    assert not prospect.gains.overall.changes


# ---- Costs ---------------------------------------------------------------------------------------
