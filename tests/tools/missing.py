"""What a test does where a tool is not on the machine: it is skipped, unless every tool is to be there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def skipped_without(error: type[Exception]) -> Iterator[None]:
    """Skip the test on `error`, which says that a tool is missing; with run.sh --all let it fail."""
    try:
        yield
    except error as missing:
        if os.environ.get("SEND_AUDIT_REQUIRE_ALL") == "1":
            raise
        pytest.skip(str(missing))
