"""What one return comes to, as far as its borough asks: small, frozen, and fit to be sent and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter

from send_audit.model.school_types import SchoolType
from send_audit.model.words import (
    ActionStatus,
    CostBand,
    DutyStatus,
    Horizon,
    ModerationVerdict,
    Nation,
    Phase,
    Priority,
    Rating,
    StrandOrNone,
)

RatingBasis = Literal["moderated", "returned"]
"""Whose ratings count where an officer changed one: the officer's, or the school's own."""

NotApplied = Literal["no-such-item", "not-asked", "no-such-place", "no-rating"]
"""Why an officer's view of one item counts nowhere: the return's checklists do not have the item, the school
is not asked it, or not there, or the officer gave no rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """The answer to one asked item.

    `rating` is `None` while any place is open; `known` is what has been answered so far. A finding is an
    item whose `known` is partly-met or not-met; `priority` is there for those only. `shared` is whether
    the trust's answer counts, the school being silent.
    """

    rating: Rating | None
    known: Rating | None
    lapsed: bool = False
    evidenced: bool = False
    private: bool = False
    shared: bool = False
    priority: Priority | None = None

    @property
    def is_finding(self) -> bool:
        """Whether something is not met here."""
        return self.known in ("partly-met", "not-met")

    @property
    def fresh(self) -> bool:
        """Whether it is answered, and the answer still stands."""
        return self.rating is not None and not self.lapsed


item_facts = lru_cache(maxsize=1024)(ItemFacts)
"""As `ItemFacts`, made once for all schools that answer alike."""

_RATING_LETTERS: Mapping[Rating | None, str] = {
    "met": "m",
    "partly-met": "p",
    "not-met": "n",
    "not-applicable": "a",
    None: "-",
}
_BY_LETTER = {letter: rating for rating, letter in _RATING_LETTERS.items()}
_PRIORITIES: Mapping[str, Priority] = {"h": "high", "i": "medium", "l": "low"}
_PRIORITY_LETTERS = {priority: letter for letter, priority in _PRIORITIES.items()}


def _packed(item: ItemFacts) -> str:
    """An answer in a few letters: a school has hundreds, and they are kept for every school."""
    return "".join(
        (
            _RATING_LETTERS[item.rating],
            _RATING_LETTERS[item.known],
            "L" if item.lapsed else "",
            "E" if item.evidenced else "",
            "P" if item.private else "",
            "S" if item.shared else "",
            _PRIORITY_LETTERS[item.priority] if item.priority is not None else "",
        )
    )


def _unpacked(value: object) -> object:
    """The answer behind the letters; whatever else it is, is for the validation to refuse."""
    return _in_letters(value) if isinstance(value, str) and len(value) >= 2 else value


@lru_cache(maxsize=1024)
def _in_letters(text: str) -> ItemFacts:
    """The same answer stands in thousands of schools: it is made once."""
    rest = text[2:]
    try:
        return ItemFacts(
            rating=_BY_LETTER[text[0]],
            known=_BY_LETTER[text[1]],
            lapsed="L" in rest,
            evidenced="E" in rest,
            private="P" in rest,
            shared="S" in rest,
            priority=next((_PRIORITIES[letter] for letter in rest if letter in _PRIORITIES), None),
        )
    except KeyError as error:
        raise ValueError("not an answer in letters") from error


PackedItem = Annotated[
    ItemFacts, BeforeValidator(_unpacked), PlainSerializer(_packed, return_type=str)
]
"""An answer that is kept as a few letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """The numbers of one set of items, as `model.results.Score` has them. Shares are exact, 0 to 1."""

    score: Fraction | None
    confirmed: Fraction | None
    high: Fraction | None
    completeness: Fraction | None
    evidence_rate: Fraction | None
    asked: int
    answered: int


def _packed_figures(figures: SetFigures) -> str:
    shares = (
        figures.score,
        figures.confirmed,
        figures.high,
        figures.completeness,
        figures.evidence_rate,
    )
    told = ("-" if share is None else str(share) for share in shares)
    return " ".join((*told, str(figures.asked), str(figures.answered)))


def _unpacked_figures(value: object) -> object:
    if not isinstance(value, str):
        return value
    *told, asked, answered = value.split(" ")
    score, confirmed, high, completeness, evidence_rate = (
        None if share == "-" else _share(share) for share in told
    )
    return SetFigures(
        score=score,
        confirmed=confirmed,
        high=high,
        completeness=completeness,
        evidence_rate=evidence_rate,
        asked=int(asked),
        answered=int(answered),
    )


@lru_cache(maxsize=4096)
def _share(text: str) -> Fraction:
    """A share that is kept as text, read once: schools of a borough have many in common."""
    try:
        return Fraction(text)
    except ZeroDivisionError as error:
        raise ValueError("not a share") from error


PackedFigures = Annotated[
    SetFigures,
    BeforeValidator(_unpacked_figures),
    PlainSerializer(_packed_figures, return_type=str),
]
"""Figures that are kept as one short line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """One action of a school's plan. Sums are in pounds; `spent` and `pupils` are from its result.

    A `shared` one is the group's: the same action, under the same id and `shares_title`, in each school's
    facts, so that a sum over schools must count it once.
    """

    id: str
    text: str
    items: tuple[str, ...]
    strand: StrandOrNone | None
    status: ActionStatus
    overdue: bool
    due: date | None
    done_on: date | None
    horizon: Horizon | None
    lead: str | None
    cost: Decimal | None
    cost_band: CostBand | None
    funding: str | None
    spent: Decimal | None
    effect: str | None
    pupils: str | None
    success: str | None
    private: bool
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """What the plan's own dates say. `proposals` is a plan with neither period nor approval."""

    proposals: bool
    starts: date | None
    ends: date | None
    expired: bool
    too_long: bool
    not_begun: bool
    approved_on: date | None
    next_review: date | None
    last_review: date | None
    in_sen_information_report: bool | None
    strands_with_actions: tuple[StrandOrNone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An officer's view of one answer: the school's rating beside it, both kept.

    `officer` is the rating of a verdict `changed`; `place` is the name of the place, where it is about one.
    `applied` is whether that rating stands in place of the school's with the basis `moderated`;
    `not_applied` why a view of this audit cannot count.
    """

    item: str
    verdict: ModerationVerdict
    school: Rating | None
    officer: Rating | None
    place: str | None
    reason: str | None
    school_reply: str | None
    applied: bool = False
    not_applied: NotApplied | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationFacts:
    """What an officer's reading of the return came to."""

    by: str
    on: date
    method: str | None
    comment: str | None
    differences: tuple[Difference, ...]
    other_audit: bool
    """Whether, by its `audit_date`, it is about another audit than this one: then nothing of it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How far the return can be relied on: remarks by code, answers to confirm, answers grown old."""

    remarks: Mapping[str, int]
    to_confirm: int
    lapsed: int
    without_evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnHead:
    """What must be known of every return at once: who sent it, how far it is, what its plan's dates say.

    `file` is its path as given; `questions`, `answered` and `fresh` count each place of an item: `fresh` are
    the answers that still stand, neither grown old nor to be confirmed. `actions_planned`
    is how many actions its own plan has. `answered_by_group` of the answers are the group's that the return
    shares (`shares_title`, where that file counts). Twenty-four thousand of these fit into memory.
    """

    file: str
    urn: str | None
    name: str
    type: SchoolType
    phase: Phase
    nation: Nation
    pupils: int | None
    audit_date: date | None
    previous_file: str | None
    duty_status: DutyStatus
    questions: int
    answered: int
    fresh: int
    actions_planned: int
    plan: PlanState | None
    quality: Quality
    shares_title: str | None = None
    answered_by_group: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is answered or planned: a form as it was sent out."""
        own = self.answered - self.answered_by_group
        return own == 0 and not self.actions_planned and self.plan is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFacts(ReturnHead):
    """One return, with all that a borough's report says of it.

    `scores` are by name of the set: `overall`, `inclusion`, `strand:ID`, `need:ID`, `priority:ID`,
    `section:CHECKLIST/ID`. `items` are all asked items by id, in checklist order, duty items among them.
    `unmet` are the items of the duties not met, of whatever Act.
    """

    checklists: Mapping[str, str]
    duty_reasons: tuple[str, ...]
    duty_counts: tuple[int, int, int, int]
    """Duties met, partly met, not met, open."""
    unmet: tuple[str, ...]
    scores: Mapping[str, PackedFigures]
    items: Mapping[str, PackedItem]
    actions: tuple[ActionFacts, ...]
    basis: RatingBasis = "returned"
    moderation: ModerationFacts | None = None
    overall_returned: PackedFigures | None = None
    """The overall figures by the school's own ratings, whichever basis; only where a moderation counts."""
    overall_moderated: PackedFigures | None = None
    """The overall figures by the officer's ratings, likewise."""
    known_returned: Mapping[str, Rating | None] = field(default_factory=dict)
    """By item, the school's own `known` where an officer's rating counts in its place."""
    private_entries: int = 0
    overlays: Mapping[str, str] = field(default_factory=dict)
    """A council's overlays that the return was held to, each at its version."""
    needs_left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By item, the needs for which an answer says that it is not met though it is for others."""


def known_by_school(facts: SchoolFacts, item: str) -> Rating | None:
    """What the school itself says of an item that it is asked, as far as it is answered."""
    if item in facts.known_returned:
        return facts.known_returned[item]
    return facts.items[item].known


_FACTS, _HEAD = TypeAdapter(SchoolFacts), TypeAdapter(ReturnHead)


def freeze_facts(facts: SchoolFacts) -> str:
    """The facts as JSON that a cache can keep."""
    return _FACTS.dump_json(facts, exclude_defaults=True).decode("utf-8")


def thaw_facts(text: str) -> SchoolFacts:
    """The facts that were kept. Raises `ValueError` where the text is not such as `freeze_facts` makes."""
    return _FACTS.validate_json(text)


def thaw_head(text: str) -> ReturnHead:
    """No more of the facts than the head. Raises `ValueError` as `thaw_facts` does."""
    return _HEAD.validate_json(text)
