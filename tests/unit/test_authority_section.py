"""The council's own audit as the public reads it: no school is named, and nothing is about a few of them."""

from dataclasses import replace
from datetime import date
from functools import cache

from send_audit.borough.area import Area
from send_audit.borough.standing import Round
from send_audit.council import Shelf
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.sections.authority import authority_section
from tests.program import ROOT
from tests.small_schools import area, round_of, standing

FILE = ROOT / "examples" / "estuary" / "strategy-audit.yaml"
DAY = date(2026, 11, 23)
UNIT = "Each pupil referral unit run by the council has an accessibility plan in force."


@cache
def audited() -> Assessed:
    assessed = assess_file(FILE, Shelf(as_of=DAY).library_for(FILE), DAY).assessed
    assert assessed is not None
    return assessed


def read(audience: Audience, *, units: int, text: str = "Write to every school.") -> str:
    """The section, where the council's first action says `text` and is for no item."""
    one = audited()
    first, *others = one.plan.actions
    told = first.model_copy(update={"action": text, "aim": None, "for_": ("LA-0101",)})
    assessed = replace(one, plan=replace(one.plan, actions=(told, *others)))
    return str(authority_section(_area(assessed, _round(units)), audience))


def _round(units: int) -> Round:
    named = [standing(f"Tideway Unit {n}", "pupil-referral-unit") for n in range(units)]
    return round_of([*named, standing("Lantern School")])


def _area(assessed: Assessed, round_: Round) -> Area:
    return replace(area([]), authority=assessed, round=round_)


def test_the_item_on_pupil_referral_units_is_withheld_where_there_are_few() -> None:
    assert UNIT in read("officers", units=1)
    few = read("public", units=4)
    assert UNIT not in few
    assert "Nothing is told or counted here of the plans of pupil referral units" in few
    assert UNIT in read("public", units=5)


def test_an_action_that_names_a_school_for_short_is_only_counted() -> None:
    text = "Lantern gets a lift."
    assert text in read("officers", units=5, text=text)
    public = read("public", units=5, text=text)
    assert "Lantern" not in public
    assert "only counted here" in public
    assert "Write to every school." in read("public", units=5)
