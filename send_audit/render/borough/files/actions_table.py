"""The table of actions: a row for each action of each plan that counts, private ones left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from send_audit.borough.area import Included
from send_audit.borough.facts import ActionFacts
from send_audit.render.borough.export_table import About, Column, Value, day, text
from send_audit.render.borough.files.words import SchoolTable, pounds_cell, school_table, yes_no
from send_audit.render.wording import HORIZON_WORDS, STATUS_WORDS, STRAND_TITLES, joined

NOT_STATED = "the plan does not say"


@dataclass(frozen=True, slots=True)
class ActionSource:
    """One action, and whose it is."""

    one: Included
    action: ActionFacts


def actions_table() -> SchoolTable:
    """All actions that are not private, school by school in the order of the list."""
    return school_table(
        "Actions",
        "One row for each action of each plan that counts. Actions that a school keeps private are left out: "
        "“Kept private” in the table of returns counts them.",
        ACTION_COLUMNS,
        lambda _, one: _sources(one) if one is not None else (),
    )


def _sources(one: Included) -> Iterator[ActionSource]:
    for action in one.facts.actions:
        if not action.private:
            yield ActionSource(one, action)


def open_items(one: Included, items: tuple[str, ...]) -> str | None:
    """The ids of items without those whose answer is private."""
    known = one.facts.items
    return joined(id_ for id_ in items if id_ not in known or not known[id_].private) or None


def _pounds(name: str, meaning: str, key: str) -> Column[ActionSource]:
    def value(source: ActionSource) -> Value:
        return pounds_cell(getattr(source.action, key))

    about = About(name=name, meaning=meaning, kind="number", unit="pounds", empty=NOT_STATED)
    return Column(about, value)


def _said(name: str, meaning: str, key: str) -> Column[ActionSource]:
    return text(name, meaning, lambda source: getattr(source.action, key), empty=NOT_STATED)


ACTION_COLUMNS: tuple[Column[ActionSource], ...] = (
    text("School", "The school's name in the list.", lambda s: s.one.standing.entry.school.name),
    text("URN", "Its number in the list.", lambda s: s.one.standing.urn),
    text("Action", "The action's id, which it keeps.", lambda s: s.action.id),
    text("What", "What is to be done.", lambda s: s.action.text),
    text(
        "For items",
        "The items it answers; those with a private answer are left out.",
        lambda s: open_items(s.one, s.action.items),
        empty="it answers none, or only private ones",
    ),
    text(
        "Strand",
        "Its own strand, else that of its first item.",
        lambda s: STRAND_TITLES[s.action.strand] if s.action.strand is not None else None,
        empty="not known",
    ),
    text("State", "How far it is.", lambda s: STATUS_WORDS[s.action.status]),
    text(
        "Overdue",
        "Whether its day, or that of a step, has passed.",
        lambda s: yes_no(s.action.overdue),
    ),
    day("Due", "By when; of a month its last day.", lambda s: s.action.due, empty=NOT_STATED),
    day(
        "Done on",
        "When it was done; of a month its last day.",
        lambda s: s.action.done_on,
        empty="not done",
    ),
    text(
        "Horizon",
        "How far ahead it is planned.",
        lambda s: HORIZON_WORDS[s.action.horizon] if s.action.horizon is not None else None,
        empty=NOT_STATED,
    ),
    _said("Who leads", "A role.", "lead"),
    _pounds("Cost", "What it is to cost.", "cost"),
    _said(
        "Cost band",
        "The band that the plan states; borough.yaml says what bands mean.",
        "cost_band",
    ),
    _said("Funding", "Where the money is from.", "funding"),
    _pounds("Spent", "What it cost in the end.", "spent"),
    _said("Effect", "What changed, in the school's words.", "effect"),
    _said("Pupils reached", "In words, so that small numbers stay private.", "pupils"),
    _said("Done when", "How the school will know that it is done.", "success"),
    text(
        "Trust's own", "Whether it stands in the trust's plan.", lambda s: yes_no(s.action.shared)
    ),
)
