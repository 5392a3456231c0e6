"""Where a borough's round stands, as CSV: a row for each school of the list. Columns are permanent."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from send_audit.borough.facts import ReturnHead
from send_audit.borough.round_counts import SchoolState
from send_audit.printable import one_line
from send_audit.render.borough.status_input import RoundStatus
from send_audit.render.safe_cells import csv_text

COLUMNS = (
    "urn",
    "name",
    "type",
    "type_group",
    "phase",
    "phase_group",
    "in_la_strategy",
    "state",
    "due",
    "late",
    "extended",
    "excused_for",
    "reminders",
    "answered",
    "fresh",
    "questions",
    "audit_date",
    "over_a_year_old",
    "file",
    "under_urn",
    "duplicates",
    "broken_files",
    "plan",
    "plan_starts",
    "plan_ends",
    "plan_approved_on",
    "plan_next_review",
    "plan_review_overdue",
)


def render_round_csv(status: RoundStatus) -> str:
    """One row for each school of the list, in its order. Yes and no in words; what is not known is empty."""
    stream = io.StringIO()
    write = csv.writer(stream, lineterminator="\n").writerow
    write(COLUMNS)
    for one in status.counts.schools:
        write([safe_cell(text) for text in _cells(one)])
    return stream.getvalue()


def _cells(one: SchoolState) -> Iterator[object]:
    standing, head = one.standing, one.standing.head
    school = standing.entry.school
    plan = head.plan if head is not None else None
    yield from (standing.urn, school.name, school.type, one.type_group)
    yield from (school.phase, one.phase_group, standing.is_in_la_strategy, standing.state)
    yield from (standing.due, standing.late, standing.extended, standing.excused_for)
    yield standing.reminders
    yield from _answers(head) if head else (None,) * 4
    yield standing.stale
    yield from (head.file if head is not None else None, standing.under)
    yield "; ".join(PurePath(file).name for file in standing.duplicates)
    yield "; ".join(PurePath(broken.file).name for broken in standing.broken)
    yield one.plan
    if plan is None:
        yield from (None,) * 4
    else:
        yield from (plan.starts, plan.ends, plan.approved_on, plan.next_review)
    yield one.review_overdue


def _answers(head: ReturnHead) -> tuple[object, ...]:
    return head.answered, head.fresh, head.questions, head.audit_date


def safe_cell(value: object) -> str:
    """A value as a cell's text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return csv_text(one_line(str(value)))
