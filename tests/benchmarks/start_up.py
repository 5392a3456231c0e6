"""What it costs to start: `--version` and `--help` beside a Python that does nothing, run in turn."""

import platform
import statistics
import subprocess
import sys
import time

RUNS = 21
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "send-audit --version": ["-m", "send_audit", "--version"],
    "send-audit --help": ["-m", "send_audit", "--help"],
}


def measure(runs: int = RUNS) -> dict[str, float]:
    """Median wall time of each command in milliseconds; one warm-up, then all in turn, `runs` times."""
    seen: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(runs + 1):
        for name, arguments in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
            if turn:
                seen[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(times) for name, times in seen.items()}


def main() -> None:
    """Print the table."""
    figures = measure()
    floor = figures["python -c pass"]
    print(f"Start-up, median of {RUNS}, Python {platform.python_version()}, {platform.machine()}")
    print(f"{'command':24}{'ms':>8}{'more than Python':>20}")
    for name, value in figures.items():
        print(f"{name:24}{value:8.0f}{value - floor:17.0f} ms")
