"""What became of a plan's actions: kept, late, slipped, carried over, dropped, and gone without a word."""

from datetime import date

import pytest

from send_audit.comparing import compare, compare_series
from send_audit.comparing.results import ActionChange
from send_audit.render.compare_text import render_series
from tests.builders import action, assess, plan
from tests.small_models import AS_OF, Tree, audit, checklist, item_tree, rated

CONTENT = checklist(item_tree("PE-0101"), item_tree("PE-0102"))
THEN = {"date": "2023-10-02"}


def changes(
    old: list[Tree], new: list[Tree] | None, *, as_of: date = AS_OF, **answers: Tree
) -> list[ActionChange]:
    before = assess(audit({}, audit=THEN, plan=plan(*old)), CONTENT, as_of=as_of, file="old.yaml")
    responses = {id_.replace("_", "-"): answer for id_, answer in answers.items()}
    stated = plan(*new) if new is not None else None
    after = assess(audit(responses, plan=stated), CONTENT, as_of=as_of, file="new.yaml")
    return list(compare(before, after).actions)


def fates(old: list[Tree], new: list[Tree] | None, *, as_of: date = AS_OF) -> dict[str, str]:
    return {change.id: change.fate for change in changes(old, new, as_of=as_of)}


# ---- Which action is which -----------------------------------------------------------------------


def test_carried_from_wins_over_an_id_used_again() -> None:
    old = [action("A-01", due="2027-07")]
    again = action("A-01", action="Something else.", **{"for": ["PE-0102"]})
    carried = action("B-07", carried_from=["A-01"], due="2027-07")
    found = changes(old, [again, carried])
    assert [(c.fate, [a.id for a in c.new]) for c in found] == [
        ("carried-over", ["B-07"]),
        ("new", ["A-01"]),
    ]


@pytest.mark.parametrize(
    ("later", "matched"),
    [
        ({"action": "Paint new lines."}, True),  # another text for the same item
        ({"for": ["PE-0102"]}, True),  # another item, in the same words
        ({"for": ["PE-0102"], "action": "Buy a hoist for the hall."}, False),
    ],
)
def test_an_id_used_again_is_the_same_action_only_if_the_matter_is(
    later: Tree, matched: bool
) -> None:
    found = fates([action("A-01")], [action("A-01", **later)])
    assert found["A-01"] == ("carried-over" if matched else "new")
    assert len(changes([action("A-01")], [action("A-01", **later)])) == (1 if matched else 2)


def test_the_same_words_under_another_id_are_the_same_action() -> None:
    assert fates([action("A-01")], [action("2026/4")]) == {"A-01": "carried-over"}


def test_two_actions_carried_into_one_both_go_on() -> None:
    both = action("B-01", action="Do both.", carried_from=["A-01", "A-02"])
    old = [action("A-01"), action("A-02", action="Another.")]
    assert fates(old, [both]) == {"A-01": "carried-over", "A-02": "carried-over"}


def test_one_action_carried_into_two_is_open_while_one_of_them_is() -> None:
    done = action("B-01", carried_from=["A-01"], status="done", done_on="2026-10-01")
    left = action("B-02", carried_from=["A-01"], action="The rest.")
    (change,) = changes([action("A-01")], [done, left])
    assert change.fate == "carried-over"
    assert [a.id for a in change.new] == ["B-02", "B-01"]


# ---- What became of it ---------------------------------------------------------------------------


def fate(old: Tree, new: Tree | None, as_of: date = AS_OF) -> str:
    """What becomes of one action whose later form differs so; `None` where it is gone."""
    later = (
        [action("A-01", **new)]
        if new is not None
        else [action("Z-9", action="Other.", **{"for": ["PE-0102"]})]
    )
    (first, *_) = changes([action("A-01", **old)], later, as_of=as_of)
    return first.fate


DUE = {"due": "2026-07"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (DUE, {"due": "2026-07", "status": "done", "done_on": "2026-07-31"}, "done"),
        (DUE, {"due": "2026-07", "status": "done", "done_on": "2026-08-01"}, "done-late"),
        (DUE, {"due": "2026-07", "status": "done"}, "done"),  # no day stated: nothing shows it late
        # Late by the first promise, though in time by the date that was moved.
        (DUE, {"due": "2026-12", "status": "done", "done_on": "2026-10-01"}, "done-late"),
        # The date had been moved before the earlier file was written.
        (
            {"due": "2026-12", "was_due": [{"due": "2026-07"}]},
            {"due": "2026-12", "status": "done", "done_on": "2026-10-01"},
            "done-late",
        ),
        (
            {"due": "2026-07", "status": "done", "done_on": "2026-07-01"},
            {"due": "2026-07", "status": "done", "done_on": "2026-07-01"},
            "done-before",
        ),
        ({"status": "done", "done_on": "2026-07-01"} | DUE, None, "done"),
        ({"status": "done", "done_on": "2026-09-01"} | DUE, None, "done-late"),
        (DUE, {"due": "2027-07"}, "slipped"),
        (DUE, DUE, "slipped"),  # the same date, and it has passed
        ({"due": "2027-07"}, {"due": "2027-07"}, "carried-over"),
        ({"due": "2027-07"}, {"due": "2027-04"}, "carried-over"),  # brought forward
        ({"due": "2027-07"}, {"due": None}, "slipped"),  # the date is gone
        ({"due": None}, {"due": "2027-07"}, "carried-over"),
        (
            {"due": "2027-07"},
            {"due": "2027-07", "was_due": [{"due": "2026-07", "why": "Budget"}]},
            "slipped",
        ),
        # What comes round each year has a later date each time: no slip.
        (
            {"due": "2026-07", "repeats": "yearly", "status": "ongoing"},
            {"due": "2027-07", "repeats": "yearly", "status": "ongoing"},
            "carried-over",
        ),
        (
            {"due": "2026-07", "repeats": "yearly", "status": "ongoing"},
            {"due": "2026-07", "repeats": "yearly", "status": "ongoing"},
            "slipped",
        ),
        (DUE, {"status": "dropped", "dropped_reason": "No grant."}, "dropped"),
        ({"status": "dropped", "dropped_reason": "No grant."}, None, "dropped"),
        (DUE, None, "dropped-without-reason"),
        ({"due": "2027-07"}, None, "dropped-without-reason"),
        ({"status": "ongoing"}, None, "dropped-without-reason"),
    ],
)
def test_what_became_of_an_action(old: Tree, new: Tree | None, expected: str) -> None:
    assert fate(old, new) == expected


def test_time_alone_makes_an_action_late_and_never_done() -> None:
    assert fate({"due": "2027-07"}, {"due": "2027-07"}, date(2027, 8, 1)) == "slipped"


def test_what_is_gone_says_who_took_up_its_items() -> None:
    (gone, _) = changes(
        [action("A-01")], [action("B-02", action="Build a new car park with wide bays.")]
    )
    assert (gone.fate, gone.taken_up_by) == ("dropped-without-reason", ("B-02",))


def test_a_dropped_action_takes_nothing_up() -> None:
    other = action("B-02", action="Other.", status="dropped", dropped_reason="No.")
    (gone, _) = changes([action("A-01")], [other])
    assert gone.taken_up_by == ()


def test_each_action_says_how_its_items_stand_now() -> None:
    (change,) = changes([action("A-01")], [action("A-01")], PE_0101=rated("met"))
    assert [(o.item.id, o.rating) for o in change.items] == [("PE-0101", "met")]


def test_a_later_file_without_actions_is_remarked_on() -> None:
    before = assess(audit({}, audit=THEN, plan=plan(action("A-01"))), CONTENT, file="old.yaml")
    after = assess(audit({}), CONTENT, file="new.yaml")
    assert [r.kind for r in compare(before, after).remarks] == ["no-plan"]


def test_actions_that_went_through_a_plan_in_between_are_remarked_on() -> None:
    before = assess(audit({}, audit=THEN, plan=plan(action("A-01"))), CONTENT, file="old.yaml")
    carried = action("C-01", carried_from=["B-01"], action="Go on.", **{"for": ["PE-0102"]})
    after = assess(audit({}, plan=plan(carried)), CONTENT, file="new.yaml")
    (remark,) = compare(before, after).remarks
    assert remark.kind == "carried-from-elsewhere"
    assert "B-01" in remark.message


# ---- In words ------------------------------------------------------------------------------------


def text(old: list[Tree], new: list[Tree], **answers: Tree) -> str:
    before = assess(audit({}, audit=THEN, plan=plan(*old)), CONTENT, file="old.yaml")
    responses = {id_.replace("_", "-"): answer for id_, answer in answers.items()}
    after = assess(audit(responses, plan=plan(*new)), CONTENT, file="new.yaml")
    return render_series(compare_series([before, after]))


def test_what_is_gone_without_a_reason_stands_first_and_says_how_to_mend_it() -> None:
    shown = text(
        [action("A-01", due="2027-07"), action("A-02", action="Fit a rail.")],
        [action("B-01", action="Repaint everything.", due="2027-09")],
    )
    block = shown.split("\nActions\n")[1].splitlines()
    assert block[0] == "  Gone, and no reason given (2)"
    assert block[1] == "    A-01  Re-mark the bays."
    assert block[2] == "      Was planned, due July 2027. Now PE-0101 is not yet answered."
    assert "carried_from: [A-01]" in block[3]
    assert "0 done, 0 slipped, 0 carried over in time, 0 dropped with a reason and 2 gone" in shown


def test_a_slip_says_from_when_to_when_and_why() -> None:
    slipped = action(
        "A-01", due="2027-12", was_due=[{"due": "2026-07", "why": "the grant came late"}]
    )
    shown = text([action("A-01", due="2026-07")], [slipped])
    assert "A-01  Re-mark the bays.\n      July 2026 → December 2027, planned. Now" in shown
    assert "      The grant came late." in shown


def test_what_was_done_says_when_and_what_came_of_it() -> None:
    done = action("A-01", status="done", done_on="2026-09-01", result={"effect": "All can park"})
    shown = text([action("A-01", due="2026-07")], [done], PE_0101=rated("partly-met"))
    assert "A-01  Re-mark the bays.\n      1 September 2026, promised for July 2026." in shown
    assert "All can park." in shown
    assert "Done, but still a gap (1)" in shown
    assert "PE-0101  partly met, though A-01 was done on 1 September 2026" in shown
