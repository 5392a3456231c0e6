"""A file's content as plain text, lists and dicts, and how an edit changes it."""

from collections.abc import Sequence

Tree = str | list["Tree"] | dict[str, "Tree"] | None
"""What YAML holds: every scalar is text; `None` is a key with nothing behind it."""

Step = str | int
Path = tuple[Step, ...]


def child(tree: Tree, step: Step) -> tuple[bool, Tree]:
    """Whether there is something under a key or at a place in a list, and what it is."""
    if isinstance(tree, dict) and isinstance(step, str) and step in tree:
        return True, tree[step]
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        return True, tree[step]
    return False, None


def at(tree: Tree, path: Path) -> Tree:
    """What stands at `path`, or `None`."""
    for step in path:
        _, tree = child(tree, step)
    return tree


def nested(path: Path, value: Tree) -> Tree:
    """A tree that holds nothing but `value` at `path`; a list can only be begun at 0."""
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [value]
    return value


def with_value(tree: Tree, path: Path, value: Tree) -> Tree:
    """The tree with `value` at `path`; `None` takes the entry away. The order of keys is not kept."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    _, below = child(tree, step)
    new = with_value(below, rest, value)
    if isinstance(step, int):
        items: Sequence[Tree] = tree if isinstance(tree, list) else []
        kept = [new] if new is not None else []
        return [*items[:step], *kept, *items[step + 1 :]]
    entries = dict(tree) if isinstance(tree, dict) else {}
    if new is None:
        entries.pop(step, None)
    else:
        entries[step] = new
    return entries
