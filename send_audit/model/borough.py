"""A borough folder's own files: the round itself, an officer's moderation, a council's overlay."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from send_audit.model.base import Frozen
from send_audit.model.checklist import Section, Weight
from send_audit.model.scalars import Count, Day, ItemId, Prefix, Slug, Text, Urn, Version
from send_audit.model.version_range import VersionRange
from send_audit.model.words import CostBand, ModerationVerdict, Nation, Rating


class NotExpected(Frozen):
    """A school that owes no return this round, and why."""

    urn: Urn
    reason: Text


class Extension(Frozen):
    """More time for one school."""

    urn: Urn
    until: Day
    reason: Text | None = None


class Reminder(Frozen):
    """A reminder that was sent, and what came back."""

    urn: Urn
    on: Day
    how: Text | None = None
    reply: Text | None = None


class Successor(Frozen):
    """A school that goes on under a new number."""

    old: Urn
    new: Urn
    on: Day | None = None


class ModerationRound(Frozen):
    """How returns are moderated in this round."""

    method: Text | None = None
    by: Text | None = None
    sample: Text | None = None
    finish_by: Day | None = None


class Borough(Frozen):
    """`borough.yaml`: the area whose schools are reported together."""

    schema_: Literal["send-audit/borough@1"] = Field(alias="schema")
    name: Text
    code: Text
    nation: Nation
    language: Text = "en-GB"
    strategy: Text | None = None
    due: Day | None = None
    checklists: Mapping[Slug, Version] = Field(default_factory=dict)
    overlays: Mapping[Slug, Version] = Field(default_factory=dict)
    cost_bands: Mapping[CostBand, Text] = Field(default_factory=dict)
    not_expected: tuple[NotExpected, ...] = ()
    extensions: tuple[Extension, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    successors: tuple[Successor, ...] = ()
    moderation: ModerationRound | None = None


class ModerationFinding(Frozen):
    """An officer's view of one answer; the return itself is never edited."""

    verdict: ModerationVerdict
    rating: Rating | None = None
    place: Slug | None = None
    reason: Text | None = None
    school_reply: Text | None = None


class Moderation(Frozen):
    """`moderation/URN.yaml`: an officer's reading of one return."""

    schema_: Literal["send-audit/moderation@1"] = Field(alias="schema")
    urn: Urn
    audit_date: Day | None = None
    by: Text
    on: Day
    method: Text | None = None
    findings: Mapping[ItemId, ModerationFinding] = Field(default_factory=dict)
    comment: Text | None = None


class OverlayItem(Frozen):
    """What a council adds to a shipped item: never its criterion, duty, basis or measure."""

    guidance: Text | None = None
    evidence: tuple[Text, ...] = ()
    contact: Text | None = None
    weight: Weight | None = None
    recheck_after_months: Annotated[Count, Field(ge=1)] | None = None
    leave_out: Text | None = None


class Overlay(Frozen):
    """A council's own layer over shipped checklists."""

    schema_: Literal["send-audit/overlay@1"] = Field(alias="schema")
    id: Slug
    title: Text
    version: Version
    by: Text
    of: Annotated[Mapping[Slug, VersionRange], Field(min_length=1)]
    prefix: Prefix | None = None
    items: Mapping[ItemId, OverlayItem] = Field(default_factory=dict)
    add: tuple[Section, ...] = ()
