"""The returns that are there already: whose each is, and where it says other than the register does now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from send_audit.carrying.subject import facts_from_register
from send_audit.load.document import read_file
from send_audit.load.register import Entry
from send_audit.load.school_list import name_key
from send_audit.model.audit import Audit, School
from send_audit.model.borough import Successor
from send_audit.model.new_school import NewSchool
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.succession import Numbers
from send_audit.round import facts_of_return, is_of_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One file of `returns/` that is a school's, as far as it can be read.

    `school` is `None` where the file has errors of its own.
    """

    file: Path
    urn: str | None
    name: str
    date: date | None
    school: School | None

    @property
    def is_nobodys(self) -> bool:
        """Whether the file is so broken that it does not even say whose it is."""
        return self.urn is None and not self.name


def read_came(files: Iterable[Path]) -> Iterator[Came]:
    """The returns among the files, in whatever state; a trust's own file and other kinds are none."""
    for file in files:
        document = read_file(file)
        facts = facts_of_return(document)
        if facts is not None:
            school = document.model.school if isinstance(document.model, Audit) else None
            yield Came(file=file, urn=facts.urn, name=facts.name, date=facts.date, school=school)
        elif document.model is None and not is_of_group(document):
            yield Came(file=file, urn=None, name="", date=None, school=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Whose the returns are: by the number of the open setting, and those that belong to none."""

    by_urn: Mapping[str, tuple[Came, ...]]
    of_none: tuple[Came, ...]


def owners(
    came: Iterable[Came], wanted: Mapping[str, Entry], successors: Iterable[Successor]
) -> Owned:
    """Match returns to the settings from which one is `wanted`: by number, old numbers too, else by name."""
    numbers = Numbers(successors)
    owner = {number: urn for urn in wanted for number in sorted(numbers.all_of(urn))}
    owner |= {urn: urn for urn in wanted}
    names: dict[str, list[str]] = {}
    for urn, entry in wanted.items():
        names.setdefault(name_key(entry.school.name), []).append(urn)
    by_urn: dict[str, list[Came]] = {}
    of_none: list[Came] = []
    for one in came:
        bearers = names.get(name_key(one.name), [])
        by_name = bearers[0] if len(bearers) == 1 else None
        whose = owner.get(one.urn) if one.urn is not None else by_name
        if whose is None:
            of_none.append(one)
        else:
            by_urn.setdefault(whose, []).append(one)
    return Owned(
        by_urn={urn: tuple(files) for urn, files in by_urn.items()}, of_none=tuple(of_none)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """One fact that a return states otherwise than the register does now. `key` is its place in the file."""

    file: Path
    key: str
    said: str
    register: str


_COMPARED = ("name", "urn", "phase", "type")
_SAYS_NOTHING = ("not-applicable",)
"""As the phase of a special or an independent school, which may well be of one."""


def differences(one: Came, now: NewSchool) -> Iterator[Differs]:
    """Where the return says other than the register. What either leaves open does not differ.

    Pupils do not count: their number changes each year, and the return is of its own day.
    """
    school = one.school
    if school is None:
        return
    register = facts_from_register(now).values
    for key in _COMPARED:
        value, said = register.get((key,)), getattr(school, key)
        if (
            isinstance(value, str)
            and said not in (None, "unknown", value)
            and value not in _SAYS_NOTHING
        ):
            yield Differs(file=one.file, key=key, said=said, register=value)
    kind = SCHOOL_TYPES[now.type].responsible_body
    bodies = [body.name for body in school.responsible_body]
    if kind == "academy-trust" and now.trust and bodies and now.trust not in bodies:
        yield Differs(
            file=one.file, key="responsible_body", said=", ".join(bodies), register=now.trust
        )
