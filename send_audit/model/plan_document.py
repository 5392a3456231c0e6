"""The accessibility plan inside an audit file: period, approval, reviews, strengths, actions."""

from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from send_audit.model.base import Frozen
from send_audit.model.scalars import ActionId, Amount, Day, Flag, ItemId, Slug, Text, Urn, refusal
from send_audit.model.words import ActionStatus, CostBand, Horizon, Priority, Repeats, Strand


class Period(Frozen):
    """From when until when the plan runs."""

    start: Day | None = None
    end: Day | None = None
    as_written: Text | None = None


class Approved(Frozen):
    """Who approved the plan, when, and where it is minuted."""

    by: Text | None = None
    on: Day | None = None
    minute: Text | None = None


class Published(Frozen):
    """Where families find the plan."""

    url: Text | None = None
    in_sen_information_report: Flag | None = None


class DocumentElsewhere(Frozen):
    """A plan that is kept as a document of its own."""

    title: Text
    url: Text | None = None
    file: Text | None = None
    part_of: Text | None = None


class PreviousPlan(Frozen):
    """The plan before this one."""

    title: Text
    file: Text | None = None


class Contact(Frozen):
    """Whom to ask, by role."""

    role: Text
    phone: Text | None = None
    email: Text | None = None


class Link(Frozen):
    """A document beside the plan."""

    title: Text
    url: Text


class Horizons(Frozen):
    """What short, medium and long mean in this plan."""

    short: Text | None = None
    medium: Text | None = None
    long: Text | None = None


class Review(Frozen):
    """A review of the plan during its period."""

    on: Day
    by: Text | None = None
    outcome: Text | None = None


class YearlyReport(Frozen):
    """A report on the plan to parents or governors. It is not a review."""

    on: Day
    to: tuple[Text, ...] = ()
    url: Text | None = None


class Strength(Frozen):
    """What the school does well, in its own words."""

    text: Text
    for_: tuple[ItemId, ...] = Field(default=(), alias="for")
    strand: Strand | None = None


class Partner(Frozen):
    """Someone outside the school who has a part in an action."""

    who: Text
    part: Text | None = None


class Money(Frozen):
    """One sum for an action, in pounds."""

    amount: Amount
    source: Text | None = None
    year: Text | None = None


class Step(Frozen):
    """A step of an action."""

    what: Text
    due: Day | None = None
    done_on: Day | None = None


class Progress(Frozen):
    """What has happened so far; printed in public editions."""

    on: Day
    what: Text


class WasDue(Frozen):
    """A date that slipped, and why."""

    due: Day
    why: Text | None = None


class Result(Frozen):
    """What an action achieved. `pupils` is in words, so that small numbers stay private."""

    effect: Text
    pupils: Text | None = None
    spent: Amount | None = None
    on: Day | None = None


class Action(Frozen):
    """What the school agreed to do about one or more findings."""

    id: ActionId
    for_: tuple[ItemId, ...] = Field(default=(), alias="for")
    strand: Strand | None = None
    at: tuple[Slug, ...] = ()
    aim: Text | None = None
    action: Text
    lead: Text | None = None
    partners: tuple[Partner, ...] = ()
    waiting_on: Text | None = None
    timescale: Text | None = None
    due: Day | None = None
    repeats: Repeats | None = None
    start: Day | None = None
    done_on: Day | None = None
    horizon: Horizon | None = None
    urgency: Priority | None = None
    cost: Amount | None = None
    cost_band: CostBand | None = None
    funding: Text | None = None
    money: tuple[Money, ...] = ()
    success: Text | None = None
    status: ActionStatus = "planned"
    dropped_reason: Text | None = None
    steps: tuple[Step, ...] = ()
    progress: tuple[Progress, ...] = ()
    note: Text | None = None
    carried_from: tuple[ActionId, ...] = ()
    was_due: tuple[WasDue, ...] = ()
    result: Result | None = None
    schools: tuple[Urn, ...] = ()
    private: Flag = False

    @property
    def pounds(self) -> Decimal | None:
        """What it is to cost: its own word, else its sums together; `None` where the plan states neither."""
        if self.cost is None and self.money:
            return sum((sum_.amount for sum_ in self.money), Decimal(0))
        return self.cost

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> Self:
        if not self.for_ and self.strand is None:
            fix = "Name the items under `for:`, or add `strand:`."
            raise refusal(
                "action-without-strand", f"Action {self.id} answers no item and has no strand.", fix
            )
        if self.status == "dropped" and self.dropped_reason is None:
            fix = "Add `dropped_reason:` with the reason in a few words."
            raise refusal(
                "dropped-without-reason", f"Action {self.id} was dropped; no reason.", fix
            )
        return self


class PlanDocument(Frozen):
    """A plan. With neither period nor approval it holds proposals only."""

    period: Period | None = None
    approved: Approved | None = None
    published: Published | None = None
    document: DocumentElsewhere | None = None
    previous: PreviousPlan | None = None
    aims: tuple[Text, ...] = ()
    contact: Contact | None = None
    formats: tuple[Text, ...] = ()
    complaints: Text | None = None
    links: tuple[Link, ...] = ()
    horizons: Horizons | None = None
    reviews: tuple[Review, ...] = ()
    reports: tuple[YearlyReport, ...] = ()
    next_review: Day | None = None
    strengths: tuple[Strength, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def is_proposals(self) -> bool:
        """Whether nothing says that this plan was ever adopted."""
        return self.period is None and self.approved is None
