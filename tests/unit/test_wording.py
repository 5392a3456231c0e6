"""The words, numbers and dates that every document and the terminal share."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.model.results import Score
from send_audit.model.scalars import Day
from send_audit.render import wording
from tests.small_models import audit


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Fraction(0), "0"),
        (Fraction(1), "100"),
        (Fraction(1, 2), "50.0"),
        (Fraction(2, 3), "66.6"),
        (Fraction(999_999, 1_000_000), "99.9"),
        (Fraction(1, 1_000_000), "0.0"),
        (None, "none yet"),
    ],
)
def test_points_are_cut_after_one_decimal(share: Fraction | None, printed: str) -> None:
    assert wording.points(share) == printed


@given(st.fractions(0, 1))
def test_only_a_true_hundred_prints_100_and_nothing_is_rounded_up(share: Fraction) -> None:
    printed = wording.percent(share)
    assert (printed == "100%") == (share == 1)
    assert Fraction(printed.removesuffix("%")) <= share * 100


def score(completeness: Fraction | None) -> Score:
    half = Fraction(1, 2)
    return Score(
        score=half,
        confirmed=half,
        low=half,
        high=half,
        completeness=completeness,
        evidence_rate=half,
        asked=10,
        answered=5,
    )


@pytest.mark.parametrize(
    ("completeness", "printed"),
    [
        (Fraction(899, 1000), "50.0 (incomplete)"),
        (Fraction(9, 10), "50.0"),
        (Fraction(1), "50.0"),
        (None, "50.0"),
    ],
)
def test_the_word_incomplete_stands_below_ninety_per_cent(
    completeness: Fraction | None, printed: str
) -> None:
    assert wording.flagged("50.0", score(completeness)) == printed


def test_days_and_months_are_written_out() -> None:
    assert wording.day_text(Day.parse("2027-09-05")) == "5 September 2027"
    assert wording.day_text(Day.parse("2027-09")) == "September 2027"
    assert wording.date_text(date(2026, 1, 31)) == "31 January 2026"


def test_every_rating_has_a_symbol_of_its_own_and_a_word() -> None:
    assert set(wording.RATING_WORDS) == set(wording.RATING_SYMBOLS)
    assert len(set(wording.RATING_SYMBOLS.values())) == len(wording.RATING_SYMBOLS)
    assert wording.rating_label("partly-met") == "◐ Partly met"
    assert wording.rating_label(None) == "? Not yet answered"


def test_the_duty_status_is_said_in_the_words_of_the_design() -> None:
    assert dict(wording.DUTY_STATUS_WORDS) == {
        "no-gap-found": "no gap found in the evidence supplied",
        "gap-found": "gap found",
        "not-fully-assessed": "not fully assessed",
        "not-applicable": "Schedule 10 does not apply",
    }


def test_small_words_fit_their_number() -> None:
    assert wording.plural(1, "duty", "duties") == "1 duty"
    assert wording.plural(0, "duty", "duties") == "0 duties"
    assert wording.plural(2, "answer") == "2 answers"
    assert wording.joined([]) == ""
    assert wording.joined(["a"]) == "a"
    assert wording.joined(["a", "b", "c"], "or") == "a, b or c"
    assert wording.sentence(" Ask us ") == "Ask us."
    assert wording.sentence("Why?") == "Why?"
    assert wording.upper_first("pupils with SEND") == "Pupils with SEND"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("pupil", "our school", "SEN")),
        ({"nation": "wales", "type": "welsh-establishment"}, ("pupil", "our school", "ALN")),
        ({"type": "sixth-form-centre"}, ("student", "our college", "SEN")),
        ({"type": "local-authority-nursery-school"}, ("child", "our nursery", "SEN")),
    ],
)
def test_the_voice_suits_the_setting_and_the_nation(
    changes: dict[str, str], words: tuple[str, str, str]
) -> None:
    voice = wording.voice_of(audit(school=changes))
    assert (voice.pupil, voice.ours) == words[:2]
    assert f"({words[2]})" in voice.needs
