"""Answers to outcomes: one per item, resolved over places, measured values and time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from send_audit.model.applicability import is_asked
from send_audit.model.audit import Answer, Audit, Response, School
from send_audit.model.checklist import Checklist, Item, Section
from send_audit.model.plan_facts import months_after
from send_audit.model.rating import rate
from send_audit.model.results import Outcome, Shared
from send_audit.model.scalars import Day
from send_audit.model.words import Need, Rating


class _Seen(NamedTuple):
    """One place's answer (or the item's only one), with what its response says for all places."""

    rating: Rating | None
    seen: date | None
    lapsed: bool
    evidenced: bool
    leaves_out: tuple[Need, ...]


class _Together(NamedTuple):
    """What the answers of all places of an item come to. `counting` are those that decide it.

    `some_left_out` is whether one of them leaves a need out.
    """

    counting: tuple[_Seen, ...]
    some_left_out: bool
    known: Rating | None
    all_rated: bool
    lapsed: bool
    evidenced: bool
    last_seen: date | None


def resolve(
    audit: Audit,
    checklists: Iterable[Checklist],
    as_of: date,
    left_out: Mapping[str, str] = MappingProxyType({}),
    shared: Shared | None = None,
) -> tuple[Outcome, ...]:
    """Resolve every item of the audit's checklists, in their order.

    `left_out` has the items that an overlay leaves out, each with the reason: they are not asked. `shared`
    are a group's answers, which count where the audit itself has none.

    Raises the refusal `not-a-measurement` where a measured value does not fit its unit; validation
    finds that first.
    """
    return tuple(
        _outcome(audit, checklist, section, item, as_of, left_out.get(item.id), shared)
        for checklist in checklists
        for section in checklist.sections
        for item in section.items
    )


def resolve_again(
    outcomes: Iterable[Outcome], audit: Audit, as_of: date, shared: Shared | None = None
) -> tuple[Outcome, ...]:
    """Resolve the same items for another audit of the subject, or on another day, in their order.

    What an overlay leaves out stays left out.
    """
    return tuple(
        _outcome(audit, o.checklist, o.section, o.item, as_of, o.left_out, shared) for o in outcomes
    )


def _outcome(
    audit: Audit,
    checklist: Checklist,
    section: Section,
    item: Item,
    as_of: date,
    left_out: str | None,
    shared: Shared | None,
) -> Outcome:
    response, shared_from = audit.responses.get(item.id), None
    if response is None and shared is not None and item.id in shared.responses:
        response, shared_from = shared.responses[item.id], shared.title
    months = checklist.recheck_months(item)
    seen = _seen(audit, item, response, months, as_of) if response is not None else ()
    whole = _together(seen)
    short = _places_short(audit, item, response)
    return Outcome(
        checklist=checklist,
        section=section,
        item=item,
        strand=checklist.strand_of(item),
        asked=left_out is None and is_asked(checklist, item, audit),
        left_out=left_out,
        response=response,
        rating=whole.known if whole.all_rated and not short else None,
        known=whole.known,
        lapsed=whole.lapsed,
        evidenced=whole.evidenced,
        by_need=_by_need(item, whole.counting) if whole.some_left_out else {},
        last_seen=whole.last_seen,
        places_short=short,
        shared_from=shared_from,
    )


@lru_cache(maxsize=4096)
def _together(seen: tuple[_Seen, ...]) -> _Together:
    """Worked out once for all items that are answered alike: most of a school's are."""
    rated = tuple(s for s in seen if s.rating is not None)
    counting = _that_count(rated)
    dates = [s.seen for s in rated if s.seen is not None and s.rating in ("partly-met", "not-met")]
    return _Together(
        counting=counting,
        some_left_out=any(s.leaves_out for s in counting),
        known=combine(s.rating for s in counting),
        all_rated=bool(rated) and len(rated) == len(seen),
        lapsed=any(s.lapsed for s in counting),
        evidenced=all(s.evidenced for s in rated if s.rating in ("met", "partly-met")),
        last_seen=max(dates, default=None),
    )


def _seen(
    audit: Audit, item: Item, response: Response, months: int, as_of: date
) -> tuple[_Seen, ...]:
    if response.places is None:
        return (_seen_in(audit, item, response, response, months, as_of),)
    return tuple(
        _seen_in(audit, item, response, answer, months, as_of)
        for answer in response.places.values()
    )


def _seen_in(
    audit: Audit, item: Item, response: Response, answer: Answer, months: int, as_of: date
) -> _Seen:
    checked = when_checked(audit, response, answer)
    return _Seen(
        rating=rate(item, answer),
        seen=checked.last if checked is not None else None,
        lapsed=is_lapsed(audit, response, answer, months, as_of),
        evidenced=bool(answer.evidence or response.evidence),
        leaves_out=answer.leaves_out or response.leaves_out,
    )


def when_checked(audit: Audit, response: Response, answer: Answer) -> Day | None:
    """When an answer of a response was last checked: on its own day, else on that of the audit."""
    return answer.checked_on or response.checked_on or audit.audit.date


def doubt_of(response: Response | None, answer: Answer | None) -> str | None:
    """What is to be confirmed of an answer: its own doubt, and that of the response it is part of."""
    return both_doubts(*(one.to_confirm for one in (answer, response) if one is not None))


def both_doubts(*said: str | None) -> str | None:
    """Several doubts in one text, each once; `None` where there is none."""
    return "; ".join(dict.fromkeys(text for text in said if text)) or None


def is_lapsed(audit: Audit, response: Response, answer: Answer, months: int, as_of: date) -> bool:
    """Whether an answer no longer stands: older than so many months, or carried over to be confirmed."""
    until = good_until(audit, response, answer, months)
    old = until is not None and as_of > until
    return old or (answer.to_confirm or response.to_confirm) is not None


def good_until(audit: Audit, response: Response, answer: Answer, months: int) -> date | None:
    """The last day on which an answer still stands; `None` where nothing says when it was checked.

    `answer` is the response itself or one of its places; `months` is the item's recheck period.
    """
    checked = when_checked(audit, response, answer)
    return months_after(checked, months) if checked is not None else None


def _that_count(rated: tuple[_Seen, ...]) -> tuple[_Seen, ...]:
    """Not-applicable places drop out, unless there are no others."""
    return tuple(s for s in rated if s.rating != "not-applicable") or rated


def combine(ratings: Iterable[Rating | None]) -> Rating | None:
    """All alike give that rating; anything mixed is partly met; none at all gives `None`."""
    distinct = {rating for rating in ratings if rating is not None}
    if len(distinct) > 1:
        return "partly-met"
    return distinct.pop() if distinct else None


def places_asked(audit: Audit, item: Item) -> tuple[str, ...]:
    """The ids of the school's places that `item` is asked for; empty where it is asked once."""
    if item.per is None or not isinstance(audit.subject, School):
        return ()
    return tuple(id_ for id_, place in audit.subject.places.items() if place.kind == item.per)


def _places_short(audit: Audit, item: Item, response: Response | None) -> tuple[str, ...]:
    """The places still without a rating. An answer given as a whole stands for all of them."""
    if response is not None and response.places is None:
        return ()
    answered: Mapping[str, Answer] = (response.places or {}) if response is not None else {}
    return tuple(
        id_
        for id_ in places_asked(audit, item)
        if id_ not in answered or rate(item, answered[id_]) is None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to answer: an item, or an item in one of the places that it is asked for.

    `place` is the id of that place; `None` where the item is asked once, or is answered for all at once.
    """

    outcome: Outcome
    place: str | None
    answered: bool


def all_questions(audit: Audit, outcomes: Iterable[Outcome]) -> tuple[Question, ...]:
    """Every question that the audit's subject is asked, in the order of the checklists and of the places.

    Answered is what has a rating, whether or not it has lapsed since.
    """
    return tuple(
        Question(outcome=outcome, place=place, answered=answered)
        for outcome in outcomes
        if outcome.asked
        for place, answered in _answered_by_place(audit, outcome)
    )


def open_questions(audit: Audit, outcomes: Iterable[Outcome]) -> tuple[Question, ...]:
    """The questions that have no rating yet, in the order in which they are asked."""
    return tuple(question for question in all_questions(audit, outcomes) if not question.answered)


def _answered_by_place(audit: Audit, outcome: Outcome) -> Iterator[tuple[str | None, bool]]:
    item, response = outcome.item, outcome.response
    for place in places_to_answer(audit, item):
        answer = answer_at(response, place)
        yield place, answer is not None and rate(item, answer) is not None


def places_to_answer(audit: Audit, item: Item) -> tuple[str | None, ...]:
    """The places that each make a question of an item; `None` alone where it is one question for all.

    One answer for all places leaves one question; a place that is answered and not asked is one more.
    """
    response = audit.responses.get(item.id)
    if item.per is None and (response is None or response.places is None):
        return (None,)
    if response is not None and response.places is None and rate(item, response) is not None:
        return (None,)
    answered = (response.places or {}) if response is not None else {}
    return tuple(dict.fromkeys((*places_asked(audit, item), *answered))) or (None,)


def answer_at(response: Response | None, place: str | None) -> Answer | None:
    """What a response says of one place, or as a whole."""
    if response is None or place is None:
        return response
    return (response.places or {}).get(place)


def _by_need(item: Item, counting: Sequence[_Seen]) -> dict[Need, Rating]:
    """For the needs' views: what some answer leaves out counts as not met there, the rest as met."""
    counting = [s for s in counting if s.rating != "not-applicable"]
    left_out = {need for s in counting for need in s.leaves_out}
    if not left_out:
        return {}
    views: dict[Need, Rating] = {}
    for need in (*item.needs, *sorted(left_out - set(item.needs))):
        rating = combine(_in_view(s, need) for s in counting)
        if rating is not None:
            views[need] = rating
    return views


def _in_view(seen: _Seen, need: Need) -> Rating | None:
    """An answer that is not met for anyone stays so for the needs that it does not name."""
    if need in seen.leaves_out:
        return "not-met"
    return "met" if seen.leaves_out and seen.rating == "partly-met" else seen.rating
