"""Choosing what a sitting is about: what is open, what needs confirming, a strand, a section, a place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

from send_audit.filling.prompts import ask_choice
from send_audit.filling.questions import Question, Scope, in_scope, is_pending, rating_of
from send_audit.filling.sitting import Sitting
from send_audit.model.audit import School
from send_audit.model.words import StrandOrNone
from send_audit.render.wording import STRAND_TITLES, plural


def choose_scope(sitting: Sitting) -> Scope | None:
    """Ask which part of the audit comes next; `None` where it stays as it was."""
    asked = sitting.asked()
    audit, day = sitting.audit, sitting.day
    open_ = sum(rating_of(audit, question) is None for question in asked)
    old = sum(is_pending(audit, question, "confirm", day) for question in asked)
    labels = [
        f"Everything that is unanswered ({open_})",
        f"What is to be confirmed: carried over, or old ({old})",
        "One strand",
        "One section",
        "One place, with all that lies in it",
        f"Everything again, answered or not ({len(asked)})",
    ]
    chosen = ask_choice(sitting.face, labels, "Which part? (Enter: stay where you are)")
    ways = (
        lambda: Scope(only="unanswered"),
        lambda: Scope(only="confirm"),
        lambda: _strand(sitting, asked),
        lambda: _section(sitting, asked),
        lambda: _place(sitting, asked),
        lambda: Scope(only="all"),
    )
    return None if chosen is None else ways[chosen]()


def _open_by(sitting: Sitting, asked: Iterable[Question], name: str) -> Mapping[str, int]:
    """How many questions are open under each strand, checklist or section."""
    audit = sitting.audit
    open_ = [question for question in asked if rating_of(audit, question) is None]
    if name == "strand":
        return Counter(q.checklist.strand_of(q.item) for q in open_)
    return Counter(q.checklist.id if name == "checklist" else q.section.id for q in open_)


def _strand(sitting: Sitting, asked: Iterable[Question]) -> Scope | None:
    there = {question.checklist.strand_of(question.item) for question in asked}
    strands: list[StrandOrNone] = [s for s in get_args(StrandOrNone) if s in there]
    if not strands:
        sitting.face.say("No question is asked here.")
        return None
    left = _open_by(sitting, asked, "strand")
    labels = [f"{STRAND_TITLES[strand]} ({left.get(strand, 0)} open)" for strand in strands]
    chosen = ask_choice(sitting.face, labels, "Which strand? (Enter: stay)")
    return None if chosen is None else Scope(strand=strands[chosen], only="unanswered")


def _section(sitting: Sitting, asked: Iterable[Question]) -> Scope | None:
    """First the checklist, then its section: fifty sections in a row are no choice."""
    asked = list(asked)
    checklists = {q.checklist.id: q.checklist.title for q in asked}
    if not checklists:
        sitting.face.say("No question is asked here.")
        return None
    left = _open_by(sitting, asked, "checklist")
    labels = [f"{title} ({left.get(id_, 0)} open)" for id_, title in checklists.items()]
    chosen = ask_choice(sitting.face, labels, "In which checklist? (Enter: stay)")
    if chosen is None:
        return None
    checklist = list(checklists)[chosen]
    inside = [q for q in asked if q.checklist.id == checklist]
    sections = {q.section.id: q.section.title for q in inside}
    left = _open_by(sitting, inside, "section")
    labels = [f"{title} ({left.get(id_, 0)} open)" for id_, title in sections.items()]
    chosen = ask_choice(sitting.face, labels, "Which section? (Enter: stay)")
    if chosen is None:
        return None
    return Scope(checklist=checklist, section=list(sections)[chosen], only="unanswered")


def _place(sitting: Sitting, asked: Iterable[Question]) -> Scope | None:
    subject = sitting.audit.subject
    places = dict(subject.places) if isinstance(subject, School) else {}
    if not places:
        sitting.face.say("No place is listed yet. Type p at any question to add one.")
        return None
    asked = list(asked)
    audit, labels = sitting.audit, []
    for id_, place in places.items():
        inside = in_scope(audit, asked, Scope(place=id_))
        open_ = sum(rating_of(audit, question) is None for question in inside)
        labels.append(f"{place.name} ({plural(open_, 'question')} open)")
    chosen = ask_choice(sitting.face, labels, "Which place? (Enter: stay)")
    return None if chosen is None else Scope(place=list(places)[chosen], only="unanswered")
