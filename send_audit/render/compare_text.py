"""What changed between audits as text: a paragraph in plain words, the numbers, then item by item."""

from collections.abc import Iterator, Sequence
from itertools import chain

from send_audit.comparing.results import COMPARED, Comparison, Figures, Series
from send_audit.model.audit import LocalAuthority, School
from send_audit.model.results import Assessed, DutyReport, Score
from send_audit.model.words import STRANDS
from send_audit.render.compare_actions import action_lines, action_summary, gap_summary
from send_audit.render.compare_answers import answer_lines
from send_audit.render.look import Look
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    STRAND_TITLES,
    date_text,
    day_text,
    flagged,
    joined,
    percent,
    plural,
    points,
    upper_first,
)

_REASONS = {
    "newly-answered": "{} newly answered",
    "no-longer-answered": "{} no longer answered",
    "not-confirmed": "{} not confirmed since",
    "asked-differently": "{} asked in another way now",
    "newly-asked": "{} newly asked",
    "no-longer-asked": "{} no longer asked",
    "no-longer-applies": "{} no longer applying",
    "now-applies": "{} applying now and not before",
    "unanswered": "{} open both times",
}


def render_series(series: Series, look: Look | None = None) -> str:
    """Render each comparison, and how things went over the whole row where there are three or more.

    `look` says how: in symbols, and in lines of up to 100 characters, unless it says otherwise.
    """
    look = look or Look()
    blocks = [_trend(series, look=look)] if len(series.audits) > 2 else []
    blocks += [_comparison(one, look=look) for one in series.comparisons]
    return "\n".join(chain.from_iterable(blocks)).rstrip()


def _comparison(one: Comparison, *, look: Look) -> Iterator[str]:
    yield from _heading(one)
    yield from _in_short(one)
    yield from _duty(*one.duties, look=look)
    yield from _numbers(one, look=look)
    yield from answer_lines(one, look=look)
    yield from action_lines(one, look=look)


def _heading(one: Comparison) -> Iterator[str]:
    yield f"{_subject(one.new)}: what changed"
    yield f"  From {_audit(one.old)}"
    yield f"  To {_audit(one.new)}"
    yield ""


def _subject(one: Assessed) -> str:
    subject = one.audit.subject
    urn = f" (URN {subject.urn})" if isinstance(subject, School) and subject.urn else ""
    return f"{subject.name}{urn}"


def _audit(one: Assessed) -> str:
    day = one.audit.audit.date
    if day is None:
        return f"{one.file}, as on {date_text(one.as_of)} (it gives no date of its audit)"
    judged = "" if day.last == one.as_of else f", as on {date_text(one.as_of)}"
    return f"{one.file}, audited {day_text(day)}{judged}"


def _in_short(one: Comparison) -> Iterator[str]:
    better, worse, same = (len(one.of_kind(kind)) for kind in ("improved", "worsened", "unchanged"))
    compared = len(one.of_kind(*COMPARED))
    yield "In short"
    if waiting := len(one.of_kind("not-confirmed")):
        yield (
            f"  {plural(waiting, 'answer')} still to confirm; until then the later numbers say little: "
            f"send-audit fill {one.new.file} --confirm"
        )
    if compared:
        yield (
            f"  The same question answered both times, {compared}: "
            f"{worse} worse, {better} better, {same} as before."
        )
    else:
        yield "  No question was answered both times and asks the same, so no answer is compared."
    left = {kind: len(one.of_kind(kind)) for kind in _REASONS}  # type: ignore[arg-type]
    reasons = [words.format(left[kind]) for kind, words in _REASONS.items() if left[kind]]
    if reasons:
        number = sum(left.values())
        yield f"  {plural(number, 'other is', 'others are')} not compared: {joined(reasons)}."
    yield from (f"  {upper_first(line)}" for line in gap_summary(one.gaps))
    yield from (f"  {upper_first(line)}" for line in action_summary(one.actions))
    yield ""


def _duty(old: DutyReport, new: DutyReport, *, look: Look) -> Iterator[str]:
    yield "Duties under Schedule 10"
    was, is_ = DUTY_STATUS_WORDS[old.status], DUTY_STATUS_WORDS[new.status]
    yield (f"  As before: {is_}." if was == is_ else f"  {upper_first(look.from_to(was, is_))}.")
    yield (
        "  Duties and papers asked about: "
        f"{look.from_to(_tally(old), _tally(new))}; counted, never scored."
    )
    yield ""


def _tally(duty: DutyReport) -> str:
    return f"{duty.met} met, {duty.partly_met} partly met, {duty.not_met} not met, {duty.open} open"


def _numbers(one: Comparison, *, look: Look) -> Iterator[str]:
    if isinstance(one.new.audit.subject, LocalAuthority):
        return
    sets = [("All three strands", one.overall)]
    sets += [(STRAND_TITLES[strand], one.strands[strand]) for strand in STRANDS]
    sets.append(("Inclusion (apart)", one.inclusion))
    yield "Access, points of 100"
    for title, figures in sets:
        yield from _figures(title, figures, look=look)
    yield ""


def _figures(title: str, figures: Figures, *, look: Look) -> Iterator[str]:
    old, new = figures.old, figures.new
    if not old.asked and not new.asked:
        return
    before, after = (flagged(points(s.score), s) if s.asked else "not asked" for s in (old, new))
    yield f"  {title}: {look.from_to(before, after)}"
    both = [score for score in (old, new) if score.asked]
    confirmed = look.from_to(*(points(s.confirmed) for s in both))
    answered = look.from_to(*map(_answered, both))
    yield f"    confirmed {confirmed}; answered {answered}"
    if figures.same:
        pair = (figures.same_old, figures.same_new)
        like = look.from_to(*(points(s.score) for s in pair))
        stale = figures.same - figures.same_new.answered
        if stale == figures.same:
            yield "    like for like: none of the later answers is confirmed yet"
            return
        counts = f" ({stale} of them not confirmed since, adding nothing)" if stale else ""
        same = plural(figures.same, "question")
        yield f"    like for like, on {same} answered both times: {like}{counts}"


def _answered(score: Score) -> str:
    return f"{score.answered} of {score.asked} ({percent(score.completeness)})"


def _trend(series: Series, *, look: Look) -> Iterator[str]:
    yield f"{_subject(series.audits[-1])}: {len(series.audits)} audits in a row"
    yield from (f"  {number}. {_audit(one)}" for number, one in enumerate(series.audits, 1))
    yield ""
    yield "Access over time, points of 100; score, then confirmed, then how much was answered"
    cards = [one.scorecard for one in series.audits]
    yield from _row("All three strands", [card.overall for card in cards], look=look)
    for strand in STRANDS:
        row = [card.strands[strand] for card in cards]
        yield from _row(STRAND_TITLES[strand], row, look=look)
    yield from _row("Inclusion (apart)", [card.inclusion for card in cards], look=look)
    yield ""
    if series.wavering:
        yield "Changed more than once"
    for one in series.wavering:
        ratings = [look.rating(r) if r is not None else "no standing answer" for r in one.ratings]
        yield f"  {one.outcome.item.id}  {one.outcome.item.criterion}"
        yield f"    {look.in_row(*ratings)}"
    if series.wavering:
        yield ""


def _row(title: str, scores: Sequence[Score], *, look: Look) -> Iterator[str]:
    if not any(score.asked for score in scores):
        return
    shown = [flagged(points(s.score), s) if s.asked else "not asked" for s in scores]
    yield f"  {title}: {look.in_row(*shown)}"
    asked = [score for score in scores if score.asked]
    confirmed = look.in_row(*[points(score.confirmed) for score in asked])
    answered = look.in_row(*[percent(score.completeness) for score in asked])
    yield f"    confirmed {confirmed}; answered {answered}"
