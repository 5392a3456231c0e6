"""How far an audit has come: what is answered and what is left, by checklist and by section."""

from collections.abc import Sequence
from dataclasses import dataclass

from send_audit.model.checklist import Checklist, Section
from send_audit.model.results import Assessed, Outcome
from send_audit.outcomes import Question, all_questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many questions are asked, and how many of them have an answer."""

    asked: int
    answered: int

    @property
    def left(self) -> int:
        """How many have no answer yet."""
        return self.asked - self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionProgress:
    """How far one section of a checklist has come."""

    section: Section
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How far one checklist has come. Sections of which nothing is asked are left out."""

    checklist: Checklist
    count: Count
    sections: tuple[SectionProgress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an audit has come. `next` is the first question without an answer.

    `without_evidence` are the items answered met with no evidence named, in some place at least; those still
    to be confirmed are left out.
    """

    count: Count
    parts: tuple[Part, ...]
    next: Question | None
    without_evidence: tuple[Outcome, ...]


def progress_of(one: Assessed) -> Progress:
    """Count the questions of an audit. One that is asked by place counts once for each place."""
    asked = all_questions(one.audit, one.outcomes)
    by_checklist: dict[str, list[Question]] = {}
    for question in asked:
        by_checklist.setdefault(question.outcome.checklist.id, []).append(question)
    return Progress(
        count=_count(asked),
        parts=tuple(_part(questions) for questions in by_checklist.values()),
        next=next((question for question in asked if not question.answered), None),
        without_evidence=tuple(
            outcome
            for outcome in one.outcomes
            if outcome.asked
            and outcome.rating == "met"
            and not outcome.evidenced
            and not _to_confirm(outcome)
        ),
    )


def _to_confirm(outcome: Outcome) -> bool:
    """Whether the answer, or that of a place, is to be confirmed: then its evidence is still to come."""
    response = outcome.response
    if response is None:
        return False
    answers = (response, *(response.places or {}).values())
    return any(answer.to_confirm is not None for answer in answers)


def _count(questions: Sequence[Question]) -> Count:
    return Count(asked=len(questions), answered=sum(question.answered for question in questions))


def _part(questions: Sequence[Question]) -> Part:
    by_section: dict[str, list[Question]] = {}
    for question in questions:
        by_section.setdefault(question.outcome.section.id, []).append(question)
    return Part(
        checklist=questions[0].outcome.checklist,
        count=_count(questions),
        sections=tuple(
            SectionProgress(section=within[0].outcome.section, count=_count(within))
            for within in by_section.values()
        ),
    )
