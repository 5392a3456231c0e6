"""The last audit's text cut into pieces: each with the comments that people wrote beside it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node

from send_audit.editing.draft import Draft
from send_audit.editing.marked import Marked, start, tree_of
from send_audit.editing.tree import Tree
from send_audit.editing.yaml_text import block
from send_audit.problems import SendAuditError

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKER = re.compile(r"#\s*([A-Z][A-Z0-9]*(?:-[A-Z]{2,6})?-[0-9]{4}):")
"""Where a question that is not answered stands as a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A key with its value as it stands in the file, moved to the left edge; comments above it."""

    text: str
    tree: Tree
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAnswers:
    """The answers' pieces by item, people's own comments by item, and those that stand beside none."""

    pieces: Mapping[str, Piece]
    comments: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...]


@dataclass(slots=True)
class _Gap:
    """The lines between two entries: what hangs on the one before, and what leads to the next."""

    behind: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)


def cut(text: str) -> tuple[dict[str, Piece], tuple[str, ...]]:
    """The file's pieces by their keys, in its order, and the comments at its end.

    What stands in braces has no lines of its own: it is written out anew, in block style.
    """
    page = _in_blocks(Marked(_LINE_END.sub("\n", text)))
    pieces: dict[str, Piece] = {}
    above: list[str] = []
    for key, node, own, gap in _entries(page, page.root):
        column = page.column(start(key))
        deeper, level = _by_depth(gap, column)
        name = key.value
        pieces[name] = Piece(
            text=_moved_left(own + "".join(f"{line}\n" for line in deeper), column),
            tree=tree_of(node),
            comments=tuple(above),
        )
        above = level
    first = page.text[: page.line_start(start(page.root.value[0][0]))]
    name = next(iter(pieces))
    head = tuple(line for line in first.split("\n") if line.strip())
    pieces[name] = Piece(text=pieces[name].text, tree=pieces[name].tree, comments=head)
    return pieces, tuple(above)


def cut_answers(piece: Piece, is_ours: Callable[[str], bool]) -> OldAnswers:
    """The piece of `responses` cut into its answers. `is_ours` knows a comment that a program wrote."""
    page = _in_blocks(Marked(piece.text))
    _, value = page.root.value[0]
    sorter = _Comments(is_ours)
    pieces: dict[str, Piece] = {}
    if not isinstance(value, MappingNode):
        # Nothing is answered: all that follows the key is comments.
        sorter.take(piece.text.split("\n")[1:])
        return OldAnswers(pieces={}, comments=sorter.by_item(), loose=tuple(sorter.waiting))
    page = _with_block(page, value)
    _, value = page.root.value[0]
    assert isinstance(value, MappingNode)
    head = page.text[page.line_end(0) : page.line_start(start(value.value[0][0]))]
    sorter.take(head.split("\n"))
    for key, node, own, gap in _entries(page, value):
        sorter.reach(key.value)
        column = page.column(start(key))
        deeper, level = _by_depth(gap, column)
        text = own + "".join(f"{line}\n" for line in deeper)
        pieces[key.value] = Piece(text=_moved_left(text, column), tree=tree_of(node))
        sorter.take(level)
    return OldAnswers(pieces=pieces, comments=sorter.by_item(), loose=tuple(sorter.waiting))


class _Comments:
    """Gives each of people's comments to the item that it stands above, or that it stands in."""

    def __init__(self, is_ours: Callable[[str], bool]) -> None:
        self._is_ours = is_ours
        self._found: dict[str, list[str]] = {}
        self._item: str | None = None
        self.waiting: list[str] = []

    def take(self, lines: list[str]) -> None:
        for line in map(str.strip, lines):
            if (marker := _MARKER.fullmatch(line)) is not None:
                self.reach(marker[1])
                self._item = marker[1]
            elif line and self._is_ours(line):
                if not line.startswith("#  "):
                    self._item = None
            elif line and self._item is not None and line.startswith("#  "):
                self._found.setdefault(self._item, []).append(line)
            elif line:
                self.waiting.append(line)

    def reach(self, item: str) -> None:
        if self.waiting:
            self._found.setdefault(item, []).extend(self.waiting)
            self.waiting = []
        self._item = None

    def by_item(self) -> Mapping[str, tuple[str, ...]]:
        return {item: tuple(lines) for item, lines in self._found.items()}


def _entries(page: Marked, node: MappingNode) -> Iterator[tuple[Node, Node, str, list[str]]]:
    """Each key of a block with its value, its own lines, and the lines between it and the next."""
    pairs = node.value
    starts = [page.line_start(start(key)) for key, _ in pairs]
    for number, (key, value) in enumerate(pairs):
        last = page.line_end(page.content_end(value, key))
        following = starts[number + 1] if number + 1 < len(pairs) else len(page.text)
        own = page.text[starts[number] : last]
        own = own if own.endswith("\n") else f"{own}\n"
        gap = [line for line in page.text[last:following].split("\n") if line.strip()]
        yield key, value, own, gap


def _by_depth(gap: list[str], column: int) -> tuple[list[str], list[str]]:
    """Comments that stand further in than the keys belong to the entry above; the rest leads to the next."""
    depth = next(
        (n for n, line in enumerate(gap) if len(line) - len(line.lstrip(" ")) <= column), len(gap)
    )
    return gap[:depth], gap[depth:]


def _moved_left(text: str, column: int) -> str:
    """The lines so many columns further left; a line that starts before is moved as far as it goes."""
    return re.sub(rf"^ {{1,{column}}}", "", text, flags=re.MULTILINE) if column else text


def moved_right(text: str, column: int) -> tuple[str, ...]:
    """The lines so many columns further right; empty lines stay empty."""
    pad = " " * column
    return tuple(f"{pad}{line}" if line else line for line in text.removesuffix("\n").split("\n"))


def comments_in(piece: Piece) -> tuple[str, ...]:
    """The comments inside a piece, in their order."""
    return tuple(Marked(piece.text).comments(0, len(piece.text)))


def changed(text: str, key: str, value: Tree, file: str) -> str:
    """The text with another value under its only key: its own bytes wherever they may stay."""
    try:
        return Draft.read(text.encode("utf-8"), file).put((key,), value).text
    except SendAuditError:
        # Written in a way that cannot be kept safely: what it says is kept.
        return in_blocks({key: value})


def in_blocks(tree: Tree) -> str:
    """The tree as lines in block style."""
    return "".join(f"{line}\n" for line in block(tree, 0, 2))


def _in_blocks(page: Marked) -> Marked:
    return _rewritten(tree_of(page.root)) if page.root.flow_style else page


def _with_block(page: Marked, value: MappingNode) -> Marked:
    return _rewritten(tree_of(page.root)) if value.flow_style else page


def _rewritten(tree: Tree) -> Marked:
    return Marked(in_blocks(tree))
