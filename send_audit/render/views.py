"""The typed view of a plan: every label, number and date as it is printed. Templates get nothing else.

All values are public: what must stay private never reaches a view (see `privacy`). The one exception is the
working edition, whose views are in `working_views`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from send_audit.render.chart import Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Text that leads somewhere. `href` is `None` where the address is not one to be followed."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what it says: “By”, “July 2027”."""

    label: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents: where it leads, and the section's title."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rating: `kind` chooses the drawn symbol, `word` is what it says."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The front page."""

    title: str
    period: str | None
    subject: str
    promise: str
    notice: str | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDuties:
    """The duties not met under one Act."""

    act: str
    duties: tuple["Found", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the document is, and the law in one short box."""

    paragraphs: tuple[str, ...]
    aims: tuple[str, ...]
    elsewhere: Link | None
    law: tuple[str, ...]
    law_aims: tuple[str, ...]
    law_notes: tuple[str, ...]
    unmet: tuple[ActDuties, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Who was asked, how and when, and what came of it."""

    who: str
    how: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the four numbers, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table; the first cell names the row."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Where the school stands: one sentence, four numbers, the strands."""

    summary: str
    figures: tuple[Figure, ...]
    bars: tuple[Bar, ...]
    chart_alt: str
    chart_note: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an action is needed: the barrier, with the rating where an answer gives one."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCard:
    """One action as a headed card."""

    heading: str
    text: str | None
    aim: str | None
    reasons: tuple[Reason, ...]
    facts: tuple[Fact, ...]
    progress: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionGroup:
    """The actions of one horizon."""

    heading: str
    cards: tuple[ActionCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding in one line: rating, barrier, and where or when it was seen."""

    mark: Mark
    text: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """Findings under a checklist's section, or all of them under no heading."""

    heading: str | None
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandSection:
    """One strand: what we will do, then what we have found and not yet planned."""

    anchor: str
    title: str
    intro: str
    groups: tuple[ActionGroup, ...]
    found_heading: str
    found: tuple[FoundGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedAction:
    """An action that is done or dropped, in one entry of a short list."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedGroup:
    """Ended actions of one section, or all of them under no heading."""

    heading: str | None
    actions: tuple[EndedAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A yearly report, and where to read it."""

    text: str
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """How the plan is watched over, and by when."""

    title: str = "Monitoring and review"
    facts: tuple[Fact, ...]
    reviews: tuple[Fact, ...]
    reports: tuple[ReportLine, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """Other formats, questions and complaints."""

    intro: str
    ask: str
    contacts: tuple[Link, ...]
    complaints: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Sources of one legal force."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the document rests on: sources, checklists, the day, the tool."""

    groups: tuple[SourceGroup, ...]
    note: str | None
    made_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """What every document has. `day` is the ISO date on which it is based; `template` lays it out.

    `pictures` are the photographs in it, by the name that their addresses have.
    """

    template: ClassVar[str]

    language: str
    document_title: str
    description: str
    generator: str
    day: str
    running_head: str
    cover: Cover
    contents: tuple[Entry, ...]
    results: Results | None
    results_note: str | None
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView(DocumentView):
    """The whole public edition."""

    template = "plan.html.j2"

    about: About
    consulted: tuple[Consultation, ...]
    consulted_note: str | None
    strengths: tuple[str, ...]
    strands: tuple[StrandSection, ...]
    done: tuple[EndedGroup, ...]
    dropped: tuple[EndedAction, ...]
    monitoring: Monitoring
    formats: Formats
    basis: Basis
