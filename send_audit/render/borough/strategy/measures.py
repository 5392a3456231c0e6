"""The measures in the strategy's words, each with what the returns say of it today, where they can tell."""

import re
from collections.abc import Callable, Iterator

from send_audit.model.words import PriorityTag, Strand
from send_audit.render.borough.blocks import Block, ToWrite, tables
from send_audit.render.borough.sections.key_priorities import Told
from send_audit.render.borough.strategy.draft import Draft
from send_audit.render.borough.strategy.evidence import (
    median_text,
    plans_in_force,
    plans_reviewed,
    shows_anything,
    work_text,
)
from send_audit.render.wording import upper_first

TO_REPORT = "To be reported"

_STRANDS: tuple[Strand, ...] = ("curriculum", "physical-environment", "information")


def _strand_median(draft: Draft, tag: PriorityTag) -> str:
    strand = next((one for one in _STRANDS if one == tag), None)
    return median_text(draft, f"strand:{strand}" if strand else f"priority:{tag}")


_RULES: tuple[
    tuple[frozenset[PriorityTag], re.Pattern[str], Callable[[Draft, PriorityTag], str]], ...
] = (
    (
        frozenset({"schedule-10"}),
        re.compile(r"\bplans?\b.*\bin (?:force|date)\b", re.IGNORECASE),
        lambda draft, _: upper_first(plans_in_force(draft)),
    ),
    (
        frozenset({"schedule-10"}),
        re.compile(r"\bplans?\b.*\breviewed\b", re.IGNORECASE),
        lambda draft, _: upper_first(plans_reviewed(draft)),
    ),
    (
        frozenset({"curriculum", "physical-environment", "information"}),
        re.compile(r"\bstrand of the audit\b", re.IGNORECASE),
        _strand_median,
    ),
    (
        frozenset(
            {"schedule-10", "inclusion", "curriculum", "physical-environment", "information"}
        ),
        re.compile(r"\bactions\b.*\bdone\b", re.IGNORECASE),
        work_text,
    ),
)
"""Under which tag, a measure of which words, is told by what. Whatever else it is, nobody should guess."""


def measure_blocks(draft: Draft, told: Told) -> Iterator[Block]:
    """The measures as a table, and which of them the council must report itself."""
    if not told.measures:
        yield ToWrite(
            text="How we shall know that it works: a few measures, each with a starting figure and a target "
            "(“measures:” of the priority in strategy.yaml)."
        )
        return
    rows = [(measure, today(draft, told, measure) or TO_REPORT) for measure in told.measures]
    yield from tables("Measures", ("Measure", "What the returns say today"), rows, numeric=False)
    open_ = [measure for measure, said in rows if said == TO_REPORT]
    if open_:
        yield ToWrite(
            text=f"A starting figure, from the council's own records, for: {'; '.join(open_)}."
        )


def today(draft: Draft, told: Told, measure: str) -> str | None:
    """What the returns say of a measure; `None` where they cannot tell."""
    if not shows_anything(draft):
        return None
    for tags, pattern, tell in _RULES:
        tag = next((tag for tag in told.tags if tag in tags), None)
        if tag is not None and pattern.search(measure):
            return tell(draft, tag)
    return None
