"""Plain values as YAML text in block style, in quotes only where plain text could be misread."""

import re
from collections.abc import Iterator

import yaml

from send_audit.editing.tree import Tree

_PLAIN = re.compile(
    r"[A-Za-zÀ-ÿ£€](?:[A-Za-zÀ-ÿ0-9 ,.'’‘“”()/_\-–—£€&%;!?+=…½×°]*[A-Za-zÀ-ÿ0-9.)’”!?%…½°])?"
)
"""Starts with a letter; holds neither a colon nor a number sign nor a bracket."""
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What stands before a colon in our files; `on` among them, whatever others take it for."""
_FIGURE = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?|\d{4}-\d{2}(?:-\d{2})?|\d+(?:\.\d+){2}|\d+ x \d+")
"""A decimal, a day or a month, a version, the two sides of a room."""
_RESERVED = frozenset({"yes", "no", "on", "off", "null", "y", "n"})
"""Words that other programs take for something else than text."""


def scalar(text: str) -> str:
    """One piece of text as a YAML value on one line."""
    if _FIGURE.fullmatch(text) or (_PLAIN.fullmatch(text) and text.lower() not in _RESERVED):
        return text
    written: str = yaml.dump(text, default_style='"', allow_unicode=True, width=float("inf"))
    return written.rstrip("\n")


def block(value: Tree, column: int, dash: int) -> Iterator[str]:
    """The lines of a list or a dict whose keys start at `column`; `dash` is how far in a list stands."""
    pad = " " * column
    if isinstance(value, dict):
        for key, below in value.items():
            yield from entry(key, below, column, dash)
    elif isinstance(value, list):
        for item in value:
            first, *others = block(item, column + 2, dash)
            yield f"{pad}- {first.lstrip(' ')}"
            yield from others
    else:
        yield f"{pad}{'' if value is None else scalar(value)}"


def entry(key: str, value: Tree, column: int, dash: int) -> Iterator[str]:
    """The lines of one key with its value."""
    start = entry_start(key, column)
    if isinstance(value, list | dict) and value:
        yield start
        yield from block(value, column + (dash if isinstance(value, list) else 2), dash)
    elif isinstance(value, list | dict):
        yield f"{start} {'[]' if isinstance(value, list) else '{}'}"
    else:
        yield start if value is None else f"{start} {scalar(value)}"


def entry_start(key: str, column: int) -> str:
    """A key with its colon, `column` characters in."""
    return f"{' ' * column}{key if _KEY.fullmatch(key) else scalar(key)}:"
