"""What is known of a school or an authority before its first audit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from send_audit.model.audit import Audit
from send_audit.model.checklist import Features
from send_audit.model.school_types import SchoolType
from send_audit.model.words import Nation, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSchool:
    """What a school's blank audit starts from. Words of closed lists are as the file writes them.

    `trust` is the name of the academy trust that answers for it; `pupils` is how many there are.
    """

    name: str
    nation: Nation
    type: SchoolType = "unknown"
    phase: Phase = "unknown"
    urn: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    la_name: str | None = None
    la_code: str | None = None
    trust: str | None = None
    pupils: int | None = None
    features: Features = field(default_factory=Features)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAuthority:
    """What the blank audit of a local authority's own strategy starts from."""

    name: str
    code: str
    nation: Nation


def blank_of(subject: NewSchool | NewAuthority) -> Audit:
    """An audit with nothing in it but what decides which items its subject is asked.

    The name may be anything here: whether it fits the file is for the reader to say.
    """
    facts: dict[str, object] = {"name": "-", "nation": subject.nation}
    if isinstance(subject, NewAuthority):
        return _audit("local_authority", facts | {"code": "-"})
    stated = {name: value for name, value in subject.features if value is not None}
    facts |= {"type": subject.type, "phase": subject.phase, "features": stated}
    return _audit("school", facts)


def _audit(kind: str, facts: Mapping[str, object]) -> Audit:
    return Audit.model_validate({"schema": "send-audit/audit@1", kind: facts})
