"""Which groups a school of the list is counted in: as the list says, else as its own return does."""

from collections.abc import Iterable

from send_audit.borough.groups import (
    PHASE_GROUP_NAMES,
    TYPE_GROUP_NAMES,
    PhaseGroup,
    TypeGroup,
    phase_group,
    type_group,
)
from send_audit.borough.standing import Standing
from send_audit.model.school_types import SchoolType
from send_audit.model.words import Phase


def type_of_school(standing: Standing) -> SchoolType:
    """The kind of school."""
    listed = standing.entry.school.type
    return standing.head.type if listed == "unknown" and standing.head is not None else listed


def type_group_of(standing: Standing) -> TypeGroup:
    """Who is bound by what: the school's group of kinds."""
    return type_group(type_of_school(standing))


def phase_group_of(standing: Standing) -> PhaseGroup:
    """The school's group of phases."""
    phase: Phase = standing.entry.school.phase
    if phase == "unknown" and standing.head is not None:
        phase = standing.head.phase
    return phase_group(type_of_school(standing), phase)


def type_groups_in(standings: Iterable[Standing]) -> tuple[TypeGroup, ...]:
    """The groups of kinds that there are schools of, in the order in which they are printed."""
    found = {type_group_of(standing) for standing in standings}
    return tuple(group for group in TYPE_GROUP_NAMES if group in found)


def phase_groups_in(standings: Iterable[Standing]) -> tuple[PhaseGroup, ...]:
    """The groups of phases that there are schools of, in the order in which they are printed."""
    found = {phase_group_of(standing) for standing in standings}
    return tuple(group for group in PHASE_GROUP_NAMES if group in found)
