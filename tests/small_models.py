"""Small checklists and audits, made through the models as the reader makes them: from trees of text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist, Item, Source
from send_audit.model.results import Outcome
from send_audit.outcomes import resolve

Tree = dict[str, Any]

AUDITED_ON = date(2026, 10, 5)
AS_OF = date(2026, 11, 23)
SCHEDULE_10 = "equality-act-2010-sch-10"


def item_tree(id_: str = "PE-0101", **changes: object) -> Tree:
    """An ordinary item: good practice, weight 2, asked of everyone."""
    return {
        "id": id_,
        "criterion": f"Criterion {id_}.",
        "guidance": "Look.",
        "rationale": "It matters.",
        "duty": "good-practice",
        "basis": [basis("send-audit-practice", "professional practice", "unverified")],
        "needs": ["walking", "vision"],
        "priorities": ["inclusion"],
        "weight": 2,
        "evidence": ["Photograph"],
        "barrier": "A pupil cannot get in.",
        "recommendation": {
            "action": "Mend it.",
            "horizon": "short",
            "cost_band": "A",
            "lead": "Site manager",
            "success": "It is mended.",
        },
        "since": "1.0.0",
    } | changes


def basis(source: str, at: str, support: str) -> Tree:
    return {"source": source, "at": at, "support": support}


def item(id_: str = "PE-0101", **changes: object) -> Item:
    return Item.model_validate(item_tree(id_, **changes))


def duty_tree(id_: str = "S10-0101", support: str = "secondary", **changes: object) -> Tree:
    """An item that Schedule 10 commands, with its pinpoint checked unless `support` says otherwise."""
    stated = [basis(SCHEDULE_10, "paragraph 3", support)]
    return item_tree(id_, **({"duty": "must", "basis": stated, "needs": []} | changes))


def checklist(*items: Tree, **changes: object) -> Checklist:
    """A checklist of one section. Its role and strand are access and the physical environment."""
    tree: Tree = {
        "schema": "send-audit/checklist@1",
        "id": "physical-environment",
        "prefix": "PE",
        "title": "Physical environment",
        "version": "1.0.0",
        "language": "en-GB",
        "strand": "physical-environment",
        "role": "access",
        "nations": ["england", "wales"],
        "sections": [{"id": "all", "title": "All", "items": list(items)}],
    }
    return Checklist.model_validate(tree | changes)


def duty_checklist(*items: Tree, **changes: object) -> Checklist:
    stated = {"id": "schedule-10-duty", "prefix": "S10", "strand": "none", "role": "duty"}
    return checklist(*items, **(stated | changes))


def audit(responses: Mapping[str, Tree] | None = None, **changes: object) -> Audit:
    """An audit of a community school in England on 5 October 2026. `school` changes add to its facts."""
    school: Tree = {
        "name": "Little School",
        "nation": "england",
        "type": "community-school",
        "phase": "primary",
    }
    extra = changes.pop("school", {})
    assert isinstance(extra, dict)
    tree: Tree = {
        "schema": "send-audit/audit@1",
        "school": school | extra,
        "audit": {"date": AUDITED_ON.isoformat()},
        "responses": dict(responses or {}),
    }
    return Audit.model_validate({k: v for k, v in (tree | changes).items() if v is not None})


def places(kind: str, *ids: str) -> Tree:
    """The facts of a school that has these places of one kind."""
    return {"places": {id_: {"name": id_, "kind": kind} for id_ in ids}}


def rated(rating: str, **changes: object) -> Tree:
    """An answer. A not-applicable one gets the reason that it needs."""
    reason = {"reason": "There is none"} if rating == "not-applicable" else {}
    return {"rating": rating} | reason | changes


def by_place(**answers: Tree | str) -> Tree:
    """A response place by place; a bare word is a rating, and underscores stand for hyphens."""
    return {
        "places": {
            place.replace("_", "-"): rated(answer) if isinstance(answer, str) else answer
            for place, answer in answers.items()
        }
    }


def outcome(of: Audit, *checklists: Checklist, as_of: date = AS_OF) -> Outcome:
    """The outcome of the only item."""
    (one,) = resolve(of, checklists, as_of)
    return one


def source(id_: str, kind: str = "statute", title: str | None = None) -> Source:
    return Source.model_validate(
        {
            "id": id_,
            "title": title or id_,
            "kind": kind,
            "nation": "england-and-wales",
            "binds": "Schools.",
        }
    )
