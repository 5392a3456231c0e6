"""An audit file: one subject, its places, its answers and its plan."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from send_audit.model.base import Frozen
from send_audit.model.checklist import Features
from send_audit.model.plan_document import PlanDocument
from send_audit.model.scalars import (
    Count,
    Day,
    Figure,
    Flag,
    ItemId,
    Slug,
    Text,
    Urn,
    Version,
    refusal,
)
from send_audit.model.school_types import SchoolType
from send_audit.model.words import (
    ConductedBy,
    EvidenceKind,
    GroupKind,
    Nation,
    Need,
    Phase,
    PlaceKind,
    Rating,
    ResponsibleBodyKind,
)


class ResponsibleBody(Frozen):
    """Who answers for the plan (Schedule 10, paragraph 6(5))."""

    kind: ResponsibleBodyKind
    name: Text


class LocalAuthorityName(Frozen):
    """The local authority of a school."""

    name: Text
    code: Text | None = None


class Place(Frozen):
    """Somewhere in a school that is answered for on its own. A site is a place too."""

    name: Text
    kind: PlaceKind
    within: Slug | None = None


class School(Frozen):
    """The place audited: a school, a nursery, a unit or a college."""

    name: Text
    urn: Urn | None = None
    ids: Mapping[Text, Text] = Field(default_factory=dict)
    phase: Phase = "unknown"
    type: SchoolType = "unknown"
    nation: Nation
    local_authority: LocalAuthorityName | None = None
    responsible_body: tuple[ResponsibleBody, ...] = ()
    pupils: Count | None = None
    features: Features = Field(default_factory=Features)
    places: Mapping[Slug, Place] = Field(default_factory=dict)


def blank_school(
    *, nation: Nation, type_: SchoolType, phase: Phase, storeys: int | None = None, name: str = "-"
) -> "Audit":
    """An audit with nothing in it but what decides whether a school is asked an item."""
    features = {} if storeys is None else {"storeys": str(storeys)}
    school = {"name": name, "nation": nation, "type": type_, "phase": phase, "features": features}
    return Audit.model_validate({"schema": "send-audit/audit@1", "school": school})


class Group(Frozen):
    """A trust or federation with one plan for several schools."""

    name: Text
    kind: GroupKind
    nation: Nation
    members: tuple[Urn, ...] = ()
    responsible_body: tuple[ResponsibleBody, ...] = ()


class LocalAuthority(Frozen):
    """A local authority that answers for its own strategy."""

    name: Text
    code: Text
    nation: Nation


class Shares(Frozen):
    """A group's file whose answers count where this one is silent."""

    title: Text
    file: Text


class Consulted(Frozen):
    """Who was asked, how, when, and what came of it."""

    who: Text
    how: Text | None = None
    on: Day | None = None
    outcome: Text | None = None


class Survey(Frozen):
    """Another survey that answers may refer to."""

    id: Text
    title: Text


class AuditDetails(Frozen):
    """When the audit was made, by which roles, and with which checklists."""

    date: Day | None = None
    conducted_by: ConductedBy | None = None
    roles: tuple[Text, ...] = ()
    checklists: Mapping[Slug, Version] = Field(default_factory=dict)
    overlays: Mapping[Slug, Version] = Field(default_factory=dict)
    consulted: tuple[Consulted, ...] = ()
    surveys: tuple[Survey, ...] = ()
    next_audit: Day | None = None


class Evidence(Frozen):
    """A pointer to what supports an answer. Never the document, never a pupil's name."""

    kind: EvidenceKind | None = None
    title: Text | None = None
    on: Day | None = None
    where: Text | None = None
    file: Text | None = None
    url: Text | None = None


class Answer(Frozen):
    """A rating, what was measured, and what supports them: for an item, or for one place of it."""

    rating: Rating | None = None
    reason: Text | None = None
    measured: Figure | None = None
    overrule: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    location: Text | None = None
    note: Text | None = None
    checked_on: Day | None = None
    to_confirm: Text | None = None
    leaves_out: tuple[Need, ...] = ()
    refs: tuple[Text, ...] = ()
    private: Flag = False

    @model_validator(mode="before")
    @classmethod
    def _no_empty_rating(cls, data: object) -> object:
        if isinstance(data, dict) and "rating" in data and data["rating"] is None:
            fix = "Write a rating, or leave the whole item out: then it is unanswered."
            raise refusal("empty-rating", "The rating is empty.", fix)
        return data

    @model_validator(mode="after")
    def _not_applicable_has_a_reason(self) -> Self:
        if self.rating == "not-applicable" and self.reason is None:
            fix = "Add a line `reason:` that says why it does not apply here."
            message = "A not-applicable answer has no reason."
            raise refusal("not-applicable-without-reason", message, fix)
        return self


class Response(Answer):
    """The answer to one item, either at this level or for each of its places."""

    places: Annotated[Mapping[Slug, Answer], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _either_here_or_in_places(self) -> Self:
        if self.places is not None and (self.rating is not None or self.measured is not None):
            fix = "Move the rating into the places, or leave the places out."
            message = "The item is answered both as a whole and place by place."
            raise refusal("rated-twice", message, fix)
        return self


class Audit(Frozen):
    """One audit file. Exactly one of `school`, `group` and `local_authority` is there."""

    schema_: Literal["send-audit/audit@1"] = Field(alias="schema")
    language: Text = "en-GB"
    school: School | None = None
    group: Group | None = None
    local_authority: LocalAuthority | None = None
    shares: Shares | None = None
    audit: AuditDetails = Field(default_factory=AuditDetails)
    responses: Mapping[ItemId, Response] = Field(default_factory=dict)
    plan: PlanDocument | None = None

    @model_validator(mode="after")
    def _exactly_one_subject(self) -> Self:
        stated = [
            name
            for name in ("school", "group", "local_authority")
            if getattr(self, name) is not None
        ]
        if len(stated) != 1:
            said = " and ".join(stated) if stated else "nobody"
            fix = "Keep one of school, group and local_authority, and delete the others."
            if not stated:
                fix = (
                    "Add `school:`, or `group:` or `local_authority:` if it is about one of those."
                )
            raise refusal("not-one-subject", f"The file is about {said}.", fix)
        return self

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Every piece of evidence, with its place in the file."""
        for id_, response in self.responses.items():
            for number, piece in enumerate(response.evidence):
                yield ("responses", id_, "evidence", number), piece
            for place, answer in (response.places or {}).items():
                for number, piece in enumerate(answer.evidence):
                    yield ("responses", id_, "places", place, "evidence", number), piece

    @property
    def subject(self) -> School | Group | LocalAuthority:
        """What the audit is about."""
        subject = self.school or self.group or self.local_authority
        assert subject is not None  # the validator above saw exactly one
        return subject
