"""How prospects are costed, ranked, added up and shown, and the laws that hold for all of them."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from send_audit.model.audit import Answer
from send_audit.model.rating import rate
from send_audit.model.results import Assessed, Outcome, Score
from send_audit.model.words import Need
from send_audit.prospects import look_ahead
from send_audit.prospects.changing import Change, State, is_open
from send_audit.prospects.costs import cost_of
from send_audit.prospects.results import Prospects
from send_audit.render.prospects_json import what_if
from send_audit.render.prospects_text import render_what_if
from send_audit.score import score_audit, score_set
from tests.builders import action, assess, plan, school
from tests.foreseen import BAYS, MET, NOT, PER_BAY, acting, ahead, often, text
from tests.small_models import (
    AS_OF,
    by_place,
    item,
    item_tree,
    rated,
)
from tests.strategies import NEEDS, PLACES, Case, cases, days


def cost(*bands: str, **stated: object) -> tuple[str | None, str, Decimal | None]:
    items = [
        item(recommendation=item_tree()["recommendation"] | {"cost_band": band}) for band in bands
    ]
    (made,) = ahead({}, action("A-01", **stated)).actions
    assert made.action is not None
    found = cost_of(made.action, items)
    return found.band, found.basis, found.pounds


def test_the_plans_own_cost_comes_first() -> None:
    assert cost("E", cost_band="B", cost="1200") == ("B", "stated", Decimal(1200))
    assert cost("E", cost="0") == ("none", "stated", Decimal(0))


def test_a_band_that_nobody_stated_is_the_highest_that_the_checklist_suggests() -> None:
    assert cost("A", "D", "none") == ("D", "suggested", None)
    assert cost("none", cost="1200") == ("none", "suggested", Decimal(1200))
    assert cost() == (None, "unknown", None)


def test_sums_of_money_are_added_where_no_cost_is_stated() -> None:
    money = [{"amount": "700"}, {"amount": "50.50"}]
    assert cost(cost_band="A", money=money) == ("A", "stated", Decimal("750.50"))
    assert cost(cost_band="A", money=money, cost="900") == ("A", "stated", Decimal(900))


# ---- The ranking ---------------------------------------------------------------------------------


def ranked(*made: tuple[str, str | None, int]) -> Prospects:
    """Actions by id, band and the weight of the only item that each is for."""
    items, actions = [], []
    for number, (id_, band, weight) in enumerate(made, 1):
        item_id = f"PE-01{number:02}"
        items.append(item_tree(item_id, weight=str(weight)))
        actions.append(acting(id_, item_id, cost_band=band))
    answers = {made_item["id"]: NOT for made_item in items}
    return look_ahead(school(answers, *actions, items=items))


def test_actions_are_ranked_by_band_and_then_by_what_they_raise() -> None:
    found = ranked(("dear", "D", 3), ("free", "none", 1), ("better", "A", 3), ("good", "A", 2))
    assert [p.id for p in found.actions] == ["free", "better", "good", "dear"]


def test_the_best_are_those_that_nothing_as_cheap_matches() -> None:
    found = ranked(
        ("free", "none", 1), ("poor", "A", 1), ("good", "B", 2), ("dear", "D", 2), ("top", "E", 3)
    )
    assert [p.id for p in found.best] == ["free", "good", "top"]


def test_fewer_than_three_best_are_made_up_from_the_rest() -> None:
    found = ranked(("free", "none", 3), ("poor", "A", 1), ("good", "B", 2), ("dear", "D", 2))
    assert [p.id for p in found.best] == ["free", "good", "poor"]


def test_of_equals_the_cheaper_in_pounds_comes_first() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102"), item_tree("PE-0103")]
    made = [
        acting("A", "PE-0101", cost_band="B"),
        acting("B", "PE-0102", cost_band="B", cost="4000"),
        acting("C", "PE-0103", cost_band="B", cost="1500"),
    ]
    answers = {made_item["id"]: NOT for made_item in items}
    assert [p.id for p in ahead(answers, *made, items=items).actions] == ["C", "B", "A"]


def test_one_need_in_view_ranks_by_what_counts_for_it() -> None:
    items = [
        item_tree("PE-0101", needs=["walking"], weight="3"),
        item_tree("PE-0102", needs=["hearing"], weight="1"),
    ]
    made = [
        acting("walk", "PE-0101", cost_band="A"),
        acting("hear", "PE-0102", cost_band="A"),
    ]
    one = school({"PE-0101": NOT, "PE-0102": NOT}, *made, items=items)
    assert [p.id for p in look_ahead(one).actions] == ["walk", "hear"]
    found = look_ahead(one, need="hearing")
    assert [p.id for p in found.actions] == ["hear"]
    assert [p.id for p in found.best] == ["hear"]


def test_an_answer_already_met_for_the_need_in_view_is_not_in_it() -> None:
    left = rated("partly-met", leaves_out=["walking"])
    one = school({"PE-0101": left}, action())
    assert look_ahead(one, need="vision").actions == ()
    assert [p.points for p in look_ahead(one, need="walking").actions] == [2]


def test_a_need_that_only_the_answer_names_gains_what_it_was_left_without() -> None:
    left = rated("partly-met", leaves_out=["hearing"])  # the item is about walking and vision
    one = school({"PE-0101": left}, action())
    assert [p.points for p in look_ahead(one, need="hearing").actions] == [2]


def test_one_strand_in_view_ranks_by_what_counts_in_it() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102", strand="curriculum")]
    made = [action("A-01"), acting("A-02", "PE-0102")]
    one = school({"PE-0101": NOT, "PE-0102": NOT}, *made, items=items)
    assert [p.id for p in look_ahead(one, strand="curriculum").actions] == ["A-02"]


def test_each_need_has_the_three_that_raise_it_most() -> None:
    found = ranked(("a", "A", 1), ("b", "A", 3), ("c", "A", 2), ("d", "A", 2))
    assert [p.id for p in found.for_need["walking"]] == ["b", "c", "d"]
    assert found.for_need["hearing"] == ()


# ---- Step by step --------------------------------------------------------------------------------


def test_each_step_holds_all_before_it_and_the_last_is_the_whole() -> None:
    found = ranked(("a", "none", 1), ("b", "A", 1), ("c", "A", 1), ("d", "C", 1))
    shares = [step.gains.overall.after.score for step in found.steps]
    assert shares == [Fraction(1, 4), Fraction(3, 4), 1]
    assert [step.band for step in found.steps] == ["none", "A", "C"]
    assert found.whole_plan.gains.overall.after.score == 1


def test_two_actions_for_the_two_places_of_one_item_add_up_in_the_whole_plan() -> None:
    made = [action("A", at=["east"]), action("B", at=["west"])]
    response = by_place(east="not-met", west="not-met")
    found = ahead({"PE-0101": response}, *made, items=PER_BAY, facts=BAYS)
    assert [p.points for p in found.actions] == [1, 1]
    assert found.whole_plan.gains.overall.after.score == 1


def test_the_remedies_come_last_and_are_in_no_plan() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102")]
    found = ahead({"PE-0101": NOT, "PE-0102": NOT}, action(cost_band="A"), items=items)
    assert [step.kind for step in found.steps] == ["band", "remedies"]
    assert found.steps[-1].gains.overall.after.score == 1
    assert found.whole_plan.gains.overall.after.score == Fraction(1, 2)


def test_pounds_are_added_and_what_has_none_is_counted() -> None:
    items = [item_tree(f"PE-010{n}") for n in range(1, 4)]
    made = [
        acting("A", "PE-0101", cost_band="A", cost="200"),
        acting("B", "PE-0102", cost_band="A", cost="50.50"),
        acting("C", "PE-0103", cost_band="A"),
    ]
    answers = {made_item["id"]: NOT for made_item in items}
    (step,) = ahead(answers, *made, items=items).steps
    assert (step.pounds, step.unpriced) == (Decimal("250.50"), 1)


# ---- In words ------------------------------------------------------------------------------------


def test_no_number_stands_alone() -> None:
    shown = text({"PE-0101": NOT}, action(cost_band="A", cost="850"))
    assert "all three strands 0 → 100, confirmed 0 → 100, answered 100%" in shown
    assert "Band A (up to £1,000): 1 action, £850 stated" in shown
    assert "It is a sum, not a promise." in shown


def test_what_only_checking_adds_is_said() -> None:
    shown = text({"PE-0101": rated("not-met", to_confirm="Look")}, action())
    assert "the checking, not the work: PE-0101 has no answer that stands now" in shown


def test_places_that_are_left_are_said() -> None:
    response = by_place(east="not-met", west="not-met")
    shown = text({"PE-0101": response}, action(at=["east"]), items=PER_BAY, facts=BAYS)
    assert "PE-0101 would still be partly met: it is about some of its places only" in shown


def test_with_nothing_open_that_is_said() -> None:
    shown = text({"PE-0101": MET}, action())
    assert "No open action and no finding would change anything here." in shown
    assert "A-01 changes no answer" in shown


# ---- Laws ----------------------------------------------------------------------------------------


def state(case: Case, as_of: date) -> State:
    one = made(case, as_of)
    return State(one.audit, one.outcomes, as_of)


def made(case: Case, as_of: date) -> Assessed:
    return assess(case.audit, *case.checklists, as_of=as_of, sources={})


@st.composite
def changed(draw: st.DrawFn) -> tuple[Case, list[Change]]:
    """A case and changes to some of its items, at some places or at none named."""
    case = draw(cases())
    ids = [i["id"] for c in case.contents for s in c["sections"] for i in s["items"]]
    at = st.lists(st.sampled_from(list(PLACES)), unique=True, max_size=2)
    made = st.builds(Change, st.sampled_from(ids), at.map(tuple))
    return case, draw(st.lists(made, min_size=1, max_size=5))


def as_number(share: Fraction | None) -> Fraction:
    return Fraction(-1) if share is None else share


def scored(outcomes: tuple[Outcome, ...]) -> dict[str, Score]:
    card = score_audit(outcomes)
    named = {f"strand {key}": score for key, score in card.strands.items()}
    named |= {f"section {key}": score for key, score in card.sections.items()}
    named |= {f"priority {key}": score for key, score in card.priorities.items()}
    return named | {"overall": card.overall, "inclusion": card.inclusion}


@often
@given(changed(), days)
def test_a_what_if_lowers_no_score_of_a_set_with_only_the_item(
    two: tuple[Case, list[Change]], as_of: date
) -> None:
    case, changes = two
    before = state(case, as_of)
    after = before.with_met(changes)
    for was, is_ in zip(before.outcomes, after.outcomes, strict=True):
        alone, then = score_set([was]), score_set([is_])
        event(f"changed {was != is_}")
        assert as_number(then.score) >= as_number(alone.score)
        assert as_number(then.confirmed) >= as_number(alone.confirmed)
        assert as_number(then.completeness) >= as_number(alone.completeness)


@often
@given(changed(), days)
def test_all_changes_together_confirm_at_least_as_much_as_each(
    two: tuple[Case, list[Change]], as_of: date
) -> None:
    case, changes = two
    before = state(case, as_of)
    together = scored(before.with_met(changes).outcomes)
    for change in changes:
        alone = scored(before.with_met([change]).outcomes)
        for name, score in together.items():
            assert as_number(score.confirmed) >= as_number(alone[name].confirmed), name


@often
@given(changed(), days)
def test_the_order_of_the_changes_never_matters(
    two: tuple[Case, list[Change]], as_of: date
) -> None:
    case, changes = two
    before = state(case, as_of)
    forth, back = before.with_met(changes), before.with_met(changes[::-1])
    assert scored(forth.outcomes) == scored(back.outcomes)
    assert scored(forth.with_met(changes).outcomes) == scored(forth.outcomes)


@often
@given(changed(), days)
def test_what_is_met_and_stands_or_does_not_count_is_left_alone(
    two: tuple[Case, list[Change]], as_of: date
) -> None:
    case, changes = two
    before = state(case, as_of)
    after = before.with_met(changes)
    named = {change.item for change in changes}
    for was, is_ in zip(before.outcomes, after.outcomes, strict=True):
        if was.item.id not in named or not is_open(was):
            assert is_ is was


@often
@given(changed(), days)
def test_an_item_mended_everywhere_is_met_and_stands(
    two: tuple[Case, list[Change]], as_of: date
) -> None:
    case, changes = two
    everywhere = [Change(change.item) for change in changes]
    after = state(case, as_of).with_met(everywhere)
    for outcome in after.outcomes:
        if outcome.item.id in {change.item for change in changes} and outcome.counts:
            assert (outcome.rating, outcome.lapsed and _applies(outcome)) == ("met", False)


def _applies(outcome: Outcome) -> bool:
    """Whether every place applies: one that does not may be old, and the item lapsed with it."""
    response = outcome.response
    answers: list[Answer] = list((response.places or {}).values()) if response else []
    return all(rate(outcome.item, answer) != "not-applicable" for answer in answers)


@often
@given(changed(), days)
def test_nothing_that_goes_in_is_changed(two: tuple[Case, list[Change]], as_of: date) -> None:
    case, changes = two
    before = state(case, as_of)
    audit_before, outcomes_before = before.audit.model_dump(), before.outcomes
    before.with_met(changes)
    assert before.audit.model_dump() == audit_before
    assert before.outcomes == outcomes_before == made(case, as_of).outcomes


@often
@given(changed(), days, st.none() | st.sampled_from(NEEDS))
def test_the_points_of_an_action_are_never_less_than_nothing(
    two: tuple[Case, list[Change]], as_of: date, need: Need | None
) -> None:
    case, changes = two
    actions = [
        acting(f"A-{n}", change.item, at=list(change.at)) for n, change in enumerate(changes)
    ]
    whole = Case(case.contents, case.responses, case.school, case.details, plan(*actions))
    one = made(whole, as_of)
    found = look_ahead(one, need=need)
    for prospect in (*found.actions, *found.remedies):
        event(f"points {min(prospect.points, 1)}")
        assert prospect.points >= 0
        assert prospect.changed
        assert prospect.id in render_what_if(one, found)
        assert json.dumps(what_if(found))
    steps = [as_number(step.gains.overall.after.confirmed) for step in found.steps]
    assert steps == sorted(steps)


def test_the_day_of_the_what_if_is_the_day_asked_for() -> None:
    late = date(2029, 1, 1)
    stale = school({"PE-0101": NOT}, action(), as_of=late)
    assert stale.scorecard.overall.confirmed == 0
    assert look_ahead(stale).whole_plan.gains.overall.after.confirmed == 1
    assert late > AS_OF
