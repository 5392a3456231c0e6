"""Answers as they would be: an item met, in every place or in those that an action is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from send_audit.model.audit import Answer, Audit, Response, School
from send_audit.model.rating import rate
from send_audit.model.results import Outcome
from send_audit.model.scalars import Day
from send_audit.outcomes import places_asked, resolve_again


@dataclass(frozen=True, slots=True)
class Change:
    """An item to be met, at these places; at none named, everywhere."""

    item: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """An audit with its outcomes on one day. Changing it gives another; this one stays as it is."""

    audit: Audit
    outcomes: tuple[Outcome, ...]
    as_of: date

    def with_met(self, changes: Sequence[Change]) -> "State":
        """The state in which these items are met, freshly checked, all else as it was.

        What is met and stands, does not apply or is not asked stays as it is. The answers are changed and
        resolved anew, so that places, lapsed answers and needs left out count as they always do.
        """
        known = {outcome.item.id: outcome for outcome in self.outcomes}
        responses = dict(self.audit.responses)
        changed = set()
        for change in changes:
            outcome = known.get(change.item)
            if outcome is not None and is_open(outcome):
                before = responses.get(change.item)
                responses[change.item] = self._met(outcome, before, change.at)
                changed.add(change.item)
        if not changed:
            return self
        audit = self.audit.model_copy(update={"responses": responses})
        anew = resolve_again([o for o in self.outcomes if o.item.id in changed], audit, self.as_of)
        by_id = {outcome.item.id: outcome for outcome in anew}
        outcomes = tuple(by_id.get(o.item.id, o) for o in self.outcomes)
        return State(audit, outcomes, self.as_of)

    def _met(self, outcome: Outcome, before: Response | None, at: Sequence[str]) -> Response:
        places = self._places(outcome, before, at)
        day = Day.parse(self.as_of.isoformat())
        whole = before or Response()
        if not places:
            return Response(rating="met", checked_on=day, evidence=whole.evidence)
        # What the response says for all places moves into each, so that it no longer speaks for the mended.
        answers = {id_: _spelt_out(whole, id_) for id_ in places}
        for id_, mended in places.items():
            answer = answers[id_]
            if mended and (answer is None or rate(outcome.item, answer) != "not-applicable"):
                evidence = answer.evidence if answer is not None else ()
                answers[id_] = Answer(rating="met", checked_on=day, evidence=evidence)
        return Response(places={id_: a for id_, a in answers.items() if a is not None})

    def _places(
        self, outcome: Outcome, before: Response | None, at: Sequence[str]
    ) -> Mapping[str, bool]:
        """The places that the item is answered or asked for, each with whether it is mended."""
        answered = before.places if before is not None and before.places is not None else {}
        ids = dict.fromkeys((*places_asked(self.audit, outcome.item), *answered))
        meant = {id_ for id_ in ids if self._lies_in(id_, at)}
        if not meant and not answered:
            return {}
        if not at:
            meant = set(ids)
        return {id_: id_ in meant for id_ in ids}

    def _lies_in(self, place: str, at: Sequence[str]) -> bool:
        """Whether the place is one of those named, or lies within one: a site is a place too."""
        subject = self.audit.subject
        places = subject.places if isinstance(subject, School) else {}
        seen: set[str] = set()
        current: str | None = place
        while current is not None and current not in seen:
            if current in at:
                return True
            seen.add(current)
            current = places[current].within if current in places else None
        return False


def is_open(outcome: Outcome) -> bool:
    """Whether carrying out an action could change the answer: asked, applicable, and not met and fresh."""
    return outcome.counts and not (outcome.fresh and _is_met_for_all(outcome))


def _is_met_for_all(outcome: Outcome) -> bool:
    return outcome.rating == "met" and all(rating == "met" for rating in outcome.by_need.values())


def _spelt_out(response: Response, place: str) -> Answer | None:
    """A place's answer with what the response says for all places; `None` where it is not in the file."""
    if response.places is None:
        own: Answer = response
    elif place in response.places:
        own = response.places[place]
    else:
        return None
    said = {name: getattr(own, name) for name in _SAID if getattr(own, name)}
    for name in _SAID_FOR_ALL:
        said.setdefault(name, getattr(response, name))
    # An empty rating is refused, so only what is there is handed on.
    return Answer(**{name: value for name, value in said.items() if value})


_SAID_FOR_ALL = ("evidence", "checked_on", "to_confirm", "leaves_out")
_SAID = ("rating", "reason", "measured", "overrule", *_SAID_FOR_ALL)
"""What of an answer counts; notes and the like play no part."""
