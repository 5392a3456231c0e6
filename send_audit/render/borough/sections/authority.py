"""What the council itself must do, from its own audit: duties, dates, actions. Counted, never scored."""

from collections.abc import Iterator, Sequence

from send_audit.borough.area import Area
from send_audit.borough.placing import type_of_school
from send_audit.borough.school_names import SchoolNames, names_in_area
from send_audit.borough.suppression import FEWER_THAN
from send_audit.duty import report_duty
from send_audit.model.plan_document import Action, PlanDocument
from send_audit.model.plan_facts import facts_of
from send_audit.model.results import Assessed, DutyGap
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import (
    Block,
    Card,
    Facts,
    Figures,
    Part,
    Points,
    Section,
    Words,
)
from send_audit.render.privacy import is_private
from send_audit.render.views import Fact, Figure
from send_audit.render.wording import (
    STATUS_WORDS,
    date_text,
    day_text,
    plural,
    rating_word,
    sentence,
    upper_first,
)

NO_AUDIT = (
    "There is no audit of the council itself in this folder, so nothing is said of its own duties. To make "
    "one, put an audit with `local_authority` as its subject and the checklist la-strategy beside "
    "borough.yaml, as strategy-audit.yaml, and answer it with send-audit fill strategy-audit.yaml."
)
MISSING_AUDIT = "The council has not yet answered the checklist on its own duties."
LAW = (
    "Paragraphs 1 and 2 of Schedule 10 ask the council for a strategy of its own: in writing, for a stated "
    "period, with the resources that it needs, kept under review and carried out."
)


def authority_section(area: Area, audience: Audience) -> Section:
    """The council's own audit; where there is none, that, and how to make it."""
    assessed = area.authority
    if assessed is None:
        words = NO_AUDIT if audience == "officers" else MISSING_AUDIT
        parts: tuple[Part, ...] = (Part(heading=None, blocks=(Words(text=LAW), Words(text=words))),)
    else:
        parts = tuple(_parts(assessed, area, audience))
    return Section(anchor="authority", title="What the council itself must do", parts=parts)


_ABOUT_UNITS = "LA-0303"
"""The item on the plans of pupil referral units: where there are few of them, its answer is about each."""

_FEW_UNITS = f"Nothing is told or counted here of the plans of pupil referral units: the list has fewer than {FEWER_THAN}."


def _withheld(area: Area, audience: Audience) -> frozenset[str]:
    """The items whose answers say something of too few schools for everybody to read."""
    units = sum(type_of_school(one) == "pupil-referral-unit" for one in area.round.standings)
    if audience == "officers" or units >= FEWER_THAN:
        return frozenset()
    return frozenset((_ABOUT_UNITS,))


def _parts(assessed: Assessed, area: Area, audience: Audience) -> Iterator[Part]:
    withheld = _withheld(area, audience)
    names = names_in_area(area) if audience == "public" else SchoolNames((), "")
    outcomes = [one for one in assessed.outcomes if one.item.id not in withheld]
    is_less = any(one.asked and one.item.id in withheld for one in assessed.outcomes)
    duty = assessed.duty
    if is_less:
        duty = report_duty(assessed.audit, outcomes, area.sources, assessed.as_of)
    yield Part(
        heading=None,
        blocks=(
            Words(text=LAW),
            Figures(
                figures=(
                    Figure(value=str(duty.met), label="items met"),
                    Figure(value=str(duty.partly_met), label="met in part"),
                    Figure(value=str(duty.not_met), label="not met"),
                    Figure(value=str(duty.open), label="open"),
                )
            ),
            Words(
                text="The items of the council's own checklist are counted. They make no score.",
                grey=True,
            ),
            *((Words(text=_FEW_UNITS, grey=True),) if is_less else ()),
        ),
    )
    yield Part(
        heading="The strategy's dates", blocks=(Facts(facts=tuple(_dates(assessed, names))),)
    )
    gaps = [gap for gap in duty.unmet if audience == "officers" or not _private(assessed, gap)]
    if gaps:
        yield Part(heading="Duties not met, or met in part", blocks=tuple(_gaps(gaps, names)))
    yield from _action_parts(assessed, audience, names, withheld)


def _private(assessed: Assessed, gap: DutyGap) -> bool:
    """Whether the answer is kept private. That a date has passed is no answer."""
    if gap.from_plan_dates:
        return False
    return any(is_private(o) for o in assessed.outcomes if o.item.id == gap.item.id)


def _gaps(gaps: Sequence[DutyGap], names: SchoolNames) -> Iterator[Block]:
    """The duties as cards; one whose words name a school is only counted."""
    told = [gap for gap in gaps if not names.are_in(gap.item.criterion, gap.item.barrier, gap.act)]
    yield from map(_gap, told)
    if len(told) < len(gaps):
        yield _counted(len(gaps) - len(told), "duty", "duties")


def _counted(kept: int, one: str, many: str) -> Words:
    return Words(
        text=f"{plural(kept, one, many)} {'names' if kept == 1 else 'name'} a school, and "
        f"{'is' if kept == 1 else 'are'} only counted here."
    )


def _gap(gap: DutyGap) -> Card:
    remark = () if gap.supported else ("Believed required, to be confirmed.",)
    return Card(
        heading=gap.item.criterion,
        words=(f"{rating_word(gap.rating)}. {sentence(gap.item.barrier)}", *remark),
        facts=(Fact(label="Under", text=gap.act),),
    )


def _dates(assessed: Assessed, names: SchoolNames) -> Iterator[Fact]:
    plan = assessed.audit.plan
    yield Fact(label="Audited", text=_audited(assessed))
    if plan is None:
        yield Fact(label="Strategy", text="none is recorded in the audit")
        return
    yield Fact(label="Period", text=_period(plan, assessed))
    if plan.approved is not None:
        by = plan.approved.by or "by whom is not recorded"
        by = "by whom is not told here" if names.are_in(by) else by
        on = f", {day_text(plan.approved.on)}" if plan.approved.on is not None else ""
        yield Fact(label="Approved", text=f"{by}{on}")
    last = max(plan.reviews, key=lambda review: review.on.last, default=None)
    yield Fact(
        label="Last reviewed", text=day_text(last.on) if last is not None else "no review recorded"
    )
    if plan.next_review is not None:
        late = ", overdue" if plan.next_review.last < assessed.as_of else ""
        yield Fact(label="Next review", text=f"{day_text(plan.next_review)}{late}")


def _audited(assessed: Assessed) -> str:
    day = assessed.audit.audit.date
    return day_text(day) if day is not None else "on a day that is not recorded"


def _period(plan: PlanDocument, assessed: Assessed) -> str:
    facts = facts_of(assessed.audit, assessed.as_of)
    start = plan.period.start if plan.period is not None else None
    if start is None and facts.ends is None:
        return "no dates are recorded"
    from_ = f"from {day_text(start)} " if start is not None else ""
    if facts.ends is None:
        return f"{from_}with no end recorded"
    past = ", which has passed" if facts.expired else ""
    return f"{from_}to {date_text(facts.ends)}{past}"


def _action_parts(
    assessed: Assessed, audience: Audience, names: SchoolNames, withheld: frozenset[str]
) -> Iterator[Part]:
    actions = _shown(assessed.plan.actions, audience)
    overdue = _shown(assessed.plan.overdue, audience)
    if not actions:
        yield Part(
            heading="What the council will do", blocks=(Words(text="No action is recorded."),)
        )
        return
    ahead = [a for a in actions if a.status not in ("done", "dropped")]
    done = sum(action.status == "done" for action in actions)
    yield Part(
        heading="What the council will do",
        blocks=(
            Words(
                text=f"{plural(len(actions), 'action')}: {done} done, {len(ahead)} still to do or going on, "
                f"{len(overdue)} overdue."
            ),
            *_actions([a for a in ahead if a not in overdue], names, withheld),
        ),
    )
    if overdue:
        yield Part(heading="Overdue", blocks=tuple(_actions(overdue, names, withheld)))


def _shown(actions: Sequence[Action], audience: Audience) -> list[Action]:
    return [action for action in actions if audience == "officers" or not action.private]


def _actions(
    actions: Sequence[Action], names: SchoolNames, withheld: frozenset[str]
) -> Iterator[Block]:
    """The actions in a list; one that names a school, or is about too few of them, is only counted."""
    told = [a for a in actions if withheld.isdisjoint(a.for_) and not names.are_in(_action(a))]
    kept = len(actions) - len(told)
    if told:
        yield Points(points=tuple(map(_action, told)))
    if kept:
        yield Words(
            text=f"{plural(kept, 'action')} {'names' if kept == 1 else 'name'} a school or "
            f"{'is' if kept == 1 else 'are'} about fewer than {FEWER_THAN}, and "
            f"{'is' if kept == 1 else 'are'} only counted here."
        )


def _action(action: Action) -> str:
    due = f", due {day_text(action.due)}" if action.due is not None else ""
    lead = f", {action.lead}" if action.lead is not None else ""
    return f"{sentence(action.action)} {upper_first(STATUS_WORDS[action.status])}{lead}{due}."
