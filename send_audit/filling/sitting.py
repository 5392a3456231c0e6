"""What a sitting holds: the file, the questions, how far it is, and what can be undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from send_audit.editing.draft import NotEditableError
from send_audit.editing.tree import Path as TreePath
from send_audit.editing.tree import Tree
from send_audit.filling.answering import ANSWER_KEYS, AUDIT_KEYS
from send_audit.filling.faces import Face
from send_audit.filling.gestures import Skip, read_line
from send_audit.filling.questions import (
    Key,
    Question,
    Scope,
    in_scope,
    is_pending,
    questions,
    rating_of,
)
from send_audit.filling.store import Saved, Store
from send_audit.load.library import Library
from send_audit.model.audit import Audit, Response, School
from send_audit.model.checklist import Source
from send_audit.model.content import Content
from send_audit.model.results import Shared
from send_audit.problems import SendAuditError

SavedT = TypeVar("SavedT")
_AGAIN = "Enter tries again; s leaves this answer unsaved, q stops"


@dataclass(slots=True, kw_only=True)
class Sitting:
    """One person at one file.

    `passed` are the questions that were shown in this part, `saved` those whose answers changed, `undoable`
    what was saved for each in turn; `at` is the question on the screen. `brief` leaves details out;
    `options` are those to go on with. `shared` is what a group's file answers where this one is silent.
    """

    face: Face
    store: Store
    content: Content
    library: Library
    day: date
    scope: Scope = field(default_factory=Scope)
    brief: bool = False
    options: str = ""
    shared: Shared | None = None
    passed: set[Key] = field(default_factory=set)
    undoable: list[tuple[Key, list[Saved]]] = field(default_factory=list)
    saved: set[Key] = field(default_factory=set)
    at: Key | None = None
    _fresh: bool = True

    @property
    def sources(self) -> Mapping[str, Source]:
        """What the questions rest on."""
        return self.library.sources

    @property
    def audit(self) -> Audit:
        """The audit as the file has it now."""
        return self.store.audit

    def asked(self) -> tuple[Question, ...]:
        """All questions of the audit."""
        return questions(self.audit, self.content)

    def in_scope(self) -> list[Question]:
        """The questions that this sitting is about."""
        return list(in_scope(self.audit, self.asked(), self.scope))

    def answered(self, asked: Iterable[Question]) -> int:
        """How many of these questions have a rating."""
        audit = self.audit
        return sum(rating_of(audit, question) is not None for question in asked)

    def pending(self, asked: Iterable[Question]) -> list[Question]:
        """Those of them that are still to be shown."""
        audit, only = self.audit, self.scope.only
        return [
            question
            for question in asked
            if question.key not in self.passed and is_pending(audit, question, only, self.day)
        ]

    def place_name(self, question: Question) -> str | None:
        """The name of the place that is asked about."""
        subject = self.audit.subject
        if question.place is None:
            return None
        if isinstance(subject, School) and question.place in subject.places:
            return subject.places[question.place].name
        return question.place

    def group_answer(self, question: Question) -> tuple[str, Response] | None:
        """The group's answer with its file's title, where the school has given none of its own."""
        if self.shared is None or question.item.id in self.audit.responses:
            return None
        response = self.shared.responses.get(question.item.id)
        return (self.shared.title, response) if response is not None else None

    def save_answer(self, question: Question, response: dict[str, Tree] | None) -> None:
        """Put the whole response to the question's item in the file."""
        order = [*AUDIT_KEYS, *(q.item.id for q in self.asked()), *ANSWER_KEYS]
        self._save(question.key, ("responses", question.item.id), response, order)
        self.saved.add(question.key)

    def save(
        self, question: Question, path: TreePath, value: Tree, order: Sequence[str] = ()
    ) -> None:
        """Put something else in the file, such as an action, that belongs to a question's answer."""
        self._save(question.key, path, value, order)

    def begin_step(self) -> None:
        """What is saved from here on is undone by itself, and not with what was saved before."""
        self._fresh = True

    def _save(self, key: Key, path: TreePath, value: Tree, order: Sequence[str]) -> None:
        saved = self._persist(lambda: self.store.put(path, value, order))
        if saved.before == saved.after:
            return
        if self._fresh or not self.undoable or self.undoable[-1][0] != key:
            self.undoable.append((key, []))
            self._fresh = False
        self.undoable[-1][1].append(saved)

    def undo(self) -> Key | None:
        """Take back what was saved last, and say for which question; `None` where there is nothing."""
        if not self.undoable:
            return None
        key, saved = self.undoable[-1]
        self._persist(lambda: self.store.take_back(saved))
        self.undoable.pop()
        self.passed.discard(key)
        self.saved.discard(key)
        return key

    def _persist(self, write: Callable[[], SavedT]) -> SavedT:
        """Write, and again for as long as the person wants to try. Raises `Skip` where it is given up."""
        while True:
            try:
                return write()
            except NotEditableError as error:
                self.face.say(f"Not saved: {error}")
                raise Skip from error
            except SendAuditError as error:
                self.face.say(f"Not saved: {error}")
                read_line(self.face.ask(_AGAIN), free_text=True)
