"""Runs the real program in a process of its own, as a user or a CI job would."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RETURNS = ROOT / "examples" / "estuary" / "returns"
SALTMARSH = RETURNS / "saltmarsh-primary.yaml"
AS_OF = "2026-11-23"


def run(
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    text_in: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `send-audit` with `arguments`; nothing of the caller's terminal or colour settings leaks in."""
    scrubbed = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "TERM", "COLUMNS", "SOURCE_DATE_EPOCH", "GITHUB_ACTIONS"}
    }
    return subprocess.run(
        [sys.executable, "-m", "send_audit", *map(str, arguments)],
        cwd=cwd,
        env=scrubbed | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)} | dict(env or {}),
        input=text_in,
        stdin=subprocess.DEVNULL if text_in is None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
