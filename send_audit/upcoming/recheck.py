"""The answers to look at again: those to confirm, those too old, and those that soon will be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from send_audit.model.audit import Answer, Audit
from send_audit.model.rating import rate
from send_audit.model.results import Outcome
from send_audit.model.words import Rating
from send_audit.outcomes import good_until
from send_audit.upcoming.due import soon_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One answer, of an item or of one of its places, and how long it stands.

    `until` is the last day before it must be checked again; `to_confirm` what the file says must be
    confirmed.
    """

    outcome: Outcome
    place: str | None
    rating: Rating
    until: date | None
    to_confirm: str | None
    private: bool

    def is_old(self, as_of: date) -> bool:
        """Whether it is older than its recheck period."""
        return self.until is not None and as_of > self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRecheck:
    """The answers to look at again, each in one list only."""

    to_confirm: tuple[Standing, ...]
    lapsed: tuple[Standing, ...]
    soon: tuple[Standing, ...]


def standing_answers(audit: Audit, outcomes: Iterable[Outcome]) -> Iterator[Standing]:
    """Every answer that has a rating, of the items that are asked, in their order."""
    for outcome in outcomes:
        response = outcome.response
        if not outcome.asked or response is None:
            continue
        months = outcome.checklist.recheck_months(outcome.item)
        answers: list[tuple[str | None, Answer]] = [(None, response)]
        if response.places is not None:
            answers = list(response.places.items())
        for place, answer in answers:
            rating = rate(outcome.item, answer)
            if rating is not None:
                yield Standing(
                    outcome=outcome,
                    place=place,
                    rating=rating,
                    until=good_until(audit, response, answer, months),
                    to_confirm=answer.to_confirm or response.to_confirm,
                    private=answer.private or response.private,
                )


def answers_to_recheck(audit: Audit, outcomes: Iterable[Outcome], as_of: date) -> ToRecheck:
    """The answers that must be confirmed, that have lapsed by age, and that will within the next 90 days."""
    standing = list(standing_answers(audit, outcomes))
    settled = [one for one in standing if one.to_confirm is None]
    soon = soon_after(as_of)
    ahead = [one for one in settled if not one.is_old(as_of) and one.is_old(soon)]
    return ToRecheck(
        to_confirm=tuple(one for one in standing if one.to_confirm is not None),
        lapsed=tuple(one for one in settled if one.is_old(as_of)),
        soon=tuple(sorted(ahead, key=lambda one: one.until or date.max)),
    )
