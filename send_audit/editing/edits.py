"""The least edits that make one place of a YAML text say something else."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from yaml.nodes import MappingNode, Node, SequenceNode

from send_audit.editing.marked import Marked, end, start, tree_of
from send_audit.editing.tree import Path, Step, Tree, nested, with_value
from send_audit.editing.yaml_text import block, entry, entry_start, scalar

INDENT = 2
"""How far in a block stands from its key, as everywhere in our files."""
_TOP = 2
"""Steps of a path into one of the file's own keys, which stays there when it is empty."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text in place of that between two places."""

    first: int
    last: int
    new: str


def edits_for(page: Marked, path: Path, value: Tree, order: Sequence[str]) -> Iterator[Edit]:
    """The edits that put `value` at `path`, or take away what stands there where it is `None`."""
    nodes, missing = page.find(path)
    above = nodes if missing else nodes[:-1]
    for depth, node in enumerate(above[1:], start=1):
        if not _is_block(node) and isinstance(node, MappingNode | SequenceNode):
            # What stands in braces or brackets is written anew, in lines.
            whole = with_value(tree_of(node), path[depth:], value)
            yield from _merge(page, nodes[: depth + 1], path[:depth], whole)
            return
    if value is None:
        if not missing:
            yield from _removal(page, nodes, path)
    elif missing:
        new = nested(missing[1:], value)
        yield from _insertion(page, nodes, path, missing[0], new, order)
    else:
        yield from _merge(page, nodes, path, value, order)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made; none overlaps another, and what is put in one place keeps its order."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.last)):
        parts += (text[done : edit.first], edit.new)
        done = edit.last
    return "".join((*parts, text[done:]))


# ---- Changing what is there ----------------------------------------------------------------------


def _merge(
    page: Marked, nodes: Sequence[Node], path: Path, value: Tree, order: Sequence[str] = ()
) -> Iterator[Edit]:
    """Change a node to `value`, leaving alone what already says so."""
    node = nodes[-1]
    if tree_of(node) == value:
        return
    if _is_block(node) and isinstance(node, MappingNode) and isinstance(value, dict) and value:
        yield from _merge_keys(page, nodes, path, value, order or list(value))
    elif _is_block(node) and isinstance(node, SequenceNode) and isinstance(value, list) and value:
        yield from _merge_items(page, nodes, path, value)
    elif not isinstance(value, list | dict) and not isinstance(node, MappingNode | SequenceNode):
        yield from _other_scalar(page, nodes, path, value)
    else:
        yield from _other_kind(page, nodes, path, value)


def _merge_keys(
    page: Marked, nodes: Sequence[Node], path: Path, value: dict[str, Tree], order: Sequence[str]
) -> Iterator[Edit]:
    node = nodes[-1]
    assert isinstance(node, MappingNode)
    there = {key.value: below for key, below in node.value}
    if not there.keys() & value.keys():
        # Nothing would be left to hold on to.
        yield from _other_kind(page, nodes, path, value)
        return
    for key, below in there.items():
        if key not in value:
            yield from _removal(
                page, [*nodes, below], (*path, key), left=there.keys() & value.keys()
            )
        else:
            yield from _merge(page, [*nodes, below], (*path, key), value[key])
    for key, new in value.items():
        if key not in there:
            yield from _insertion(
                page, nodes, path, key, new, order, gone=there.keys() - value.keys()
            )


def _merge_items(
    page: Marked, nodes: Sequence[Node], path: Path, value: list[Tree]
) -> Iterator[Edit]:
    node = nodes[-1]
    assert isinstance(node, SequenceNode)
    for number, item in enumerate(node.value):
        if number < len(value):
            yield from _merge(page, [*nodes, item], (*path, number), value[number])
        else:
            yield from _removal(page, [*nodes, item], (*path, number), left=value)
    for number in range(len(node.value), len(value)):
        yield from _insertion(page, nodes, path, number, value[number], ())


def _other_scalar(page: Marked, nodes: Sequence[Node], path: Path, value: Tree) -> Iterator[Edit]:
    """Other text in the same place: a comment behind it stays."""
    node = nodes[-1]
    new = "" if value is None else scalar(str(value))
    if end(node) <= start(node):
        yield from _other_kind(page, nodes, path, value)
        return
    last = page.content_end(node)
    yield from _rescued(page, start(node), last)
    yield Edit(start(node), last, new)


def _other_kind(page: Marked, nodes: Sequence[Node], path: Path, value: Tree) -> Iterator[Edit]:
    """A block or a list in place of what stood there, under the same key or dash."""
    node, step = nodes[-1], path[-1]
    last = page.content_end(node)
    if isinstance(step, str):
        key = _key(nodes[-2], step)
        last = page.content_end(node, key)
        first = page.text.index(":", end(key)) + 1
        head, *lines = entry(step, value, page.column(start(key)), page.dash)
        new = head[len(entry_start(step, page.column(start(key)))) :]
        if lines and first == last:
            # Nothing stood there: what is said behind the key stays behind it.
            first = last = page.text_end(first)
        new += "".join(f"{page.newline}{line}" for line in lines)
        yield from _rescued(page, first, last, line=page.line_start(start(key)))
        yield Edit(first, last, new)
    else:
        column = page.column(start(node))
        new = page.newline.join(block(value, column, page.dash)).lstrip(" ")
        yield from _rescued(page, start(node), last)
        yield Edit(start(node), last, new)


# ---- Taking away ---------------------------------------------------------------------------------


def _removal(
    page: Marked, nodes: Sequence[Node], path: Path, left: object = None
) -> Iterator[Edit]:
    """Take an entry away with its lines. Comments in it stay, on lines of their own."""
    parent, node, step = nodes[-2], nodes[-1], path[-1]
    empties = not left and len(parent.value) == 1
    if (empties and len(path) > _TOP) or not _is_block(parent):
        if _is_block(parent):
            yield from _removal(page, nodes[:-1], path[:-1])  # an empty block says nothing
        else:
            tree = tree_of(parent)
            kept: Tree = (
                {k: v for k, v in tree.items() if k != step}
                if isinstance(tree, dict)
                else [v for n, v in enumerate(tree or ()) if n != step]
            )
            yield from _other_kind(page, nodes[:-1], path[:-1], kept)
        return
    key = _key(parent, step) if isinstance(step, str) else None
    first = start(key) if key is not None else _dash_before(page, start(node))
    last = page.content_end(node, key)
    line = page.line_start(first)
    if page.text[line:first].strip():
        # The first key of a list's item stands behind the dash, where the next one takes its place.
        following = _following(parent, node)
        yield from _rescued(page, first, following, line=line)
        yield Edit(first, following, "")
        return
    yield from _rescued(page, first, page.line_end(last), line=line)
    yield Edit(line, page.line_end(last), "")


def _following(parent: Node, node: Node) -> int:
    """Where the key after that of `node` starts."""
    values = [value for _, value in parent.value]
    return start(parent.value[values.index(node) + 1][0])


def _dash_before(page: Marked, index: int) -> int:
    return page.text.rindex("-", 0, index)


def _rescued(page: Marked, first: int, last: int, *, line: int | None = None) -> Iterator[Edit]:
    """The comments of what goes, as lines before it."""
    comments = page.comments(first, last)
    if not comments:
        return
    if line is None:
        line = page.line_start(first)
    pad = " " * (len(page.text[line:]) - len(page.text[line:].lstrip(" ")))
    yield Edit(line, line, "".join(f"{pad}{comment}{page.newline}" for comment in comments))


# ---- Putting in ----------------------------------------------------------------------------------


def _insertion(
    page: Marked,
    nodes: Sequence[Node],
    path: Path,
    step: Step,
    value: Tree,
    order: Sequence[str],
    gone: Container[str] = (),
) -> Iterator[Edit]:
    """Put a new entry into the last of `nodes`, which stands at `path` as far as it goes."""
    parent = nodes[-1]
    above = path[: len(nodes) - 1]
    if isinstance(step, int):
        yield from _appended(page, nodes, above, value)
    elif isinstance(parent, MappingNode) and _is_block(parent) and parent.value:
        column = page.column(start(parent.value[0][0]))
        lines = list(entry(step, value, column, page.dash))
        template = _template(page, nodes, above, step, column)
        if template is not None:
            yield Edit(*template, page.newline.join(lines))
        else:
            yield _among(page, parent, step, lines, order, gone)
    else:
        yield from _into_nothing(page, nodes, above, step, value)


def _among(
    page: Marked,
    parent: MappingNode,
    step: str,
    lines: Sequence[str],
    order: Sequence[str],
    gone: Container[str],
) -> Edit:
    """Behind the last key that comes before it in `order`, or that has no place in it; else before all."""
    ranks = {key: rank for rank, key in enumerate(order)}
    own = ranks.get(step, len(ranks))
    kept = [pair for pair in parent.value if pair[0].value not in gone]
    before = [pair for pair in kept if ranks.get(pair[0].value, -1) < own]
    first = start(parent.value[0][0])
    line = page.line_start(first)
    if not before and not page.text[line:first].strip():
        return Edit(line, line, _whole(page, lines))
    # The first key of a list's item stands behind the dash: nothing can come before it.
    key, value = before[-1] if before else kept[0]
    return _after(page, page.content_end(value, key), page.column(start(key)), lines)


def _after(page: Marked, index: int, column: int, lines: Sequence[str]) -> Edit:
    """New lines behind the line of `index`, and behind the comments below it that stand further in."""
    place = page.line_end(index)
    comment = re.compile(rf"[ ]{{{column + 1},}}#[^\r\n]*(?:\r\n|\r|\n|$)")
    while place < len(page.text) and (match := comment.match(page.text, place)):
        place = match.end()
    new = _whole(page, lines)
    if place == len(page.text) and not page.text.endswith(("\n", "\r")):
        new = page.newline + new.removesuffix(page.newline)
    return Edit(place, place, new)


def _whole(page: Marked, lines: Sequence[str]) -> str:
    return "".join(f"{line}{page.newline}" for line in lines)


def _appended(page: Marked, nodes: Sequence[Node], above: Path, value: Tree) -> Iterator[Edit]:
    """A new last item of a list."""
    parent = nodes[-1]
    if isinstance(parent, SequenceNode) and _is_block(parent) and parent.value:
        column = page.column(start(parent))
        yield _after(
            page, page.content_end(parent), column, list(block([value], column, page.dash))
        )
    else:
        there = tree_of(parent)
        items = [*there, value] if isinstance(there, list) else [value]
        yield from _other_kind(page, nodes, above, items)


def _into_nothing(
    page: Marked, nodes: Sequence[Node], above: Path, step: str, value: Tree
) -> Iterator[Edit]:
    """A first key for an empty one, or one more for what stands in braces."""
    parent = nodes[-1]
    there = tree_of(parent)
    if there is None and isinstance(above[-1], str):
        column = page.column(start(_key(nodes[-2], above[-1]))) + INDENT
        template = _template(page, nodes, above, step, column)
        if template is not None:
            lines = list(entry(step, value, column, page.dash))
            yield Edit(*template, page.newline.join(lines))
            return
    keys = there if isinstance(there, dict) else {}
    yield from _other_kind(page, nodes, above, {**keys, step: value})


def _template(
    page: Marked, nodes: Sequence[Node], above: Path, step: str, column: int
) -> tuple[int, int] | None:
    """Where this very key stands as a comment, ready to be filled in: a blank audit lists each item so.

    Only comments that say nothing but keys are taken for it.
    """
    first, last = _region(page, nodes, above)
    pad = " " * column
    blank = rf"{pad}# {re.escape(step)}:[^\S\r\n]*"
    deeper = rf"(?:(?:\r\n|\r|\n){pad}#  +[A-Za-z0-9_-]+:[^\S\r\n]*)*"
    more = rf"(?:\r\n|\r|\n){pad}#  "
    pattern = re.compile(rf"^{blank}{deeper}(?=[\r\n]|\Z)(?!{more})", re.MULTILINE)
    match = pattern.search(page.text, page.line_start(first), last)
    return match.span() if match else None


def _region(page: Marked, nodes: Sequence[Node], above: Path) -> tuple[int, int]:
    """From the first place inside a block to where the next thing outside it starts."""
    last = len(page.text)
    for parent, node in zip(nodes[-2::-1], nodes[:0:-1], strict=False):
        if isinstance(parent, MappingNode):
            values = [value for _, value in parent.value]
            place = values.index(node) + 1
            if place < len(values):
                last = min(last, page.line_start(start(parent.value[place][0])))
    if len(nodes) > 1 and isinstance(above[-1], str):
        return start(_key(nodes[-2], above[-1])), last
    return start(nodes[-1]), last


def _key(parent: Node, step: Step) -> Node:
    assert isinstance(parent, MappingNode)
    pairs: list[tuple[Node, Node]] = parent.value
    return next(key for key, _ in pairs if key.value == step)


def _is_block(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style
