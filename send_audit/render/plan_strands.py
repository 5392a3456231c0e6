"""Actions and findings, sorted into the sections of the plan: by strand, then by horizon."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from send_audit.model.plan_document import Action, Horizons
from send_audit.model.results import Assessed, Finding, Outcome
from send_audit.model.words import STRANDS, Horizon, Role
from send_audit.render.plan_cards import action_card, done_action, last_seen, mark
from send_audit.render.privacy import is_private, places_short, public_actions
from send_audit.render.views import (
    ActionCard,
    ActionGroup,
    EndedGroup,
    Found,
    FoundGroup,
    StrandSection,
)
from send_audit.render.wording import (
    HORIZON_WORDS,
    STRAND_AIMS,
    STRAND_TITLES,
    Voice,
    joined,
    sentence,
    upper_first,
)

SectionId = Literal[
    "curriculum", "physical-environment", "information", "belonging", "beyond", "keeping"
]
"""The three strands, then what belongs to none of them: inclusion, the rest, the duties themselves."""

SECTIONS: tuple[SectionId, ...] = (*STRANDS, "belonging", "beyond", "keeping")
_GROUP_FROM = 6
"""From so many findings on, a list is split by the checklist's own sections, to stay readable."""


_SECTION_OF_ROLE: Mapping[Role, SectionId] = {
    "inclusion": "belonging",
    "access": "beyond",
    "duty": "keeping",
    "strategy": "keeping",
}


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What falls into one section."""

    actions: list[Action]
    findings: list[Finding]


def strand_sections(
    assessed: Assessed, voice: Voice, *, show_costs: bool = False
) -> tuple[StrandSection, ...]:
    """The plan's middle: a section for each strand, and for what lies beyond them if there is any."""
    sorted_ = _sort(assessed)
    return tuple(
        _section(assessed, voice, section, sorted_[section], show_costs=show_costs)
        for section in SECTIONS
        if section in STRANDS or sorted_[section].actions or sorted_[section].findings
    )


def open_actions(assessed: Assessed) -> tuple[Action, ...]:
    """The public actions that are neither done nor dropped."""
    return tuple(a for a in public_actions(assessed) if a.status not in ("done", "dropped"))


def findings_to_list(assessed: Assessed) -> tuple[Finding, ...]:
    """The public findings that no public action answers."""
    answered = {
        item
        for action in public_actions(assessed)
        if action.status != "dropped"
        for item in action.for_
    }
    hidden = {
        item
        for action in assessed.plan.actions
        if action.private and action.status != "dropped"
        for item in action.for_
    }
    return tuple(
        finding
        for finding in assessed.findings
        if finding.item.id not in answered | hidden and not is_private(finding.outcome)
    )


def done_groups(
    assessed: Assessed, voice: Voice, *, show_costs: bool = False
) -> tuple[EndedGroup, ...]:
    """The public actions that are done, split by section where there are many."""
    done = [action for action in public_actions(assessed) if action.status == "done"]
    if len(done) < _GROUP_FROM:
        entries = tuple(done_action(assessed, action, show_costs=show_costs) for action in done)
        return (EndedGroup(heading=None, actions=entries),) if entries else ()
    outcomes = {outcome.item.id: outcome for outcome in assessed.outcomes}
    by_section = {s: [a for a in done if _section_of_action(a, outcomes) == s] for s in SECTIONS}
    return tuple(
        EndedGroup(
            heading=_title(section, voice),
            actions=tuple(done_action(assessed, a, show_costs=show_costs) for a in actions),
        )
        for section, actions in by_section.items()
        if actions
    )


def _sort(assessed: Assessed) -> Mapping[SectionId, _Sorted]:
    outcomes = {outcome.item.id: outcome for outcome in assessed.outcomes}
    sections = {section: _Sorted([], []) for section in SECTIONS}
    for action in open_actions(assessed):
        sections[_section_of_action(action, outcomes)].actions.append(action)
    for finding in findings_to_list(assessed):
        sections[_section_of(finding.outcome)].findings.append(finding)
    return sections


def _section_of_action(action: Action, outcomes: Mapping[str, Outcome]) -> SectionId:
    """The action's own strand, else the first strand among the items it is for."""
    if action.strand is not None:
        return action.strand
    sections = [_section_of(outcomes[item]) for item in action.for_ if item in outcomes]
    return next(
        (section for section in sections if section in STRANDS), (sections or ["keeping"])[0]
    )


def _section_of(outcome: Outcome) -> SectionId:
    if outcome.strand != "none":
        return outcome.strand
    return _SECTION_OF_ROLE[outcome.checklist.role]


def _section(
    assessed: Assessed, voice: Voice, section: SectionId, content: _Sorted, *, show_costs: bool
) -> StrandSection:
    groups = tuple(_action_groups(assessed, content.actions, show_costs=show_costs))
    found = tuple(_found_groups(assessed, content.findings))
    return StrandSection(
        anchor=section,
        title=_title(section, voice),
        intro=_intro(assessed, voice, section, content),
        groups=groups,
        found_heading="What we have found and not yet planned",
        found=found,
    )


def _title(section: SectionId, voice: Voice) -> str:
    if section == "belonging":
        return "Feeling included"
    if section == "keeping":
        return f"Our {voice.document} and our duties"
    return STRAND_TITLES["none" if section == "beyond" else section]


def _intro(assessed: Assessed, voice: Voice, section: SectionId, content: _Sorted) -> str:
    if not content.actions:
        return _nothing_planned(assessed, section, content)
    if section == "belonging":
        return f"So that every disabled {voice.pupil} feels at home with us."
    if section == "keeping":
        return f"So that our {voice.document} stays alive and our other duties are met."
    if section == "beyond":
        return "So that disabled people around us, too, are part of what we do."
    return f"So that disabled {voice.pupils} {STRAND_AIMS[section]}."


def _nothing_planned(assessed: Assessed, section: SectionId, content: _Sorted) -> str:
    """Say plainly that a section holds no action, and never that all is well where little was asked."""
    if content.findings:
        return "No action is planned here yet."
    asked = [o for o in assessed.outcomes if o.asked and o.counts and _section_of(o) == section]
    if not asked:
        return "We have not looked at this part yet, and no action is planned for it."
    if any(not outcome.fresh for outcome in asked):
        return "No action is planned here yet. Some questions here are still to be answered."
    return (
        "We answered every question here and found nothing to put right that needs an action now."
    )


def _action_groups(
    assessed: Assessed, actions: Sequence[Action], *, show_costs: bool
) -> Iterable[ActionGroup]:
    plan = assessed.audit.plan
    own_words = plan.horizons if plan is not None else None
    horizons: tuple[Horizon | None, ...] = ("short", "medium", "long", None)
    for horizon in horizons:
        cards = tuple(
            action_card(assessed, a, show_costs=show_costs) for a in actions if a.horizon == horizon
        )
        if cards:
            yield ActionGroup(
                heading=_horizon(horizon, own_words, cards, len(actions)), cards=cards
            )


def _horizon(
    horizon: Horizon | None, own: Horizons | None, cards: Sequence[ActionCard], of: int
) -> str:
    if horizon is None:
        return "What we will do" if len(cards) == of else "More that we will do"
    words = getattr(own, horizon) if own is not None else None
    return upper_first(words) if words else HORIZON_WORDS[horizon]


def _found_groups(assessed: Assessed, findings: Sequence[Finding]) -> Iterable[FoundGroup]:
    if len(findings) < _GROUP_FROM:
        if findings:
            yield FoundGroup(heading=None, found=tuple(found(assessed, f) for f in findings))
        return
    sections = dict.fromkeys((f.outcome.checklist.id, f.outcome.section.id) for f in findings)
    for key in sections:
        members = [f for f in findings if (f.outcome.checklist.id, f.outcome.section.id) == key]
        yield FoundGroup(
            heading=members[0].outcome.section.title,
            found=tuple(found(assessed, finding) for finding in members),
        )


def found(assessed: Assessed, finding: Finding) -> Found:
    """A finding in one line: the barrier, never the checklist's remedy, which the school has not promised."""
    places = places_short(assessed, finding.outcome)
    parts = [f"Where: {joined(places)}."] if places else []
    if finding.lapsed:
        parts.append(last_seen(finding))
    return Found(
        mark=mark(finding.rating),
        text=sentence(finding.item.barrier),
        place=" ".join(parts) or None,
    )
