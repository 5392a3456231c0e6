"""What a plan's own dates say on a given day."""

from datetime import date

import pytest

from send_audit.model.audit import Audit
from send_audit.model.plan_document import PlanDocument
from send_audit.model.plan_facts import PlanFacts, facts_of, months_after, plan_facts
from send_audit.model.scalars import Day


def facts(as_of: str, **period: str) -> PlanFacts:
    plan = PlanDocument.model_validate({"period": period})
    return plan_facts(plan, date.fromisoformat(as_of))


@pytest.mark.parametrize(("as_of", "expired"), [("2029-08-31", False), ("2029-09-01", True)])
def test_a_plan_expires_the_day_after_its_last_day(as_of: str, *, expired: bool) -> None:
    assert facts(as_of, start="2026-09-01", end="2029-08-31").expired is expired


@pytest.mark.parametrize(("as_of", "expired"), [("2029-08-31", False), ("2029-09-01", True)])
def test_of_a_month_the_last_day_counts(as_of: str, *, expired: bool) -> None:
    """formats.md: "month `YYYY-MM` (its last day counts)"."""
    assert facts(as_of, end="2029-08").expired is expired


@pytest.mark.parametrize(("as_of", "expired"), [("2029-09-01", False), ("2029-09-02", True)])
def test_a_plan_with_a_start_and_no_end_runs_out_after_three_years(
    as_of: str, *, expired: bool
) -> None:
    found = facts(as_of, start="2026-09-01")
    assert (found.expired, found.ends) == (expired, date(2029, 9, 1))


@pytest.mark.parametrize(
    ("start", "end", "too_long"),
    [
        ("2026-09-01", "2029-08-31", False),
        ("2026-09-01", "2029-09-01", False),
        ("2026-09-01", "2029-09-02", True),
        ("2026-09", "2029-09", False),
        ("2026-09", "2029-10", True),
        ("2024-02-29", "2027-02-28", False),
        ("2024-02-29", "2027-03-01", True),
        ("2025-02", "2028-02", False),  # the end of February 2028 is the 29th
    ],
)
def test_a_period_is_too_long_from_the_day_after_its_third_anniversary(
    start: str, end: str, *, too_long: bool
) -> None:
    assert facts("2026-11-23", start=start, end=end).too_long is too_long


@pytest.mark.parametrize(("nation", "limited"), [("england", False), ("wales", True)])
def test_an_english_authoritys_strategy_has_no_length_that_was_checked(
    nation: str, *, limited: bool
) -> None:
    """Its three years are general knowledge, which never decides anything."""
    period = {"start": "2021-09-01", "end": "2027-08-31"}
    authority = {"name": "Estuary", "code": "990", "nation": nation}
    tree = {
        "schema": "send-audit/audit@1",
        "local_authority": authority,
        "plan": {"period": period},
    }
    found = facts_of(Audit.model_validate(tree), date(2026, 11, 23))
    assert (found.too_long, found.expired) == (limited, False)
    open_ended = tree | {"plan": {"period": {"start": "2021-09-01"}}}
    assert facts_of(Audit.model_validate(open_ended), date(2026, 11, 23)).expired is limited
    over = tree | {"plan": {"period": period | {"end": "2026-08-31"}}}
    assert facts_of(Audit.model_validate(over), date(2026, 11, 23)).expired


def test_the_items_that_the_dates_contradict_are_named() -> None:
    assert facts("2032-01-01", start="2026-09-01", end="2031-08-31").overridden == (
        *("S10-0101", "LA-0101"),
        *("S10-0104", "LA-0104", "LA-0114"),
    )
    assert facts("2027-01-01", start="2026-09-01", end="2029-08-31").overridden == ()


def test_no_particular_day_of_the_year_is_asked_for() -> None:
    """domain.md: "Do not force 1 April alignment in England"."""
    assert facts("2026-11-23", start="2026-04-01", end="2029-03-31").overridden == ()
    assert facts("2026-11-23", start="2026-01-19", end="2028-12-31").overridden == ()


def test_a_plan_that_ends_before_it_starts_is_noticed() -> None:
    assert facts("2026-11-23", start="2029-01-01", end="2027-01-01").ends_before_start
    assert not facts("2026-11-23", start="2026-09", end="2026-09").ends_before_start


def test_a_plan_has_begun_on_its_first_day_and_a_month_on_the_first_of_it() -> None:
    assert facts("2026-08-31", start="2026-09-01", end="2029-08-31").not_begun
    assert not facts("2026-09-01", start="2026-09-01", end="2029-08-31").not_begun
    assert facts("2026-08-31", start="2026-09").not_begun
    assert not facts("2026-09-01", start="2026-09").not_begun


def test_no_plan_and_no_period_say_nothing() -> None:
    silent = PlanFacts(
        ends=None, expired=False, too_long=False, ends_before_start=False, not_begun=False
    )
    assert plan_facts(None, date(2026, 11, 23)) == silent
    assert facts("2026-11-23", as_written="2026-29") == silent


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-10-05", 36, date(2029, 10, 5)),
        ("2026-12-31", 2, date(2027, 2, 28)),
        ("2026-11-30", 3, date(2027, 2, 28)),
        ("2026-11", 3, date(2027, 2, 28)),
        ("2027-02", 12, date(2028, 2, 29)),
        ("9998-01-01", 36, date.max),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, expected: date) -> None:
    assert months_after(Day.parse(day), months) == expected
