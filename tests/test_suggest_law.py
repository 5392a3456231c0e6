"""Whatever a school has answered: after suggesting, every finding has an action and no line has changed."""

import difflib
import re
from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from send_audit.editing.draft import Draft
from send_audit.editing.suggested import taken_ids, with_actions, with_ids
from send_audit.load.library import Library
from send_audit.model.audit import Audit
from send_audit.model.results import Finding
from send_audit.outcomes import resolve
from send_audit.pipeline import Checked, check_bytes
from send_audit.plan import find_gaps, make_action_plan, suggest_actions

DAY = date(2026, 11, 23)
LIBRARY = Library()
RATINGS = ("met", "partly-met", "not-met")
HEAD = """\
# A school of the sea
schema: send-audit/audit@1
school:
  name: 'Little School'   # quoted on purpose
  nation: england
  type: community-school
  phase: primary
  places:
    east-ramp: {name: East ramp, kind: ramp}
    west-ramp:
      name: West ramp
      kind: ramp
audit:
  date: 2026-10-05
  checklists:
    physical-environment: 1.1.0
    schedule-10-duty: 1.1.0
responses:
"""
LIVED_IN = """\
plan:
  # what we do
  actions:
    # the first
    - id: A-07   # an old one
      strand: information
      action: "Ask; then do"
      for: [S10-0101]

    - id: H2
      strand: curriculum
      carried_from: [A-12]
      action: >-
        Folded
        text
  strengths: []
"""
PLANS = (
    "",
    "plan:\n  aims:\n  - One\n",
    "plan:\n  aims: [One, Two]\n  actions: []\n",
    "plan: {aims: [One]}\n",
    LIVED_IN,
    "plan:\n  actions:\n  - {id: A-01, strand: information, action: In braces}\n",
)


@cache
def ids() -> list[str]:
    """The items of both checklists that a school may rate in three ways, as a whole."""
    listed = [
        LIBRARY.find_for("england", id_, "1.1.0")
        for id_ in ("physical-environment", "schedule-10-duty")
    ]
    return [
        item.id
        for checklist in listed
        if checklist is not None
        for item in checklist.items()
        if item.measure is None and item.per is None and item.retired is None
    ]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """An audit as somebody may have typed it."""
    lines = []
    for id_ in draw(st.lists(st.sampled_from(ids()), unique=True, max_size=12)):
        lines.append(f"  {id_}:\n    rating: {draw(st.sampled_from(RATINGS))}\n")
        if draw(st.integers(0, 3)) == 0:
            lines.append("    private: true  # ours\n")
    if draw(st.booleans()):
        lines.append("  PE-0204:\n    places:\n      east-ramp:\n        rating: not-met\n")
    responses = "".join(lines) or "  {}\n"
    text = (
        HEAD + responses + draw(st.sampled_from(PLANS)) + draw(st.sampled_from(("", "# the end\n")))
    )
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))


def checked(data: bytes) -> Checked:
    return check_bytes(data, "little.yaml", LIBRARY, DAY)


def without_action(found: Checked) -> tuple[Finding, ...]:
    assert found.context is not None
    audit, content = found.context.audit, found.context.content
    findings = find_gaps(resolve(audit, content.checklists, DAY, content.left_out), audit.plan)
    return make_action_plan(findings, audit.plan, DAY).without_action


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_each_finding_gets_an_action_and_nothing_else_changes(text: str) -> None:
    data = text.encode("utf-8")
    before = checked(data)
    assert not before.failed, before.problems
    gaps = without_action(before)
    if not gaps:
        return
    assert isinstance(before.document.model, Audit)
    taken = set(taken_ids(before.document.model.plan))
    numbered = with_ids(suggest_actions(gaps), taken)
    written = with_actions(Draft.read(data, "little.yaml"), numbered).data()
    after = checked(written)
    assert not after.failed, after.problems
    assert without_action(after) == ()
    assert not taken & {id_ for id_, _ in numbered}
    assert_only_added(text, written.decode("utf-8"))


def assert_only_added(before: str, after: str) -> None:
    """No line is gone, but for one in braces, which cannot grow; no comment is gone at all."""
    gone = [
        line[2:]
        for line in difflib.ndiff(before.splitlines(), after.splitlines())
        if line.startswith("- ")
    ]
    assert all(re.search(r"[{\[]", line) for line in gone), gone
    assert re.findall(r"#.*", before) == re.findall(r"#.*", after)
    assert ("\r\n" in before) == ("\r\n" in after)
