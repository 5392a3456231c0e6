"""Where the school stands, for its governors: the numbers together, the duty status, what is open."""

from collections.abc import Iterable

from send_audit.model.audit import LocalAuthority
from send_audit.model.results import Assessed, DutyGap
from send_audit.render.plan_cards import mark
from send_audit.render.plan_results import (
    has_results,
    scored_results,
)
from send_audit.render.privacy import count_private
from send_audit.render.score_text import duty_reasons
from send_audit.render.views import ActDuties, Found, Results
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    Voice,
    is_incomplete,
    plural,
    sentence,
    shared_sentence,
)
from send_audit.render.working_items import COUNT_HEADS, count_rows
from send_audit.render.working_views import Standing


def working_results(assessed: Assessed, voice: Voice) -> Results | None:
    """The numbers of a school or a group; `None` where nothing is scored or nothing is answered."""
    if isinstance(assessed.audit.subject, LocalAuthority) or not has_results(assessed):
        return None
    return scored_results(assessed, _summary(assessed, voice), _number_notes(assessed))


def _summary(assessed: Assessed, voice: Voice) -> str:
    overall = assessed.scorecard.overall
    found, without = len(assessed.findings), len(assessed.plan.without_action)
    unplanned = f"{without} of them {'has' if without == 1 else 'have'} no action yet."
    gaps = (
        f"In all we found {plural(found, 'gap')}, private ones included. "
        f"{unplanned if without else 'Each has an action.'}"
        if found
        else "We found no gap in what was answered."
    )
    return (
        f"{overall.answered} of {plural(overall.asked, 'question')} about how well {voice.ours} "
        f"{voice.verb('works', 'work')} for disabled {voice.pupils} have an answer that still stands. {gaps}"
    )


def _number_notes(assessed: Assessed) -> Iterable[str]:
    yield (
        "The four numbers belong together: a score says little without how much was answered, what shows "
        "it, and which duties are not met."
    )
    if said := shared_sentence(assessed):
        yield said
    if is_incomplete(assessed.scorecard.overall):
        yield "“Incomplete” means that fewer than nine in ten questions are answered."


def standing(assessed: Assessed) -> Standing:
    """The duty side, the counts by checklist, and how much is open, to confirm or private."""
    rows = tuple(count_rows(assessed))  # one alone compares nothing; its counts head its checklist
    return Standing(
        status=f"Duty under Schedule 10: {DUTY_STATUS_WORDS[assessed.duty.status]}.",
        reasons=tuple(_reasons(assessed)),
        unmet=_unmet(assessed),
        heads=COUNT_HEADS,
        rows=rows if len(rows) > 1 else (),
        notes=tuple(_open_notes(assessed)),
    )


def _reasons(assessed: Assessed) -> Iterable[str]:
    yield from duty_reasons(assessed.duty)
    duty = assessed.duty
    yield (
        f"Of all duties and papers asked about, {duty.met} are met, {duty.partly_met} partly met, "
        f"{duty.not_met} not met and {duty.open} open or to be checked again. We give no legal verdict: "
        "the status says what the evidence supplied shows."
    )


def _unmet(assessed: Assessed) -> tuple[ActDuties, ...]:
    """Every duty that is not met, private answers among them, under its own Act."""
    acts = dict.fromkeys(gap.act for gap in assessed.duty.unmet)
    return tuple(
        ActDuties(act=act, duties=tuple(_duty(g) for g in assessed.duty.unmet if g.act == act))
        for act in acts
    )


def _duty(gap: DutyGap) -> Found:
    remarks = [] if gap.supported else ["Believed required, to be confirmed."]
    remarks += ["By the plan's own dates."] if gap.from_plan_dates else []
    return Found(
        mark=mark(gap.rating),
        text=f"{gap.item.id} {sentence(gap.item.criterion)}",
        place=" ".join(remarks) or None,
    )


def _open_notes(assessed: Assessed) -> Iterable[str]:
    asked = [outcome for outcome in assessed.outcomes if outcome.asked]
    open_ = sum(outcome.rating is None for outcome in asked)
    again = sum(outcome.rating is not None and outcome.lapsed for outcome in asked)
    if open_ or again:
        yield (
            f"{plural(open_, 'question')} {'is' if open_ == 1 else 'are'} not answered or not in every "
            f"place, and {plural(again, 'answer')} must be checked again. See “What is still open”."
        )
    if private := count_private(assessed):
        verb = "is" if private == 1 else "are"
        yield (
            f"{plural(private, 'entry', 'entries')} {verb} private. They stand here, marked so, and stay out "
            "of public editions."
        )
