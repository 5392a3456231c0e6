"""What it costs to validate many audits: beside check-jsonschema with our own schema, and beside yamllint.

All in turn, whole processes, the same files. `pip install check-jsonschema yamllint` first; what is not
there is left out. Then memory by the number of files, and the cache with one changed file of many.
"""

import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from send_audit.load.library import Library
from send_audit.model.applicability import asked_of
from send_audit.model.audit import blank_school
from send_audit.render.json_schema import render_json_schema

FILES, ANSWERS, MANY, RUNS = 500, 120, 5_000, 3
DAY = "2026-11-23"


def write_audits(folder: Path, number: int) -> None:
    """Sound audits of a primary school with `ANSWERS` answers, each with its evidence."""
    library = Library()
    school = blank_school(nation="england", type_="community-school", phase="primary")
    asked = [asked_of(checklist, school) for checklist in library.checklists]
    checklists = [checklist for checklist in asked if checklist is not None]
    items = [i.id for c in checklists for i in c.items() if i.measure is None and i.per is None]
    for index in range(number):
        chosen = sorted(random.Random(index).sample(items, ANSWERS))  # noqa: S311 - the same files each time
        lines = [
            "schema: send-audit/audit@1",
            *("school:", f"  name: School {index}", f'  urn: "{100000 + index}"'),
            *("  phase: primary", "  type: community-school", "  nation: england"),
            *("audit:", "  date: 2026-10-05", "  checklists:"),
            *(f"    {checklist.id}: {checklist.version}" for checklist in checklists),
            "responses:",
        ]
        for id_ in chosen:
            lines += [f"  {id_}:", "    rating: met", "    evidence:", "      - kind: observation"]
            lines += ["        title: Seen on the walk", "        on: 2026-10-05"]
        (folder / f"{index:05}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def _peak_kilobytes(command: Sequence[str]) -> int:
    """The largest process of the command, as the system counts it."""
    done = subprocess.run(
        ["/usr/bin/time", "-v", *command], capture_output=True, text=True, check=True
    )
    found = re.search(r"Maximum resident set size \(kbytes\): (\d+)", done.stderr)
    return int(found[1]) if found else 0


def compare(folder: Path, work: Path) -> None:
    """Print the median of each program on the same files, and how many times faster ours is."""
    schema = work / "audit.schema.json"
    schema.write_text(render_json_schema("audit"), encoding="utf-8")
    files = [str(file) for file in sorted(folder.glob("*.yaml"))]
    ours = [sys.executable, "-m", "send_audit", "validate", str(folder), "--as-of", DAY]
    commands = {
        "send-audit validate": ours,
        "  the same, one process": [*ours, "--jobs", "1"],
        "check-jsonschema": ["check-jsonschema", "--schemafile", str(schema), *files],
        "yamllint": ["yamllint", "-d", "relaxed", str(folder)],
    }
    there = {name: c for name, c in commands.items() if shutil.which(c[0]) is not None}
    times: dict[str, list[float]] = {name: [] for name in there}
    for _ in range(RUNS):
        for name, command in there.items():
            times[name].append(_seconds(command))
    medians = {name: statistics.median(seen) for name, seen in times.items()}
    print(f"{FILES} audits of {ANSWERS} answers, median of {RUNS}, whole process")
    for name, value in medians.items():
        ratio = value / medians["send-audit validate"]
        print(f"{name:26}{value:8.2f} s{ratio:8.1f} times ours")
    for name in commands.keys() - there.keys():
        print(f"{name:26} is not installed")


def memory_and_cache(folder: Path, work: Path) -> None:
    """Print the peak memory by the number of files, and what one changed file of many costs."""
    for number in (FILES // 5, FILES, MANY):
        some = work / f"some-{number}"
        some.mkdir()
        for file in sorted(folder.glob("*.yaml"))[:number]:
            (some / file.name).hardlink_to(file)
        command = [sys.executable, "-m", "send_audit", "validate", str(some), "--as-of", DAY]
        if Path("/usr/bin/time").exists():
            print(
                f"{number:6} files: {_peak_kilobytes(command) / 1024:6.0f} MB at most in one process"
            )
    cached = [sys.executable, "-m", "send_audit", "validate", str(folder), "--as-of", DAY]
    cached += ["--cache", str(work / "cache")]
    first = _seconds(cached)
    changed = folder / "00007.yaml"
    changed.write_text(changed.read_text("utf-8").replace("School 7", "School Seven"), "utf-8")
    print(
        f"{MANY} files, nothing known: {first:.2f} s; one changed since: {_seconds(cached):.2f} s"
    )


def main() -> None:
    """Print all figures."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        few, many = work / "few", work / "many"
        for folder, number in ((few, FILES), (many, MANY)):
            folder.mkdir()
            write_audits(folder, number)
        compare(few, work)
        memory_and_cache(many, work)
