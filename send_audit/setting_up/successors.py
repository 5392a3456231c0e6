"""Which closed school goes on as which open one, as far as a list alone can show it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from send_audit.load.register import Entry
from send_audit.load.school_list import name_key

_GOES_ON = ("open", "closing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A closed school and the one open one that has its number or its name: to be checked by a person.

    `on` is when the new one opened, else when the old one closed, where the list says either.
    """

    old: Entry
    new: Entry
    on: date | None
    by: Literal["number", "name"]


def find_pairs(entries: Iterable[Entry], gone: Iterable[Entry] = ()) -> tuple[Pair, ...]:
    """The pairs among the settings of one authority. `gone` are settings that left its list altogether.

    The same number under the same authority counts before the same name; what two open schools have, shows
    nothing.
    """
    entries = list(entries)
    open_ = [entry for entry in entries if entry.status in _GOES_ON]
    numbers = _single(open_, lambda entry: entry.school.ids.get("laestab"))
    names = _single(open_, lambda entry: name_key(entry.school.name) or None)
    pairs = []
    for old in (*(entry for entry in entries if entry.status == "closed"), *gone):
        by_number = numbers.get(old.school.ids.get("laestab", ""))
        new = by_number or names.get(name_key(old.school.name))
        if new is not None and new.school.urn != old.school.urn:
            by: Literal["number", "name"] = "number" if by_number is not None else "name"
            pairs.append(Pair(old=old, new=new, on=new.opened_on or old.closed_on, by=by))
    return tuple(pairs)


def _single(entries: Iterable[Entry], key: Callable[[Entry], str | None]) -> Mapping[str, Entry]:
    """The entry of each key that one alone has."""
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        if (found := key(entry)) is not None:
            by_key.setdefault(found, []).append(entry)
    return {found: bearers[0] for found, bearers in by_key.items() if len(bearers) == 1}
