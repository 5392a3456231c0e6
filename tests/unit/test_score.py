"""The sums of design.md section 4, on sets small enough to check by hand."""

from collections.abc import Mapping
from fractions import Fraction
from typing import get_args

import pytest

from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist
from send_audit.model.results import Score, Scorecard
from send_audit.model.words import STRANDS, Need
from send_audit.outcomes import resolve
from send_audit.render.numbers import percentage
from send_audit.render.wording import flagged, percent
from send_audit.score import score_audit, score_set
from tests.small_models import AS_OF, Tree, audit, checklist, duty_checklist, item_tree, rated

NIL, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)
EVIDENCE = [{"kind": "document", "title": "Minutes"}]


def card(of: Audit, *checklists: Checklist) -> Scorecard:
    return score_audit(resolve(of, checklists, AS_OF))


def overall(answers: Mapping[str, Tree], *items: Tree) -> Score:
    return card(audit(answers), checklist(*items)).overall


def four(**answers: Tree) -> Score:
    """Four items of weight 1, 2, 3 and 2, answered under the names a, b, c and d."""
    ids = dict(zip("abcd", ("PE-0101", "PE-0102", "PE-0103", "PE-0104"), strict=True))
    weights = dict(zip("abcd", "1232", strict=True))
    items = [item_tree(id_, weight=weights[name]) for name, id_ in ids.items()]
    return overall({ids[name]: answer for name, answer in answers.items()}, *items)


OLD = {"checked_on": "2020-01-01"}


def test_ratings_are_worth_one_a_half_and_nothing_times_the_weight() -> None:
    """ "Ratings are 1, 1/2, 0; sums are exact (Fraction)"."""
    one = four(a=rated("met"), b=rated("partly-met"), c=rated("not-met"), d=rated("met"))
    assert one.score == Fraction(1 + 1 + 0 + 2, 8)


def test_thirds_stay_exact() -> None:
    items = [item_tree(f"PE-010{n}", weight="1") for n in (1, 2, 3)]
    answers = {"PE-0101": rated("met"), "PE-0102": rated("met"), "PE-0103": rated("not-met")}
    assert overall(answers, *items).score == Fraction(2, 3)


def test_the_five_shares_are_those_of_the_design() -> None:
    """ "`score` = P / (A + L); `confirmed` = `low` = P / M; `high` = (P + M - A) / M"."""
    one = four(a=rated("met"), b=rated("partly-met"), c=rated("met", **OLD))
    # M = 8, A = 1 + 2, L = 3, P = 1 + 1
    assert one.score == Fraction(2, 6)
    assert one.confirmed == one.low == Fraction(2, 8)
    assert one.high == Fraction(2 + 8 - 3, 8)
    assert one.completeness == Fraction(2, 4)  # "freshly answered / asked, by count"
    assert (one.asked, one.answered) == (4, 2)


def test_evidence_rate_counts_what_is_met_or_partly_met() -> None:
    """ "`evidence_rate` = met or partly-met items with evidence / all such"."""
    one = four(
        a=rated("met", evidence=EVIDENCE),
        b=rated("partly-met"),
        c=rated("met", evidence=EVIDENCE, **OLD),
        d=rated("not-met"),
    )
    assert one.evidence_rate == Fraction(2, 3)


def test_nothing_answered_gives_no_score() -> None:
    """ "Nothing answered: score null."."""
    one = four()
    assert (one.score, one.confirmed, one.low, one.high) == (None, NIL, NIL, ONE)
    assert (one.completeness, one.evidence_rate) == (NIL, None)


def test_nothing_asked_gives_nothing_at_all() -> None:
    """ "Nothing asked: all null."."""
    none = Score(
        score=None,
        confirmed=None,
        low=None,
        high=None,
        completeness=None,
        evidence_rate=None,
        asked=0,
        answered=0,
    )
    assert score_set([]) == none
    assert card(audit(school={"nation": "scotland"}), checklist(item_tree())).overall == none


def test_no_met_or_partly_met_item_gives_no_evidence_rate() -> None:
    """ "No met or partly-met item: evidence_rate null."."""
    assert four(a=rated("not-met", evidence=EVIDENCE)).evidence_rate is None


def test_not_applicable_leaves_the_set() -> None:
    """ "Not-applicable leaves the set."."""
    one = four(a=rated("met"), b=rated("not-applicable"))
    assert (one.asked, one.score, one.confirmed) == (3, ONE, Fraction(1, 6))


def test_weight_nothing_is_for_information_only() -> None:
    items = [item_tree("PE-0101"), item_tree("PE-0102", weight="0")]
    one = overall({"PE-0101": rated("met"), "PE-0102": rated("not-met")}, *items)
    assert (one.score, one.asked, one.completeness) == (ONE, 1, ONE)


def test_overall_is_flat_over_the_three_strands() -> None:
    """ "the three strands (overall is flat over them)": items count, not strands."""
    items = [
        item_tree("PE-0101"),
        item_tree("PE-0102"),
        item_tree("PE-0103", strand="curriculum"),
        item_tree("PE-0104", strand="none"),
    ]
    answers = {"PE-0101": rated("met"), "PE-0102": rated("met"), "PE-0103": rated("not-met")}
    made = card(audit(answers | {"PE-0104": rated("not-met")}), checklist(*items))
    assert made.overall.score == Fraction(2, 3)
    assert [made.strands[strand].score for strand in STRANDS] == [0, 1, None]


def test_inclusion_stands_apart() -> None:
    """ "inclusion apart"."""
    access = checklist(item_tree("PE-0101"))
    apart = checklist(item_tree("IB-0101"), id="inclusion", prefix="IB", role="inclusion")
    made = card(audit({"PE-0101": rated("not-met"), "IB-0101": rated("met")}), access, apart)
    assert (made.overall.score, made.inclusion.score) == (NIL, ONE)
    assert made.strands["physical-environment"].score == 0


def test_sections_and_priorities_are_sets_of_their_own() -> None:
    items = [
        item_tree("PE-0101", priorities=["curriculum", "inclusion"]),
        item_tree("PE-0102", priorities=["inclusion"]),
    ]
    sections = [
        {"id": id_, "title": id_, "items": [item]}
        for id_, item in zip(("gate", "hall"), items, strict=True)
    ]
    answers = {"PE-0101": rated("met"), "PE-0102": rated("not-met")}
    made = card(audit(answers), checklist(sections=sections))
    assert made.sections["physical-environment", "gate"].score == 1
    assert made.sections["physical-environment", "hall"].score == 0
    assert made.priorities["curriculum"].score == 1
    assert made.priorities["inclusion"].score == HALF
    assert made.priorities["information"].score is None


def test_duty_and_strategy_items_are_never_given_a_percentage() -> None:
    """ "Duty and strategy items are counted (...), never given a percentage."."""
    content = duty_checklist(item_tree("S10-0101"))
    made = card(audit({"S10-0101": rated("met")}), content)
    every = [made.overall, made.inclusion, *made.needs.values(), *made.priorities.values()]
    assert {score.asked for score in every} == {0}
    assert made.sections == {}


def test_each_need_has_the_items_that_help_it() -> None:
    items = [item_tree("PE-0101", needs=["hearing"]), item_tree("PE-0102", needs=["vision"])]
    made = card(audit({"PE-0101": rated("met"), "PE-0102": rated("not-met")}), checklist(*items))
    assert (made.needs["hearing"].score, made.needs["vision"].score) == (ONE, NIL)
    assert set(made.needs) == set(get_args(Need))
    assert made.needs["energy"].score is None


def test_a_need_that_is_left_out_gets_nothing_and_the_others_all() -> None:
    """ "`leaves_out` gives 0 for those needs and 1 for the item's others in the need view."."""
    answer = rated("partly-met", leaves_out=["vision"], evidence=EVIDENCE)
    made = card(audit({"PE-0101": answer}), checklist(item_tree()))
    assert (made.needs["walking"].score, made.needs["vision"].score) == (ONE, NIL)
    assert (made.needs["walking"].evidence_rate, made.needs["vision"].evidence_rate) == (ONE, None)
    assert made.overall.score == HALF


def test_a_need_view_shows_no_evidence_rate_for_an_item_that_is_still_open() -> None:
    answered = audit(
        {"PE-0101": {"places": {"east": rated("partly-met", leaves_out=["vision"])}}},
        school={"places": {id_: {"name": id_, "kind": "ramp"} for id_ in ("east", "west")}},
    )
    assert card(answered, checklist(item_tree(per="ramp"))).needs["walking"].evidence_rate is None


# ---- How the numbers are shown -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(2, 3), 66.6),
        (Fraction(1, 1), 100.0),
        (Fraction(999_999, 1_000_000), 99.9),
        (Fraction(1, 3000), 0.0),
        (Fraction(1, 1000), 0.1),
        (Fraction(7, 1000), 0.7),
        (Fraction(29, 100), 29.0),
        (Fraction(0), 0.0),
        (None, None),
    ],
)
def test_percentages_are_cut_not_rounded(share: Fraction | None, shown: float | None) -> None:
    """ "Percentages are truncated to one decimal for display; only a true 100 prints 100."."""
    assert percentage(share) == shown


def test_every_share_in_thousandths_is_shown_exactly() -> None:
    for thousandths in range(1001):
        assert percentage(Fraction(thousandths, 1000)) == float(f"{thousandths / 10:.1f}")


def test_text_and_json_show_the_same_figure() -> None:
    for share in (Fraction(2, 3), Fraction(1, 7), Fraction(999, 1000), Fraction(1), Fraction(0)):
        assert float(percent(share).removesuffix("%")) == percentage(share)


def test_below_nine_tenths_the_word_incomplete_stands_with_the_number() -> None:
    """ "Below 90% completeness the word *incomplete* stands with every number."."""
    items = [item_tree(f"PE-01{n:02}") for n in range(1, 11)]
    answers = {f"PE-01{n:02}": rated("met") for n in range(1, 10)}
    assert flagged("90", overall(answers, *items)) == "90"
    del answers["PE-0101"]
    assert flagged("80", overall(answers, *items)) == "80 (incomplete)"
