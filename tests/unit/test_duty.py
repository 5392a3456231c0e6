"""The duty report: the one status of design.md section 4, and what stands under which Act."""

from datetime import date

import pytest

from send_audit.duty import has_plan_duty, report_duty
from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist
from send_audit.model.results import DutyReport
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.outcomes import resolve
from send_audit.render.score_text import duty_reasons
from send_audit.render.wording import DUTY_STATUS_WORDS
from tests.small_models import (
    AS_OF,
    SCHEDULE_10,
    Tree,
    audit,
    basis,
    checklist,
    duty_checklist,
    duty_tree,
    item_tree,
    rated,
    source,
)

SOURCES = {
    one.id: one
    for one in (
        source(SCHEDULE_10, title="Schedule 10"),
        source("children-and-families-act-2014", title="Children and Families Act 2014"),
        source("psed-regulations-2017", kind="regulations", title="Equality duty regulations"),
        source("send-code-2015", kind="statutory-guidance", title="Code of practice"),
    )
}
OTHER_ACT = [basis("children-and-families-act-2014", "section 69", "primary")]
GAP = {"S10-0101": rated("not-met")}
OLD = {"checked_on": "2019-01-01"}


def report(of: Audit, *checklists: Checklist, as_of: date = AS_OF) -> DutyReport:
    return report_duty(of, resolve(of, checklists, as_of), SOURCES, as_of)


def one_duty(response: Tree | None, **item_changes: object) -> DutyReport:
    """The report on a school that is asked one duty."""
    answers = {"S10-0101": response} if response is not None else {}
    return report(
        audit(answers), duty_checklist(duty_tree("S10-0101", "secondary", **item_changes))
    )


def of_school(answers: dict[str, Tree] | None = None, **school: object) -> DutyReport:
    return report(audit(answers or GAP, school=school), duty_checklist(duty_tree()))


def in_period(start: str, end: str | None, as_of: str = "2026-11-23") -> DutyReport:
    """Everything answered as met, in a plan with these dates."""
    period = {"start": start} | ({"end": end} if end else {})
    answers = {"S10-0101": rated("met"), "S10-0104": rated("met")}
    items = [duty_tree("S10-0101"), duty_tree("S10-0104")]
    of = audit(answers, plan={"period": period})
    return report(of, duty_checklist(*items), as_of=date.fromisoformat(as_of))


def ids(of: DutyReport, kind: str) -> list[str]:
    return [reason.item.id for reason in of.reasons if reason.kind == kind and reason.item]


# ---- The status ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("response", "status"),
    [
        (rated("met"), "no-gap-found"),
        (rated("not-met"), "gap-found"),
        (rated("partly-met"), "gap-found"),  # "Partly-met is a gap"
        (None, "not-fully-assessed"),  # "unanswered or lapsed is not assessed"
        (rated("met", **OLD), "not-fully-assessed"),
        (rated("not-met", **OLD), "not-fully-assessed"),
        (rated("met", to_confirm="Carried over"), "not-fully-assessed"),
        (rated("not-applicable"), "not-fully-assessed"),
    ],
)
def test_one_duty_decides_the_status(response: Tree | None, status: str) -> None:
    assert one_duty(response).status == status


def test_not_applicable_is_accepted_only_on_items_marked_so() -> None:
    """ "not-applicable is accepted only on items marked `may_not_apply` (a review not yet due)"."""
    refused = one_duty(rated("not-applicable"))
    assert ids(refused, "open") == ["S10-0101"]
    assert refused.open == 1
    accepted = one_duty(rated("not-applicable"), may_not_apply="true")
    assert (accepted.status, accepted.open, accepted.met) == ("no-gap-found", 0, 0)


def test_an_old_not_applicable_is_open_again() -> None:
    stale = one_duty(rated("not-applicable", **OLD), may_not_apply="true")
    assert (stale.status, stale.open) == ("not-fully-assessed", 1)


def test_a_gap_outranks_what_is_open() -> None:
    """ "`not-applicable` (...) > `gap-found` > `not-fully-assessed` > `no-gap-found`"."""
    content = duty_checklist(duty_tree("S10-0101"), duty_tree("S10-0102"))
    assert report(audit(GAP), content).status == "gap-found"
    assert report(audit({"S10-0101": rated("met")}), content).status == "not-fully-assessed"


@pytest.mark.parametrize("support", ["primary", "secondary"])
def test_a_checked_pinpoint_decides(support: str) -> None:
    content = duty_checklist(duty_tree("S10-0101", support))
    assert report(audit(GAP), content).status == "gap-found"


@pytest.mark.parametrize("support", ["ancestor", "unverified"])
def test_an_unchecked_pinpoint_never_decides(support: str) -> None:
    """ "and whose `support` is primary or secondary"."""
    unsure = duty_tree("S10-0102", support)
    content = duty_checklist(duty_tree("S10-0101"), unsure)
    answers = {"S10-0101": rated("met"), "S10-0102": rated("not-met")}
    made = report(audit(answers), content)
    assert made.status == "no-gap-found"
    (gap,) = made.unmet
    assert (gap.item.id, gap.decides, gap.supported) == ("S10-0102", False, False)
    # An open one keeps nothing open either.
    assert report(audit({"S10-0101": rated("met")}), content).status == "no-gap-found"


def test_an_unchecked_pinpoint_beside_a_checked_one_of_the_same_schedule_decides() -> None:
    pair = [
        basis(SCHEDULE_10, "paragraph 3(2)", "secondary"),
        basis(SCHEDULE_10, "3(3)", "ancestor"),
    ]
    assert one_duty(rated("not-met"), basis=pair).status == "gap-found"


@pytest.mark.parametrize("duty", ["should", "good-practice"])
def test_what_is_no_duty_never_decides(duty: str) -> None:
    content = duty_checklist(duty_tree("S10-0101"), duty_tree("S10-0102", duty=duty))
    answers = {"S10-0101": rated("met"), "S10-0102": rated("not-met")}
    made = report(audit(answers), content)
    assert (made.status, made.unmet, made.not_met) == ("no-gap-found", (), 1)


def test_a_duty_to_have_regard_decides_like_any_other() -> None:
    assert one_duty(rated("not-met"), duty="have-regard").status == "gap-found"


def test_a_checklist_with_no_duty_in_it_proves_nothing() -> None:
    made = report(audit({"PE-0101": rated("met")}), checklist(item_tree()))
    assert made.status == "not-fully-assessed"
    assert [reason.kind for reason in made.reasons] == ["nothing-asked"]


def test_how_the_status_is_printed() -> None:
    """ "no gap found in the evidence supplied; gap found; not fully assessed; Schedule 10 does not apply"."""
    assert dict(DUTY_STATUS_WORDS) == {
        "no-gap-found": "no gap found in the evidence supplied",
        "gap-found": "gap found",
        "not-fully-assessed": "not fully assessed",
        "not-applicable": "Schedule 10 does not apply",
    }


# ---- Dates in the plan ---------------------------------------------------------------------------


def test_dated_facts_win_over_answers() -> None:
    """ "Dated facts in `plan` win over answers."."""
    expired = in_period("2023-09-01", "2026-08-31")
    assert (expired.status, expired.met, expired.not_met) == ("gap-found", 1, 1)
    assert [reason.kind for reason in expired.reasons] == ["plan-expired"]
    (gap,) = expired.unmet
    assert (gap.item.id, gap.from_plan_dates, gap.rating) == ("S10-0101", True, "not-met")


def test_a_period_over_three_years_wins_too() -> None:
    long = in_period("2026-09-01", "2031-08-31")
    assert long.status == "gap-found"
    assert [reason.kind for reason in long.reasons] == ["plan-over-three-years"]
    assert [gap.item.id for gap in long.unmet] == ["S10-0104"]


@pytest.mark.parametrize(
    ("end", "as_of", "status"),
    [
        ("2026-11", "2026-11-30", "no-gap-found"),
        ("2026-11", "2026-12-01", "gap-found"),
        ("2026-11-23", "2026-11-23", "no-gap-found"),
        ("2026-11-22", "2026-11-23", "gap-found"),
    ],
)
def test_the_last_day_of_the_period_still_counts(end: str, as_of: str, status: str) -> None:
    assert in_period("2024-01-01", end, as_of).status == status


def test_dates_count_even_where_nobody_answered_or_asked() -> None:
    of = audit({}, plan={"period": {"end": "2025-07"}})
    assert report(of, duty_checklist(duty_tree("S10-0102"))).status == "gap-found"
    assert report(of, checklist(item_tree())).status == "gap-found"


def test_a_period_that_lies_ahead_leaves_open_whether_a_plan_is_in_force() -> None:
    ahead = in_period("2027-09-01", "2030-08-31")
    assert ahead.status == "not-fully-assessed"
    assert [reason.item.id for reason in ahead.reasons if reason.item] == ["S10-0101"]


def test_good_dates_never_stand_in_for_an_answer() -> None:
    plan = {"period": {"start": "2026-09-01", "end": "2029-08-31"}}
    content = duty_checklist(duty_tree("S10-0101"))
    assert report(audit({}, plan=plan), content).status == "not-fully-assessed"
    assert report(audit(GAP, plan=plan), content).status == "gap-found"


# ---- Other Acts ----------------------------------------------------------------------------------


def test_other_acts_are_listed_under_their_own_name_and_never_change_the_status() -> None:
    """ "Unmet duties under other Acts (...) are listed under their own Act and never change it."."""
    content = duty_checklist(duty_tree("S10-0101"), duty_tree("S10-0601", basis=OTHER_ACT))
    answers = {"S10-0101": rated("met"), "S10-0601": rated("not-met")}
    made = report(audit(answers), content)
    assert made.status == "no-gap-found"
    (gap,) = made.unmet
    assert (gap.act, gap.decides, gap.supported) == ("Children and Families Act 2014", False, True)
    assert report(audit({"S10-0101": rated("met")}), content).status == "no-gap-found"


def test_the_act_is_named_before_the_guidance_on_it() -> None:
    rests_on = [basis("send-code-2015", "6.79", "secondary"), *OTHER_ACT]
    assert (
        one_duty(rated("not-met"), basis=rests_on).unmet[0].act == "Children and Families Act 2014"
    )


def test_a_pinpoint_is_not_vouched_for_by_another_acts() -> None:
    """ "Unsupported pinpoints read "believed required, to be confirmed"."."""
    rests_on = [basis(SCHEDULE_10, "paragraph 3(3)", "unverified"), *OTHER_ACT]
    (gap,) = one_duty(rated("not-met"), basis=rests_on).unmet
    assert (gap.act, gap.supported) == ("Schedule 10", False)


def test_a_duty_in_an_access_checklist_is_listed_and_not_counted_among_the_papers() -> None:
    content = checklist(item_tree("PE-0101", duty="must", basis=OTHER_ACT))
    made = report(audit({"PE-0101": rated("not-met")}), content)
    assert [gap.item.id for gap in made.unmet] == ["PE-0101"]
    assert (made.met, made.partly_met, made.not_met, made.open) == (0, 0, 0, 0)


def test_duties_are_counted() -> None:
    items = [duty_tree(f"S10-010{n}") for n in range(1, 6)]
    ratings = ("met", "met", "partly-met", "not-met")
    answers = {f"S10-010{n}": rated(rating) for n, rating in enumerate(ratings, start=1)}
    made = report(audit(answers), duty_checklist(*items))
    assert (made.met, made.partly_met, made.not_met, made.open) == (2, 1, 1, 1)


# ---- Whom the duty binds -------------------------------------------------------------------------


@pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
@pytest.mark.parametrize("kind", ["community-school", "unknown"])
def test_beyond_england_and_wales_schedule_10_does_not_apply(nation: str, kind: str) -> None:
    """ "`not-applicable` (no plan duty for this nation or type)"; an expired plan changes nothing."""
    plan = {"period": {"end": "2020-01-01"}}
    of = audit(GAP, school={"nation": nation, "type": kind}, plan=plan)
    assert report(of, duty_checklist(duty_tree())).status == "not-applicable"


@pytest.mark.parametrize(
    "kind",
    [
        "sixth-form-centre",
        "further-education",
        "special-post-16-institution",
        "free-school-16-19",
        "academy-16-19-converter",
        "academy-16-19-sponsor-led",
        "private-nursery",
    ],
)
def test_settings_outside_paragraph_6_have_no_plan_duty(kind: str) -> None:
    assert of_school(type=kind).status == "not-applicable"


@pytest.mark.parametrize(
    "kind",
    [
        "pupil-referral-unit",
        "other-independent-school",
        "other-independent-special-school",
        "non-maintained-special-school",
        "city-technology-college",
        "academy-converter",
        "academy-special-converter",
        "academy-alternative-provision-converter",
        "free-school",
        "university-technical-college",
        "local-authority-nursery-school",
        "community-special-school",
        "welsh-establishment",
    ],
)
def test_every_school_of_paragraph_6_has_the_plan_duty(kind: str) -> None:
    assert of_school(type=kind).status == "gap-found"
    assert of_school({"S10-0101": rated("met")}, type=kind).status == "no-gap-found"


@pytest.mark.parametrize("response", [rated("met"), rated("not-met")])
def test_an_unknown_type_gives_not_fully_assessed(response: Tree) -> None:
    """ "An unknown type gives not-fully-assessed"."""
    made = of_school({"S10-0101": response}, type="unknown")
    assert made.status == "not-fully-assessed"
    assert [reason.kind for reason in made.reasons] == ["type-unknown"]


def test_only_the_unknown_type_leaves_the_duty_unknown() -> None:
    assert [kind for kind, facts in SCHOOL_TYPES.items() if facts.plan_duty is None] == ["unknown"]


def subject(responses: dict[str, Tree], **named: Tree) -> Audit:
    tree = {"schema": "send-audit/audit@1", "audit": {"date": "2026-10-05"}, "responses": responses}
    return Audit.model_validate(tree | named)


def test_a_group_is_never_better_than_not_fully_assessed() -> None:
    trust = {"name": "Tern Trust", "kind": "multi-academy-trust", "nation": "england"}
    content = duty_checklist(duty_tree())
    met = report(subject({"S10-0101": rated("met")}, group=trust), content)
    assert (met.status, met.reasons[0].kind) == ("not-fully-assessed", "group")
    assert report(subject(GAP, group=trust), content).status == "gap-found"


def test_an_authority_answers_for_its_own_strategy() -> None:
    authority = {"name": "Estuary", "code": "990", "nation": "england"}
    strategy = duty_checklist(duty_tree("LA-0101"), id="la-strategy", prefix="LA", role="strategy")
    school_list = duty_checklist(duty_tree())
    answers = {"LA-0101": rated("not-met"), "S10-0101": rated("not-met")}
    made = report(subject(answers, local_authority=authority), strategy, school_list)
    assert (made.status, made.not_met, ids(made, "gap")) == ("gap-found", 1, ["LA-0101"])
    assert has_plan_duty(subject({}, local_authority=authority | {"nation": "scotland"})) is False


def test_the_reasons_are_said_in_sentences() -> None:
    content = duty_checklist(*(duty_tree(f"S10-010{n}") for n in (1, 2, 3)))
    answers = {"S10-0101": rated("not-met"), "S10-0102": rated("partly-met")}
    assert list(duty_reasons(report(audit(answers), content))) == ["Gaps: S10-0101, S10-0102."]
    met = {"S10-0101": rated("met"), "S10-0102": rated("met")}
    assert list(duty_reasons(report(audit(met), content))) == ["Not assessed: S10-0103."]
