"""The calendar file: read back, stable from one import to the next, silent on private things."""

import importlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from send_audit.council import Shelf
from send_audit.model.plan_facts import months_after
from send_audit.model.results import Assessed
from send_audit.model.scalars import Day
from send_audit.pipeline import assess_file
from send_audit.render.calendar import count_events, render_calendar
from send_audit.upcoming.due import all_due
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, SALTMARSH, run

RRULE: Any = importlib.import_module("dateutil.rrule")
"""A second opinion on rules; icalendar brings it along, without types."""
DAY = date.fromisoformat(AS_OF)
HEAD = """\
schema: send-audit/audit@1
school:
  name: "Little School; the \\\\ one, by the sea"
  urn: "900099"
  nation: england
  type: community-school
  phase: primary
audit:
  date: 2026-10-05
  checklists:
    curriculum-access: 1.0.0
responses:
  CA-0101:
    rating: not-met
    private: true
  CA-0102:
    rating: met
plan:
  period:
    start: 2026-09-01
    end: 2029-08-31
  actions:
"""


def assessed(file: Path, as_of: date = DAY) -> Assessed:
    one = assess_file(file, Shelf(as_of=as_of).library_for(file), as_of).assessed
    assert one is not None
    return one


def little(folder: Path, *actions: str, as_of: date = DAY, head: str = HEAD) -> Assessed:
    """A small school whose plan has these actions, each the lines after its id."""
    file = folder / "little.yaml"
    entries = [
        f"    - id: A-{number:02}\n      for: [CA-0101]\n"
        + "".join(f"      {line}\n" for line in action.splitlines())
        for number, action in enumerate(actions, start=1)
    ]
    file.write_text(head + "".join(entries), "utf-8")
    return assessed(file, as_of)


def events_of(*audits: Assessed) -> dict[str, Any]:
    """The events by their id, as the library reads them: it types every property as one of many."""
    calendar = Calendar.from_ical(render_calendar(audits))
    events = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    by_uid = {str(event["uid"]): event for event in events}
    assert len(by_uid) == len(events)
    return by_uid


# ---- The file ------------------------------------------------------------------------------------


def test_the_calendar_of_the_example_school() -> None:
    text = render_calendar([assessed(SALTMARSH)]).decode("utf-8")
    # Line ends are told of below; this file shows what people get.
    assert_golden("plan-saltmarsh-primary.ics", text.replace("\r\n", "\n"))


def test_lines_are_folded_at_75_octets_and_end_with_crlf() -> None:
    data = render_calendar([assessed(RETURNS / "ysgol-glan-y-mor.yaml")])
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    data.replace(b"\r\n ", b"").decode("utf-8")


def test_every_event_has_what_the_standard_wants_and_blocks_no_day() -> None:
    for event in events_of(assessed(SALTMARSH)).values():
        start = event.decoded("dtstart")
        assert type(start) is date
        assert event.decoded("dtend") == start + timedelta(days=1)
        assert event.decoded("dtstamp") == datetime(2026, 11, 23, tzinfo=UTC)
        assert event["transp"] == "TRANSPARENT"
        assert str(event["summary"]).endswith(" (Saltmarsh Primary School)")


def test_the_same_day_gives_the_same_bytes_and_a_later_one_a_higher_sequence() -> None:
    assert render_calendar([assessed(SALTMARSH)]) == render_calendar([assessed(SALTMARSH)])
    now = events_of(assessed(SALTMARSH))
    later = events_of(assessed(SALTMARSH, DAY + timedelta(days=1)))
    assert now.keys() == later.keys()
    assert all(later[uid]["sequence"] == event["sequence"] + 1 for uid, event in now.items())


def test_awkward_characters_come_back_as_they_were(tmp_path: Path) -> None:
    action = 'action: "One, two; three \\\\ four\\nfive £ Llanfair"\ndue: 2027-03-05'
    event = events_of(little(tmp_path, action))["900099.A-01.due@send-audit"]
    school = "Little School; the \\ one, by the sea"
    assert event["summary"] == f"Due: One, two; three \\ four five £ Llanfair ({school})"


# ---- The events ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [path.name for path in sorted(RETURNS.glob("*.yaml"))])
def test_every_date_that_is_due_is_one_event(name: str) -> None:
    one = assessed(RETURNS / name)
    events = events_of(one)
    dues = all_due(one.audit, DAY, one.shared)
    own = {uid: event for uid, event in events.items() if ".recheck-" not in uid}
    prepared = [uid for uid in own if uid.endswith(".next-plan@send-audit")]
    assert len(own) - len(prepared) == len(dues)
    assert sorted(e.decoded("dtstart") for uid, e in own.items() if uid not in prepared) == [
        due.on for due in dues
    ]
    assert count_events(render_calendar([one])) == len(events)


def test_the_plan_ends_and_the_next_one_begins_half_a_year_before(tmp_path: Path) -> None:
    events = events_of(little(tmp_path, "action: Mend it."))
    days = {uid.split("@")[0]: event.decoded("dtstart") for uid, event in events.items()}
    assert days["900099.plan-end"] == date(2029, 8, 31)
    assert days["900099.next-plan"] == date(2029, 2, 28)
    assert days["900099.report"] == date(2027, 9, 1)
    over = events_of(little(tmp_path, "action: Mend it.", as_of=date(2029, 9, 1)))
    assert "900099.plan-end@send-audit" in over
    assert "900099.next-plan@send-audit" not in over


def test_moving_a_date_moves_its_event(tmp_path: Path) -> None:
    before = events_of(little(tmp_path, "action: Mend it.\ndue: 2027-03"))
    after = events_of(little(tmp_path, "action: Mend it well.\ndue: 2027-05-02"))
    assert before.keys() == after.keys()
    moved = after["900099.A-01.due@send-audit"]
    assert moved.decoded("dtstart") == date(2027, 5, 2)


def test_what_is_done_is_no_longer_there(tmp_path: Path) -> None:
    done = little(tmp_path, "action: Mend it.\ndue: 2027-03\nstatus: done\ndone_on: 2026-11-01")
    assert not [uid for uid in events_of(done) if ".A-" in uid]


def test_a_step_has_an_event_of_its_own(tmp_path: Path) -> None:
    steps = "steps:\n  - what: Quote\n    due: 2026-12\n  - what: Fit\n    due: 2027-03"
    events = events_of(little(tmp_path, f"action: Mend it.\ndue: 2027-03\n{steps}"))
    assert "900099.A-01.step-1@send-audit" in events
    assert "900099.A-01.step-2@send-audit" not in events  # due with its action
    step = events["900099.A-01.step-1@send-audit"]
    assert "This is step 1 of 2.\nMend it." in str(step["description"])


def test_due_dates_ring_two_weeks_before_at_nine(tmp_path: Path) -> None:
    event = events_of(little(tmp_path, "action: Mend it.\ndue: 2027-03"))[
        "900099.A-01.due@send-audit"
    ]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-14, hours=9)


def test_answers_that_grow_old_are_one_event_a_month(tmp_path: Path) -> None:
    events = events_of(little(tmp_path, "action: Mend it."))
    again = events["900099.recheck-2027-10@send-audit"]
    assert again.decoded("dtstart") == date(2027, 10, 1)
    assert str(again["summary"]).startswith("Look again at 2 accessibility answers this month")
    assert "CA-0102." in str(again["description"])
    assert "1 private answer as well." in str(again["description"])
    # Nothing rings in a month that has gone by.
    later = events_of(little(tmp_path, "action: Mend it.", as_of=date(2027, 11, 1)))
    assert not [uid for uid in later if "recheck" in uid]


# ---- What is not told ----------------------------------------------------------------------------

UNSAID = """\
action: "Talk to the family at £40 an hour"
lead: Secret lead
success: Secret success
note: Secret note
waiting_on: Secret wait
aim: Secret aim
cost: 4321
funding: Secret fund of £900
money:
  - amount: 4321
    source: Secret source
due: 2027-03
"""


def test_neither_notes_nor_sums_are_told(tmp_path: Path) -> None:
    text = unfolded(little(tmp_path, UNSAID))
    assert "Talk to the family at a sum not shown an hour" in text
    assert "Secret success" in text  # a public word, to show that the search below could find one
    for word in ("Secret note", "4321", "£40", "£900", "Secret source", "Secret fund"):
        assert word not in text


def test_of_a_private_action_only_its_id_and_day_are_told(tmp_path: Path) -> None:
    steps = "steps:\n  - what: Secret step\n    due: 2026-12\n"
    one = little(tmp_path, f"{UNSAID}private: true\n{steps}")
    text = unfolded(one)
    assert "Secret" not in text
    assert "family" not in text
    assert "For: CA-0101" not in text
    assert "Due: action A-01" in text
    assert events_of(one)["900099.A-01.due@send-audit"].decoded("dtstart") == date(2027, 3, 31)


def unfolded(one: Assessed) -> str:
    return render_calendar([one]).decode("utf-8").replace("\r\n ", "")


# ---- Repeating -----------------------------------------------------------------------------------


def rule_of(one: Assessed) -> str | None:
    rule = events_of(one)["900099.A-01.due@send-audit"].get("rrule")
    return None if rule is None else rule.to_ical().decode()


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("repeats: yearly\ndue: 2027-07", "FREQ=YEARLY;UNTIL=20290831"),
        ("repeats: termly\ndue: 2027-07-15", "FREQ=MONTHLY;UNTIL=20290831;INTERVAL=4"),
        (
            "repeats: termly\ndue: 2027-07",
            "FREQ=MONTHLY;UNTIL=20290831;INTERVAL=4;BYMONTHDAY=-1",
        ),
        ("repeats: yearly\ndue: 2028-09", None),  # the plan ends before it comes round again
        ("due: 2027-07", None),
    ],
)
def test_what_repeats_comes_again_until_the_plan_ends(
    tmp_path: Path, lines: str, rule: str | None
) -> None:
    assert rule_of(little(tmp_path, f"action: Mend it.\n{lines}")) == rule


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dates(date(2026, 12, 1), date(2027, 12, 31)),
    st.booleans(),
    st.sampled_from([("termly", 4), ("yearly", 12)]),
)
def test_it_comes_again_when_lateness_says_so(
    tmp_path: Path, day: date, month_only: bool, repeats: tuple[str, int]
) -> None:
    word, months = repeats
    due = day.isoformat()[:7] if month_only else day.isoformat()
    one = little(tmp_path, f"action: Mend it.\ndue: {due}\nrepeats: {word}")
    event = events_of(one)["900099.A-01.due@send-audit"]
    first = event.decoded("dtstart")
    rule = event["rrule"].to_ical().decode()
    found = RRULE.rrulestr(rule, dtstart=datetime.combine(first, datetime.min.time()))
    # Each time as many months after the first: of a shorter month its last day.
    is_last = (first + timedelta(days=1)).day == 1
    start = Day(first.isoformat()[:7] if is_last else first.isoformat(), first)
    wanted: list[date] = []
    while (on := months_after(start, months * len(wanted))) <= date(2029, 8, 31):
        wanted.append(on)
    if word == "yearly" and (first.month, first.day) == (2, 28):
        return  # in a leap year the last day is the 29th: a day early is in time
    assert [moment.date() for moment in found] == wanted


# ---- Several audits, and the command -------------------------------------------------------------


def test_several_schools_share_a_calendar_and_of_two_audits_of_one_the_newer_counts() -> None:
    old, new = assessed(RETURNS / "saltmarsh-primary-2023.yaml"), assessed(SALTMARSH)
    other = assessed(RETURNS / "tideway-pru.yaml")
    events = events_of(old, other, new)
    assert events["900001.plan-end@send-audit"].decoded("dtstart") == date(2029, 8, 31)
    assert events["900001.A23-05.due@send-audit"].decoded("dtstart") == date(2025, 8, 31)
    assert "900005.T-1.due@send-audit" in events
    data = render_calendar([old, other, new])
    assert b"X-WR-CALNAME:Accessibility plans\r\n" in data
    assert data == render_calendar([new, other, old])


def test_a_school_without_a_number_is_told_by_its_name(tmp_path: Path) -> None:
    head = HEAD.replace('  urn: "900099"\n', "")
    one, other = (
        next(iter(events_of(little(tmp_path, "action: Mend it.\ndue: 2027-03", head=text))))
        for text in (head, head.replace("Little", "Other"))
    )
    assert one.split(".")[0] != other.split(".")[0]
    assert "Little" not in one


def test_the_command_writes_the_file_or_prints_it(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "plan.ics"
    done = run("plan", SALTMARSH, "--ics", file, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{file}\n"
    assert "dates written" in done.stderr
    printed = run("plan", SALTMARSH, "--ics", "-", "--as-of", AS_OF)
    assert printed.stdout.encode() == file.read_bytes().replace(b"\r\n", b"\n")
    assert file.read_bytes() == render_calendar([assessed(SALTMARSH)])
    broken = run("plan", tmp_path / "nowhere.yaml", "--ics", tmp_path / "no.ics")
    assert broken.returncode == 2
    assert not (tmp_path / "no.ics").exists()


@pytest.mark.parametrize("name", ["minutes.docx", "link.ics", "plan.yml"])
def test_a_file_that_is_no_calendar_is_never_written_over(tmp_path: Path, name: str) -> None:
    little(tmp_path, "action: Act\ndue: 2027-02")
    audit = tmp_path / "little.yaml"
    (tmp_path / "minutes.docx").write_bytes(b"PK minutes")
    (tmp_path / "plan.yml").write_bytes(b"a: b")
    (tmp_path / "link.ics").symlink_to(audit)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    done = run("plan", audit, "--suggest", "--ics", tmp_path / name)
    assert done.returncode == 2
    assert "nothing is overwritten" in done.stderr or "is a YAML file" in done.stderr
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_calendar_is_written_again(tmp_path: Path) -> None:
    little(tmp_path, "action: Act\ndue: 2027-02")
    for _ in range(2):
        done = run(
            "plan", tmp_path / "little.yaml", "--ics", tmp_path / "plan.ics", "--as-of", AS_OF
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("2027-02", ["2027-02-28", "2028-02-29", "2029-02-28"]),
        ("2028-02-29", ["2028-02-29", "2029-02-28"]),
        ("2027-02-28", ["2027-02-28", "2028-02-28", "2029-02-28"]),
    ],
)
def test_the_end_of_february_comes_every_year(tmp_path: Path, due: str, days: list[str]) -> None:
    one = little(tmp_path, f"action: Look again\nlead: SENCO\ndue: {due}\nrepeats: yearly")
    (event,) = [e for uid, e in events_of(one).items() if "A-01" in uid]
    start = datetime.combine(event["dtstart"].dt, datetime.min.time())
    rule = RRULE.rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    assert [f"{day:%Y-%m-%d}" for day in rule] == days


PRIVATE = (
    HEAD.replace(
        "CA-0102:\n    rating: met",
        "CA-0102:\n    rating: met\n  PE-0605:\n    places:\n"
        "      h:\n        rating: not-met\n        private: true\n"
        "      t:\n        rating: not-met",
    )
    .replace(
        "  phase: primary\n",
        "  phase: primary\n  places:\n    h:\n      name: Hidden room\n"
        "      kind: accessible-toilet\n    t:\n      name: Open room\n      kind: accessible-toilet\n",
    )
    .replace(
        "curriculum-access: 1.0.0", "curriculum-access: 1.0.0\n    physical-environment: 1.1.0"
    )
)


def test_the_place_of_a_private_answer_is_told_to_nobody(tmp_path: Path) -> None:
    action = "action: Hang the cords anew\nat: [h, t]\ndue: 2027-02"
    one = little(tmp_path, action, head=PRIVATE)
    file = tmp_path / "little.yaml"
    file.write_text(file.read_text("utf-8").replace("for: [CA-0101]", "for: [PE-0605]"), "utf-8")
    one = assessed(file)
    told = render_calendar([one]).decode()
    assert "Open room" in told
    assert "Hidden room" not in told
    assert "For: PE-0605" in told.replace("\r\n ", "")
    done = run("report", file, "--format", "html", "--out", tmp_path, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    plan = (tmp_path / "little.plan.html").read_text("utf-8")
    assert "Open room" in plan
    assert "Hidden room" not in plan


def test_an_audit_without_dates_makes_a_calendar_without_events(tmp_path: Path) -> None:
    file = tmp_path / "blank.yaml"
    file.write_text(HEAD.partition("audit:\n")[0], "utf-8")
    data = render_calendar([assessed(file)])
    assert count_events(data) == 0
    assert Calendar.from_ical(data)["version"] == "2.0"
