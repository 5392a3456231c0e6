"""The dialogue about one question: its rating, then its details, then one line that says what was saved."""

from send_audit.filling.details import Details
from send_audit.filling.gestures import Back, Gesture
from send_audit.filling.questions import Question
from send_audit.filling.rating import RatingDialogue
from send_audit.filling.remarks import remarks_on
from send_audit.filling.sitting import Sitting
from send_audit.filling.topic import Topic
from send_audit.render.question_page import rating_words
from send_audit.render.wording import sentence


class Dialogue:
    """Asks one question and saves what comes of it, piece by piece."""

    def __init__(self, sitting: Sitting, question: Question) -> None:
        self._topic = Topic(sitting, question)

    def run(self) -> None:
        """Hold the dialogue to its end. A gesture that leaves the question is raised; what is saved stays."""
        self._remark()
        rating, details = RatingDialogue(self._topic), Details(self._topic)
        try:
            while rating.rate():
                try:
                    details.run()
                except Back:
                    self._confirm()  # from the first detail back to the rating
                    continue
                break
        except (Gesture, EOFError, KeyboardInterrupt):
            self._confirm()
            raise
        self._confirm()

    def _remark(self) -> None:
        topic = self._topic
        said, per = topic.to_confirm, topic.item.per
        if said is not None:
            why = sentence(said or "This answer is older than it may be")
            topic.face.say(f"To confirm: {why} Type y if it is still so, or answer anew.")
        if per is not None and topic.question.place is None and topic.answer is None:
            kind = per.replace("-", " ")
            topic.face.say(
                f"This is asked of each {kind}, and none is listed. Type p and a name to add one, "
                "or answer once for the whole school."
            )

    def _confirm(self) -> None:
        """One line that says what is in the file now, where anything was saved."""
        topic = self._topic
        if not topic.touched:
            return
        answer = topic.answer
        words = rating_words(topic.item, answer) if answer is not None else None
        place = topic.sitting.place_name(topic.question)
        where = f" ({place})" if place else ""
        rated = f"{words[:1].lower()}{words[1:]}" if words else "not rated"
        topic.face.done(
            sentence(f"Saved: {topic.item.id}{where}: {'; '.join((rated, *topic.did))}")
        )
        if topic.wrote:
            topic.face.say(*remarks_on(topic.sitting, topic.question))
        topic.did.clear()
        topic.touched = topic.wrote = False
