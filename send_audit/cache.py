"""Results of earlier runs, by the digest of everything that they depend on: never stale, safe to delete."""

import contextlib
import hashlib
import json
import platform
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

import pydantic
import yaml

from send_audit import __version__

_PACKAGE = Path(__file__).resolve().parent
_TABLE = (
    "results (key TEXT PRIMARY KEY, day TEXT NOT NULL, sum TEXT NOT NULL, value TEXT NOT NULL)"
    " WITHOUT ROWID"
)
_MOST_AT_ONCE = 500
_PATIENCE = 5.0
"""Seconds to wait for another run that is writing."""
_KEPT_FOR = timedelta(days=7)
"""How long a result stays that no run has a use for: the day is in the key, so most never have one again."""
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)
"""Faults of the moment or the machine: no reason to throw away what others may be using."""

ResultT = TypeVar("ResultT")


def digest(*parts: bytes | str) -> str:
    """One digest of all parts in order; no two lists of parts run together."""
    total = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def versions() -> tuple[str, ...]:
    """What beside our own code decides a verdict: an upgrade of any of these may change what is a problem."""
    reader = f"PyYAML {yaml.__version__}, libyaml {yaml.__with_libyaml__}"
    return (
        f"send-audit {__version__}",
        f"{platform.python_implementation()} {platform.python_version()}",
        reader,
        f"pydantic {pydantic.VERSION}",
    )


@cache
def rules_digest() -> str:
    """The digest of this program: every line of its code, and what it runs on."""
    files = sorted(_PACKAGE.rglob("*.py"))
    return digest(*versions(), *(file.read_bytes() for file in files))


def files_digest(files: Iterable[Path]) -> str:
    """The digest of files by name and content; one that cannot be read counts by its name only."""
    parts: list[bytes | str] = []
    for file in sorted(files):
        parts.append(str(file))
        with contextlib.suppress(OSError):
            parts.append(file.read_bytes())
    return digest(*parts)


class ResultCache:
    """A file of results. Whatever is wrong with it, the run goes on without: it only saves time.

    It may come from anywhere, so it is an input: a row counts only with the sum of its key and value, and a
    database that is not exactly as we make them, or has a bad page, is made anew. `today` is the real day,
    whatever day the files are judged as of: it only tells how long a result has been of no use.
    """

    def __init__(self, folder: Path, today: date) -> None:
        self._file = folder / "results.sqlite"
        self._today = today
        self._aged: list[bytes] = []
        self._connection: sqlite3.Connection | None = None
        self._open()

    def _open(self) -> None:
        for attempt in ("as it is", "anew"):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                # So that the folder keeps itself out of the repository.
                (self._file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
                if attempt == "anew":
                    self._remove()
                self._connection = _connect(self._file)
            except (OSError, sqlite3.Error) as error:
                if _is_passing(error):
                    return
            if self._connection is not None:
                return

    def _remove(self) -> None:
        # The journal too: it would be played back into the new file.
        for end in ("", "-journal", "-wal", "-shm"):
            self._file.with_name(self._file.name + end).unlink(missing_ok=True)

    def _try(self, work: Callable[[sqlite3.Connection], ResultT], otherwise: ResultT) -> ResultT:
        """Do it as one transaction; where the file turns out to be damaged, go on with a new one."""
        if self._connection is None:
            return otherwise
        try:
            with self._connection:
                return work(self._connection)
        except sqlite3.Error as error:
            if not _is_passing(error):
                self._connection.close()
                self._connection = None
                with contextlib.suppress(OSError):
                    self._remove()
                self._open()
            return otherwise

    def find(self, keys: Iterable[str]) -> dict[str, object]:
        """The values that are there and whole, by key."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, object] = {}
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            found.update(self._whole_rows(wanted[start : start + _MOST_AT_ONCE]))
        return found

    def _whole_rows(self, keys: list[str]) -> dict[str, object]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, day, sum, value FROM results WHERE key IN ({marks})"  # noqa: S608 - question marks only
        today = self._today.isoformat().encode()
        found: dict[str, object] = {}
        none: list[tuple[bytes, bytes, bytes, bytes]] = []
        for key, day, total, value in self._try(lambda c: c.execute(query, keys).fetchall(), none):
            # Whatever is in the row, text or not, deep or not: it is checked afresh, or whole.
            with contextlib.suppress(Exception):
                if total == _sum(key, value):
                    found[key.decode()] = json.loads(value)
                    if day != today:
                        self._aged.append(key)
        return found

    def store(self, values: Mapping[str, object]) -> None:
        """Keep the values for later runs."""
        rows = [_row(key, self._today, value) for key, value in values.items()]
        query = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)"
        for _ in ("as it is", "anew"):
            if not rows or self._try(lambda c: bool(c.executemany(query, rows)), otherwise=False):
                return

    def close(self) -> None:
        """Note what was of use, delete what has long been of none, and let go of the file."""
        self._try(self._tidy, None)
        if self._connection is not None:
            self._connection.close()

    def _tidy(self, connection: sqlite3.Connection) -> None:
        today = self._today.isoformat()
        used = [(today, key.decode()) for key in self._aged]
        connection.executemany("UPDATE results SET day = ? WHERE key = ?", used)
        # A day to come is that of a clock that was wrong; one day ahead may be another zone.
        first, last = self._today - _KEPT_FOR, self._today + timedelta(days=1)
        kept = (first.isoformat(), last.isoformat())
        connection.execute("DELETE FROM results WHERE day NOT BETWEEN ? AND ?", kept)


def _connect(file: Path) -> sqlite3.Connection | None:
    """The database, or `None` where it holds anything else than the one table that we make."""
    connection = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        # Text that is no UTF-8 must come as far as its sum: decoded here, it would fail the whole query.
        connection.text_factory = bytes
        connection.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE}")
        made = connection.execute("SELECT sql FROM sqlite_master").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    if made == [(f"CREATE TABLE {_TABLE}".encode(),)]:
        return connection
    connection.close()
    return None


def _is_passing(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _PASSING


def _row(key: str, day: date, value: object) -> tuple[str, str, str, str]:
    # All ASCII: half a character, as a file name may hold it, cannot be stored in any other way.
    text = json.dumps(value)
    return key, day.isoformat(), _sum(key.encode(), text.encode()).decode(), text


def _sum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(key + value, digest_size=16).hexdigest().encode()
