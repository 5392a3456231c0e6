"""What changed in the list of schools since it was last taken over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from send_audit.load.register import Entry
from send_audit.load.school_list import name_key

Kind = Literal["new", "closed", "reopened", "renamed", "type", "phase", "kept", "gone"]
"""`kept`: no longer in the list, and left in schools.csv; `gone`: taken out of it, since it goes on under a
new number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One school that is not in the list as it was.

    `before` is `None` for a new one, `now` for one that is not in it any more.
    """

    kind: Kind
    before: Entry | None
    now: Entry | None

    @property
    def entry(self) -> Entry:
        """The school as it is now, or as it was last."""
        entry = self.now or self.before
        assert entry is not None  # one of both is there
        return entry


_ENDED = ("closed", "opening")


def find_changes(before: Mapping[str, Entry], now: Mapping[str, Entry]) -> Iterator[Change]:
    """The changes of settings that are in the new list: new, closed, renamed, of another type or phase.

    A closed school that was never in the old list is no news.
    """
    for urn, entry in now.items():
        old = before.get(urn)
        if old is None:
            if entry.status != "closed":
                yield Change(kind="new", before=None, now=entry)
            continue
        if (entry.status in _ENDED) != (old.status in _ENDED):
            kind: Kind = "closed" if entry.status in _ENDED else "reopened"
            yield Change(kind=kind, before=old, now=entry)
        if entry.status == "closed":
            continue
        if name_key(entry.school.name) != name_key(old.school.name):
            yield Change(kind="renamed", before=old, now=entry)
        if entry.school.type != old.school.type:
            yield Change(kind="type", before=old, now=entry)
        if entry.school.phase != old.school.phase:
            yield Change(kind="phase", before=old, now=entry)
