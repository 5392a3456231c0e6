"""The groups that a borough's schools are counted in: by who is bound by what, and by phase."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.words import Phase

TypeGroup = Literal["maintained", "academies", "independent", "not-bound", "unknown"]
PhaseGroup = Literal["nursery", "primary", "secondary", "all-through", "special", "other"]

TYPE_GROUP_NAMES: Mapping[TypeGroup, str] = MappingProxyType(
    {
        "maintained": "Maintained schools and pupil referral units",
        "academies": "Academies and free schools",
        "independent": "Independent and non-maintained special schools",
        "not-bound": "Colleges and private nurseries",
        "unknown": "Type not known",
    }
)
"""In the order in which they are printed. Only the first are bound by the authority's strategy (Schedule 10,
paragraph 1, with 6(5)); those of the fourth are not bound by Schedule 10 at all."""

PHASE_GROUP_NAMES: Mapping[PhaseGroup, str] = MappingProxyType(
    {
        "nursery": "Nursery",
        "primary": "Primary",
        "secondary": "Secondary",
        "all-through": "All-through",
        "special": "Special schools and alternative provision",
        "other": "Other",
    }
)

_PHASES: Mapping[Phase, PhaseGroup] = MappingProxyType(
    {
        "nursery": "nursery",
        "primary": "primary",
        "middle-deemed-primary": "primary",
        "secondary": "secondary",
        "middle-deemed-secondary": "secondary",
        "all-through": "all-through",
    }
)
_SPECIAL = frozenset({"special", "referral", "alternative"})


def type_group(type_: SchoolType) -> TypeGroup:
    """Who is bound by what: the group of a kind of school."""
    facts = SCHOOL_TYPES[type_]
    if facts.plan_duty is None:
        return "unknown"
    if not facts.plan_duty:
        return "not-bound"
    # A Welsh establishment may be of any kind; nearly all are maintained, and the list does not say which.
    if facts.in_la_strategy is None:
        return "unknown"
    if facts.in_la_strategy:
        return "maintained"
    return "academies" if facts.responsible_body == "academy-trust" else "independent"


def phase_group(type_: SchoolType, phase: Phase) -> PhaseGroup:
    """The phase that a school is counted under: special schools have none in the register."""
    if _SPECIAL & set(type_.split("-")):
        return "special"
    return _PHASES.get(phase, "other")
