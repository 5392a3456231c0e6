"""Kinds of setting to look at the checklists from: who they are, and what cannot apply to them."""

from collections.abc import Mapping
from dataclasses import dataclass

from send_audit.load.library import Library
from send_audit.model.applicability import is_asked
from send_audit.model.audit import Audit, blank_school
from send_audit.model.checklist import Item
from send_audit.model.content import make_content
from send_audit.model.school_types import SchoolType
from send_audit.model.words import Nation, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A setting as the government's list describes it, and words that have no place in what it is asked."""

    title: str
    nation: Nation = "england"
    type: SchoolType
    phase: Phase
    never: tuple[str, ...] = ()

    def audit(self) -> Audit:
        return blank_school(nation=self.nation, type_=self.type, phase=self.phase)


_SCHOOLING = (
    *("homework", "exam", "test paper", "career", "placement", "gcse", "qualification"),
    *("sports day", "school council", "sixth form", "suspension", "sanction", "timetable is"),
)
_OLDER = ("young children", "play equipment", "nursery", "sports day", "year 6", "playground")
_ENGLANDS = ("SENCO", "EHC", "SEN", "Ofsted", "SEND", "DfE", "England", "English rules")
_WALESES = ("ALNCo", "ALN", "IDP", "Estyn", "Welsh", "Wales")

PROFILES: Mapping[str, Profile] = {
    "nursery": Profile(
        title="Maintained nursery school",
        type="local-authority-nursery-school",
        phase="nursery",
        never=_SCHOOLING,
    ),
    "private-nursery": Profile(
        title="Private or voluntary nursery",
        type="private-nursery",
        phase="unknown",
        never=_SCHOOLING,
    ),
    "primary": Profile(
        title="Primary school (community)",
        type="community-school",
        phase="primary",
        never=("gcse", "career", "placement", "sixth form", "public exam"),
    ),
    "secondary": Profile(
        title="Secondary school (academy)",
        type="academy-converter",
        phase="secondary",
        never=("young children", "play equipment", "year 6"),
    ),
    "special": Profile(
        title="Special school (maintained)", type="community-special-school", phase="not-applicable"
    ),
    "pru": Profile(title="Pupil referral unit", type="pupil-referral-unit", phase="not-applicable"),
    "independent": Profile(
        title="Independent school", type="other-independent-school", phase="not-applicable"
    ),
    "post-16": Profile(
        title="Sixth-form college", type="sixth-form-centre", phase="not-applicable", never=_OLDER
    ),
    "wales-primary": Profile(
        title="Primary school in Wales", nation="wales", type="community-school", phase="primary"
    ),
    "wales-secondary": Profile(
        title="Secondary school in Wales",
        nation="wales",
        type="community-school",
        phase="secondary",
    ),
}

OTHER_NATIONS_WORDS: Mapping[Nation, tuple[str, ...]] = {"england": _WALESES, "wales": _ENGLANDS}
"""What one nation's schools are never shown: the other's words for roles, plans and inspectors."""


def asked_items(library: Library, profile: Profile) -> list[Item]:
    """The shipped items that the setting is asked, in its nation's words."""
    seen = [
        library.find_for(profile.nation, id_, newest.version)
        for id_ in library.shipped.ids
        if (newest := library.current(id_)) is not None
    ]
    content = make_content([checklist for checklist in seen if checklist is not None])
    audit = profile.audit()
    return [i for c in content.checklists for i in c.items() if is_asked(c, i, audit)]
