"""What the strategy starts with: the vision, the law in short, and whom the strategy covers."""

from collections.abc import Iterator, Sequence

from send_audit.borough.groups import TypeGroup, type_group
from send_audit.borough.placing import type_of_school
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.words import Nation
from send_audit.render.borough.blocks import (
    Block,
    Box,
    Facts,
    Part,
    Points,
    Section,
    ToWrite,
    Words,
)
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.plan_law import LAW_AIMS
from send_audit.render.views import Fact
from send_audit.render.wording import NATION_NAMES, joined, sentence


def vision_section(draft: Draft) -> Section:
    """The vision, the commitments and the principles."""
    return Section(
        anchor="vision", title="Our vision", parts=tuple(_vision(draft)), starts_page=True
    )


def _vision(draft: Draft) -> Iterator[Part]:
    strategy = draft.strategy
    vision = strategy.vision if strategy is not None else None
    if vision is None:
        text = (
            "What the council wants for disabled children and young people, in words that families would "
            "use (“vision:” in strategy.yaml)."
        )
        yield Part(heading=None, blocks=(ToWrite(text=text),))
    else:
        yield Part(heading=None, blocks=(Words(text=sentence(vision.text)),))
        if vision.commitments:
            points = tuple(sentence(one) for one in vision.commitments)
            yield Part(heading="What we commit to", blocks=(Points(points=points),))
    principles = strategy.principles if strategy is not None else ()
    facts = tuple(Fact(label=one.title, text=sentence(one.text)) for one in principles)
    text = "The principles that decisions are held to (“principles:” in strategy.yaml)."
    block = Facts(facts=facts) if facts else ToWrite(text=text)
    yield Part(heading="Our principles of inclusion", blocks=(block,))


def law_section(draft: Draft) -> Section:
    """What the law asks of the council, whom the strategy covers, and whom it welcomes."""
    return Section(
        anchor="law",
        title="What the law asks, and whom this covers",
        parts=(
            Part(heading=None, blocks=tuple(_law(draft))),
            Part(heading="The schools that this strategy covers", blocks=tuple(_covered(draft))),
            Part(heading="Settings that it does not bind", blocks=tuple(_others(draft))),
            Part(heading="What we ask of them", blocks=(_asked(),)),
        ),
    )


def _law(draft: Draft) -> Iterator[Block]:
    if not draft.is_bound:
        yield Words(
            text="Schedule 10 to the Equality Act 2010 does not apply in "
            f"{NATION_NAMES[draft.nation]}, so this strategy is voluntary."
        )
        return
    yield Box(
        heading="The law in short",
        words=(
            (
                "Schedule 10 to the Equality Act 2010 (paragraphs 1 and 2) asks each local authority in "
                "England and Wales to write an accessibility strategy for the schools whose responsible "
                "body it is, to keep it under review, to revise it where needed, and to carry it out. "
                f"{_PERIODS[draft.nation]} It must show how, for disabled pupils and those who may be "
                "admitted, the authority will:"
            ),
        ),
        points=LAW_AIMS,
        after=(
            (
                "When we write it we must have regard to the need to give it enough resources, and to any "
                f"guidance that {_GUIDES[draft.nation]}. Whoever asks may see a copy at reasonable times."
            ),
            (
                "The law asks for steady improvement and sets no building standard: a missing lift or a low "
                "score is not in itself a breach of it. No building dimension is a legal test. We give no "
                "legal verdict."
            ),
        ),
    )
    basis = draft.strategy.legal_basis if draft.strategy is not None else None
    if basis is not None:
        yield Words(text=sentence(basis))


_PERIODS: dict[Nation, str] = {
    "england": "It covers a period that regulations set.",
    "wales": "In Wales it runs for three years from 1 April.",
}
_GUIDES: dict[Nation, str] = {
    "england": "a Minister of the Crown has issued for England",
    "wales": "the Welsh Ministers have issued",
}


def _covered(draft: Draft) -> Iterator[Block]:
    yield Words(
        text="It covers the schools for which the council is the responsible body. They are named at the "
        "end of this strategy. Each must have a plan of its own as "
        "well."
    )
    if draft.covered:
        yield Points(points=tuple(SCHOOL_TYPES[type_].label for type_ in draft.covered))
    if "pupil-referral-unit" in draft.covered:
        yield Words(text="The plan of a pupil referral unit is the council's own to make.")
    yield from (ToWrite(text=text) for text in _covered_to_write(draft))


def _covered_to_write(draft: Draft) -> Iterator[str]:
    stated = draft.strategy.applies_to if draft.strategy is not None else ()
    if not stated:
        above = (
            " Those above are the kinds on the list of schools for which the law names the council or a "
            "governing body."
        )
        yield (
            "Say which kinds of school the strategy covers (“applies_to:” in strategy.yaml)."
            f"{above if draft.covered else ''}"
        )
    wrong = [type_ for type_ in stated if SCHOOL_TYPES[type_].in_la_strategy is False]
    if wrong:
        yield (
            f"{joined(_labels(wrong))}: for these the council is not the responsible body (Schedule 10, "
            "paragraph 6(5)), so the strategy cannot bind them. Move them from “applies_to:” to “open_to:”."
        )
    listed = dict.fromkeys(type_of_school(standing) for standing in draft.own_schools)
    left = [t for t in listed if SCHOOL_TYPES[t].in_la_strategy and stated and t not in stated]
    if left:
        yield (
            f"{joined(_labels(left))}: such schools are on the list, and Schedule 10 has the strategy cover "
            "them. Add them to “applies_to:”."
        )
    if any(SCHOOL_TYPES[type_].in_la_strategy is None for type_ in listed):
        yield (
            "The list has schools whose kind it does not say. Find out which of them the strategy covers, "
            "and say so in their returns and here."
        )


def _labels(types: Sequence[SchoolType]) -> list[str]:
    return [SCHOOL_TYPES[type_].label for type_ in types]


_OWN_PLANS: dict[TypeGroup, str] = {
    "academies": "The proprietor of an academy or a free school, its trust, makes a plan of its own "
    "(Schedule 10, paragraph 6(5)), and answers for it. The council cannot direct it.",
    "independent": "The proprietor of an independent or a non-maintained special school makes a plan of its "
    "own.",
    "not-bound": "Of a college or a private nursery Schedule 10 asks no plan. Other duties under the "
    "Equality Act bind them.",
}


def _others(draft: Draft) -> Iterator[Block]:
    open_to = draft.strategy.open_to if draft.strategy is not None else ()
    listed = (type_of_school(standing) for standing in draft.area.round.standings)
    groups = {type_group(type_) for type_ in (*open_to, *listed)}
    points = tuple(text for group, text in _OWN_PLANS.items() if group in groups)
    if points:
        yield Points(points=points)
    if open_to:
        yield Words(text=f"All are welcome to share in it: {joined(_labels(open_to)).lower()}.")
    else:
        yield ToWrite(
            text="Say which other settings are welcome to share in the work (“open_to:” in strategy.yaml)."
        )


def _asked() -> Points:
    return Points(
        points=(
            (
                "Look at your own setting with the same questions, and let us have the answers: then what we "
                "tell families of this area is about all of it."
            ),
            "Tell us when your own plan begins, ends and is reviewed, and put it where families find it.",
            "Ask disabled pupils and their families what your plan should change.",
            "Use the advice, the training and the loans that we offer you, and tell us what helped.",
        )
    )
