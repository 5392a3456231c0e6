"""Results of earlier runs, by the digest of everything that they depend on: never stale, safe to delete."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from send_audit import __version__

_PACKAGE = Path(__file__).resolve().parent
_CREATE = (
    "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
)
_MOST_AT_ONCE = 500


def digest(*parts: bytes | str) -> str:
    """One digest of all parts in order; no two lists of parts run together."""
    total = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@cache
def rules_digest() -> str:
    """The digest of this program: its version and every line of its code."""
    files = sorted(_PACKAGE.rglob("*.py"))
    return digest(__version__, *(file.read_bytes() for file in files))


def files_digest(files: Iterable[Path]) -> str:
    """The digest of files by name and content; one that cannot be read counts by its name only."""
    parts: list[bytes | str] = []
    for file in sorted(files):
        parts.append(str(file))
        with contextlib.suppress(OSError):
            parts.append(file.read_bytes())
    return digest(*parts)


class ResultCache:
    """A file of results. Whatever is wrong with it, the run goes on without: it only saves time."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "results.sqlite"
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection | None:
        for attempt in ("as it is", "anew"):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                # So that the folder keeps itself out of the repository.
                (self._file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
                if attempt == "anew":
                    self._file.unlink(missing_ok=True)
                connection = sqlite3.connect(self._file, timeout=5)
                connection.execute(_CREATE)
            except (OSError, sqlite3.Error):
                continue
            return connection
        return None

    def find(self, keys: Iterable[str]) -> dict[str, object]:
        """The values that are there, by key."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, object] = {}
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            some = wanted[start : start + _MOST_AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, value FROM results WHERE key IN ({marks})"  # noqa: S608 - question marks only
            found.update(self._rows(query, some))
        return found

    def _rows(self, query: str, some: list[str]) -> dict[str, object]:
        if self._connection is None:
            return {}
        try:
            rows = self._connection.execute(query, some).fetchall()
            return {key: json.loads(value) for key, value in rows}
        except (sqlite3.Error, ValueError):
            return {}

    def store(self, values: Mapping[str, object]) -> None:
        """Keep the values for later runs."""
        if self._connection is None or not values:
            return
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
