"""The yearly report on a plan: each action once, nothing private, and plain words where there is nothing."""

import pytest

from send_audit.render.plan_view import plan_view
from send_audit.render.progress_view import progress_view
from send_audit.render.progress_views import ProgressPart, ProgressView
from send_audit.render.to_html import render_html
from tests import builders
from tests.builders import action, full_school, other_subject, plan, school
from tests.golden_files import assert_golden
from tests.program import SALTMARSH
from tests.reading_order import read_page
from tests.small_models import Tree, rated
from tests.working import assessed


def of(*actions: Tree, responses: dict[str, Tree] | None = None, **changes: object) -> ProgressView:
    return progress_view(school(responses or {}, *actions, **changes))  # type: ignore[arg-type]


def part(view: ProgressView, anchor: str) -> ProgressPart:
    return next(one for one in view.parts if one.anchor == anchor)


def told(one: ProgressPart) -> dict[str, list[str]]:
    """What a section lists, by its headings."""
    found = {group.heading or "": [a.heading for a in group.actions] for group in one.ended}
    found |= {group.heading: [card.heading for card in group.cards] for group in one.cards}
    return found | {group.heading: [row.cells[0] for row in group.rows] for group in one.ahead}


def named(id_: str, **changes: object) -> Tree:
    return action(id_, action=f"Thing {id_}.", **changes)


EVERY = (
    named("A-01", status="done", done_on="2026-10-01", was_due=[{"due": "2026-07"}]),
    named("A-02", status="done", done_on="2025-11-23"),
    named("A-03", status="done"),
    named("A-04", status="in-progress"),
    named("A-05", status="ongoing", due=None, timescale="always"),
    named("A-06", status="waiting", waiting_on="the council"),
    named("A-07", status="in-progress", due="2026-10"),
    named("A-08", due="2026-11-22", was_due=[{"due": "2026-07", "why": "no builder"}]),
    named("A-09", status="in-progress", was_due=[{"due": "2026-07"}]),
    named("A-10", due="2027-11-23"),
    named("A-11", due="2027-11-24"),
    named("A-12", due=None),
    named("A-13", status="dropped", dropped_reason="the block goes", due="2026-01"),
    named("A-14", due="2027-01"),
)


def test_each_action_stands_in_exactly_one_section() -> None:
    view = of(*EVERY)
    assert {one.anchor: told(one) for one in view.parts} == {
        "done": {
            "In the last 12 months": ["Thing A-01."],
            "Before that": ["Thing A-02."],
            "Date not recorded": ["Thing A-03."],
        },
        "under-way": {
            "In hand": ["Thing A-04"],
            "Going on all the time": ["Thing A-05"],
            "Waiting on others": ["Thing A-06"],
        },
        "slipped": {
            "Late now": ["Thing A-07", "Thing A-08"],
            "Moved to a later date": ["Thing A-09"],
        },
        "next": {
            "In the next 12 months": ["Thing A-14.", "Thing A-10."],
            "After that": ["Thing A-11."],
            "No date set yet": ["Thing A-12."],
        },
        "dropped": {"": ["Thing A-13."]},
        "unplanned": {},
    }


def test_the_numbers_make_up_the_first_and_agree_with_the_sentence() -> None:
    view = of(*EVERY)
    assert [(one.value, one.label) for one in view.figures] == [
        ("14", "promised"),
        ("3", "done"),
        ("3", "under way or waiting"),
        ("3", "slipped"),
        ("4", "not begun"),
        ("1", "not going ahead"),
    ]
    standing, lately = view.short
    assert standing == (
        "Our plan holds 14 actions: 3 are done, 3 are under way or waiting, 3 have slipped, 4 have not begun "
        "and 1 will not go ahead."
    )
    assert lately == "In the last 12 months we finished 1 action."


def test_what_has_slipped_gives_its_reason_or_says_that_none_is_recorded() -> None:
    unsaid = "Why it has slipped is not recorded."
    late, moved = part(of(*EVERY), "slipped").cards
    assert late.cards[0].progress == unsaid
    assert late.cards[1].progress == "First due July 2026: no builder."
    assert moved.cards[0].progress == f"First due July 2026. {unsaid}"
    assert ("By", "October 2026, now overdue.") in [(f.label, f.text) for f in late.cards[0].facts]


def test_news_of_what_is_late_stands_for_the_reason() -> None:
    news = [{"on": "2026-11-01", "what": "The builder is ill"}]
    (late,) = part(of(named("A-01", due="2026-10", progress=news)), "slipped").cards
    assert late.cards[0].progress == "1 November 2026: The builder is ill."


def test_the_sources_are_those_of_the_barriers_shown() -> None:
    def lines(status: str) -> int:
        view = of(named("A-01", status=status), responses={"PE-0101": rated("not-met")})
        return sum(len(group.text.split("; ")) for group in view.basis.groups)

    assert lines("in-progress") == lines("planned") + 1


def test_what_is_under_way_and_due_within_the_year_is_said_with_what_comes_next() -> None:
    words = part(of(*EVERY), "next").paragraphs
    assert words == (
        "These actions have not begun.",
        "In the next 12 months, 3 actions shown above fall due too.",
    )


def test_nothing_late_is_said_and_what_can_never_be_late() -> None:
    view = of(named("A-01"), named("A-02", due=None))
    assert part(view, "slipped").paragraphs == (
        "No open action is late, and none has a later date than first planned.",
        "1 open action has no date by which to be done, and so cannot be late.",
    )


def test_where_all_is_done_no_section_claims_more() -> None:
    view = of(named("A-01", status="done", done_on="2026-10-01"))
    assert view.short[0] == "Our plan holds 1 action: 1 is done."
    said = {one.anchor: one.paragraphs for one in view.parts}
    assert said["under-way"] == ("No other action is under way.",)
    assert said["slipped"] == ("No action is open, so none can be late.",)
    assert said["next"] == ("No action is left that has not begun.",)
    assert said["dropped"] == ("No action was given up.",)


def test_what_is_found_and_not_planned_is_counted_with_a_way_to_the_plan() -> None:
    held = plan(published={"url": "https://little.example/plan"})
    one = part(of(responses={"PE-0101": rated("not-met")}, plan=held), "unplanned")
    assert one.paragraphs == (
        "For 1 barrier that we have found there is no action yet: our plan lists it.",
    )
    assert one.link is not None
    assert one.link.href == "https://little.example/plan"
    hidden = of(responses={"PE-0101": rated("not-met", private="true")})
    assert part(hidden, "unplanned").paragraphs == (
        "No barrier that we may show here is without an action.",
    )
    nothing = part(of(responses={"PE-0101": rated("met")}), "unplanned")
    assert nothing.paragraphs == ("No barriers found in the answers.",)


# Where there is little


def test_without_a_plan_it_says_so_and_shows_no_number() -> None:
    view = of(plan=None)
    assert view.cover.notice == "There is no plan of our own yet."
    assert view.short == (
        "We have no accessibility plan of our own yet, so there is no promise of our own to report on.",
    )
    assert view.figures == ()
    assert [one.anchor for one in view.parts] == ["unplanned"]


def test_proposals_are_not_called_promises() -> None:
    view = of(plan={"actions": [named("A-01")]})
    assert view.cover.notice == "Proposals only: this plan is not approved yet."
    assert view.figures[0].label == "proposed"
    assert "not yet promises" in view.short[0]


def test_private_actions_are_neither_shown_nor_counted() -> None:
    view = of(named("A-01"), named("A-02", private="true"))
    assert view.figures[0].value == "1"
    assert view.short[-1] == "Actions that are kept private are neither shown nor counted here."
    only = of(named("A-02", private="true"))
    assert only.short == ("No action in our plan is for everyone to read.",)
    assert only.figures == ()


def test_a_plan_without_actions_says_so() -> None:
    assert of().short == ("Our plan holds no action yet.",)


@pytest.mark.parametrize(
    ("subject", "document"),
    [
        ({"local_authority": {"name": "Estuary", "code": "999", "nation": "england"}}, "strategy"),
        ({"group": {"name": "Tidal", "kind": "multi-academy-trust", "nation": "england"}}, "plan"),
    ],
)
def test_authorities_and_groups_report_on_their_own_document(subject: Tree, document: str) -> None:
    view = progress_view(builders.assess(other_subject(plan(named("A-01")), **subject)))
    assert view.cover.title == f"Progress on our accessibility {document}"
    assert view.short[0] == f"Our {document} holds 1 action: 1 has not begun."


def test_what_was_brought_forward_or_has_no_date_left_has_not_slipped() -> None:
    view = of(
        named("A-01", due="2026-12", was_due=[{"due": "2027-09"}]),
        named("A-02", due=None, was_due=[{"due": "2026-07"}]),
        named("A-03", due="2027-03", was_due=[{"due": "2026-07"}]),
        named(
            "A-04",
            status="ongoing",
            due="2027-03",
            repeats="yearly",
            done_on="2026-10-01",
            was_due=[{"due": "2026-07"}],
        ),
    )
    assert told(part(view, "slipped")) == {"Moved to a later date": ["Thing A-03"]}
    assert told(part(view, "under-way")) == {"Going on all the time": ["Thing A-04"]}
    assert view.figures[0].value == "4"


def test_what_is_done_in_the_future_is_not_done_lately() -> None:
    groups = told(part(of(named("A-01", status="done", done_on="2027-01-01")), "done"))
    assert "In the last 12 months" not in groups


def test_a_month_counts_as_soon_as_it_has_begun() -> None:
    groups = told(part(of(named("A-01", status="done", done_on="2026-11")), "done"))
    assert groups == {"In the last 12 months": ["Thing A-01."]}


def test_an_action_with_a_date_is_not_one_without() -> None:
    one = named("A-01", due="2026-09-01", done_on="2026-10-01")
    assert all("no date" not in text for text in part(of(one), "slipped").paragraphs)


def test_a_barrier_whose_only_action_was_given_up_in_private_is_counted() -> None:
    dropped = named(
        "A-01",
        **{"for": ["PE-0101"], "private": "true"},
        status="dropped",
        dropped_reason="no room",
    )
    view = of(dropped, responses={"PE-0101": rated("not-met")})
    (said,) = part(view, "unplanned").paragraphs
    assert said.startswith("For 1 barrier that we have found there is no action yet")


# What stays private


@pytest.mark.parametrize("number", range(1, 7))
def test_nothing_private_reaches_the_report(number: int) -> None:
    printed = repr(progress_view(full_school(actions=number)))
    assert [canary for canary in builders.PRIVATE if canary in printed] == []


def test_no_text_of_the_report_holds_a_sum_unless_costs_are_asked_for() -> None:
    words = "Pay £300 now"
    slip = [{"due": "2026-05", "why": words}]
    made: list[Tree] = [
        action("A-01", action=words, status="done", result={"effect": words, "spent": "300"}),
        action("A-02", action=words, status="dropped", dropped_reason=words),
        action("A-03", action=words, status="in-progress", progress=[{"on": "2026-11-01", "what": words}]),
        action("A-04", action=words, due="2026-05", was_due=slip),
        action("A-05", action=words, lead=words, cost="300"),
    ]  # fmt: skip
    reviews = [{"on": "2026-11-02", "outcome": words}]
    one = school({}, plan=plan(*made, complaints=words, reviews=reviews))
    plain, shown = repr(progress_view(one)), repr(progress_view(one, show_costs=True))
    assert "300" not in plain
    assert plain.count("Pay a sum not shown now") == shown.count(words) > 9
    assert "Spent: £300." in shown
    assert part(progress_view(one, show_costs=True), "next").ahead[0].rows[0].cells[-1] == "£300."


# The page


def test_the_contents_name_every_section_in_order() -> None:
    page = read_page(render_html(of(*EVERY)))
    headings = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["Contents", *(entry.title for entry in of(*EVERY).contents)]


def test_the_report_and_the_plan_count_the_same_actions() -> None:
    one = full_school()
    view, printed = progress_view(one), plan_view(one)
    cards = sum(len(group.cards) for strand in printed.strands for group in strand.groups)
    assert int(view.figures[0].value) == cards + len(printed.dropped) + sum(
        len(group.actions) for group in printed.done
    )


def test_the_report_of_a_school_reads_as_it_did() -> None:
    assert_golden(
        "progress-saltmarsh-primary.txt", read_page(render_html(progress_view(assessed(SALTMARSH))))
    )
