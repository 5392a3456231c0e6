"""Nodes to models: pydantic checks the text tree, and each of its errors finds its line again."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from send_audit.load.collect import Collector
from send_audit.load.fields import keys_at
from send_audit.load.nodes import Block, Listing, Node, Path, Scalar, find, to_tree
from send_audit.model.audit import Response
from send_audit.model.words import Rating
from send_audit.suggest import nearest

ModelT = TypeVar("ModelT", bound=BaseModel)


def shape(node: Node, model: type[ModelT], found: Collector) -> ModelT | None:
    """Give the frozen model, or `None` with every misfit noted at its line."""
    try:
        # Files know the keys of formats.md only, never the names that Python makes do with (`for_`).
        return model.model_validate(to_tree(node), by_alias=True, by_name=False)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            if found.is_swamped:
                break
            if not _is_echo(error, node):
                _note(error, node, model, found)
        return None


def _is_echo(error: ErrorDetails, node: Node) -> bool:
    """Whether the error only follows from another, which is told.

    A list is called too short where its entries have problems of their own; where an answer's line is not
    indented, both that line and the item above it look wrong.
    """
    if error["loc"][:1] == ("responses",) and len(error["loc"]) == 2:
        return _is_beside_its_item(node, str(error["loc"][1]))
    if error["type"] != "too_short":
        return False
    _, value = find(node, error["loc"])
    entries = value.items if isinstance(value, Listing) else ()
    wanted: int = error["ctx"]["min_length"]
    return len(entries) >= wanted


def _is_beside_its_item(node: Node, key: str) -> bool:
    """Whether the key is a line of an answer that stands beside its item, or is that item, left empty."""
    _, responses = find(node, ("responses",))
    if not isinstance(responses, Block):
        return False
    _, value = responses.entries[key]
    keys = list(responses.entries)
    following = keys[keys.index(key) + 1 :][:1]
    is_left_empty = isinstance(value, Scalar) and value.is_blank
    return key in _OF_AN_ANSWER or (is_left_empty and not _OF_AN_ANSWER.isdisjoint(following))


_OF_AN_ANSWER = frozenset(Response.model_fields)


def _note(error: ErrorDetails, node: Node, model: type[BaseModel], found: Collector) -> None:
    path = error["loc"]
    is_key = path[-1:] == ("[key]",) and error["type"] != "extra_forbidden"
    if is_key:  # pydantic's own mark for an error in the key of a mapping
        path = path[:-1]
    if (about := _ABOUT.get(error.get("ctx", {}).get("name", ""))) is not None:
        path = (*path, about)
    key, value = find(node, path)
    if error["type"] == "missing" and _is_there(node, path):  # the key, and nothing after it
        name, message, fix = "empty-value", f"{_called(path)} is empty.", "Write a value."
    else:
        name, message, fix = _words(error, path, model)
    at_key = is_key or name == "unknown-key"
    spot = key if key is not None and (at_key or not isinstance(value, Scalar)) else value
    found.add(name, message, fix, line=spot.line, column=spot.column, path=path)


_ABOUT = {
    "empty-rating": "rating",
    "not-applicable-without-reason": "rating",
    "dropped-without-reason": "status",
}
"""The key at fault where a rule looked at a whole block."""


def _is_there(node: Node, path: Path) -> bool:
    _, parent = find(node, path[:-1])
    return isinstance(parent, Block) and path[-1] in parent.entries


Words = tuple[str, str, str]

_LONGEST_WORD = 100
"""No known word is as long, and the search for a near one takes the square of the length."""


def _words(error: ErrorDetails, path: Path, model: type[BaseModel]) -> Words:
    """The problem's name, message and fix for one pydantic error."""
    context: Mapping[str, Any] = error.get("ctx", {})
    kind = error["type"]
    if kind == "send_audit":
        return context["name"], context["message"], context["fix"]
    last = _called(path)
    value = error["input"]
    if kind == "missing":
        words = "missing-key", f"{last} is missing.", f"Add a line `{path[-1]}:`."
    elif kind == "extra_forbidden":
        words = _unknown_key(str(path[-1]), keys_at(model, path[:-1]))
    elif kind == "literal_error":
        words = _unknown_word(last, value, _literal_words(context))
    elif value is None or kind == "string_too_short":
        fix = "Write a value, or delete the line if there is nothing to say."
        if kind in _BLOCK_WANTED and path[:1] == ("responses",) and len(path) == 2:
            fix = "Delete the “# ” before its `rating:` line, too, or indent that line two spaces."
        elif kind in _BLOCK_WANTED:
            fix = "Indent the lines that belong to it two spaces further in, or delete it."
        words = "empty-value", f"{last} is empty.", fix
    elif kind in _BLOCK_WANTED:
        words = _not_block(last, value, keys_at(model, path))
    elif kind in _BY_TYPE:
        words = _BY_TYPE[kind](last, value, context)
    else:
        message = f"{last} does not fit: {error['msg']}."
        words = "wrong-form", message, "See `send-audit schema` for what is wanted."
    return words


def _called(path: Path) -> str:
    """How to speak of the place: by its key, or as an entry of the list above it."""
    if not path:
        return "The document"
    if isinstance(path[-1], str):
        return f"`{path[-1][:60]}`"
    above = next((step for step in reversed(path) if isinstance(step, str)), "the list")
    return f"Entry {path[-1] + 1} of `{above}`"


def _literal_words(context: Mapping[str, Any]) -> list[str]:
    """The words of a closed list, out of pydantic's "'a', 'b' or 'c'"."""
    return [
        word
        for word in str(context.get("expected", "")).split("'")
        if word.strip(", ") not in ("", "or")
    ]


def _unknown_key(key: str, known: list[str]) -> Words:
    meant = nearest(key[:_LONGEST_WORD], known)
    fix = f"Did you mean `{meant}`?" if meant else f"Use one of: {', '.join(sorted(known))}."
    if meant is None and not known:
        fix = "Delete it."
    return "unknown-key", f"`{key[:60]}` is not a key that is known here.", fix


_MEANT = {
    **dict.fromkeys(("yes", "y"), "met"),
    **dict.fromkeys(("no", "n"), "not-met"),
    "partly": "partly-met",
    "n/a": "not-applicable",
    "na": "not-applicable",
}


_VERDICTS = {
    "agreed": "the school's rating stands",
    "changed": "the officer's rating, which goes with it, counts instead",
    "query": "the school is asked, and its rating stands until it answers",
}


def _unknown_word(last: str, value: object, known: list[str]) -> Words:
    if value is None:
        return "empty-value", "The value is empty.", f"Write one of: {', '.join(known)}."
    if isinstance(value, dict) and len(value) == 1:
        return _colon_in_text(value)
    if isinstance(value, dict | list):
        return "not-text", "A list or block stands here.", f"Write one of: {', '.join(known)}."
    word = str(value)[:_LONGEST_WORD]
    if last == "`verdict`":
        # “disagree” is very like “agreed”, and its very opposite: what each means is said instead.
        meanings = "; ".join(f"{one}, {_VERDICTS.get(one, '')}" for one in known)
        return (
            "unknown-word",
            f"“{word[:60]}” is not one of the words for {last}.",
            f"Write one of: {meanings}.",
        )
    meant = nearest(word.lower().replace(" ", "-").replace("_", "-"), known)
    if "partly-met" in known:
        meant = _MEANT.get(word.lower(), meant)
    fix = f"Did you mean {meant}? " if meant else ""
    return (
        "unknown-word",
        f"“{word[:60]}” is not one of the words for {last}.",
        f"{fix}Write one of: {', '.join(known)}.",
    )


def _not_text(last: str, value: object, _context: Mapping[str, Any]) -> Words:
    if isinstance(value, dict) and len(value) == 1:
        return _colon_in_text(value)
    return (
        "not-text",
        f"{last} should be text.",
        "Write one piece of text; for several lines, put `|` after the colon.",
    )


def _colon_in_text(value: Mapping[str, object]) -> Words:
    message = f"The colon after “{next(iter(value))[:60]}” turned the text into a key."
    return "colon-in-text", message, "Put the whole text in quotes."


def _wrong_form(last: str, value: object, context: Mapping[str, Any]) -> Words:
    pattern = str(context.get("pattern", ""))
    if pattern.endswith("[0-9]{4}$") and str(value) in Response.model_fields:
        message = f"“{value}” stands where an item id is wanted."
        fix = "Move the line two spaces further in, below the item that it answers."
        return "wrong-form", message, fix
    for mark, fix in _FORMS.items():
        if mark in pattern:
            return "wrong-form", f"“{str(value)[:60]}” is not how {last} is written.", fix
    return (
        "wrong-form",
        f"“{str(value)[:60]}” is not how {last} is written.",
        f"Make it match {pattern}.",
    )


_FORMS = {
    "[0-9]{4}$": "Write an item id such as PE-0102: capitals, a hyphen, four digits.",
    "[0-9]{5,7}": "Write the school's number from Get Information about Schools, digits only.",
    r"[0-9]+\.[0-9]+\.[0-9]+": "Write a version of three numbers, such as 1.0.0.",
    "a-z0-9": "Use small letters, digits and hyphens, such as front-car-park.",
    "A-Za-z0-9": "Use letters, digits, points and hyphens, such as A-01.",
    "A-Z": "Use capital letters, such as PE or X-EST.",
}


def _not_list(last: str, value: object, _context: Mapping[str, Any]) -> Words:
    fix = "Put each entry on a line of its own, two spaces further in, that starts with “- ”."
    if last == "`evidence`" and isinstance(value, str):
        fix = f"Put it on the line below, two spaces further in: `- title: {value[:40]}`."
    return "not-a-list", f"{last} should be a list.", fix


_BLOCK_WANTED = ("dict_type", "mapping_type", "model_type", "model_attributes_type")
_GLUED = re.compile(r"([a-z_]+)( ?[:=;] ?)(\S.*)")


def _not_block(last: str, value: object, known: list[str]) -> Words:
    """Say which slip it was: a missing space, a rating beside its item, or keys left out."""
    below = "on the line below, two spaces further in"
    if isinstance(value, str) and (glued := _GLUED.fullmatch(value)):
        slip = "Put a space after the colon" if glued[2] == ":" else "Write a colon and a space"
        fix = f"{slip}: `{glued[1]}: {glued[3][:40]}`."
    elif isinstance(value, list) and any(isinstance(v, dict) and {*v} & {*known} for v in value):
        fix = "Delete the dash before its first key, and indent its keys alike."
    elif "rating" in known and value in get_args(Rating):
        fix = f"Write `rating: {value}` {below}."
    else:
        keys = f" ({', '.join(known)})" if known else ""
        fix = f"Put its keys{keys} on the lines below, each two spaces further in."
    return "not-a-block", f"{last} should be a block of keys.", fix


def _range(last: str, _value: object, context: Mapping[str, Any]) -> Words:
    limit = context.get("le", context.get("ge", ""))
    side = "at most" if "le" in context else "at least"
    return "out-of-range", f"{last} is out of range.", f"Write a number of {side} {limit}."


def _too_short(last: str, _value: object, _context: Mapping[str, Any]) -> Words:
    return "list-too-short", f"{last} has no entries.", "Add at least one, or delete the key."


_BY_TYPE: Mapping[str, Callable[[str, object, Mapping[str, Any]], Words]] = {
    "string_type": _not_text,
    "string_pattern_mismatch": _wrong_form,
    "tuple_type": _not_list,
    "list_type": _not_list,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "too_short": _too_short,
}
