"""The answers that changed, strand by strand: the worst first, each from what to what."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

from send_audit.comparing.results import Change, Comparison, Kind
from send_audit.model.results import Outcome
from send_audit.model.words import STRANDS, Rating
from send_audit.render.wording import (
    STRAND_TITLES,
    joined,
    plural,
    rating_label,
    rating_word,
    sentence,
    upper_first,
)

WIDEST = 96
"""How long a line about one item gets. What is cut from a criterion, `checklist show` has whole."""

Lines = Iterator[str]
GAPS = ("partly-met", "not-met")
_LEAST = 40
"""However much is said before it, so much of a criterion is always there."""


def from_to(old: str, new: str | None = None, *, plain: bool) -> str:
    """“41 → 58”, or in words for those who hear it: “from 41 to 58”; one alone stays as it is."""
    if new is None:
        return old
    if old == new:
        return f"{old} as before" if plain else f"{old} → {new}"
    return f"from {old} to {new}" if plain else f"{old} → {new}"


def item_line(outcome: Outcome, said: str) -> str:
    """An item's id, what is said of it, and its criterion, cut at a word where the line gets long."""
    return one_line(outcome.item.id, said, outcome.item.criterion)


def one_line(id_: str, said: str, text: str) -> str:
    """An id, what is said of it, and the text, cut at a word where the line gets long."""
    start = f"{id_}  {said}: "
    return start + textwrap.shorten(text, max(WIDEST - len(start), _LEAST), placeholder=" …")


def answer_lines(one: Comparison, *, plain: bool) -> Lines:
    """All changes under their headings; strands without any are left out."""
    for title, changes in _groups(one.changes):
        lines = list(_group(changes, plain=plain))
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


def _group(changes: Sequence[Change], *, plain: bool) -> Lines:
    def of(*kinds: Kind) -> list[Change]:
        return [change for change in changes if change.kind in kinds]

    yield from _listed("Worse", of("worsened"), plain=plain)
    yield from _listed("Better", of("improved"), plain=plain)
    same = of("unchanged")
    gaps = [change for change in same if _new_rating(change) in GAPS]
    yield from _listed("As before, and still a gap", gaps, plain=plain)
    met = [change for change in same if change not in gaps]
    moved = [change for change in met if any(_beside(change, plain=plain))]
    yield from _listed("As before on the whole, with other places", moved, plain=plain)
    if len(met) > len(moved):
        yield f"  As before, and no gap: {len(met) - len(moved)}."
    yield from _listed("Not confirmed since", of("not-confirmed"), plain=plain)
    yield from _listed("No longer answered", of("no-longer-answered"), plain=plain)
    applies = of("no-longer-applies", "now-applies")
    yield from _listed("Applies now and not before, or the other way round", applies, plain=plain)
    yield from _newly(of("newly-answered"), "Answered now and not before", plain=plain)
    yield from _newly(of("newly-asked"), "Asked now and not before", plain=plain)
    yield from _bare("Asked in another way now, so not compared", of("asked-differently"))
    yield from _gone(of("no-longer-asked"))
    still = len(of("unanswered"))
    if still:
        yield f"  Open both times: {still}."


def _listed(title: str, changes: Sequence[Change], *, plain: bool) -> Lines:
    if changes:
        yield f"  {title} ({len(changes)})"
    for change in changes:
        yield f"    {item_line(change.outcome, _move(change, plain=plain))}"
        yield from (f"      {line}" for line in _beside(change, plain=plain))


def _move(change: Change, *, plain: bool) -> str:
    old, new = _old_rating(change), _new_rating(change)
    said = _words(old, plain=plain) if old == new else _pair(old, new, plain=plain)
    stale = change.new is not None and change.new.lapsed
    return f"{said}, to be checked again" if stale else said


def _beside(change: Change, *, plain: bool) -> Lines:
    """The reason why an item does not apply any more, and the places that are not as they were."""
    reason = change.new.response.reason if change.new and change.new.response else None
    if change.kind == "no-longer-applies" and reason:
        yield f"Reason given: {sentence(reason)}"
    for place in change.places:
        if place.old is not None and place.new is not None:
            yield f"{place.name}: {_pair(place.old, place.new, plain=plain)}"
        elif place.new in GAPS:
            yield f"{place.name}, not answered before: {_words(place.new, plain=plain)}"
        elif place.old in GAPS:
            yield f"{place.name}, not answered now: was {rating_word(place.old).lower()}"


def _pair(old: Rating | None, new: Rating | None, *, plain: bool) -> str:
    return from_to(_words(old, plain=plain), _words(new, plain=plain), plain=plain)


def _words(rating: Rating | None, *, plain: bool) -> str:
    return rating_word(rating).lower() if plain else rating_label(rating)


def _old_rating(change: Change) -> Rating | None:
    return change.old.rating if change.old is not None else None


def _new_rating(change: Change) -> Rating | None:
    """What is known now: an item with a place still open may have a known gap all the same."""
    if change.new is None:
        return None
    return change.new.rating or (change.new.known if change.kind == "worsened" else None)


def _newly(changes: Sequence[Change], title: str, *, plain: bool) -> Lines:
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
        said = f"{_words(change.new.known, plain=plain)}{instead}"
        yield f"    {item_line(change.outcome, said)}"


def _bare(title: str, changes: Sequence[Change]) -> Lines:
    if changes:
        yield f"  {title} ({len(changes)}): {', '.join(change.id for change in changes)}."


def _gone(changes: Sequence[Change]) -> Lines:
    """What is no longer asked, with what it was answered: a gap may go with the question."""
    if changes:
        yield f"  No longer asked ({len(changes)})"
    for change in changes:
        was = f"was {rating_word(_old_rating(change)).lower()}"
        yield f"    {item_line(change.outcome, was)}"
        if change.why:
            yield f"      {sentence(upper_first(change.why))}"
        elif change.instead:
            yield f"      Now {joined(change.instead)}."
