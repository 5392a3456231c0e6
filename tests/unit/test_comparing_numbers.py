"""What is compared beside the answers: scores, findings, several audits, the output, and the laws."""

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from send_audit.comparing import compare, compare_series
from send_audit.comparing.results import Comparison, GapChange
from send_audit.model.checklist import Checklist
from send_audit.model.results import Assessed
from send_audit.problems import SendAuditError
from send_audit.render.compare_json import render_series_json
from send_audit.render.compare_text import render_series
from send_audit.render.look import Look
from tests.builders import action, assess, other_subject, plan
from tests.compared import MET, NOT, PARTLY, earlier, later, often
from tests.small_models import (
    Tree,
    audit,
    checklist,
    item_tree,
    rated,
)
from tests.strategies import Case, cases, days

# ---- Scores --------------------------------------------------------------------------------------


def like_for_like(old: Assessed, new: Assessed) -> tuple[Fraction | None, Fraction | None, int]:
    found = compare(old, new).overall
    return found.same_old.score, found.same_new.score, found.same


def test_like_for_like_leaves_out_what_was_answered_only_once() -> None:
    content = checklist(*(item_tree(f"PE-010{n}") for n in range(1, 5)))
    old = earlier({"PE-0101": NOT, "PE-0102": PARTLY}, content)
    new = later({f"PE-010{n}": MET for n in range(2, 5)}, content)
    assert like_for_like(old, new) == (Fraction(1, 2), Fraction(1), 1)
    assert compare(old, new).overall.new.score == 1


def test_like_for_like_gives_both_sides_the_later_weight() -> None:
    def content(weight: str) -> Checklist:
        return checklist(item_tree("PE-0101", weight=weight), item_tree("PE-0102"))

    answers = {"PE-0101": MET, "PE-0102": NOT}
    old, new = earlier(answers, content("1")), later(answers, content("3"))
    assert like_for_like(old, new) == (Fraction(3, 5), Fraction(3, 5), 2)


def test_an_answer_not_confirmed_since_adds_nothing_like_for_like() -> None:
    content = checklist(item_tree("PE-0101"))
    stale = rated("met", to_confirm="Ask")
    old, new = earlier({"PE-0101": MET}, content), later({"PE-0101": stale}, content)
    assert like_for_like(old, new) == (Fraction(1), Fraction(0), 1)


# ---- Findings ------------------------------------------------------------------------------------


def one_gap(old: Tree | None, new: Tree | None, *actions: Tree) -> GapChange:
    content = checklist(item_tree("PE-0101"))
    before = {"PE-0101": old} if old is not None else {}
    after = {"PE-0101": new} if new is not None else {}
    made = plan(*actions) if actions else None
    (gap,) = compare(earlier(before, content), later(after, content, plan=made)).gaps
    return gap


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (NOT, MET, "closed"),
        (NOT, PARTLY, "still-open"),
        (NOT, rated("not-met", to_confirm="Ask"), "still-open"),
        (MET, NOT, "new"),
        (None, NOT, "new"),
        (NOT, None, "unclear"),
        (NOT, rated("met", to_confirm="Ask"), "unclear"),
        (NOT, rated("not-applicable"), "unclear"),
    ],
)
def test_a_gap_is_closed_only_by_a_met_answer_that_stands(
    old: Tree | None, new: Tree | None, state: str
) -> None:
    assert one_gap(old, new).state == state


def test_a_gap_does_not_close_because_the_question_changed() -> None:
    old = earlier({"PE-0101": NOT}, checklist(item_tree("PE-0101")))
    new = later({"PE-0101": MET}, checklist(item_tree("PE-0101", criterion="Another.")))
    (gap,) = compare(old, new).gaps
    assert gap.state == "unclear"


def test_a_gap_whose_action_is_done_and_that_is_still_there_is_named() -> None:
    done = action("A-01", status="done", done_on="2026-10-01")
    gap = one_gap(NOT, PARTLY, done)
    assert gap.done_but_still_open
    assert [a.id for a in gap.done] == ["A-01"]
    assert not one_gap(NOT, MET, done).done_but_still_open
    assert not one_gap(NOT, PARTLY, action("A-01")).done_but_still_open


# ---- What to know first --------------------------------------------------------------------------


def remarks(old: Tree, new: Tree, *successors: tuple[str, str]) -> list[str]:
    before = assess(audit({}, **old), file="old.yaml")
    after = assess(audit({}, **new), file="folder/new.yaml")
    return [remark.kind for remark in compare(before, after, successors).remarks]


def test_audits_in_the_wrong_order_are_remarked_on() -> None:
    assert remarks({"audit": {"date": "2026-10"}}, {"audit": {"date": "2023-10"}}) == ["order"]
    assert remarks({"audit": {"date": "2023-10"}}, {"audit": {"date": "2026-10"}}) == []


def test_two_numbers_are_remarked_on_and_a_known_successor_is_called_one() -> None:
    old, new = {"school": {"urn": "900012"}}, {"school": {"urn": "900010"}}
    assert remarks(old, new) == ["other-urn"]
    assert remarks(old, new, ("900012", "900010")) == ["successor"]
    assert remarks(old, new, ("900010", "900012")) == ["other-urn"]
    named = {"previous": {"title": "Before", "file": "../old.yaml"}}
    assert remarks(old, new | {"plan": named}) == ["successor"]


def test_two_names_without_numbers_are_remarked_on() -> None:
    assert remarks({"school": {"name": "Hill"}}, {"school": {"name": "Dale"}}) == ["other-name"]
    both = {"urn": "900001"}
    assert remarks({"school": both | {"name": "Hill"}}, {"school": both | {"name": "Dale"}}) == []


def test_a_school_is_not_compared_with_an_authority() -> None:
    authority = other_subject(
        {}, local_authority={"name": "Estuary", "code": "990", "nation": "england"}
    )
    with pytest.raises(SendAuditError, match=r"about a school and .* about a local authority"):
        compare_series([assess(audit({})), assess(authority)])


# ---- In words -----------------------------------------------------------------------------------


def text(old: Assessed, new: Assessed) -> str:
    return render_series(compare_series([old, new]))


def test_a_gap_that_goes_with_its_question_is_not_lost() -> None:
    content = checklist(item_tree("PE-0101"), item_tree("PE-0102"))
    shown = text(earlier({"PE-0101": NOT, "PE-0102": MET}, content), later({}))
    block = shown.split("  No longer asked (2)\n")[1].splitlines()
    assert block[0] == "    PE-0101  was not met: Criterion PE-0101."
    assert block[1] == "      Its checklist is not answered now."
    assert block[2] == "    Others: PE-0102."


def test_a_reason_for_not_applicable_stands_beside_the_gap_that_it_ends() -> None:
    content = checklist(item_tree("PE-0101"))
    after = rated("not-applicable", reason="Sold\nin May")
    shown = text(earlier({"PE-0101": NOT}, content), later({"PE-0101": after}, content))
    assert "    PE-0101  ✕ Not met → – Not applicable: Criterion PE-0101." in shown
    assert "      Reason given: Sold in May." in shown


def test_what_is_carried_and_not_confirmed_stands_under_its_own_heading() -> None:
    content = checklist(item_tree("PE-0101"))
    after = rated("met", to_confirm="Ask")
    shown = text(earlier({"PE-0101": NOT}, content), later({"PE-0101": after}, content))
    assert "  Not confirmed since (1)\n    PE-0101  ✕ Not met → ✓ Met, to be checked" in shown
    assert "1 gap found before: 0 closed, 0 still there, 1 no longer known." in shown


def test_who_is_served_worse_is_said() -> None:
    content = checklist(item_tree("PE-0101"))
    old = earlier({"PE-0101": rated("partly-met", leaves_out=["vision"])}, content)
    new = later({"PE-0101": rated("partly-met", leaves_out=["walking"])}, content)
    shown = text(old, new)
    assert "      Better for vision.\n      Worse for walking." in shown


def test_an_audit_just_carried_forward_buries_nothing_under_what_is_to_be_confirmed() -> None:
    content = checklist(*(item_tree(f"PE-01{n:02}") for n in range(1, 31)))
    before = {f"PE-01{n:02}": MET if n > 1 else NOT for n in range(1, 31)}
    carried = {id_: answer | {"to_confirm": "Carried"} for id_, answer in before.items()}
    shown = text(earlier(before, content), later(carried, content))
    assert "  Not confirmed since (1)\n    PE-0101  ✕ Not met, to be checked again:" in shown
    assert "  Not confirmed since, and no gap before: 29." in shown
    assert "0 worse, 0 better" not in shown  # no answer stands, so none is compared
    assert "30 others are not compared: 30 not confirmed since." in shown


def test_with_nothing_in_common_that_is_said_and_not_scored_like_for_like() -> None:
    content = checklist(item_tree("PE-0101"), item_tree("PE-0102"))
    shown = text(earlier({"PE-0101": NOT}, content), later({"PE-0102": MET}, content))
    assert "No question was answered both times and asks the same" in shown
    assert "like for like" not in shown


# ---- A row of audits -----------------------------------------------------------------------------


def row(*ratings: str | None) -> list[Assessed]:
    content = checklist(item_tree("PE-0101"))
    made = []
    for year, rating in enumerate(ratings, 2020):
        answers = {"PE-0101": rated(rating)} if rating is not None else {}
        stated = audit(answers, audit={"date": f"{year}-10-05"})
        made.append(assess(stated, content, as_of=date(2026, 11, 23)))
    made[-1] = assess(made[-1].audit, content, as_of=date(2020 + len(ratings) - 1, 11, 23))
    return made


def test_an_item_that_changed_more_than_once_is_told_over_the_whole_row() -> None:
    series = compare_series(row("met", "not-met", "met"))
    assert [one.ratings for one in series.wavering] == [("met", "not-met", "met")]
    assert len(series.comparisons) == 2


@pytest.mark.parametrize(
    "ratings", [("met", "not-met", "not-met"), ("met", None, "met"), ("not-met", "partly-met")]
)
def test_an_item_that_changed_once_or_was_only_open_is_not_in_it(
    ratings: tuple[str | None, ...],
) -> None:
    assert compare_series(row(*ratings)).wavering == ()


# ---- Laws ----------------------------------------------------------------------------------------


def made(case: Case, as_of: date) -> Assessed:
    return assess(case.audit, *case.checklists, as_of=as_of, sources={})


@often
@given(cases(), days, days)
def test_time_alone_improves_nothing_and_closes_no_gap(case: Case, one: date, two: date) -> None:
    first, second = sorted((one, two))
    found = compare(made(case, first), made(case, second))
    assert not found.of_kind("improved", "worsened", "newly-answered", "asked-differently")
    assert not [gap for gap in found.gaps if gap.state in ("closed", "new")]
    for figures in (found.overall, found.inclusion, *found.strands.values()):
        assert (figures.same_new.score or 0) <= (figures.same_old.score or 0)


def kinds(found: Comparison) -> dict[str, str]:
    return {change.id: change.kind for change in found.changes}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
    """One school's answers to one set of checklists, twice."""
    case, other = draw(cases()), draw(cases())
    answers = {id_: tree for id_, tree in other.responses.items() if "places" not in tree}
    known = {i["id"]: i for c in case.contents for s in c["sections"] for i in s["items"]}
    whole = {
        id_: tree
        for id_, tree in answers.items()
        if id_ in known and ("measured" not in tree or "measure" in known[id_])
    }
    return case, case.answering(whole)


@often
@given(pairs(), days)
def test_turned_round_better_is_worse(two: tuple[Case, Case], as_of: date) -> None:
    one, other = (made(case, as_of) for case in two)
    forth, back = kinds(compare(one, other)), kinds(compare(other, one))
    assert forth.keys() == back.keys()
    opposite = {"improved": "worsened", "newly-answered": "no-longer-answered"}
    for id_, kind in forth.items():
        if kind in opposite:
            # A place still open may hide how good the earlier answer was, never how bad.
            assert back[id_] in (opposite[kind], "worsened", "not-confirmed"), id_
        if kind == "unchanged":
            assert back[id_] in ("unchanged", "not-confirmed"), id_


@often
@given(pairs(), days)
def test_every_asked_item_has_exactly_one_change(two: tuple[Case, Case], as_of: date) -> None:
    one, other = (made(case, as_of) for case in two)
    found = compare(one, other)
    asked = {o.item.id for x in (one, other) for o in x.outcomes if o.asked}
    assert sorted(change.id for change in found.changes) == sorted(asked)
    for change in found.of_kind("improved", "unchanged"):
        event(change.kind)
        assert change.new is not None
        assert change.new.fresh


@often
@given(pairs(), days, days, st.booleans())
def test_whatever_changed_can_be_said_in_words_and_as_json(
    two: tuple[Case, Case], one: date, other: date, plain: bool
) -> None:
    first, second = sorted((one, other))
    audits = [made(two[0], first), made(two[1], second), made(two[0], second)]
    series = compare_series(audits)
    shown = render_series(series, Look(plain=plain, width=60))
    assert "what changed" in shown
    assert not plain or not set("→✓◐✕") & set(shown)
    assert json.loads(render_series_json(series))["trend"]["audits"]
