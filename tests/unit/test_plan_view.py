"""What the public plan says, what it leaves out, and what it does with half a file."""

import time
from datetime import date

import pytest

from send_audit.render.plan_view import plan_view
from send_audit.render.privacy import without_sums
from send_audit.render.views import PlanView, StrandSection
from tests import builders
from tests.builders import action, assess, full_school, plan, school
from tests.small_models import (
    AS_OF,
    Tree,
    audit,
    basis,
    checklist,
    duty_checklist,
    duty_tree,
    item_tree,
    places,
    rated,
)


def view_of(
    responses: dict[str, Tree] | None = None, *actions: Tree, **changes: object
) -> PlanView:
    return plan_view(school(responses, *actions, **changes))  # type: ignore[arg-type]


def strand(view: PlanView, anchor: str) -> StrandSection:
    return next(section for section in view.strands if section.anchor == anchor)


def cards(view: PlanView, anchor: str = "physical-environment") -> list[str]:
    return [card.heading for group in strand(view, anchor).groups for card in group.cards]


# What stays private


def test_nothing_private_reaches_the_view() -> None:
    printed = repr(plan_view(full_school()))
    assert [canary for canary in builders.PRIVATE if canary in printed] == []


@pytest.mark.parametrize(
    "said",
    [
        "£300", "£ 1.2k", "€300", "EUR 300", "300 EUR", "300 euros", "1200 pounds", "1,200.00 GBP", "£1m",
        "1.5 million pounds", "300 quid", "1 200 pounds", "£1 200", "£1,200 GBP",
    ],
)  # fmt: skip
def test_no_text_of_the_plan_holds_a_sum_unless_costs_are_asked_for(said: str) -> None:
    words = f"Pay {said} now"
    step = {"on": "2026-11-01", "what": words}
    told = action(
        action=words, aim=f"Aim {words}", success=words, waiting_on=words, progress=[step]
    )
    ended = action("A-02", action=words, status="dropped", dropped_reason=words)
    done = action("A-03", action=words, status="done", result={"effect": words})
    held = plan(
        told,
        ended,
        done,
        complaints=words,
        strengths=[{"text": words}],
        reviews=[{"on": "2026-11-02", "outcome": words}],
    )
    one = school({}, plan=held)
    printed, with_costs = repr(plan_view(one)), repr(plan_view(one, show_costs=True))
    assert said not in printed
    assert printed.count("Pay a sum not shown now") == with_costs.count(words) > 9


@pytest.mark.parametrize("text", ["1," * 20000, "1,," * 20000, "1" * 40000, "1 111" * 8000])
def test_a_long_row_of_digits_is_read_in_no_time(text: str) -> None:
    began = time.perf_counter()
    assert without_sums(text) == text
    assert time.perf_counter() - began < 2


def test_costs_are_printed_only_where_they_are_asked_for() -> None:
    money = [{"amount": "1200", "source": "devolved capital", "year": "2026-27"}]
    ended = {"status": "done", "result": {"effect": "Level now", "spent": "310.5"}}
    one = school({}, action(money=money), action("A-02", **ended))
    plain, shown = repr(plan_view(one)), repr(plan_view(one, show_costs=True))
    assert "'£1,200, from devolved capital, 2026-27.'" in shown
    assert "label='From'" not in shown
    assert "label='From'" in plain
    assert "Spent: £310.50." in shown
    assert "1,200" not in plain
    assert "310" not in plain


def test_with_costs_only_costs_come_out_of_hiding() -> None:
    printed = repr(plan_view(full_school(), show_costs=True))
    words = [canary for canary in builders.PRIVATE if canary.startswith("CANARY")]
    assert [canary for canary in words if canary in printed] == []
    assert "£9,876" in printed
    assert "£7,654" in printed


def test_private_entries_are_counted() -> None:
    view = plan_view(full_school())
    assert view.results is not None
    # CA-0190, the back bay of PE-0201, and action A-90
    assert "3 entries are kept private, and only counted here." in view.results.notes[-1]


def test_an_action_for_a_private_answer_is_printed_without_its_barrier_and_rating() -> None:
    view = view_of({"PE-0101": rated("not-met", private="true")}, action())
    (group,) = strand(view, "physical-environment").groups
    assert group.cards[0].heading == "Re-mark the bays"
    assert group.cards[0].reasons == ()


def test_a_private_finding_is_not_listed() -> None:
    view = view_of({"PE-0101": rated("not-met", private="true")})
    assert strand(view, "physical-environment").found == ()


def test_a_finding_with_a_private_action_is_not_called_unplanned() -> None:
    view = view_of({"PE-0101": rated("not-met")}, action(private="true"))
    assert strand(view, "physical-environment").found == ()


def test_a_private_duty_is_counted_and_not_named() -> None:
    duties = duty_checklist(duty_tree(criterion="The plan is written down."))
    subject = audit({"S10-0101": rated("not-met", private="true")}, plan=plan())
    view = plan_view(assess(subject, duties))
    assert view.about.unmet == ()
    assert view.results is not None
    assert view.results.figures[-1].value == "1"


@pytest.mark.parametrize(
    ("funding", "printed"),
    [
        ("Capital grant, £2,000", "Capital grant, a sum not shown."),
        ("About 500 pounds from the PTA", "About a sum not shown from the PTA."),
        ("Devolved formula capital", "Devolved formula capital."),
    ],
)
def test_resources_are_said_in_words_without_sums(funding: str, printed: str) -> None:
    view = view_of({"PE-0101": rated("not-met")}, action(funding=funding))
    facts = strand(view, "physical-environment").groups[0].cards[0].facts
    assert [fact.text for fact in facts if fact.label == "From"] == [printed]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_addresses_can_be_followed(url: str) -> None:
    view = view_of({}, plan=plan(links=[{"title": "Report", "url": url}]))
    assert [(link.text, link.href) for link in view.formats.links] == [("Report", None)]


# Actions and findings


def test_an_action_stands_in_its_own_strand_before_that_of_its_items() -> None:
    view = view_of({"PE-0101": rated("not-met")}, action(), action("A-02", strand="information"))
    assert len(cards(view)) == 1
    assert len(cards(view, "information")) == 1


def test_horizons_stand_in_order_and_in_the_plans_own_words() -> None:
    actions = [
        action("A-01", horizon="long"),
        action("A-02", horizon="short"),
        action("A-03", horizon=None),
    ]
    made = plan(*({k: v for k, v in a.items() if v is not None} for a in actions))
    view = view_of({"PE-0101": rated("not-met")}, plan=made | {"horizons": {"short": "this year"}})
    headings = [group.heading for group in strand(view, "physical-environment").groups]
    assert headings == ["This year", "Longer term", "More that we will do"]


def test_a_finding_without_an_action_is_listed_with_its_barrier_and_no_remedy() -> None:
    view = view_of({"PE-0101": rated("partly-met")})
    (group,) = strand(view, "physical-environment").found
    assert [(f.mark.word, f.text) for f in group.found] == [
        ("Partly met", "A pupil cannot get in.")
    ]
    assert "Mend it" not in repr(view)


def test_a_lapsed_finding_says_when_it_was_last_seen() -> None:
    view = view_of({"PE-0101": rated("not-met", checked_on="2020-01-15")})
    (group,) = strand(view, "physical-environment").found
    assert group.found[0].place == "Last seen 15 January 2020; to be checked again."


def test_places_are_named() -> None:
    there = places("parking-bay", "front", "back")
    there["places"]["front"]["name"] = "Front car park, bay 1"
    responses = {"PE-0101": {"places": {"front": rated("not-met"), "back": rated("met")}}}
    bays = [item_tree(per="parking-bay")]
    without = view_of(responses, items=bays, school=there)
    assert strand(without, "physical-environment").found[0].found[0].place == (
        "Where: Front car park, bay 1."
    )
    acted = view_of(responses, action(at=["front"]), items=bays, school=there)
    facts = strand(acted, "physical-environment").groups[0].cards[0].facts
    assert (facts[0].label, facts[0].text) == ("Where", "Front car park, bay 1.")


def test_done_and_dropped_actions_stand_apart() -> None:
    view = view_of(
        {"PE-0101": rated("not-met")},
        action("A-01", status="done", done_on="2026-11-02", result={"effect": "all get in"}),
        action("A-02", action="Move it.", status="dropped", dropped_reason="too steep"),
    )
    assert cards(view) == []
    assert [a.text for group in view.done for a in group.actions] == [
        "Done 2 November 2026. All get in."
    ]
    assert [(a.heading, a.text) for a in view.dropped] == [("Move it.", "Too steep.")]
    assert "ended" in [entry.anchor for entry in view.contents]


def test_an_overdue_action_says_so() -> None:
    view = view_of({"PE-0101": rated("not-met")}, action(due="2026-10"))
    facts = strand(view, "physical-environment").groups[0].cards[0].facts
    assert "October 2026, now overdue." in [fact.text for fact in facts]


def test_missing_facts_of_an_action_are_said_plainly() -> None:
    view = view_of({}, {"id": "A-01", "strand": "curriculum", "action": "Do it."})
    facts = strand(view, "curriculum").groups[0].cards[0].facts
    assert [(f.label, f.text) for f in facts] == [
        ("Who", "not yet decided."),
        ("When", "no date set yet."),
    ]


def test_a_long_action_keeps_every_word_below_a_short_heading() -> None:
    text = "word " * 180 + "end."
    view = view_of({}, action(action=text, strand="curriculum"))
    card = strand(view, "curriculum").groups[0].cards[0]
    assert len(card.heading) <= 111
    assert card.text == text


def test_many_findings_are_split_by_section_and_none_is_lost() -> None:
    items = [item_tree(f"PE-01{n:02}") for n in range(1, 13)]
    sections = [
        {"id": "a", "title": "Arriving", "items": items[:6]},
        {"id": "b", "title": "Doors", "items": items[6:]},
    ]
    subject = audit({item["id"]: rated("not-met") for item in items}, plan=plan())
    view = plan_view(assess(subject, checklist(sections=sections)))
    groups = strand(view, "physical-environment").found
    assert [(group.heading, len(group.found)) for group in groups] == [
        ("Arriving", 6),
        ("Doors", 6),
    ]


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        ({}, "Some questions here are still to be answered."),
        ({"PE-0101": rated("met")}, "found nothing to put right"),
        ({"PE-0101": rated("not-met")}, "No action is planned here yet."),
    ],
)
def test_an_empty_strand_says_why(responses: dict[str, Tree], said: str) -> None:
    assert said in strand(view_of(responses), "physical-environment").intro


# Numbers and duties


def test_no_number_stands_alone() -> None:
    view = plan_view(full_school())
    assert view.results is not None
    assert len(view.results.figures) == 4
    assert "confirmed" in view.results.figures[0].label


def test_the_word_incomplete_stands_with_each_number() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102")]
    results = view_of({"PE-0101": rated("met")}, items=items).results
    assert results is not None
    assert all("incomplete" in figure.label for figure in results.figures[:3])
    assert "incomplete" in results.rows[1].cells[0]
    assert "incomplete" in results.bars[1].figure
    complete = view_of({"PE-0101": rated("met")}).results
    assert complete is not None
    assert "incomplete" not in repr(complete)


def test_duties_stand_under_their_own_act_and_other_acts_never_change_the_status() -> None:
    view = plan_view(full_school())
    assert [act.act for act in view.about.unmet] == ["Children and Families Act 2014"]
    assert view.about.unmet[0].duties[0].text == "The SEN information report names the plan."
    assert any("no gap found in the evidence supplied" in note for note in view.about.law_notes)


def test_no_verdict_is_ever_given() -> None:
    assert "compliant" not in repr(plan_view(full_school())).lower()


# Half a file


def test_an_audit_without_a_plan_is_called_an_audit() -> None:
    view = view_of({"PE-0101": rated("not-met")}, plan=None)
    assert view.cover.title == "Accessibility audit"
    assert [fact.label for fact in view.cover.facts] == ["As it stood", "Other formats"]


def test_a_plan_without_answers_has_no_figures_and_says_so() -> None:
    view = plan_view(assess(audit(plan=plan(action(strand="curriculum")))))
    assert view.results is None
    assert (
        view.results_note
        == "No answers to the checklists go with this document, so it has no figures."
    )
    assert cards(view, "curriculum") == ["Re-mark the bays"]


def test_proposals_are_called_proposals_and_missing_facts_are_said() -> None:
    view = plan_view(assess(audit(plan={"aims": ["Everyone"]})))
    assert view.cover.title == "Proposed accessibility plan"
    assert [(fact.label, fact.text) for fact in view.cover.facts] == [
        ("Approved", "Not yet approved"),
        ("Next review", "Date of review not set"),
        ("Other formats", "Please ask us"),
    ]


def test_a_plan_whose_time_is_over_says_so_on_its_cover() -> None:
    view = view_of({"PE-0101": rated("met")}, as_of=date(2029, 9, 1))
    assert view.cover.notice == "This plan ran until 31 August 2029. A new one is due."
    assert view_of({"PE-0101": rated("met")}).cover.notice is None


def test_where_schedule_10_does_not_apply_the_plan_is_voluntary_and_students_are_students() -> None:
    view = view_of({}, school={"type": "sixth-form-centre", "phase": "post-16"})
    assert view.cover.title == "Accessibility plan (voluntary)"
    assert "student" in view.cover.promise
    assert view.about.law_aims == ()
    assert len(view.about.law) == 1


def test_wales_reads_of_its_own_words_and_law_only() -> None:
    items = [item_tree(basis=[basis("families-act", "section 69", "primary")])]
    wales = {"nation": "wales", "type": "welsh-establishment"}
    view = view_of({"PE-0101": rated("not-met")}, items=items, school=wales)
    printed = repr(view)
    assert "additional learning needs (ALN)" in printed
    assert "for three years from 1 April" in printed
    assert "SEN" not in printed
    assert "Children and Families Act" not in printed
    england = repr(view_of({"PE-0101": rated("not-met")}, items=items))
    assert "Children and Families Act" in england
    assert "1 April" not in england


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
def test_other_nations_get_no_schedule_10(nation: str) -> None:
    view = view_of({}, school={"nation": nation})
    assert "voluntary" in view.cover.title
    assert "does not apply in" in view.about.law[0]


def test_an_unknown_type_is_said() -> None:
    view = view_of({"PE-0101": rated("met")}, school={"type": "unknown"})
    assert any("kind of school is not recorded" in note for note in view.about.law_notes)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ({"group": {"name": "Tide Trust", "kind": "federation", "nation": "england"}}, "plan"),
        ({"local_authority": {"name": "Estuary", "code": "990", "nation": "england"}}, "strategy"),
    ],
)
def test_groups_and_authorities_get_a_sensible_document(subject: Tree, title: str) -> None:
    view = plan_view(assess(builders.other_subject(plan(action(strand="curriculum")), **subject)))
    assert view.cover.title == f"Accessibility {title}"
    assert cards(view, "curriculum") == ["Re-mark the bays"]


def test_a_language_that_is_no_language_tag_falls_back() -> None:
    assert view_of({}, language="cy").language == "cy"
    assert view_of({}, language='en" onload="x').language == "en-GB"


def test_the_contents_name_every_section_in_order() -> None:
    view = plan_view(full_school())
    anchors = [entry.anchor for entry in view.contents]
    assert anchors[:3] == ["about", "consulted", "results"]
    assert anchors[3:-4] == [section.anchor for section in view.strands]
    assert anchors[-4:] == ["ended", "monitoring", "formats", "sources"]


def test_unconfirmed_pinpoints_are_said_once_under_sources() -> None:
    view = view_of({"PE-0101": rated("not-met")})
    assert view.basis.note is not None
    checked = [item_tree(basis=[basis("families-act", "section 69", "primary")])]
    assert view_of({"PE-0101": rated("not-met")}, items=checked).basis.note is None


def test_the_day_is_the_day_of_the_assessment() -> None:
    assert view_of({}).day == AS_OF.isoformat()
