"""Answers to outcomes: places, measured values, and answers that have grown old."""

from datetime import date

import pytest

from send_audit.model.results import Outcome
from tests.small_models import (
    AS_OF,
    Tree,
    audit,
    by_place,
    checklist,
    item_tree,
    outcome,
    places,
    rated,
)

MEASURE = {
    "quantity": "Width",
    "unit": "mm",
    "minimum": "2400",
    "partly_from": "2300",
    "applies_to": "existing-benchmark",
}


def at_ramps(response: Tree, *, as_of: date = AS_OF, **school: object) -> Outcome:
    """The outcome of an item asked of each ramp, in a school with an east and a west ramp."""
    facts = places("ramp", "east", "west") | school
    return outcome(
        audit({"PE-0101": response}, school=facts),
        checklist(item_tree(per="ramp")),
        as_of=as_of,
    )


def whole(response: Tree | None, *, as_of: date = AS_OF, **item_changes: object) -> Outcome:
    """The outcome of an item that is asked once."""
    answers = {"PE-0101": response} if response is not None else {}
    return outcome(audit(answers), checklist(item_tree("PE-0101", **item_changes)), as_of=as_of)


# ---- An item asked in several places -------------------------------------------------------------


@pytest.mark.parametrize(
    ("east", "west", "expected"),
    [
        ("met", "met", "met"),  # "all met is met"
        ("not-met", "not-met", "not-met"),  # "all not-met is not-met"
        ("met", "not-met", "partly-met"),  # "mixed is partly-met"
        ("met", "partly-met", "partly-met"),
        ("partly-met", "not-met", "partly-met"),
        ("partly-met", "partly-met", "partly-met"),
        ("not-applicable", "not-met", "not-met"),  # "not-applicable places drop out"
        ("not-applicable", "met", "met"),
        ("not-applicable", "not-applicable", "not-applicable"),
    ],
)
def test_places_combine_to_one_rating(east: str, west: str, expected: str) -> None:
    assert at_ramps(by_place(east=east, west=west)).rating == expected


def test_any_place_open_leaves_the_item_unanswered_and_keeps_its_known_failures() -> None:
    """ "any place open leaves the item unanswered (its known failures are still findings)"."""
    one = at_ramps(by_place(east="not-met"))
    assert (one.rating, one.known, one.places_short) == (None, "not-met", ("west",))
    assert not one.fresh


def test_a_place_with_a_note_and_no_rating_is_open() -> None:
    one = at_ramps(by_place(east="met", west={"note": "Locked that day"}))
    assert (one.rating, one.known, one.places_short) == (None, "met", ("west",))


def test_an_item_nobody_answered_is_open_at_each_place() -> None:
    (one,) = [outcome(audit(school=places("ramp", "east")), checklist(item_tree(per="ramp")))]
    assert (one.rating, one.known, one.places_short) == (None, None, ("east",))


def test_a_place_of_another_kind_is_not_waited_for() -> None:
    facts = {
        "east": {"name": "East", "kind": "ramp"},
        "hall": {"name": "Hall", "kind": "hall"},
    }
    assert at_ramps(by_place(east="met"), places=facts).rating == "met"


def test_any_lapsed_place_makes_the_whole_item_lapsed() -> None:
    """ "otherwise any lapsed place makes the whole item lapsed"."""
    old = rated("met", checked_on="2020-01-01")
    one = at_ramps(by_place(east=old, west="met"))
    assert (one.rating, one.lapsed, one.fresh) == ("met", True, False)


def test_a_lapsed_place_that_does_not_apply_drops_out_of_that_too() -> None:
    old = rated("not-applicable", checked_on="2020-01-01")
    assert not at_ramps(by_place(east=old, west="met")).lapsed


def test_an_answer_as_a_whole_stands_for_every_place() -> None:
    one = at_ramps(rated("partly-met"))
    assert (one.rating, one.places_short) == ("partly-met", ())


def test_what_is_said_above_the_places_holds_for_each_of_them() -> None:
    response = by_place(east="met", west="partly-met") | {
        "evidence": [{"kind": "photograph", "title": "Both ramps"}],
        "leaves_out": ["vision"],
        "checked_on": "2019-05-01",
    }
    one = at_ramps(response)
    assert one.evidenced
    assert one.lapsed
    assert one.by_need["vision"] == "not-met"


# ---- Answers that have grown old -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "lapsed"),
    [(date(2029, 10, 5), False), (date(2029, 10, 6), True), (date(2020, 1, 1), False)],
)
def test_a_built_feature_lapses_the_day_after_its_36_months(as_of: date, *, lapsed: bool) -> None:
    """ "A response is lapsed when it is older than its recheck period"."""
    assert whole(rated("met", checked_on="2026-10-05"), as_of=as_of).lapsed is lapsed


@pytest.mark.parametrize(
    ("as_of", "lapsed"), [(date(2027, 10, 5), False), (date(2027, 10, 6), True)]
)
def test_practice_lapses_the_day_after_its_12_months(as_of: date, *, lapsed: bool) -> None:
    practice = checklist(item_tree(), strand="curriculum")
    one = outcome(audit({"PE-0101": rated("met")}), practice, as_of=as_of)
    assert one.lapsed is lapsed


def test_an_item_may_set_a_recheck_period_of_its_own() -> None:
    one = whole(rated("met"), as_of=date(2027, 1, 6), recheck_after_months="3")
    assert one.lapsed


@pytest.mark.parametrize(
    ("as_of", "lapsed"), [(date(2028, 2, 29), False), (date(2028, 3, 1), True)]
)
def test_a_month_lapses_at_a_months_end(as_of: date, *, lapsed: bool) -> None:
    one = whole(rated("met", checked_on="2025-02"), as_of=as_of)
    assert one.lapsed is lapsed


def test_checked_on_wins_over_the_date_of_the_audit() -> None:
    """ "(from `checked_on`, else `audit.date`, to `--as-of`)"."""
    assert not whole(rated("met", checked_on="2030-01-01"), as_of=date(2031, 1, 1)).lapsed
    assert whole(rated("met"), as_of=date(2031, 1, 1)).lapsed


def test_what_is_to_be_confirmed_is_lapsed_whatever_its_date() -> None:
    """ "or carries `to_confirm`"."""
    one = whole(rated("met", to_confirm="Ask the PE lead", checked_on=AS_OF.isoformat()))
    assert (one.lapsed, one.fresh) == (True, False)


def test_an_answer_with_no_date_at_all_does_not_lapse() -> None:
    undated = audit({"PE-0101": rated("met")}, audit={})
    assert not outcome(undated, checklist(item_tree()), as_of=date(2040, 1, 1)).lapsed


def test_an_old_gap_says_when_it_was_last_seen() -> None:
    """ "It keeps its finding ("last seen DATE")"."""
    one = at_ramps(
        by_place(
            east=rated("not-met", checked_on="2020-03"),
            west=rated("met", checked_on="2021-07-01"),
        )
    )
    assert (one.lapsed, one.last_seen) == (True, date(2020, 3, 31))


def test_a_gap_seen_twice_was_last_seen_on_the_later_day() -> None:
    seen = {
        place: rated("not-met", checked_on=day)
        for place, day in (("east", "2020-03-01"), ("west", "2021-07-01"))
    }
    assert at_ramps(by_place(**seen)).last_seen == date(2021, 7, 1)


# ---- Measured values -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"measured": "2320"}, "partly-met"),
        ({"measured": "2320", "rating": "met"}, "partly-met"),
        ({"measured": "2320", "rating": "met", "overrule": "The kerb is flush"}, "met"),
        ({"measured": "2320", "overrule": "The kerb is flush"}, "partly-met"),
        ({"rating": "not-met"}, "not-met"),
    ],
)
def test_the_measure_rates_unless_it_is_overruled(answer: Tree, expected: str) -> None:
    """ "the measure gives the rating; to say otherwise, add `rating` and `overrule: reason`"."""
    assert whole(answer, measure=MEASURE).rating == expected


# ---- Needs that an answer leaves out -------------------------------------------------------------


def test_leaves_out_is_not_met_for_those_needs_and_met_for_the_items_others() -> None:
    """ "`leaves_out` gives 0 for those needs and 1 for the item's others in the need view"."""
    one = whole(rated("partly-met", leaves_out=["vision"]))
    assert one.by_need == {"walking": "met", "vision": "not-met"}
    assert one.rating == "partly-met"


def test_a_need_may_be_left_out_that_the_item_never_named() -> None:
    one = whole(rated("met", leaves_out=["hearing"]))
    assert one.by_need["hearing"] == "not-met"


def test_what_is_not_met_for_anyone_gives_no_need_credit() -> None:
    one = whole(rated("not-met", leaves_out=["vision"]))
    assert set(one.by_need.values()) == {"not-met"}


def test_needs_combine_over_places_like_ratings() -> None:
    one = at_ramps(by_place(east=rated("partly-met", leaves_out=["vision"]), west="met"))
    assert one.by_need == {"walking": "met", "vision": "partly-met"}


def test_without_leaves_out_each_need_has_the_items_own_rating() -> None:
    assert whole(rated("partly-met")).by_need == {}


# ---- Evidence ------------------------------------------------------------------------------------


def test_an_item_has_evidence_when_each_place_that_claims_something_has() -> None:
    shown = rated("met", evidence=[{"kind": "photograph", "title": "Ramp"}])
    assert at_ramps(by_place(east=shown, west="not-met")).evidenced
    assert not at_ramps(by_place(east=shown, west="partly-met")).evidenced


def test_an_item_that_is_not_asked_counts_for_nothing() -> None:
    one = whole(rated("not-met"), applies_when={"phases": ["post-16"]})
    assert (one.asked, one.counts) == (False, False)
