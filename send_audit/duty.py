"""Outcomes to the duty report: what is met, what is not, and the one status, never a percentage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from send_audit.model.audit import Audit, Group, School
from send_audit.model.checklist import BINDING, SCHEDULE_10, STATUTORY, Basis, Item, Source
from send_audit.model.nations import NATIONS_WITH_THE_DUTY
from send_audit.model.plan_facts import IN_FORCE, PlanFacts, facts_of
from send_audit.model.results import DutyGap, DutyReason, DutyReport, Outcome
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.words import DutyStatus, Rating

SUPPORTED = ("primary", "secondary")


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An asked item of the duty side, with the rating that counts: `None` is open."""

    outcome: Outcome
    rating: Rating | None
    from_dates: bool


def report_duty(
    audit: Audit, outcomes: Iterable[Outcome], sources: Mapping[str, Source], as_of: date
) -> DutyReport:
    """Weigh the duties of one audit on one day (design.md, section 4).

    Dated facts in the plan win over answers, and only ever to a duty's disadvantage: they can show that
    no plan is in force, never that one is any good.
    """
    facts = facts_of(audit, as_of)
    weighed = [_weigh(o, facts) for o in outcomes if o.asked and _is_duty(o)]
    status, reasons = _status(audit, [w for w in weighed if decides(w.outcome.item)], facts)
    counted = [w for w in weighed if w.outcome.checklist.role in ("duty", "strategy")]
    tally = [w.rating for w in counted]
    return DutyReport(
        status=status,
        met=tally.count("met"),
        partly_met=tally.count("partly-met"),
        not_met=tally.count("not-met"),
        open=tally.count(None),
        unmet=tuple(_gap(w, sources) for w in weighed if _is_unmet(w)),
        reasons=tuple(reasons),
    )


def _is_duty(outcome: Outcome) -> bool:
    return outcome.checklist.role in ("duty", "strategy") or outcome.item.duty in BINDING


def decides(item: Item) -> bool:
    """Whether the item decides the duty status: binding, under Schedule 10, and its pinpoint checked."""
    return item.duty in BINDING and any(
        basis.source == SCHEDULE_10 and basis.support in SUPPORTED for basis in item.basis
    )


def _weigh(outcome: Outcome, facts: PlanFacts) -> _Weighed:
    if outcome.item.id in facts.overridden:
        return _Weighed(outcome, "not-met", from_dates=True)
    refused = (
        outcome.rating == "not-applicable"
        and outcome.item.duty in BINDING
        and not outcome.item.may_not_apply
    )
    # A plan whose period lies ahead is not in force, though another one may be: that stays open.
    not_begun = facts.not_begun and outcome.item.id in IN_FORCE and outcome.rating == "met"
    open_ = not outcome.fresh or refused or not_begun
    return _Weighed(outcome, None if open_ else outcome.rating, from_dates=False)


def _status(
    audit: Audit, deciding: Sequence[_Weighed], facts: PlanFacts
) -> tuple[DutyStatus, list[DutyReason]]:
    duty_binds = has_plan_duty(audit)
    if duty_binds is False:
        return "not-applicable", [DutyReason(kind="no-plan-duty")]
    if duty_binds is None:
        return "not-fully-assessed", [DutyReason(kind="type-unknown")]
    gaps = [
        DutyReason(kind="gap", item=w.outcome.item)
        for w in deciding
        if _is_unmet(w) and not w.from_dates
    ]
    gaps += [DutyReason(kind="plan-expired")] if facts.expired else []
    gaps += [DutyReason(kind="plan-over-three-years")] if facts.too_long else []
    if gaps:
        return "gap-found", gaps
    missing = [DutyReason(kind="open", item=w.outcome.item) for w in deciding if w.rating is None]
    if isinstance(audit.subject, Group):
        missing.insert(0, DutyReason(kind="group"))
    if not deciding:
        missing.append(DutyReason(kind="nothing-asked"))
    return ("not-fully-assessed", missing) if missing else ("no-gap-found", [])


def has_plan_duty(audit: Audit) -> bool | None:
    """Whether the subject's kind and nation bring the planning duty; `None` where that is not known.

    Source: Equality Act 2010, Schedule 10, paragraphs 1, 3 and 6(5).
    """
    subject = audit.subject
    if subject.nation not in NATIONS_WITH_THE_DUTY:
        return False
    return SCHOOL_TYPES[subject.type].plan_duty if isinstance(subject, School) else True


def _is_unmet(weighed: _Weighed) -> bool:
    return weighed.rating in ("partly-met", "not-met") and weighed.outcome.item.duty in BINDING


def act_of(item: Item, sources: Mapping[str, Source]) -> str:
    """The title of the Act or the regulations that an item rests on, else of its first source."""
    source = _governing(item, sources).source
    return sources[source].title if source in sources else source


def is_under_schedule_10(item: Item, sources: Mapping[str, Source]) -> bool:
    """Whether that is Schedule 10, though the very place in it may still have to be confirmed."""
    return _governing(item, sources).source == SCHEDULE_10


def _governing(item: Item, sources: Mapping[str, Source]) -> Basis:
    law = _law_of(item, sources)
    return (law or list(item.basis))[0]


def _law_of(item: Item, sources: Mapping[str, Source]) -> list[Basis]:
    return [
        basis
        for basis in item.basis
        if basis.source in sources and sources[basis.source].kind in STATUTORY
    ]


def _gap(weighed: _Weighed, sources: Mapping[str, Source]) -> DutyGap:
    assert weighed.rating is not None  # an unmet duty has a rating
    item = weighed.outcome.item
    governing = _governing(item, sources)
    return DutyGap(
        item=item,
        act=act_of(item, sources),
        rating=weighed.rating,
        decides=decides(item),
        from_plan_dates=weighed.from_dates,
        supported=any(
            b.support in SUPPORTED for b in _law_of(item, sources) if b.source == governing.source
        ),
    )
