"""The loop that owns the conversation: which question is next, and what every gesture leads to."""

from collections.abc import Callable, Sequence
from functools import partial

from send_audit.filling import gestures
from send_audit.filling.answering import without_answer
from send_audit.filling.dialogue import Dialogue
from send_audit.filling.menu import choose_scope
from send_audit.filling.places import add_place
from send_audit.filling.prompts import ask_choice, ask_line
from send_audit.filling.questions import (
    Key,
    Question,
    Scope,
    answer_to,
    find,
    is_pending,
    rating_of,
    to_confirm,
)
from send_audit.filling.sitting import Sitting
from send_audit.filling.store import ChangedMeanwhileError
from send_audit.model.checklist import Checklist
from send_audit.render.checklist_text import render_item
from send_audit.render.question_page import QuestionPage, of_group, parts_of, so_far
from send_audit.render.wording import plural

_MOST_FOUND = 9
"""Questions that a search shows: more are no choice."""

Move = Callable[[], Question | None]
"""Finds the next question, asking for what it needs to; `None` ends the sitting."""


class Conversation:
    """Goes from question to question until there is none left or the person has had enough."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._face = sitting.face
        self._here: Question | None = None
        self._trail: list[Key] = []
        """The questions shown, so that b leads back the way one came."""

    def run(self, start: Key | None = None, *, resume: bool = False) -> None:
        """Hold the conversation, from the question `start` if there is one. Everything is saved as it goes.

        With `resume` it begins behind `start` where that is answered by now.

        Raises `TakenOverError` where another sitting took over the file, KeyboardInterrupt on Ctrl-C.
        """
        self._greet()
        move: Move = partial(self._first, start, resume=resume)
        while True:
            try:
                question = move()
            except (gestures.Quit, EOFError):
                break
            except ChangedMeanwhileError:
                self._face.say("Somebody else changed this meanwhile. Here it is as it is now:")
                move = self._stay
            except gestures.Gesture as gesture:
                move = partial(self._lead, gesture)
            else:
                if question is None:
                    break
                self._here = question
                move = partial(self._one, question)
        self._part()

    def _first(self, start: Key | None, *, resume: bool) -> Question | None:
        question = self._at(start) if start is not None else None
        if question is None or (resume and not self._sitting.pending([question])):
            return self._next(question)
        return question

    def _one(self, question: Question) -> Question | None:
        """Ask one question, and say which is next."""
        sitting = self._sitting
        sitting.at = question.key
        sitting.begin_step()
        if self._trail[-1:] != [question.key]:
            self._trail.append(question.key)
        self._face.question(self._page(question))
        try:
            Dialogue(sitting, question).run()
        except gestures.Back:
            return self._before(question)
        except gestures.Skip:
            pass
        sitting.passed.add(question.key)
        return self._next(question)

    def _stay(self) -> Question | None:
        """The question on the screen once more; before there is any, the first."""
        return self._at(self._here.key) if self._here is not None else self._next(None)

    def _lead(self, gesture: gestures.Gesture) -> Question | None:
        """Where a gesture leads. At a prompt of its own another may be typed; b and s only lead out of it."""
        ways: dict[type[gestures.Gesture], Callable[[], Question | None]] = {
            gestures.Menu: self._menu,
            gestures.Undo: self._undo,
        }
        if self._here is not None:
            ways[gestures.Clear] = partial(self._clear, self._here)
            ways[gestures.Guidance] = partial(self._explain, self._here)
        if isinstance(gesture, gestures.Jump):
            return self._jump(gesture.words)
        if isinstance(gesture, gestures.AddPlace) and self._here is not None:
            return self._add_place(self._here, gesture)
        return ways.get(type(gesture), self._stay)()

    def _add_place(self, question: Question, gesture: gestures.AddPlace) -> Question | None:
        self._sitting.begin_step()
        added = add_place(self._sitting, question, gesture)
        return self._at((question.item.id, added))

    # ---- Which question --------------------------------------------------------------------------

    def _at(self, key: Key) -> Question | None:
        """The question with this key; where its place is gone or new, the item's first one."""
        asked = self._sitting.asked()
        same = [question for question in asked if question.item.id == key[0]]
        return next((q for q in same if q.key == key), same[0] if same else None)

    def _next(self, question: Question | None) -> Question | None:
        """The next one to show after a question; then those before it; then what was skipped, if wanted."""
        asked = self._sitting.in_scope()
        keys = [q.key for q in asked]
        after = keys.index(question.key) + 1 if question is not None and question.key in keys else 0
        pending = self._sitting.pending(asked[after:]) or self._sitting.pending(asked[:after])
        return pending[0] if pending else self._leftover(asked)

    def _leftover(self, asked: Sequence[Question]) -> Question | None:
        """What is still open of this part, or of another part, if the person wants to go on."""
        sitting = self._sitting
        audit, day, only = sitting.audit, sitting.day, sitting.scope.only
        left = [] if only == "all" else [q for q in asked if is_pending(audit, q, only, day)]
        if left:
            what = "skipped" if only == "unanswered" else "left as they were"
            self._face.say(
                "", f"That is the end of this part. {plural(len(left), 'question')} you {what}."
            )
            labels = ["Go through them now", "Choose another part", "Stop for today"]
        else:
            self._face.say("", "That is the end of this part: nothing in it is left to ask.")
            labels = ["Choose another part", "Stop for today"]
        try:
            chosen = ask_choice(self._face, labels, "What next? (Enter: stop)")
        except gestures.Skip:
            return None
        if left and chosen == 0:
            sitting.passed.difference_update(q.key for q in left)
            return left[0]
        return self._menu(stop=True) if chosen == len(labels) - 2 else None

    def _before(self, question: Question) -> Question:
        """The question shown before; at the start of a sitting, the one above it in the audit."""
        self._trail.pop()
        while self._trail:
            if (found := self._at(self._trail.pop())) is not None and found.key != question.key:
                return found
        asked = self._sitting.in_scope()
        keys = [q.key for q in asked]
        at = keys.index(question.key) if question.key in keys else 0
        if at == 0:
            self._face.say("This is the first question of this part.")
            return question
        return asked[at - 1]

    def _jump(self, words: str) -> Question | None:
        """To the question meant, or to one of several."""
        found = find(self._sitting.asked(), words)
        if not found:
            self._face.say(
                f"No question has “{words}” in it. Try fewer words, or an id such as PE-0102."
            )
            return self._stay()
        if len(found) == 1:
            return found[0]
        if len(found) > _MOST_FOUND:
            self._face.say(
                f"{len(found)} questions have “{words}” in them; add a word to see fewer."
            )
        labels = [self._label(q) for q in found[:_MOST_FOUND]]
        chosen = ask_choice(self._face, labels, "Which one? (Enter: stay here)")
        return self._stay() if chosen is None else found[chosen]

    def _label(self, question: Question) -> str:
        place = self._sitting.place_name(question)
        return f"{question.item.id}{f' ({place})' if place else ''}: {question.item.criterion}"

    def _menu(self, *, stop: bool = False) -> Question | None:
        """To another part; where none is chosen one stays, or with `stop` the sitting ends."""
        scope = choose_scope(self._sitting)
        if scope is None:
            return None if stop else self._stay()
        self._sitting.scope = scope
        self._sitting.passed.clear()
        return self._next(None)

    # ---- What is taken back ----------------------------------------------------------------------

    def _undo(self) -> Question | None:
        key = self._sitting.undo()
        if key is None:
            self._face.say("There is nothing to undo in this sitting.")
            return self._stay()
        self._face.done(f"Undone: what was saved last for {key[0]} is taken back.")
        if key in self._trail:
            del self._trail[self._trail.index(key) :]
        return self._at(key)

    def _clear(self, question: Question) -> Question | None:
        """Take the answer away, once the person has said so twice."""
        if answer_to(self._sitting.audit, question) is None:
            self._face.say("There is no answer to take away.")
            return self._stay()
        sure = ask_line(
            self._face, "Take this answer away, with its evidence and note? y or Enter: no"
        )
        if sure.lower() in ("y", "yes"):
            responses = self._sitting.store.draft.tree.get("responses")
            self._sitting.begin_step()
            self._sitting.save_answer(question, without_answer(responses, question))
            self._face.done(f"Cleared: {question.item.id} is open again; u brings the answer back.")
        else:
            self._face.say("It stays as it is.")
        return self._stay()

    # ---- What is shown ---------------------------------------------------------------------------

    def _page(self, question: Question) -> QuestionPage:
        sitting = self._sitting
        asked = sitting.in_scope()
        keys = [q.key for q in asked]
        if question.key not in keys:
            asked = list(sitting.asked())
            keys = [q.key for q in asked]
        left = sum(to_confirm(sitting.audit, q, sitting.day) is not None for q in asked)
        progress = f"{sitting.answered(asked)} of {len(asked)} answered"
        if sitting.scope.only == "confirm":
            progress = f"{left} left to confirm"
        return QuestionPage(
            trail=(question.checklist.title, question.section.title),
            number=keys.index(question.key) + 1,
            total=len(asked),
            progress=progress,
            done=len(asked) - left if sitting.scope.only == "confirm" else sitting.answered(asked),
            id=question.item.id,
            place=sitting.place_name(question),
            criterion=question.item.criterion,
            parts=parts_of(
                question.item, sitting.sources, sitting.content.advice.get(question.item.id, ())
            ),
            so_far=(
                *so_far(question.item, answer_to(sitting.audit, question)),
                *of_group(question.item, sitting.group_answer(question)),
            ),
        )

    def _explain(self, question: Question) -> Question | None:
        sitting = self._sitting
        checklist: Checklist = question.checklist
        advice = sitting.content.advice.get(question.item.id, ())
        text = render_item(checklist, question.item, sitting.sources, advice=advice)
        self._face.say("", *text.split("\n"), "", "What you can type at any question:")
        self._face.say(*(f"{key}: {what}" for key, what in gestures.KEYS))
        ask_line(self._face, "Enter goes back to the question")
        return self._at(question.key)

    def _greet(self) -> None:
        sitting = self._sitting
        asked = sitting.asked()
        done, audit = sitting.answered(asked), sitting.audit
        self._face.say(
            f"{audit.subject.name}: {done} of {plural(len(asked), 'question')} answered, "
            f"{len(asked) - done} to go. Each answer is saved as you give it.",
            "At any question: b goes back, s skips, ? explains, m chooses a part, q stops.",
        )
        old = sum(is_pending(audit, q, "confirm", sitting.day) for q in asked)
        if old and sitting.scope == Scope(only="unanswered"):
            self._face.say(f"{plural(old, 'answer')} to confirm, carried over or old: m, then 2.")
        if done == len(asked) and old and sitting.scope == Scope(only="unanswered"):
            sitting.scope = Scope(only="confirm")

    def _part(self) -> None:
        """Where things stand at the end, and what could be done next."""
        sitting = self._sitting
        asked, audit = sitting.asked(), sitting.audit
        done, name = sitting.answered(asked), sitting.store.path
        gaps = sum(rating_of(audit, q) in ("partly-met", "not-met") for q in asked)
        self._face.say(
            "",
            f"Saved in {name}. {plural(len(sitting.saved), 'answer')} in this sitting; "
            f"{done} of {plural(len(asked), 'question')} answered, {len(asked) - done} to go.",
        )
        if old := sum(to_confirm(audit, q, sitting.day) is not None for q in asked):
            self._face.say(
                f"{plural(old, 'answer')} still to confirm: send-audit fill {name} --confirm"
            )
        if done < len(asked):
            self._face.say(f"Go on at any time with: send-audit fill {name}{sitting.options}")
        if gaps:
            self._face.say(
                f"{plural(gaps, 'gap')} so far. What could be done about them: send-audit plan {name}"
            )
