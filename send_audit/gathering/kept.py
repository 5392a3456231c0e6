"""What earlier runs found out, by the digest of all that it depends on: never stale, safe to delete."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from send_audit.borough.facts import thaw_head
from send_audit.borough.standing import BrokenReturn
from send_audit.cache import ResultCache, digest, rules_digest
from send_audit.checking import content_digest
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered, GatheredKind
from send_audit.gathering.inputs import Footing, still_stands
from send_audit.gathering.tasks import Setting, Settled
from send_audit.load.reading import read_whole

_KINDS: tuple[GatheredKind, ...] = ("return", "group", "broken")


class Kept:
    """The memory of a run. Whatever is wrong with it, the run goes on without: it only saves time.

    A return is known again by the program, the day, the content it is held to, whose ratings count, its name
    and its bytes; and then only if every file that it names, and the officer's reading of it, is still the
    same. A document is known by that and by what makes documents; and it counts as there only if the file
    that lies there has the very bytes that were written.
    """

    def __init__(self, folder: Path, setting: Setting, shelf: Shelf, borough: Path) -> None:
        today = date.today()  # noqa: DTZ011 - how long a row has lain there, and never what a result says
        self._store = ResultCache(folder, today)
        self._setting, self._shelf = setting, shelf
        self._moderated = {
            urn: digest(one.model_dump_json()) for urn, one in setting.moderation.items()
        }
        self._day = digest(rules_digest(), setting.as_of.isoformat())
        self._content_of(borough / "borough.yaml")

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # ---- Returns ---------------------------------------------------------------------------------

    def returns(self, files: Sequence[Path]) -> dict[Path, Gathered]:
        """What each file came to, where that is known and still holds."""
        keys: dict[Path, tuple[str, str]] = {}
        for file in files:
            data, _ = read_whole(file)
            if data is not None:
                own = digest(data)
                keys[file] = own, self._key(file, own)
        rows = self._store.find(key for _, key in keys.values())
        found = {}
        for file, (own, key) in keys.items():
            if key in rows and (gathered := self._thawed(rows[key], file, own)) is not None:
                found[file] = gathered
        return found

    def marked(self, settled: Settled) -> Gathered:
        """A return with the digest of what its documents rest on."""
        footing = settled.footing
        if footing is None:
            return settled.gathered
        mark = self.mark(Path(settled.gathered.file), footing)
        return replace(settled.gathered, mark=mark)

    def keep_returns(self, new: Iterable[Settled]) -> None:
        """Keep what was found, as far as the content is still what it was when it was read."""
        rows: dict[str, object] = {}
        now = self._now()
        for one in new:
            file = Path(one.gathered.file)
            if one.footing is None or one.footing.own is None:
                continue
            if content_digest(now, file) == self._content_of(file):
                rows[self._key(file, one.footing.own)] = self._frozen(one, one.footing)
        self._store.store(rows)

    def _now(self) -> Shelf:
        return Shelf(self._setting.own, as_of=self._setting.as_of)

    def _content_of(self, file: Path) -> str:
        return content_digest(self._shelf, file)

    def _key(self, file: Path, own: str) -> str:
        return digest(
            "return", self._day, self._content_of(file), self._setting.basis, str(file), own
        )

    def base(self, file: Path) -> str:
        """The digest of the program, the day, the content that `file` is held to, and whose ratings count."""
        return digest(self._day, self._content_of(file), self._setting.basis)

    def mark(self, file: Path, footing: Footing) -> str:
        """The digest of all that a return's documents rest on, but for what makes documents."""
        named = (part for pair in footing.named for part in pair)
        return digest(
            "mark", self._day, self._content_of(file), str(file), footing.own or "", *named
        )

    def _officer(self, urn: str | None) -> str:
        return self._moderated.get(urn, "") if urn is not None else ""

    def _frozen(self, one: Settled, footing: Footing) -> object:
        gathered = one.gathered
        head, broken = gathered.head, gathered.broken
        return {
            "kind": gathered.kind,
            "text": gathered.text,
            "broken": [broken.urn, broken.name, broken.reasons] if broken is not None else None,
            "named": footing.named,
            "officer": self._officer(head.urn if head is not None else None),
        }

    def _thawed(self, row: object, file: Path, own: str) -> Gathered | None:
        """The return that was kept, or `None` where it does not hold, or is not such as we keep."""
        match row:
            case {
                "kind": "return" | "group" | "broken" as kind,
                "text": str() | None as text,
                "broken": broken,
                "named": list(named),
                "officer": str(officer),
            }:
                pass
            case _:
                return None
        try:
            footing = Footing(own=own, named=tuple((_text(n), _text(state)) for n, state in named))
            urn = thaw_head(text).urn if text is not None else None
            gathered = Gathered(
                file=str(file),
                kind=kind,
                text=text,
                broken=_broken(file, broken) if broken is not None else None,
                mark=self.mark(file, footing),
            )
        except (TypeError, ValueError):
            return None
        whole = (gathered.text is None) != (kind == "return")
        whole = whole and (gathered.broken is None) != (kind == "broken")
        holds = officer == self._officer(urn) and still_stands(file, footing)
        return gathered if whole and holds else None

    # ---- Documents -------------------------------------------------------------------------------

    def already_there(self, wanted: Mapping[Path, str]) -> set[Path]:
        """Which files hold the very document of their key: `wanted` has the key of each."""
        rows = self._store.find(wanted.values())
        return {
            path
            for path, key in wanted.items()
            if (told := rows.get(key)) is not None and told == file_digest(path)
        }

    def keep_documents(self, made: Mapping[str, str]) -> None:
        """Keep the digest of each document that was written, by its key."""
        self._store.store(made)

    def still_holds(self, file: Path) -> bool:
        """Whether the content that a file is held to is still what it was when it was read."""
        return content_digest(self._now(), file) == self._content_of(file)


def file_digest(path: Path) -> str | None:
    """The digest of a file's bytes, `None` where there are none to be had."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return None


def _broken(file: Path, value: object) -> BrokenReturn:
    match value:
        case [str() | None as urn, str(name), list(reasons)]:
            told = tuple(_text(reason) for reason in reasons)
            return BrokenReturn(file=str(file), urn=urn, name=name, reasons=told)
        case _:
            raise ValueError


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
