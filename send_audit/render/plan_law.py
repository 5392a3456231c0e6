"""What the document is, and the law in one short box: never a verdict, and for each nation its own law."""

from collections.abc import Iterable

from send_audit.model.audit import Group, LocalAuthority, School
from send_audit.model.plan_facts import facts_of
from send_audit.model.results import Assessed, DutyGap
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.plan_cards import mark
from send_audit.render.privacy import is_private, web_link
from send_audit.render.views import About, ActDuties, Found, Link
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    NATION_NAMES,
    Voice,
    date_text,
    joined,
    plural,
    sentence,
)


def about(assessed: Assessed, voice: Voice) -> About:
    """The section “About this plan” with the box on the law."""
    plan = assessed.audit.plan
    binds = assessed.duty.status != "not-applicable"
    return About(
        paragraphs=tuple(_paragraphs(assessed, voice)),
        aims=tuple(sentence(aim) for aim in plan.aims) if plan is not None else (),
        elsewhere=_elsewhere(assessed),
        law=tuple(_law(assessed, voice)),
        law_aims=LAW_AIMS if binds else (),
        law_notes=tuple(_law_notes(assessed, voice)),
        unmet=_unmet(assessed),
    )


def is_voluntary(assessed: Assessed) -> bool:
    """Whether Schedule 10 asks this subject for nothing."""
    return assessed.duty.status == "not-applicable"


def _paragraphs(assessed: Assessed, voice: Voice) -> Iterable[str]:
    plan = assessed.audit.plan
    if plan is None:
        yield (
            f"This report shows what we found when we looked at how well disabled {voice.pupils} can "
            f"take part in what {voice.ours} {voice.verb('offers', 'offer')}. "
            f"It is not a {voice.document}: none goes with it yet."
        )
    else:
        yield (
            f"This {voice.document} says what we will do so that disabled {voice.pupils} can take part "
            f"in everything that {voice.ours} {voice.verb('offers', 'offer')}: the curriculum, the "
            "buildings and grounds, and the information that others get readily."
        )
    yield (
        f"A {voice.pupil} can be disabled without having {voice.needs}, and the other way round. "
        f"We mean every disabled {voice.pupil}, and those who may join us."
    )
    if plan is not None and plan.is_proposals:
        yield "These are proposals: no period and no approval is recorded for them yet."
    facts = facts_of(assessed.audit, assessed.as_of)
    if facts.expired and facts.ends is not None:
        yield f"The period of this {voice.document} ended on {date_text(facts.ends)}. A new one is due."


def _elsewhere(assessed: Assessed) -> Link | None:
    """Where a plan that is kept as a document of its own can be read. Its file path is never printed."""
    plan = assessed.audit.plan
    if plan is None or plan.document is None:
        return None
    part_of = f", part of {plan.document.part_of}" if plan.document.part_of else ""
    return web_link(f"{plan.document.title}{part_of}", plan.document.url)


def _law(assessed: Assessed, voice: Voice) -> Iterable[str]:
    subject = assessed.audit.subject
    if is_voluntary(assessed):
        yield _voluntary(assessed, voice)
        return
    who = (
        "us, for the schools whose responsible body we are,"
        if isinstance(subject, LocalAuthority)
        else _body(assessed)
    )
    yield (
        f"Schedule 10 to the Equality Act 2010 requires {who} to write an accessibility "
        f"{voice.document}, to keep it under review and revise it, and to carry it out. "
        f"{_period_rule(assessed, voice)} It must show how, for disabled {voice.pupils}, we will:"
    )


def _voluntary(assessed: Assessed, voice: Voice) -> str:
    subject = assessed.audit.subject
    if subject.nation not in ("england", "wales"):
        return (
            f"Schedule 10 to the Equality Act 2010 does not apply in {NATION_NAMES[subject.nation]}, "
            f"so this {voice.document} is voluntary."
        )
    kind = f" ({SCHOOL_TYPES[subject.type].label.lower()})" if isinstance(subject, School) else ""
    return (
        f"Schedule 10 to the Equality Act 2010 does not apply to this kind of place{kind}, so this "
        f"{voice.document} is voluntary; other duties under the Act still bind us."
    )


def _body(assessed: Assessed) -> str:
    subject = assessed.audit.subject
    if isinstance(subject, Group):
        return "the responsible body of each of our schools"
    if isinstance(subject, School) and subject.responsible_body:
        names = joined(body.name for body in subject.responsible_body)
        return f"our responsible body ({names})"
    return "the responsible body of a school"


def _period_rule(assessed: Assessed, voice: Voice) -> str:
    if assessed.audit.subject.nation == "wales":
        return f"In Wales a {voice.document} runs for three years from 1 April."
    if isinstance(assessed.audit.subject, LocalAuthority):
        # How long that is was read for Wales only (docs/unverified-duties.md, LA-0114).
        return f"A {voice.document} covers a period that regulations set."
    return f"A {voice.document} runs for up to three years."


LAW_AIMS = (
    "increase how far they can take part in the curriculum;",
    "improve the buildings and grounds, so that they gain more from education and all else on offer;",
    (
        "improve how they get information that others get readily: within a reasonable time, and in "
        "ways that take account of their disabilities and of what they or their parents prefer."
    ),
)
"""What Schedule 10 asks a plan or a strategy to show, strand by strand in its order."""


def _law_notes(assessed: Assessed, voice: Voice) -> Iterable[str]:
    duty = assessed.duty
    kinds = {reason.kind for reason in duty.reasons}
    if duty.status != "not-applicable":
        yield (
            "The law asks for steady improvement and sets no building standard: a missing lift or a low "
            "score is not in itself a breach of it. We give no legal verdict. " + _status(assessed)
        )
    if "type-unknown" in kinds:
        yield "Our kind of school is not recorded, so we cannot yet say which parts of the law bind us."
    if "group" in kinds:
        yield "The duty is each school's own, so it is assessed school by school."
    if "plan-over-three-years" in kinds:
        yield f"The period of our {voice.document} is longer than three years."


def _status(assessed: Assessed) -> str:
    """The status in words, and how many questions on the duty are open."""
    duty = assessed.duty
    said = f"What we can say of this duty: {DUTY_STATUS_WORDS[duty.status]}."
    open_ = sum(reason.kind == "open" for reason in duty.reasons)
    if not open_:
        return said
    return f"{said} {plural(open_, 'question')} on it {'is' if open_ == 1 else 'are'} still to be answered."


def _unmet(assessed: Assessed) -> tuple[ActDuties, ...]:
    """The duties not met, each under its own Act. Private answers are left out; they stay counted."""
    outcomes = {outcome.item.id: outcome for outcome in assessed.outcomes}
    shown = [
        gap
        for gap in assessed.duty.unmet
        if gap.from_plan_dates or not is_private(outcomes[gap.item.id])
    ]
    acts = dict.fromkeys(gap.act for gap in shown)
    return tuple(
        ActDuties(act=act, duties=tuple(_duty(gap) for gap in shown if gap.act == act))
        for act in acts
    )


def _duty(gap: DutyGap) -> Found:
    remark = None if gap.supported else "Believed required, to be confirmed."
    return Found(mark=mark(gap.rating), text=sentence(gap.item.criterion), place=remark)
