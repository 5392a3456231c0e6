"""Checklists and their sources: what is asked, why, on what footing, and what to do about a gap."""

from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from send_audit.model.base import Frozen
from send_audit.model.measure import Measure
from send_audit.model.scalars import Count, Flag, ItemId, Prefix, Slug, Text, Version
from send_audit.model.school_types import SchoolType
from send_audit.model.words import (
    AreaOfNeed,
    CostBand,
    Duty,
    Horizon,
    Nation,
    Need,
    Phase,
    PlaceKind,
    PriorityTag,
    Role,
    SourceKind,
    SourceNation,
    StrandOrNone,
    Support,
)

SCHEDULE_10 = "equality-act-2010-sch-10"
"""The id in sources.yaml of the Schedule whose duties the duty status is about."""

BINDING: tuple[Duty, ...] = ("must", "have-regard")
"""What a statute commands: to do, or to consider."""

STATUTORY: tuple[SourceKind, ...] = ("statute", "regulations")
"""The kinds of source that can command anything."""

Weight = Annotated[Count, Field(le=3)]


class Features(Frozen):
    """The closed register of what a school has. Unstated means that the school is asked.

    In an item's `applies_when`, `storeys` means at least so many.
    """

    parking: Flag | None = None
    school_transport: Flag | None = None
    storeys: Count | None = None
    lift: Flag | None = None
    ramps: Flag | None = None
    external_steps: Flag | None = None
    temporary_buildings: Flag | None = None
    lettings: Flag | None = None
    hall: Flag | None = None
    dining: Flag | None = None
    sports_facilities: Flag | None = None
    changing_rooms: Flag | None = None
    outdoor_play: Flag | None = None
    practical_rooms: Flag | None = None
    nursery_class: Flag | None = None
    sixth_form: Flag | None = None
    boarding: Flag | None = None
    resourced_provision: Flag | None = None
    hygiene_room: Flag | None = None
    public_examinations: Flag | None = None
    public_sector: Flag | None = None


class Basis(Frozen):
    """Where a criterion rests: a source, the place in it, and how that place was checked."""

    source: Slug
    at: Text
    support: Support


class AppliesWhen(Frozen):
    """Which schools are asked: all stated conditions hold, or are not known to fail."""

    phases: tuple[Phase, ...] = ()
    types: tuple[SchoolType, ...] = ()
    nations: tuple[Nation, ...] = ()
    features: Features | None = None


class Recommendation(Frozen):
    """The checklist's general remedy for a gap."""

    action: Text
    horizon: Horizon
    cost_band: CostBand
    lead: Text
    success: Text


class Retired(Frozen):
    """Since when an item is no longer asked, and what stands in its place."""

    in_: Version = Field(alias="in")
    replaced_by: tuple[ItemId, ...] = ()


class Item(Frozen):
    """One observation. `criterion` is true as written when the item is met."""

    id: ItemId
    criterion: Text
    guidance: Text
    rationale: Text
    duty: Duty
    basis: tuple[Basis, ...] = Field(min_length=1)
    measure: Measure | None = None
    per: PlaceKind | None = None
    applies_when: AppliesWhen | None = None
    strand: StrandOrNone | None = None
    may_not_apply: Flag = False
    needs: tuple[Need, ...] = ()
    areas_of_need: tuple[AreaOfNeed, ...] = ()
    priorities: tuple[PriorityTag, ...] = Field(min_length=1)
    weight: Weight = 1
    evidence: tuple[Text, ...] = ()
    barrier: Text
    recommendation: Recommendation
    recheck_after_months: Annotated[Count, Field(ge=1)] | None = None
    since: Version
    revised: Version | None = None
    retired: Retired | None = None


class Section(Frozen):
    """A heading inside a checklist."""

    id: Slug
    title: Text
    items: tuple[Item, ...] = Field(min_length=1)


class Checklist(Frozen):
    """A titled, versioned list of items. Read-only once published."""

    schema_: Literal["send-audit/checklist@1"] = Field(alias="schema")
    id: Slug
    prefix: Prefix
    title: Text
    version: Version
    language: Text
    strand: StrandOrNone
    role: Role
    nations: tuple[Nation, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)

    def items(self) -> Iterator[Item]:
        """All items in the order of the file."""
        for section in self.sections:
            yield from section.items

    def with_items(self, change: Callable[[Item], Item | None]) -> "Checklist":
        """This checklist with each item as `change` gives it; without those for which it gives `None`.

        A section that is left without an item is left out; a checklist may be left without a section.
        """
        sections = []
        for section in self.sections:
            items = tuple(new for item in section.items if (new := change(item)) is not None)
            if items:
                sections.append(section.model_copy(update={"items": items}))
        return self.model_copy(update={"sections": tuple(sections)})

    def strand_of(self, item: Item) -> StrandOrNone:
        """The item's own strand where it has one, else the checklist's."""
        return item.strand or self.strand

    def recheck_months(self, item: Item) -> int:
        """After how many months an answer must be checked again (design.md, formats.md)."""
        if item.recheck_after_months is not None:
            return item.recheck_after_months
        return 36 if self.strand_of(item) == "physical-environment" else 12


class Source(Frozen):
    """An instrument or a publication that items rest on."""

    id: Slug
    title: Text
    kind: SourceKind
    nation: SourceNation
    edition: Text | None = None
    date: Text | None = None
    address: Text | None = None
    binds: Text
    note: Text | None = None


class Sources(Frozen):
    """The register of sources."""

    schema_: Literal["send-audit/sources@1"] = Field(alias="schema")
    sources: tuple[Source, ...] = Field(min_length=1)
