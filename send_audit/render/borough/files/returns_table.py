"""The table of returns: a row for each school of the list, with what its return says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from send_audit.borough.area import Area, Included
from send_audit.borough.distribution import is_complete
from send_audit.borough.facts import SchoolFacts, SetFigures
from send_audit.borough.groups import PHASE_GROUP_NAMES
from send_audit.borough.left_out import below_returns
from send_audit.borough.placing import phase_group_of, type_of_school
from send_audit.borough.public_side import without_private
from send_audit.borough.standing import Standing
from send_audit.borough.tallies.plans import plan_word
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.borough.export_table import Column, day, share, text, whole
from send_audit.render.borough.files.words import NO_RETURN, SchoolTable, school_table, yes_no
from send_audit.render.borough.sections.plans import PLAN_WORDS
from send_audit.render.borough.sections.returns import STATE_WORDS
from send_audit.render.wording import DUTY_STATUS_WORDS, date_text, joined, upper_first


@dataclass(frozen=True, slots=True)
class ReturnSource:
    """A school of the list; `one` is there where its return counts."""

    area: Area
    standing: Standing
    one: Included | None

    @property
    def facts(self) -> SchoolFacts | None:
        """What the return says."""
        return self.one.facts if self.one is not None else None


def returns_table(area: Area) -> SchoolTable:
    """All schools of the list, in its order."""
    return school_table(
        "Returns",
        "One row for each open school of the list, in its order, whether or not it sent a return.",
        RETURN_COLUMNS,
        lambda standing, one: (ReturnSource(area, standing, one),),
    )


_Column = Column[ReturnSource]

SETS = {
    "overall": "All three strands",
    "strand:curriculum": "Curriculum",
    "strand:physical-environment": "Buildings and grounds",
    "strand:information": "Information",
    "inclusion": "Inclusion and belonging",
}


def _count(name: str, meaning: str, unit: str, key: str) -> _Column:
    """A number that the facts have under `key`, with a dot where it is the part of a part."""

    def value(source: ReturnSource) -> int | None:
        found: object = source.facts
        for step in key.split("."):
            found = getattr(found, step) if found is not None else None
        return found if isinstance(found, int) else None

    return whole(name, meaning, unit, value, empty=NO_RETURN)


def _duties(name: str, meaning: str, at: int) -> _Column:
    return whole(
        name,
        meaning,
        "items",
        lambda s: s.facts.duty_counts[at] if s.facts is not None else None,
        empty=NO_RETURN,
    )


def _plan_day(name: str, meaning: str, key: str) -> _Column:
    def value(source: ReturnSource) -> date | None:
        plan = source.facts.plan if source.facts is not None else None
        found: object = getattr(plan, key) if plan is not None else None
        return found if isinstance(found, date) else None

    return day(name, meaning, value, empty="no plan, or it does not say")


def _numbers(key: str, title: str) -> Iterator[_Column]:
    """The four numbers of one set of items, which never stand alone."""
    meanings = {
        "score": "points of what is answered, out of 100",
        "confirmed": "points of all that is asked: what is open, or too old, counts as nothing",
        "completeness": "share of the items answered and not too old",
        "evidence_rate": "share of met and partly met items with evidence named",
    }
    heads = {
        "score": "score",
        "confirmed": "confirmed",
        "completeness": "answered %",
        "evidence_rate": "with evidence %",
    }
    for name, meaning in meanings.items():

        def value(source: ReturnSource, name: str = name) -> Fraction | None:
            figures = _figures(source, key)
            found: Fraction | None = getattr(figures, name) if figures is not None else None
            return found

        yield share(
            f"{title}: {heads[name]}",
            f"{title}: {meaning}.",
            value,
            empty="nothing of it is answered, or asked, or no return counts",
        )


def _figures(source: ReturnSource, key: str) -> SetFigures | None:
    return source.facts.scores.get(key) if source.facts is not None else None


def _incomplete(source: ReturnSource) -> str | None:
    """The sets whose numbers must not be held beside those of others."""
    found = {title: _figures(source, key) for key, title in SETS.items()}
    return joined(t for t, f in found.items() if f is not None and not is_complete(f)) or None


def _in_strategy(source: ReturnSource) -> str:
    covered = SCHOOL_TYPES[type_of_school(source.standing)].in_la_strategy
    return yes_no(covered) or "not known"


def _pupils(source: ReturnSource) -> int | None:
    stated = source.facts.pupils if source.facts is not None else None
    return stated if stated is not None else source.standing.entry.school.pupils


def _file(source: ReturnSource) -> str | None:
    head = source.standing.head
    return below_returns(head.file) if head is not None else None


def _in_date(source: ReturnSource) -> str | None:
    if source.facts is None:
        return None
    return PLAN_WORDS[plan_word(source.facts.plan, source.area.as_of)]


def _moderated(source: ReturnSource) -> str | None:
    moderation = source.facts.moderation if source.facts is not None else None
    if moderation is None:
        return None
    when = f"{moderation.by}, {date_text(moderation.on)}"
    return f"{when}: of another audit" if moderation.other_audit else when


def _changed(source: ReturnSource) -> int | None:
    moderation = source.facts.moderation if source.facts is not None else None
    if moderation is None or moderation.other_audit:
        return None
    return sum(one.verdict == "changed" for one in moderation.differences)


def _whose(source: ReturnSource) -> str | None:
    if source.facts is None:
        return None
    return "the officer's, where changed" if source.facts.basis == "moderated" else "the school's"


def _other_files(source: ReturnSource) -> str | None:
    files = (*source.standing.duplicates, *(one.file for one in source.standing.broken))
    return joined(map(below_returns, files)) or None


def _unmet(facts: SchoolFacts) -> tuple[str, ...]:
    return without_private(facts).unmet


def _findings(source: ReturnSource) -> int | None:
    if source.facts is None:
        return None
    return sum(item.is_finding for item in source.facts.items.values())


RETURN_COLUMNS: tuple[_Column, ...] = (
    text("School", "The school's name in the list.", lambda s: s.standing.entry.school.name),
    text("URN", "Its number in the list.", lambda s: s.standing.urn),
    text(
        "Kind",
        "As the list says, else as the return does.",
        lambda s: SCHOOL_TYPES[type_of_school(s.standing)].label,
    ),
    text("In the strategy", "Whether the authority's own strategy covers it.", _in_strategy),
    text(
        "Phase",
        "The phase it is counted under.",
        lambda s: PHASE_GROUP_NAMES[phase_group_of(s.standing)],
    ),
    whole(
        "Pupils",
        "As the return says, else as the list does.",
        "pupils",
        _pupils,
        empty="neither says",
    ),
    text(
        "Return",
        "Whole: at least nine in ten questions have an answer that still stands. Part-filled: fewer. Others "
        "count nowhere.",
        lambda s: STATE_WORDS[s.standing.state],
    ),
    text("File", "Its return, below returns/.", _file, empty="nothing came"),
    text(
        "Other files",
        "Other returns of this school, and broken files: they count nowhere.",
        _other_files,
        empty="there are none",
    ),
    text("Old number", "The number it came under.", lambda s: s.standing.under, empty="its own"),
    day(
        "Due",
        "The school's own day, an extension counted.",
        lambda s: s.standing.due,
        empty="none set",
    ),
    text(
        "Late",
        "Whether that day has passed without a whole return.",
        lambda s: yes_no(s.standing.late),
    ),
    text("More time", "Whether it was given an extension.", lambda s: yes_no(s.standing.extended)),
    whole("Reminders", "How many were sent.", "reminders", lambda s: s.standing.reminders),
    text(
        "Not expected because",
        "Why no return is asked for in this round.",
        lambda s: s.standing.excused_for,
        empty="one is",
    ),
    day(
        "Audit date",
        "The day of the audit; of a month its last day.",
        lambda s: s.facts.audit_date if s.facts is not None else None,
        empty="no return counts, or it does not say",
    ),
    text(
        "Over a year old",
        "Whether that day is over a year ago.",
        lambda s: yes_no(s.standing.stale) if s.facts is not None else None,
        empty=NO_RETURN,
    ),
    _count(
        "Questions", "Questions asked, each place of an item by itself.", "questions", "questions"
    ),
    _count("Answered", "Questions answered.", "questions", "answered"),
    text(
        "Incomplete in",
        "The sets with fewer than nine in ten items answered: their numbers stand beside no others.",
        _incomplete,
        empty="every set is complete, or no return counts",
    ),
    *(column for key, title in SETS.items() for column in _numbers(key, title)),
    text(
        "Schedule 10",
        "What can be said of the duty to have a plan (Schedule 10, paragraph 3). It is no verdict.",
        lambda s: (
            upper_first(DUTY_STATUS_WORDS[s.facts.duty_status]) if s.facts is not None else None
        ),
        empty=NO_RETURN,
    ),
    _duties("Duties met", "Of whatever Act.", 0),
    _duties("Duties partly met", "Of whatever Act.", 1),
    _duties("Duties not met", "Of whatever Act.", 2),
    _duties("Duties open", "Not answered, or answered too long ago.", 3),
    text(
        "Unmet",
        "The items of the duties not met or partly met, private ones left out.",
        lambda s: joined(_unmet(s.facts)) or None if s.facts is not None else None,
        empty="there are none but private ones, or no return counts",
    ),
    whole(
        "Unmet, kept private",
        "How many more such items there are, kept private by the school.",
        "items",
        lambda s: len(s.facts.unmet) - len(_unmet(s.facts)) if s.facts is not None else None,
        empty=NO_RETURN,
    ),
    text(
        "Plan", "What the plan's own dates say; they win over answers.", _in_date, empty=NO_RETURN
    ),
    _plan_day("Plan starts", "First day of the plan.", "starts"),
    _plan_day("Plan ends", "Last day; three years from its start where it does not say.", "ends"),
    _plan_day("Approved", "When the plan was approved.", "approved_on"),
    _plan_day("Last review", "The newest review on record.", "last_review"),
    _plan_day("Next review", "When it is to be reviewed next.", "next_review"),
    whole(
        "Findings",
        "Items not met or partly met, private ones too.",
        "items",
        _findings,
        empty=NO_RETURN,
    ),
    whole(
        "Actions",
        "Actions of the plan, private ones too.",
        "actions",
        lambda s: len(s.facts.actions) if s.facts is not None else None,
        empty=NO_RETURN,
    ),
    whole(
        "Actions done",
        "Those that are done.",
        "actions",
        lambda s: _actions(s, "done"),
        empty=NO_RETURN,
    ),
    whole(
        "Actions overdue",
        "Those whose day has passed.",
        "actions",
        lambda s: sum(a.overdue for a in s.facts.actions) if s.facts is not None else None,
        empty=NO_RETURN,
    ),
    _count(
        "Kept private",
        "Answers, places and actions that the school keeps private: counted here, and in no other table.",
        "entries",
        "private_entries",
    ),
    _count(
        "To confirm", "Answers carried over and not yet confirmed.", "items", "quality.to_confirm"
    ),
    _count(
        "Too old",
        "Answers to be checked again, those to confirm among them.",
        "items",
        "quality.lapsed",
    ),
    _count(
        "Without evidence",
        "Met or partly met, with no evidence named.",
        "items",
        "quality.without_evidence",
    ),
    whole(
        "Remarks",
        "What send-audit validate remarks on the file.",
        "remarks",
        lambda s: sum(s.facts.quality.remarks.values()) if s.facts is not None else None,
        empty=NO_RETURN,
    ),
    text(
        "Trust plan",
        "The trust's plan whose answers count where the school is silent.",
        lambda s: s.facts.shares_title if s.facts is not None else None,
        empty="there is none",
    ),
    text(
        "Read by",
        "Which officer read the return, by role, and when.",
        _moderated,
        empty="nobody has",
    ),
    whole("Ratings changed", "By that officer.", "answers", _changed, empty="nobody has read it"),
    text("Ratings", "Whose ratings these numbers count.", _whose, empty=NO_RETURN),
)


def _actions(source: ReturnSource, status: str) -> int | None:
    if source.facts is None:
        return None
    return sum(action.status == status for action in source.facts.actions)
