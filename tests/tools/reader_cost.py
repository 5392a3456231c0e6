"""What the worst files cost: reads each bomb named on the command line in this one process.

Prints a JSON list of name, problem, processor seconds and the process's greatest memory so far in MB.
`python -m tests.tools.reader_cost libyaml` reads them all; more words choose some.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from send_audit.load.decode import MAX_BYTES
from send_audit.pipeline import check_document
from tests.support import DAY, LIBRARY, SCHOOL, read

SCHEMA = "schema: send-audit/audit@1\n"
PLAN = f"{SCHOOL}plan:\n"


def fill(start: str, make: str, end: str = "") -> str:
    """As many pieces as 2 MiB hold; `@` in a piece is its number."""
    room = MAX_BYTES - len(start.encode()) - len(end.encode())
    if "@" not in make:
        return start + make * (room // len(make.encode())) + end
    longest = len(make.replace("@", "1000000").encode())
    pieces = [make.replace("@", str(number)) for number in range(room // longest)]
    return start + "".join(pieces) + end


def _levels(line: str) -> str:
    return SCHEMA + "".join(
        line.replace("@", str(n)).replace("~", str(n - 1)) for n in range(1, 30)
    )


SMALL: dict[str, Callable[[], str]] = {
    "alias bomb": lambda: _levels("a@: &a@ [*a~, *a~, *a~, *a~, *a~, *a~, *a~, *a~]\n"),
    "merge-key bomb": lambda: _levels("a@: &a@ {<<: [*a~, *a~]}\n"),
    "recursive alias": lambda: f"{SCHEMA}a: &a [*a]\n",
    "500 brackets": lambda: f"{SCHEMA}a: {'[' * 500}{']' * 500}\n",
    "500 braces": lambda: f"{SCHEMA}a: {'{a: ' * 500}{'}' * 500}\n",
    "500 blocks": lambda: SCHEMA + "".join(f"{' ' * n}a:\n" for n in range(500)),
    "100,000 brackets": lambda: f"{SCHEMA}a: {'[' * 100_000}{']' * 100_000}\n",
    "100,000 dashes": lambda: f"{SCHEMA}a:\n  {'- ' * 100_000}x\n",
    "100,000 question marks": lambda: f"{SCHEMA}a:\n  {'? ' * 100_000}x\n",
}
"""Small enough for the pure parser too."""

LARGE: dict[str, Callable[[], str]] = {
    "comments that ignore": lambda: fill(SCHOOL, "# send-audit: ignore[SA401] x\n"),
    "nobody now uses": lambda: fill(f'{PLAN}  aims:\n    - "', "nobody now uses x; ", ' floor"\n'),
    "no-one needs": lambda: fill(
        f'{PLAN}  aims:\n    - Room #4\n    - "', "no-one needs aaaa at ", '"\n'
    ),
    "short keys": lambda: fill(SCHEMA, "k@: v\n"),
    "long keys": lambda: fill(SCHEMA, "a-rather-long-key-@: and its value\n"),
    "one long key": lambda: fill(f"{SCHEMA}? ", "x", "\n: y\n"),
    "equal keys": lambda: fill(SCHEMA, "k: v\n"),
    "brackets": lambda: fill("", "["),
    "pairs of brackets": lambda: fill(f"{SCHEMA}a: [", "[],", "]"),
    "commas": lambda: fill(f"{SCHEMA}a: [", "a,", "]"),
    "dashes": lambda: fill("", "- "),
    "lines of dashes": lambda: fill(f"{SCHEMA}a:\n", "- a\n"),
    "question marks": lambda: fill(f"{SCHEMA}\t\n", "? "),
    "tabs": lambda: fill("", "\t"),
    "tabs after a key": lambda: fill(f"{SCHEMA}a: ", "\t"),
    "lines with tabs": lambda: fill(SCHEMA, "\ta\n"),
    "double quotes": lambda: fill(f"{SCHEMA}a: ", '"'),
    "single quotes": lambda: fill(f"{SCHEMA}a: ", "'"),
    "open quotes": lambda: fill(f'{SCHEMA}a: "', "\n"),
    "one word": lambda: fill(f"{SCHEMA}a: ", "x"),
    "one line": lambda: fill(f"{SCHEMA}a: ", "x y "),
    "no-break spaces": lambda: fill(SCHEMA, "\u00a0"),
    "no-break spaces in text": lambda: fill(SCHEMA, "k@: a\u00a0b\n"),
    "block scalars": lambda: fill(f"\t\n{SCHEMA}", "k@: |\n x\n"),
    "control characters": lambda: fill(SCHEMA, "\x01"),
    "control characters far down": lambda: fill(SCHEMA, "#\n", "\x92" * 60),
    "anchors": lambda: fill(SCHEMA, "k@: &a@ v\n"),
    "aliases": lambda: fill(f"{SCHEMA}a: [", "*a,"),
    "tags": lambda: fill(SCHEMA, "k@: !!str v\n"),
    "documents": lambda: fill("", "---\n"),
    "directives": lambda: fill("", "%YAML 1.1\n"),
    "half characters": lambda: fill(f'{SCHEMA}a: "', r"\ud800"),
    "200,000 unknown keys": lambda: SCHOOL + "".join(f"{n}: 1\n" for n in range(200_000)),
    "39,000 unknown keys": lambda: SCHOOL + "".join(f"k{n}: 1\n" for n in range(39_000)),
    "wrong answers": lambda: (
        f"{SCHOOL}responses:\n" + "".join(f"  x{n}: {{rating: y}}\n" for n in range(19_000))
    ),
    "unknown items": lambda: (
        f"{SCHOOL}responses:\n"
        + "".join(f"  X{n // 10_000}-{n % 10_000:04}: {{rating: met}}\n" for n in range(19_000))
    ),
    "unknown places": lambda: (
        f"{SCHOOL}  places:\n"
        + "".join(f"    p{n}: {{name: a, kind: site, within: q{n}}}\n" for n in range(9_900))
    ),
    "equal actions": lambda: (
        f"{PLAN}  actions:\n" + "    - {id: A, action: x, for: [PE-9999]}\n" * 9_800
    ),
    "problems below a long key": lambda: (
        f"{SCHOOL}  places:\n    ? {'x' * 1_500_000}\n    :\n"
        + "".join(f"      k{n}: 1\n" for n in range(5_000))
    ),
    "a long word": lambda: fill(f"{SCHEMA}school:\n  nation: ", "q"),
    "a long number": lambda: fill(f"{SCHOOL}  pupils: ", "1"),
    "a long version": lambda: fill(f"{SCHOOL}audit:\n  checklists:\n    a: ", "1", ".0.0\n"),
    "a long schema": lambda: fill("schema: send-audit/audit@", "1"),
}


def megabytes() -> float:
    """The greatest memory of this process so far.

    On Linux as the system counts it for what runs now: where whoever started it had more, `getrusage` gives
    that.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii"))
        if peak is not None:
            return int(peak[1]) / 1024
    units = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / units


def cost(text: str, loader: str) -> dict[str, object]:
    """Read and check the text; the processor's time, so that a busy machine counts less."""
    start = time.process_time()
    problems = check_document(read(text, loader), LIBRARY, DAY).problems
    seconds = time.process_time() - start
    first = problems[0].kind.name if problems else ""
    return {"problem": first, "seconds": round(seconds, 2), "megabytes": round(megabytes())}


def main(loader: str, chosen: list[str]) -> None:
    """Print what each bomb costs."""
    assert LIBRARY.items
    bombs = SMALL if loader == "pure" else SMALL | LARGE
    costs = [
        {"name": name} | cost(make(), loader)
        for name, make in bombs.items()
        if not chosen or name in chosen
    ]
    print(json.dumps(costs, indent=1))  # noqa: T201 - a tool talks


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
