"""`borough status`: every number out of the school list, and whoever should be seen to is named."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.borough.facts import PlanState, Quality, ReturnHead
from send_audit.borough.round_counts import count_round, is_review_overdue
from send_audit.borough.standing import BrokenReturn, make_round
from send_audit.load.register import read_entry
from send_audit.load.school_rows import Row
from send_audit.model.borough import Borough
from send_audit.model.words import DutyStatus
from send_audit.render.borough.columns import columns
from send_audit.render.borough.status_csv import safe_cell
from tests.golden_files import assert_golden
from tests.made_register import row
from tests.program import AS_OF, ROOT, run

ESTUARY = Path("examples/estuary")
TODAY = date(2026, 11, 23)


def status(folder: Path, *options: str, code: int = 0) -> str:
    done = run("borough", "status", folder, "--no-cache", "--as-of", AS_OF, *options)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture
def estuary(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / ESTUARY, tmp_path / "estuary")


def test_the_text_of_the_example_borough() -> None:
    assert_golden("borough-status.txt", status(ESTUARY, "--all"))


def test_the_text_for_those_who_listen() -> None:
    text = status(ESTUARY, "--plain")
    assert_golden("borough-status-plain.txt", text)
    assert not [line for line in text.splitlines() if "   " in line.strip()]


def test_the_json_adds_up_to_the_list() -> None:
    told: dict[str, Any] = json.loads(status(ESTUARY, "--format", "json"))
    assert_golden("borough-status.json", json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    assert told["totals"]["schools"] == len(told["schools"]) == 11
    states = ("returned", "part_filled", "stale", "not_started", "missing", "broken", "excused")
    for counts in (told["totals"], *told["by_type"], *told["by_phase"]):
        assert sum(counts[state] for state in states) == counts["schools"]
        assert sum(counts["plans"].values()) == counts["schools"]
    for groups in (told["by_type"], told["by_phase"]):
        assert sum(group["schools"] for group in groups) == 11


def test_the_csv_has_a_row_for_each_school_of_the_list() -> None:
    rows = list(csv.DictReader(io.StringIO(status(ESTUARY, "--format", "csv"))))
    assert len(rows) == 11
    academy = next(one for one in rows if one["urn"] == "900002")
    assert (academy["state"], academy["extended"], academy["due"]) == (
        "part-filled",
        "yes",
        "2027-02-12",
    )


def test_what_is_odd_is_named_with_what_to_do(estuary: Path) -> None:
    returns = estuary / "returns"
    whole = (returns / "saltmarsh-primary.yaml").read_text("utf-8")
    lantern = returns / "lantern-special.yaml"
    text = lantern.read_text("utf-8")
    line = text[: text.index("rating: met")].count("\n") + 1
    lantern.write_text(text.replace("rating: met", "rating: mett", 1), "utf-8")
    (returns / "stray.yaml").write_text(whole.replace("900001", "900777"), "utf-8")
    (returns / "twin.yaml").write_text(whole, "utf-8")
    (returns / "under-the-old-number.yaml").write_text(whole.replace("900001", "900012"), "utf-8")
    (returns / "nobodys.yaml").write_text("\tx: [", "utf-8")
    (returns / "marsh-lane-nursery.yaml").unlink()
    said = status(estuary, code=1)
    assert (
        f"returns/lantern-special.yaml: Lantern School (URN 900003).\n    Line {line}: “mett”"
        in said
    )
    assert "returns/nobodys.yaml: nobody can say whose it is.\n    Line 1: A tab" in said
    assert "Saltmarsh Primary School (URN 900777): returns/stray.yaml" in said
    assert "(URN 900001): returns/twin.yaml counts, not returns/saltmarsh-primary.yaml." in said
    assert "sent under the old number 900012" not in said  # it is whole: nothing is left to see to
    assert "Marsh Lane Nursery School (URN 900004): missing, due by 11 December 2026." in said
    told = json.loads(status(estuary, "--format", "json", code=1))
    schools = {school["urn"]: school for school in told["schools"]}
    assert schools["900010"]["return"]["under_urn"] == "900012"
    assert schools["900003"]["state"] == "broken"
    assert told["totals"]["unreadable"] == len(told["unreadable"]) == 1
    assert [one["urn"] for one in told["unknown"]] == ["900777"]


def test_a_folder_without_a_round_is_wrong_use(tmp_path: Path) -> None:
    done = run("borough", "status", tmp_path)
    assert done.returncode == 2
    assert "borough init" in done.stderr


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-", "'-"),
        ("\t=1", " =1"),
        (None, ""),
        (True, "yes"),
        ("a\nb", "a b"),
    ],
)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def plan(**dates: date | None) -> PlanState:
    facts: dict[str, Any] = {"ends": date(2029, 8, 31), "next_review": None, "last_review": None}
    return PlanState(
        proposals=False,
        starts=None,
        expired=False,
        too_long=False,
        not_begun=False,
        approved_on=None,
        in_sen_information_report=None,
        strands_with_actions=(),
        **(facts | dates),
    )


@pytest.mark.parametrize(
    ("set_for", "held", "overdue"),
    [
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 23), None, False),
        (date(2026, 9, 15), date(2026, 9, 14), True),
        (date(2026, 9, 30), date(2026, 9, 1), False),  # a month: any day of it will do
        (date(2026, 9, 30), date(2026, 8, 31), True),
    ],
)
def test_a_review_is_overdue_unless_one_was_held_since(
    set_for: date, held: date | None, *, overdue: bool
) -> None:
    assert is_review_overdue(plan(next_review=set_for, last_review=held), TODAY) is overdue


def head(urn: str, answered: int, *, has_plan: bool, duty: DutyStatus) -> ReturnHead:
    return ReturnHead(
        file=f"returns/{urn}.yaml",
        urn=urn,
        name="A school",
        type="community-school",
        phase="primary",
        nation="england",
        pupils=None,
        audit_date=date(2026, 10, 5),
        previous_file=None,
        duty_status=duty,
        questions=10,
        answered=answered,
        fresh=answered,
        actions_planned=0,
        plan=plan() if has_plan else None,
        quality=Quality(remarks={}, to_confirm=0, lapsed=0, without_evidence=0),
    )


SCHOOLS = {
    str(urn): read_entry(Row.of(row(urn, f"School {urn}", code=code, phase=phase)))
    for urn, code, phase in [
        (900001, "01", "Primary"),
        (900002, "34", "Secondary"),
        (900003, "", ""),
        (900004, "18", "16 plus"),
        (900005, "07", "Not applicable"),
    ]
}
HEADS = st.builds(
    head,
    st.sampled_from([*SCHOOLS, "900099"]),
    st.integers(0, 10),
    has_plan=st.booleans(),
    duty=st.sampled_from(["gap-found", "not-applicable"]),
)
BROKEN = st.builds(
    lambda urn: BrokenReturn(file="x.yaml", urn=urn, name="", reasons=("Line 1: no.",)),
    st.sampled_from([*SCHOOLS, None]),
)


@given(
    st.lists(HEADS, max_size=8), st.lists(BROKEN, max_size=3), st.sets(st.sampled_from([*SCHOOLS]))
)
def test_whatever_comes_every_count_is_of_the_list(
    heads: list[ReturnHead], broken: list[BrokenReturn], excused: set[str]
) -> None:
    not_expected = [{"urn": urn, "reason": "Closing"} for urn in sorted(excused)]
    borough = Borough.model_validate(
        {
            "schema": "send-audit/borough@1",
            "name": "E",
            "code": "990",
            "nation": "england",
            "not_expected": not_expected,
        }
    )
    counts = count_round(make_round(SCHOOLS, borough, heads, broken, TODAY), TODAY)
    whole = counts.total
    assert whole.schools == len(SCHOOLS)
    for groups in (counts.by_type.values(), counts.by_phase.values()):
        assert sum(group.schools for group in groups) == whole.schools
        for state, number in whole.states.items():
            assert sum(group.states[state] for group in groups) == number
    assert sum(whole.states.values()) == sum(whole.plans.values()) == whole.schools


def test_columns_fold_the_first_and_keep_within_the_screen() -> None:
    rows = [("A name of many words that goes on", 7, 10), ("Short", 12, 3)]
    lines = list(columns(rows, heading=("By", "Not started", "All"), right=(1, 2), width=36))
    assert max(map(len, lines)) <= 36
    assert lines == [
        "                            Not",
        "  By                    started  All",
        "  A name of many words        7   10",
        "    that goes on",
        "  Short                      12    3",
    ]
