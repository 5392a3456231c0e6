"""The answers that changed, strand by strand: the worst first, each from what to what."""

from collections.abc import Callable, Iterator, Sequence

from send_audit.comparing.results import Change, Comparison, Kind
from send_audit.model.words import STRANDS, Rating
from send_audit.render.look import Look, flat
from send_audit.render.wording import (
    NEED_NAMES,
    STRAND_TITLES,
    joined,
    plural,
    rating_word,
    sentence,
    upper_first,
)

Lines = Iterator[str]
GAPS = ("partly-met", "not-met")


def answer_lines(one: Comparison, *, look: Look) -> Lines:
    """All changes under their headings; strands without any are left out."""
    for title, changes in _groups(one.changes):
        lines = list(_group(changes, look=look))
        if lines:
            yield title
            yield from lines
            yield ""


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    def those(suits: Callable[[Change], bool]) -> list[Change]:
        return [change for change in changes if suits(change)]

    yield "Duties and papers", those(lambda c: _role(c) == "duty")
    for strand in STRANDS:
        title = STRAND_TITLES[strand]
        yield title, those(lambda c, s=strand: _role(c) == "access" and c.outcome.strand == s)  # type: ignore[misc]
    yield "Inclusion (apart)", those(lambda c: _role(c) == "inclusion")
    beyond = those(lambda c: _role(c) == "access" and c.outcome.strand == "none")
    yield STRAND_TITLES["none"], beyond
    yield "The authority's strategy", those(lambda c: _role(c) == "strategy")


def _role(change: Change) -> str:
    return change.outcome.checklist.role


def _group(changes: Sequence[Change], *, look: Look) -> Lines:
    def of(*kinds: Kind) -> list[Change]:
        return [change for change in changes if change.kind in kinds]

    yield from _listed("Worse", of("worsened"), look=look)
    yield from _listed("Better", of("improved"), look=look)
    same = of("unchanged")
    gaps = [change for change in same if _new_rating(change) in GAPS]
    yield from _listed("As before, and still a gap", gaps, look=look)
    met = [change for change in same if change not in gaps]
    moved = [change for change in met if any(_beside(change, look=look))]
    yield from _listed("As before on the whole, with other places", moved, look=look)
    if len(met) > len(moved):
        yield f"  As before, and no gap: {len(met) - len(moved)}."
    yield from _not_confirmed(of("not-confirmed"), look=look)
    yield from _listed("No longer answered", of("no-longer-answered"), look=look)
    applies = of("no-longer-applies", "now-applies")
    yield from _listed("Applies now and not before, or the other way round", applies, look=look)
    yield from _newly(of("newly-answered"), "Answered now and not before", look=look)
    yield from _newly(of("newly-asked"), "Asked now and not before", look=look)
    yield from _bare("Asked in another way now, so not compared", of("asked-differently"))
    yield from _gone(of("no-longer-asked"), look=look)
    still = len(of("unanswered"))
    if still:
        yield f"  Open both times: {still}."


def _listed(title: str, changes: Sequence[Change], *, look: Look) -> Lines:
    if changes:
        yield f"  {title} ({len(changes)})"
    for change in changes:
        yield _line(change, _move(change, look=look), look=look)
        yield from (f"      {line}" for line in _beside(change, look=look))


def _line(change: Change, said: str, *, look: Look) -> str:
    outcome = change.outcome
    return look.line(outcome.item.id, said, outcome.item.criterion, indent=4)


def _move(change: Change, *, look: Look) -> str:
    old, new = _old_rating(change), _new_rating(change)
    said = look.rating(old) if old == new else _pair(old, new, look=look)
    stale = change.new is not None and change.new.lapsed
    return f"{said}, to be checked again" if stale else said


def _beside(change: Change, *, look: Look) -> Lines:
    """The reason why an item does not apply any more, and the places that are not as they were."""
    reason = change.new.response.reason if change.new and change.new.response else None
    if change.kind == "no-longer-applies" and reason:
        yield f"Reason given: {sentence(flat(reason))}"
    if change.new is not None and change.new.shared_from is not None:
        yield f"Not the school's own answer: {sentence(flat(change.new.shared_from))}"
    for words, needs in (("Better", change.better_for), ("Worse", change.worse_for)):
        # Where all that moved moved up, the ratings say so already.
        if needs and (change.kind == "unchanged" or words == "Worse" or change.worse_for):
            yield f"{words} for {joined(NEED_NAMES[need] for need in needs)}."
    for place in change.places:
        if place.old is not None and place.new is not None:
            yield f"{flat(place.name)}: {_pair(place.old, place.new, look=look)}"
        elif place.new in GAPS:
            yield f"{flat(place.name)}, not answered before: {look.rating(place.new)}"
        elif place.old in GAPS:
            yield f"{flat(place.name)}, not answered now: was {rating_word(place.old).lower()}"


def _pair(old: Rating | None, new: Rating | None, *, look: Look) -> str:
    return look.from_to(look.rating(old), look.rating(new))


def _old_rating(change: Change) -> Rating | None:
    return change.old.rating if change.old is not None else None


def _new_rating(change: Change) -> Rating | None:
    """What is known now: an item with a place still open may have a known gap all the same."""
    if change.new is None:
        return None
    return change.new.rating or (change.new.known if change.kind == "worsened" else None)


def _not_confirmed(changes: Sequence[Change], *, look: Look) -> Lines:
    """What claims to be better, or was a gap, is listed; an audit just carried forward holds little else."""
    same = [c for c in changes if _old_rating(c) == _new_rating(c) and _new_rating(c) not in GAPS]
    telling = [change for change in changes if change not in same]
    yield from _listed("Not confirmed since", telling, look=look)
    if same:
        yield f"  Not confirmed since, and no gap before: {len(same)}."


def _newly(changes: Sequence[Change], title: str, *, look: Look) -> Lines:
    """Gaps are listed; the rest is counted, so that forty new answers do not bury one that is worse."""
    if not changes:
        return
    gaps = [c for c in changes if c.new is not None and c.new.known in GAPS]
    met = sum(c.new is not None and c.new.rating == "met" for c in changes)
    others = len(changes) - len(gaps) - met
    counted = [f"{met} met"] if met else []
    counted += [f"{plural(len(gaps), 'gap')}, listed here"] if gaps else []
    counted += [f"{others} open or not applicable"] if others else []
    yield f"  {title} ({len(changes)}): {joined(counted)}"
    for change in gaps:
        assert change.new is not None
        instead = f", in place of {joined(change.instead)}" if change.instead else ""
        said = f"{look.rating(change.new.known)}{instead}"
        yield _line(change, said, look=look)


def _bare(title: str, changes: Sequence[Change]) -> Lines:
    if changes:
        yield f"  {title} ({len(changes)}): {', '.join(change.id for change in changes)}."


def _gone(changes: Sequence[Change], *, look: Look) -> Lines:
    """What is no longer asked: a gap that goes with its question is listed, the rest is named."""
    if changes:
        yield f"  No longer asked ({len(changes)})"
    gaps = [c for c in changes if c.old is not None and c.old.known in GAPS]
    for change in gaps:
        assert change.old is not None  # it was asked then
        yield _line(change, f"was {rating_word(change.old.known).lower()}", look=look)
        yield f"      {_why_gone(change)}"
    others = [change.id for change in changes if change not in gaps]
    if others:
        yield f"    {'Others' if gaps else 'No gap among them'}: {', '.join(others)}."


def _why_gone(change: Change) -> str:
    if change.why:
        return sentence(upper_first(flat(change.why)))
    return (
        f"Now {joined(change.instead)}." if change.instead else "Its checklist is not answered now."
    )
