"""A parsed document before any meaning: text, blocks of keys and lists, each with its position."""

from dataclasses import dataclass, field

from send_audit.printable import one_line

Path = tuple[str | int, ...]

MAX_DEPTH = 50
MAX_KEY = 200
"""Each problem names its place by all the keys above it: one long key made 14 GB of 5,000 problems."""
MAX_VALUES = 80_000
"""Twenty times what the fullest audit holds; without a limit, 2 MiB of brackets or commas would take
seconds and hundreds of megabytes."""


@dataclass(slots=True)
class Scalar:
    """A piece of text. `plain` is whether it stood without quotes and outside a block scalar."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def is_blank(self) -> bool:
        """Whether the file says nothing here: an empty value, `~` or `null` without quotes."""
        return self.plain and self.text in {"", "~", "null"}


@dataclass(slots=True)
class Block:
    """A block of keys, in the order of the file. `flow` is whether it stood in braces."""

    line: int
    column: int
    flow: bool
    entries: "dict[str, tuple[Scalar, Node]]" = field(default_factory=dict)


@dataclass(slots=True)
class Listing:
    """A list."""

    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


Node = Scalar | Block | Listing


def to_tree(node: Node) -> object:
    """Hand on text, dicts and lists; a blank becomes `None`."""
    if isinstance(node, Scalar):
        return None if node.is_blank else node.text
    if isinstance(node, Listing):
        return [to_tree(item) for item in node.items]
    return {key: to_tree(value) for key, (_, value) in node.entries.items()}


def find(node: Node, path: Path) -> tuple[Scalar | None, Node]:
    """Follow `path` as far as it goes: the last key passed, and the node reached."""
    last_key: Scalar | None = None
    for step in path:
        if isinstance(node, Block) and step in node.entries:
            last_key, node = node.entries[str(step)]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            last_key, node = None, node.items[step]
        else:
            break
    return last_key, node


def at(node: Node, line: int, column: int) -> Node | None:
    """The piece of text that starts at this place, or `None`."""
    if isinstance(node, Scalar):
        return node if (node.line, node.column) == (line, column) else None
    below: list[Node] = (
        node.items if isinstance(node, Listing) else [v for _, v in node.entries.values()]
    )
    return next((found for child in below if (found := at(child, line, column)) is not None), None)


def written(path: Path) -> str:
    """The path as people read it: `plan.actions[2].due`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return one_line(text)
