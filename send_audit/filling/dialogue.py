"""The dialogue about one question: the rating or the figure, then what shows it and what is to be done."""

from collections.abc import Callable

from pydantic_core import PydanticCustomError

from send_audit.editing.suggested import taken_ids
from send_audit.editing.tree import Tree
from send_audit.filling import answering
from send_audit.filling.gestures import Back
from send_audit.filling.prompts import (
    ask_choice,
    ask_due,
    ask_line,
    ask_needed_text,
    ask_text,
    read_rating,
)
from send_audit.filling.questions import Question, answer_to, rating_of, to_confirm
from send_audit.filling.remarks import remarks_on
from send_audit.filling.sitting import Sitting
from send_audit.model.audit import Answer
from send_audit.model.checklist import BINDING
from send_audit.model.measure import Measure, with_unit
from send_audit.model.plan_document import Action
from send_audit.model.words import Rating
from send_audit.pipeline import plan_before
from send_audit.plan import next_action_ids
from send_audit.render.question_page import RATINGS, rating_words, threshold
from send_audit.render.wording import RATING_WORDS, day_text, sentence

GAPS: tuple[Rating, ...] = ("partly-met", "not-met")
_YES = ("y", "yes")
_COST_WORDS = {"none": "no cost", **{band: f"cost band {band}" for band in "ABCDE"}}


class Dialogue:
    """Asks one question and saves what comes of it, piece by piece."""

    def __init__(self, sitting: Sitting, question: Question) -> None:
        self._sitting = sitting
        self._face = sitting.face
        self._question = question
        self._item = question.item
        self._did: list[str] = []
        self._wrote = False
        """Whether words of the person's own were saved."""

    @property
    def _answer(self) -> Answer | None:
        return answer_to(self._sitting.audit, self._question)

    @property
    def _to_confirm(self) -> str | None:
        return to_confirm(self._sitting.audit, self._question, self._sitting.day)

    def run(self) -> None:
        """Hold the dialogue to its end. A gesture that leaves the question is raised; what is saved stays."""
        self._remark()
        while True:
            if not self._rate():
                return  # it stays as it is
            try:
                self._details()
            except Back:
                continue  # from the first detail back to the rating
            finally:
                self._confirm()
            return

    def _remark(self) -> None:
        said = self._to_confirm
        if said is not None:
            why = sentence(said or "This answer is older than it may be")
            self._face.say(f"To confirm: {why} Type y if it is still so, or answer anew.")
        per = self._item.per
        if per is not None and self._question.place is None and self._answer is None:
            kind = per.replace("-", " ")
            self._face.say(
                f"This is asked of each {kind}, and none is listed. Type p and a name to add one, "
                "or answer once for the whole school."
            )

    # ---- The rating ------------------------------------------------------------------------------

    def _rate(self) -> bool:
        """Ask until there is a rating; whether anything was answered."""
        if self._item.measure is not None:
            measured = self._measure(self._item.measure)
            if measured is not None:
                return measured
        while True:
            self._face.choices([RATING_WORDS[rating] for rating in RATINGS])
            typed = ask_line(self._face, self._rating_prompt())
            if not typed and self._is_answered:
                return False
            if typed.lower() in _YES and self._to_confirm is not None:
                return self._still_so()
            rating = read_rating(typed)
            if rating is not None and self._take_rating(rating):
                return True
            if rating is None:
                self._face.say(
                    "Type a number from 1 to 4 or the word; s skips the question, ? explains it."
                )

    @property
    def _is_answered(self) -> bool:
        return rating_of(self._sitting.audit, self._question) is not None

    def _rating_prompt(self) -> str:
        if self._to_confirm is not None:
            return "Rating (y: still so; Enter: leave it for later)"
        return "Rating (Enter keeps it)" if self._is_answered else "Rating"

    def _measure(self, measure: Measure) -> bool | None:
        """Ask for the figure: whether anything was answered, `None` where it is to be rated without one."""
        there = self._answer.measured if self._answer is not None else None
        hint = (
            "Enter keeps what is there" if self._is_answered else "Enter: rate it without a figure"
        )
        unit = with_unit("", measure.unit).strip()
        self._face.say(f"To measure: {measure.quantity}, {threshold(measure)}.")
        while True:
            typed = ask_line(self._face, f"Figure{f' in {unit}' if unit else ''} ({hint})")
            if not typed:
                return False if self._is_answered else None
            if typed.lower() in _YES and self._to_confirm is not None:
                return self._still_so()
            rating = read_rating(typed, numbers=False)
            if rating is not None and self._take_rating(rating):
                return True
            if rating is None and self._take_figure(measure, typed):
                return True
            if rating is None and there is None and typed.isdigit() and int(typed) <= len(RATINGS):
                self._face.say("To rate it without a figure, press Enter first.")

    def _take_figure(self, measure: Measure, typed: str) -> bool:
        """Take a figure with the rating that it gives, or another one with its reason."""
        try:
            rating = measure.rate(typed)
        except PydanticCustomError as error:
            words = error.context or {}
            self._face.say(f"{words['message']} {words['fix']}")
            return False
        figure = with_unit(typed, measure.unit)
        if measure.is_far_off(typed):
            self._face.say(
                f"{figure} is far off what is usual here. Is the unit right? b changes it."
            )
        self._save({"measured": typed, "rating": None, "reason": None, "overrule": None})
        try:
            self._rate_otherwise(f"{figure} gives: {RATING_WORDS[rating].lower()}", rating)
        except Back:
            return False  # back to the figure
        return True

    def _rate_otherwise(self, said: str, given: Rating) -> None:
        """Offer to overrule what a figure gives, which needs a reason."""
        prompt = f"{said}. Enter takes it; or type the rating that is right"
        while typed := ask_line(self._face, prompt):
            chosen = read_rating(typed)
            if chosen is None:
                self._face.say(f"“{typed}” is not a rating. Type a number from 1 to 4 or the word.")
                continue
            if chosen != given:
                why = ask_needed_text(self._face, "Why is it rated otherwise than measured?")
                reason = why if chosen == "not-applicable" else None
                self._save({"rating": chosen, "overrule": why, "reason": reason})
            return

    def _take_rating(self, rating: Rating) -> bool:
        """Save a rating, with its reason where it needs one; whether it was taken."""
        try:
            return self._save_rating(rating)
        except Back:
            return False  # from the reason back to the rating

    def _save_rating(self, rating: Rating) -> bool:
        if (
            rating == "not-applicable"
            and self._item.duty in BINDING
            and not self._item.may_not_apply
        ):
            self._face.say(
                "This is a duty that always applies, so it cannot be set aside. "
                "What is not there at all is not met."
            )
            return False
        reason = None
        if rating == "not-applicable":
            reason = ask_needed_text(self._face, "Why does it not apply here?")
        changes: dict[str, Tree] = {"rating": rating, "reason": reason, "overrule": None}
        answer = self._answer
        if answer is not None and answer.measured is not None and self._item.measure is not None:
            changes |= self._beside_a_figure(self._item.measure, answer.measured, rating)
        self._save(changes)
        return True

    def _beside_a_figure(self, measure: Measure, figure: str, rating: Rating) -> dict[str, Tree]:
        """What becomes of a figure that is there when a rating is typed."""
        given = measure.rate(figure)
        if given == rating:
            return {"rating": None}
        why = ask_line(
            self._face,
            f"{with_unit(figure, measure.unit)} gives: {RATING_WORDS[given].lower()}. Why is it rated "
            "otherwise? (Enter: the figure was wrong, take it away)",
            free_text=True,
        )
        return {"overrule": why} if why else {"measured": None}

    def _still_so(self) -> bool:
        """The answer stands, as seen today."""
        self._save({})
        self._did.append("confirmed")
        return True

    def _save(self, changes: dict[str, Tree]) -> None:
        sitting = self._sitting
        when = answering.checked(sitting.audit, self._answer, sitting.day)
        responses = sitting.store.draft.tree.get("responses")
        response = answering.with_answer(responses, self._question, {**when, **changes})
        sitting.save_answer(self._question, response)

    # ---- The details -----------------------------------------------------------------------------

    def _details(self) -> None:
        """What shows it, where, a note, and the action for a gap; b goes back to the one before."""
        rating = rating_of(self._sitting.audit, self._question)
        steps: list[Callable[[], None]] = []
        if rating in ("met", "partly-met"):
            steps.append(self._ask_evidence)
        if rating in GAPS and self._question.place is None:
            steps.append(self._ask_location)
        steps.append(self._ask_note)
        if rating in GAPS:
            steps.append(self._ask_action)
        at = 0
        while at < len(steps) and not self._sitting.brief:
            try:
                steps[at]()
            except Back:
                if at == 0:
                    raise
                at -= 1
            else:
                at += 1

    def _ask_evidence(self) -> None:
        suggestions = self._item.evidence
        there = self._answer.evidence if self._answer is not None else ()
        self._face.say("What shows it? A number, or your own words:")
        self._face.choices(suggestions)
        keeps = "Enter keeps what is noted" if there else "Enter: nothing yet"
        typed = ask_line(self._face, f"Evidence ({keeps})", free_text=True)
        if not typed:
            return
        if typed.isdigit() and 1 <= int(typed) <= len(suggestions):
            typed = suggestions[int(typed) - 1]
        where = ask_line(self._face, "Where is it kept? (Enter: not said)", free_text=True)
        folder = self._sitting.store.path.resolve().parent
        new = answering.evidence(typed, where, folder, self._sitting.day)
        self._save({"evidence": [*self._trees("evidence"), new]})
        self._did.append("evidence noted")
        self._wrote = True

    def _trees(self, key: str) -> list[Tree]:
        """A list of this answer as the file has it."""
        response = self._sitting.store.draft.tree.get("responses")
        at: Tree = response.get(self._item.id) if isinstance(response, dict) else None
        if self._question.place is not None and isinstance(at, dict):
            places = at.get("places")
            at = places.get(self._question.place) if isinstance(places, dict) else None
        found = at.get(key) if isinstance(at, dict) else None
        return list(found) if isinstance(found, list) else []

    def _ask_location(self) -> None:
        there = self._answer.location if self._answer is not None else None
        self._text("location", ask_text(self._face, "Where in the school?", there))

    def _ask_note(self) -> None:
        there = self._answer.note if self._answer is not None else None
        self._text("note", ask_text(self._face, "Note, never printed for the public", there))

    def _text(self, key: str, typed: str | None) -> None:
        if typed is not None:
            self._save({key: typed or None})
            self._wrote = True

    # ---- The action for a gap --------------------------------------------------------------------

    def _actions(self) -> tuple[Action, ...]:
        plan = self._sitting.audit.plan
        actions = plan.actions if plan is not None else ()
        return tuple(a for a in actions if self._item.id in a.for_ and a.status != "dropped")

    def _ask_action(self) -> None:
        place = self._question.place
        there = self._actions()
        answering_it = [a for a in there if not a.at or place is None or place in a.at]
        if answering_it:
            self._face.say(*(f"Action {a.id} answers it: {_action_words(a)}" for a in answering_it))
            return
        remedy = self._item.recommendation
        self._face.say(
            f"For the plan, suggested: {remedy.action} "
            f"Lead: {remedy.lead}; {remedy.horizon} term; {_COST_WORDS[remedy.cost_band]}."
        )
        labels = ["Take it", "Change it", "Later"]
        labels += [f"Add this place to {a.id}: {a.action}" for a in there]
        chosen = ask_choice(self._face, labels, "Action (Enter: later)")
        if chosen == 0:
            self._add_action(remedy.action, remedy.lead)
        elif chosen == 1:
            action = ask_line(
                self._face, "What will you do? (Enter keeps the suggestion)", free_text=True
            )
            lead = ask_line(
                self._face, f"Who leads it? A role (Enter: {remedy.lead})", free_text=True
            )
            self._add_action(action or remedy.action, lead or remedy.lead)
            self._wrote = True
        elif chosen is not None and chosen >= len(labels) - len(there):
            self._add_place_to(there[chosen - (len(labels) - len(there))])

    def _add_action(self, action: str, lead: str) -> None:
        due = ask_due(self._face, self._sitting.day)
        plan, answer = self._sitting.audit.plan, self._answer
        taken = taken_ids(plan, plan_before(self._sitting.store.path, plan))
        id_ = next(next_action_ids(taken))
        private = answer is not None and answer.private
        new = answering.new_action(self._question, id_, action, lead, due, private=private)
        number = len(plan.actions) if plan is not None else 0
        self._sitting.save(self._question, ("plan", "actions", number), new, answering.AUDIT_KEYS)
        self._did.append(f"action {id_}")

    def _add_place_to(self, action: Action) -> None:
        plan = self._sitting.audit.plan
        assert plan is not None  # the action is one of its own
        number = plan.actions.index(action)
        at: list[Tree] = [*action.at, self._question.place]
        self._sitting.save(
            self._question, ("plan", "actions", number, "at"), at, answering.ACTION_KEYS
        )
        self._did.append(f"added to action {action.id}")

    # ---- The end ---------------------------------------------------------------------------------

    def _confirm(self) -> None:
        """One line that says what is in the file now."""
        answer = self._answer
        words = rating_words(self._item, answer) if answer is not None else None
        place = self._sitting.place_name(self._question)
        where = f" ({place})" if place else ""
        rated = f"{words[:1].lower()}{words[1:]}" if words else "not rated"
        self._face.done(
            sentence(f"Saved: {self._item.id}{where}: {'; '.join((rated, *self._did))}")
        )
        if self._wrote:
            self._face.say(*remarks_on(self._sitting, self._question))
        self._did.clear()


def _action_words(action: Action) -> str:
    lead = action.lead or "nobody leads it yet"
    due = f"by {day_text(action.due)}" if action.due is not None else "no date yet"
    return f"{sentence(action.action)} ({lead}, {due})"
