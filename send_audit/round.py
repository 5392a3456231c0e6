"""SA7: a borough's files held against each other: returns, the list of schools, moderation."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath, PureWindowsPath

from send_audit.load import nodes
from send_audit.load.collect import Collector
from send_audit.load.document import Document, read_file
from send_audit.load.school_list import ListedSchool, name_key, names_of, read_school_list
from send_audit.load.walk import yaml_in
from send_audit.model.audit import Audit
from send_audit.model.borough import Borough, Moderation
from send_audit.model.scalars import Day
from send_audit.model.succession import Numbers
from send_audit.problems import Problem

SCHOOLS_FILE, RETURNS, MODERATION = "schools.csv", "returns", "moderation"

_MOST_NAMED = 20
"""More schools than this without a return are one remark: the round has hardly begun, or the list is the
whole country's."""
_FIRST_NAMED = 5

_LONGEST_NAME, _LONGEST_WAY = 200, 1000
"""Characters: what a hostile file says must not fill the memory of the process that gathers the facts."""

_URN = re.compile(r"[0-9]{5,7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """What the round must know of one school's return. Small, and can be sent between processes.

    `previous` is the file that `plan: previous:` names; `line`, `column` and `excerpt` are where the URN
    stands, or else the name.
    """

    file: str
    urn: str | None
    name: str
    date: date | None
    previous: str | None
    line: int
    column: int
    excerpt: str


def facts_of_return(document: Document) -> ReturnFacts | None:
    """The facts of a school's audit, or `None` for any other file.

    A file with problems of its own still counts as that school's return as long as it can be read that
    far: its faults are told where they are, and “has sent no return” would be one too many.
    """
    audit = document.model
    if audit is not None:
        if not isinstance(audit, Audit) or audit.school is None:
            return None
        previous = audit.plan.previous if audit.plan is not None else None
        return _facts(
            document,
            urn=audit.school.urn,
            name=audit.school.name,
            day=audit.audit.date.last if audit.audit.date is not None else None,
            previous=previous.file if previous is not None else None,
        )
    name = _text(document, ("school", "name"))
    stated = _text(document, ("school", "urn"))
    urn = stated if _URN.fullmatch(stated) else None
    is_audit = _text(document, ("schema",)).startswith("send-audit/audit@")
    if not is_audit or not (name or urn):
        return None
    previous_file = _text(document, ("plan", "previous", "file")) or None
    return _facts(document, urn=urn, name=name, day=None, previous=previous_file)


def _facts(
    document: Document, *, urn: str | None, name: str, day: date | None, previous: str | None
) -> ReturnFacts:
    line, column = document.line_of(("school", "name" if urn is None else "urn"))
    return ReturnFacts(
        file=document.file,
        urn=urn,
        name=name[:_LONGEST_NAME],
        date=day,
        previous=previous if len(previous or "") <= _LONGEST_WAY else None,
        line=line,
        column=column,
        excerpt=document.excerpt(line),
    )


def _text(document: Document, path: nodes.Path) -> str:
    """The text at a place in a file that is not sound; empty where there is none."""
    node = document.root
    for step in path:
        if not isinstance(node, nodes.Block) or step not in node.entries:
            return ""
        _, node = node.entries[str(step)]
    return node.text if isinstance(node, nodes.Scalar) and not node.is_blank else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One borough folder as its rules see it. `schools` is `None` where there is no list to hold it to."""

    document: Document
    borough: Borough
    schools: Mapping[str, ListedSchool] | None
    by_name: Mapping[str, str]
    sent: Mapping[str, ReturnFacts]
    found: Collector

    def note(self, name: str, path: nodes.Path, message: str, fix: str) -> None:
        """Note a problem in `borough.yaml`."""
        line, column = self.document.line_of(path)
        self.found.add(name, message, fix, line=line, column=column, path=path)


def check_round(
    borough_file: Path, returns: Mapping[Path, ReturnFacts], as_of: date
) -> list[Problem]:
    """Every problem that shows only when the files of one borough folder are seen together.

    `returns` holds the facts of its returns by path; those outside the folder `returns/` beside
    `borough_file` do not count, so one mapping serves several boroughs. What is not in it is taken as not
    sent: do not call this for a part of a folder. Nothing is said where `borough.yaml` itself is not
    sound: its own problems come first.
    """
    document = read_file(borough_file)
    if not isinstance(document.model, Borough):
        return []
    known = {_full(path): facts for path, facts in returns.items()}
    below = _full(borough_file.parent / RETURNS) + os.sep
    list_file = borough_file.parent / SCHOOLS_FILE
    in_list = Collector(str(list_file))
    is_there = os.path.lexists(list_file)
    schools = read_school_list(list_file, in_list) if is_there else None
    round_ = _Round(
        document=document,
        borough=document.model,
        schools=schools,
        by_name=names_of(schools or {}),
        sent={path: known[path] for path in sorted(known) if path.startswith(below)},
        found=Collector(document.file),
    )
    if not is_there:
        _check_list_needed(round_)
    _check_numbers_named(round_)
    _check_missing(round_, as_of)
    problems = [
        *in_list.problems,
        *(replace(p, excerpt=document.excerpt(p.line)) for p in round_.found.problems),
        *_unknown_schools(round_),
        *_duplicates(round_.sent, known),
        *_moderated_without_return(round_, borough_file.parent / MODERATION),
    ]
    return sorted(problems, key=lambda problem: problem.sort_key)


def check_numbers(borough_file: Path) -> list[Problem]:
    """The numbers in `borough.yaml` that the list of schools does not have; none if either is not sound."""
    document = read_file(borough_file)
    list_file = borough_file.parent / SCHOOLS_FILE
    schools = read_school_list(list_file, Collector(str(list_file)))
    if not isinstance(document.model, Borough) or schools is None:
        return []
    round_ = _Round(
        document=document,
        borough=document.model,
        schools=schools,
        by_name={},
        sent={},
        found=Collector(document.file),
    )
    _check_numbers_named(round_)
    return [replace(p, excerpt=document.excerpt(p.line)) for p in round_.found.problems]


def _full(path: Path) -> str:
    """The path by which two names of one file are the same. Links are left alone: a return may be one."""
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`


# ---- The list of schools -------------------------------------------------------------------------


def _check_list_needed(round_: _Round) -> None:
    """No list is no problem as long as nothing asks for one: a folder may only hold a council's content.

    A round that is due, or that names schools by number, refers to the list: then it is a reference
    that leads nowhere, and without it 50 returns of 63 would pass for all of them.
    """
    keys = ("due", "not_expected", "extensions", "reminders", "successors")
    asking = [key for key in keys if getattr(round_.borough, key)]
    if asking:
        message = f"There is no {SCHOOLS_FILE} beside this file, so nobody knows who owes a return."
        fix = f"Save the schools as {SCHOOLS_FILE}: the columns URN, EstablishmentName and the status."
        round_.note("school-list-unreadable", (asking[0],), message, fix)


def _check_numbers_named(round_: _Round) -> None:
    """Note each URN in `borough.yaml` that the list does not have. An old number may be gone from it."""
    borough, schools = round_.borough, round_.schools
    if schools is None:
        return
    named: list[tuple[str, nodes.Path]] = [
        (entry.urn, (key, number, "urn"))
        for key in ("not_expected", "extensions", "reminders")
        for number, entry in enumerate(getattr(borough, key))
    ]
    old = {successor.old for successor in borough.successors}
    named = [(urn, path) for urn, path in named if urn not in old]
    for number, successor in enumerate(borough.successors):
        named.append((successor.new, ("successors", number, "new")))
    for urn, path in named:
        if urn not in schools:
            fix = f"Check the number, or add the school to {SCHOOLS_FILE}."
            round_.note("unknown-school", path, f"URN {urn} is not in {SCHOOLS_FILE}.", fix)


def _unknown_schools(round_: _Round) -> Iterator[Problem]:
    """Returns of a school that is neither in the list nor under `successors`."""
    if round_.schools is None:
        return
    successors = round_.borough.successors
    known = {*round_.schools, *(s.old for s in successors), *(s.new for s in successors)}
    for facts in round_.sent.values():
        if facts.urn is None or facts.urn in known:
            continue
        message = f"{facts.name or 'A school'}: URN {facts.urn} is not in {SCHOOLS_FILE}."
        meant = round_.by_name.get(name_key(facts.name))
        fix = (
            f"Check the number, add the school to {SCHOOLS_FILE}, or name its new number under "
            "`successors:` in borough.yaml."
        )
        if meant is not None:
            fix = f'Write `urn: "{meant}"`: so the list has a school of this name.'
        yield _in_return(facts, "unknown-school", message, fix)


def _in_return(facts: ReturnFacts, name: str, message: str, fix: str) -> Problem:
    found = Collector(facts.file)
    path = ("school", "name" if facts.urn is None else "urn")
    found.add(name, message, fix, line=facts.line, column=facts.column, path=path)
    return replace(found.problems[0], excerpt=facts.excerpt)


# ---- Returns that are missing --------------------------------------------------------------------


def _arrived(round_: _Round) -> set[str]:
    """The numbers that returns came under; without a number, that of the one school of its name."""
    told = (f.urn or round_.by_name.get(name_key(f.name)) for f in round_.sent.values())
    return {urn for urn in told if urn is not None}


def _check_missing(round_: _Round, as_of: date) -> None:
    """A remark for each open school whose return should be there by now and is not.

    It stands at the date that has passed: `due`, or the school's own extension.
    """
    missing = list(_missing(round_, as_of))
    missing.sort(key=lambda one: (name_key(one[0].name), one[0].urn))
    fix = (
        "Ask the school, or add it under `extensions:` or `not_expected:`. "
        "A file that cannot be read counts as none."
    )
    if len(missing) > _MOST_NAMED:
        names = ", ".join(_told(school) for school, _, _ in missing[:_FIRST_NAMED])
        message = (
            f"{len(missing)} schools have sent no return, and the day has passed: {names} "
            f"and {len(missing) - _FIRST_NAMED} more."
        )
        round_.note("return-missing", ("due",), message, fix)
        return
    for school, day, path in missing:
        message = f"{_told(school)} has sent no return; it was due by {day.text}."
        round_.note("return-missing", path, message, fix)


def _missing(round_: _Round, as_of: date) -> Iterator[tuple[ListedSchool, Day, nodes.Path]]:
    borough, numbers, arrived = round_.borough, Numbers(round_.borough.successors), _arrived(round_)
    excused = {entry.urn for entry in borough.not_expected}
    extended = {
        e.urn: (e.until, ("extensions", n, "until")) for n, e in enumerate(borough.extensions)
    }
    for school in (round_.schools or {}).values():
        if not school.is_open or school.urn in excused or numbers.all_of(school.urn) & arrived:
            continue
        days: list[tuple[Day, nodes.Path]] = [(borough.due, ("due",))] if borough.due else []
        days += [extended[urn] for urn in numbers.until(school.urn) if urn in extended]
        day, path = max(days, key=lambda one: one[0].last, default=(None, ()))
        if day is not None and day.last < as_of:
            yield school, day, path


def _told(school: ListedSchool) -> str:
    return f"{school.name or 'A school'} (URN {school.urn})"


def _moderated_without_return(round_: _Round, folder: Path) -> Iterator[Problem]:
    """Moderation of a school from which nothing came, under any of its numbers."""
    numbers, arrived = Numbers(round_.borough.successors), _arrived(round_)
    for file in yaml_in(folder):
        document = read_file(file)
        moderation = document.model
        if isinstance(moderation, Moderation) and not numbers.all_of(moderation.urn) & arrived:
            found = Collector(document.file)
            line, column = document.line_of(("urn",))
            message = f"No return in {RETURNS}/ has the URN {moderation.urn}."
            fix = f"Check the number, or put the school's return into {RETURNS}/."
            found.add(
                "moderation-without-return",
                message,
                fix,
                line=line,
                column=column,
                path=("urn",),
            )
            yield replace(found.problems[0], excerpt=document.excerpt(line))


# ---- Two returns of one school -------------------------------------------------------------------


def _duplicates(
    sent: Mapping[str, ReturnFacts], known: Mapping[str, ReturnFacts]
) -> Iterator[Problem]:
    """Returns of one URN of which neither goes back to the other by `plan: previous: file:`."""
    by_urn: dict[str, list[str]] = {}
    for path, facts in sent.items():
        if facts.urn is not None:
            by_urn.setdefault(facts.urn, []).append(path)
    for paths in by_urn.values():
        paths.sort(key=lambda path: (known[path].date or date.min, path))
        before = {path: _before(path, known) for path in paths} if len(paths) > 1 else {}
        for at, later in enumerate(paths):
            others = reversed(paths[:at])
            apart = (p for p in others if p not in before[later] and later not in before[p])
            other = next(apart, None)
            if other is not None:
                yield _duplicate(known[later], known[other])


def _before(path: str, known: Mapping[str, ReturnFacts]) -> set[str]:
    """The files that this one goes back to, step by step."""
    found: set[str] = set()
    while path in known and (named := known[path].previous) is not None:
        if PureWindowsPath(named).anchor:
            break
        path = _full(Path(path).parent / named)
        if path in found:
            break
        found.add(path)
    return found


def _duplicate(later: ReturnFacts, earlier: ReturnFacts) -> Problem:
    whose = f"the return of {earlier.name}" if earlier.name else "another return"
    message = f"URN {later.urn} also stands in {earlier.file}, {whose}."
    way = PurePath(os.path.relpath(earlier.file, Path(later.file).parent)).as_posix()
    check = "Check the number in both"
    chain = f"name the earlier one in the later one, `plan: previous: file: {way}`"
    fix = f"{check}; if both are about one school, {chain}, or delete one."
    return _in_return(later, "duplicate-urn", message, fix)
