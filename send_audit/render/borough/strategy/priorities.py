"""The middle of the strategy: the three strands, the SEN strategy's priorities, and each key priority."""

from collections.abc import Iterator

from send_audit.model.words import STRANDS, Strand
from send_audit.render.borough.blocks import Block, Facts, Part, Points, Section, ToWrite, Words
from send_audit.render.borough.sections.key_priorities import Told
from send_audit.render.borough.strategy.actions import (
    Served,
    card,
    council_actions,
    named,
    strand_of,
    without_a_home,
)
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.borough.strategy.evidence import (
    evidence_blocks,
    median_text,
    points_or_none,
    returns_text,
    shows_anything,
)
from send_audit.render.borough.strategy.measures import measure_blocks
from send_audit.render.plan_law import LAW_AIMS
from send_audit.render.views import Fact
from send_audit.render.wording import STRAND_TITLES, joined, sentence, upper_first

_AIMS: dict[Strand, str] = dict(zip(STRANDS, LAW_AIMS, strict=True))


def strands_section(draft: Draft) -> Section:
    """The three things that the law asks the strategy to set out, each with where the area stands."""
    intro = Part(heading=None, blocks=(Words(text=returns_text(draft)),))
    return Section(
        anchor="strands",
        title="The three strands",
        parts=(intro, *(_strand(draft, strand) for strand in STRANDS)),
    )


def _strand(draft: Draft, strand: Strand) -> Part:
    return Part(heading=STRAND_TITLES[strand], blocks=tuple(_strand_blocks(draft, strand)))


def _strand_blocks(draft: Draft, strand: Strand) -> Iterator[Block]:
    aim = _AIMS[strand].rstrip(";.")
    yield Words(text=f"For disabled pupils, we will {aim}.")
    if shows_anything(draft):
        yield Words(text=median_text(draft, f"strand:{strand}"))
    serving = [told.title for told in draft.priorities if strand in told.tags]
    if serving:
        yield Words(text=f"See the key priority “{joined(serving)}”.")
    actions = [
        action
        for action in council_actions(draft)
        if strand_of(draft, action) == strand and action.status != "dropped"
    ]
    if actions:
        yield Points(points=tuple(sentence(named(action)) for action in actions))
    else:
        yield ToWrite(
            text="What the council itself will do in this strand, which Schedule 10 asks the strategy to set "
            "out. No action of its plan is for it."
        )


def sen_section(draft: Draft) -> Section:
    """The SEN strategy's priorities, and what the council will do under each."""
    word = draft.needs_word
    priorities = draft.strategy.sen_priorities if draft.strategy is not None else ()
    parts = [
        Part(
            heading=one.title,
            blocks=(
                Words(text=sentence(one.text)),
                *_served_by(draft, one.id),
                *_we_will(one.we_will),
            ),
        )
        for one in priorities
    ]
    if not parts:
        text = (
            f"The priorities of the {word} strategy that this one serves, and what the council will do under "
            "each (“sen_priorities:” in strategy.yaml)."
        )
        parts = [Part(heading=None, blocks=(ToWrite(text=text),))]
    return Section(
        anchor="sen-priorities",
        title=f"What we do under our {word} strategy",
        parts=tuple(parts),
    )


def _we_will(promises: tuple[str, ...]) -> Iterator[Block]:
    if not promises:
        yield ToWrite(text="What the council will do under this priority (“we_will:”).")
        return
    yield Words(text="We will:")
    yield Points(points=tuple(sentence(one) for one in promises))


def _served_by(draft: Draft, id_: str) -> Iterator[Block]:
    served = [told.title for told in draft.priorities if id_ in told.sen_priorities]
    if served:
        yield Words(text=f"Key priorities that serve it: {joined(served)}.", grey=True)


def key_sections(draft: Draft, served: Served) -> Iterator[Section]:
    """A section for each key priority, and one for actions that serve none."""
    for number, told in enumerate(draft.priorities, start=1):
        yield Section(
            anchor=told.anchor,
            title=f"Priority {number}: {told.title}",
            parts=tuple(_key_parts(draft, told, served)),
            starts_page=number == 1,
        )
    if served.nowhere and draft.authority is not None:
        cards = tuple(card(draft.authority, action) for action in served.nowhere)
        part = Part(heading="Actions under no key priority", blocks=cards)
        yield Section(anchor="more-actions", title="What else we will do", parts=(part,))


def _key_parts(draft: Draft, told: Told, served: Served) -> Iterator[Part]:
    yield Part(heading="What we want", blocks=tuple(_wanted(draft, told)))
    yield Part(heading="What the returns show", blocks=tuple(evidence_blocks(draft, told.tags)))
    yield Part(heading="What we will do", blocks=tuple(_done(draft, told, served)))
    yield Part(heading="How we shall know", blocks=tuple(measure_blocks(draft, told)))


def _wanted(draft: Draft, told: Told) -> Iterator[Block]:
    if told.text is None:
        yield ToWrite(text="What the council wants here, in a sentence or two (“key_priorities:”).")
    else:
        yield Words(text=sentence(told.text))
    strategy = draft.strategy
    if strategy is None:
        return
    sen = [one.title for one in strategy.sen_priorities if one.id in told.sen_priorities]
    principles = [one.title for one in strategy.principles if one.id in told.principles]
    facts = (
        *([Fact(label=f"{draft.needs_word} priorities", text=f"{joined(sen)}.")] if sen else []),
        *([Fact(label="Principles", text=f"{joined(principles)}.")] if principles else []),
    )
    if facts:
        yield Facts(facts=facts)


def _done(draft: Draft, told: Told, served: Served) -> Iterator[Block]:
    own = served.first.get(told.id, ())
    if draft.authority is not None:
        ahead = [action for action in own if action.status not in ("done", "dropped")]
        ended = [action for action in own if action.status in ("done", "dropped")]
        yield from (card(draft.authority, action) for action in (*ahead, *ended))
    also = tuple(
        f"{sentence(named(action))} (Under “{_home(draft, served, action)}”.)"
        for action in served.also.get(told.id, ())
    )
    if also:
        yield Words(text=upper_first("these actions serve it too:" if own else "these serve it:"))
    yield from points_or_none(also)
    if without_a_home(told, served):
        yield ToWrite(
            text="What the council will do: each action with who, by when, from what resources and how we "
            "shall know (“plan: actions:” in strategy-audit.yaml)."
        )


def _home(draft: Draft, served: Served, action: object) -> str:
    return next(told.title for told in draft.priorities if action in served.first.get(told.id, ()))
