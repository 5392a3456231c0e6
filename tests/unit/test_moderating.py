"""An officer's rating beside the school's: both kept, and which of them counts."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.facts import Difference
from send_audit.borough.moderating import Moderated, moderate
from send_audit.model.audit import Audit
from send_audit.model.borough import Moderation
from send_audit.model.results import Outcome
from tests.builders import assess
from tests.compared import often
from tests.small_models import (
    Tree,
    audit,
    by_place,
    checklist,
    item_tree,
    places,
    rated,
)
from tests.strategies import Case, cases

WIDTH = {
    "quantity": "Width",
    "unit": "mm",
    "minimum": "750",
    "partly_from": "700",
    "applies_to": "existing-benchmark",
}
TWO_RAMPS = places("ramp", "north", "south")


def moderation(findings: Mapping[str, Tree], **changes: object) -> Moderation:
    tree: Tree = {
        "schema": "send-audit/moderation@1",
        "urn": "900001",
        "by": "Access officer",
        "on": "2026-11-16",
        "findings": findings,
    }
    return Moderation.model_validate(tree | changes)


def changed(rating: str, **more: object) -> Tree:
    return {"verdict": "changed", "rating": rating, "reason": "Seen on the visit"} | more


def read(
    answer: Tree | None, finding: Tree, *, item: Tree | None = None, **school: object
) -> tuple[Moderated, Outcome, Difference]:
    """A school with one item, an officer's view of it, and what comes of both."""
    subject = audit({"PE-0101": answer} if answer is not None else {}, school=school)
    one = assess(subject, checklist(item_tree("PE-0101", **(item or {}))))
    both = moderate(one, moderation({"PE-0101": finding}))
    return both, both.assessed.outcomes[0], both.facts.differences[0]


def test_the_officers_rating_counts_and_the_schools_is_kept_beside_it() -> None:
    both, outcome, difference = read(rated("met", checked_on="2022-01-10"), changed("not-met"))

    assert (outcome.rating, outcome.lapsed) == ("not-met", False)
    assert (difference.school, difference.officer, difference.applied) == ("met", "not-met", True)
    assert difference.reason == "Seen on the visit"
    assert [finding.rating for finding in both.assessed.findings] == ["not-met"]


def test_the_return_itself_is_never_changed() -> None:
    one = assess(audit({"PE-0101": rated("met")}), checklist(item_tree("PE-0101")))
    before = one.audit.model_dump_json()

    moderate(one, moderation({"PE-0101": changed("not-met")}))

    assert one.audit.model_dump_json() == before


def test_a_measured_figure_stays_and_the_officer_overrules_it_with_the_reason() -> None:
    _, outcome, _ = read({"measured": "800"}, changed("partly-met"), item={"measure": WIDTH})

    assert outcome.response is not None
    assert outcome.rating == "partly-met"
    assert (outcome.response.measured, outcome.response.overrule) == ("800", "Seen on the visit")


def test_one_place_is_changed_and_the_others_stay_the_schools() -> None:
    both, outcome, difference = read(
        by_place(north="met", south="met"),
        changed("not-met", place="south"),
        item={"per": "ramp"},
        **TWO_RAMPS,
    )

    assert (outcome.rating, difference.school, difference.place) == ("partly-met", "met", "south")
    assert _ratings(both.assessed.audit) == {"north": "met", "south": "not-met"}


def test_a_place_of_an_answer_given_as_a_whole_is_changed_alone() -> None:
    both, outcome, _ = read(
        rated("met"), changed("not-met", place="south"), item={"per": "ramp"}, **TWO_RAMPS
    )

    assert outcome.rating == "partly-met"
    assert _ratings(both.assessed.audit) == {"north": "met", "south": "not-met"}


def test_the_officer_may_rate_as_a_whole_what_the_school_answered_place_by_place() -> None:
    _, outcome, difference = read(
        by_place(north="met", south="not-met"),
        changed("not-met"),
        item={"per": "ramp"},
        **TWO_RAMPS,
    )

    assert (outcome.rating, difference.school) == ("not-met", "partly-met")
    assert outcome.places_short == ()


def test_an_officer_may_rate_what_the_school_left_open() -> None:
    whole, outcome, difference = read(None, changed("partly-met"))
    _, of_place, _ = read(None, changed("met", place="south"), item={"per": "ramp"}, **TWO_RAMPS)

    assert (outcome.rating, difference.school, difference.applied) == ("partly-met", None, True)
    assert whole.assessed.scorecard.overall.answered == 1
    assert (of_place.rating, of_place.known) == (None, "met")  # the other ramp is still open


def test_not_applicable_by_the_officer_has_the_officers_reason() -> None:
    both, _, _ = read(rated("met"), changed("not-applicable"))

    assert both.assessed.audit.responses["PE-0101"].reason == "Seen on the visit"


def test_met_by_the_officer_is_met_for_every_need() -> None:
    _, outcome, _ = read(rated("partly-met", leaves_out=["vision"]), changed("met"))

    assert outcome.by_need == {}


@pytest.mark.parametrize(
    ("finding", "why"),
    [
        (changed("met", place="attic"), "no-such-place"),
        ({"verdict": "changed", "reason": "It is not so"}, "no-rating"),
    ],
)
def test_what_cannot_count_is_said(finding: Tree, why: str) -> None:
    both, outcome, difference = read(
        by_place(north="not-met", south="met"), finding, item={"per": "ramp"}, **TWO_RAMPS
    )

    assert (difference.applied, difference.not_applied) == (False, why)
    assert outcome.rating == "partly-met"
    assert both.assessed.audit.responses["PE-0101"].places is not None


def test_an_item_that_the_school_is_not_asked_or_its_checklists_lack_is_not_rated() -> None:
    item = {"applies_when": {"features": {"parking": True}}}
    both, outcome, difference = read(None, changed("met"), item=item, features={"parking": False})
    elsewhere = moderate(both.assessed, moderation({"CA-0101": changed("met")}))

    assert (outcome.rating, difference.not_applied) == (None, "not-asked")
    assert elsewhere.facts.differences[0].not_applied == "no-such-item"
    assert elsewhere.assessed is both.assessed


@pytest.mark.parametrize("verdict", ["agreed", "query"])
def test_agreement_and_questions_change_nothing(verdict: str) -> None:
    both, outcome, difference = read(rated("met"), {"verdict": verdict, "rating": "not-met"})

    assert outcome.rating == "met"
    assert (difference.verdict, difference.officer, difference.applied) == (verdict, None, False)
    assert not both.facts.other_audit


@pytest.mark.parametrize(
    ("read_audit", "made", "counts"),
    [
        ("2026-10-05", "2026-10-05", True),
        ("2026-10", "2026-10-05", True),
        ("2026-10-05", "2026-10", True),
        ("2023-10-02", "2026-10-05", False),
        ("2026-10-05", None, False),
        (None, "2026-10-05", True),
        (None, "2026-11", True),
        (None, "2023-10-02", False),
        (None, "2026-12-01", False),
        (None, None, True),
    ],
)
def test_a_reading_of_another_audit_does_not_count(
    read_audit: str | None, made: str | None, counts: bool
) -> None:
    subject = audit({"PE-0101": rated("met")}, audit={"date": made} if made else {})
    one = assess(subject, checklist(item_tree("PE-0101")))
    dated = {"audit_date": read_audit} if read_audit else {}
    both = moderate(one, moderation({"PE-0101": changed("not-met")}, **dated))

    assert both.facts.other_audit is not counts
    assert both.facts.differences[0].applied is counts
    assert both.assessed.outcomes[0].rating == ("not-met" if counts else "met")


# ---- Whatever a school answers -------------------------------------------------------------------


@often
@given(cases(), st.sampled_from(["agreed", "query", "changed"]), st.data())
def test_only_what_was_changed_changes(case: Case, verdict: str, data: st.DataObject) -> None:
    one = assess(case.audit, *case.checklists)
    ids = data.draw(st.lists(st.sampled_from([o.item.id for o in one.outcomes]), unique=True))
    findings = {id_: {"verdict": verdict, "rating": "not-met", "reason": "Seen"} for id_ in ids}
    both = moderate(one, moderation(findings, on="2026-11-16"))
    applied = {difference.item for difference in both.facts.differences if difference.applied}

    if not applied:
        assert both.assessed is one
    for was, is_ in zip(one.outcomes, both.assessed.outcomes, strict=True):
        if was.item.id in applied:
            assert is_.known == "not-met"
        else:
            assert is_ == was


def test_nothing_changed_is_the_very_same_audit() -> None:
    one = assess(audit({"PE-0101": rated("met")}), checklist(item_tree("PE-0101")))

    assert moderate(one, moderation({})).assessed is one


def _ratings(of: Audit) -> dict[str, str]:
    return {
        place: str(answer.rating)
        for place, answer in (of.responses["PE-0101"].places or {}).items()
    }
