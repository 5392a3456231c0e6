"""The kinds of school: GIAS code, who is the responsible body, and which duties bind each kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from send_audit.model.words import Nation, Phase, ResponsibleBodyKind

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


_REGISTER_NAMES: Mapping[str, SchoolType] = MappingProxyType(
    {
        "Academy sponsor led": "academy-sponsor-led",
        "Academy converter": "academy-converter",
        "Academy special sponsor led": "academy-special-sponsor-led",
        "Academy special converter": "academy-special-converter",
        "Academy alternative provision converter": "academy-alternative-provision-converter",
        "Academy alternative provision sponsor led": "academy-alternative-provision-sponsor-led",
        "Academy 16 to 19 converter": "academy-16-19-converter",
        "Academy 16 to 19 sponsor led": "academy-16-19-sponsor-led",
        "Free schools": "free-school",
        "Free schools special": "free-school-special",
        "Free schools alternative provision": "free-school-alternative-provision",
        "Free schools 16 to 19": "free-school-16-19",
        "Local authority nursery school": "local-authority-nursery-school",
        "LA nursery school": "local-authority-nursery-school",
        "Other independent school": "other-independent-school",
        "Other independent special school": "other-independent-special-school",
        "Further education": "further-education",
        "Sixth form centres": "sixth-form-centre",
        "Special post 16 institution": "special-post-16-institution",
    }
)
"""What the register (GIAS) calls a kind where it is not what we call it."""

CHILDRENS_CENTRES: Mapping[str, str] = MappingProxyType(
    {"47": "Children's centre", "48": "Children's centre linked site"}
)
"""In the register beside the schools, and no schools."""


def _name_key(name: str) -> tuple[str, ...]:
    """A kind's name without what changed in the register over the years: capitals, hyphens, plurals."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", ""))
    return tuple(word.removesuffix("s") for word in words if word != "to")


_BY_NAME: Mapping[tuple[str, ...], SchoolType] = MappingProxyType(
    {_name_key(facts.label): type_ for type_, facts in _FACTS.items()}
    | {_name_key(name): type_ for name, type_ in _REGISTER_NAMES.items()}
)
_BY_CODE: Mapping[str, SchoolType] = MappingProxyType(
    {facts.gias_code: type_ for type_, facts in _FACTS.items() if facts.gias_code is not None}
)
_CENTRE_NAMES = frozenset(_name_key(name) for name in CHILDRENS_CENTRES.values())


def type_of(code: str, name: str) -> SchoolType:
    """The kind of school by the register's code, else by its name; `unknown` where neither is known.

    A spreadsheet drops the nought of `02`, or makes it `2.0`; lists cut to size may have the names only.
    """
    by_code = _BY_CODE.get(code.removesuffix(".0").zfill(2)) if code else None
    return by_code or _BY_NAME.get(_name_key(name), "unknown")


def is_childrens_centre(code: str, name: str) -> bool:
    """Whether the register's code or name is that of a children's centre."""
    return code in CHILDRENS_CENTRES or _name_key(name) in _CENTRE_NAMES


_NO_PHASE: tuple[ResponsibleBodyKind, ...] = ("proprietor",)


def usual_phase(type_: SchoolType) -> Phase:
    """The phase that most schools of the kind have in the register, to be offered first."""
    facts = SCHOOL_TYPES[type_]
    if facts.phase is not None:
        return facts.phase
    words = {"special", "provision", "referral"}
    if type_ == "unknown":
        return "unknown"
    if facts.responsible_body in _NO_PHASE or words & set(type_.split("-")):
        return "not-applicable"
    return "primary"


_ENGLISH_ONLY = ("academy", "free", "university", "studio", "city", "non", "special")
"""First words of kinds that the law of England alone knows."""


def types_offered(nation: Nation) -> tuple[SchoolType, ...]:
    """The kinds of school that there are in the nation, the most usual first."""
    offered = [t for t in _MOST_USUAL_FIRST if nation != "wales" or not _is_english(t)]
    return tuple(t for t in offered if nation == "wales" or t != "welsh-establishment")


def _is_english(type_: SchoolType) -> bool:
    return type_.split("-", maxsplit=1)[0] in _ENGLISH_ONLY


_MOST_USUAL_FIRST: tuple[SchoolType, ...] = (
    "community-school",
    "voluntary-aided-school",
    "voluntary-controlled-school",
    "foundation-school",
    "academy-converter",
    "academy-sponsor-led",
    "free-school",
    "local-authority-nursery-school",
    "private-nursery",
    "community-special-school",
    "foundation-special-school",
    "academy-special-converter",
    "academy-special-sponsor-led",
    "free-school-special",
    "non-maintained-special-school",
    "other-independent-special-school",
    "other-independent-school",
    "pupil-referral-unit",
    "academy-alternative-provision-converter",
    "academy-alternative-provision-sponsor-led",
    "free-school-alternative-provision",
    "further-education",
    "sixth-form-centre",
    "free-school-16-19",
    "academy-16-19-converter",
    "academy-16-19-sponsor-led",
    "special-post-16-institution",
    "university-technical-college",
    "studio-school",
    "city-technology-college",
    "welsh-establishment",
    "unknown",
)


def is_public_authority(type_: SchoolType) -> bool | None:
    """Whether the public sector equality duty binds whoever runs the school; `None` where not certain.

    Equality Act 2010, Schedule 19: governing bodies of maintained schools, local authorities, and the
    proprietors of academies.
    """
    facts = SCHOOL_TYPES[type_]
    certain = facts.in_la_strategy or facts.responsible_body == "academy-trust"
    return True if certain else None
