"""What stands at the end of the strategy: its schools by name, where the council stands, and the sources."""

from collections import Counter
from collections.abc import Iterator

import send_audit
from send_audit.borough.placing import type_of_school
from send_audit.model.checklist import BINDING
from send_audit.model.results import Assessed, DutyGap
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.words import Rating
from send_audit.render.borough.blocks import (
    Block,
    Card,
    Facts,
    Part,
    Section,
    ToWrite,
    Words,
    tables,
)
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.plan_basis import basis, source_groups
from send_audit.render.privacy import is_private
from send_audit.render.views import Fact
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    date_text,
    plural,
    rating_word,
    sentence,
)

_RATINGS: tuple[Rating | None, ...] = ("met", "partly-met", "not-met", None)


def schools_section(draft: Draft) -> Section:
    """The schools that the strategy covers, by name, in the order of the list. No result of any is here."""
    covered = [
        (standing.entry.school.name, SCHOOL_TYPES[type_of_school(standing)].label)
        for standing in draft.own_schools
        if draft.covers(standing)
    ]
    if covered:
        blocks: tuple[Block, ...] = (
            Words(text=f"As the list of schools stood on {date_text(draft.area.as_of)}."),
            *tables("The schools covered", ("School", "Kind"), covered, numeric=False),
        )
    else:
        blocks = (ToWrite(text="The schools that the strategy covers, by name."),)
    return Section(
        anchor="schools",
        title="Annex A: the schools covered",
        parts=(Part(heading=None, blocks=blocks),),
        starts_page=True,
    )


def standing_section(draft: Draft) -> Section:
    """Where the council itself stands: counts, and unmet duties in words."""
    assessed = draft.authority
    if assessed is None:
        text = (
            "The council's answers on its own duties. To make a form for them: send-audit new "
            "strategy-audit.yaml --local-authority; then send-audit fill strategy-audit.yaml."
        )
        parts: tuple[Part, ...] = (Part(heading=None, blocks=(ToWrite(text=text),)),)
    else:
        parts = tuple(_standing(assessed))
    return Section(anchor="standing", title="Annex B: where the council stands", parts=parts)


def _standing(assessed: Assessed) -> Iterator[Part]:
    yield Part(heading=None, blocks=tuple(_counted(assessed)))
    hidden = {outcome.item.id for outcome in assessed.outcomes if is_private(outcome)}
    gaps = [gap for gap in assessed.duty.unmet if gap.from_plan_dates or gap.item.id not in hidden]
    if gaps:
        yield Part(heading="Not yet met, or not wholly", blocks=tuple(map(_gap, gaps)))


def _counted(assessed: Assessed) -> Iterator[Block]:
    duty = assessed.duty
    yield Words(
        text="We have looked at ourselves with the same care that we ask of schools. Duties are counted, and "
        f"never given a score. What we can say of ours: {DUTY_STATUS_WORDS[duty.status]}."
    )
    practice = Counter(
        outcome.rating if outcome.fresh else None
        for outcome in assessed.outcomes
        if outcome.counts and outcome.item.duty not in BINDING
    )
    # The duty report counts all questions of the authority's own checklist.
    every = dict(zip(_RATINGS, (duty.met, duty.partly_met, duty.not_met, duty.open), strict=True))
    yield from tables(
        "The council's own answers",
        ("Questions", *map(rating_word, _RATINGS)),
        (
            ("Duties", *(str(every[rating] - practice[rating]) for rating in _RATINGS)),
            ("Good practice", *(str(practice[rating]) for rating in _RATINGS)),
        ),
    )
    if duty.open:
        yield ToWrite(
            text=f"Answers to {plural(duty.open, 'question')} of the council's own checklist."
        )


def _gap(gap: DutyGap) -> Card:
    remark = () if gap.supported else ("Believed required, to be confirmed.",)
    return Card(
        heading=gap.item.criterion.removesuffix("."),
        words=(f"{rating_word(gap.rating)}. {sentence(gap.item.barrier)}", *remark),
        facts=(Fact(label="Under", text=sentence(gap.act)),),
    )


def sources_section(draft: Draft) -> Section:
    """What the strategy rests on, and what this text was made from."""
    return Section(
        anchor="sources",
        title="Sources",
        parts=(Part(heading=None, blocks=tuple(_sources(draft))),),
    )


def _sources(draft: Draft) -> Iterator[Block]:
    if draft.authority is not None:
        rests_on = basis(draft.authority)
        groups, note = rests_on.groups, rests_on.note
    else:
        groups, note = source_groups((), draft.area.sources, draft.nation), None
    if groups and draft.is_bound:
        yield Facts(facts=tuple(Fact(label=one.heading, text=one.text) for one in groups))
    if note is not None:
        yield Words(text=note)
    if draft.is_bound:
        yield Words(
            text="That a copy is to be shown on request (paragraph 2(5)) was read in secondary sources. That "
            "a minister who asks is to be given one is believed required, to be confirmed."
        )
    yield Words(
        text=f"Made from the council's own words, its own audit and the returns of schools in "
        f"{draft.area.borough.name}, as they stood on {date_text(draft.area.as_of)}, with send-audit "
        f"{send_audit.__version__}.",
        grey=True,
    )
