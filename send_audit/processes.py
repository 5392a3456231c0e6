"""Processes that work for another one: they leave Ctrl-C to it, and never outlive it."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
"""From Linux's prctl.h."""


def start_method() -> str | None:
    """How a process is started: a fork takes no time and inherits what is loaded; `None` is the usual way."""
    return "fork" if sys.platform == "linux" else None


def become_worker(parent: int) -> None:
    """Make this process one that works for `parent`: called in it, before anything else."""
    # Ctrl-C is for the process that was started from the terminal; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with(parent)


def _end_with(parent: int) -> None:
    """Ask Linux to end this process when the one it works for is gone, however that ended: even by SIGKILL.

    To Linux the parent is the thread that forked. It must be one that lasts as long as the pool.
    """
    if sys.platform != "linux":
        return
    with suppress(Exception):  # a system without prctl has the handler in the parent
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:  # it was gone before we could ask
        os._exit(1)


@contextmanager
def leaving_on_sigterm() -> Iterator[None]:
    """Make SIGTERM an exception: by itself it would end this process and leave those of its pool behind.

    It is how GitLab, Docker and `timeout` end a job. Whoever started us to ignore it, or handles it already,
    is left alone.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        with suppress(ValueError):  # a generator that is thrown away may end in any thread
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _leave(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
