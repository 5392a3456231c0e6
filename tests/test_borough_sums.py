"""What is added up over the schools: barriers, sites, money, moderation, quality, and what is left out."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.area import Area, tally
from send_audit.borough.facts import Difference, ItemFacts, ModerationFacts
from send_audit.borough.left_out import below_returns, left_out
from send_audit.borough.standing import BrokenReturn
from send_audit.borough.tallies.barriers import Barriers, BarrierTally
from send_audit.borough.tallies.moderation import Moderations, ModerationTally
from send_audit.borough.tallies.money import Money, MoneyTally
from send_audit.borough.tallies.quality import QualityTally
from send_audit.borough.tallies.sites import Sites, SiteTally
from send_audit.render.borough.sections.money import money_section
from tests.hand_made_area import action, area, facts, figures, pounds, rated


def barriers(over: Area) -> Barriers:
    added = BarrierTally(over.items)
    tally(over, added)
    return added.result()


def money(over: Area) -> Money:
    added = MoneyTally()
    tally(over, added)
    return added.result()


def sites(over: Area) -> Sites:
    added = SiteTally()
    tally(over, added)
    return added.result()


def moderation(over: Area) -> Moderations:
    added = ModerationTally(over.items)
    tally(over, added)
    return added.result()


# ---- Barriers ------------------------------------------------------------------------------------


def test_the_commonest_barrier_comes_first_with_its_schools_and_their_pupils() -> None:
    over = area(
        [
            facts(1, {"PE-0101": rated("not-met"), "PE-0601": rated("met")}, pupils=120),
            facts(2, {"PE-0101": rated("partly-met", lapsed=True), "PE-0601": rated("not-met")}),
            facts(3, {"PE-0101": rated("not-met"), "PE-0601": rated(None)}, pupils=None),
        ]
    )
    first, second = barriers(over).all
    assert (first.item, first.schools, first.asked) == ("PE-0101", 3, 3)
    assert (first.not_met, first.partly_met, first.lapsed) == (2, 1, 1)
    assert (first.pupils, first.without_roll) == (220, 1)
    assert (second.item, second.schools, second.asked) == ("PE-0601", 1, 3)


def test_a_private_answer_and_a_private_action_count_for_officers_only() -> None:
    over = area(
        [
            facts(1, {"PE-0101": rated("not-met", private=True)}, [action(cost=pounds(70))]),
            facts(2, {"PE-0101": rated("not-met")}, [action(cost=pounds(500), private=True)]),
        ]
    )
    found = barriers(over)
    all_, public = found.all[0], found.public[0]
    assert (all_.schools, all_.asked, all_.with_action, all_.cost) == (2, 2, 2, pounds(570))
    assert (public.schools, public.asked, public.with_action, public.cost) == (1, 1, 0, pounds(0))


def test_planned_costs_are_told_beside_how_many_actions_state_none_and_dropped_ones_do_not_count() -> (
    None
):
    plans = [
        action("A-1", cost=pounds(300)),
        action("A-2"),
        action("A-3", "dropped", cost=pounds(9)),
        action("A-4", items=("PE-0601",), cost=pounds(4)),
    ]
    one = barriers(area([facts(1, {"PE-0101": rated("not-met")}, plans)])).all[0]
    assert (one.cost, one.costed, one.uncosted, one.with_action) == (pounds(300), 1, 1, 1)


_ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(("met", "partly-met", "not-met", "not-applicable", None)),
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 2000)),
    ),
    min_size=1,
    max_size=8,
)


@given(_ANSWERS)
def test_schools_pupils_and_rolls_unknown_add_up_whatever_was_answered(
    answers: list[tuple[str, bool, int | None]],
) -> None:
    returns = [
        facts(n, {"PE-0101": ItemFacts(rating=r, known=r, private=p)}, pupils=roll)  # type: ignore[arg-type]
        for n, (r, p, roll) in enumerate(answers, start=1)
    ]
    found = barriers(area(returns))
    for barrier, counts in (
        (found.all, answers),
        (found.public, [one for one in answers if not one[1]]),
    ):
        short = [one for one in counts if one[0] in ("partly-met", "not-met")]
        assert len(barrier) == bool(short)
        for one in barrier:
            assert (one.schools, one.asked) == (len(short), len(counts))
            assert one.pupils == sum(roll or 0 for *_, roll in short)
            assert one.without_roll == sum(roll is None for *_, roll in short)


# ---- Sites ---------------------------------------------------------------------------------------


def test_each_school_stands_once_under_each_theme_and_a_private_answer_is_not_named() -> None:
    over = area(
        [
            facts(1, {"PE-0101": rated("not-met"), "PE-0601": rated("met")}),
            facts(
                2, {"PE-0101": rated("not-met", private=True), "PE-0601": rated("not-applicable")}
            ),
            facts(3, {"PE-0101": rated(None), "PE-0601": rated("partly-met", lapsed=True)}),
        ]
    )
    found = sites(over)
    assert all(sum(counts.values()) == 3 for counts in found.all.values())
    assert all(sum(counts.values()) == 3 for counts in found.public.values())
    route, toilet = found.all["step-free-route"], found.all["accessible-toilet"]
    assert (route["none"], route["not-known"]) == (2, 1)
    assert (toilet["there"], toilet["does-not-apply"], toilet["in-part"]) == (1, 1, 1)
    assert found.all["refuge"]["not-asked"] == 3
    assert (found.public["step-free-route"]["none"], found.private["step-free-route"]) == (1, 1)
    assert [site.school for site in found.none["step-free-route"]] == ["School 1"]
    assert [(site.school, site.lapsed) for site in found.in_part["accessible-toilet"]] == [
        ("School 3", True)
    ]


# ---- Money ---------------------------------------------------------------------------------------


def test_what_is_done_since_the_last_cycle_counts_from_the_earlier_audit_on() -> None:
    done = [
        action("A-1", "done", done_on=date(2026, 9, 1)),
        action("A-2", "done", done_on=date(2023, 9, 1)),
    ]
    before = {"200001": facts(1, audit_date=date(2023, 10, 1))}
    found = money(area([facts(1, actions=done), facts(2, actions=done)], earlier=before))
    assert (found.done_since, found.comparable, found.statuses["done"]) == (1, 1, 4)


def test_overdue_actions_come_oldest_first_and_private_ones_are_only_counted() -> None:
    late = [
        action("A-1", overdue=True, due=date(2026, 10, 31)),
        action("A-2", overdue=True, due=date(2026, 7, 31)),
        action("A-3", overdue=True, due=date(2026, 1, 31), private=True),
    ]
    found = money(area([facts(1, actions=late)]))
    assert [one.action for one in found.overdue] == ["A-2", "A-1"]
    assert (found.private_overdue, found.public_overdue) == (1, 2)


def test_an_effect_is_told_with_its_cost_and_reach_and_never_of_a_private_action() -> None:
    done = [
        action("A-1", "done", effect="Used daily.", spent=pounds(40), pupils="most of Year 4"),
        action("A-2", "done", effect="CANARY", spent=pounds(900), private=True),
    ]
    value = money(area([facts(1, actions=done)])).by_strand["physical-environment"]
    assert (value.done, value.with_effect, value.with_reach) == (1, 1, 1)
    assert [(one.effect, one.spent, one.pupils) for one in value.effects] == [
        ("Used daily.", pounds(40), "most of Year 4")
    ]


_SUMS = st.one_of(st.none(), st.decimals(0, 10**6, places=2))
_ACTIONS = st.builds(
    action,
    status=st.sampled_from(("planned", "done", "dropped", "ongoing")),
    cost=_SUMS,
    spent=_SUMS,
    cost_band=st.sampled_from((None, "none", "A", "E")),
    funding=st.sampled_from((None, "Capital", "capital ", "Gift")),
    strand=st.sampled_from((None, "none", "curriculum")),
    private=st.booleans(),
)


@given(st.lists(_ACTIONS, max_size=8))
def test_by_band_by_source_and_by_strand_the_money_is_the_same(actions: list[object]) -> None:
    found = money(area([facts(1, actions=actions)]))  # type: ignore[arg-type]
    ways = (
        found.by_band.values(),
        found.by_funding.values(),
        [value.sum for value in found.by_strand.values()],
    )
    for sums in ([*way, found.private] for way in ways):
        assert sum((one.planned for one in sums), Decimal(0)) == found.total.planned
        assert sum((one.spent for one in sums), Decimal(0)) == found.total.spent
        assert sum(one.actions for one in sums) == found.total.actions
    assert set(found.by_funding) <= {"Not stated", "Capital", "capital", "Gift"}
    assert len(found.by_funding) <= 3


def test_what_a_private_action_costs_stands_under_no_band_source_or_strand_of_its_own() -> None:
    plan = [
        action("A-1", cost=pounds(10), cost_band="A", funding="Capital"),
        action("A-2", "done", cost_band="E", funding="CANARY", spent=pounds(900), private=True),
        action("A-3", cost=pounds(70), strand="curriculum", funding="CANARY", private=True),
    ]
    over = area([facts(1, actions=plan)])
    found = money(over)
    assert (list(found.by_band), list(found.by_funding)) == (["A"], ["Capital"])
    assert list(found.by_strand) == ["physical-environment"]
    assert (found.private.planned, found.private.spent) == (pounds(70), pounds(900))
    section = money_section(found, None, over, "officers")
    assert "CANARY" not in str(section)
    assert str(section).count("Kept private") == 3


# ---- Moderation and quality ----------------------------------------------------------------------


def difference(verdict: str, school: str | None, officer: str | None) -> Difference:
    return Difference(
        item="PE-0101",
        verdict=verdict,  # type: ignore[arg-type]
        school=school,  # type: ignore[arg-type]
        officer=officer,  # type: ignore[arg-type]
        place=None,
        reason=None,
        school_reply=None,
    )


def read(*differences: Difference, other_audit: bool = False) -> ModerationFacts:
    return ModerationFacts(
        by="Access officer",
        on=date(2026, 11, 2),
        method=None,
        comment=None,
        differences=differences,
        other_audit=other_audit,
    )


def test_verdicts_are_counted_with_their_direction_and_one_of_another_audit_counts_nowhere() -> (
    None
):
    own, officers = figures(Fraction(1, 2)), figures(Fraction(1, 4))
    over = area(
        [
            facts(
                1,
                moderation=read(
                    difference("agreed", "met", None),
                    difference("changed", "met", "partly-met"),
                    difference("changed", "not-met", "met"),
                    difference("changed", None, "met"),
                    difference("query", "met", None),
                ),
                overall_returned=own,
                overall_moderated=officers,
            ),
            facts(2, moderation=read(difference("changed", "met", "not-met"), other_audit=True)),
            facts(3),
        ]
    )
    found = moderation(over)
    assert found.verdicts == {"agreed": 1, "changed": 3, "query": 1}
    assert (found.lower, found.higher, found.other) == (1, 1, 1)
    assert ([one.school for one in found.read], found.stale) == (["School 1"], ("School 2",))
    assert found.most_changed == (("PE-0101", 3),)
    assert (found.apart, found.compared, found.schools) == (Fraction(-1, 4), 1, 3)


def test_age_completeness_and_odd_returns_are_counted() -> None:
    over = area(
        [
            facts(1, audit_date=date(2026, 10, 5)),
            facts(2, audit_date=date(2025, 10, 5), questions=10, answered=4),
            facts(3, audit_date=None, type="academy-converter", phase="secondary"),
            facts(4, checklists={"physical-environment": "0.9.0"}, scores={}),
        ],
        due="2026-09-30",
    )
    added = QualityTally(over)
    tally(over, added)
    found = added.result()
    assert Counter(found.ages) == Counter({"half-a-year": 2, "three-years": 1, "no-date": 1})
    assert Counter(found.completeness) == Counter({"90-and-more": 3, "below-half": 1})
    assert (found.evidence["half-to-90"], found.no_evidence_rate) == (3, 1)
    assert (found.other_type, found.other_phase) == (("School 3",), ("School 3",))
    assert found.older == ("School 4",)


# ---- Not included --------------------------------------------------------------------------------


def test_every_school_and_file_that_counts_nowhere_is_named_with_its_reason() -> None:
    over = area(
        [facts(1), replace(facts(1), file="a/returns/first-try.yaml"), facts(9)],
        schools=4,
        not_expected=[{"urn": "200002", "reason": "It moves."}],
    )
    lost = BrokenReturn(
        file="/home/me/returns/bad.yaml", urn=None, name="", reasons=("Line 3: no.",)
    )
    found = list(left_out(replace(over.round, unreadable=(lost,))))
    assert [(one.why, one.school, one.file) for one in found] == [
        ("duplicate", "School 1", "first-try.yaml"),
        ("excused", "School 2", None),
        ("missing", "School 3", None),
        ("missing", "School 4", None),
        ("unreadable", "", "bad.yaml"),
        ("unknown", "School 9", "school-9.yaml"),
    ]
    assert found[1].reasons == ("It moves.",)
    assert found[4].reasons == ("Line 3: no.",)


def test_a_file_is_named_from_returns_on() -> None:
    assert below_returns("/home/me/estuary/returns/north/a.yaml") == "north/a.yaml"
    assert below_returns("C:\\estuary\\returns\\a.yaml") == "a.yaml"
    assert below_returns("a.yaml") == "a.yaml"
