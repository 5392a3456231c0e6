"""Boroughs made by hand: a few schools with facts that say only what a test is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from send_audit.borough.area import Area, Asked, Included
from send_audit.borough.facts import (
    ActionFacts,
    ItemFacts,
    Quality,
    SchoolFacts,
    SetFigures,
)
from send_audit.borough.standing import Round, Standing, make_round
from send_audit.load.register import Entry
from send_audit.model.borough import Borough
from send_audit.model.checklist import Checklist
from send_audit.model.new_school import NewSchool
from send_audit.model.words import ActionStatus, Rating
from tests.small_models import AS_OF, checklist, item_tree

IDS = ("PE-0101", "PE-0601", "PE-0606", "PE-1303", "PE-0702")
LIST = checklist(*(item_tree(id_, barrier=f"Barrier {id_}.") for id_ in IDS))


def rated(rating: Rating | None, *, private: bool = False, lapsed: bool = False) -> ItemFacts:
    """The answer to an item."""
    return ItemFacts(rating=rating, known=rating, private=private, lapsed=lapsed)


def action(id_: str = "A-01", status: ActionStatus = "planned", **changes: object) -> ActionFacts:
    """An action for the first item, without a cost."""
    plain = ActionFacts(
        id=id_,
        text=f"Do {id_}.",
        items=("PE-0101",),
        strand="physical-environment",
        status=status,
        overdue=False,
        due=None,
        done_on=None,
        horizon=None,
        lead=None,
        cost=None,
        cost_band=None,
        funding=None,
        spent=None,
        effect=None,
        pupils=None,
        success=None,
        private=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def facts(
    number: int = 1,
    items: Mapping[str, ItemFacts] | None = None,
    actions: Sequence[ActionFacts] = (),
    **changes: object,
) -> SchoolFacts:
    """The facts of school `number`: all its questions answered, nothing else said."""
    plain = SchoolFacts(
        file=f"somewhere/returns/school-{number}.yaml",
        urn=str(200000 + number),
        name=f"School {number}",
        type="community-school",
        phase="primary",
        nation="england",
        pupils=100,
        audit_date=date(2026, 10, 5),
        previous_file=None,
        duty_status="no-gap-found",
        questions=10,
        answered=10,
        fresh=10,
        actions_planned=len(actions),
        plan=None,
        quality=Quality(remarks={}, to_confirm=0, lapsed=0, without_evidence=0),
        checklists={LIST.id: LIST.version},
        duty_reasons=(),
        duty_counts=(0, 0, 0, 0),
        unmet=(),
        scores={"overall": figures()},
        items=items or {},
        actions=tuple(actions),
    )
    stated = {"fresh": changes.get("answered", plain.fresh)} | changes
    return replace(plain, **stated)  # type: ignore[arg-type]


def figures(score: Fraction = Fraction(2, 3), completeness: Fraction = Fraction(1)) -> SetFigures:
    """The numbers of a set."""
    return SetFigures(
        score=score,
        confirmed=score,
        high=score,
        completeness=completeness,
        evidence_rate=Fraction(1, 2),
        asked=6,
        answered=6,
    )


def entry(number: int) -> Entry:
    """The school in the list, which does not say how many pupils it has."""
    school = NewSchool(
        name=f"School {number}",
        nation="england",
        type="community-school",
        phase="primary",
        urn=str(200000 + number),
    )
    return Entry(school=school, status="open", kind="", is_school=True, closed_on=None)


def area(
    returns: Sequence[SchoolFacts],
    *,
    schools: int | None = None,
    earlier: Mapping[str, SchoolFacts] | None = None,
    lists: Sequence[Checklist] = (LIST,),
    **borough: object,
) -> Area:
    """A borough of so many schools, of which those returned that `returns` has."""
    made = Borough.model_validate(
        {"schema": "send-audit/borough@1", "name": "Estuary", "code": "990", "nation": "england"}
        | borough
    )
    listed = [entry(number) for number in range(1, (schools or len(returns)) + 1)]
    round_ = make_round({e.school.urn or "": e for e in listed}, made, returns, [], AS_OF)
    by_urn = {one.urn: one for one in returns}
    return Area(
        borough=made,
        strategy=None,
        authority=None,
        as_of=AS_OF,
        basis="returned",
        round=round_,
        items=_items(lists),
        each=lambda: (
            Included(
                standing=standing,
                facts=by_urn[standing.urn],
                earlier=(earlier or {}).get(standing.urn),
            )
            for standing in _counting(round_)
        ),
    )


def _counting(round_: Round) -> list[Standing]:
    return [one for one in round_.standings if one.state in ("returned", "part-filled")]


def _items(lists: Sequence[Checklist]) -> dict[str, Asked]:
    return {
        item.id: Asked(checklist=one, section=section, item=item)
        for one in lists
        for section in one.sections
        for item in section.items
    }


def pounds(amount: int) -> Decimal:
    """So many pounds."""
    return Decimal(amount)
