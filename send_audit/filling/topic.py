"""One question under discussion: what the file says of it now, and saving what comes of it."""

from send_audit.editing.tree import Tree, at
from send_audit.filling import answering
from send_audit.filling.questions import Question, answer_to, rating_of, to_confirm
from send_audit.filling.sitting import Sitting
from send_audit.model.audit import Answer
from send_audit.model.words import Rating


class Topic:
    """A question of a sitting, with what was done about it so far.

    `did` has it in words; `touched` is whether anything was saved, `wrote` whether words of the person's own.
    """

    def __init__(self, sitting: Sitting, question: Question) -> None:
        self.sitting = sitting
        self.face = sitting.face
        self.question = question
        self.item = question.item
        self.did: list[str] = []
        self.wrote = False
        self.touched = False

    @property
    def answer(self) -> Answer | None:
        """What the file says."""
        return answer_to(self.sitting.audit, self.question)

    @property
    def rating(self) -> Rating | None:
        """The rating that counts, or `None` while the question is open."""
        return rating_of(self.sitting.audit, self.question)

    @property
    def to_confirm(self) -> str | None:
        """Why the answer is to be confirmed; an empty text where it is only too old."""
        return to_confirm(self.sitting.audit, self.question, self.sitting.day)

    def evidence(self) -> list[Tree]:
        """The evidence of this answer as the file has it."""
        place = self.question.place
        within = () if place is None else ("places", place)
        path = ("responses", self.item.id, *within, "evidence")
        found = at(self.sitting.store.draft.tree, path)
        return list(found) if isinstance(found, list) else []

    def save(self, changes: dict[str, Tree]) -> None:
        """Save the answer with other values under some keys, as seen today."""
        sitting = self.sitting
        when = answering.checked(sitting.audit, self.question, sitting.day)
        responses = sitting.store.draft.tree.get("responses")
        response = answering.with_answer(responses, self.question, {**when, **changes})
        sitting.save_answer(self.question, response)
        self.touched = True
