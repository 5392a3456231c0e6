"""One authority's settings out of a list of schools (GIAS), however large the list and whatever it lacks."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from send_audit.load.collect import Collector
from send_audit.load.register import Entry, authority_code, read_entry
from send_audit.load.school_list import name_key
from send_audit.load.school_rows import Row, note_no_school, school_rows
from send_audit.model.words import Nation
from send_audit.problems import SendAuditError
from send_audit.suggest import nearest

LA_CODE, LA_NAME = "LA (code)", "LA (name)"
_MOST_NEAR = 5
_URN = re.compile("[0-9]{5,7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the authority: the row itself, and what it says of the setting."""

    row: Row
    entry: Entry

    @property
    def urn(self) -> str:
        """Its number; only rows with one are settings."""
        return self.entry.school.urn or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An authority's part of a list of schools.

    `settings` are in the order of the list, each URN once; `centres` how many children's centres were left
    out; `rows` how many rows with a URN the whole list has; `columns` the names of its columns.
    `uncoded` is how many rows were taken by the authority's name, having no code; `odd` the numbers of rows
    that were left out, being no URN.
    """

    name: str
    code: str
    nation: Nation
    settings: tuple[Setting, ...]
    centres: int
    rows: int
    uncoded: int
    odd: tuple[str, ...]
    columns: Sequence[str]


Authority = tuple[str | None, str]
"""Code and name, as a row has them; `None` for no code."""


def read_listing(file: Path, asked: str) -> Listing:
    """The settings of the authority whose code is `asked`, leading noughts or not.

    The list is read as a stream. Raises `SendAuditError` where it cannot be read, where `asked` is no code,
    or where no row has it; then it says which are near.
    """
    wanted = authority_code(asked.strip().lstrip("0") or asked)
    seen: Counter[Authority] = Counter()
    rows: list[Row] = []
    columns: Sequence[str] = ()
    for row in _rows(file):
        code = authority_code(row.cell(LA_CODE))
        seen[code, row.cell(LA_NAME)] += 1
        columns = columns or tuple(row.columns)
        if wanted is not None and code == wanted:
            rows.append(row)
    if wanted is None or not _is_there(wanted, seen, columns):
        raise SendAuditError(_not_found(file, asked, wanted, seen))
    name = _name_of(wanted, seen)
    bare = sum(times for (code, said), times in seen.items() if code is None and said == name)
    if bare:
        # Only now is it known whose the rows without a code are, so the list is read once more.
        rows = [row for row in _rows(file) if _is_of(row, wanted, name)]
    mine = [(row, read_entry(row)) for row in rows]
    schools = [(row, entry) for row, entry in mine if entry.is_school]
    settings = _settings(schools, wanted, name)
    return Listing(
        name=name or f"Local authority {wanted}",
        code=wanted,
        nation=_nation(settings),
        settings=settings,
        centres=len(mine) - len(schools),
        rows=seen.total(),
        uncoded=bare,
        odd=tuple(row.urn for row, _ in schools if row.urn and not _URN.fullmatch(row.urn)),
        columns=columns,
    )


def _rows(file: Path) -> Iterator[Row]:
    """The rows of the list; a list that cannot be read to its end is refused."""
    found = Collector(str(file))
    any_row = False
    for row in school_rows(file, found):
        any_row = True
        yield row
    if not any_row:
        note_no_school(found)
    for problem in found.problems:
        raise SendAuditError(f"{file}:{problem.line}: {problem.message} {problem.fix}")


def _is_there(code: str, seen: Mapping[Authority, int], columns: Sequence[str]) -> bool:
    """Whether the list has the code; a list with no codes at all but one name is that authority's own."""
    if any(one == code for one, _ in seen):
        return True
    names = {name for _, name in seen}
    return LA_CODE.casefold() not in columns and len(names) == 1 and bool(min(names))


def _name_of(code: str, seen: Mapping[Authority, int]) -> str:
    """What most rows of the code call the authority; a name may have changed over the years."""
    own = [(times, name) for (one, name), times in seen.items() if one in (code, None)]
    coded = [(times, name) for (one, name), times in seen.items() if one == code]
    return max(coded or own)[1]


def _is_of(row: Row, code: str, name: str) -> bool:
    own = authority_code(row.cell(LA_CODE))
    return own == code or (own is None and row.cell(LA_NAME) == name)


def _settings(rows: Iterable[tuple[Row, Entry]], code: str, name: str) -> tuple[Setting, ...]:
    """The settings, each URN's first row."""
    found: dict[str, Setting] = {}
    for row, entry in rows:
        if row.urn is None or row.urn in found or not _URN.fullmatch(row.urn):
            continue
        # A row without a code is still the authority's; one without a name must be called something.
        school = replace(
            entry.school,
            name=entry.school.name or f"School {row.urn}",
            la_name=name or None,
            la_code=code if name else None,
        )
        found[row.urn] = Setting(row=row, entry=replace(entry, school=school))
    return tuple(found.values())


def _nation(settings: Sequence[Setting]) -> Nation:
    """The nation of most settings: an authority near the border may list one of the other."""
    nations = Counter[Nation](setting.entry.school.nation for setting in settings)
    return nations.most_common(1)[0][0] if nations else "england"


# ---- A code that is not there --------------------------------------------------------------------


def _not_found(file: Path, asked: str, wanted: str | None, seen: Mapping[Authority, int]) -> str:
    """Why there is nothing to begin with, and what was perhaps meant."""
    total = sum(seen.values())
    names = {code: name for (code, name), _ in sorted(seen.items(), key=lambda one: one[1]) if code}
    read = f"{total:,} {'row was' if total == 1 else 'rows were'} read"
    if not names:
        return (
            f"No row of {file} has a code under {LA_CODE} ({read}), so nobody can say which schools are "
            "the authority's. Save the list with that column."
        )
    if wanted is None:
        return f"--la: “{asked}” is not a code. {_meant_by_name(asked, names)}"
    near = _near_code(wanted, names)
    hint = f" Near it: {_told(near, names)}." if near else ""
    if len(names) <= _MOST_NEAR:
        hint = f" The list has {_told(names, names)}."
    return f"No row of {file} has the LA code {wanted}; {read}.{hint}"


def _meant_by_name(asked: str, names: Mapping[str, str]) -> str:
    """The code of the authority that was named, or of those that may be meant."""
    by_name = {name_key(name): code for code, name in names.items()}
    key = name_key(asked)
    found = [code for name, code in by_name.items() if key and key in name][:_MOST_NEAR]
    if key in by_name:
        found = [by_name[key]]
    elif not found and (near := nearest(key, by_name)) is not None:
        found = [by_name[near]]
    if len(found) == 1:
        return f"The code of {names[found[0]]} is {found[0]}: write --la {found[0]}."
    if found:
        return f"Write the code of one of these: {_told(found, names)}."
    return "Write the authority's code, three figures, as in the column LA (code)."


def _near_code(code: str, names: Mapping[str, str]) -> list[str]:
    same: Callable[[str], bool] = lambda other: sorted(other) == sorted(code)  # noqa: E731
    near = difflib.get_close_matches(code, names, n=_MOST_NEAR, cutoff=0.6)
    return list(dict.fromkeys([*filter(same, names), *near]))[:_MOST_NEAR]


def _told(codes: "Mapping[str, str] | Sequence[str]", names: Mapping[str, str]) -> str:
    return ", ".join(f"{code} {names[code]}" for code in codes)
