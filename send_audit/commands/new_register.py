"""The register's part of `new`: finding the school in its list, and saying what was taken from it."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from send_audit.commands.asking import hold, tell
from send_audit.commands.interview import Interview, Question
from send_audit.commands.school_questions import ContentFor
from send_audit.load.collect import Collector
from send_audit.load.register import (
    Entry,
    Matches,
    find_by_name,
    find_by_urn,
    find_successor,
)
from send_audit.load.walk import is_file
from send_audit.model.new_school import NewSchool, blank_of
from send_audit.model.sparing import questions_spared
from send_audit.problems import SendAuditError
from send_audit.render.register_text import entry_label, render_state, render_taken

ResultT = TypeVar("ResultT")

_FEW = 5


def take_from_register(
    file: Path, urn: str | None, name: str | None, content_for: ContentFor | None, *, ask: bool
) -> NewSchool:
    """The school's facts, with a word on what was taken and what the register could not tell.

    Raises `SendAuditError` where the list cannot be read, or does not have the school.
    """
    if not is_file(file):
        raise SendAuditError(f"There is no file {file}. Check what follows --from-gias.")
    if urn is None and not ask:
        raise SendAuditError("Which school? Add --urn with its number, six digits.")
    entry = _chosen(file) if urn is None else _by_urn(file, urn.strip(), name)
    if not entry.is_school:
        raise SendAuditError(
            f"{entry.school.name} (URN {entry.school.urn}) is a children's centre, which the register "
            "lists beside the schools. It is no school, so there is nothing to audit here."
        )
    successor = None
    if entry.status == "closed":
        successor = _read(file, lambda found: find_successor(file, entry.school, found))
    tell(render_taken(entry, _left_open(entry.school, content_for)))
    tell(render_state(entry, successor))
    return entry.school


def _left_open(school: NewSchool, content_for: ContentFor | None) -> Iterable[str]:
    """The features that would spare questions; none where they are asked about or told elsewhere."""
    if content_for is None:
        return ()
    content = content_for(school.nation)
    return questions_spared(content.checklists, blank_of(school), left_out=content.left_out)


def _read(file: Path, find: Callable[[Collector], ResultT]) -> ResultT:
    found = Collector(str(file))
    result = find(found)
    for problem in found.problems:
        raise SendAuditError(f"{file}:{problem.line}: {problem.message} {problem.fix}")
    return result


def _by_urn(file: Path, urn: str, name: str | None) -> Entry:
    entry = _read(file, lambda found: find_by_urn(file, urn, found))
    if entry is not None:
        return entry
    message = f"There is no school with the URN {urn} in {file}."
    near = _read(file, lambda found: find_by_name(file, name or "", found, at_most=_FEW))
    if near.shown:
        names = "; ".join(map(entry_label, near.shown))
        raise SendAuditError(f"{message} Of that name there is: {names}.")
    raise SendAuditError(
        f"{message} Check the number, or look it up by name: leave --urn out on a terminal, "
        "or add --name to have it looked up."
    )


def _chosen(file: Path) -> Entry:
    """The school that a person searched for by name."""

    @lru_cache
    def search(words: str) -> Matches:
        return _read(file, lambda found: find_by_name(file, words, found))

    answers = hold(Interview(ask=lambda told: _search_questions(told, search))).answers
    urn = answers["school"]
    return next(e for e in search(answers["search"]).shown if e.school.urn == urn)


def _search_questions(
    answers: Mapping[str, str], search: Callable[[str], Matches]
) -> tuple[Question, ...]:
    def nothing_found(words: str) -> str | None:
        if search(words).total:
            return None
        return f"No school has “{words}” in its name. Try fewer words, or the start of one."

    words = Question(
        key="search", text="The school's name, or part of it (q stops)", check=nothing_found
    )
    if "search" not in answers:
        # A second question follows, whatever it will be: the first is not the last.
        return words, Question(key="school", text="")
    matches = search(answers["search"])
    choices = {entry.school.urn or "": entry_label(entry) for entry in matches.shown}
    more = matches.total - len(matches.shown)
    intro = [f"Schools with “{answers['search']}” in their name:"]
    if more:
        intro.append(
            f"(The first {len(matches.shown)}; {more} more. Type b, and more of the name.)"
        )
    first = next(iter(choices)) if len(choices) == 1 else None
    pick = Question(
        key="school",
        text="Number (b searches again)",
        choices=choices,
        default=first,
        intro=tuple(intro),
    )
    return words, pick
