"""Small returns as their borough keeps them, made by hand, and a small area of them."""

# ruff: noqa: ANN401  # a field may be of any type

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from send_audit.borough.area import Area, Asked, Included
from send_audit.borough.facts import (
    ActionFacts,
    ItemFacts,
    PlanState,
    Quality,
    SchoolFacts,
    SetFigures,
)
from send_audit.borough.standing import Round, Standing, State
from send_audit.load.register import Entry
from send_audit.model.borough import Borough
from send_audit.model.checklist import Checklist
from send_audit.model.new_school import NewSchool
from send_audit.model.school_types import SchoolType
from send_audit.model.strategy import Strategy
from send_audit.model.words import Phase, Rating
from tests.builders import SOURCES
from tests.small_models import AS_OF


def answer(rating: Rating | None, **more: Any) -> ItemFacts:
    return ItemFacts(rating=rating, known=rating, **more)


def figures(score: Fraction | float | None, completeness: Fraction | float = 1) -> SetFigures:
    share = None if score is None else Fraction(score)
    return SetFigures(
        score=share,
        confirmed=share,
        high=share,
        completeness=Fraction(completeness),
        evidence_rate=None,
        asked=10,
        answered=10,
    )


def plan(**changes: Any) -> PlanState:
    """In force until well after the day that the tests judge by, with an action in each strand."""
    stated: dict[str, Any] = {
        "proposals": False,
        "starts": date(2026, 9, 1),
        "ends": date(2029, 8, 31),
        "expired": False,
        "too_long": False,
        "not_begun": False,
        "approved_on": date(2026, 9, 1),
        "next_review": None,
        "last_review": None,
        "in_sen_information_report": None,
        "strands_with_actions": ("curriculum", "physical-environment", "information"),
    }
    return PlanState(**(stated | changes))


def action(id_: str, *items: str, **changes: Any) -> ActionFacts:
    stated: dict[str, Any] = {
        "id": id_,
        "text": f"Do {id_}.",
        "items": items,
        "strand": None,
        "status": "planned",
        "overdue": False,
        **dict.fromkeys(("due", "done_on", "horizon", "lead", "cost", "cost_band", "funding")),
        **dict.fromkeys(("spent", "effect", "pupils", "success")),
        "private": False,
    }
    return ActionFacts(**(stated | changes))


def facts(
    name: str = "Alder School",
    type_: SchoolType = "community-school",
    items: Mapping[str, ItemFacts] | None = None,
    **changes: Any,
) -> SchoolFacts:
    made = SchoolFacts(
        file=f"returns/{name}.yaml",
        urn=None,
        name=name,
        type=type_,
        phase="primary",
        nation="england",
        pupils=100,
        audit_date=AS_OF,
        previous_file=None,
        duty_status="no-gap-found",
        questions=10,
        answered=10,
        fresh=10,
        actions_planned=0,
        plan=None,
        quality=Quality(remarks={}, to_confirm=0, lapsed=0, without_evidence=0),
        checklists={},
        duty_reasons=(),
        duty_counts=(0, 0, 0, 0),
        unmet=(),
        scores={},
        items=items or {},
        actions=(),
    )
    return replace(made, **changes)


def standing(
    name: str = "Alder School",
    type_: SchoolType = "community-school",
    state: State = "returned",
    phase: Phase = "primary",
    **changes: Any,
) -> Standing:
    school = NewSchool(name=name, nation="england", type=type_, phase=phase, urn="900001")
    entry = Entry(school=school, status="open", kind="", is_school=True, closed_on=None)
    stated: dict[str, Any] = {
        "entry": entry,
        "state": state,
        **dict.fromkeys(("head", "earlier", "under", "due", "excused_for")),
        **dict.fromkeys(("late", "extended", "stale"), False),
        "broken": (),
        "duplicates": (),
        "reminders": 0,
    }
    return Standing(**(stated | changes))


def included(one: SchoolFacts, earlier: SchoolFacts | None = None, **changes: Any) -> Included:
    head = standing(one.name, one.type, phase=one.phase, head=one, **changes)
    return Included(standing=head, facts=one, earlier=earlier)


def round_of(standings: Iterable[Standing]) -> Round:
    return Round(standings=tuple(standings), unknown=(), closed=(), unreadable=())


def asked(*lists: Checklist) -> dict[str, Asked]:
    return {
        item.id: Asked(checklist=one, section=section, item=item)
        for one in lists
        for section in one.sections
        for item in section.items
    }


def area(
    schools: Sequence[Included],
    *lists: Checklist,
    more: Iterable[Standing] = (),
    strategy: Strategy | None = None,
) -> Area:
    """An area of these schools; `more` are on its list and sent nothing that counts."""
    tree = {"schema": "send-audit/borough@1", "name": "Little Shire", "code": "991"}
    return Area(
        borough=Borough.model_validate(tree | {"nation": "england"}),
        strategy=strategy,
        authority=None,
        as_of=AS_OF,
        basis="moderated",
        round=round_of([*(one.standing for one in schools), *more]),
        items=asked(*lists),
        each=lambda: iter(schools),
        sources=SOURCES,
    )
