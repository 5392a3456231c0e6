"""Where the school stands: one plain sentence, four numbers that stand together, the strands side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence

from send_audit.model.audit import LocalAuthority
from send_audit.model.results import Assessed, Score
from send_audit.model.words import STRANDS, Rating
from send_audit.render.chart import Bar, chart_alt
from send_audit.render.plan_strands import findings_to_list
from send_audit.render.privacy import count_private, is_private
from send_audit.render.views import Figure, Results, Row
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    NO_FIGURE,
    STRAND_NAMES,
    Voice,
    flagged,
    is_incomplete,
    percent,
    plural,
    points,
    sentence,
    shared_sentence,
)


def has_results(assessed: Assessed) -> bool:
    """Whether any question was answered, so that there is something to show."""
    return any(outcome.asked and outcome.known is not None for outcome in assessed.outcomes)


def results(assessed: Assessed, voice: Voice) -> Results:
    """The page “Where we are”. Call it only where `has_results` holds."""
    if isinstance(assessed.audit.subject, LocalAuthority):
        return _counted(assessed, voice)
    return scored_results(assessed, _summary(assessed, voice), _notes(assessed, voice))


def scored_results(assessed: Assessed, summary: str, notes: Iterable[str]) -> Results:
    """The numbers with their chart: each strand a bar and a row, inclusion a row apart."""
    card = assessed.scorecard
    bars = tuple(strand_bar(STRAND_NAMES[strand], card.strands[strand]) for strand in STRANDS)
    rows = [strand_row(STRAND_NAMES[strand], card.strands[strand]) for strand in STRANDS]
    if card.inclusion.asked:
        rows.append(strand_row("Feeling included (apart)", card.inclusion))
    return Results(
        summary=summary,
        figures=four_figures(assessed),
        bars=bars,
        chart_alt=chart_alt(bars),
        chart_note=chart_note(bars),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _counted(assessed: Assessed, voice: Voice) -> Results:
    """The page of an authority: what it is asked about its strategy is counted and never scored."""
    asked = [outcome for outcome in assessed.outcomes if outcome.asked]
    fresh = [outcome for outcome in asked if outcome.fresh]
    counts = Counter(outcome.rating for outcome in fresh)
    labels: dict[Rating, str] = {"met": "met", "partly-met": "partly met", "not-met": "not met"}
    figures = [Figure(value=str(counts[rating]), label=label) for rating, label in labels.items()]
    figures.append(Figure(value=str(len(asked) - len(fresh)), label="not yet checked"))
    none = counts["not-applicable"]
    leaving = f", and {none} of them cannot apply to us yet" if none else ""
    found = sum(not is_private(finding.outcome) for finding in assessed.findings)
    unplanned = len(findings_to_list(assessed))
    planned = (
        "Each has an action in this document."
        if not unplanned
        else f"{unplanned} are still to be planned."
    )
    return Results(
        summary=(
            f"We have answered {len(fresh)} of {plural(len(asked), 'question')} about our "
            f"{voice.document}{leaving}. In all, we found {plural(found, 'thing')} to put right. {planned}"
        ),
        figures=tuple(figures),
        bars=(),
        chart_alt="",
        chart_note="",
        rows=(),
        notes=tuple(_notes(assessed, voice)),
    )


def _summary(assessed: Assessed, voice: Voice) -> str:
    overall = assessed.scorecard.overall
    questions = plural(overall.asked, "question")
    share = (
        f"all {questions}"
        if overall.answered == overall.asked
        else f"{overall.answered} of the {questions}"
    )
    answered = (
        f"We have answered {share} about how well {voice.ours} {voice.verb('works', 'work')} for "
        f"disabled {voice.pupils}."
        if overall.asked
        else "We have not been asked any question about the three strands."
    )
    lapsed = sum(o.counts and o.lapsed and o.item.weight > 0 for o in assessed.outcomes)
    if lapsed and not overall.answered:
        answered = (
            f"We have no answer about how well {voice.ours} {voice.verb('works', 'work')} for disabled "
            f"{voice.pupils} that is recent enough to count: {plural(lapsed, 'answer')} must be "
            "checked again."
        )
    found = sum(not is_private(finding.outcome) for finding in assessed.findings)
    if not found:
        return f"{answered} We found nothing to put right in what we have checked."
    unplanned = len(findings_to_list(assessed))
    things = f"{answered} In all, we found {plural(found, 'thing')} to put right. "
    if not unplanned:
        return things + "Each has an action in this document."
    return (
        things
        + f"We have planned what to do about {found - unplanned}; {unplanned} are still to be planned."
    )


def four_figures(assessed: Assessed) -> tuple[Figure, ...]:
    """The four numbers. None of them is ever printed without the others (design.md, section 2)."""
    overall, duty = assessed.scorecard.overall, assessed.duty
    unmet = sum(gap.supported for gap in duty.unmet)
    label = "duty with a gap, of all Acts" if unmet == 1 else "duties with a gap, of all Acts"
    return (
        Figure(
            value=points(overall.score),
            label=_tile(f"of 100 so far; {points(overall.confirmed)} confirmed", overall),
        ),
        Figure(
            value=percent(overall.completeness),
            label=_tile(f"answered: {overall.answered} of {overall.asked}", overall),
        ),
        Figure(
            value=percent(overall.evidence_rate),
            label=_tile("has evidence, of what is at least partly met", overall),
        ),
        Figure(
            value=str(unmet), label=f"{label}; {duty.open} not yet checked" if duty.open else label
        ),
    )


def _tile(label: str, score: Score) -> str:
    return f"{label}; incomplete" if is_incomplete(score) else label


NOT_ASKED = "not looked at"
"""A strand that no listed checklist asks about: that is no open question, and no figure."""


def strand_bar(title: str, score: Score) -> Bar:
    """One strand's bar, with its printed figure."""
    return Bar(
        label=title,
        figure=flagged(points(score.score), score) if score.asked else NOT_ASKED,
        share=score.score,
        low=score.low,
        high=score.high,
    )


def strand_row(title: str, score: Score) -> Row:
    """One strand's row: score, range, answered and evidence together."""
    if not score.asked:
        return Row(cells=(f"{title}, {NOT_ASKED}", *["none"] * 4))
    return Row(
        cells=(
            f"{title}, incomplete" if is_incomplete(score) else title,
            points(score.score),
            _range(score),
            f"{score.answered} of {score.asked}",
            percent(score.evidence_rate),
        )
    )


def chart_note(bars: Sequence[Bar]) -> str:
    """How to read the chart."""
    note = "The bar is the score so far, out of 100."
    if all(bar.low == bar.high for bar in bars):
        return note
    return (
        f"{note} The line under it shows where the score can end once every question has an answer "
        "that still stands."
    )


def _range(score: Score) -> str:
    if score.low is None or score.high is None:
        return NO_FIGURE
    low, high = points(score.low), points(score.high)
    return low if score.low == score.high else f"{low} to {high}"


def _notes(assessed: Assessed, voice: Voice) -> Iterable[str]:
    yield duty_sentence(assessed, voice)
    rest = []
    if is_incomplete(assessed.scorecard.overall):
        rest.append("“Incomplete” means that fewer than nine in ten questions are answered.")
    lapsed = sum(o.asked and o.counts and o.lapsed for o in assessed.outcomes)
    if lapsed:
        them = "it" if lapsed == 1 else "them"
        rest.append(f"{plural(lapsed, 'answer')} must be checked again before we rely on {them}.")
    if shared := shared_sentence(assessed):
        rest.append(shared)
    if private := private_sentence(assessed):
        rest.append(private)
    if rest:
        yield " ".join(rest)


def duty_sentence(assessed: Assessed, voice: Voice) -> str:
    """The duty status in the words that never give a verdict (design.md, section 4)."""
    status = assessed.duty.status
    words = DUTY_STATUS_WORDS[status]
    if status == "not-applicable":
        return f"{words} here, so this {voice.document} is voluntary."
    lead = f"Our duty to have a {voice.document}: {words}."
    return f"{lead} See “The law in short”." if assessed.duty.unmet else lead


def private_sentence(assessed: Assessed) -> str | None:
    """How many entries are kept private, if any."""
    count = count_private(assessed)
    if not count:
        return None
    verb = "is" if count == 1 else "are"
    return sentence(
        f"{plural(count, 'entry', 'entries')} {verb} kept private, and only counted here"
    )
