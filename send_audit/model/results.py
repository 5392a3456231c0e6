"""What the stages make: the answers resolved, the scorecard, the duties, findings, the assessed audit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from send_audit.model.audit import Audit, Response
from send_audit.model.checklist import Checklist, Item, Section, Source
from send_audit.model.content import Advice
from send_audit.model.plan_document import Action
from send_audit.model.words import (
    DutyStatus,
    GroupKind,
    Need,
    Priority,
    PriorityTag,
    Rating,
    Strand,
    StrandOrNone,
)

POINTS: Mapping[Rating, Fraction] = MappingProxyType(
    {"met": Fraction(1), "partly-met": Fraction(1, 2), "not-met": Fraction(0)}
)
"""What each rating is worth, before its item's weight. Not applicable is worth nothing and asks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One item of a pinned checklist for one school, with its answer resolved over places.

    `rating` is the whole item's rating, `None` while any place is open. `known` is what has been
    answered so far, open places left aside. `left_out` is the reason where an overlay leaves the item out,
    which is then not asked. Where some answer leaves a need out, `by_need` holds the
    rating that counts in each need's view. `shared_from` is the title of the group's file whose answer this
    is, the school's own being absent.
    """

    checklist: Checklist
    section: Section
    item: Item
    strand: StrandOrNone
    asked: bool
    left_out: str | None
    response: Response | None
    rating: Rating | None
    known: Rating | None
    lapsed: bool
    evidenced: bool
    by_need: Mapping[Need, Rating]
    last_seen: date | None
    places_short: tuple[str, ...]
    shared_from: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the item belongs in the sets that are scored or counted."""
        return self.asked and self.rating != "not-applicable"

    @property
    def fresh(self) -> bool:
        """Whether it is answered, and the answer still stands."""
        return self.rating is not None and not self.lapsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The numbers of one set of items (design.md, section 4). Shares are exact, 0 to 1, or `None`."""

    score: Fraction | None
    confirmed: Fraction | None
    low: Fraction | None
    high: Fraction | None
    completeness: Fraction | None
    evidence_rate: Fraction | None
    asked: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All scores of one audit. Duties and strategy items are counted elsewhere, never scored."""

    overall: Score
    strands: Mapping[Strand, Score]
    inclusion: Score
    sections: Mapping[tuple[str, str], Score]
    needs: Mapping[Need, Score]
    priorities: Mapping[PriorityTag, Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGap:
    """A duty that is not met, under its own Act, and whether it decides the duty status."""

    item: Item
    act: str
    rating: Rating
    decides: bool
    from_plan_dates: bool
    supported: bool


DutyReasonKind = Literal[
    "no-plan-duty",
    "plan-expired",
    "plan-over-three-years",
    "gap",
    "type-unknown",
    "group",
    "nothing-asked",
    "open",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReason:
    """Why the duty status is what it is: a kind, and the item that it is about, if any."""

    kind: DutyReasonKind
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReport:
    """The duty side: a status in words and counts, never a percentage."""

    status: DutyStatus
    met: int
    partly_met: int
    not_met: int
    open: int
    unmet: tuple[DutyGap, ...]
    reasons: tuple[DutyReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An item with a partly-met or not-met answer in any place. Derived, never written by hand."""

    outcome: Outcome
    rating: Rating
    priority: Priority
    lapsed: bool
    actions: tuple[Action, ...]

    @property
    def item(self) -> Item:
        """The item that is not met."""
        return self.outcome.item


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """The actions of one audit in their order, the group's last, with the findings that still lack one."""

    actions: tuple[Action, ...]
    overdue: tuple[Action, ...]
    without_action: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a group's file, a trust's say, gives to one of its schools (`shares:` in the school's file).

    `responses` are its answers to items that the school is asked and has no answer to, each dated; `actions`
    its actions for this school, under ids that no school's action can have.
    """

    title: str
    kind: GroupKind
    responses: Mapping[str, Response]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """The SHA-256, in hexadecimal, of the files that an assessment rests on.

    `answers` is the audit's own; `content` are those of its checklists and overlays, by id.
    """

    answers: str
    content: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One audit, assessed on one day: all that a document or a summary is made from.

    `advice` is what overlays add to an item for those who answer it, by the item's id. `shared` is what
    counts here of the group's file that the audit names, if it can be read. `digests` is there where the
    audit was read from a file.
    """

    file: str
    audit: Audit
    as_of: date
    outcomes: tuple[Outcome, ...]
    scorecard: Scorecard
    duty: DutyReport
    findings: tuple[Finding, ...]
    plan: ActionPlan
    sources: Mapping[str, Source]
    advice: Mapping[str, tuple[Advice, ...]] = field(default_factory=dict)
    shared: Shared | None = None
    digests: Digests | None = None

    @property
    def shared_outcomes(self) -> tuple[Outcome, ...]:
        """The asked items whose answer is the group's."""
        return tuple(o for o in self.outcomes if o.asked and o.shared_from is not None)

    @property
    def shared_actions(self) -> tuple[Action, ...]:
        """The group's actions that are for this school."""
        return self.shared.actions if self.shared is not None else ()

    def shared_from(self, action: Action) -> str | None:
        """The title of the group's file that the action is from; `None` for the school's own."""
        is_shared = any(action.id == one.id for one in self.shared_actions)
        return self.shared.title if self.shared is not None and is_shared else None
