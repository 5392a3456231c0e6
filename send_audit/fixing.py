"""Mending a file where what was meant is certain: edits of one place each, so comments and order stay."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from send_audit.council import Shelf
from send_audit.load import nodes
from send_audit.load.decode import BOM, MAX_BYTES, is_text_in_windows_1252
from send_audit.load.document import Document, read_bytes
from send_audit.load.lines import split_lines
from send_audit.load.nodes import Scalar
from send_audit.model.scalars import FLAG_WORDS
from send_audit.model.words import Rating
from send_audit.pipeline import check_document
from send_audit.problems import Problem

_MOST_ROUNDS = 5
"""Mending one thing lets the reader see the next; a file that is not done after so many is left there."""

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_RATINGS: tuple[str, ...] = get_args(Rating)
_MEANT: Mapping[str, Rating] = {
    "yes": "met",
    "no": "not-met",
    "partly": "partly-met",
    "partial": "partly-met",
    "n/a": "not-applicable",
    "na": "not-applicable",
}
"""What people answer in place of a rating. What they meant is likely, and not certain."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text in one place of a line; lines and columns count from 1. `safe` is whether it is certain."""

    line: int
    column: int
    old: str
    new: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file's bytes after mending, and how many places were mended."""

    data: bytes
    count: int


def fix_file(data: bytes, file: Path, shelf: Shelf, as_of: date, *, unsafe: bool) -> Fixed:
    """Mend what is certain, and with `unsafe` what is likely, until nothing more can be."""
    whole = _as_utf8(data)
    count = int(whole != data)
    library = shelf.library_for(file)
    for _ in range(_MOST_ROUNDS):
        document = read_bytes(whole, str(file))
        problems = check_document(document, library, as_of).problems
        edits = [e for e in _edits(document, problems) if e.safe or unsafe]
        if document.text is None or not edits:
            break
        mended = _apply(document.text, edits).encode("utf-8")
        if mended == whole:
            break
        whole, count = mended, count + len(edits)
    return Fixed(whole, count)


# ---- The whole file ------------------------------------------------------------------------------


def _as_utf8(data: bytes) -> bytes:
    """UTF-8 without a byte order mark; old and mixed line ends become LF, one kind throughout stays."""
    if len(data) > MAX_BYTES:
        return data
    data = data.removeprefix(BOM)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not is_text_in_windows_1252(data):
            return data
        try:
            data = data.decode("cp1252").encode("utf-8")
        except UnicodeDecodeError:  # five bytes stand for nothing there
            return data
    ends = {data.count(b"\r\n"), data.count(b"\n"), data.count(b"\r")}
    if b"\r" in data and (len(ends) > 1):
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


# ---- One place -----------------------------------------------------------------------------------


def _edits(document: Document, problems: Sequence[Problem]) -> Iterator[Edit]:
    for problem in problems:
        make = _BY_KIND.get(problem.kind.name)
        if make is not None:
            yield from make(document, problem)


def _space(document: Document, problem: Problem) -> Iterator[Edit]:
    """A space that only looks like one."""
    line = _line(document, problem)
    odd = line[problem.column - 1 : problem.column]
    if odd and odd != " ":
        # Of no width, it stands for nothing.
        new = "" if odd == "\u200b" else " "
        yield Edit(problem.line, problem.column, odd, new, safe=True)


def _date(document: Document, problem: Problem) -> Iterator[Edit]:
    """A day with the year first is certain; day first is likely, in a country that writes it so."""
    text = _text_at(document, problem)
    if text is None:
        return
    stripped = text.strip()
    if match := _YEAR_FIRST.fullmatch(stripped):
        yield from _replace(document, problem, "-".join(_padded(match.groups())), safe=True)
    elif match := _DAY_FIRST.fullmatch(stripped):
        day, month, year = match.groups()
        yield from _replace(document, problem, "-".join(_padded((year, month, day))), safe=False)


def _padded(parts: Sequence[str | None]) -> Iterator[str]:
    yield from (part.zfill(2) for part in parts if part is not None)


def _flag(document: Document, problem: Problem) -> Iterator[Edit]:
    text = _text_at(document, problem)
    meant = FLAG_WORDS.get(text.strip().lower()) if text is not None else None
    if meant is not None:
        yield from _replace(document, problem, meant, safe=True)


def _rating(document: Document, problem: Problem) -> Iterator[Edit]:
    """The word in other letters is certain; another word for it is likely."""
    text = _text_at(document, problem)
    if text is None or not problem.path.endswith("rating"):
        return
    word = re.sub(r"[\s_-]+", "-", text.strip().lower())
    if word in _RATINGS:
        yield from _replace(document, problem, word, safe=True)
    elif word in _MEANT:
        yield from _replace(document, problem, _MEANT[word], safe=False)


def _renamed(document: Document, problem: Problem) -> Iterator[Edit]:
    """An answer to an item that another one has taken the place of: likely still an answer to that."""
    match = re.search(r"It is now ([A-Z0-9-]+)\.", problem.message)
    old = problem.path.removeprefix("responses.")
    if match and _line(document, problem)[problem.column - 1 :].startswith(old):
        yield Edit(problem.line, problem.column, old, match[1], safe=False)


_BY_KIND: Mapping[str, Callable[[Document, Problem], Iterator[Edit]]] = {
    "no-break-space": _space,
    "not-a-date": _date,
    "not-true-or-false": _flag,
    "unknown-word": _rating,
    "answer-not-asked": _renamed,
}


def _line(document: Document, problem: Problem) -> str:
    lines = document.lines()
    return lines[problem.line - 1] if problem.line <= len(lines) else ""


def _text_at(document: Document, problem: Problem) -> str | None:
    """The text of the scalar that the problem is about."""
    if document.root is None:
        return None
    found = nodes.at(document.root, problem.line, problem.column)
    return found.text if isinstance(found, Scalar) else None


def _replace(document: Document, problem: Problem, new: str, *, safe: bool) -> Iterator[Edit]:
    """An edit that puts `new` in place of the scalar there, where it stands on one line as it reads."""
    rest = _line(document, problem)[problem.column - 1 :]
    text = _text_at(document, problem)
    if text is None:
        return
    for written in (text, f'"{text}"', f"'{text}'"):
        if rest.startswith(written):
            yield Edit(problem.line, problem.column, written, new, safe=safe)
            return


def _apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with every edit made, the last in the file first, so that none moves another's place."""
    starts = _starts(text)
    done: set[tuple[int, int]] = set()
    for edit in sorted(edits, key=lambda e: (e.line, e.column), reverse=True):
        place = starts[edit.line - 1] + edit.column - 1
        if (edit.line, edit.column) not in done and text.startswith(edit.old, place):
            text = text[:place] + edit.new + text[place + len(edit.old) :]
            done.add((edit.line, edit.column))
    return text


def _starts(text: str) -> list[int]:
    """Where each line starts."""
    starts, place = [], 0
    for line in split_lines(text):
        starts.append(place)
        place += len(line)
        place += 2 if text.startswith("\r\n", place) else 1
    return starts
