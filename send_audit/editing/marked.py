"""A document's nodes with where each starts and ends in the text, in characters."""

import re
from collections.abc import Iterator
from functools import cached_property

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from send_audit.editing.tree import Path, Step, Tree

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
_BLOCK_STYLES = ("|", ">")
_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Gives every scalar as text, without looking for numbers and dates that nobody asks for."""


class Marked:
    """A text and its nodes. `text` holds one document that the strict reader has read."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = yaml.compose(text, Loader=_LOADER)
        assert isinstance(root, MappingNode)  # the reader refuses any other document
        self.root: MappingNode = root

    @cached_property
    def tree(self) -> Tree:
        """The whole content as plain text, lists and dicts."""
        return tree_of(self.root)

    @cached_property
    def newline(self) -> str:
        """How this file's lines end."""
        first = re.search(r"\r\n|\r|\n", self.text)
        return first[0] if first else "\n"

    @cached_property
    def dash(self) -> int:
        """How far in from its key a list stands in this file: as the first one does."""
        for node in _below(self.root):
            for key, value in _entries(node):
                if isinstance(value, SequenceNode) and not value.flow_style:
                    return self.column(start(value)) - self.column(start(key))
        return 2

    def find(self, path: Path) -> tuple[list[Node], Path]:
        """The nodes along `path` as far as they are there, and what is left of it."""
        nodes: list[Node] = [self.root]
        for number, step in enumerate(path):
            found = child(nodes[-1], step)
            if found is None:
                return nodes, path[number:]
            nodes.append(found)
        return nodes, ()

    def line_start(self, index: int) -> int:
        """Where the line that holds `index` starts."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """Where the next line starts, or where the text ends."""
        match = re.compile(r"\r\n|\r|\n").search(self.text, index)
        return match.end() if match else len(self.text)

    def text_end(self, index: int) -> int:
        """Where the line that holds `index` ends, its line end left aside."""
        match = re.compile(r"[\r\n]").search(self.text, index)
        return match.start() if match else len(self.text)

    def column(self, index: int) -> int:
        """How far in from the line's start a place is."""
        return index - self.line_start(index)

    def content_end(self, node: Node, key: Node | None = None) -> int:
        """Where the last text of a node ends, comments and blank lines after it left aside."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return (
                self.content_end(last[1], last[0])
                if isinstance(last, tuple)
                else self.content_end(last)
            )
        if end(node) > start(node):
            return start(node) + len(self.text[start(node) : end(node)].rstrip(" \t\r\n"))
        # Nothing stands behind the key: what there is ends with its colon.
        return self.text.index(":", end(key)) + 1 if key is not None else start(node)

    def comments(self, first: int, last: int) -> list[str]:
        """The comments between two places of the text."""
        found, gap = [], first
        for scalar in _scalars(self.root, first, last):
            found += _COMMENT.findall(self.text[gap : start(scalar)])
            header = self.text[start(scalar) : self.line_end(start(scalar))]
            if scalar.style in _BLOCK_STYLES:
                found += _COMMENT.findall(header.rstrip())
            gap = end(scalar)
        found += _COMMENT.findall(self.text[gap:last])
        return [comment.rstrip() for comment in found]


def start(node: Node) -> int:
    """Where a node starts."""
    assert node.start_mark is not None  # a composed node always has its marks
    return node.start_mark.index


def end(node: Node) -> int:
    """Where a node ends; for a block, where the next thing starts."""
    assert node.end_mark is not None
    return node.end_mark.index


def child(node: Node, step: Step) -> Node | None:
    """The value under a key or at a place of a list."""
    if isinstance(node, MappingNode) and isinstance(step, str):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def tree_of(node: Node) -> Tree:
    """The node as plain text, lists and dicts; what is empty, `~` or `null` is `None`."""
    if isinstance(node, MappingNode):
        return {key.value: tree_of(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [tree_of(item) for item in node.value]
    assert isinstance(node, ScalarNode)
    blank = not node.style and node.value in {"", "~", "null"}
    return None if blank else str(node.value)


def _entries(node: Node) -> list[tuple[Node, Node]]:
    return node.value if isinstance(node, MappingNode) else []


def _below(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, MappingNode):
        for _, value in node.value:
            yield from _below(value)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _below(item)


def _scalars(node: Node, first: int, last: int) -> Iterator[ScalarNode]:
    """The pieces of text, keys included, that start between two places, in their order."""
    if isinstance(node, ScalarNode):
        if first <= start(node) < last and end(node) > start(node):
            yield node
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(key, first, last)
            yield from _scalars(value, first, last)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _scalars(item, first, last)
