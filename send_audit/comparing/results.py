"""What a comparison of two audits is made of. All words in `Literal`s are JSON values too, and permanent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed, DutyReport, Finding, Outcome, Score
from send_audit.model.words import Need, Rating, Strand

Kind = Literal[
    "improved",
    "worsened",
    "unchanged",
    "not-confirmed",
    "no-longer-applies",
    "now-applies",
    "newly-answered",
    "no-longer-answered",
    "newly-asked",
    "no-longer-asked",
    "asked-differently",
    "unanswered",
]
"""What became of one item's answer.

`improved`, `worsened`, `unchanged`: answered both times, to the same question. `not-confirmed`: the later
audit carries an answer that is not worse, but has lapsed or is marked to confirm, so it shows nothing new.
`no-longer-applies` and `now-applies`: to or from not applicable, which is neither better nor worse.
`newly-answered`, `no-longer-answered`: one of the two is open. `newly-asked`, `no-longer-asked`: only one of
the two asks it. `asked-differently`: both ask, but not the same. `unanswered`: open both times.
"""

COMPARED: tuple[Kind, ...] = ("improved", "worsened", "unchanged")
"""Where two answers to the same question stand side by side."""

Fate = Literal[
    "done",
    "done-late",
    "done-before",
    "slipped",
    "carried-over",
    "dropped",
    "dropped-without-reason",
    "new",
]
"""What became of an action.

`done-before`: done in both files, so nothing new. `slipped`: still open, and its date was moved back, taken
away or has passed. `carried-over`: still open, with its date still ahead, or never any. `dropped`: with a
reason. `dropped-without-reason`: open in the earlier plan, and the later one says nothing of it. `new`: in
the later plan only.
"""

GapState = Literal["closed", "still-open", "new", "unclear"]
"""`closed`: a met answer that stands is in its place. `still-open`: a gap both times. `new`: a gap now, and
none, or none known, before. `unclear`: a gap before, and now open, not confirmed, not applicable, asked in
another way or not asked.
"""

RemarkKind = Literal[
    "order",
    "same-file",
    "other-urn",
    "successor",
    "other-name",
    "carried-from-elsewhere",
    "no-plan",
    "shared",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """One place that the two audits rate differently; `None` is open, or not there."""

    id: str
    name: str
    old: Rating | None
    new: Rating | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item in both audits. `old` and `new` are `None` where that audit's checklists do not hold it.

    `better_for` and `worse_for` are the needs in whose view an answer that leaves needs out is another
    now, which the rating of the whole may hide. `why` says, for an item asked in one of the two only, why
    not in the other; `instead` are the items that stand in its place, or that it stands in the place of.
    """

    kind: Kind
    old: Outcome | None
    new: Outcome | None
    places: tuple[PlaceChange, ...] = ()
    better_for: tuple[Need, ...] = ()
    worse_for: tuple[Need, ...] = ()
    why: str | None = None
    instead: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The later outcome where there is one, else the earlier: for the item, its words and its strand."""
        outcome = self.new or self.old
        assert outcome is not None  # a change is about an item that one of the two asks
        return outcome

    @property
    def id(self) -> str:
        """The item's id."""
        return self.outcome.item.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """What became of one action: `old` with its successors in the later plan, or a new one.

    `promised` is the first date that was ever set for it. `late` is whether it has passed without the
    action being done. `items` are the findings that it was to close, as the later audit finds them.
    `taken_up_by` are later actions for the same items, where this one is gone.
    """

    fate: Fate
    old: Action | None
    new: tuple[Action, ...]
    promised: date | None
    late: bool
    items: tuple[Outcome, ...]
    taken_up_by: tuple[str, ...] = ()

    @property
    def action(self) -> Action:
        """The later action where there is one, else the earlier."""
        action = self.new[0] if self.new else self.old
        assert action is not None  # an action is in one of the two plans
        return action

    @property
    def id(self) -> str:
        """The id in the earlier plan; a new action's own."""
        return self.old.id if self.old is not None else self.action.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChange:
    """A finding of one of the audits, or both. `done` are the actions for it that are said to be done."""

    state: GapState
    change: Change
    old: Finding | None
    new: Finding | None
    done: tuple[Action, ...]

    @property
    def done_but_still_open(self) -> bool:
        """Whether an action that was to close it is done, and the gap is there all the same."""
        return self.new is not None and bool(self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One set's numbers in both audits, and over the items answered both times to the same question.

    `same_old` and `same_new` are that like-for-like pair, over `same` items, with the later weights.
    """

    old: Score
    new: Score
    same_old: Score
    same_new: Score

    @property
    def same(self) -> int:
        """How many items the like-for-like pair is over."""
        return self.same_new.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about the pair that the reader must know before trusting the comparison."""

    kind: RemarkKind
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two audits side by side. `old` is judged on the day of its own audit, `new` on the day asked for."""

    old: Assessed
    new: Assessed
    changes: tuple[Change, ...]
    actions: tuple[ActionChange, ...]
    gaps: tuple[GapChange, ...]
    overall: Figures
    strands: Mapping[Strand, Figures]
    inclusion: Figures
    remarks: tuple[Remark, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds, in the order of the checklists."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def duties(self) -> tuple[DutyReport, DutyReport]:
        """The duty side of the earlier and of the later audit."""
        return self.old.duty, self.new.duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Wavering:
    """An item that changed more than once, with its rating in each audit."""

    outcome: Outcome
    ratings: tuple[Rating | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Two or more audits, each compared with the next."""

    audits: tuple[Assessed, ...]
    comparisons: tuple[Comparison, ...]
    wavering: tuple[Wavering, ...]
