"""What follows a rating: what shows it, where, a note, and for a gap the action in the plan."""

from collections.abc import Callable
from functools import partial

from send_audit.editing.suggested import taken_ids
from send_audit.editing.tree import Tree
from send_audit.filling import answering
from send_audit.filling.gestures import Back
from send_audit.filling.prompts import (
    ask_choice,
    ask_due,
    ask_line,
    ask_text,
)
from send_audit.filling.showing import ask_evidence
from send_audit.filling.topic import Topic
from send_audit.model.lateness import ENDED
from send_audit.model.plan_document import Action
from send_audit.model.words import Rating
from send_audit.pipeline import plans_before
from send_audit.plan import next_action_ids
from send_audit.render.wording import day_text, joined, sentence

GAPS: tuple[Rating, ...] = ("partly-met", "not-met")
_COST_WORDS = {"none": "no cost", **{band: f"cost band {band}" for band in "ABCDE"}}


class Details:
    """Asks for each detail in turn; Enter leaves one out, b goes back to the one before."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic

    def run(self) -> None:
        """What shows it, where, a note, and the action for a gap; b goes back to the one before."""
        rating = self._topic.rating
        steps: list[Callable[[], None]] = []
        answer = self._topic.answer
        if rating in ("met", "partly-met") or (answer is not None and answer.evidence):
            steps.append(partial(ask_evidence, self._topic))
        if rating in GAPS and self._topic.question.place is None:
            steps.append(self._ask_location)
        steps.append(self._ask_note)
        if rating in GAPS:
            steps.append(self._ask_action)
        here = 0
        while here < len(steps) and not self._topic.sitting.brief:
            try:
                steps[here]()
            except Back:
                if here == 0:
                    raise
                here -= 1
            else:
                here += 1

    def _ask_location(self) -> None:
        there = self._topic.answer.location if self._topic.answer is not None else None
        self._text("location", ask_text(self._topic.face, "Where in the school?", there))

    def _ask_note(self) -> None:
        there = self._topic.answer.note if self._topic.answer is not None else None
        self._text("note", ask_text(self._topic.face, "Note, never printed for the public", there))

    def _text(self, key: str, typed: str | None) -> None:
        if typed is not None:
            self._topic.save({key: typed or None})
            self._topic.wrote = True

    # ---- The action for a gap --------------------------------------------------------------------

    def _actions(self) -> tuple[Action, ...]:
        plan = self._topic.sitting.audit.plan
        actions = plan.actions if plan is not None else ()
        return tuple(a for a in actions if self._topic.item.id in a.for_ and a.status != "dropped")

    def _add_to(self, action: Action, place: str) -> None:
        plan = self._topic.sitting.audit.plan
        assert plan is not None  # the action is one of its own
        number = plan.actions.index(action)
        places: list[Tree] = [*action.at, place]
        path = ("plan", "actions", number, "at")
        self._topic.sitting.save(self._topic.question, path, places, answering.ACTION_KEYS)
        self._topic.did.append(f"added to action {action.id}")

    def _ask_action(self) -> None:
        place = self._topic.question.place
        open_ = [a for a in self._actions() if a.status not in ENDED]
        mine = [a for a in open_ if not a.at or place is None or place in a.at]
        if mine:
            self._topic.face.say(*(f"Action {a.id} answers it: {_action_words(a)}" for a in mine))
            self._ask_missing_date(mine[0])
            return
        done = [a.id for a in self._actions() if a.status == "done"]
        if done:
            self._topic.face.say(
                f"{joined(done)} is done, and yet this is not met. Is more to be done?"
            )
        remedy = self._topic.item.recommendation
        self._topic.face.say(
            f"For the plan, suggested: {remedy.action} "
            f"Lead: {remedy.lead}; {remedy.horizon} term; {_COST_WORDS[remedy.cost_band]}."
        )
        labels = ["Take it", "Change it", "Later"]
        labels += [f"Add this place to {a.id}: {a.action}" for a in open_]
        chosen = ask_choice(self._topic.face, labels, "Action (Enter: later)")
        if chosen in (0, 1):
            self._add_action(change=chosen == 1)
        elif chosen is not None and chosen > 2 and place is not None:
            self._add_to(open_[chosen - 3], place)

    def _ask_missing_date(self, action: Action) -> None:
        """An action that was only suggested so far has no date: here is the moment to agree one."""
        plan = self._topic.sitting.audit.plan
        if plan is None or action.due or action.timescale or action.repeats:
            return
        if due := ask_due(self._topic.face, self._topic.sitting.day):
            path = ("plan", "actions", plan.actions.index(action), "due")
            self._topic.sitting.save(self._topic.question, path, due, answering.ACTION_KEYS)
            self._topic.touched = True
            self._topic.did.append(f"{action.id} due {due}")

    def _add_action(self, *, change: bool) -> None:
        """Put an action in the plan as soon as it is known what is to be done; the rest follows."""
        remedy = self._topic.item.recommendation
        action = ""
        if change:
            prompt = "What will you do? (Enter keeps the suggestion)"
            action = ask_line(self._topic.face, prompt, free_text=True)
            self._topic.wrote = True
        plan, answer = self._topic.sitting.audit.plan, self._topic.answer
        id_ = next(
            next_action_ids(taken_ids(plan, plans_before(self._topic.sitting.store.path, plan)))
        )
        private = answer is not None and answer.private
        new = answering.new_action(
            self._topic.question, id_, action or remedy.action, private=private
        )
        path = ("plan", "actions", len(plan.actions) if plan is not None else 0)
        self._topic.sitting.save(self._topic.question, path, new, answering.AUDIT_KEYS)
        self._topic.did.append(f"action {id_}")
        if change:
            prompt = f"Who leads it? A role (Enter: {remedy.lead})"
            if lead := ask_line(self._topic.face, prompt, free_text=True):
                self._topic.sitting.save(
                    self._topic.question, (*path, "lead"), lead, answering.ACTION_KEYS
                )
        if due := ask_due(self._topic.face, self._topic.sitting.day):
            self._topic.sitting.save(
                self._topic.question, (*path, "due"), due, answering.ACTION_KEYS
            )


def _action_words(action: Action) -> str:
    lead = action.lead or "nobody leads it yet"
    due = f"by {day_text(action.due)}" if action.due is not None else "no date yet"
    return f"{sentence(action.action)} ({lead}, {due})"
