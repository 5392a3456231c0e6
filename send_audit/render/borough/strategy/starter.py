"""A `strategy.yaml` to start from: our five key priorities, and the rest as comments on what to write."""

from collections.abc import Iterator, Mapping

from send_audit.model.borough import Borough
from send_audit.model.words import PriorityTag
from send_audit.render.blank_audit import quoted
from send_audit.render.borough.sections.key_priorities import TAG_TITLES

_WANTED: Mapping[PriorityTag, str] = {
    "schedule-10": "The council's own strategy, and the plan of each school that it covers, are written, "
    "current, reviewed and carried out.",
    "inclusion": "Disabled children and young people are included, and feel that they are. We ask them, and "
    "act on what they say.",
    "curriculum": "Lessons, practical work, sport, trips and clubs are for every child.",
    "physical-environment": "Buildings and grounds get better year by year, starting where the most "
    "children gain.",
    "information": "Pupils and their families get what they need to know in time, in a form that suits them.",
}
_MEASURES: Mapping[PriorityTag, tuple[str, ...]] = {
    "schedule-10": (
        "Schools with a plan in force today",
        "Plans reviewed in the past year",
        "Actions that are done",
    ),
    "inclusion": ("What pupils tell us about belonging",),
    "curriculum": ("The curriculum strand of the audit",),
    "physical-environment": ("The physical strand of the audit",),
    "information": ("The information strand of the audit",),
}

_BEFORE = """\
schema: send-audit/strategy@1
# The council's own accessibility strategy (Equality Act 2010, Schedule 10, paragraph 1).
# Take the # away where a line is to count, and write your own words. Lines without a # count already.
# To see the draft: send-audit borough strategy . --out strategy
id: accessibility-strategy
title: Accessibility strategy
authority: {authority}
nation: {nation}

# From when until when. In Wales a strategy runs for three years from a 1 April.
# period:
#   start: 2026-04-01
#   end: 2029-03-31

# The kinds of school for which the council is the responsible body (Schedule 10, paragraph 6(5)),
# and kinds that make plans of their own and are welcome to share in the work.
# applies_to:
#   - community-school
#   - voluntary-controlled-school
#   - pupil-referral-unit
# open_to:
#   - academy-converter

# What the council wants, in words that families would use.
# vision:
#   motto: A line for the cover
#   text: One or two sentences.
#   commitments:
#     - Success is for every child.
#     - Good, inclusive places to learn are near to home.
#     - Barriers are found early and taken away.
#     - We plan together with families.

# The priorities of the {needs} strategy, and what the council will do under each.
# sen_priorities:
#   - id: timely-help
#     title: Help in time
#     text: Help starts when a worry starts.
#     we_will:
#       - A promise that can be checked.

# The principles that decisions are held to.
# principles:
#   - id: learning-together
#     title: Learning together, near home
#     text: One sentence.

# The key priorities. `tags` are the words under `priorities:` of the checklists' items: they decide
# which answers are evidence. Of a measure that names plans in force, plans reviewed, actions done or a
# strand of the audit, the returns say where it stands today. The others the council reports itself.
key_priorities:
"""
_AFTER = """
# Who answers for what, by role and never by a person's name.
# governance:
#   - who: Cabinet member for children
#     part: Approves the strategy

# Who was asked, and what came of it.
# consulted:
#   - who: Disabled children and young people
#     how: Workshops in schools
#     on: 2025-11-20
#     outcome: What changed because of what they said.

# Until somebody has approved it, each page says that it is a draft.
# approved:
#   by: Cabinet
#   on: 2026-03-19
#   minute: C/26/22
# published:
#   url: https://council.example/accessibility-strategy
# next_review: 2027-03

# Whom to ask, by role, and in which other formats the strategy can be had.
# contact:
#   role: Inclusion team
#   phone: 01632 960000
#   email: inclusion@council.example
# formats:
#   - large print
#   - easy read
#   - braille

# The actions, each with who, by when, from what and how we shall know, are in strategy-audit.yaml,
# under `plan:`. To make that file: send-audit new strategy-audit.yaml --local-authority
"""


def starter_text(borough: Borough) -> str:
    """The file for this borough. It is valid as it stands, and says nothing that somebody must decide."""
    before = _BEFORE.format(
        authority=quoted(borough.name),
        nation=borough.nation,
        needs="ALN" if borough.nation == "wales" else "SEN",
    )
    lines = (line for tag, title in TAG_TITLES.items() for line in _priority(tag, title))
    return before + "\n".join(lines) + "\n" + _AFTER


def _priority(tag: PriorityTag, title: str) -> Iterator[str]:
    yield f"  - id: {tag}"
    yield f"    title: {quoted(title)}"
    yield f"    text: {quoted(_WANTED[tag])}"
    yield from ("    tags:", f"      - {tag}", "    measures:")
    yield from (f"      - {measure}" for measure in _MEASURES[tag])
