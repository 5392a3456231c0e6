"""An officer's ratings beside the school's: the audit as it is with them, and what the two differ in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from send_audit.anew import assess_anew
from send_audit.borough.facts import Difference, ModerationFacts, NotApplied
from send_audit.model.audit import Answer, Audit, Response, School
from send_audit.model.borough import Moderation, ModerationFinding
from send_audit.model.plan_facts import months_after
from send_audit.model.rating import rate
from send_audit.model.results import Assessed, Outcome
from send_audit.model.scalars import Day
from send_audit.model.words import Rating
from send_audit.outcomes import answer_at, places_asked

AnswerT = TypeVar("AnswerT", bound=Answer)

_A_CYCLE = 12
"""Months: a moderation that does not say which audit it is about is about one no older than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated:
    """A return with an officer's ratings in place of the school's, and the two side by side."""

    assessed: Assessed
    facts: ModerationFacts


def moderate(one: Assessed, moderation: Moderation) -> Moderated:
    """Hold an officer's reading against a return, and assess it anew with the ratings that were changed.

    The return itself stays as it is. Where the moderation is about another audit, nothing is changed.
    """
    other = not is_about(moderation, one.audit)
    outcomes = {outcome.item.id: outcome for outcome in one.outcomes}
    responses = dict(one.audit.responses)
    differences = []
    for id_, finding in moderation.findings.items():
        outcome = outcomes.get(id_)
        against = None if other else _against(one.audit, outcome, finding)
        applied = not other and finding.verdict == "changed" and against is None
        differences.append(_difference(one.audit, id_, outcome, finding, applied, against))
        if applied:
            assert outcome is not None  # otherwise something speaks against it
            responses[id_] = _changed(one.audit, outcome, finding, moderation)
    changed = any(difference.applied for difference in differences)
    audit = one.audit.model_copy(update={"responses": responses})
    return Moderated(
        assessed=assess_anew(one, audit=audit) if changed else one,
        facts=ModerationFacts(
            by=moderation.by,
            on=moderation.on.last,
            method=moderation.method,
            comment=moderation.comment,
            differences=tuple(differences),
            other_audit=other,
        ),
    )


def is_about(moderation: Moderation, audit: Audit) -> bool:
    """Whether the officer read this very audit: by `audit_date`, else one of the year before.

    A month and a day in it are the same date.
    """
    read, made = moderation.audit_date, audit.audit.date
    if read is None:
        return made is None or _in_the_year_before(made, moderation.on.last)
    if made is None:
        return False
    return read.text.startswith(made.text) or made.text.startswith(read.text)


def _in_the_year_before(made: Day, on: date) -> bool:
    # Of an audit dated by its month, the officer may have read it before that month was out.
    return (made.last <= on or made.text == on.isoformat()[: len(made.text)]) and (
        on <= months_after(made, _A_CYCLE)
    )


# ---- What the two say ----------------------------------------------------------------------------


def _difference(
    audit: Audit,
    id_: str,
    outcome: Outcome | None,
    finding: ModerationFinding,
    applied: bool,
    against: NotApplied | None,
) -> Difference:
    return Difference(
        item=id_,
        verdict=finding.verdict,
        school=_said(outcome, finding.place) if outcome is not None else None,
        officer=finding.rating if finding.verdict == "changed" else None,
        place=_place_name(audit, finding.place),
        reason=finding.reason,
        school_reply=finding.school_reply,
        applied=applied,
        not_applied=against,
    )


def _said(outcome: Outcome, place: str | None) -> Rating | None:
    """The school's rating: of the place, or of the item as far as it is answered."""
    if place is None:
        return outcome.known
    answer = _answer_for(outcome.response, place)
    return rate(outcome.item, answer) if answer is not None else None


def _answer_for(response: Response | None, place: str) -> Answer | None:
    """The answer that counts for a place: its own, or the one that was given as a whole."""
    if response is not None and response.places is None:
        return response
    return answer_at(response, place)


def _place_name(audit: Audit, place: str | None) -> str | None:
    known = audit.subject.places if isinstance(audit.subject, School) else {}
    return known[place].name if place is not None and place in known else place


def _against(
    audit: Audit, outcome: Outcome | None, finding: ModerationFinding
) -> NotApplied | None:
    """Why the officer's view of an item cannot count, if anything. Only a change needs a rating."""
    if outcome is None:
        return "no-such-item"
    if not outcome.asked:
        return "not-asked"
    if finding.verdict != "changed":
        return None
    if finding.rating is None:
        return "no-rating"
    if finding.place is not None and not _has_place(audit, outcome, finding.place):
        return "no-such-place"
    return None


def _has_place(audit: Audit, outcome: Outcome, place: str) -> bool:
    """Whether the item is asked for the place, or the school answers it there."""
    known = audit.subject.places if isinstance(audit.subject, School) else {}
    answered = outcome.response.places if outcome.response is not None else None
    return place in known and (
        place in places_asked(audit, outcome.item) or place in (answered or {})
    )


# ---- The answer with the officer's rating --------------------------------------------------------


def _changed(
    audit: Audit, outcome: Outcome, finding: ModerationFinding, moderation: Moderation
) -> Response:
    before = outcome.response
    if finding.place is None:
        return _whole(outcome, before, finding, moderation)
    answers = _by_place(audit, outcome, before)
    answer = answers.get(finding.place, Answer())
    answers[finding.place] = _officers(answer, finding, moderation)
    if before is None:
        return Response(places=answers)
    # What was said for all places stays, but neither a rating nor a doubt about it: each place has its own.
    emptied = dict.fromkeys(("rating", "measured", "overrule", "to_confirm", "reason"))
    return before.model_copy(update={**emptied, "leaves_out": (), "places": answers})


def _whole(
    outcome: Outcome,
    before: Response | None,
    finding: ModerationFinding,
    moderation: Moderation,
) -> Response:
    """The officer's rating for all places at once. Evidence counts only if every place had some."""
    if before is None:
        return _officers(Response(), finding, moderation)
    if before.places is None:
        return _officers(before, finding, moderation)
    places = list(before.places.values())
    shown = [piece for answer in places for piece in answer.evidence]
    evidence = before.evidence or (tuple(shown) if outcome.evidenced else ())
    private = before.private or any(answer.private for answer in places)
    update = {"places": None, "evidence": evidence, "private": private}
    return _officers(before.model_copy(update=update), finding, moderation)


def _by_place(audit: Audit, outcome: Outcome, before: Response | None) -> dict[str, Answer]:
    """The school's answers place by place, one given as a whole written out for each place that is asked."""
    if before is None:
        return {}
    if before.places is None:
        whole = Answer(**{name: getattr(before, name) for name in _SAID if getattr(before, name)})
        return dict.fromkeys(places_asked(audit, outcome.item), whole)
    own: Mapping[str, Answer] = before.places
    return {
        place: answer.model_copy(
            update={
                "to_confirm": answer.to_confirm or before.to_confirm,
                "leaves_out": answer.leaves_out or before.leaves_out,
            }
        )
        for place, answer in own.items()
    }


_SAID = ("rating", "reason", "measured", "overrule", "to_confirm", "leaves_out", "private")
"""What of a whole answer is its places' own; evidence and date stay where they count for all."""


def _officers(answer: AnswerT, finding: ModerationFinding, moderation: Moderation) -> AnswerT:
    """The answer with the officer's rating, as seen on the officer's day. A figure stays, overruled."""
    reason = finding.reason or f"Changed in moderation by {moderation.by}"
    met_for_some = finding.rating in ("partly-met", "not-met")
    return answer.model_copy(
        update={
            "rating": finding.rating,
            "reason": reason if finding.rating == "not-applicable" else None,
            "overrule": reason if answer.measured is not None else None,
            "checked_on": moderation.on,
            "to_confirm": None,
            "leaves_out": answer.leaves_out if met_for_some else (),
        }
    )
