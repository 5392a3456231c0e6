"""Audits with actions and what they would raise, made in a line."""

from hypothesis import HealthCheck, settings

from send_audit.prospects import look_ahead
from send_audit.prospects.results import Prospect, Prospects
from send_audit.render.prospects_text import render_what_if
from tests.builders import action, school
from tests.small_models import Tree, item_tree, places, rated

NOT, PARTLY, MET = rated("not-met"), rated("partly-met"), rated("met")

often = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

BAYS = places("parking-bay", "east", "west")
PER_BAY = [item_tree("PE-0101", per="parking-bay")]


def acting(id_: str, *items: str, **changes: object) -> Tree:
    """An action for these items."""
    return action(id_, **changes) | {"for": list(items)}


def ahead(
    responses: dict[str, Tree],
    *actions: Tree,
    items: list[Tree] | None = None,
    facts: Tree | None = None,
) -> Prospects:
    one = school(responses, *actions, items=items or [], school=facts or {})
    return look_ahead(one)


def only(found: Prospects) -> Prospect:
    (prospect,) = (*found.actions, *found.remedies)
    return prospect


def text(
    responses: dict[str, Tree],
    *actions: Tree,
    items: list[Tree] | None = None,
    facts: Tree | None = None,
) -> str:
    one = school(responses, *actions, items=items or [], school=facts or {})
    return render_what_if(one, look_ahead(one), {"A": "Up to £1,000"})
