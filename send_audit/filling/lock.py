"""One sitting at a time: a lock beside the file, which says who holds it and can be taken over."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

from filelock import SoftFileLock, Timeout

from send_audit.problems import SendAuditError


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the file open: the computer, the process there, and since when."""

    here: bool
    host: str
    process: str
    since: datetime

    def words(self) -> str:
        """As words to follow “is open”."""
        since = f"since {self.since:%H:%M on %d %B %Y}"
        if not self.process.isdecimal():
            return f"in another sitting, {since}"
        where = "on this computer" if self.here else f"on the computer {self.host}"
        return f"in another sitting {where} (process {self.process}), {since}"


class HeldError(Exception):
    """Somebody else has the file open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder.words())
        self.holder = holder


class SittingLock:
    """A lock file beside the audit: it works on a shared drive, and one whose process died is removed."""

    def __init__(self, audit: Path) -> None:
        real = audit.resolve()
        self.file = real.with_name(f".{real.name}.lock")
        self._lock = SoftFileLock(self.file, timeout=0)

    def take(self, *, over: bool = False) -> None:
        """Take the lock; `over` takes it from whoever has it.

        Raises `HeldError` where another sitting has it, `SendAuditError` where the folder cannot be written.
        """
        try:
            if over:
                self.file.unlink(missing_ok=True)
            self._lock.acquire()
        except Timeout:
            raise HeldError(self._holder()) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SendAuditError(
                f"{self.file.parent} cannot be written to ({reason}), so no answer could be saved there."
            ) from error

    def is_ours(self) -> bool:
        """Whether nobody has taken it over since. One that is gone, as a sync may have it, is taken anew."""
        if self._lock.is_lock_held_by_us:
            return True
        if self.file.exists():
            return False
        self._lock.release(force=True)
        try:
            self.take()
        except (HeldError, SendAuditError):
            return False
        return True

    def give_back(self) -> None:
        """Let others in; a lock that somebody took over stays theirs."""
        if self.is_ours():
            self._lock.release()

    def _holder(self) -> Holder:
        try:
            process, host, *_ = [*self.file.read_text(encoding="utf-8").splitlines(), "?", "?"]
            since = datetime.fromtimestamp(self.file.stat().st_mtime, tz=UTC).astimezone()
        except (OSError, UnicodeDecodeError):
            process, host, since = "?", "?", datetime.now(tz=UTC).astimezone()
        return Holder(here=host == gethostname(), host=host, process=process, since=since)
