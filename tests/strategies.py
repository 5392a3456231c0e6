"""Random checklists and audits for Hypothesis, built as trees of text and read by the real models."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist
from send_audit.model.words import Duty, Need, PriorityTag, StrandOrNone, Support
from tests.small_models import SCHEDULE_10, Tree, audit, basis, checklist, item_tree

NEEDS: tuple[Need, ...] = ("wheelchair", "vision", "hearing")
KINDS = ("ramp", "door")
PLACES = {"east": "ramp", "west": "ramp", "front": "door", "back": "door"}
RATINGS = ("met", "partly-met", "not-met", "not-applicable")
MEASURE = {
    "quantity": "Width",
    "unit": "mm",
    "minimum": "100",
    "partly_from": "50",
    "applies_to": "existing-benchmark",
}

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """Checklists and a school's answers to them, as trees that a test may change and read again."""

    contents: tuple[Tree, ...]
    responses: Tree
    school: Tree
    details: Tree
    plan: Tree | None

    @property
    def checklists(self) -> tuple[Checklist, ...]:
        return tuple(checklist(**content) for content in self.contents)

    @property
    def audit(self) -> Audit:
        return audit(self.responses, school=self.school, audit=self.details, plan=self.plan)

    def answering(self, responses: Tree) -> "Case":
        return replace(self, responses=responses)


days = st.dates(date(2021, 1, 1), date(2028, 12, 31))
"""Days on which things are checked and asked: far enough apart for every recheck period to run out."""

_written_days = st.one_of(days.map(date.isoformat), days.map(lambda day: day.isoformat()[:7]))


def _some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=len(values))


def _maybe(draw: Draw, tree: Tree, key: str, values: st.SearchStrategy[Any]) -> None:
    """Give `tree` the key in about a third of all cases."""
    if draw(st.integers(0, 2)) == 0:
        tree[key] = draw(values)


@st.composite
def answers(draw: Draw, *, measurable: bool) -> Tree:
    """An answer for one place: rated, measured, both, or only a remark."""
    tree: Tree = {}
    if measurable and draw(st.booleans()):
        tree["measured"] = str(draw(st.integers(0, 150)))
    if "measured" not in tree or draw(st.booleans()):
        rating = draw(st.sampled_from((*RATINGS, None)))
        if rating is not None:
            tree |= {"rating": rating, "reason": "So it is"}
    _maybe(draw, tree, "overrule", st.just("The door is held open"))
    _maybe(draw, tree, "checked_on", _written_days)
    _maybe(draw, tree, "to_confirm", st.just("Ask again"))
    _maybe(draw, tree, "evidence", st.just([{"kind": "document", "title": "Log"}]))
    _maybe(draw, tree, "leaves_out", _some(NEEDS))
    return tree


@st.composite
def responses(draw: Draw, item: Tree) -> Tree:
    """An answer as a whole, or one for some of the places that the item is asked for."""
    measurable = "measure" in item
    if "per" not in item or draw(st.integers(0, 3)) == 0:
        return draw(answers(measurable=measurable))  # type: ignore[no-any-return]
    own = [place for place, kind in PLACES.items() if kind == item["per"]]
    chosen = draw(st.lists(st.sampled_from(own), unique=True, min_size=1))
    tree: Tree = {"places": {place: draw(answers(measurable=measurable)) for place in chosen}}
    _maybe(draw, tree, "checked_on", _written_days)
    _maybe(draw, tree, "evidence", st.just([{"kind": "document", "title": "Log"}]))
    _maybe(draw, tree, "leaves_out", _some(NEEDS))
    return tree


@st.composite
def items(draw: Draw, id_: str) -> Tree:
    """An item with any duty, weight, footing, needs, places and conditions."""
    tree = item_tree(
        id_,
        duty=draw(st.sampled_from(get_args(Duty))),
        weight=str(draw(st.integers(0, 3))),
        needs=draw(_some(NEEDS)),
        priorities=draw(st.lists(st.sampled_from(get_args(PriorityTag)), unique=True, min_size=1)),
        basis=[
            basis(
                draw(st.sampled_from((SCHEDULE_10, "psed-regulations-2017"))),
                "paragraph 3",
                draw(st.sampled_from(get_args(Support))),
            )
        ],
    )
    _maybe(draw, tree, "measure", st.just(MEASURE))
    _maybe(draw, tree, "per", st.sampled_from(KINDS))
    _maybe(draw, tree, "strand", st.sampled_from(get_args(StrandOrNone)))
    _maybe(draw, tree, "may_not_apply", st.just("true"))
    _maybe(draw, tree, "recheck_after_months", st.integers(1, 40).map(str))
    if draw(st.integers(0, 5)) == 0:
        tree["applies_when"] = {"phases": ["secondary"]}
    return tree


@st.composite
def contents(draw: Draw, number: int) -> Tree:
    """A checklist of one or two sections, whose ids no other checklist of the case has."""
    prefix = "AB"[number] + "X"
    sections = []
    for section in range(1, draw(st.integers(1, 2)) + 1):
        ids = [f"{prefix}-{section:02}{n:02}" for n in range(1, draw(st.integers(1, 2)) + 1)]
        inside = [draw(items(id_)) for id_ in ids]
        sections.append({"id": f"part-{section}", "title": "Part", "items": inside})
    return {
        "id": f"list-{prefix.lower()}",
        "prefix": prefix,
        "sections": sections,
        "role": draw(st.sampled_from(("access", "access", "inclusion", "duty"))),
        "strand": draw(st.sampled_from(get_args(StrandOrNone))),
    }


@st.composite
def cases(draw: Draw) -> Case:
    """One or two checklists, and a school that has answered most of their items in some way."""
    lists = tuple(draw(contents(number)) for number in range(draw(st.integers(1, 2))))
    answered = {
        item["id"]: draw(responses(item))
        for content in lists
        for section in content["sections"]
        for item in section["items"]
        if draw(st.integers(0, 5))
    }
    kept = draw(st.lists(st.sampled_from(list(PLACES)), unique=True))
    named = {place for tree in answered.values() for place in tree.get("places", {})}
    facts = {
        place: {"name": place, "kind": kind}
        for place, kind in PLACES.items()
        if place in kept or place in named
    }
    details: Tree = {}
    _maybe(draw, details, "date", _written_days)
    plan = {"period": {"end": draw(_written_days)}} if draw(st.booleans()) else None
    school: Tree = {"places": facts, "phase": draw(st.sampled_from(("primary", "unknown")))}
    return Case(lists, answered, school, details, plan)
