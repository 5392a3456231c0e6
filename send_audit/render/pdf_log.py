"""No warning let through: what the renderer logs is a failure of the document."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from send_audit.render.not_made import RenderWarningError

_WATCHED = ("weasyprint", "fontTools")


class _Collected(logging.Handler):
    """Keeps what is logged from warnings upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def watched_log() -> Iterator[None]:
    """Raise `RenderWarningError` at the end where a warning or an error was logged on the way."""
    collected = _Collected()
    loggers = [logging.getLogger(name) for name in _WATCHED]
    for logger in loggers:
        logger.addHandler(collected)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(collected)
    if collected.messages:
        raise RenderWarningError("; ".join(dict.fromkeys(collected.messages)))
