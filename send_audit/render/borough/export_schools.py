"""The exported table of schools: one row for each school of the list, with its return's scores."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from send_audit.borough.area import Area
from send_audit.borough.facts import RatingBasis, SchoolFacts, SetFigures
from send_audit.borough.groups import PHASE_GROUP_NAMES, TYPE_GROUP_NAMES
from send_audit.borough.placing import phase_group_of, type_group_of, type_of_school
from send_audit.borough.standing import Standing, State
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.words import DutyStatus, Nation, Phase
from send_audit.render.borough.export_table import (
    COUNCIL_ONLY,
    Column,
    Dataset,
    Value,
    day,
    flag,
    share,
    text,
    whole,
    word,
)

NO_RETURN = "no return counts"


@dataclass(frozen=True, slots=True)
class SchoolSource:
    """A school of the list; `facts` is there where its return counts."""

    area: Area
    standing: Standing
    facts: SchoolFacts | None


def schools_dataset(area: Area) -> Dataset:
    """All schools of the list, in its order."""
    return Dataset(
        name="schools",
        about="One row for each open school of the list, in its order, whether or not it sent a return. "
        f"{COUNCIL_ONLY}",
        columns=tuple(column.about for column in SCHOOL_COLUMNS),
        rows=lambda: _rows(area),
    )


def _rows(area: Area) -> Iterator[Sequence[Value]]:
    included = area.each()
    one = next(included, None)
    for standing in area.round.standings:
        facts = None
        if one is not None and one.standing.urn == standing.urn:
            facts, one = one.facts, next(included, None)
        source = SchoolSource(area, standing, facts)
        yield [column.value(source) for column in SCHOOL_COLUMNS]


def _phase(source: SchoolSource) -> Phase:
    listed: Phase = source.standing.entry.school.phase
    head = source.standing.head
    return head.phase if listed == "unknown" and head is not None else listed


def _pupils(source: SchoolSource) -> int | None:
    head = source.standing.head
    stated = head.pupils if head is not None else None
    return stated if stated is not None else source.standing.entry.school.pupils


WHO: tuple[Column[SchoolSource], ...] = (
    text("urn", "The school's number in the list.", lambda s: s.standing.urn),
    text("school", "The school's name in the list.", lambda s: s.standing.entry.school.name),
    text("la", "The local authority whose round this is.", lambda s: s.area.borough.name),
    text("la_code", "Its code.", lambda s: s.area.borough.code),
    word(
        "type",
        "Kind of school: as the list says, else as the return does.",
        tuple(SCHOOL_TYPES),
        lambda s: type_of_school(s.standing),
    ),
    word(
        "type_group",
        "Who is bound by what. The authority's own strategy covers `maintained` only; `not-bound` are "
        "settings to which Schedule 10 does not apply.",
        tuple(TYPE_GROUP_NAMES),
        lambda s: type_group_of(s.standing),
    ),
    word(
        "phase",
        "Phase of education: as the list says, else as the return does.",
        get_args(Phase),
        _phase,
    ),
    word(
        "phase_group",
        "The phase that the school is counted under.",
        tuple(PHASE_GROUP_NAMES),
        lambda s: phase_group_of(s.standing),
    ),
    word(
        "nation",
        "Whose law and words the questions follow.",
        get_args(Nation),
        lambda s: s.standing.entry.school.nation,
    ),
    whole(
        "pupils",
        "As the return says, else as the list does.",
        "pupils",
        _pupils,
        empty="neither says",
    ),
    word(
        "return_state",
        "`returned`: at least nine in ten questions have an answer that still stands. `part-filled`: fewer. "
        "`stale`: the audit was over a year old when due. None but the first two has a return that counts.",
        get_args(State),
        lambda s: s.standing.state,
    ),
    day(
        "audit_date",
        "The day of the audit; of a month its last day.",
        lambda s: s.standing.head.audit_date if s.standing.head is not None else None,
        empty="no return, or one that does not say",
    ),
)
"""The columns that say which school a row is about; the table of items starts with them too."""

WHEN: tuple[Column[SchoolSource], ...] = (
    day("as_of", "The day by which dates were judged.", lambda s: s.area.as_of),
    word(
        "ratings_basis",
        "Whose rating counts where an officer changed one: the officer's (`moderated`) or the school's.",
        get_args(RatingBasis),
        lambda s: s.area.basis,
    ),
)
"""The columns that say how the whole export was made."""


def _count(
    name: str, meaning: str, unit: str, value: Callable[[SchoolFacts], int]
) -> Column[SchoolSource]:
    return whole(
        name,
        meaning,
        unit,
        lambda s: value(s.facts) if s.facts is not None else None,
        empty=NO_RETURN,
    )


def _set_columns(prefix: str, key: str, of: str) -> Iterator[Column[SchoolSource]]:
    """The numbers of one set of items, as design.md section 4 has them."""

    def figures(source: SchoolSource) -> SetFigures | None:
        return source.facts.scores.get(key) if source.facts is not None else None

    def named(name: str, meaning: str, empty: str) -> Column[SchoolSource]:
        def value(source: SchoolSource) -> Fraction | None:
            found = figures(source)
            exact: Fraction | None = getattr(found, name) if found is not None else None
            return exact

        return share(f"{prefix}_{name}", f"{of}: {meaning}", value, empty=empty)

    nothing = "nothing of it is answered, or asked"
    yield named(
        "score", "points of what is answered, private answers too, of the most there.", nothing
    )
    yield named(
        "confirmed",
        "points of all that was asked: what is not answered, or has grown old, counts as nothing.",
        "nothing of it is asked",
    )
    yield named(
        "high",
        "the score if all that is open came out as met; `confirmed` is the lowest that it can be.",
        "nothing of it is asked",
    )
    yield named(
        "completeness",
        "share answered and not grown old. Below 90 a score is incomplete and stands beside no other.",
        "nothing of it is asked",
    )
    yield named(
        "evidence_rate", "share of met and partly met items with evidence.", "there are none such"
    )
    for name, meaning in (("asked", "items asked."), ("answered", "items answered freshly.")):
        yield whole(
            f"{prefix}_{name}",
            f"{of}: {meaning}",
            "items",
            lambda s, name=name: getattr(figures(s), name, None),  # type: ignore[misc]
            empty="nothing of it is asked, or no return counts",
        )


SCHOOL_COLUMNS: tuple[Column[SchoolSource], ...] = (
    *WHO,
    day(
        "due",
        "The school's own day, an extension counted.",
        lambda s: s.standing.due,
        empty="none set",
    ),
    flag("late", "Whether that day has passed without a whole return.", lambda s: s.standing.late),
    flag(
        "audit_stale",
        "Whether the audit is over a year old on the day judged by. "
        "Of a return that counts it was not when due.",
        lambda s: s.standing.stale,
    ),
    _count(
        "questions",
        "Questions asked, each place of an item by itself.",
        "questions",
        lambda f: f.questions,
    ),
    _count("answered", "Questions answered.", "questions", lambda f: f.answered),
    word(
        "duty_status",
        "What can be said of the duty to have a plan (Schedule 10, paragraph 3). It is no verdict.",
        get_args(DutyStatus),
        lambda s: s.facts.duty_status if s.facts is not None else None,
        empty=NO_RETURN,
    ),
    _count(
        "duties_met",
        "Duties met, private answers counted, as in all numbers of a return.",
        "items",
        lambda f: f.duty_counts[0],
    ),
    _count("duties_partly_met", "Duties met in part.", "items", lambda f: f.duty_counts[1]),
    _count("duties_not_met", "Duties not met.", "items", lambda f: f.duty_counts[2]),
    _count(
        "duties_open", "Duties not answered, or grown old.", "items", lambda f: f.duty_counts[3]
    ),
    *_set_columns("overall", "overall", "All three strands"),
    *_set_columns("curriculum", "strand:curriculum", "Strand on the curriculum"),
    *_set_columns("physical", "strand:physical-environment", "Strand on the physical environment"),
    *_set_columns("information", "strand:information", "Strand on information"),
    *_set_columns("inclusion", "inclusion", "Inclusion and belonging"),
    day(
        "plan_starts",
        "First day of the plan.",
        lambda s: s.facts.plan.starts if s.facts is not None and s.facts.plan is not None else None,
        empty="no plan, or it does not say",
    ),
    day(
        "plan_ends",
        "Last day of the plan, three years from its start where it does not say.",
        lambda s: s.facts.plan.ends if s.facts is not None and s.facts.plan is not None else None,
        empty="no plan, or it cannot be known",
    ),
    day(
        "plan_next_review",
        "When the plan is to be reviewed next.",
        lambda s: (
            s.facts.plan.next_review if s.facts is not None and s.facts.plan is not None else None
        ),
        empty="no plan, or it does not say",
    ),
    _count(
        "actions", "Actions of the plan, private ones too.", "actions", lambda f: len(f.actions)
    ),
    _count(
        "actions_done",
        "Those that are done.",
        "actions",
        lambda f: sum(action.status == "done" for action in f.actions),
    ),
    _count(
        "actions_overdue",
        "Those that are overdue.",
        "actions",
        lambda f: sum(action.overdue for action in f.actions),
    ),
    _count(
        "private_entries",
        "Answers, places and actions that are private.",
        "entries",
        lambda f: f.private_entries,
    ),
    flag(
        "moderated",
        "Whether an officer has read this return.",
        lambda s: (
            s.facts.moderation is not None and not s.facts.moderation.other_audit
            if s.facts is not None
            else None
        ),
        empty=NO_RETURN,
    ),
    *WHEN,
)
