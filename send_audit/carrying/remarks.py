"""Comments beside a new audit's questions: what was answered last time, where that does not stand."""

import re
from collections.abc import Callable, Iterable, Mapping

from send_audit.model.audit import Answer, Audit, Response
from send_audit.model.carried import CarriedAnswers, Changed, Gone
from send_audit.model.content import Content
from send_audit.model.scalars import Day
from send_audit.printable import one_line
from send_audit.render.blank_responses import HOW_TO_ANSWER, HOW_TO_CONFIRM, render_responses
from send_audit.render.wording import day_text, joined, plural

_START = "# Last time"
Ours = Callable[[str], bool]


def is_ours_in(contents: Iterable[Content]) -> Ours:
    """Knows the comments that `new` writes into an audit of these checklists: they are written anew."""
    lines = {line.strip() for line in (*HOW_TO_ANSWER[:2], *HOW_TO_CONFIRM)}
    for content in contents:
        lines |= {line.strip() for line in render_responses(content.checklists, content.advice)}
    help_line = re.compile(re.escape(HOW_TO_ANSWER[2]).replace(r"\{item\}", r"[A-Z0-9-]+"))
    return lambda line: (
        line in lines or line.startswith(_START) or help_line.fullmatch(line) is not None
    )


def remarks_on(
    last: Audit, answers: CarriedAnswers, when: Day | None, file: str
) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """The comments by the item that they stand at, and those for the end of the questions."""
    at_items: dict[str, list[str]] = {}
    at_end: list[str] = []
    time = f"{_START} ({day_text(when)})" if when is not None else _START
    for id_, changed in answers.changed.items():
        words = answer_words(last.responses[id_])
        at_items.setdefault(id_, []).append(f"{time}: {words}. {_asked_then(changed)}")
    for gone in answers.gone:
        line = _gone(gone, last.responses[gone.id], time)
        for id_ in gone.replaced_by:
            at_items.setdefault(id_, []).append(line)
        if not gone.replaced_by:
            at_end.append(line)
    if at_end:
        at_end.insert(0, f"{_START}, and not asked now; the whole answers are in {file}:")
    flat = {
        id_: tuple(one_line(" ".join(line.split())) for line in lines)
        for id_, lines in at_items.items()
    }
    return flat, tuple(one_line(" ".join(line.split())) for line in at_end)


def _asked_then(changed: Changed) -> str:
    if changed.old.criterion != changed.new.criterion:
        return f"The question has changed; it was: {changed.old.criterion}"
    if changed.old.measure != changed.new.measure:
        return "The measure has changed since."
    if changed.old.per != changed.new.per:
        each = f"of each {changed.new.per}" if changed.new.per else "once, not place by place"
        return f"It is asked {each} now."
    return "What it means has changed since."


def _gone(gone: Gone, response: Response, time: str) -> str:
    criterion = f" {gone.item.criterion}" if gone.item is not None else ""
    return f"{time}, {gone.id}, which {gone.why}: {answer_words(response)}.{criterion}"


def answer_words(response: Response) -> str:
    """An answer in a few words: rating or figure, place by place, and how much stands behind it."""
    if response.places is None:
        words = _rating(response)
    else:
        words = "; ".join(f"{place} {_rating(one)}" for place, one in response.places.items())
    answers = [response, *(response.places or {}).values()]
    evidence = sum(len(answer.evidence) for answer in answers)
    notes = sum(answer.note is not None for answer in answers)
    behind = [plural(evidence, "piece of evidence", "pieces of evidence")] if evidence else []
    behind += [plural(notes, "note")] if notes else []
    return f"{words} ({joined(behind)})" if behind else words


def _rating(answer: Answer) -> str:
    parts = [part for part in (answer.rating, answer.measured) if part is not None]
    return ", measured ".join(parts) if answer.rating else f"measured {parts[0]}" if parts else "-"
