"""How long filling in an audit took on this computer: times and counts only, kept for each file."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeGuard

SWITCH = "SEND_AUDIT_NO_HISTORY"
"""Where this environment variable says anything but 0, nothing is kept and nothing is looked up."""

_ENOUGH_ANSWERS = 10
"""Below this a pace says nothing about the rest."""
_LONGEST = 7 * 24 * 60 * 60
"""Seconds: a longer sitting, or more answers in one, can only be a broken line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpent:
    """All sittings with one audit on this computer: how many, how long, and how many answers in them."""

    sessions: int
    seconds: int
    answered: int

    def seconds_for(self, questions: int) -> int | None:
        """How long so many more questions take at this pace; `None` where too few were answered to tell."""
        if self.answered < _ENOUGH_ANSWERS or not self.seconds or not questions:
            return None
        return round(self.seconds * questions / self.answered)


def note_session(
    audit: Path, *, started: datetime, seconds: int, answered: int, last: str | None = None
) -> None:
    """Note one sitting with `audit`. Where nothing can be written, nothing is noted and nothing is said.

    `started` is kept in UTC to the minute; `last` is the question to go on with: `PE-0102`, or with its
    place `PE-0102 bay-1`. One line is added in one write, so that two programs at once lose neither line. The
    file's name is a digest of the audit's path: nothing in it tells whose audit it is.
    """
    if _is_off():
        return
    with contextlib.suppress(OSError, RuntimeError, ValueError, OverflowError):
        minute = started.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        entry: dict[str, str | int] = {
            "started": minute,
            "seconds": max(0, seconds),
            "answered": max(0, answered),
        }
        if last is not None:
            entry["last"] = last
        record = _record_of(audit)
        record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A line that an interrupted run left unfinished must not swallow this one.
        line = f"\n{json.dumps(entry)}\n".encode()
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = os.open(record, flags, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


def time_spent(audit: Path) -> TimeSpent:
    """What is on record for `audit` on this computer, broken lines passed over; all 0 if nothing is."""
    entries = [] if _is_off() else list(_entries(audit))
    return TimeSpent(
        sessions=len(entries),
        seconds=sum(seconds for seconds, _ in entries),
        answered=sum(answered for _, answered in entries),
    )


def last_question(audit: Path) -> str | None:
    """Where the newest sitting on record ended, as `note_session` was told; `None` where nothing says so."""
    if _is_off():
        return None
    said = [entry.get("last") for entry in _lines(audit)]
    return next((last for last in reversed(said) if isinstance(last, str)), None)


def _is_off() -> bool:
    return os.environ.get(SWITCH, "0") not in ("", "0")


def _record_of(audit: Path) -> Path:
    from platformdirs import user_state_path

    real = os.path.normcase(os.path.realpath(audit))
    name = hashlib.blake2b(real.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return user_state_path("send-audit", appauthor=False) / "time" / f"{name}.jsonl"


def _entries(audit: Path) -> Iterator[tuple[int, int]]:
    for entry in _lines(audit):
        seconds, answered = entry.get("seconds"), entry.get("answered")
        if _is_sound(seconds) and _is_sound(answered):
            yield seconds, answered


def _lines(audit: Path) -> Iterator[dict[str, object]]:
    try:
        data = _record_of(audit).read_bytes()
    except (OSError, RuntimeError, ValueError):
        return
    for line in data.splitlines():
        with contextlib.suppress(ValueError, RecursionError):
            entry = json.loads(line)
            if isinstance(entry, dict):
                yield entry


def _is_sound(number: object) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= _LONGEST
