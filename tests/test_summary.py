"""The summary: two pages whatever the file holds, plain words, nothing private, and its easy-read layout."""

import io
import re
from importlib import import_module
from pathlib import Path

import pytest
import textstat
from pypdf import PdfReader

from send_audit.load.library import Library
from send_audit.pipeline import assess_file
from send_audit.render.documents import make_view, render_document
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.summary_view import summary_view
from send_audit.render.summary_views import SummaryView
from send_audit.render.views import DocumentView
from tests import builders
from tests.builders import action, full_school, plan, school
from tests.every_document import SCHOOLS, assessed_example
from tests.program import RETURNS
from tests.reading_order import read_page
from tests.small_models import AS_OF, rated

EASY = Manner(easy=True)
FILES = [*sorted(RETURNS.glob("*.yaml")), RETURNS.parent / "strategy-audit.yaml"]
LIBRARY = Library()


def pages(data: bytes) -> int:
    return len(PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_example_fills_two_pages_at_the_most(file: Path) -> None:
    assessed = assess_file(file, LIBRARY, AS_OF).assessed
    assert assessed is not None
    assert pages(render_document(assessed, "summary", "pdf")) <= 2


def test_sixty_long_actions_still_make_two_pages_and_the_rest_is_counted() -> None:
    actions = [action(f"A-{n:02}", action="Long words here " * 60) for n in range(1, 61)]
    long = plan(
        *actions,
        strengths=[{"text": "We do this very well " * 40}] * 20,
        complaints="Talk to us " * 80,
        formats=["a format of its own"] * 40,
        contact={"role": "Somebody " * 40, "phone": "01632 960123"},
    )
    made = school({"PE-0101": rated("not-met")}, plan=long)
    assert pages(render_document(made, "summary", "pdf")) <= 2
    (part,) = (one for one in summary_view(made).parts if one.anchor == "better")
    assert f"{60 - len(part.promises)} more things are in the full plan." in part.after
    assert len(summary_view(made, easy=True).parts[2].promises) == 60


def test_old_answers_are_not_said_to_be_answers() -> None:
    old = {"PE-0101": {**rated("met"), "to_confirm": "yes"}}
    (part,) = (one for one in summary_view(school(old)).parts if one.anchor == "checked")
    assert part.sentences[0] == "Our answers are old. We must check again."


def test_where_all_is_done_it_does_not_say_that_nothing_was_planned() -> None:
    done = action("A-01", status="done", done_on="2026-10-01")
    (part,) = (one for one in summary_view(school({}, done)).parts if one.anchor == "better")
    assert part.sentences == ("There is no open work to show here.",)


def test_what_comes_again_is_not_promised_for_a_day_that_is_past() -> None:
    again = action(
        "A-01", status="ongoing", due="2025-01-01", repeats="yearly", done_on="2026-10-01"
    )
    (part,) = (one for one in summary_view(school({}, again)).parts if one.anchor == "better")
    assert [promise.when for promise in part.promises] == ["Every year."]


@pytest.mark.parametrize("manner", [AS_USUAL, EASY])
def test_nothing_private_is_in_it(manner: Manner) -> None:
    page = render_document(full_school(), "summary", "html", manner).decode()
    assert [canary for canary in builders.PRIVATE if canary in page] == []


def test_our_own_words_are_for_readers_of_eleven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its dictionary, which it would fetch, textstat counts syllables by where words divide."""
    counting = import_module("textstat.backend.counts._count_syllables")
    monkeypatch.setattr(counting, "get_cmudict", lambda lang: None)  # noqa: ARG005
    for made in (school(plan=None), school({"PE-0101": rated("not-met")})):
        page = read_page(render_document(made, "summary", "html", EASY).decode())
        words = " ".join(line for line in page.splitlines() if not line.startswith("#"))
        assert textstat.flesch_kincaid_grade(words) <= 6
        assert textstat.automated_readability_index(words) <= 6


@pytest.mark.parametrize("name", SCHOOLS)
def test_a_whole_summary_is_for_readers_of_eleven(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schools' own words with ours: what a family really reads."""
    counting = import_module("textstat.backend.counts._count_syllables")
    monkeypatch.setattr(counting, "get_cmudict", lambda lang: None)  # noqa: ARG005
    words = " ".join(texts_of(make_view(assessed_example(name), "summary")))
    assert textstat.flesch_kincaid_grade(words) <= 6
    assert textstat.automated_readability_index(words) <= 6


def test_no_sentence_of_ours_has_more_than_twenty_words() -> None:
    made = (school(plan=None), school({"PE-0101": rated("not-met")}), full_school())
    for view in (summary_view(one, easy=easy) for one in made for easy in (False, True)):
        sentences = [s for text in texts_of(view) for s in re.split(r"(?<=[.!?]) ", text)]
        assert [s for s in sentences if len(s.split()) > 20] == []


def texts_of(view: DocumentView) -> list[str]:
    assert isinstance(view, SummaryView)
    return [
        text
        for part in view.parts
        for text in (
            *part.sentences,
            *part.points,
            *(f"{promise.what} {promise.when}" for promise in part.promises),
            *part.after,
        )
    ]


def test_easy_read_parts_each_action_and_explains_its_words() -> None:
    made = school({"PE-0101": rated("not-met")}, action())
    page = read_page(render_document(made, "summary", "html", EASY).decode())
    lines = ["What: Re-mark the bays.", "When: By July 2027.", "Who: Site manager."]
    assert "\n".join(lines) in page
    assert "## Hard words" in page
    assert "Hard words" not in read_page(render_document(made, "summary", "html").decode())


def test_no_sum_of_money_is_in_what_is_done_or_planned() -> None:
    acts = [
        action("A-01", action="Spend £4,321 on a ramp."),
        action("A-02", action="Spent £5,432 on paint.", status="done", done_on="2026-11-10"),
    ]
    page = render_document(school({"PE-0101": rated("not-met")}, *acts), "summary", "html").decode()
    assert "a ramp" in page
    assert "on paint" in page
    assert not [one for one in ("4,321", "5,432") if one in page]


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("marsh-lane-nursery", "help disabled children to learn"),
        ("creek-sixth-form", "help disabled students to learn"),
        ("strategy-audit", "our accessibility strategy."),
    ],
)
def test_it_speaks_of_those_whom_the_place_is_for(stem: str, said: str) -> None:
    (file,) = (one for one in FILES if one.stem == stem)
    assessed = assess_file(file, LIBRARY, AS_OF).assessed
    assert assessed is not None
    assert said in render_document(assessed, "summary", "html").decode()


def test_easy_read_gives_each_sentence_a_line() -> None:
    made = school(plan=plan(strengths=[{"text": "We sign. We sing."}]))
    assert "- We sign.\n- We sing.\n" in read_page(
        render_document(made, "summary", "html", EASY).decode()
    )


def test_wide_letters_make_no_third_page() -> None:
    acts = [action(f"A-{n:02}", action="WMWM WWWM " * 14) for n in range(1, 61)]
    wide = plan(*acts, strengths=[{"text": "W" * 148}] * 9, contact={"role": "WW " * 30})
    made = school({"PE-0101": rated("not-met")}, plan=wide)
    assert pages(render_document(made, "summary", "pdf")) <= 2
