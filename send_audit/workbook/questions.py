"""The questions that a form asks: one for each item asked of the school, or for each place of it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from send_audit.model.applicability import asked_of
from send_audit.model.audit import Answer, Audit, Response, School
from send_audit.model.checklist import Checklist, Item, Section
from send_audit.model.content import Advice
from send_audit.outcomes import answer_at, doubt_of, places_asked, places_to_answer
from send_audit.problems import SendAuditError
from send_audit.suggest import nearest
from send_audit.validate.context import AuditContext

Key = tuple[str, str]
"""What tells one question from all others: the item's id, and the place's id or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its answer so far. `place` is empty where the item is asked once.

    `place_name` is what people call the place; `all_places` are the names that one answer stands for;
    `place_order` are the ids of all of the school's places.
    """

    checklist: Checklist
    section: Section
    item: Item
    place: str
    place_name: str
    all_places: tuple[str, ...]
    place_order: tuple[str, ...]
    response: Response | None
    answer: Answer | None
    advice: tuple[Advice, ...]

    @property
    def key(self) -> Key:
        """The item's id and the place's."""
        return self.item.id, self.place

    @property
    def to_confirm(self) -> str | None:
        """What is to be confirmed: of this answer, or of the response that it is part of."""
        return doubt_of(self.response, self.answer)

    @property
    def digest(self) -> str:
        """Changes when the question asks something else, whatever its version."""
        measure = self.item.measure
        asked = [self.item.criterion, self.item.per or "", repr(measure) if measure else ""]
        return hashlib.sha256("\0".join(asked).encode()).hexdigest()[:16]


def questions_of(context: AuditContext) -> tuple[Question, ...]:
    """Every question that the audit's subject is asked, in the order of its checklists."""
    content, audit = context.content, context.audit
    asked = (asked_of(c, audit, left_out=content.left_out) for c in content.checklists)
    return tuple(
        question
        for checklist in asked
        if checklist is not None
        for section in checklist.sections
        for item in section.items
        for question in _of_item(
            audit, checklist, section, item, tuple(content.advice.get(item.id, ()))
        )
    )


def _of_item(
    audit: Audit, checklist: Checklist, section: Section, item: Item, advice: tuple[Advice, ...]
) -> Iterator[Question]:
    response = audit.responses.get(item.id)
    named = audit.subject.places if isinstance(audit.subject, School) else {}
    for place in places_to_answer(audit, item):
        id_ = place or ""
        everywhere = places_asked(audit, item) if place is None else ()
        yield Question(
            checklist=checklist,
            section=section,
            item=item,
            place=id_,
            place_name=named[id_].name if id_ in named else id_,
            all_places=tuple(named[other].name for other in everywhere),
            place_order=tuple(named),
            response=response,
            answer=answer_at(response, place),
            advice=advice,
        )


def choose(questions: Sequence[Question], names: Iterable[str]) -> tuple[Question, ...]:
    """The questions of the sections (or checklists) named; all where none is.

    A section is named by its id, or as CHECKLIST/SECTION where two checklists have one of that id.
    Raises `SendAuditError` on a name that is none, with what was meant and the list.
    """
    wanted = {part for name in names for part in _parts(questions, name)}
    if not wanted:
        return tuple(questions)
    return tuple(q for q in questions if (q.checklist.id, q.section.id) in wanted)


def _parts(questions: Sequence[Question], name: str) -> set[tuple[str, str]]:
    known = dict.fromkeys((q.checklist.id, q.section.id) for q in questions)
    word = name.strip().lower()
    found = {part for part in known if word in (part[0], part[1], "/".join(part))}
    checklists = {checklist for checklist, section in found if section == word}
    if len(checklists) > 1 and word not in {checklist for checklist, _ in known}:
        both = " and ".join(f"{checklist}/{word}" for checklist in sorted(checklists))
        raise SendAuditError(f"--section {name}: there are {both}. Write one of them whole.")
    if found:
        return found
    names = [*dict.fromkeys(c for c, _ in known), *(s for _, s in known)]
    near = nearest(word, [*names, *("/".join(part) for part in known)])
    hint = f" Did you mean {near}?" if near else ""
    raise SendAuditError(
        f"--section: “{name}” is not a section of what this audit asks.{hint}\n"
        + "\n".join(_list_of_sections(known))
    )


def _list_of_sections(known: Iterable[tuple[str, str]]) -> Iterator[str]:
    by_checklist: dict[str, list[str]] = {}
    for checklist, section in known:
        by_checklist.setdefault(checklist, []).append(section)
    yield "The sections, each behind its checklist (which may be named as a whole):"
    for checklist, sections in by_checklist.items():
        yield f"  {checklist}: {', '.join(sections)}"
