"""Places that are added as a person walks round the school."""

from send_audit.editing.tree import Tree
from send_audit.filling.answering import new_place_id
from send_audit.filling.gestures import AddPlace
from send_audit.filling.prompts import ask_choice, ask_needed_text
from send_audit.filling.questions import Question
from send_audit.filling.sitting import Sitting
from send_audit.load.fields import keys_of
from send_audit.model.audit import School
from send_audit.model.words import PlaceKind

_HOLDS_OTHERS: tuple[PlaceKind, ...] = ("site", "building", "temporary-building", "outdoor-space")
"""Kinds of place in which a person finds more places while walking through."""


def add_place(sitting: Sitting, question: Question, asked: AddPlace) -> str | None:
    """Add a place of the kind that the question is about, or of one that is chosen; its id.

    `None` where none was added: the audit is not a school's, or no kind was chosen.
    """
    face, subject = sitting.face, sitting.audit.subject
    if not isinstance(subject, School):
        face.say("Only a school's audit has places.")
        return None
    kind = question.item.per
    if kind is None:
        kinds = kinds_asked(sitting)
        if not kinds:
            face.say("No question of this audit is asked place by place.")
            return None
        labels = [words(kind) for kind in kinds]
        chosen = ask_choice(face, labels, "What kind of place is it? (Enter: none after all)")
        if chosen is None:
            return None
        kind = kinds[chosen]
    name = asked.name or ask_needed_text(face, f"The name of the {words(kind).lower()}")
    id_ = new_place_id(name, list(subject.places))
    facts: dict[str, Tree] = {"name": name, "kind": kind}
    part = sitting.scope.place
    if part is not None and part in subject.places and subject.places[part].kind in _HOLDS_OTHERS:
        facts["within"] = part
    sitting.save(question, ("school", "places", id_), facts, list(keys_of(School)))
    alike = (
        f", beside the other “{name}”"
        if name in {place.name for place in subject.places.values()}
        else ""
    )
    face.done(f"Saved: {name} is a place of the school now ({words(kind).lower()}){alike}.")
    if question.item.per == kind and (question.item.id, id_) not in {
        q.key for q in sitting.asked()
    }:
        face.say(
            f"{question.item.id} has one answer for the whole school and keeps it; "
            "type clear first to answer it place by place."
        )
    return id_


def kinds_asked(sitting: Sitting) -> list[PlaceKind]:
    """The kinds of place that some question of this audit is asked about, in alphabetical order."""
    return sorted({q.item.per for q in sitting.asked() if q.item.per is not None})


def words(kind: str) -> str:
    """A kind of place as a label: “Parking bay”."""
    return kind.replace("-", " ").capitalize()
