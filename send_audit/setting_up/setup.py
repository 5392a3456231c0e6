"""What `borough init` will do: worked out whole from the list and the folder before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from send_audit.load.document import read_file
from send_audit.load.register import Entry, authority_code
from send_audit.load.round_folder import BOROUGH_FILE, RETURNS, SCHOOLS_FILE
from send_audit.load.walk import is_file, yaml_below
from send_audit.model.borough import Borough, Successor
from send_audit.problems import SendAuditError
from send_audit.setting_up.came import Came, Differs, Owned, differences, owners
from send_audit.setting_up.changes import Change, find_changes
from send_audit.setting_up.listing import Listing
from send_audit.setting_up.names import file_stem, file_stems
from send_audit.setting_up.school_file import OldList, read_old_list
from send_audit.setting_up.successors import Pair, find_pairs

WANTED = ("open", "closing", "unknown")
"""From these a return is expected: from schools proposed to open none is, and where the list says nothing,
one is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder as it is: empty, or with the round that is in it already."""

    path: Path
    borough: Borough | None
    old: OldList | None
    returns: tuple[Path, ...]


def read_folder(path: Path, listing: Listing) -> Folder:
    """Read what is there of a borough's folder.

    Raises `SendAuditError` where it is another authority's, or its own files cannot be read.
    """
    file = path / BOROUGH_FILE
    borough = None
    if is_file(file):
        document = read_file(file)
        if not isinstance(document.model, Borough):
            first = document.problems[0] if document.problems else None
            why = f":{first.line}: {first.message} {first.fix}" if first else " is of another kind."
            raise SendAuditError(f"{file}{why} Nothing was written.")
        borough = document.model
        if (authority_code(borough.code) or borough.code) != listing.code:
            raise _other(path, f"{borough.name} ({borough.code})", listing)
    old = read_old_list(path / SCHOOLS_FILE)
    if borough is None and old is not None:
        codes = {e.school.la_code: e.school.la_name for e in old.entries.values()}
        if codes and listing.code not in codes and None not in codes:
            code, name = next(iter(codes.items()))
            raise _other(path, f"{name} ({code})", listing)
    returns = tuple(yaml_below(path / RETURNS))
    return Folder(path=path, borough=borough, old=old, returns=returns)


def _other(path: Path, whose: str, listing: Listing) -> SendAuditError:
    return SendAuditError(
        f"{path} is the folder of {whose}, and --la {listing.code} is {listing.name}. "
        "Nothing was written: name another folder behind --out."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMake:
    """A blank return that will be made: for which setting, in which file."""

    entry: Entry
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What will be done.

    `entries` are all settings of the new `schools.csv` by URN, those `kept` from the old one among them.
    `pairs` are successors to be added; `declined` is how many the old list showed already and borough.yaml
    does not name. `strays` are returns of no setting from which one is wanted; `unread` files of which nobody
    can say whose they are.
    """

    listing: Listing
    folder: Folder
    entries: Mapping[str, Entry]
    kept: tuple[str, ...]
    pairs: tuple[Pair, ...]
    declined: int
    unread: tuple[Path, ...]
    to_make: tuple[ToMake, ...]
    owned: Owned
    changes: tuple[Change, ...]
    differs: tuple[Differs, ...]

    @property
    def is_first(self) -> bool:
        """Whether the folder had no list of schools before."""
        return self.folder.old is None

    @property
    def strays(self) -> tuple[Came, ...]:
        """Returns of no setting from which one is wanted."""
        return self.owned.of_none


def make_setup(listing: Listing, folder: Folder, came: Iterable[Came]) -> Setup:
    """Hold the list against the folder. `came` are the returns that are in it."""
    now = {setting.urn: setting.entry for setting in listing.settings}
    before = folder.old.entries if folder.old is not None else {}
    missing = {u: e for u, e in before.items() if u not in now and e.is_school}
    found = find_pairs(now.values(), [e for e in missing.values() if e.status != "closed"])
    gone = {pair.old.school.urn for pair in found} & set(missing)
    kept = {urn: entry for urn, entry in missing.items() if urn not in gone}
    pairs, declined = _new_pairs(found, folder, before)
    entries = {**now, **kept}
    wanted = {urn: entry for urn, entry in entries.items() if entry.status in WANTED}
    successors = [
        *(folder.borough.successors if folder.borough is not None else ()),
        *(Successor(old=p.old.school.urn or "", new=p.new.school.urn or "") for p in pairs),
    ]
    came = list(came)
    unread = tuple(one.file for one in came if one.is_nobodys)
    owned = owners([one for one in came if not one.is_nobodys], wanted, successors)
    changes = [*find_changes(before, now)] if folder.old is not None else []
    changes += [Change(kind="gone", before=before[u], now=None) for u in missing if u in gone]
    changes += [Change(kind="kept", before=entry, now=None) for entry in kept.values()]
    return Setup(
        listing=listing,
        folder=folder,
        entries=entries,
        kept=tuple(kept),
        pairs=pairs,
        declined=declined,
        unread=unread,
        to_make=tuple(_to_make(wanted, owned, folder, unread)),
        owned=owned,
        changes=tuple(changes),
        differs=tuple(_differing(owned, now)),
    )


def _new_pairs(
    found: tuple[Pair, ...], folder: Folder, before: Mapping[str, Entry]
) -> tuple[tuple[Pair, ...], int]:
    """The pairs that are news, and how many an officer struck out of borough.yaml."""
    if folder.borough is None:
        return found, 0
    known = {successor.old for successor in folder.borough.successors}
    unknown = [pair for pair in found if pair.old.school.urn not in known]
    shown = {(p.old.school.urn, p.new.school.urn) for p in find_pairs(before.values())}
    news = [p for p in unknown if (p.old.school.urn, p.new.school.urn) not in shown]
    return tuple(news), len(unknown) - len(news)


def _to_make(
    wanted: Mapping[str, Entry], owned: Owned, folder: Folder, unread: Iterable[Path]
) -> Iterator[ToMake]:
    """A return for each setting without one; a file of its name that nobody can read is taken for its own."""
    missing = {urn: entry for urn, entry in wanted.items() if urn not in owned.by_urn}
    names = {urn: entry.school.name for urn, entry in missing.items()}
    held = {file.stem.casefold() for file in unread}
    stems = file_stems(names, folder.returns)
    for urn, entry in missing.items():
        plain = file_stem(entry.school.name)
        if not held & {plain, f"{plain}-{urn}"}:
            yield ToMake(entry=entry, file=folder.path / RETURNS / f"{stems[urn]}.yaml")


def _differing(owned: Owned, now: Mapping[str, Entry]) -> Iterator[Differs]:
    """Only the newest return of a school is looked at: an earlier one was right in its own time."""
    for urn, files in owned.by_urn.items():
        if urn in now:
            newest = max(files, key=lambda one: (one.date or date.min, str(one.file)))
            yield from differences(newest, now[urn].school)
