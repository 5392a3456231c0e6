"""Answers side by side: item by item, and place by place where both audits answer for a place."""

from collections.abc import Iterable, Mapping

from send_audit.comparing.results import Change, Kind, PlaceChange
from send_audit.model.applicability import whom_not
from send_audit.model.audit import Audit, School
from send_audit.model.rating import rate
from send_audit.model.results import POINTS, Assessed, Outcome
from send_audit.model.versions import asks_the_same
from send_audit.model.words import Need, Rating


def compare_ratings(old: Assessed, new: Assessed) -> tuple[Change, ...]:
    """Compare every item that at least one of the two audits asks, in the order of the later checklists.

    Items that only the earlier audit has come last. An answer is compared only where the item asks the same
    in both pinned versions. A later answer that has lapsed is never an improvement, nor does it confirm the
    earlier one; that it is worse is said all the same.
    """
    before = {o.item.id: o for o in old.outcomes}
    after = {o.item.id: o for o in new.outcomes}
    instead = _instead((*old.outcomes, *new.outcomes))
    changes = []
    for id_ in dict.fromkeys((*after, *before)):
        was, is_ = before.get(id_), after.get(id_)
        asked_before, asked_after = was is not None and was.asked, is_ is not None and is_.asked
        if asked_before and asked_after:
            assert was is not None
            assert is_ is not None
            changes.append(_both(was, is_, old, new))
        elif asked_after:
            why = _why_not(was, old.audit)
            taken = tuple(gone for gone, by in instead.items() if id_ in by and gone in before)
            changes.append(Change(kind="newly-asked", old=was, new=is_, why=why, instead=taken))
        elif asked_before:
            why = _why_not(is_, new.audit)
            taken = tuple(by for by in instead.get(id_, ()) if by in after)
            changes.append(Change(kind="no-longer-asked", old=was, new=is_, why=why, instead=taken))
    return tuple(changes)


def _instead(outcomes: Iterable[Outcome]) -> dict[str, tuple[str, ...]]:
    return {o.item.id: o.item.retired.replaced_by for o in outcomes if o.item.retired is not None}


def _why_not(outcome: Outcome | None, audit: Audit) -> str | None:
    """Why an audit does not ask the item; `None` where its checklists simply do not hold it."""
    if outcome is None:
        return None
    if outcome.left_out is not None:
        return f"left out by an overlay. {outcome.left_out}"
    return f"not asked {whom_not(outcome.checklist, outcome.item, audit)}"


def _both(was: Outcome, is_: Outcome, old: Assessed, new: Assessed) -> Change:
    if not asks_the_same(was.item, is_.item):
        return Change(kind="asked-differently", old=was, new=is_)
    better, worse = _needs(was, is_)
    return Change(
        kind=_kind(was, is_),
        old=was,
        new=is_,
        places=_places(was, is_, old.audit, new.audit),
        better_for=better,
        worse_for=worse,
    )


def _needs(was: Outcome, is_: Outcome) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """The needs that are served better, and those served worse, where an answer leaves some needs out.

    An answer that does not stand serves nobody better. Partly met without a word on whom it leaves out may
    mean anyone: beside one that does say, it shows no change for anybody.
    """
    vague = any(o.rating == "partly-met" and not o.by_need for o in (was, is_))
    if vague or not (was.by_need or is_.by_need):
        return (), ()
    better, worse = [], []
    for need in dict.fromkeys((*is_.item.needs, *was.by_need, *is_.by_need)):
        before = POINTS.get(was.by_need.get(need, was.rating) or "not-applicable")
        after = POINTS.get(is_.by_need.get(need, is_.rating) or "not-applicable")
        if before is None or after is None:
            continue
        if after > before and is_.fresh:
            better.append(need)
        elif after < before:
            worse.append(need)
    return tuple(better), tuple(worse)


def _kind(was: Outcome, is_: Outcome) -> Kind:
    before, after = was.rating, _worst_known(was, is_)
    if before is None or after is None:
        return _one_open(before, after)
    if "not-applicable" in (before, after) and before != after:
        return "now-applies" if before == "not-applicable" else "no-longer-applies"
    if before == after:
        return "not-confirmed" if is_.lapsed else "unchanged"
    if POINTS[after] < POINTS[before]:
        return "worsened"
    return "not-confirmed" if is_.lapsed else "improved"


def _worst_known(was: Outcome, is_: Outcome) -> Rating | None:
    """The later rating. A place still open hides no worse one: a failure that is known is known."""
    before, known = was.rating, is_.known
    if is_.rating is not None or before is None or known is None:
        return is_.rating
    both = before in POINTS and known in POINTS
    return known if both and POINTS[known] < POINTS[before] else None


def _one_open(before: Rating | None, after: Rating | None) -> Kind:
    if before is None and after is None:
        return "unanswered"
    return "newly-answered" if before is None else "no-longer-answered"


def _places(was: Outcome, is_: Outcome, old: Audit, new: Audit) -> tuple[PlaceChange, ...]:
    """The places that the two audits rate differently, where both answer place by place.

    A place that only one of them answers for is among them: a whole item may be worse now only because a
    place was looked at for the first time.
    """
    before, after = _by_place(was), _by_place(is_)
    if not before or not after:
        return ()
    names = _names(old) | _names(new)
    return tuple(
        PlaceChange(id=id_, name=names.get(id_, id_), old=before.get(id_), new=after.get(id_))
        for id_ in dict.fromkeys((*before, *after))
        if before.get(id_) != after.get(id_)
    )


def _by_place(outcome: Outcome) -> Mapping[str, Rating | None]:
    places = outcome.response.places if outcome.response is not None else None
    return {id_: rate(outcome.item, answer) for id_, answer in (places or {}).items()}


def _names(audit: Audit) -> dict[str, str]:
    subject = audit.subject
    places = subject.places if isinstance(subject, School) else {}
    return {id_: place.name for id_, place in places.items()}
