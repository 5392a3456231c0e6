"""The typed view of the working edition. Unlike the views of public editions, it holds private matters."""

from dataclasses import dataclass

from send_audit.render.views import (
    ActDuties,
    Consultation,
    DocumentView,
    Fact,
    Link,
    Mark,
    ReportLine,
    Row,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """A photograph that is shown. `key` is its name among the view's pictures."""

    key: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One piece of evidence: what it is, then what is known of it. `absent` says why no picture follows."""

    kind: str
    text: str
    link: Link | None
    photograph: Photograph | None
    absent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBlock:
    """An answer, for one place or for the item. `mark` is `None` where it only adds to answers by place."""

    place: str | None
    mark: Mark | None
    measured: str | None
    tags: tuple[str, ...]
    remarks: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBlock:
    """One item that is asked, with all that was answered.

    `actions` are those that answer it; `unplanned` says so where a gap has none.
    """

    id: str
    criterion: str
    answer: AnswerBlock
    places: tuple[AnswerBlock, ...]
    background: tuple[Fact, ...]
    actions: tuple[Link, ...]
    unplanned: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBlock:
    """A section of a checklist, with how its items stand."""

    title: str
    counts: str
    items: tuple[ItemBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistBlock:
    """A checklist, with the sections that hold an asked item."""

    anchor: str
    title: str
    intro: str
    sections: tuple[SectionBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The duty status in its exact words, why, and what is open."""

    status: str
    reasons: tuple[str, ...]
    unmet: tuple[ActDuties, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A gap that no action answers, and what the checklist would do about it."""

    id: str
    mark: Mark
    barrier: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FullAction:
    """One action with everything that the file says of it."""

    anchor: str
    heading: str
    text: str | None
    tags: tuple[str, ...]
    answers: tuple["Answered", ...]
    facts: tuple[Fact, ...]
    costs: tuple[Fact, ...]
    history: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An item that an action answers: where it stands, its rating, and the barrier."""

    mark: Mark
    link: Link
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """What the file says of the plan beside its actions."""

    facts: tuple[Fact, ...]
    aims: tuple[str, ...]
    strengths: tuple[str, ...]
    reviews: tuple[Fact, ...]
    reports: tuple[ReportLine, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the file says of the school, group or authority, and of its places."""

    facts: tuple[Fact, ...]
    places: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGroup:
    """Items under a heading, each with a reason where there is one."""

    heading: str
    intro: str | None
    lines: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A source, and each place in it by how it was checked."""

    title: str
    binds: str
    pinpoints: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingView(DocumentView):
    """The whole working edition."""

    template = "working.html.j2"

    standing: Standing
    checklists: tuple[ChecklistBlock, ...]
    without_action: tuple[OpenFinding, ...]
    without_action_note: str | None
    actions: tuple[FullAction, ...]
    actions_note: str | None
    record: PlanRecord | None
    setting: Setting
    consulted: tuple[Consultation, ...]
    consulted_note: str | None
    open_groups: tuple[OpenGroup, ...]
    open_note: str | None
    sources: tuple[SourceBlock, ...]
    sources_note: str
    made_from: str
