"""What must hold of every score, whatever a school answers: Hypothesis looks for a school that breaks it."""

import copy
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from send_audit.duty import report_duty
from send_audit.model.results import DutyReport, Finding, Outcome, Score
from send_audit.outcomes import resolve
from send_audit.plan import find_gaps
from send_audit.render.numbers import percentage
from send_audit.score import score_audit, score_set
from tests.small_models import Tree
from tests.strategies import Case, cases, days

ONE_DAY = date(2026, 11, 23)
often = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def outcomes(case: Case, as_of: date = ONE_DAY) -> tuple[Outcome, ...]:
    return resolve(case.audit, case.checklists, as_of)


def sets(case: Case, as_of: date = ONE_DAY) -> dict[str, Score]:
    """Every score of the card under a name of its own."""
    card = score_audit(outcomes(case, as_of))
    named = {f"strand {key}": score for key, score in card.strands.items()}
    named |= {f"need {key}": score for key, score in card.needs.items()}
    named |= {f"priority {key}": score for key, score in card.priorities.items()}
    named |= {f"section {key}": score for key, score in card.sections.items()}
    return named | {"overall": card.overall, "inclusion": card.inclusion}


def findings(case: Case, as_of: date = ONE_DAY) -> tuple[Finding, ...]:
    return find_gaps(outcomes(case, as_of), case.audit.plan)


def duty(case: Case, as_of: date = ONE_DAY) -> DutyReport:
    return report_duty(case.audit, outcomes(case, as_of), {}, as_of)


def single_answers(responses: Tree) -> Iterator[Tree]:
    """Every answer in the responses, each place's apart."""
    for response in responses.values():
        yield from response.get("places", {"whole": response}).values()


def as_number(share: Fraction | None) -> Fraction:
    return Fraction(-1) if share is None else share


# ---- Bounds --------------------------------------------------------------------------------------


@often
@given(cases(), days)
def test_every_number_lies_between_0_and_100(case: Case, as_of: date) -> None:
    for name, one in sets(case, as_of).items():
        for share in (one.score, one.confirmed, one.low, one.high, one.completeness):
            shown = percentage(share)
            assert shown is None or 0 <= shown <= 100, name
        assert one.evidence_rate is None or 0 <= one.evidence_rate <= 1
        assert 0 <= one.answered <= one.asked


@often
@given(cases(), days)
def test_confirmed_never_exceeds_score_nor_score_the_highest_possible(
    case: Case, as_of: date
) -> None:
    for one in sets(case, as_of).values():
        assert one.low == one.confirmed
        if one.confirmed is not None and one.high is not None:
            assert one.confirmed <= one.high
            if one.score is not None:
                assert one.confirmed <= one.score <= one.high


# ---- Better answers ------------------------------------------------------------------------------


@often
@given(cases(), days, st.data())
def test_met_in_place_of_a_worse_rating_never_lowers_a_score(
    case: Case, as_of: date, data: st.DataObject
) -> None:
    better = copy.deepcopy(case.responses)
    worse = [a for a in single_answers(better) if a.get("rating") in ("partly-met", "not-met")]
    assume(worse)
    data.draw(st.sampled_from(worse))["rating"] = "met"
    before, after = sets(case, as_of), sets(case.answering(better), as_of)
    for name, one in after.items():
        for field in ("score", "confirmed", "high"):
            assert as_number(getattr(one, field)) >= as_number(getattr(before[name], field)), name


@often
@given(cases(), days, st.data())
def test_a_wider_door_never_lowers_a_score(case: Case, as_of: date, data: st.DataObject) -> None:
    better = copy.deepcopy(case.responses)
    measured = [answer for answer in single_answers(better) if "measured" in answer]
    assume(measured)
    answer = data.draw(st.sampled_from(measured))
    answer["measured"] = str(int(answer["measured"]) + data.draw(st.integers(1, 100)))
    before, after = sets(case, as_of), sets(case.answering(better), as_of)
    for name, one in after.items():
        assert as_number(one.score) >= as_number(before[name].score), name


# ---- Time ----------------------------------------------------------------------------------------


@often
@given(cases(), days, days)
def test_time_alone_never_raises_a_score(case: Case, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before, after = sets(case, earlier), sets(case, later)
    assert before.keys() == after.keys()
    for name, score in after.items():
        for field in ("score", "confirmed", "low", "completeness", "evidence_rate"):
            now, then = getattr(score, field), getattr(before[name], field)
            assert as_number(now) <= as_number(then), (name, field)
            assert (now is None) == (then is None), (name, field)


@often
@given(cases(), days, days)
def test_time_alone_never_clears_a_duty_nor_a_finding(case: Case, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    if duty(case, later).status == "no-gap-found":
        assert duty(case, earlier).status == "no-gap-found"
    assert [f.item.id for f in findings(case, earlier)] == [
        f.item.id for f in findings(case, later)
    ]


# ---- Order ---------------------------------------------------------------------------------------


@often
@given(cases(), days, st.randoms(use_true_random=False))
def test_the_order_of_answers_and_places_never_matters(
    case: Case, as_of: date, chance: Random
) -> None:
    shuffled = case.answering(
        {
            id_: tree | ({"places": _shuffled(tree["places"], chance)} if "places" in tree else {})
            for id_, tree in _shuffled(case.responses, chance).items()
        }
    )
    school = case.school | {"places": _shuffled(case.school["places"], chance)}
    shuffled = Case(shuffled.contents, shuffled.responses, school, case.details, case.plan)
    assert sets(shuffled, as_of) == sets(case, as_of)
    assert [(f.item.id, f.rating, f.lapsed) for f in findings(shuffled, as_of)] == [
        (f.item.id, f.rating, f.lapsed) for f in findings(case, as_of)
    ]
    assert duty(shuffled, as_of) == duty(case, as_of)


def _shuffled(tree: Tree, chance: Random) -> Tree:
    keys = list(tree)
    chance.shuffle(keys)
    return {key: tree[key] for key in keys}


@often
@given(cases(), days)
def test_the_order_of_checklists_never_matters(case: Case, as_of: date) -> None:
    turned = Case(case.contents[::-1], case.responses, case.school, case.details, case.plan)
    assert sets(turned, as_of) == sets(case, as_of)


# ---- What is left out ----------------------------------------------------------------------------


@often
@given(cases(), days, st.data())
def test_not_applicable_changes_neither_side(case: Case, as_of: date, data: st.DataObject) -> None:
    """An item that does not apply counts exactly as if the checklist had never held it."""
    ids = [o.item.id for o in outcomes(case)]
    chosen = data.draw(st.sampled_from(ids))
    does_not_apply = {"rating": "not-applicable", "reason": "There is none"}
    without = copy.deepcopy(case.contents)
    for content in without:
        for section in content["sections"]:
            section["items"] = [item for item in section["items"] if item["id"] != chosen]
        content["sections"] = [section for section in content["sections"] if section["items"]]
    lists = tuple(content for content in without if content["sections"])
    bare = Case(lists, case.responses, case.school, case.details, case.plan)
    assert sets(case.answering(case.responses | {chosen: does_not_apply}), as_of) == sets(
        bare, as_of
    )


@often
@given(cases(), days, st.data())
def test_an_item_of_no_weight_is_in_no_set(case: Case, as_of: date, data: st.DataObject) -> None:
    weightless = [o.item.id for o in outcomes(case) if o.item.weight == 0]
    assume(weightless)
    changed = {
        id_: data.draw(st.sampled_from([{"rating": "met"}, {"rating": "not-met"}, {}]))
        for id_ in weightless
    }
    assert (
        sets(case.answering(case.responses | changed), as_of).items()
        >= {
            name: one for name, one in sets(case, as_of).items() if not name.startswith("section")
        }.items()
    )


@often
@given(cases(), days)
def test_nothing_asked_is_nothing_at_all_and_nothing_answered_is_no_score(
    case: Case, as_of: date
) -> None:
    for one in sets(case, as_of).values():
        shares = (one.confirmed, one.low, one.high, one.completeness)
        assert all((share is None) == (one.asked == 0) for share in shares)
        if one.answered:
            assert one.score is not None
    for one in sets(case.answering({}), as_of).values():
        assert (one.score, one.evidence_rate, one.answered) == (None, None, 0)
        assert one.high is None or one.high == 1
    assert score_set([]).asked == 0


@often
@given(cases(), days)
def test_completeness_and_the_evidence_rate_are_plain_counts(case: Case, as_of: date) -> None:
    asked = [
        o
        for o in outcomes(case, as_of)
        if o.asked and o.rating != "not-applicable" and o.item.weight > 0
    ]
    made = score_set(asked)
    fresh = [o for o in asked if o.rating is not None and not o.lapsed]
    claimed = [o for o in asked if o.rating in ("met", "partly-met")]
    event(f"asked {bool(asked)}, claimed {bool(claimed)}")
    assert made.completeness == (Fraction(len(fresh), len(asked)) if asked else None)
    shown = sum(o.evidenced for o in claimed)
    assert made.evidence_rate == (Fraction(shown, len(claimed)) if claimed else None)


# ---- Findings ------------------------------------------------------------------------------------


@often
@given(cases(), days)
def test_there_is_a_finding_for_exactly_the_asked_items_with_a_gap_in_any_place(
    case: Case, as_of: date
) -> None:
    found = {finding.item.id for finding in findings(case, as_of)}
    expected = {
        o.item.id
        for o in outcomes(case, as_of)
        if o.asked
        and {"partly-met", "not-met"}
        & {_rating(a) for a in single_answers(_only(case.responses, o.item.id))}
    }
    event(f"gaps {min(len(expected), 3)}")
    assert found == expected


def _only(responses: Tree, id_: str) -> Tree:
    return {id_: responses[id_]} if id_ in responses else {}


def _rating(answer: Tree) -> str | None:
    """What an answer comes to, worked out a second time: 100 is enough, 50 is partly."""
    rating = answer.get("rating")
    if "measured" in answer and not ("overrule" in answer and rating):
        value = int(answer["measured"])
        return "met" if value >= 100 else "partly-met" if value >= 50 else "not-met"
    return rating
