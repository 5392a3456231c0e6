"""One question as a page of words: where it stands, what is asked, why, the law, what is known so far."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from send_audit.model.audit import Answer, Evidence, Response
from send_audit.model.checklist import BINDING, Item, Source
from send_audit.model.content import Advice
from send_audit.model.measure import Measure, with_unit
from send_audit.model.rating import rate
from send_audit.model.words import Rating
from send_audit.render.checklist_text import advice_words
from send_audit.render.wording import RATING_WORDS, day_text, joined, sentence

RATINGS: tuple[Rating, ...] = ("met", "partly-met", "not-met", "not-applicable")
"""In the order of their numbers at the prompt, from 1."""

_FORCE = {
    "must": "The law commands it",
    "have-regard": "The law says that it must be considered",
    "should": "Expected of a school",
    "good-practice": "Good practice; no rule that we know of asks for exactly this",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """What a person sees of a question. `parts` are headed texts; `so_far` is what the file says already.

    `number` of `total` is where it stands in this part; `progress` and `done` say how far one is.
    """

    trail: tuple[str, ...]
    number: int
    total: int
    progress: str
    done: int
    id: str
    place: str | None
    criterion: str
    parts: tuple[tuple[str, str], ...]
    so_far: tuple[tuple[str, str], ...]


def parts_of(
    item: Item, sources: Mapping[str, Source], advice: Iterable[Advice]
) -> tuple[tuple[str, str], ...]:
    """Why it matters, what to look at, what the council adds, and the law in one line."""
    return (
        ("Why it matters", item.rationale),
        ("What to look at", item.guidance),
        *((f"{said.by} adds", advice_words(said)) for said in advice),
        ("The law", law_line(item, sources)),
    )


def law_line(item: Item, sources: Mapping[str, Source]) -> str:
    """The standing of an item with one thing that it rests on: a checked one, or else it says so."""
    checked = [b for b in item.basis if b.support in ("primary", "secondary")]
    basis = (checked or item.basis)[0]
    title = sources[basis.source].title if basis.source in sources else basis.source
    hedge = ""
    if not checked:
        hedge = "; believed so, to be confirmed" if item.duty in BINDING else "; to be confirmed"
    return f"{_FORCE[item.duty]} ({title}, {basis.at}{hedge})."


def threshold(measure: Measure) -> str:
    """What a measured value is held to: “at least 2400 mm, partly met from 2300 mm”."""
    limits = []
    if measure.minimum is not None:
        limits.append(f"at least {with_unit(measure.minimum, measure.unit)}")
    if measure.maximum is not None:
        limits.append(f"at most {with_unit(measure.maximum, measure.unit)}")
    partly = ""
    if measure.partly_from is not None:
        partly = f", partly met from {with_unit(measure.partly_from, measure.unit)}"
    return f"{joined(limits)}{partly}"


def so_far(item: Item, answer: Answer | None) -> tuple[tuple[str, str], ...]:
    """What the file says already, as headed texts; nothing where it says nothing."""
    return () if answer is None else tuple(_so_far(item, answer))


def of_group(item: Item, said: tuple[str, Response] | None) -> tuple[tuple[str, str], ...]:
    """What a group's file says for its schools, given with its title; nothing where it says nothing."""
    if said is None:
        return ()
    title, response = said
    words = rating_words(item, response) or "nothing that counts"
    text = f"{sentence(words)} It counts here until you give an answer of your own."
    return ((title, text),)


def _so_far(item: Item, answer: Answer) -> Iterator[tuple[str, str]]:
    if (rating := rating_words(item, answer)) is not None:
        yield "So far", sentence(rating)
    if answer.evidence:
        yield "Evidence", sentence("; ".join(evidence_words(e) for e in answer.evidence))
    for label, text in (("Where", answer.location), ("Note", answer.note)):
        if text is not None:
            yield label, text


def rating_words(item: Item, answer: Answer) -> str | None:
    """The rating with what it rests on: “Partly met, measured 2320 mm”."""
    rating = rate(item, answer)
    if rating is None:
        return None
    words = [RATING_WORDS[rating]]
    if answer.measured is not None and item.measure is not None:
        words.append(f"measured {with_unit(answer.measured, item.measure.unit)}")
    if answer.overrule is not None:
        words.append(f"rated so because: {answer.overrule}")
    if answer.reason is not None and rating == "not-applicable":
        words.append(answer.reason)
    if answer.checked_on is not None:
        words.append(f"checked on {day_text(answer.checked_on)}")
    return ", ".join(words)


def evidence_words(evidence: Evidence) -> str:
    """One piece of evidence: “Bay with tape (photograph, 5 October 2026, Premises folder)”."""
    kind = evidence.kind.replace("-", " ") if evidence.kind is not None else None
    on = day_text(evidence.on) if evidence.on is not None else None
    facts = ", ".join(f for f in (kind, on, evidence.where, evidence.file, evidence.url) if f)
    if evidence.title is None:
        return facts or "something not named"
    return f"{evidence.title} ({facts})" if facts else evidence.title
