"""Text to nodes: stream YAML events, refuse what the format forbids, keep every position."""

import re

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)

from send_audit.load.collect import Collector
from send_audit.load.nodes import MAX_DEPTH, MAX_KEY, MAX_VALUES, Block, Listing, Node, Scalar
from send_audit.load.prescan import CONTROL_CHARACTERS
from send_audit.load.syntax import explain_syntax

PURE_LOADER: type = yaml.SafeLoader
FAST_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it was built in, else the parser in pure Python: same problems, same lines."""

_CONTROL = re.compile(f"[\r{CONTROL_CHARACTERS}]")

_REFUSED = Scalar("", plain=False, line=0, column=0)
"""Stands for a key that was refused: its value is left out, so that one mistake is one problem."""


class _UnreadableError(Exception):
    """Nothing after this can be read sensibly."""


def parse(text: str, found: Collector, *, loader: type = FAST_LOADER) -> Node | None:
    """Give the document's nodes, or `None` where there is no whole document; notes every refusal."""
    builder = _Builder(found)
    try:
        _feed(builder, text, loader)
    except yaml.MarkedYAMLError as error:
        explain_syntax(error, text, found)
        return None
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: the pure parser on a character number that no character has.
        found.add("yaml-syntax", f"The text is not valid YAML: {error}.", "Check the quotes.")
        return None
    except _UnreadableError:
        return None
    root = builder.root
    if (root is None or (isinstance(root, Scalar) and root.is_blank)) and not found.failed:
        found.add("empty-file", "The file holds no YAML.", "Start it with a line `schema:`.")
        return None
    return root


def _feed(builder: "_Builder", text: str, loader: type) -> None:
    """Give every event to the builder; a loop of one's own costs less than the generator of `yaml.parse`."""
    parser = loader(text)
    try:
        get_event, scalar, take = parser.get_event, builder.scalar, builder.take
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                scalar(event)
            elif kind is StreamEndEvent:
                return
            else:
                take(event)
    finally:
        parser.dispose()


class _Builder:
    """Builds nodes from events without recursion.

    `parent` is the innermost open block or list, and `key` the key of a block that still wants its value;
    `around` are those further out. A return has three thousand events, two thousand of them scalars: each
    costs as few calls as may be.
    """

    def __init__(self, found: Collector) -> None:
        self.found = found
        self.root: Node | None = None
        self.parent: Block | Listing | None = None
        self.key: Scalar | None = None
        self.around: list[tuple[Block | Listing | None, Scalar | None]] = []
        self.documents = 0
        self.values = 0

    def scalar(self, event: ScalarEvent) -> None:
        """A key, or a value that is text."""
        self.values += 1
        if event.anchor is not None or event.tag is not None or self.values > MAX_VALUES:
            self._doubtful(event)
        text, style, mark = event.value, event.style, event.start_mark
        assert mark is not None  # both parsers say where everything starts
        if style == '"' and (match := _CONTROL.search(text)):
            message = f"An escape here stands for a control character (U+{ord(match[0]):04X})."
            fix = "Delete the escape, or use single quotes if a backslash is meant."
            self._refuse("control-character", event, message, fix)
        # Plain text has the style None in one parser and "" in the other.
        self._add(Scalar(text, not style, mark.line + 1, mark.column + 1))

    def take(self, event: Event) -> None:
        """Any other event."""
        if isinstance(event, CollectionStartEvent):
            self._open(event)
        elif isinstance(event, CollectionEndEvent):
            closed = self.parent
            self.parent, self.key = self.around.pop()
            assert closed is not None  # what ends has begun
            self._add(closed)
        elif isinstance(event, AliasEvent):
            message = f"“*{event.anchor}” is a YAML alias, which is refused here."
            self._refuse("alias", event, message, "Write the text out, or put it in quotes.")
            self._leave_out()
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                message = "A second YAML document starts here."
                fix = "Delete the line `---`, or put what follows it in a file of its own."
                self._refuse("several-documents", event, message, fix)
                raise _UnreadableError

    def _open(self, event: CollectionStartEvent) -> None:
        self.values += 1
        if event.anchor is not None or event.tag is not None or self.values > MAX_VALUES:
            self._doubtful(event)
        line, column = _place(event)
        if len(self.around) >= MAX_DEPTH:
            message = f"The document is nested more than {MAX_DEPTH} levels deep."
            fix = "Check the brackets on this line, and how far in it starts."
            self._refuse("too-deep", event, message, fix)
            raise _UnreadableError
        self.around.append((self.parent, self.key))
        self.key = None
        if isinstance(event, MappingStartEvent):
            self.parent = Block(line, column, bool(event.flow_style))
        else:
            self.parent = Listing(line, column)

    def _doubtful(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Refuse a key's or a value's anchor or tag, and all that is too many."""
        self._marks(event)
        if self.values > MAX_VALUES:
            message = f"The file holds more than {MAX_VALUES:,} keys and values."
            self._refuse("too-many-values", event, message, "Split the file.")
            raise _UnreadableError

    def _add(self, node: Node) -> None:
        parent, key = self.parent, self.key
        if isinstance(parent, Block):
            if key is None:
                self.key = self._as_key(node)
                return
            self.key = None
            if key is not _REFUSED:
                self._entry(parent, key, node)
        elif parent is None:
            self.root = node
        else:
            parent.items.append(node)

    def _leave_out(self) -> None:
        """Go on as if neither the refused value nor its key were there."""
        if isinstance(self.parent, Block):
            self.key = _REFUSED if self.key is None else None

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar) and node.text != "<<" and 0 < len(node.text) <= MAX_KEY:
            return node
        name, fix = "key-not-text", "Write the key before the colon."
        if not isinstance(node, Scalar):
            message = "A list or a block stands where a key is wanted."
            fix = "Delete the brackets or braces round the key; put the line in quotes if it is no key."
        elif node.plain and not node.text:
            message = "No key stands before this colon."
        elif node.plain and node.text == "<<":
            name, message = "merge-key", "“<<” is a YAML merge key, which is refused here."
            fix = "Write the keys out."
        elif len(node.text) > MAX_KEY:
            name, message = "key-too-long", f"“{node.text[:60]}…” is taken for a key, and too long."
            fix = "Put the text in quotes if it is no key, or make the key shorter."
        else:
            return node
        self.found.add(name, message, fix, line=node.line, column=node.column)
        return _REFUSED

    def _entry(self, parent: Block, key: Scalar, value: Node) -> None:
        if earlier := parent.entries.get(key.text):
            message = (
                f"“{key.text[:60]}” stands twice in this block; "
                f"the first is on line {earlier[0].line}."
            )
            fix = "Keep one of the two."
            self.found.add("duplicate-key", message, fix, line=key.line, column=key.column)
            return
        if parent.flow and " " in key.text and isinstance(value, Scalar) and value.is_blank:
            message = f"“{key.text[:40]}” stands in braces without a value: a comma cut the text."
            fix = "Put the text in quotes, or write each key on its own line without braces."
            self.found.add("comma-inside-braces", message, fix, line=key.line, column=key.column)
            return
        if isinstance(value, Scalar) and value.plain and not value.text:
            # The parsers disagree on where nothing stands; a person looks at the key.
            value.line, value.column = key.line, key.column
        parent.entries[key.text] = (key, value)

    def _marks(self, event: ScalarEvent | CollectionStartEvent) -> None:
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
        if self.found.is_swamped:
            raise _UnreadableError


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
