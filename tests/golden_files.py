"""Golden files: what users see. To accept a change: SEND_AUDIT_ACCEPT=1 pytest, then read the diff."""

import os
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "golden"


def assert_golden(name: str, actual: str) -> None:
    """Compare `actual` with tests/golden/`name`, or write it there when changes are being accepted."""
    path = GOLDEN / name
    if os.environ.get("SEND_AUDIT_ACCEPT") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8")
    assert path.exists(), f"tests/golden/{name} is missing: accept it with SEND_AUDIT_ACCEPT=1"
    assert actual == path.read_text(encoding="utf-8")
