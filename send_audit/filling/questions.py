"""Which questions an audit asks, place by place, and how each of them stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from send_audit.model.applicability import is_asked
from send_audit.model.audit import Answer, Audit, School
from send_audit.model.checklist import Checklist, Item, Section
from send_audit.model.content import Content
from send_audit.model.rating import rate
from send_audit.model.words import Rating, StrandOrNone
from send_audit.outcomes import answer_at, doubt_of, is_lapsed, places_to_answer

Key = tuple[str, str | None]
"""An item's id and the place that is asked about, if any."""

Only = Literal["all", "unanswered", "confirm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item, at one place where it is asked place by place."""

    checklist: Checklist
    section: Section
    item: Item
    place: str | None

    @property
    def key(self) -> Key:
        """What tells this question from all others."""
        return self.item.id, self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which questions a sitting is about; `None` leaves a limit out."""

    strand: StrandOrNone | None = None
    checklist: str | None = None
    section: str | None = None
    place: str | None = None
    only: Only = "unanswered"


def questions(audit: Audit, content: Content) -> tuple[Question, ...]:
    """Every question of the audit, in the order of its checklists; a place that was added is asked too."""
    return tuple(
        Question(checklist=checklist, section=section, item=item, place=place)
        for checklist in content.checklists
        for section in checklist.sections
        for item in section.items
        if item.id not in content.left_out and is_asked(checklist, item, audit)
        for place in places_to_answer(audit, item)
    )


def answer_to(audit: Audit, question: Question) -> Answer | None:
    """What the file says to a question so far."""
    return answer_at(audit.responses.get(question.item.id), question.place)


def rating_of(audit: Audit, question: Question) -> Rating | None:
    """The rating that a question's answer gives, or `None` while it is open."""
    answer = answer_to(audit, question)
    return None if answer is None else rate(question.item, answer)


def to_confirm(audit: Audit, question: Question, as_of: date) -> str | None:
    """Why an answer is to be confirmed: the words it carries, or an empty text where it is only too old."""
    answer, response = answer_to(audit, question), audit.responses.get(question.item.id)
    if answer is None or response is None or rate(question.item, answer) is None:
        return None
    said = doubt_of(response, answer)
    if said is not None:
        return said
    months = question.checklist.recheck_months(question.item)
    return "" if is_lapsed(audit, response, answer, months, as_of) else None


def is_pending(audit: Audit, question: Question, only: Only, as_of: date) -> bool:
    """Whether a sitting still has to ask the question."""
    if only == "all":
        return True
    if only == "confirm":
        return to_confirm(audit, question, as_of) is not None
    return rating_of(audit, question) is None


def in_scope(audit: Audit, asked: Iterable[Question], scope: Scope) -> Iterator[Question]:
    """The questions that a sitting is about, answered ones included."""
    places = _within(audit, scope.place)
    for question in asked:
        if (
            scope.strand in (None, question.checklist.strand_of(question.item))
            and scope.checklist in (None, question.checklist.id)
            and scope.section in (None, question.section.id)
            and (scope.place is None or question.place in places)
        ):
            yield question


def _within(audit: Audit, place: str | None) -> set[str]:
    """A place with all that lies in it, however deep."""
    subject = audit.subject
    if place is None or not isinstance(subject, School):
        return set()
    inside = {place}
    while more := {p for p, facts in subject.places.items() if facts.within in inside} - inside:
        inside |= more
    return inside


def find(asked: Iterable[Question], words: str) -> list[Question]:
    """The questions with this id, or else those in which all these words occur."""
    asked = list(asked)
    wanted = words.strip().casefold()
    exact = [question for question in asked if question.item.id.casefold() == wanted]
    return exact or [q for q in asked if all(word in _text(q) for word in wanted.split())]


def _text(question: Question) -> str:
    item = question.item
    texts = (item.id, item.criterion, item.guidance, question.section.title, question.place or "")
    return " ".join(texts).casefold()
