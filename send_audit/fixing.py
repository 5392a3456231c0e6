"""Mending a file where what was meant is certain: edits of one place each, so comments and order stay."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from pydantic_core import PydanticCustomError

from send_audit.council import Shelf
from send_audit.load import nodes
from send_audit.load.decode import MAX_BYTES, recover
from send_audit.load.document import Document, read_bytes
from send_audit.load.lines import split_lines
from send_audit.load.nodes import Block, Listing, Node, Scalar
from send_audit.model.scalars import FLAG_WORDS, Day
from send_audit.model.words import Rating
from send_audit.pipeline import Checked, check_document
from send_audit.problems import Problem

_MOST_ROUNDS = 8
"""Mending one thing lets the reader see the next; a file that is not done after so many is left there."""

_OURS = re.compile(r"""(?:\A|[\r\n])schema:(?:[^\S\r\n]|\u200b)*["']?send-audit/""")
"""The line by which a file says that it is one of ours. Any other program's file is left as it is."""

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
    whole = _as_utf8(data, unsafe=unsafe)
    if whole is None:
        return Fixed(data, 0)
    count = int(whole != data)
    library = shelf.library_for(file)

    def check(whole: bytes) -> Checked:
        return check_document(read_bytes(whole, str(file)), library, as_of)

    checked = check(whole)
    for _ in range(_MOST_ROUNDS):
        step = _next_step(checked, check, unsafe=unsafe)
        if step is None:
            break
        checked, whole = step.checked, step.data
        count += step.count
    return Fixed(whole, count)


@dataclass(frozen=True, slots=True)
class _Step:
    """A file after one round of edits, checked again."""

    checked: Checked
    data: bytes
    count: int


def _next_step(before: Checked, check: Callable[[bytes], Checked], *, unsafe: bool) -> _Step | None:
    """The next round, or `None` where none does good: what is certain first, so that no guess spoils it."""
    text = before.document.text
    if text is None:
        return None
    edits = list(_edits(before.document, before.problems))
    certain = [edit for edit in edits if edit.safe]
    for chosen in (certain, edits) if unsafe else (certain,):
        data = _apply(text, chosen).encode("utf-8")
        if data != text.encode("utf-8"):
            after = check(data)
            if not _is_worse(after, before):
                return _Step(after, data, len(chosen))
    return None


def _is_worse(after: Checked, before: Checked) -> bool:
    """Whether there are more errors than before, though the reader comes no further than it did."""
    return _reach(after) <= _reach(before) and _errors(after) > _errors(before)


def _reach(checked: Checked) -> int:
    """How far the reader came: what lies behind the first thing broken, it cannot see."""
    return (checked.document.root is not None) + (checked.document.model is not None)


def _errors(checked: Checked) -> int:
    return sum(problem.kind.severity == "error" for problem in checked.problems)


# ---- The whole file ------------------------------------------------------------------------------


def _as_utf8(data: bytes, *, unsafe: bool) -> bytes | None:
    """UTF-8 without a byte order mark; old and mixed line ends become LF, one kind throughout stays.

    `None` where nothing of the file may be changed: it is not one of ours, or what it says is not certain.
    """
    found = recover(data) if len(data) <= MAX_BYTES else None
    if found is None or not (found.certain or unsafe) or not _OURS.search(found.text):
        return None
    text = found.text
    ends = {text.count("\r\n"), text.count("\n"), text.count("\r")}
    if "\r" in text and len(ends) > 1:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = text.encode("utf-8")
    return whole if len(whole) <= MAX_BYTES else None


# ---- One place -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with its lines split once for all edits. `root` is `None` where YAML failed."""

    root: Node | None
    lines: Sequence[str]

    def rest(self, line: int, column: int) -> str:
        """What stands from this place to the end of the line."""
        return self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""

    def scalar(self, problem: Problem) -> Scalar | None:
        """The piece of text that the problem is about."""
        if self.root is None:
            return None
        found = nodes.at(self.root, problem.line, problem.column)
        return found if isinstance(found, Scalar) else None


def _edits(document: Document, problems: Sequence[Problem]) -> Iterator[Edit]:
    page = _Page(document.root, document.lines())
    for problem in problems:
        make = _BY_KIND.get(problem.kind.name)
        if make is not None:
            yield from make(page, problem)
    yield from _renamed(page, problems)


def _space(page: _Page, problem: Problem) -> Iterator[Edit]:
    """A space that only looks like one."""
    odd = page.rest(problem.line, problem.column)[:1]
    if odd and odd != " ":
        # Of no width, it stands for nothing.
        new = "" if odd == "\u200b" else " "
        yield Edit(problem.line, problem.column, odd, new, safe=True)


def _date(page: _Page, problem: Problem) -> Iterator[Edit]:
    """A day with the year first is certain; day first is likely, in a country that writes it so.

    A year and one figure is likely: in a school 2026/7 may be the academic year as well as July.
    """
    found = page.scalar(problem)
    if found is None:
        return
    stripped = found.text.strip()
    if match := _YEAR_FIRST.fullmatch(stripped):
        new, safe = _joined(match.groups()), match[3] is not None
    elif match := _DAY_FIRST.fullmatch(stripped):
        new, safe = _joined(reversed(match.groups())), False
    else:
        return
    if _is_date(new):
        yield from _replace(page, found, new, safe=safe or new == stripped)


def _joined(parts: Iterable[str | None]) -> str:
    return "-".join(part.zfill(2) for part in parts if part is not None)


def _is_date(text: str) -> bool:
    try:
        Day.parse(text)
    except PydanticCustomError:
        return False
    return True


def _flag(page: _Page, problem: Problem) -> Iterator[Edit]:
    found = page.scalar(problem)
    meant = FLAG_WORDS.get(found.text.strip().lower()) if found is not None else None
    if found is not None and meant is not None:
        yield from _replace(page, found, meant, safe=True)


def _rating(page: _Page, problem: Problem) -> Iterator[Edit]:
    """The word in other letters is certain; another word for it is likely."""
    found = page.scalar(problem)
    if found is None or not problem.path.endswith("rating"):
        return
    word = re.sub(r"[\s_-]+", "-", found.text.strip().lower())
    if word in _RATINGS:
        yield from _replace(page, found, word, safe=True)
    elif word in _MEANT:
        yield from _replace(page, found, _MEANT[word], safe=False)


_BY_KIND: Mapping[str, Callable[[_Page, Problem], Iterator[Edit]]] = {
    "no-break-space": _space,
    "not-a-date": _date,
    "not-true-or-false": _flag,
    "unknown-word": _rating,
}


def _replace(page: _Page, scalar: Scalar, new: str, *, safe: bool) -> Iterator[Edit]:
    """An edit that puts `new` in place of a piece of text, where that stands on one line as it reads."""
    rest = page.rest(scalar.line, scalar.column)
    for written in (scalar.text, f'"{scalar.text}"', f"'{scalar.text}'"):
        if rest.startswith(written):
            yield Edit(scalar.line, scalar.column, written, new, safe=safe)
            return


# ---- Items that another one has taken the place of -----------------------------------------------


def _renamed(page: _Page, problems: Sequence[Problem]) -> Iterator[Edit]:
    """Answers to items that are retired: likely still answers to those in their place.

    What the plan says of them goes along, since an action that names the old item would answer no gap.
    Two answers never become one: which of them holds is for the school to say.
    """
    answers = _child(page.root, "responses")
    if not isinstance(answers, Block):
        return
    successors = {
        problem.path.removeprefix("responses."): match[1]
        for problem in problems
        if problem.kind.name == "answer-not-asked"
        and (match := re.search(r"It is now ([A-Z0-9-]+)\.", problem.message))
    }
    often = Counter(successors.values())
    for old, new in successors.items():
        if old not in answers.entries or new in answers.entries or often[new] > 1:
            continue
        key, _ = answers.entries[old]
        edits = list(_replace(page, key, new, safe=False))
        if edits:
            yield from edits
            for mention in _mentions(page.root, old, new):
                yield from _replace(page, mention, new, safe=False)


def _mentions(root: Node | None, old: str, new: str) -> Iterator[Scalar]:
    """Where the plan names the item `old`, save where it names `new` beside it."""
    plan = _child(root, "plan")
    for part in ("actions", "strengths"):
        for entry in _items(_child(plan, part)):
            named = [n for n in _items(_child(entry, "for")) if isinstance(n, Scalar)]
            if all(name.text != new for name in named):
                yield from (name for name in named if name.text == old)


def _child(node: Node | None, key: str) -> Node | None:
    return node.entries[key][1] if isinstance(node, Block) and key in node.entries else None


def _items(node: Node | None) -> Sequence[Node]:
    return node.items if isinstance(node, Listing) else ()


# ---- Making edits --------------------------------------------------------------------------------


def _apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with every edit made, of several in one place the first."""
    starts = _starts(text)
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.line, e.column)):
        place = starts[edit.line - 1] + edit.column - 1
        if place >= done and text.startswith(edit.old, place):
            parts += (text[done:place], edit.new)
            done = place + len(edit.old)
    return "".join((*parts, text[done:]))


def _starts(text: str) -> list[int]:
    """Where each line starts."""
    starts, place = [], 0
    for line in split_lines(text):
        starts.append(place)
        place += len(line)
        place += 2 if text.startswith("\r\n", place) else 1
    return starts
