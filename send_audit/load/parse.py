"""Text to nodes: stream YAML events, refuse what the format forbids, keep every position."""

from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from send_audit.load.collect import Collector
from send_audit.load.nodes import Block, Listing, Node, Scalar

MAX_DEPTH = 50

PURE_LOADER: type = yaml.SafeLoader
FAST_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it was built in, else the parser in pure Python: same problems, same lines."""


class _UnreadableError(Exception):
    """Nothing after this can be read sensibly."""


def parse(text: str, found: Collector, *, loader: type = FAST_LOADER) -> Node | None:
    """Give the document's nodes, or `None` where there is no whole document; notes every refusal."""
    builder = _Builder(found)
    try:
        for event in _events(text, loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        _syntax_problem(error, text, found)
        return None
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: the pure parser on a character number that no character has.
        found.add("yaml-syntax", f"The text is not valid YAML: {error}.", "Check the quotes.")
        return None
    except _UnreadableError:
        return None
    if builder.root is None:
        found.add("empty-file", "The file holds no YAML.", "Start it with a line `schema:`.")
    return builder.root


def _events(text: str, loader: type) -> Iterator[Event]:
    # types-PyYAML does not know that CSafeLoader is accepted here.
    yield from yaml.parse(text, Loader=loader)


class _Builder:
    """Builds nodes from events without recursion."""

    def __init__(self, found: Collector) -> None:
        self.found = found
        self.root: Node | None = None
        self.open: list[Block | Listing] = []
        self.keys: list[Scalar | None] = []
        self.documents = 0

    def take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._marks(event)
            line, column = _place(event)
            # Plain text has the style None in one parser and "" in the other.
            self._add(Scalar(event.value, not event.style, line, column))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._marks(event)
            self._open(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.keys.pop()
            self._add(self.open.pop())
        elif isinstance(event, AliasEvent):
            message = f"“*{event.anchor}” is a YAML alias, which is refused here."
            self._refuse("alias", event, message, "Write the text out, or put it in quotes.")
            line, column = _place(event)
            self._add(Scalar("*", plain=False, line=line, column=column))
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                message = "A second YAML document starts here."
                self._refuse("several-documents", event, message, "Put it in a file of its own.")
                raise _UnreadableError

    def _open(self, event: Event) -> None:
        line, column = _place(event)
        if len(self.open) >= MAX_DEPTH:
            message = f"The document is nested more than {MAX_DEPTH} levels deep."
            self._refuse("too-deep", event, message, "Check the brackets on this line.")
            raise _UnreadableError
        flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, MappingStartEvent):
            self.open.append(Block(line, column, flow))
        else:
            self.open.append(Listing(line, column))
        self.keys.append(None)

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = self._as_key(node)
        else:
            key, self.keys[-1] = self.keys[-1], None
            self._entry(parent, key, node)

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            if node.plain and node.text == "<<":
                message = "“<<” is a YAML merge key, which is refused here."
                fix = "Write the keys out."
                self.found.add("merge-key", message, fix, line=node.line, column=node.column)
            return node
        message = "A list or a block stands where a key is wanted."
        fix = "Put the text in quotes if it starts with a bracket or brace."
        self.found.add("key-not-text", message, fix, line=node.line, column=node.column)
        return Scalar("?", plain=False, line=node.line, column=node.column)

    def _entry(self, parent: Block, key: Scalar, value: Node) -> None:
        if earlier := parent.entries.get(key.text):
            message = (
                f"“{key.text}” stands twice in this block; the first is on line {earlier[0].line}."
            )
            fix = "Keep one of the two."
            self.found.add("duplicate-key", message, fix, line=key.line, column=key.column)
            return
        if parent.flow and " " in key.text and isinstance(value, Scalar) and value.is_blank:
            message = f"“{key.text[:40]}” stands in braces without a value: a comma cut the text."
            fix = "Put the text in quotes, or write each key on its own line without braces."
            self.found.add("comma-inside-braces", message, fix, line=key.line, column=key.column)
            return
        parent.entries[key.text] = (key, value)

    def _marks(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        """Refuse an anchor or a tag on a node."""
        if event.anchor is not None:
            message = f"“&{event.anchor}” is a YAML anchor, which is refused here."
            fix = "Put the text in quotes if it starts with &; else delete the anchor."
            self._refuse("anchor", event, message, fix)
        if event.tag is not None:
            message = f"“{event.tag}” is a YAML tag, which is refused here."
            fix = "Put the text in quotes if it starts with !; else delete the tag."
            self._refuse("tag", event, message, fix)

    def _refuse(self, name: str, event: Event, message: str, fix: str) -> None:
        line, column = _place(event)
        self.found.add(name, message, fix, line=line, column=column)


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, found: Collector) -> None:
    """Turn the parser's words into ours; the mark is where it gave up."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    column = mark.column + 1 if mark else 1
    lines = text.splitlines()
    if line > len(lines):  # past the end: point at the last line that says something
        line, column = max(1, len(lines)), 1
    message, fix = _plain_words(str(error.problem or ""), lines[line - 1] if lines else "")
    found.add("yaml-syntax", message, fix, line=line, column=column)


def _plain_words(problem: str, line: str) -> tuple[str, str]:
    """Our words for the parser's: message and fix, by what its message holds."""
    value = line.strip().removeprefix("- ").split(": ", 1)[-1].lstrip()
    if "cannot start any token" in problem or value[:1] in {"@", "`", "%"}:
        return f"Text may not start with “{value[:1]}” in YAML.", "Put the text in quotes."
    for marks, message, fix in _SYNTAX:
        if any(mark in problem for mark in marks):
            return message, fix
    return f"The text is not valid YAML here ({problem}).", "Put text with signs in it in quotes."


_SYNTAX = (
    (
        ("mapping values are not allowed",),
        "A colon in the middle of the text makes YAML expect a key.",
        "Put the whole text in quotes, or move it below a line ending in `|`.",
    ),
    (
        ("end of stream", "quoted scalar"),
        "A quotation mark was opened and never closed.",
        "Add the missing quotation mark.",
    ),
    (
        ("flow", "expected ',' or"),
        "A bracket or brace was opened and not closed.",
        "Close it, or put the text in quotes.",
    ),
    (
        ("block end", "block mapping", "block collection"),
        "The line does not fit with the lines above it.",
        "Start it as far to the right as its neighbours, and look for a missing colon.",
    ),
    (
        ("could not find expected ':'",),
        "A key has no colon after it.",
        "Add a colon and a space, or put the text in quotes.",
    ),
)
