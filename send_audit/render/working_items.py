"""The checklists item by item: what is asked, how it stands, on what footing, and which action answers it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from send_audit.model.checklist import BINDING, Item
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed, Outcome
from send_audit.model.words import Rating
from send_audit.render.album import Album
from send_audit.render.checklist_text import advice_words, measure_words
from send_audit.render.plan_cards import headline
from send_audit.render.views import Fact, Link, Row
from send_audit.render.wording import STATUS_WORDS, joined, plural, rating_word, sentence
from send_audit.render.working_answers import item_answer, place_answers
from send_audit.render.working_views import ChecklistBlock, ItemBlock, SectionBlock

UNSURE = ("ancestor", "unverified")
DUTY_WORDS = {
    "must": "By law it must be so.",
    "have-regard": "By law it must be considered.",
    "should": "Guidance expects it.",
    "good-practice": "Good practice.",
}
_COUNTED: tuple[Rating, ...] = ("met", "partly-met", "not-met", "not-applicable")
COUNT_HEADS = ("Checklist", "Met", "Partly met", "Not met", "Not applicable", "Check again", "Open")


def checklist_blocks(assessed: Assessed, album: Album) -> tuple[ChecklistBlock, ...]:
    """Each checklist with its asked items under their sections, in the checklist's own order."""
    return tuple(
        ChecklistBlock(
            anchor=f"checklist-{outcomes[0].checklist.id}",
            title=outcomes[0].checklist.title,
            intro=(
                f"Version {outcomes[0].checklist.version} of the checklist. "
                f"{plural(len(outcomes), 'question')}: {counts_text(outcomes)}."
            ),
            sections=tuple(_sections(assessed, album, outcomes)),
        )
        for outcomes in by_checklist(assessed)
    )


def by_checklist(assessed: Assessed) -> list[list[Outcome]]:
    """The asked items, a list for each checklist that asks any."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in assessed.outcomes:
        if outcome.asked:
            groups.setdefault(outcome.checklist.id, []).append(outcome)
    return list(groups.values())


def _sections(
    assessed: Assessed, album: Album, outcomes: Sequence[Outcome]
) -> Iterable[SectionBlock]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.section.id, []).append(outcome)
    for group in groups.values():
        yield SectionBlock(
            title=group[0].section.title,
            counts=f"{plural(len(group), 'question')}: {counts_text(group)}.",
            items=tuple(_item(assessed, album, outcome) for outcome in group),
        )


def _counts(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Fresh answers by rating, with lapsed answers and open items apart, so that the counts add up."""
    return Counter(
        "open" if o.rating is None else "again" if o.lapsed else o.rating for o in outcomes
    )


def counts_text(outcomes: Iterable[Outcome]) -> str:
    """“3 met, 1 not met, 2 not yet answered”: what there is, in the order of the ratings."""
    counts = _counts(outcomes)
    named: dict[str, str] = {rating: rating_word(rating).lower() for rating in _COUNTED}
    named |= {"again": "to be checked again", "open": "not yet answered"}
    return joined(f"{counts[key]} {word}" for key, word in named.items() if counts[key])


def count_rows(assessed: Assessed) -> Iterable[Row]:
    """A row for each checklist: how many of its questions stand where."""
    for outcomes in by_checklist(assessed):
        counts = _counts(outcomes)
        cells = (str(counts[key]) for key in (*_COUNTED, "again", "open"))
        yield Row(cells=(outcomes[0].checklist.title, *cells))


def _item(assessed: Assessed, album: Album, outcome: Outcome) -> ItemBlock:
    item = outcome.item
    finding = next((f for f in assessed.findings if f.item.id == item.id), None)
    answering = [a for a in assessed.plan.actions if item.id in a.for_]
    return ItemBlock(
        id=item.id,
        criterion=item.criterion,
        answer=item_answer(assessed, album, outcome),
        places=tuple(place_answers(assessed, album, outcome)),
        background=tuple(_background(assessed, outcome)),
        actions=tuple(map(action_link, answering)),
        unplanned=(
            "No action answers this gap yet."
            if finding is not None and not finding.actions
            else None
        ),
    )


def action_link(action: Action) -> Link:
    """An action by its id and heading, leading to where it stands whole."""
    text = f"{action.id} {headline(action)[0]} ({STATUS_WORDS[action.status]})"
    return Link(text=text, href=f"#{action_anchor(action)}")


def action_anchor(action: Action) -> str:
    """The anchor of an action, which no item's can be."""
    return f"action-{action.id}"


def _background(assessed: Assessed, outcome: Outcome) -> Iterable[Fact]:
    item = outcome.item
    if outcome.rating is None:
        yield Fact(label="What to look at", text=item.guidance)
    for said in assessed.advice.get(item.id, ()):
        yield Fact(label=f"{said.by} adds", text=advice_words(said))
    if item.measure is not None:
        yield Fact(label="Held against", text=sentence(measure_words(item.measure)))
    yield Fact(label="Law and guidance", text=footing(assessed, item))


def footing(assessed: Assessed, item: Item) -> str:
    """The legal force and the places it rests on, in one line; what is not confirmed says so."""
    rests = "; ".join(
        f"{assessed.sources[b.source].title if b.source in assessed.sources else b.source}, {b.at}"
        f"{' (to be confirmed)' if b.support in UNSURE else ''}"
        for b in item.basis
    )
    unsure = item.duty in BINDING and all(b.support in UNSURE for b in item.basis)
    force = "Believed required, to be confirmed." if unsure else DUTY_WORDS[item.duty]
    return f"{force} {sentence(rests)}"
