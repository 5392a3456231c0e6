"""A borough's public documents, against a reader who wants to know how few schools something is true of."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby

import pytest

from send_audit.borough.area import Area
from send_audit.borough.facts import SchoolFacts
from send_audit.borough.report_numbers import count_report
from send_audit.model.checklist import Item
from send_audit.model.school_types import SchoolType
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Table
from send_audit.render.borough.count_tables import merge_small
from send_audit.render.borough.report_view import report_view
from send_audit.render.borough.strategy_view import strategy_view
from send_audit.render.to_html import render_html
from tests import small_schools
from tests.hand_made_area import LIST, action, area, facts, figures, rated
from tests.public_sentences import lone_withheld, numbers_of_schools, sentences, words_alone
from tests.small_schools import included, plan, standing
from tests.test_borough_document import estuary


def school(number: int, *, short: bool, **changes: object) -> SchoolFacts:
    """A school with every kind of thing that is counted; `short` is whether it lacks a step-free route."""
    late = number % 3 == 0
    items = {
        "PE-0101": rated("not-met" if short else "met"),
        "PE-0601": rated("partly-met" if number % 2 else "met"),
        "PE-0606": rated("not-met" if number < 4 else None),
    }
    actions = [
        action("A-1", "done"),
        action("A-2", overdue=late, due=date(2026, 1, 31)),
        action("A-3", "waiting" if number == 1 else "planned", items=("PE-0601",)),
    ]
    made: dict[str, object] = {
        "plan": plan(expired=number == 2),
        "duty_status": "gap-found" if number % 4 == 1 else "no-gap-found",
        "scores": {"overall": figures(), "need:walking": figures()},
    }
    return facts(number, items, actions, **made | changes)


def borough(listed: int, *, without: int, short: int) -> Area:
    """So many schools, of which some sent nothing and some lack a step-free route."""
    returns = [school(n, short=n <= short) for n in range(1, listed - without + 1)]
    return area(returns, schools=listed, due="2026-11-01")


def _estuary() -> Area:
    return estuary()


def _small(listed: int, without: int, short: int) -> Area:
    return borough(listed, without=without, short=short)


BOROUGHS: tuple[Callable[[], Area], ...] = (
    _estuary,
    partial(_small, 4, 1, 2),
    partial(_small, 9, 2, 6),
    partial(_small, 12, 0, 7),
    partial(_small, 12, 3, 5),
    partial(_small, 30, 2, 12),
    partial(_small, 30, 11, 3),
)


@pytest.mark.parametrize("make", BOROUGHS)
def test_no_sentence_gives_a_number_of_schools_but_that_of_the_list(
    make: Callable[[], Area],
) -> None:
    of = make()
    numbers = count_report(of)
    for view in (report_view(numbers, of, "public"), strategy_view(of, numbers.public)):
        text = sentences(view)
        assert numbers_of_schools(text) <= {len(of.round.standings)}
        assert not re.search(r"withheld (?:of|median|schools)|too few of 100|\b0 of\b", text)
        assert list(lone_withheld(view)) == []


def test_the_reader_finds_what_there_is_to_find() -> None:
    text = sentences(report_view(count_report(estuary()), estuary(), "officers"))
    assert {9, 11, 5} <= numbers_of_schools(text)
    assert numbers_of_schools("by 12 of the 30 schools that answered") == {12, 30}
    assert numbers_of_schools("Schools: 7 of 9 asked") == {7, 9}


def test_an_answer_of_one_school_more_shows_only_as_a_coarse_word() -> None:
    def said(short: int) -> tuple[object, ...]:
        of = borough(30, without=0, short=short)
        numbers = count_report(of)
        views = (report_view(numbers, of, "public"), strategy_view(of, numbers.public))
        return tuple(map(words_alone, views))

    pages = [said(short) for short in range(31)]
    runs = [len(list(run)) for _, run in groupby(pages)]
    assert pages[0] == pages[4]
    assert pages[25] == pages[30]
    assert min(runs) > 1
    assert len(runs) > 4


def test_how_many_pupils_there_are_is_no_way_to_tell_which_school_it_is() -> None:
    small = borough(30, without=0, short=12)
    large = replace(
        small,
        each=lambda: (replace(one, facts=replace(one.facts, pupils=2000)) for one in small.each()),
    )
    pages = [report_view(count_report(of), of, "public") for of in (small, large)]
    assert render_html(pages[0]) == render_html(pages[1])


# Where nothing can be said

GOOD_NEWS = re.compile(
    r"Every plan has|None is|are whole|no gap found|^All or nearly all|\b0 of|is found",
    re.IGNORECASE,
)


BROKEN = small_schools.area(
    [], LIST, more=[standing(f"School {n}", state="broken") for n in range(8)]
)


@pytest.mark.parametrize("audience", ["officers", "public"])
@pytest.mark.parametrize("nothing", [area([], schools=1), area([], schools=8), BROKEN])
def test_of_nothing_no_good_news_is_made(audience: Audience, nothing: Area) -> None:
    view = report_view(count_report(nothing), nothing, audience)
    text = sentences(view)
    assert GOOD_NEWS.findall(text) == []
    assert "nothing can be said yet" in text or "holds no numbers" in text
    assert {"duty", "plans", "barriers", "needs", "sections"}.isdisjoint(
        section.anchor for section in view.sections
    )


def test_of_forms_without_an_answer_no_good_news_is_made() -> None:
    blank = [
        facts(n, {"PE-0101": rated(None)}, answered=1, scores={}, duty_status="not-fully-assessed")
        for n in range(1, 9)
    ]
    of = area(blank)
    officers = sentences(report_view(count_report(of), of, "officers"))
    assert "Every plan has" not in officers
    assert "None is found in the answers" not in officers
    assert "None is found to be unmet" not in officers
    public = sentences(report_view(count_report(of), of, "public"))
    assert "Every plan has" not in public


def test_an_area_of_four_schools_reads_why_there_are_no_numbers() -> None:
    of = borough(4, without=0, short=2)
    view = report_view(count_report(of), of, "public")
    (section,) = view.sections
    (part,) = section.parts
    assert len(part.blocks) == 1
    assert "fewer than five" in sentences(view)
    assert str(LIST.title) not in sentences(view)


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ({"A": (9, 1), "B": (2, 0), "C": (3, 0)}, {"A": [9, 1], "Other": [5, 0]}),
        ({"A": (9, 1), "B": (2, 0), "C": (6, 0)}, {"A": [9, 1], "Other": [8, 0]}),
        ({"A": (9, 1), "B": (2, 0)}, {"All": [11, 1]}),
        ({"A": (9, 1), "B": (5, 0)}, {"A": [9, 1], "B": [5, 0]}),
        ({"A": (2, 1)}, {"A": [2, 1]}),
    ],
)
def test_small_groups_are_merged_by_what_the_list_says(
    rows: dict[str, tuple[int, ...]], seen: dict[str, list[int]]
) -> None:
    found = merge_small(rows, "Other")
    assert {group: list(row) for group, row in found.items()} == seen


def test_a_welsh_authority_reads_its_own_words() -> None:
    borough_ = estuary().borough.model_copy(update={"nation": "wales"})
    welsh = replace(estuary(), borough=borough_)
    titles = {s.title for s in report_view(count_report(welsh), welsh, "public").sections}
    assert "The ALN strategy's priorities" in titles
    texts = [text for asked in estuary().items.values() for text in _texts(asked.item)]
    assert [text for text in texts if "or ALN" in text or "or IDP" in text] == []


def _texts(item: Item) -> tuple[str, ...]:
    return item.criterion, item.barrier, item.recommendation.action, item.recommendation.success


def test_what_is_small_on_one_side_does_not_follow_from_the_other() -> None:
    """Nine of the list are missing, as the table of returns says: six of one side, three of the other."""
    kinds: tuple[tuple[SchoolType, int, int], ...] = (
        ("community-school", 20, 6),
        ("academy-converter", 15, 3),
    )
    sent = [
        included(small_schools.facts(f"{kind} {n}", kind, plan=plan()))
        for kind, count, _ in kinds
        for n in range(count)
    ]
    away = [
        standing(f"Away {n}", kind, "missing") for kind, _, count in kinds for n in range(count)
    ]
    of = small_schools.area(sent, LIST, more=away)
    view = report_view(count_report(of), of, "public")
    tables = {
        block.caption: block
        for section in view.sections
        for part in section.parts
        for block in part.blocks
        if isinstance(block, Table)
    }
    for caption in ("Duty status of schools in the strategy", "Returns by kind of school"):
        assert "6" not in tables[caption].rows[0].cells
    assert all(len(row.cells) == 2 for row in tables["Plans"].rows)
