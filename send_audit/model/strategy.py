"""A local authority's accessibility strategy: vision, priorities, governance."""

from typing import Literal

from pydantic import Field

from send_audit.model.audit import Consulted
from send_audit.model.base import Frozen
from send_audit.model.plan_document import Approved, Contact, Link, Period, PreviousPlan, Published
from send_audit.model.scalars import Day, Slug, Text
from send_audit.model.school_types import SchoolType
from send_audit.model.words import Nation, PriorityTag


class Vision(Frozen):
    """What the authority is for."""

    motto: Text | None = None
    text: Text
    commitments: tuple[Text, ...] = ()


class SenPriority(Frozen):
    """One priority of the SEN strategy."""

    id: Slug
    title: Text
    text: Text
    we_will: tuple[Text, ...] = ()


class Principle(Frozen):
    """One principle of inclusion."""

    id: Slug
    title: Text
    text: Text


class KeyPriority(Frozen):
    """A key priority. `tags` are the words in items' `priorities` that are its evidence."""

    id: Slug
    title: Text
    text: Text
    tags: tuple[PriorityTag, ...] = ()
    sen_priorities: tuple[Slug, ...] = ()
    principles: tuple[Slug, ...] = ()
    measures: tuple[Text, ...] = ()


class GovernancePart(Frozen):
    """Who does what about the strategy."""

    who: Text
    part: Text


class Strategy(Frozen):
    """`strategy.yaml`: the authority's strategy under Schedule 10, paragraph 1."""

    schema_: Literal["send-audit/strategy@1"] = Field(alias="schema")
    id: Slug
    title: Text
    authority: Text
    nation: Nation
    period: Period | None = None
    applies_to: tuple[SchoolType, ...] = ()
    open_to: tuple[SchoolType, ...] = ()
    legal_basis: Text | None = None
    vision: Vision | None = None
    sen_priorities: tuple[SenPriority, ...] = ()
    principles: tuple[Principle, ...] = ()
    key_priorities: tuple[KeyPriority, ...] = ()
    governance: tuple[GovernancePart, ...] = ()
    consulted: tuple[Consulted, ...] = ()
    approved: Approved | None = None
    published: Published | None = None
    next_review: Day | None = None
    previous: PreviousPlan | None = None
    links: tuple[Link, ...] = ()
    contact: Contact | None = None
    formats: tuple[Text, ...] = ()
    audit: Text | None = None
