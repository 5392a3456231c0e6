"""One file, whole: its kind from the `schema` line, its model, its problems, its positions."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from send_audit.load import nodes
from send_audit.load.collect import Collector
from send_audit.load.decode import decode
from send_audit.load.lines import split_lines
from send_audit.load.nodes import Block, Node, Scalar
from send_audit.load.parse import FAST_LOADER, PURE_LOADER, parse
from send_audit.load.prescan import prescan
from send_audit.load.reading import read_whole
from send_audit.load.shape import shape
from send_audit.model.kinds import MODELS, SCHEMA_VERSION, Kind
from send_audit.problems import Problem
from send_audit.suggest import nearest

_LONGEST_EXCERPT = 160
_PERSONAL = "SA8"
"""The group of problems whose lines hold what should not be seen: a log of CI keeps it for months."""

_SECOND_OPINION = 128 * 1024
"""Characters up to which the pure parser reads a broken file again: at most about half a second."""

_SCHEMA = re.compile(r"send-audit/([a-z]+)@([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as far as it could be read. `model` is there only where nothing was wrong with its shape.

    `sha256` is the digest of its bytes in hexadecimal, as the program sha256sum prints it.
    """

    file: str
    text: str | None
    root: Node | None
    model: BaseModel | None
    problems: tuple[Problem, ...]
    sha256: str | None = None

    def lines(self) -> list[str]:
        """Every line of the text, without its end."""
        return [] if self.text is None else split_lines(self.text)

    def excerpt(self, number: int) -> str:
        """A line, counted from 1 and cut to a readable length; empty where there is none."""
        lines = self.lines()
        return _excerpt(lines[number - 1]) if number <= len(lines) else ""

    def line_of(self, path: nodes.Path) -> tuple[int, int]:
        """Line and column of the key at `path`, or of the nearest thing above it that is there."""
        if self.root is None:
            return 1, 1
        key, value = nodes.find(self.root, path)
        spot = key or value
        return spot.line, spot.column


def with_excerpts(problems: Sequence[Problem], document: Document) -> list[Problem]:
    """The problems of a document, each with the line that it is about, cut to a readable length."""
    lines = document.lines() if problems else []
    return [
        p.with_excerpt(_excerpt(lines[p.line - 1]))
        if p.line <= len(lines) and not p.kind.code.startswith(_PERSONAL)
        else p
        for p in problems
    ]


def _excerpt(line: str) -> str:
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[: _LONGEST_EXCERPT - 1]}…"


def read_file(path: Path, *, loader: type = FAST_LOADER) -> Document:
    """Read one file; whatever is wrong with it, unreadable included, is in the problems."""
    data, problem = read_whole(path)
    if data is None:
        problems = () if problem is None else (problem,)
        return Document(file=str(path), text=None, root=None, model=None, problems=problems)
    return read_bytes(data, str(path), loader=loader)


def read_bytes(data: bytes, file: str, *, loader: type = FAST_LOADER) -> Document:
    """Read the bytes of the file called `file`."""
    found = Collector(file)
    text = decode(data, found)
    root = None if text is None else _nodes(text, found, loader)
    model = None
    if root is not None and (kind := _kind(root, found)) is not None:
        model = shape(root, MODELS[kind], found)
    if found.failed:
        model = None
    problems = tuple(found.problems)
    return Document(
        file=file,
        text=text,
        root=root,
        model=model,
        problems=problems,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _nodes(text: str, found: Collector, loader: type) -> Node | None:
    prescan(text, found)
    if found.failed:
        # What the pre-scan refuses, the two parsers read differently: neither gets to see it.
        return None
    first = Collector(found.file)
    root = parse(text, first, loader=loader)
    if loader is not PURE_LOADER and len(text) <= _SECOND_OPINION and not _is_sound(root, first):
        # The parsers agree on sound files, but not on where a broken one broke: the pure one decides.
        first = Collector(found.file)
        root = parse(text, first, loader=PURE_LOADER)
    found.problems.extend(first.problems)
    return root


def _is_sound(root: Node | None, found: Collector) -> bool:
    return isinstance(root, Block) and not found.problems


def _kind(root: Node, found: Collector) -> Kind | None:
    """The kind of file that the `schema` line states, or `None` with the problem noted."""
    if not isinstance(root, Block):
        what = "a list" if isinstance(root, nodes.Listing) else "one piece of text"
        message = f"The file is {what}, not a block of keys."
        fix = "Start with a line such as `schema: send-audit/audit@1`."
        if isinstance(root, nodes.Listing):
            fix = "Delete the dash before each key, so that the first line is `schema: ...`."
        found.add("not-a-block-of-keys", message, fix, line=root.line, column=root.column)
        return None
    entry = root.entries.get("schema")
    if entry is None:
        message = "The file does not say what kind of file it is."
        fix = (
            "Make the first line `schema: send-audit/audit@1` (or the kind it is); "
            "if it is another program's file, name the folders to check instead."
        )
        found.add("schema-missing", message, fix, line=root.line, column=root.column)
        return None
    key, value = entry
    if next(iter(root.entries)) != "schema":
        fix = "Move the line to the top."
        message = "`schema` is not the first key of the file."
        found.add("schema-not-first", message, fix, line=key.line, column=key.column)
    return _known_kind(value, found)


def _known_kind(value: Node, found: Collector) -> Kind | None:
    text = value.text if isinstance(value, Scalar) else ""
    match = _SCHEMA.fullmatch(text)
    kind: Kind | None = next((kind for kind in MODELS if match and match[1] == kind), None)
    line, column = value.line, value.column
    if match and kind and int(match[2]) > SCHEMA_VERSION:
        message = f"“{text}” was written for a newer send-audit."
        fix = f"Upgrade send-audit; if you raised the number yourself, put it back to {SCHEMA_VERSION}."
        found.add("schema-newer", message, fix, line=line, column=column)
        return None
    if kind is None or not match or int(match[2]) < 1:
        known = [f"send-audit/{kind}@{SCHEMA_VERSION}" for kind in MODELS]
        meant = nearest(text[:100], known) or nearest(f"send-audit/{text[:100]}@1", known)
        fix = f"Did you mean {meant}?" if meant else f"Write one of: {', '.join(known)}."
        message = f"“{text[:60]}” is not a kind of file that send-audit knows."
        if not text:
            message = "`schema` does not name a kind of file."
        found.add("schema-unknown", message, fix, line=line, column=column)
        return None
    return kind
