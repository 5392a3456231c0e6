"""Two audits of one school to compare, made in a line."""

from collections.abc import Mapping
from datetime import date

from hypothesis import HealthCheck, settings

from send_audit.comparing import compare, on_its_own_day
from send_audit.comparing.results import Change
from send_audit.model.checklist import Checklist
from send_audit.model.results import Assessed
from tests.builders import assess
from tests.small_models import (
    AS_OF,
    Tree,
    audit,
    checklist,
    item_tree,
    rated,
)

THEN = "2023-10-02"
MET, PARTLY, NOT = rated("met"), rated("partly-met"), rated("not-met")

often = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def earlier(
    responses: Mapping[str, Tree], *content: Checklist, as_of: date = AS_OF, **changes: object
) -> Assessed:
    """An audit of October 2023, judged on its own day."""
    stated = {"audit": {"date": THEN}} | changes
    made = assess(audit(responses, **stated), *content, as_of=as_of, file="old.yaml")
    return on_its_own_day(made)


def later(
    responses: Mapping[str, Tree], *content: Checklist, as_of: date = AS_OF, **changes: object
) -> Assessed:
    return assess(audit(responses, **changes), *content, as_of=as_of, file="new.yaml")


def one_change(old: Tree | None, new: Tree | None, **item: object) -> Change:
    """What becomes of the only item when it is answered so, and so."""
    content = checklist(item_tree("PE-0101", **item))
    before = {"PE-0101": old} if old is not None else {}
    after = {"PE-0101": new} if new is not None else {}
    (change,) = compare(earlier(before, content), later(after, content)).changes
    return change
