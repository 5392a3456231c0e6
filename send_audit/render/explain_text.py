"""The sums behind a scorecard: what each item adds, and the totals they add up to."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from send_audit.model.results import POINTS, Assessed, Outcome, Score
from send_audit.model.words import STRANDS, StrandOrNone
from send_audit.problems import SendAuditError
from send_audit.render.wording import STRAND_TITLES, date_text, points, rating_word


def render_explanation(one: Assessed, item_id: str | None) -> str:
    """Show the sum of each strand item by item, or, with `item_id`, how that one item counts.

    Raises `SendAuditError` where the audit's checklists hold no such item.
    """
    if item_id is None:
        return "\n".join(["", *_all(one)])
    for outcome in one.outcomes:
        if outcome.item.id == item_id:
            return "\n".join([_heading(one), *_one(one, outcome)])
    raise SendAuditError(f"There is no item {item_id} in the checklists of {one.file}.")


def _all(one: Assessed) -> Iterator[str]:
    yield "How the score is made. Met is worth 1, partly met 1/2, not met 0, each times the item's weight."
    access = [o for o in one.outcomes if o.checklist.role == "access"]
    for strand in STRANDS:
        yield from _set(STRAND_TITLES[strand], access, strand, one.scorecard.strands[strand])
    inclusion = [o for o in one.outcomes if o.checklist.role == "inclusion"]
    if inclusion:
        yield from _set("Inclusion", inclusion, None, one.scorecard.inclusion)
    dropped = [o for o in one.outcomes if o.asked and not o.counts]
    if dropped:
        yield f"Answered not applicable, so outside the sums: {_ids(dropped)}."
    not_asked = [o for o in one.outcomes if not o.asked and o.left_out is None]
    if not_asked:
        yield f"Not asked of this school: {_ids(not_asked)}."
    for outcome in one.outcomes:
        if outcome.left_out is not None:
            yield f"{outcome.item.id} is left out. {outcome.left_out}"


def _ids(outcomes: Iterable[Outcome]) -> str:
    return ", ".join(outcome.item.id for outcome in outcomes)


def _set(
    title: str, outcomes: Iterable[Outcome], strand: StrandOrNone | None, score: Score
) -> Iterator[str]:
    counted = [o for o in outcomes if o.counts and o.item.weight and strand in (None, o.strand)]
    fresh = [o for o in counted if o.fresh]
    gained = sum((_points(o) for o in fresh), Fraction(0))
    answered = sum(o.item.weight for o in fresh)
    lapsed = sum(o.item.weight for o in counted if o.rating and o.lapsed)
    total = sum(o.item.weight for o in counted)
    yield ""
    yield title
    yield from (_row(o) for o in counted if o.rating is not None)
    yield (
        f"  {_number(gained)} points of {answered + lapsed} answered: score {points(score.score)}; "
        f"of {total} asked: confirmed {points(score.confirmed)}; "
        f"with every open item met: {points(score.high)}"
    )


def _row(outcome: Outcome) -> str:
    how = rating_word(outcome.rating).lower() + (", to be checked again" if outcome.lapsed else "")
    gained = Fraction(0) if outcome.lapsed else _points(outcome)
    return f"  {outcome.item.id}  {_number(gained)} of {outcome.item.weight}  {how}"


def _heading(one: Assessed) -> str:
    return f"{one.audit.subject.name}, as on {date_text(one.as_of)} ({one.file})"


def _one(one: Assessed, outcome: Outcome) -> Iterator[str]:
    item = outcome.item
    yield f"{item.id}  {item.criterion}"
    checklist = outcome.checklist
    yield f"  Checklist {checklist.id} {checklist.version}, section “{outcome.section.title}”."
    if not outcome.asked:
        why = outcome.left_out
        yield (
            f"  An overlay leaves it out, so it does not count. {why}"
            if why is not None
            else "  Not asked of this school, so it does not count."
        )
        return
    yield from _answer(outcome)
    if any(gap.from_plan_dates and gap.item.id == item.id for gap in one.duty.unmet):
        yield "  The plan's own dates show that it is not met: they count, not the answer."
    if not outcome.counts:
        yield "  It leaves the sums altogether."
    if outcome.places_short:
        yield f"  Still open at: {', '.join(outcome.places_short)}."
    if outcome.lapsed:
        months = outcome.checklist.recheck_months(item)
        yield f"  To be checked again: older than {months} months, or marked to confirm. It adds no points."
    if outcome.last_seen:
        yield f"  The gap was last seen on {date_text(outcome.last_seen)}."
    if outcome.checklist.role in ("duty", "strategy"):
        yield "  A duty is counted as met, partly met, not met or open; it is never a percentage."
    elif outcome.counts:
        gained = _points(outcome) if outcome.fresh else Fraction(0)
        yield f"  Adds {_number(gained)} of {item.weight} points."
    for need, rating in outcome.by_need.items():
        yield f"  For {need.replace('-', ' ')}: {rating_word(rating).lower()}."


def _answer(outcome: Outcome) -> Iterator[str]:
    reason = outcome.response.reason if outcome.response is not None else None
    because = f" ({reason})" if reason else ""
    yield f"  Answer: {rating_word(outcome.rating).lower()}{because}."
    if outcome.shared_from is not None:
        yield f"  The school has given none of its own. This is the answer of: {outcome.shared_from}."


def _points(outcome: Outcome) -> Fraction:
    rating = outcome.rating
    return POINTS.get(rating, Fraction(0)) * outcome.item.weight if rating else Fraction(0)


def _number(value: Fraction) -> str:
    """Halves are all that ever occurs."""
    return f"{float(value):g}"
