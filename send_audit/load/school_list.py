"""`schools.csv`: which schools there are, read from a list of the register (GIAS)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.school_rows import NAME, STATUS, in_one_line, note_no_school, school_rows

_NO_RETURN_FROM = ("closed", "proposed to open")
"""From the other two states, “Open” and “Open, but proposed to close”, a return is expected; so it is
where the list does not say."""

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSchool:
    """A school of the list. The register's columns that name people are never read into anything."""

    urn: str
    name: str
    is_open: bool


def read_school_list(file: Path, found: Collector) -> Mapping[str, ListedSchool] | None:
    """The schools by URN, or `None` with the problem noted. A URN's first row counts."""
    schools: dict[str, ListedSchool] = {}
    for row in school_rows(file, found):
        urn = row.urn
        if urn is not None and urn not in schools:
            is_open = row.cell(STATUS).casefold() not in _NO_RETURN_FROM
            name = row.cell(NAME)[:_LONGEST_NAME]
            schools[urn] = ListedSchool(urn=urn, name=name, is_open=is_open)
    if not schools:
        note_no_school(found)
    return None if found.problems else schools


def names_of(schools: Mapping[str, ListedSchool]) -> Mapping[str, str]:
    """The URN of each name (as `name_key` writes it) that one school alone has, or one open school alone."""
    by_name: dict[str, list[ListedSchool]] = {}
    for school in schools.values():
        by_name.setdefault(name_key(school.name), []).append(school)
    return dict(_one_each(by_name))


def _one_each(by_name: Mapping[str, list[ListedSchool]]) -> Iterator[tuple[str, str]]:
    for name, bearers in by_name.items():
        wanted = [school for school in bearers if school.is_open] or bearers
        if name and len(wanted) == 1:
            yield name, wanted[0].urn


def name_key(name: str) -> str:
    """A name without what people write differently: capitals and spaces."""
    return in_one_line(name).casefold()
