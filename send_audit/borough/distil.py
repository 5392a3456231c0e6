"""One assessed return to the facts that its borough keeps of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from send_audit.borough.facts import (
    ActionFacts,
    ItemFacts,
    ModerationFacts,
    PlanState,
    Quality,
    RatingBasis,
    SchoolFacts,
    SetFigures,
    item_facts,
)
from send_audit.model.audit import School
from send_audit.model.plan_document import Action
from send_audit.model.plan_facts import facts_of, first_day
from send_audit.model.results import Assessed, Outcome, Score
from send_audit.model.scalars import Day
from send_audit.model.words import STRANDS, StrandOrNone
from send_audit.outcomes import Question, all_questions, answer_at, is_lapsed
from send_audit.problems import Problem


def distil(
    assessed: Assessed,
    problems: Iterable[Problem],
    *,
    basis: RatingBasis = "returned",
    moderation: ModerationFacts | None = None,
) -> SchoolFacts:
    """The facts of one school's assessed return. `problems` are all that was noted of its file.

    Raises `TypeError` where the audit is not about a school.
    """
    audit = assessed.audit
    school = audit.subject
    if not isinstance(school, School):
        raise TypeError("the audit is not about a school")
    plan = audit.plan
    questions = all_questions(audit, assessed.outcomes)
    strands = {outcome.item.id: outcome.strand for outcome in assessed.outcomes}
    asked = [outcome for outcome in assessed.outcomes if outcome.asked]
    return SchoolFacts(
        file=assessed.file,
        urn=school.urn,
        name=school.name,
        type=school.type,
        phase=school.phase,
        nation=school.nation,
        pupils=school.pupils,
        audit_date=_day(audit.audit.date),
        previous_file=plan.previous.file
        if plan is not None and plan.previous is not None
        else None,
        checklists=dict(audit.audit.checklists),
        overlays=dict(audit.audit.overlays),
        actions_planned=len(assessed.plan.actions) - len(assessed.shared_actions),
        duty_status=assessed.duty.status,
        duty_reasons=tuple(dict.fromkeys(reason.kind for reason in assessed.duty.reasons)),
        duty_counts=(
            assessed.duty.met,
            assessed.duty.partly_met,
            assessed.duty.not_met,
            assessed.duty.open,
        ),
        unmet=tuple(gap.item.id for gap in assessed.duty.unmet),
        questions=len(questions),
        answered=sum(question.answered for question in questions),
        fresh=sum(_is_fresh(assessed, question) for question in questions),
        answered_by_group=len([q for q in questions if q.answered and q.outcome.shared_from]),
        scores=_scores(assessed),
        items=_items(assessed, asked),
        actions=tuple(_actions(assessed, strands)),
        plan=_plan_state(assessed, strands),
        quality=_quality(asked, problems),
        basis=basis,
        moderation=moderation,
        shares_title=assessed.shared.title if assessed.shared is not None else None,
        needs_left_out={o.item.id: left_out for o in asked if (left_out := _left_out(o))},
    )


def _is_fresh(assessed: Assessed, question: Question) -> bool:
    """Whether a question is answered, and the answer still stands."""
    outcome, response = question.outcome, question.outcome.response
    answer = answer_at(response, question.place)
    if not question.answered or response is None or answer is None:
        return False
    if response.places is None:  # the only answer there is
        return not outcome.lapsed
    months = outcome.checklist.recheck_months(outcome.item)
    return not is_lapsed(assessed.audit, response, answer, months, assessed.as_of)


def _day(day: Day | None) -> date | None:
    return day.last if day is not None else None


def _scores(assessed: Assessed) -> dict[str, SetFigures]:
    card = assessed.scorecard
    sets = {
        "overall": card.overall,
        "inclusion": card.inclusion,
        **{f"strand:{strand}": score for strand, score in card.strands.items()},
        **{f"need:{need}": score for need, score in card.needs.items()},
        **{f"priority:{tag}": score for tag, score in card.priorities.items()},
        **{f"section:{list_}/{id_}": score for (list_, id_), score in card.sections.items()},
    }
    return {name: figures_of(score) for name, score in sets.items() if score.asked}


def figures_of(score: Score) -> SetFigures:
    """A score as the facts keep it."""
    return SetFigures(
        score=score.score,
        confirmed=score.confirmed,
        high=score.high,
        completeness=score.completeness,
        evidence_rate=score.evidence_rate,
        asked=score.asked,
        answered=score.answered,
    )


def _items(assessed: Assessed, asked: Iterable[Outcome]) -> dict[str, ItemFacts]:
    found = {finding.item.id: finding for finding in assessed.findings}
    return {
        outcome.item.id: item_facts(
            rating=outcome.rating,
            known=outcome.known,
            lapsed=outcome.lapsed,
            evidenced=outcome.evidenced,
            private=_is_private(outcome),
            shared=outcome.shared_from is not None,
            priority=found[outcome.item.id].priority if outcome.item.id in found else None,
        )
        for outcome in asked
    }


def _is_private(outcome: Outcome) -> bool:
    """Whether any part of the answer is private: then the whole of it counts towards nothing public."""
    response = outcome.response
    if response is None:
        return False
    if response.private or response.places is None:
        return response.private
    return any(answer.private for answer in response.places.values())


def _left_out(outcome: Outcome) -> tuple[str, ...]:
    if not outcome.by_need:
        return ()
    return tuple(need for need, rating in outcome.by_need.items() if rating == "not-met")


def _actions(assessed: Assessed, strands: Mapping[str, StrandOrNone]) -> Iterator[ActionFacts]:
    overdue = {action.id for action in assessed.plan.overdue}
    for action in assessed.plan.actions:
        is_shared = assessed.shared_from(action) is not None
        strand = _strand(action, strands)
        yield _action(action, strand, overdue=action.id in overdue, shared=is_shared)


def _action(
    action: Action, strand: StrandOrNone | None, *, overdue: bool, shared: bool
) -> ActionFacts:
    result = action.result
    return ActionFacts(
        id=action.id,
        text=action.action,
        items=action.for_,
        strand=strand,
        status=action.status,
        overdue=overdue,
        due=_day(action.due),
        done_on=_day(action.done_on),
        horizon=action.horizon,
        lead=action.lead,
        cost=action.pounds,
        cost_band=action.cost_band,
        funding=action.funding or _sources(action),
        spent=result.spent if result is not None else None,
        effect=result.effect if result is not None else None,
        pupils=result.pupils if result is not None else None,
        success=action.success,
        private=action.private,
        shared=shared,
    )


def _sources(action: Action) -> str | None:
    """Where the sums are from, each source once."""
    named = dict.fromkeys(sum_.source for sum_ in action.money if sum_.source)
    return "; ".join(named) or None


def _strand(action: Action, strands: Mapping[str, StrandOrNone]) -> StrandOrNone | None:
    """The action's own strand, else that of the first item that it is for."""
    if action.strand is not None:
        return action.strand
    return next((strands[id_] for id_ in action.for_ if id_ in strands), None)


def _plan_state(assessed: Assessed, strands: Mapping[str, StrandOrNone]) -> PlanState | None:
    plan = assessed.audit.plan
    if plan is None:
        return None
    facts = facts_of(assessed.audit, assessed.as_of)
    start = plan.period.start if plan.period is not None else None
    planned = {_strand(action, strands) for action in plan.actions if action.status != "dropped"}
    return PlanState(
        proposals=plan.is_proposals,
        starts=first_day(start) if start is not None else None,
        ends=facts.ends,
        expired=facts.expired,
        too_long=facts.too_long,
        not_begun=facts.not_begun,
        approved_on=_day(plan.approved.on) if plan.approved is not None else None,
        next_review=_day(plan.next_review),
        last_review=max((review.on.last for review in plan.reviews), default=None),
        in_sen_information_report=(
            plan.published.in_sen_information_report if plan.published is not None else None
        ),
        strands_with_actions=tuple(strand for strand in STRANDS if strand in planned),
    )


def _quality(asked: Iterable[Outcome], problems: Iterable[Problem]) -> Quality:
    asked = list(asked)
    return Quality(
        remarks=dict(sorted(Counter(problem.kind.code for problem in problems).items())),
        to_confirm=sum(_to_confirm(outcome) for outcome in asked),
        lapsed=sum(outcome.rating is not None and outcome.lapsed for outcome in asked),
        without_evidence=sum(
            outcome.rating in ("met", "partly-met") and not outcome.evidenced for outcome in asked
        ),
    )


def _to_confirm(outcome: Outcome) -> bool:
    response = outcome.response
    if response is None:
        return False
    if response.to_confirm is not None or response.places is None:
        return response.to_confirm is not None
    return any(answer.to_confirm is not None for answer in response.places.values())
