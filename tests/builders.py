"""Assessed audits for the renderers, made by the real stages from small checklists and trees of text."""

from collections.abc import Mapping, Sequence
from datetime import date

from send_audit.duty import report_duty
from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist, Source
from send_audit.model.results import Assessed
from send_audit.outcomes import resolve
from send_audit.plan import find_gaps, make_action_plan
from send_audit.score import score_audit
from tests.small_models import (
    AS_OF,
    SCHEDULE_10,
    Tree,
    audit,
    basis,
    checklist,
    duty_checklist,
    duty_tree,
    item_tree,
    places,
    rated,
    source,
)

SOURCES = {
    SCHEDULE_10: source(SCHEDULE_10, title="Equality Act 2010, Schedule 10"),
    "families-act": source("families-act", title="Children and Families Act 2014").model_copy(
        update={"nation": "england"}
    ),
    "send-audit-practice": source("send-audit-practice", "practice-guide", "Good practice"),
}

PRIVATE = (
    "CANARY-NOTE",
    "CANARY-WHERE",
    "CANARY-FILE",
    "CANARY-EVIDENCE",
    "CANARY-BARRIER",
    "CANARY-ACTION",
    "CANARY-PLACE",
    "CANARY-PATH",
    "CANARY-LOCATION",
    "CANARY-CONFIRM",
    "CANARY-REASON",
    "CANARY-PUPILS",
    "9,876",
    "9876",
    "8765",
    "7654",
)
"""Every text of `full_school` that no public document may hold."""

_EVIDENCE = [
    {
        "kind": "photograph",
        "title": "CANARY-EVIDENCE",
        "where": "CANARY-WHERE",
        "file": "CANARY-FILE.jpg",
    }
]


def assess(
    subject: Audit,
    *checklists: Checklist,
    sources: Mapping[str, Source] | None = None,
    as_of: date = AS_OF,
    file: str = "CANARY-PATH/audit.yaml",
) -> Assessed:
    """Run the stages after loading, as the pipeline does."""
    known = SOURCES if sources is None else sources
    outcomes = resolve(subject, checklists, as_of)
    findings = find_gaps(outcomes, subject.plan)
    return Assessed(
        file=file,
        audit=subject,
        as_of=as_of,
        outcomes=outcomes,
        scorecard=score_audit(outcomes),
        duty=report_duty(subject, outcomes, known, as_of),
        findings=findings,
        plan=make_action_plan(findings, subject.plan, as_of),
        sources=known,
    )


def other_subject(made: Tree, **subject: object) -> Audit:
    """An audit file about a group or a local authority."""
    return Audit.model_validate({"schema": "send-audit/audit@1", "plan": made} | subject)


def action(id_: str = "A-01", **changes: object) -> Tree:
    """An action for PE-0101, in the short term unless `changes` says otherwise."""
    return {
        "id": id_,
        "for": ["PE-0101"],
        "action": "Re-mark the bays.",
        "lead": "Site manager",
        "horizon": "short",
        "due": "2027-07",
        "success": "Each bay is wide enough.",
    } | changes


def plan(*actions: Tree, **changes: object) -> Tree:
    """A plan that is approved and in force."""
    return {
        "period": {"start": "2026-09-01", "end": "2029-08-31"},
        "approved": {"by": "Governing body", "on": "2026-10-20"},
        "actions": list(actions),
    } | changes


def school(
    responses: Mapping[str, Tree] | None = None,
    *actions: Tree,
    items: Sequence[Tree] = (),
    as_of: date = AS_OF,
    **changes: object,
) -> Assessed:
    """A school with one checklist: item PE-0101 unless `items` says otherwise. `plan` may be `None`."""
    stated = {"plan": plan(*actions)} | changes
    return assess(audit(responses, **stated), checklist(*(items or [item_tree()])), as_of=as_of)


def full_school(actions: int = 6) -> Assessed:
    """A school with every part of a plan, and a canary in each place that stays private."""
    physical = checklist(
        *(item_tree(f"PE-01{n:02}", barrier=f"Barrier {n}.") for n in range(1, 13))
    )
    bays = item_tree("PE-0201", per="parking-bay", barrier="Cars stand too close.")
    curriculum = checklist(
        *(item_tree(f"CA-01{n:02}", barrier=f"Lesson barrier {n}.") for n in range(1, 6)),
        item_tree("CA-0190", barrier="CANARY-BARRIER."),
        id="curriculum-access",
        prefix="CA",
        title="Curriculum access",
        strand="curriculum",
    )
    duties = duty_checklist(
        duty_tree("S10-0201", criterion="The plan is written down."),
        duty_tree(
            "S10-0301",
            criterion="The SEN information report names the plan.",
            basis=[basis("families-act", "section 69", "primary")],
        ),
    )
    parking = checklist(bays, id="parking", prefix="PE", title="Parking")
    responses = {
        f"PE-01{n:02}": rated("met" if n % 3 else "not-met", evidence=_EVIDENCE, note="CANARY-NOTE")
        for n in range(1, 13)
    }
    responses |= {f"CA-01{n:02}": rated("partly-met") for n in range(1, 6)}
    responses["CA-0102"] = rated("not-met", checked_on="2020-01-15")
    responses["CA-0103"] = rated(
        "met", location="CANARY-LOCATION", to_confirm="CANARY-CONFIRM", evidence=_EVIDENCE
    )
    responses["CA-0105"] = rated("not-applicable", reason="CANARY-REASON")
    responses["CA-0190"] = rated("not-met", private="true", note="CANARY-NOTE")
    responses["PE-0201"] = {
        "places": {"front": rated("partly-met"), "back": rated("not-met", private="true")}
    }
    responses |= {"S10-0201": rated("met"), "S10-0301": rated("not-met")}
    bays_there = places("parking-bay", "front", "back")
    bays_there["places"]["front"]["name"] = "Front car park, bay 1"
    bays_there["places"]["back"]["name"] = "CANARY-PLACE"
    made = [_full_action(number) for number in range(1, actions + 1)]
    hidden = action("A-90", action="CANARY-ACTION.", private="true")
    return assess(
        audit(responses, school=bays_there, audit=_details(), plan=_full_plan(*made, hidden)),
        physical,
        parking,
        curriculum,
        duties,
    )


def _details() -> Tree:
    return {
        "date": "2026-10-05",
        "conducted_by": "school",
        "roles": ["SENCO"],
        "consulted": [
            {"who": "Pupils", "how": "learning walk", "on": "2026-09-28", "outcome": "Ramp first."},
            {"who": "Staff"},
        ],
        "next_audit": "2029-10",
    }


def _full_plan(*actions: Tree) -> Tree:
    return plan(
        *actions,
        aims=["Everyone takes part"],
        contact={"role": "SENCO", "phone": "01632 960123", "email": "senco@little.example"},
        formats=["large print", "braille"],
        complaints="Talk to the headteacher.",
        published={"url": "https://little.example/plan", "in_sen_information_report": "true"},
        document={"title": "Premises plan", "file": "CANARY-FILE.docx"},
        previous={"title": "Plan 2023 to 2026", "file": "CANARY-FILE.yaml"},
        horizons={"short": "this school year"},
        reviews=[{"on": "2026-11-02", "by": "SEND governor", "outcome": "On course"}],
        reports=[{"on": "2026-11", "to": ["parents"], "url": "https://little.example/report"}],
        next_review="2027-09",
        strengths=[{"text": "Pupils lead the learning walk"}],
    )


def _full_action(number: int) -> Tree:
    items = [f"PE-01{n:02}" for n in range(3, 13, 3)] + ["CA-0101", "CA-0102"]
    made = action(
        f"A-{number:02}",
        **{"for": [items[number % len(items)]]},
        action=f"Do thing number {number}.",
        note="CANARY-NOTE",
        cost="9876",
        money=[{"amount": "8765", "source": "Capital grant, £9,876"}],
        horizon=("short", "medium", "long")[number % 3],
        progress=[{"on": "2026-11-01", "what": "Quote asked for"}],
    )
    if number % 6 == 0:
        result = {"effect": "Pupils arrive alone", "pupils": "CANARY-PUPILS", "spent": "7654"}
        made |= {"status": "done", "done_on": "2026-11-10", "result": result}
    if number % 6 == 5:
        made |= {"status": "dropped", "dropped_reason": "the block goes in 2028"}
    return made
