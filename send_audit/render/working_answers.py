"""One answer with all that supports it: measured value, reasons, notes, dates, evidence, photographs."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from send_audit.model.audit import Answer, Evidence, Response, School
from send_audit.model.measure import with_unit
from send_audit.model.plan_facts import months_after
from send_audit.model.rating import rate
from send_audit.model.results import Assessed, Outcome
from send_audit.model.scalars import Day
from send_audit.model.words import EvidenceKind
from send_audit.render.album import Album
from send_audit.render.plan_cards import mark
from send_audit.render.privacy import web_link
from send_audit.render.views import Fact
from send_audit.render.wording import (
    date_text,
    day_text,
    joined,
    rating_word,
    sentence,
    upper_first,
)
from send_audit.render.working_views import AnswerBlock, Exhibit, Photograph

EVIDENCE_WORDS: Mapping[EvidenceKind | None, str] = MappingProxyType(
    {
        "photograph": "Photograph",
        "document": "Document",
        "web-page": "Web page",
        "observation": "Observation",
        "measurement": "Measurement",
        "certificate": "Certificate",
        "pupil-voice": "What pupils say",
        "drawing": "Drawing",
        None: "Evidence",
    }
)
PRIVATE = "Private: it stays out of public editions"


def item_answer(assessed: Assessed, album: Album, outcome: Outcome) -> AnswerBlock:
    """The answer to the item as a whole; where it is answered by place, what its response says for all."""
    response = outcome.response
    shown = outcome.rating if outcome.rating is not None else outcome.known
    if response is None:
        return _blank(None)
    by_place = response.places is not None
    return AnswerBlock(
        place=None,
        mark=mark(shown),
        measured=None if by_place else _measured(outcome, response),
        tags=tuple(_item_tags(assessed, outcome, response)),
        remarks=tuple(_remarks(outcome, response)),
        facts=tuple(_facts(assessed, outcome, response, response)),
        evidence=tuple(_exhibits(album, outcome, response.evidence, None)),
    )


def place_answers(assessed: Assessed, album: Album, outcome: Outcome) -> Iterable[AnswerBlock]:
    """The answer of each place, then each place that has none."""
    response = outcome.response
    subject = assessed.audit.subject
    names = {k: p.name for k, p in subject.places.items()} if isinstance(subject, School) else {}
    if response is None or response.places is None:
        if response is None:
            yield from (_blank(names.get(key, key)) for key in outcome.places_short)
        return
    for key, answer in response.places.items():
        name = names.get(key, key)
        yield AnswerBlock(
            place=name,
            mark=mark(rate(outcome.item, answer)),
            measured=_measured(outcome, answer),
            tags=tuple(_tags(assessed, outcome, answer, response)),
            remarks=tuple(_remarks(outcome, answer)),
            facts=tuple(_facts(assessed, outcome, answer, response)),
            evidence=tuple(_exhibits(album, outcome, answer.evidence, name)),
        )
    for key in outcome.places_short:
        if key not in response.places:
            yield _blank(names.get(key, key))


def _blank(place: str | None) -> AnswerBlock:
    return AnswerBlock(
        place=place, mark=mark(None), measured=None, tags=(), remarks=(), facts=(), evidence=()
    )


def _item_tags(assessed: Assessed, outcome: Outcome, response: Response) -> Iterable[str]:
    gaps = assessed.duty.unmet
    if any(gap.from_plan_dates and gap.item.id == outcome.item.id for gap in gaps):
        yield "The plan's own dates show that it is not met: they count, not the answer"
    finding = next((f for f in assessed.findings if f.item.id == outcome.item.id), None)
    if finding is not None:
        yield f"{upper_first(finding.priority)} priority"
    if outcome.places_short:
        yield "Some places are still to be answered"
    yield from _tags(assessed, outcome, response, response, is_lapsed=outcome.lapsed)


def _tags(
    assessed: Assessed,
    outcome: Outcome,
    answer: Answer,
    response: Response,
    *,
    is_lapsed: bool | None = None,
) -> Iterable[str]:
    if is_lapsed is None:
        is_lapsed = _is_old(assessed, outcome, answer, response) or bool(
            answer.to_confirm or response.to_confirm
        )
    if is_lapsed:
        yield "To be checked again"
    if answer.private:
        yield PRIVATE
    rated = rate(outcome.item, answer)
    if rated == "met" and not (answer.evidence or response.evidence):
        yield "No evidence is named"


def _measured(outcome: Outcome, answer: Answer) -> str | None:
    if answer.measured is None:
        return None
    unit = outcome.item.measure.unit if outcome.item.measure is not None else None
    figure = with_unit(answer.measured, unit) if unit is not None else answer.measured
    return f"{figure} measured"


def _remarks(outcome: Outcome, answer: Answer) -> Iterable[Fact]:
    """What was written in sentences."""
    measure = outcome.item.measure
    if answer.overrule is not None:
        by_measure = (
            f"The figure alone gives “{rating_word(measure.rate(answer.measured)).lower()}”. "
            if measure is not None and answer.measured is not None
            else ""
        )
        yield Fact(label="Overruled", text=f"{by_measure}{sentence(upper_first(answer.overrule))}")
    if answer.reason is not None:
        yield Fact(label="Reason", text=sentence(answer.reason))
    if answer.to_confirm is not None:
        yield Fact(label="To confirm", text=sentence(answer.to_confirm))
    if answer.note is not None:
        yield Fact(label="Note", text=sentence(answer.note))


def _facts(
    assessed: Assessed, outcome: Outcome, answer: Answer, response: Response
) -> Iterable[Fact]:
    if outcome.shared_from is not None:
        yield Fact(label="Shared answer", text=sentence(outcome.shared_from))
    if answer.location is not None:
        yield Fact(label="Where", text=sentence(answer.location))
    if answer.leaves_out:
        needs = joined(need.replace("-", " ") for need in answer.leaves_out)
        yield Fact(label="Leaves out pupils' needs in", text=sentence(needs))
    if _is_dated_here(outcome, answer, response):
        yield from _checked(assessed, outcome, answer, response)
    if answer.refs:
        yield Fact(label="See also", text=sentence(joined(answer.refs)))


def _is_dated_here(outcome: Outcome, answer: Answer, response: Response) -> bool:
    """Whether the day stands with this answer: the day that all places share stands once, with the item."""
    if answer.checked_on is not None:
        return True
    if response.places is None:
        return answer.rating is not None or answer.measured is not None
    some_share = any(place.checked_on is None for place in response.places.values())
    return answer is response and some_share and outcome.known is not None


def _checked(
    assessed: Assessed, outcome: Outcome, answer: Answer, response: Response
) -> Iterable[Fact]:
    day = _day_of(assessed, answer, response)
    if day is None:
        yield Fact(label="Checked", text="When is not recorded.")
        return
    again = months_after(day, outcome.checklist.recheck_months(outcome.item))
    old = _is_old(assessed, outcome, answer, response)
    then = "it was to be checked again by" if old else "again by"
    yield Fact(label="Checked", text=f"{day_text(day)}; {then} {date_text(again)}.")


def _day_of(assessed: Assessed, answer: Answer, response: Response) -> Day | None:
    return answer.checked_on or response.checked_on or assessed.audit.audit.date


def _is_old(assessed: Assessed, outcome: Outcome, answer: Answer, response: Response) -> bool:
    day = _day_of(assessed, answer, response)
    months = outcome.checklist.recheck_months(outcome.item)
    return day is not None and assessed.as_of > months_after(day, months)


def _exhibits(
    album: Album, outcome: Outcome, pieces: Iterable[Evidence], place: str | None
) -> Iterable[Exhibit]:
    for piece in pieces:
        key = album.keys.get(piece.file) if piece.file is not None else None
        absent = album.absent.get(piece.file) if piece.file is not None else None
        kind = EVIDENCE_WORDS[piece.kind]
        thing = "photograph" if piece.kind == "photograph" else "picture"
        yield Exhibit(
            kind=kind,
            text=" ".join(_described(piece, has_file=absent is None)),
            link=web_link(piece.url, piece.url) if piece.url is not None else None,
            photograph=_photograph(album, key, outcome, piece, place) if key is not None else None,
            absent=f"The {thing} {piece.file} {absent}" if absent is not None else None,
        )


def _described(piece: Evidence, *, has_file: bool) -> Iterable[str]:
    title = piece.title or "not described"
    yield sentence(f"{title}, {day_text(piece.on)}" if piece.on is not None else title)
    if piece.where is not None:
        yield sentence(f"Kept in: {piece.where}")
    if piece.file is not None and has_file:
        yield f"File: {piece.file}."


def _photograph(
    album: Album, key: str, outcome: Outcome, piece: Evidence, place: str | None
) -> Photograph:
    copy = album.pictures[key]
    title = piece.title or "not described"
    at = f"{place}, item {outcome.item.id}" if place is not None else f"item {outcome.item.id}"
    return Photograph(
        key=key,
        alt=f"{EVIDENCE_WORDS[piece.kind]}: {title.removesuffix('.')} ({at}).",
        width=copy.width,
        height=copy.height,
    )
