"""The register of schools (GIAS): what one row of its list says of a school, and finding the row."""

import heapq
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from send_audit.load.collect import Collector
from send_audit.load.school_list import name_key
from send_audit.load.school_rows import NAME, STATUS, Row, school_rows
from send_audit.model.checklist import Features
from send_audit.model.new_school import NewSchool
from send_audit.model.school_types import (
    SCHOOL_TYPES,
    is_childrens_centre,
    is_public_authority,
    type_of,
)
from send_audit.model.words import Phase

Status = Literal["open", "closing", "closed", "opening", "unknown"]

_STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "open": "open",
        "open, but proposed to close": "closing",
        "closed": "closed",
        "proposed to open": "opening",
    }
)
_PHASES: Mapping[str, Phase] = MappingProxyType(
    {
        "nursery": "nursery",
        "primary": "primary",
        "middle deemed primary": "middle-deemed-primary",
        "secondary": "secondary",
        "middle deemed secondary": "middle-deemed-secondary",
        "16 plus": "post-16",
        "all through": "all-through",
        "not applicable": "not-applicable",
    }
)
_PHASE_CODES: tuple[Phase, ...] = (
    "not-applicable",
    "nursery",
    "primary",
    "middle-deemed-primary",
    "secondary",
    "middle-deemed-secondary",
    "post-16",
    "all-through",
)
"""By the register's code, from 0."""

_NOTHING = frozenset(
    {"", "does not apply", "not applicable", "not recorded", "n/a", "none", "unknown"}
)
_HAS: Mapping[str, tuple[str, Mapping[str, bool]]] = MappingProxyType(
    {
        "nursery_class": (
            "NurseryProvision (name)",
            {"has nursery classes": True, "no nursery classes": False},
        ),
        "sixth_form": (
            "OfficialSixthForm (name)",
            {"has a sixth form": True, "does not have a sixth form": False},
        ),
        "boarding": (
            "Boarders (name)",
            {
                "no boarders": False,
                "boarding school": True,
                "children's home (boarding school)": True,
                "college / fe residential accommodation": True,
            },
        ),
        # That a list names none is no proof: then the school is asked.
        "resourced_provision": (
            "TypeOfResourcedProvision (name)",
            {"resourced provision": True, "resourced provision and sen unit": True},
        ),
    }
)
_TYPE_CODE, _TYPE_NAME = "TypeOfEstablishment (code)", "TypeOfEstablishment (name)"
_LA_CODE, _NUMBER = "LA (code)", "EstablishmentNumber"
_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register says of one school, without any column that names a person.

    `kind` is its own word for the type and `kind_code` its code; `opened_on` and `closed_on` are the days on
    which the school opened and closed, where given.
    """

    school: NewSchool
    status: Status
    kind: str
    is_school: bool
    closed_on: date | None
    opened_on: date | None = None
    kind_code: str = ""


def read_entry(row: Row) -> Entry:
    """Read a row. What it does not say is left out, so that the school is asked."""
    code, kind = row.cell(_TYPE_CODE), row.cell(_TYPE_NAME)
    type_ = type_of(code, kind)
    la_name, la_code = _stated(row, "LA (name)"), _digits(row.cell(_LA_CODE), 3)
    academy = SCHOOL_TYPES[type_].responsible_body == "academy-trust"
    school = NewSchool(
        name=row.cell(NAME),
        nation="wales" if type_ == "welsh-establishment" else "england",
        type=type_,
        phase=_phase(row),
        urn=row.urn,
        ids=_ids(la_code, _digits(row.cell(_NUMBER), 4)),
        la_name=la_name,
        la_code=la_code if la_name is not None else None,
        # A foundation school has a trust beside it; only an academy's is its responsible body.
        trust=_stated(row, "Trusts (name)") if academy else None,
        pupils=_count(row.cell("NumberOfPupils")),
        features=_features(row, public_sector=is_public_authority(type_)),
    )
    return Entry(
        school=school,
        status=_STATUSES.get(row.cell(STATUS).casefold(), "unknown"),
        kind=kind,
        is_school=not is_childrens_centre(code, kind),
        closed_on=_day(row.cell("CloseDate")),
        opened_on=_day(row.cell("OpenDate")),
        kind_code=code,
    )


def _stated(row: Row, column: str) -> str | None:
    text = row.cell(column)
    return None if text.casefold() in _NOTHING else text


def _phase(row: Row) -> Phase:
    name = row.cell("PhaseOfEducation (name)").casefold().replace("-", " ")
    code = row.cell("PhaseOfEducation (code)")
    if name in _PHASES:
        return _PHASES[name]
    if code.isascii() and code.isdigit() and int(code) < len(_PHASE_CODES):
        return _PHASE_CODES[int(code)]
    return "unknown"


def _digits(text: str, length: int) -> str | None:
    """A number with the noughts that a spreadsheet took off; `0` itself stands for none."""
    text = text.removesuffix(".0")
    if not (text.isascii() and text.isdigit()) or not int(text) or len(text) > length:
        return None
    return text.zfill(length)


def authority_code(text: str) -> str | None:
    """A local authority's code as three figures, with the noughts that a spreadsheet took off."""
    return _digits(text.strip(), 3)


def _ids(la_code: str | None, number: str | None) -> Mapping[str, str]:
    return {"laestab": f"{la_code}/{number}"} if la_code and number else {}


_MOST_DIGITS = 6


def _count(text: str) -> int | None:
    plain = text.removesuffix(".0").replace(",", "")
    fits = plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS
    return int(plain) if fits else None


def _features(row: Row, *, public_sector: bool | None) -> Features:
    said = {
        name: words.get(row.cell(column).casefold().replace("’", "'"))
        for name, (column, words) in _HAS.items()
    }
    on_roll = _count(row.cell("ResourcedProvisionOnRoll")) or 0
    return Features(
        nursery_class=said["nursery_class"],
        sixth_form=said["sixth_form"],
        boarding=said["boarding"],
        resourced_provision=said["resourced_provision"] or (True if on_roll else None),
        public_sector=public_sector,
    )


def _day(text: str) -> date | None:
    """The register writes the day first."""
    if (match := _DATE.fullmatch(text)) is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The schools of a list that a search found: the first few, and how many there are in all."""

    shown: tuple[Entry, ...]
    total: int


def find_by_urn(file: Path, urn: str, found: Collector) -> Entry | None:
    """The school of this number. Reads no further than its row; notes what makes the list unreadable."""
    return next((read_entry(row) for row in school_rows(file, found) if row.urn == urn), None)


def find_by_name(file: Path, words: str, found: Collector, *, at_most: int = 20) -> Matches:
    """The schools whose name has all these words, or starts of words; those still open first."""
    wanted = name_key(words).split()
    total = 0

    def matching() -> Iterator[tuple[bool, str, str, Row]]:
        nonlocal total
        for row in school_rows(file, found) if wanted else ():
            name = name_key(row.cell(NAME))
            if all(f" {word}" in f" {name}" for word in wanted) and _is_school(row):
                total += 1
                yield row.cell(STATUS).casefold() == "closed", name, row.urn or "", row

    # No more than the first few are held, since “school” is in the name of half the country's schools.
    first = heapq.nsmallest(at_most, matching(), key=lambda one: one[:3])
    return Matches(shown=tuple(read_entry(row) for *_, row in first), total=total)


def _is_school(row: Row) -> bool:
    return not is_childrens_centre(row.cell(_TYPE_CODE), row.cell(_TYPE_NAME))


def find_successor(file: Path, closed: NewSchool, found: Collector) -> Entry | None:
    """The one open school with the closed one's name or number under the same authority.

    It is perhaps the same school, as an academy: that is for a person to say.
    """
    entries = [read_entry(row) for row in school_rows(file, found) if _goes_on(row, closed)]
    return entries[0] if len(entries) == 1 else None


def _goes_on(row: Row, closed: NewSchool) -> bool:
    if row.cell(STATUS).casefold() not in ("open", "open, but proposed to close"):
        return False
    la_code = _digits(row.cell(_LA_CODE), 3)
    if row.urn == closed.urn or (closed.la_code is not None and la_code != closed.la_code):
        return False
    ids = _ids(la_code, _digits(row.cell(_NUMBER), 4))
    same_number = bool(ids) and ids == closed.ids
    return same_number or name_key(row.cell(NAME)) == name_key(closed.name)
