"""The kinds of school: GIAS code, who is the responsible body, and which duties bind each kind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from send_audit.model.words import Phase, ResponsibleBodyKind

SchoolType = Literal[
    "community-school",
    "voluntary-aided-school",
    "voluntary-controlled-school",
    "foundation-school",
    "city-technology-college",
    "community-special-school",
    "non-maintained-special-school",
    "other-independent-special-school",
    "other-independent-school",
    "foundation-special-school",
    "pupil-referral-unit",
    "local-authority-nursery-school",
    "further-education",
    "academy-sponsor-led",
    "welsh-establishment",
    "sixth-form-centre",
    "special-post-16-institution",
    "academy-special-sponsor-led",
    "academy-converter",
    "free-school",
    "free-school-special",
    "free-school-alternative-provision",
    "free-school-16-19",
    "university-technical-college",
    "studio-school",
    "academy-alternative-provision-converter",
    "academy-alternative-provision-sponsor-led",
    "academy-special-converter",
    "academy-16-19-converter",
    "academy-16-19-sponsor-led",
    "private-nursery",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class SchoolTypeFacts:
    """What the law makes of a kind of school. `None` where it cannot be known from the kind.

    `phase` is the only phase that schools of this kind can be of.
    Source: Equality Act 2010, Schedule 10, paragraph 6(5); GIAS codes from general knowledge.
    """

    gias_code: str | None
    label: str
    responsible_body: ResponsibleBodyKind | None
    plan_duty: bool | None
    in_la_strategy: bool | None
    phase: Phase | None = None


def _maintained(code: str, label: str) -> SchoolTypeFacts:
    return SchoolTypeFacts(code, label, "governing-body", plan_duty=True, in_la_strategy=True)


def _academy(code: str, label: str) -> SchoolTypeFacts:
    return SchoolTypeFacts(code, label, "academy-trust", plan_duty=True, in_la_strategy=False)


def _independent(code: str, label: str) -> SchoolTypeFacts:
    return SchoolTypeFacts(code, label, "proprietor", plan_duty=True, in_la_strategy=False)


def _college(code: str, label: str, body: ResponsibleBodyKind) -> SchoolTypeFacts:
    return SchoolTypeFacts(
        code, label, body, plan_duty=False, in_la_strategy=False, phase="post-16"
    )


_FACTS: dict[SchoolType, SchoolTypeFacts] = {
    "community-school": _maintained("01", "Community school"),
    "voluntary-aided-school": _maintained("02", "Voluntary aided school"),
    "voluntary-controlled-school": _maintained("03", "Voluntary controlled school"),
    "foundation-school": _maintained("05", "Foundation school"),
    "city-technology-college": _independent("06", "City technology college"),
    "community-special-school": _maintained("07", "Community special school"),
    "non-maintained-special-school": _independent("08", "Non-maintained special school"),
    "other-independent-special-school": _independent("10", "Independent special school"),
    "other-independent-school": _independent("11", "Independent school"),
    "foundation-special-school": _maintained("12", "Foundation special school"),
    # Paragraph 6(5): the plan of a pupil referral unit is the local authority's own.
    "pupil-referral-unit": SchoolTypeFacts(
        "14", "Pupil referral unit", "local-authority", plan_duty=True, in_la_strategy=True
    ),
    "local-authority-nursery-school": SchoolTypeFacts(
        "15",
        "Maintained nursery school",
        "governing-body",
        plan_duty=True,
        in_la_strategy=True,
        phase="nursery",
    ),
    "further-education": _college("18", "Further education college", "corporation"),
    "academy-sponsor-led": _academy("28", "Academy (sponsor led)"),
    "welsh-establishment": SchoolTypeFacts(
        "30", "Welsh establishment", None, plan_duty=True, in_la_strategy=None
    ),
    "sixth-form-centre": _college("31", "Sixth-form college or centre", "corporation"),
    "special-post-16-institution": _college("32", "Special post-16 institution", "proprietor"),
    "academy-special-sponsor-led": _academy("33", "Special academy (sponsor led)"),
    "academy-converter": _academy("34", "Academy (converter)"),
    "free-school": _academy("35", "Free school"),
    "free-school-special": _academy("36", "Special free school"),
    "free-school-alternative-provision": _academy("38", "Alternative provision free school"),
    "free-school-16-19": _college("39", "16 to 19 free school", "academy-trust"),
    "university-technical-college": replace(
        _academy("40", "University technical college"), phase="secondary"
    ),
    "studio-school": replace(_academy("41", "Studio school"), phase="secondary"),
    "academy-alternative-provision-converter": _academy(
        "42", "Alternative provision academy (converter)"
    ),
    "academy-alternative-provision-sponsor-led": _academy(
        "43", "Alternative provision academy (sponsor led)"
    ),
    "academy-special-converter": _academy("44", "Special academy (converter)"),
    "academy-16-19-converter": _college("45", "16 to 19 academy (converter)", "academy-trust"),
    "academy-16-19-sponsor-led": _college("46", "16 to 19 academy (sponsor led)", "academy-trust"),
    "private-nursery": SchoolTypeFacts(
        None,
        "Private or voluntary nursery",
        "proprietor",
        plan_duty=False,
        in_la_strategy=False,
        phase="nursery",
    ),
    "unknown": SchoolTypeFacts(None, "Type not known", None, plan_duty=None, in_la_strategy=None),
}

SCHOOL_TYPES: Mapping[SchoolType, SchoolTypeFacts] = MappingProxyType(_FACTS)
