"""Asking what shows an answer: suggestions by number, words, or the name of a file in the audit's folder."""

from collections.abc import Sequence
from pathlib import Path

from send_audit.editing.tree import Tree
from send_audit.filling import answering
from send_audit.filling.prompts import REMOVE, ask_line, is_number, read_choice
from send_audit.filling.topic import Topic
from send_audit.render.question_page import evidence_words


def ask_evidence(topic: Topic) -> None:
    """Add what shows the answer, each piece saved before more is asked of it; `-` takes all of it away."""
    there = topic.answer.evidence if topic.answer is not None else ()
    if there:
        topic.face.say(f"Noted so far: {'; '.join(evidence_words(piece) for piece in there)}.")
    several = ", several such as 1 2," if len(topic.item.evidence) > 1 else ""
    topic.face.say(f"What shows it? A number{several} or your own words:")
    topic.face.choices(topic.item.evidence)
    hint = "Enter keeps what is noted, - takes all of it away" if there else "Enter: nothing yet"
    titles = _titles(topic, f"Evidence ({hint})")
    if titles == [REMOVE]:
        topic.save({"evidence": None})
        topic.did.append("evidence taken away")
        return
    if not titles:
        return
    folder = topic.sitting.store.path.resolve().parent
    earlier = topic.evidence()
    _save(topic, earlier, titles, None, folder)
    topic.did.append("evidence noted")
    topic.wrote = True
    where = ask_line(topic.face, "Where is it kept? (Enter: not said)", free_text=True)
    if where:
        _save(topic, earlier, titles, where, folder)


def _save(
    topic: Topic, earlier: Sequence[Tree], titles: Sequence[str], where: str | None, folder: Path
) -> None:
    day = topic.sitting.day
    new = [answering.evidence(title, where, folder, day) for title in titles]
    topic.save({"evidence": [*earlier, *new]})


def _titles(topic: Topic, prompt: str) -> list[str]:
    """What was typed as titles; nothing for Enter. What is no number of the list is asked again."""
    suggestions, face = topic.item.evidence, topic.face
    folder = topic.sitting.store.path.resolve().parent
    while typed := ask_line(face, prompt, free_text=True):
        words = typed.replace(",", " ").split()
        if words and all(map(is_number, words)):
            chosen = [read_choice(word, suggestions) for word in words]
            known = [suggestions[at] for at in chosen if at is not None]
            if len(known) == len(words):
                return known
            face.say(f"“{typed}” is not on the list. Type numbers that are, or words of your own.")
        elif answering.names_missing_file(folder, typed):
            face.say(
                f"There is no file “{typed}” in the audit's folder. Copy it there first and type its "
                "name again, or describe it in words."
            )
        else:
            return [typed]
    return []
