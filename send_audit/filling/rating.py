"""The rating of a question: by number, by word, by what was measured, or confirmed as it was."""

from pydantic_core import PydanticCustomError

from send_audit.editing.tree import Tree
from send_audit.filling.gestures import Back, Gesture
from send_audit.filling.prompts import ask_line, ask_needed_text, read_rating
from send_audit.filling.topic import Topic
from send_audit.model.checklist import BINDING
from send_audit.model.measure import Measure, tidy_figure, with_unit
from send_audit.model.words import Rating
from send_audit.render.question_page import RATINGS, threshold
from send_audit.render.wording import RATING_WORDS

_YES = ("y", "yes")
_NO = ("n", "no")


class RatingDialogue:
    """Asks until a question has a rating, or is left as it is."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic

    def rate(self) -> bool:
        """Ask until there is a rating; whether anything was answered."""
        if self._topic.item.measure is not None:
            measured = self._measure(self._topic.item.measure)
            if measured is not None:
                return measured
        self._topic.face.choices([RATING_WORDS[rating] for rating in RATINGS])
        while True:
            typed = ask_line(self._topic.face, self._rating_prompt())
            if not typed and self._topic.rating is not None:
                return False
            still_so = self._still_so(typed, "Then answer anew: a number from 1 to 4.")
            if still_so is None and self._topic.rating is not None and typed.lower() in _YES:
                return False  # an answer that is there is kept, whatever it is
            if still_so is not None:
                if still_so:
                    return True
                continue
            rating = read_rating(typed)
            if rating is not None and self._take_rating(rating):
                return True
            if rating is None:
                self._topic.face.say(
                    "Type a number from 1 to 4 or the word: met, partly met, not met, not applicable. "
                    "s skips the question, ? explains it."
                )

    def _rating_prompt(self) -> str:
        if self._topic.to_confirm is not None:
            return "Rating (y: still so; Enter: leave it for later)"
        return "Rating (Enter keeps it)" if self._topic.rating is not None else "Rating"

    def _measure(self, measure: Measure) -> bool | None:
        """Ask for the figure: whether anything was answered, `None` where it is to be rated without one."""
        answered = self._topic.rating is not None
        hint = "Enter keeps what is there" if answered else "Enter: rate it without a figure"
        if self._topic.to_confirm is not None:
            hint = "y: still so; Enter: leave it for later"
        unit = with_unit("", measure.unit).strip()
        self._topic.face.say(f"To measure: {measure.quantity}, {threshold(measure)}.")
        while True:
            typed = ask_line(self._topic.face, f"Figure{f' in {unit}' if unit else ''} ({hint})")
            if not typed:
                return False if self._topic.rating is not None else None
            still_so = self._still_so(
                typed, "Then measure anew, or type met, partly met or not met."
            )
            if still_so is not None:
                if still_so:
                    return True
                continue
            rating = None
            if typed.lower() not in (*_YES, *_NO):
                rating = read_rating(typed, numbers=False)
            if rating is not None and self._take_rating(rating):
                return True
            if rating is None and self._take_figure(measure, typed):
                return True

    def _take_figure(self, measure: Measure, typed: str) -> bool:
        """Take a figure with the rating that it gives, or another one with its reason."""
        typed = tidy_figure(measure.unit, typed)
        try:
            rating = measure.rate(typed)
        except PydanticCustomError as error:
            words = error.context or {}
            self._topic.face.say(f"{words['message']} {words['fix']}")
            return False
        if read_rating(typed) is not None:
            self._topic.face.say(f"{typed} is taken for a figure here, and not for a rating.")
        figure = with_unit(typed, measure.unit)
        if measure.is_far_off(typed):
            self._topic.face.say(
                f"{figure} is far off what is usual here. Is the unit right? b changes it."
            )
        try:
            changes = self._rated_otherwise(
                f"{figure} gives: {RATING_WORDS[rating].lower()}", rating
            )
        except Back:
            return False  # back to the figure
        except (Gesture, EOFError):
            self._topic.face.say(f"{figure} was not taken yet, so it is not saved.")
            raise
        self._topic.save({"measured": typed, **changes})
        return True

    def _rated_otherwise(self, said: str, given: Rating) -> dict[str, Tree]:
        """Offer to overrule what a figure gives, which needs a reason."""
        changes: dict[str, Tree] = {"rating": None, "reason": None, "overrule": None}
        prompt = f"{said}. Enter takes it; or type the rating that is right"
        while typed := ask_line(self._topic.face, prompt):
            chosen = read_rating(typed)
            if chosen is None:
                self._topic.face.say(
                    f"“{typed}” is not a rating. Type a number from 1 to 4 or the word."
                )
                continue
            if chosen != given:
                why = ask_needed_text(self._topic.face, "Why is it rated otherwise than measured?")
                reason = why if chosen == "not-applicable" else None
                changes = {"rating": chosen, "overrule": why, "reason": reason}
            break
        return changes

    def _take_rating(self, rating: Rating) -> bool:
        """Save a rating, with its reason where it needs one; whether it was taken."""
        try:
            return self._save_rating(rating)
        except Back:
            return False  # from the reason back to the rating

    def _save_rating(self, rating: Rating) -> bool:
        if (
            rating == "not-applicable"
            and self._topic.item.duty in BINDING
            and not self._topic.item.may_not_apply
        ):
            self._topic.face.say(
                "This is one of the law's duties, and those do not depend on the building or on who is on "
                "roll. What is not there at all is not met; s leaves the question open."
            )
            return False
        reason = None
        if rating == "not-applicable":
            reason = ask_needed_text(self._topic.face, "Why does it not apply here?")
        changes: dict[str, Tree] = {"rating": rating, "reason": reason, "overrule": None}
        answer = self._topic.answer
        if (
            answer is not None
            and answer.measured is not None
            and self._topic.item.measure is not None
        ):
            changes |= self._beside_a_figure(self._topic.item.measure, answer.measured, rating)
        self._topic.save(changes)
        return True

    def _beside_a_figure(self, measure: Measure, figure: str, rating: Rating) -> dict[str, Tree]:
        """What becomes of a figure that is there when a rating is typed."""
        given = measure.rate(figure)
        if given == rating:
            return {"rating": None}
        why = ask_line(
            self._topic.face,
            f"{with_unit(figure, measure.unit)} gives: {RATING_WORDS[given].lower()}. Why is it rated "
            "otherwise? (Enter: the figure was wrong, take it away)",
            free_text=True,
        )
        return {"overrule": why} if why else {"measured": None}

    def _still_so(self, typed: str, anew: str) -> bool | None:
        """Whether a carried or old answer was confirmed; `None` where that is not what was typed."""
        word = typed.lower()
        if word not in (*_YES, *_NO) or self._topic.rating is None:
            return None
        if self._topic.to_confirm is None and word in _YES:
            return None
        if word in _NO:
            self._topic.face.say(anew)
            return False
        self._topic.save({})
        self._topic.did.append("confirmed")
        return True
