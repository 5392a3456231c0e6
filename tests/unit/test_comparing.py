"""Two audits side by side: what counts as better, what only looks so, and what cannot be compared."""

from datetime import date

import pytest

from send_audit.comparing import compare, on_its_own_day
from send_audit.comparing.results import Change
from tests.builders import assess
from tests.compared import MET, NOT, PARTLY, THEN, earlier, later, one_change
from tests.small_models import (
    Tree,
    audit,
    by_place,
    checklist,
    duty_checklist,
    duty_tree,
    item_tree,
    places,
    rated,
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("not-met", "partly-met", "improved"),
        ("partly-met", "met", "improved"),
        ("not-met", "met", "improved"),
        ("met", "partly-met", "worsened"),
        ("partly-met", "not-met", "worsened"),
        ("met", "met", "unchanged"),
        ("not-met", "not-met", "unchanged"),
        ("not-applicable", "not-applicable", "unchanged"),
        ("not-met", "not-applicable", "no-longer-applies"),
        ("not-applicable", "met", "now-applies"),
        (None, "met", "newly-answered"),
        ("met", None, "no-longer-answered"),
        (None, None, "unanswered"),
    ],
)
def test_better_and_worse_follow_the_order_of_the_ratings(
    old: str | None, new: str | None, kind: str
) -> None:
    change = one_change(rated(old) if old else None, rated(new) if new else None)
    assert change.kind == kind


def test_a_carried_answer_to_confirm_is_no_improvement() -> None:
    assert one_change(NOT, rated("met", to_confirm="Ask the PE lead")).kind == "not-confirmed"


def test_a_carried_answer_to_confirm_does_not_confirm_the_earlier_one() -> None:
    assert one_change(MET, rated("met", to_confirm="Carried from 2023")).kind == "not-confirmed"


def test_a_lapsed_answer_does_not_confirm_the_earlier_one() -> None:
    assert one_change(MET, rated("met", checked_on="2022-01-10")).kind == "not-confirmed"


def test_a_lapsed_answer_that_is_worse_is_not_hidden() -> None:
    assert one_change(MET, rated("not-met", to_confirm="Ask again")).kind == "worsened"


def test_an_earlier_audit_is_judged_on_its_own_day() -> None:
    content = checklist(item_tree("PE-0101"))
    old = earlier({"PE-0101": MET}, content)
    assert old.as_of == date(2023, 10, 2)
    assert old.scorecard.overall.score == 1
    aged = assess(audit({"PE-0101": MET}, audit={"date": THEN}), content)
    assert aged.scorecard.overall.confirmed == 0


def test_an_earlier_audit_without_a_date_is_judged_on_the_day_asked_for() -> None:
    undated = assess(audit({}, audit={}), checklist(item_tree()))
    assert on_its_own_day(undated) is undated


def test_an_audit_of_a_later_day_than_the_one_asked_for_is_not_moved_on() -> None:
    made = assess(audit({}), checklist(item_tree()), as_of=date(2026, 1, 1))
    assert on_its_own_day(made).as_of == date(2026, 1, 1)


def test_the_plans_dates_of_an_earlier_audit_are_read_on_its_own_day() -> None:
    content = duty_checklist(duty_tree("S10-0101"))
    period = {"period": {"start": "2023-09-01", "end": "2026-08-31"}}
    old = earlier({"S10-0101": MET}, content, plan=period)
    assert old.duty.status == "no-gap-found"


# ---- What is asked -------------------------------------------------------------------------------


def test_an_item_with_another_criterion_is_not_compared() -> None:
    old = earlier({"PE-0101": NOT}, checklist(item_tree("PE-0101")))
    new = later({"PE-0101": MET}, checklist(item_tree("PE-0101", criterion="It is wider.")))
    (change,) = compare(old, new).changes
    assert change.kind == "asked-differently"


def test_an_item_with_only_other_guidance_is_compared() -> None:
    old = earlier({"PE-0101": NOT}, checklist(item_tree("PE-0101")))
    new = later({"PE-0101": MET}, checklist(item_tree("PE-0101", guidance="Look twice.")))
    (change,) = compare(old, new).changes
    assert change.kind == "improved"


def test_a_retired_item_names_what_stands_in_its_place_and_the_other_way_round() -> None:
    retired = item_tree("PE-0101", retired={"in": "2.0.0", "replaced_by": ["PE-0199"]})
    old = earlier({"PE-0101": NOT}, checklist(item_tree("PE-0101")))
    new = later({"PE-0199": MET}, checklist(retired, item_tree("PE-0199")))
    changes = {change.id: change for change in compare(old, new).changes}
    gone, come = changes["PE-0101"], changes["PE-0199"]
    assert (gone.kind, gone.instead) == ("no-longer-asked", ("PE-0199",))
    assert gone.why == "not asked any more (It is now PE-0199.)"
    assert (come.kind, come.instead) == ("newly-asked", ("PE-0101",))


def test_an_item_that_no_longer_suits_the_school_says_why() -> None:
    content = checklist(item_tree("PE-0101", applies_when={"features": {"lift": "true"}}))
    old = earlier({"PE-0101": NOT}, content)
    new = later({}, content, school={"features": {"lift": "false"}})
    (change,) = compare(old, new).changes
    assert (change.kind, change.why) == ("no-longer-asked", "not asked of this kind of school")


def test_an_item_of_a_checklist_that_the_later_audit_leaves_out_is_named() -> None:
    old = earlier({"PE-0101": NOT}, checklist(item_tree("PE-0101")))
    (change,) = compare(old, later({})).changes
    assert (change.kind, change.why) == ("no-longer-asked", None)


def test_an_item_asked_of_neither_is_not_listed() -> None:
    content = checklist(item_tree("PE-0101", applies_when={"phases": ["secondary"]}))
    assert compare(earlier({}, content), later({}, content)).changes == ()


# ---- Place by place ------------------------------------------------------------------------------


def by_bay(old: Tree, new: Tree, *bays: str) -> Change:
    content = checklist(item_tree("PE-0101", per="parking-bay"))
    school = places("parking-bay", *bays)
    (change,) = compare(
        earlier({"PE-0101": old}, content, school=school),
        later({"PE-0101": new}, content, school=school),
    ).changes
    return change


def moves(change: Change) -> list[tuple[str, str | None, str | None]]:
    return [(place.id, place.old, place.new) for place in change.places]


def test_places_that_swap_are_named_though_the_whole_is_as_before() -> None:
    change = by_bay(
        by_place(east="met", west="not-met"), by_place(east="not-met", west="met"), "east", "west"
    )
    assert change.kind == "unchanged"
    assert moves(change) == [("east", "met", "not-met"), ("west", "not-met", "met")]


def test_a_place_that_nobody_looked_at_before_is_named_as_such() -> None:
    content = checklist(item_tree("PE-0101", per="parking-bay"))
    (change,) = compare(
        earlier({"PE-0101": by_place(east="met")}, content, school=places("parking-bay", "east")),
        later(
            {"PE-0101": by_place(east="met", west="not-met")},
            content,
            school=places("parking-bay", "east", "west"),
        ),
    ).changes
    assert change.kind == "worsened"
    assert moves(change) == [("west", None, "not-met")]


def test_a_known_failure_is_worse_though_another_place_is_open() -> None:
    change = by_bay(by_place(east="met", west="met"), by_place(east="not-met"), "east", "west")
    assert change.kind == "worsened"


def test_an_open_place_alone_is_only_no_longer_answered() -> None:
    change = by_bay(by_place(east="met", west="met"), by_place(east="met"), "east", "west")
    assert change.kind == "no-longer-answered"


# ---- For whom ------------------------------------------------------------------------------------


def test_one_rating_may_hide_that_another_need_is_left_out_now() -> None:
    change = one_change(
        rated("partly-met", leaves_out=["vision"]), rated("partly-met", leaves_out=["walking"])
    )
    assert (change.kind, change.better_for, change.worse_for) == (
        "unchanged",
        ("vision",),
        ("walking",),
    )


def test_a_carried_answer_serves_nobody_better() -> None:
    after = rated("partly-met", leaves_out=["walking"], to_confirm="Ask")
    change = one_change(rated("partly-met", leaves_out=["vision"]), after)
    assert (change.better_for, change.worse_for) == ((), ("walking",))


def test_an_answer_that_leaves_no_need_out_serves_all_alike() -> None:
    change = one_change(NOT, PARTLY)
    assert (change.better_for, change.worse_for) == ((), ())


def test_saying_for_the_first_time_who_is_left_out_makes_it_worse_for_nobody() -> None:
    change = one_change(PARTLY, rated("partly-met", leaves_out=["walking"]))
    assert (change.better_for, change.worse_for) == ((), ())
