"""The scorecard as text: the duty side in words, then the numbers, never one of them alone."""

from collections.abc import Iterator

from send_audit.model.audit import LocalAuthority, School
from send_audit.model.results import Assessed, DutyReason, DutyReport, Score
from send_audit.model.words import STRANDS
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    STRAND_TITLES,
    date_text,
    flagged,
    no_findings,
    percent,
    plural,
    points,
    rating_word,
    shared_sentence,
)

_BAR_WIDTH = 30
_REASONS = {
    "no-plan-duty": "The planning duty does not bind this kind of setting or this nation.",
    "type-unknown": "The school's type is not known, so nothing shows which duties bind it.",
    "group": "A trust's file is not a school's: each school needs its own plan.",
    "nothing-asked": "The audit lists no checklist that asks about the duties (schedule-10-duty).",
    "plan-expired": "The plan's period is over.",
    "plan-over-three-years": "The plan's period is longer than three years.",
}


def render_score_text(one: Assessed, *, bars: bool = False) -> str:
    """Render one audit's scorecard. `bars` adds a bar to each strand, for a terminal that shows them."""
    return "\n".join([*_heading(one), *_duty(one.duty), *_numbers(one, bars=bars), *_findings(one)])


def _heading(one: Assessed) -> Iterator[str]:
    subject = one.audit.subject
    urn = f" (URN {subject.urn})" if isinstance(subject, School) and subject.urn else ""
    yield f"{subject.name}{urn}, as on {date_text(one.as_of)}"
    yield f"From {one.file}"
    if said := shared_sentence(one):
        yield said
    yield ""


def _duty(duty: DutyReport) -> Iterator[str]:
    yield f"Duties under Schedule 10: {DUTY_STATUS_WORDS[duty.status]}."
    for line in duty_reasons(duty):
        yield f"  {line}"
    yield (
        f"  All duties and papers asked about: {duty.met} met, {duty.partly_met} partly met, "
        f"{duty.not_met} not met, {duty.open} open."
    )
    if duty.unmet:
        yield "  Duties with a gap, each under its own Act:"
    for gap in duty.unmet:
        hedge = "" if gap.supported else " (believed required, to be confirmed)"
        dates = "by the plan's dates" if gap.from_plan_dates else rating_word(gap.rating).lower()
        yield f"    {gap.item.id}  {gap.item.criterion} {dates.capitalize()}. {gap.act}{hedge}."
    yield ""


def duty_reasons(duty: DutyReport) -> Iterator[str]:
    """Why the status is what it is, in a few sentences; open items are counted."""
    open_items = [
        reason.item.id for reason in duty.reasons if reason.kind == "open" and reason.item
    ]
    yield from (_REASONS[reason.kind] for reason in duty.reasons if reason.kind in _REASONS)
    gaps = _ids(duty.reasons, "gap")
    if gaps:
        yield f"Gaps: {', '.join(gaps)}."
    if open_items:
        yield f"Not assessed: {', '.join(open_items)}."


def _ids(reasons: tuple[DutyReason, ...], kind: str) -> list[str]:
    return [reason.item.id for reason in reasons if reason.kind == kind and reason.item]


def _numbers(one: Assessed, *, bars: bool) -> Iterator[str]:
    card = one.scorecard
    if isinstance(one.audit.subject, LocalAuthority):
        # A local authority answers for its strategy, which is counted and never scored.
        yield "Nothing is asked that is scored."
        yield ""
        return
    sets = [("All three strands", card.overall)]
    sets += [(STRAND_TITLES[strand], card.strands[strand]) for strand in STRANDS]
    if card.inclusion.asked:
        sets.append(("Inclusion (apart)", card.inclusion))
    yield "Access, points of 100:"
    for title, score in sets:
        yield from _set(title, score, bars=bars)
    yield ""


def _set(title: str, score: Score, *, bars: bool) -> Iterator[str]:
    if not score.asked:
        yield f"  {title}: nothing asked."
        return
    yield f"  {title}: {flagged(points(score.score), score)}"
    if bars and score.score is not None:
        filled = int(score.score * _BAR_WIDTH)
        yield f"    {'█' * filled}{'░' * (_BAR_WIDTH - filled)}"
    yield (
        f"    confirmed {points(score.confirmed)}, range {points(score.low)} to {points(score.high)}, "
        f"answered {score.answered} of {score.asked} ({percent(score.completeness)}), "
        f"with evidence {percent(score.evidence_rate)}"
    )


def _findings(one: Assessed) -> Iterator[str]:
    if not one.findings:
        yield no_findings(one)
        return
    without = len(one.plan.without_action)
    planned = f"; {without} without an action" if without else "; each has an action"
    yield f"{plural(len(one.findings), 'finding')}{planned}:"
    for finding in one.findings:
        seen = finding.outcome.last_seen
        lapsed = f", last seen {date_text(seen)}" if finding.lapsed and seen else ""
        lapsed = lapsed or (", to be checked again" if finding.lapsed else "")
        actions = ", ".join(action.id for action in finding.actions) or "no action"
        rating = rating_word(finding.rating).lower()
        yield f"  {finding.item.id}  {finding.item.criterion}"
        whose = f", as {finding.outcome.shared_from} says" if finding.outcome.shared_from else ""
        yield f"    {rating}{whose}, {finding.priority} priority{lapsed}; {actions}"
