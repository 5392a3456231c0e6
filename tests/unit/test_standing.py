"""Where each school of the list stands: whose return counts, what is missing, what is odd."""

from dataclasses import replace
from datetime import date

import pytest

from send_audit.borough.facts import Quality, ReturnHead
from send_audit.borough.left_out import left_out
from send_audit.borough.standing import BrokenReturn, Round, Standing, make_round
from send_audit.load.register import Entry, read_entry
from send_audit.load.school_rows import Row
from send_audit.model.borough import Borough
from tests.small_models import AS_OF

LIST = {"900001": "Open", "900002": "Open, but proposed to close", "900003": "Closed", "900004": ""}


def _schools(states: dict[str, str] = LIST) -> dict[str, Entry]:
    names = {"900001": "Alder School", "900002": "Beacon School", "900003": "Creek School"}
    return {
        urn: read_entry(
            Row.of(
                {
                    "URN": urn,
                    "EstablishmentName": names.get(urn, f"School {urn}"),
                    "TypeOfEstablishment (code)": "1",
                    "EstablishmentStatus (name)": state,
                }
            )
        )
        for urn, state in states.items()
    }


def _borough(**more: object) -> Borough:
    start = {
        "schema": "send-audit/borough@1",
        "name": "Estuary",
        "code": "990",
        "nation": "england",
    }
    return Borough.model_validate(start | {"due": "2026-11-20"} | more)


_WHOLE = ReturnHead(
    file="returns/a.yaml",
    urn="900001",
    name="Alder School",
    type="community-school",
    phase="primary",
    nation="england",
    pupils=200,
    audit_date=date(2026, 10, 5),
    previous_file=None,
    duty_status="gap-found",
    questions=100,
    answered=100,
    fresh=100,
    actions_planned=0,
    plan=None,
    quality=Quality(remarks={}, to_confirm=0, lapsed=0, without_evidence=0),
)


def _broken(urn: str | None, name: str = "") -> BrokenReturn:
    return BrokenReturn(file="returns/x.yaml", urn=urn, name=name, reasons=("Line 3: what.",))


def _made(*heads: ReturnHead, broken: tuple[BrokenReturn, ...] = (), **borough: object) -> Round:
    return make_round(_schools(), _borough(**borough), heads, broken, AS_OF)


def _of(round_: Round, urn: str) -> Standing:
    return next(standing for standing in round_.standings if standing.urn == urn)


def test_the_open_schools_of_the_list_are_the_denominator_whatever_came() -> None:
    made = _made(replace(_WHOLE, urn="911111"), replace(_WHOLE, urn="900003"))
    assert [standing.urn for standing in made.standings] == ["900001", "900002", "900004"]
    assert {standing.state for standing in made.standings} == {"missing"}
    assert [head.urn for head in made.unknown] == ["911111"]
    assert [head.urn for head in made.closed] == ["900003"]


@pytest.mark.parametrize(
    ("answered", "state"),
    [(0, "not-started"), (1, "part-filled"), (89, "part-filled"), (90, "returned")],
)
def test_nine_answers_in_ten_make_a_return(answered: int, state: str) -> None:
    assert _of(_made(replace(_WHOLE, answered=answered, fresh=answered)), "900001").state == state


def test_a_plan_alone_is_no_blank_form() -> None:
    assert (
        _of(_made(replace(_WHOLE, answered=0, fresh=0, actions_planned=2)), "900001").state
        == "part-filled"
    )


def test_a_file_that_cannot_be_read_is_the_schools_by_its_number_or_its_name() -> None:
    made = _made(broken=(_broken("900001"), _broken(None, "beacon  SCHOOL"), _broken(None)))
    assert _of(made, "900001").state == "broken"
    assert _of(made, "900002").state == "broken"
    assert len(made.unreadable) == 1


def test_a_sound_return_beside_a_broken_one_counts_and_the_broken_one_is_named() -> None:
    standing = _of(_made(_WHOLE, broken=(_broken("900001"),)), "900001")
    assert standing.state == "returned"
    assert standing.broken


def test_a_return_under_the_old_number_counts_for_the_successor() -> None:
    made = _made(replace(_WHOLE, urn="900003"), successors=[{"old": "900003", "new": "900001"}])
    assert _of(made, "900001").state == "returned"
    assert _of(made, "900001").under == "900003"
    assert not made.closed


def test_what_excuses_an_old_number_does_not_excuse_the_new_one() -> None:
    made = _made(
        successors=[{"old": "900003", "new": "900001"}],
        not_expected=[
            {"urn": "900003", "reason": "Closed."},
            {"urn": "900002", "reason": "Visited."},
        ],
    )
    assert _of(made, "900001").state == "missing"
    assert _of(made, "900002").state == "excused"


def test_a_school_is_late_after_its_own_day() -> None:
    more_time = [{"urn": "900002", "until": "2026-12"}]
    made = _made(replace(_WHOLE, urn="900004", answered=50, fresh=50), extensions=more_time)
    late = {standing.urn: standing.late for standing in made.standings}
    assert late == {"900001": True, "900002": False, "900004": True}


def test_a_return_goes_back_to_the_cycle_before_and_any_other_is_a_duplicate() -> None:
    old = replace(_WHOLE, file="returns/old.yaml", audit_date=date(2023, 9, 1))
    new = replace(_WHOLE, file="returns/new.yaml", previous_file="old.yaml")
    stray = replace(_WHOLE, file="returns/stray.yaml", audit_date=date(2026, 9, 1))
    standing = _of(_made(stray, new, old), "900001")
    assert standing.head == new
    assert standing.earlier == old
    assert standing.duplicates == ("returns/stray.yaml",)


def test_a_blank_form_never_stands_for_what_a_school_wrote() -> None:
    written = replace(_WHOLE, file="returns/a.yaml", audit_date=date(2025, 9, 1))
    blank = replace(_WHOLE, file="returns/b.yaml", audit_date=date(2026, 11, 1), answered=0)
    assert _of(_made(written, blank), "900001").head == written


def test_answers_that_have_grown_old_make_no_whole_return() -> None:
    assert _of(_made(replace(_WHOLE, fresh=89)), "900001").state == "part-filled"
    assert _of(_made(replace(_WHOLE, fresh=0)), "900001").state == "part-filled"


@pytest.mark.parametrize(
    ("made", "due", "state", "over_a_year"),
    [
        ("2025-11-20", "2026-11-20", "returned", True),  # in time when due, and older by now
        ("2025-11-19", "2026-11-20", "stale", True),
        ("2025-11-23", "2026-12-11", "returned", False),  # judged before it is due
        ("2025-11-22", "2026-12-11", "stale", True),
        ("2025-11-23", None, "returned", False),
        ("2025-11-22", None, "stale", True),
    ],
)
def test_a_return_with_an_audit_over_a_year_before_it_was_due_counts_nowhere(
    made: str, due: str | None, state: str, *, over_a_year: bool
) -> None:
    one = replace(_WHOLE, audit_date=date.fromisoformat(made))
    standing = _of(_made(one, due=due), "900001")
    assert (standing.state, standing.stale) == (state, over_a_year)


def test_an_old_audit_answers_neither_for_a_broken_file_nor_for_an_excused_school() -> None:
    old = replace(_WHOLE, audit_date=date(2023, 9, 1))
    assert _of(_made(old, broken=(_broken("900001"),)), "900001").state == "broken"
    excused = _made(old, not_expected=[{"urn": "900001", "reason": "It closes."}])
    assert _of(excused, "900001").state == "excused"
    for made in (_made(old), excused):
        left = [one for one in left_out(made) if one.urn == "900001"]
        assert ("stale", date(2023, 9, 1)) in [(one.why, one.audited) for one in left]
    assert _of(_made(old), "900001").late


def test_two_files_that_go_back_to_each_other_end() -> None:
    one = replace(_WHOLE, file="returns/one.yaml", previous_file="two.yaml")
    two = replace(_WHOLE, file="returns/two.yaml", previous_file="one.yaml")
    assert _of(_made(one, two), "900001").head == two
