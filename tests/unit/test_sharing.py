"""A group's answers where a school is silent: whose they are, how long they stand, and what never counts."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given

from send_audit.anew import assess_anew
from send_audit.duty import report_duty
from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist
from send_audit.model.content import items_by_id
from send_audit.model.results import Assessed
from send_audit.outcomes import resolve
from send_audit.plan import find_gaps, make_action_plan
from send_audit.score import score_audit
from send_audit.sharing import Taken, share
from tests.builders import SOURCES, action
from tests.compared import often
from tests.small_models import AS_OF, Tree, audit, by_place, checklist, item_tree, places, rated
from tests.strategies import Case, cases

CURRICULUM = {"id": "curriculum-access", "prefix": "CA", "strand": "curriculum"}
TITLE = "Trust plan"


def curriculum(*items: Tree, version: str = "1.0.0") -> Checklist:
    return checklist(*items, version=version, **CURRICULUM)


def group(responses: Mapping[str, Tree], *actions: Tree, **changes: object) -> Audit:
    """A trust's file, audited on 30 June 2026."""
    tree: Tree = {
        "schema": "send-audit/audit@1",
        "group": {"name": "Little Trust", "kind": "multi-academy-trust", "nation": "england"},
        "audit": {"date": "2026-06-30"},
        "responses": dict(responses),
        "plan": {"actions": list(actions)},
    }
    return Audit.model_validate(tree | changes)


def take(
    school: Audit,
    trust: Audit,
    *content: Checklist,
    theirs: Checklist | None = None,
    as_of: date = AS_OF,
) -> Taken:
    listed = [theirs] if theirs is not None else content
    return share(TITLE, school, items_by_id(content), trust, items_by_id(listed), as_of)


def assess_sharing(
    school: Audit, trust: Audit, *content: Checklist, as_of: date = AS_OF
) -> Assessed:
    """The stages of the pipeline, with what is taken from the trust."""
    shared = take(school, trust, *content, as_of=as_of).shared
    outcomes = resolve(school, content, as_of, shared=shared)
    findings = find_gaps(outcomes, school.plan, shared)
    return Assessed(
        file="audit.yaml",
        audit=school,
        as_of=as_of,
        outcomes=outcomes,
        scorecard=score_audit(outcomes),
        duty=report_duty(school, outcomes, SOURCES, as_of),
        findings=findings,
        plan=make_action_plan(findings, school.plan, as_of, shared),
        sources=SOURCES,
        shared=shared,
    )


ONE = curriculum(item_tree("CA-0101"))


def test_the_groups_answer_counts_where_the_school_is_silent_and_says_whose_it_is() -> None:
    one = assess_sharing(audit(), group({"CA-0101": rated("met")}), ONE)

    (outcome,) = one.outcomes
    assert (outcome.rating, outcome.shared_from, outcome.fresh) == ("met", TITLE, True)
    assert one.scorecard.overall.score == 1
    assert one.audit.responses == {}


@pytest.mark.parametrize("own", [rated("not-met"), {"note": "Ask the SENCO"}])
def test_whatever_the_school_says_itself_comes_first(own: Tree) -> None:
    one = assess_sharing(audit({"CA-0101": own}), group({"CA-0101": rated("met")}), ONE)

    assert one.outcomes[0].shared_from is None
    assert one.outcomes[0].rating == own.get("rating")


def test_a_shared_answer_lapses_by_the_groups_own_day() -> None:
    school = audit(audit={"date": "2027-09-01"})  # audited again; the trust was not
    trust = group({"CA-0101": rated("met")})
    still, old = (
        assess_sharing(school, trust, ONE, as_of=day)
        for day in (date(2027, 6, 30), date(2027, 7, 1))
    )

    assert (still.outcomes[0].lapsed, old.outcomes[0].lapsed) == (False, True)
    assert old.scorecard.overall.score == 0


@pytest.mark.parametrize(
    ("content", "school"),
    [
        (checklist(item_tree("PE-0101")), {}),
        (curriculum(item_tree("PE-0101", strand="physical-environment")), {}),
        (curriculum(item_tree("PE-0101", per="ramp")), places("ramp", "north")),
        (curriculum(item_tree("PE-0101", applies_when={"phases": ["nursery"]})), {}),
    ],
)
def test_buildings_places_and_what_the_school_is_not_asked_are_never_taken(
    content: Checklist, school: Tree
) -> None:
    trust = group({"PE-0101": rated("met")})
    taken = take(audit(school=school), trust, content)

    assert taken.shared.responses == {}
    assert taken.untaken == {}


@pytest.mark.parametrize(
    ("answer", "changes", "theirs", "why"),
    [
        (rated("met"), {}, curriculum(item_tree("CA-0102")), "not-listed"),
        (rated("met"), {}, curriculum(item_tree("CA-0101"), version="2.0.0"), "other-version"),
        (
            rated("met"),
            {},
            curriculum(item_tree("CA-0101", criterion="Another.")),
            "other-version",
        ),
        (by_place(hall="met"), {}, ONE, "by-place"),
        (rated("met"), {"audit": {}}, ONE, "undated"),
    ],
)
def test_what_cannot_be_counted_is_named_with_the_reason(
    answer: Tree, changes: Tree, theirs: Checklist, why: str
) -> None:
    taken = take(audit(), group({"CA-0101": answer}, **changes), ONE, theirs=theirs)

    assert taken.shared.responses == {}
    assert taken.untaken == {"CA-0101": why}


def test_a_later_minor_version_that_asks_the_same_will_do() -> None:
    theirs = curriculum(item_tree("CA-0101"), version="1.3.0")

    assert take(audit(), group({"CA-0101": rated("met")}), ONE, theirs=theirs).untaken == {}


def test_the_dates_of_the_groups_plan_win_over_its_answer() -> None:
    content = checklist(
        item_tree("S10-0101"), id="schedule-10-duty", prefix="S10", strand="none", role="duty"
    )
    trust = group(
        {"S10-0101": rated("met")}, plan={"period": {"start": "2023-09-01", "end": "2026-08-31"}}
    )
    before, after = (
        take(audit(), trust, content, as_of=day) for day in (date(2026, 8, 31), date(2026, 9, 1))
    )

    assert list(before.shared.responses) == ["S10-0101"]
    assert after.untaken == {"S10-0101": "plan-dates"}


def test_evidence_stays_evidence_and_its_file_in_the_groups_folder() -> None:
    answer = rated(
        "met",
        evidence=[{"title": "Form", "file": "form.jpg"}],
        refs=["AAC/A12"],
        private="true",
    )
    (response,) = take(audit(), group({"CA-0101": answer}), ONE).shared.responses.values()

    assert [(piece.title, piece.file) for piece in response.evidence] == [("Form", None)]
    assert (response.private, response.refs) == (True, ())


def test_the_groups_actions_answer_the_schools_findings_under_ids_of_their_own() -> None:
    school = audit({"CA-0101": rated("not-met")}, school={"urn": "900002"}, plan=None)
    trust = group(
        {},
        action("A-01", **{"for": ["CA-0101"], "carried_from": ["A-00"]}),
        action("A-02", **{"for": ["CA-0101"], "schools": ["900002"], "at": ["hall"]}),
        action("A-03", **{"for": ["CA-0101"], "schools": ["900010"]}),
    )
    one = assess_sharing(school, trust, ONE)

    assert [a.id for a in one.findings[0].actions] == ["T:A-01", "T:A-02"]
    assert [one.shared_from(a) for a in one.plan.actions] == [TITLE, TITLE]
    assert (one.plan.actions[0].carried_from, one.plan.actions[1].at) == (("T:A-00",), ())
    assert one.audit.plan is None


def test_of_an_action_only_what_is_no_building_counts() -> None:
    content = (ONE, checklist(item_tree("PE-0101")))
    trust = group(
        {},
        action("A-01", **{"for": ["PE-0101"]}),
        action("A-02", **{"for": ["PE-0101", "CA-0101"]}),
        action("A-03", **{"for": [], "strand": "physical-environment"}),
        action("A-04", **{"for": [], "strand": "information"}),
    )
    shared = take(audit(), trust, *content).shared

    assert [(a.id, a.for_) for a in shared.actions] == [("T:A-02", ("CA-0101",)), ("T:A-04", ())]


def test_on_an_earlier_day_nobody_had_an_answer_that_was_given_later() -> None:
    one = assess_sharing(audit(), group({"CA-0101": rated("met")}), ONE)

    assert assess_anew(one, as_of=date(2026, 6, 29)).outcomes[0].rating is None
    assert assess_anew(one, as_of=date(2026, 6, 30)).outcomes[0].rating == "met"


# ---- Whatever a school and its trust answer ------------------------------------------------------


@often
@given(cases(), cases())
def test_no_answer_of_the_schools_own_is_ever_another(case: Case, trust: Case) -> None:
    school, theirs = case.audit, group(trust.responses)
    alone = resolve(school, case.checklists, AS_OF)
    one = assess_sharing(school, theirs, *case.checklists)

    for own, shared in zip(alone, one.outcomes, strict=True):
        assert own.asked == shared.asked
        if own.response is not None or own.strand == "physical-environment":
            assert own == shared
    assert one.scorecard.overall.asked <= score_audit(alone).overall.asked
    assert {o.item.id for o in one.shared_outcomes}.isdisjoint(school.responses)


@often
@given(cases())
def test_time_alone_raises_no_score_with_a_trusts_answers_either(case: Case) -> None:
    trust = group(case.responses)
    silent = case.answering({}).audit
    now = assess_sharing(silent, trust, *case.checklists)
    later = assess_anew(now, as_of=AS_OF + timedelta(days=900))

    for name in ("score", "confirmed"):
        before = getattr(now.scorecard.overall, name) or 0
        assert (getattr(later.scorecard.overall, name) or 0) <= before
