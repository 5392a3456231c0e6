"""What a whole borough costs: its report beside a plain loop, what nothing changed costs, a national round.

    python -m tests.benchmarks.borough
    python -m tests.benchmarks.borough --schools 2400 --runs 1 --only report,status

All on made-up schools (`tests.made_borough`) with two processes, each command as a whole process with a
cache of its own. The full run takes half an hour and 2 GB of disk; `--only` names the parts that are wanted.
It prints figures and judges nothing.
"""

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from send_audit.borough.report_numbers import count_report
from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.gathering.make_area import make_area
from send_audit.load.round_folder import read_round_folder
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.report_view import report_view
from tests.benchmarks.watching import Watched, run
from tests.made_borough import make_borough
from tests.made_register import many_rows, write_list

DAY, JOBS = "2026-11-23", "2"
FEW, MANY, ALL, RUNS = 60, 600, 24_000, 3
ROWS, LA, DOCUMENTS = 51_000, "290", 100


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where the parts work, how many schools the largest round has, and how often the first is run."""

    work: Path
    schools: int
    runs: int

    def made(self, schools: int) -> Path:
        """A borough with so many schools, made once."""
        folder = self.work / f"made-{schools}"
        if not folder.exists():
            make_borough(folder, schools)
        return folder

    def fresh(self) -> Path:
        """An empty folder."""
        return Path(tempfile.mkdtemp(dir=self.work))

    def command(self, name: str, folder: Path, *more: str) -> list[str]:
        """One of the borough's commands, over two processes."""
        ours = [sys.executable, "-m", "send_audit", "borough", name, str(folder)]
        return [*ours, "--as-of", DAY, "--jobs", JOBS, "--plain", *more]


def report_beside_loop(bench: _Bench) -> None:
    """The cold report of a small borough, the borough's own documents included, beside two plain loops."""
    folder = bench.made(FEW)
    loop = [sys.executable, "-m", "tests.benchmarks.plain_loop", str(folder)]
    makers: Mapping[str, Callable[[], list[str]]] = {
        "borough report": lambda: bench.command(
            "report", folder, "--out", str(bench.fresh()), "--cache", str(bench.fresh())
        ),
        "plain loop": lambda: [*loop, str(bench.fresh())],
        "plain loop, tags finished": lambda: [*loop, str(bench.fresh()), "--finish-tags"],
    }
    seen: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(bench.runs):
        for name, make in makers.items():
            seen[name].append(run(make()).seconds)
    print(f"Report of {FEW} schools, nothing known, median of {bench.runs}, in turn")
    ours = seen["borough report"]
    for name, times in seen.items():
        median = statistics.median(times)
        pairs = ", ".join(f"{b / a:.2f}" for a, b in zip(ours, times, strict=True))
        ratio = f"ours has {median / statistics.median(ours):.2f} times its throughput ({pairs})"
        _row(name, median, f"{FEW / median:.2f} schools a second; {ratio}")


def report_again(bench: _Bench) -> None:
    """The report of a large borough: cold, with nothing changed, and with one return changed."""
    folder = bench.made(MANY)
    more = ("--out", str(bench.fresh()), "--cache", str(bench.fresh()))
    command = bench.command("report", folder, *more)
    print(f"Report of {MANY} schools")
    _told("nothing known", run(command), MANY)
    for turn in range(bench.runs):
        _told(f"nothing changed, run {turn + 1}", run(command), MANY)
    for turn in range(bench.runs):
        _change(folder, turn)
        _told(f"one changed, run {turn + 1}", run(command), MANY)


def worker_memory(bench: _Bench) -> None:
    """What one process of ours grows to over many documents if it is never replaced."""
    loop = [sys.executable, "-m", "tests.benchmarks.plain_loop", str(bench.made(MANY))]
    loop.append(str(bench.fresh()))
    print("One process that renders as the report does, and is never replaced")
    for number in (DOCUMENTS // 10, DOCUMENTS):
        seen = run([*loop, "--ours", str(number)])
        _row(f"{number} documents", seen.seconds, f"{seen.parent:.0f} MB at most")


def status_of_all(bench: _Bench) -> None:
    """The standing of a national round: every return loaded, validated and scored, then again."""
    folder = bench.made(bench.schools)
    command = bench.command("status", folder, "--cache", str(bench.fresh()))
    print(f"Status of {bench.schools:,} schools")
    _told("nothing known", run(command), bench.schools)
    _told("nothing changed", run(command), bench.schools)
    _change(folder, 0)
    _told("one changed", run(command), bench.schools)


def summary(bench: _Bench) -> None:
    """The part of the report that adds up and lays out, without rendering, by the number of schools."""
    print("Adding up and laying out the borough report, both versions, by this process's own time")
    day, cache = date.fromisoformat(DAY), bench.fresh()
    for schools in (FEW, MANY, min(10 * MANY, bench.schools)):
        round_, shelf = read_round_folder(bench.made(schools)), Shelf(as_of=day)
        options = GatherOptions(own=(), as_of=day, basis="moderated", jobs=int(JOBS), cache=cache)
        area = make_area(round_, gather(round_, options, shelf), shelf, day, "moderated")
        start = time.process_time()
        numbers = count_report(area)
        counted = time.process_time()
        for audience in get_args(Audience):
            report_view(numbers, area, audience)
        ended = time.process_time()
        each = (ended - start) / schools * 1000
        said = f"{each:.2f} ms a school; {counted - start:.2f} s of it adding up"
        _row(f"{schools:,} schools", ended - start, said)


def init_from_register(bench: _Bench) -> None:
    """`borough init` of one authority out of a list of the whole country."""
    file = write_list(bench.work / "register.csv", many_rows(ROWS))
    size = file.stat().st_size / 1e6
    print(f"Init from a list of {ROWS:,} rows and 140 columns, {size:.0f} MB")
    ours = [sys.executable, "-m", "send_audit", "borough", "init", "--gias", str(file)]
    out = bench.fresh()
    command = [*ours, "--la", LA, "--out", str(out), "--as-of", DAY, "--plain"]
    for name in ("a new folder", "again"):
        seen = run(command)
        made = len(list((out / "returns").glob("*.yaml")))
        _row(name, seen.seconds, f"{seen.parent:.0f} MB at most; {made} returns")


def _change(folder: Path, number: int) -> None:
    """Change one rating in one return, so that the borough's own numbers change too."""
    file = folder / "returns" / f"school-{number:05}.yaml"
    text = file.read_text("utf-8").replace("    rating: met", "    rating: not-met", 1)
    file.write_text(text, encoding="utf-8")


def _told(name: str, seen: Watched, schools: int) -> None:
    speed = f"{seen.processor:.1f} s of processor, {schools / seen.seconds:,.1f} schools a second"
    memory = (
        f"MB at most: {seen.parent:.0f} parent, {seen.child:.0f} child, {seen.together:.0f} all"
    )
    _row(name, seen.seconds, f"{speed}; {memory}")


def _row(name: str, seconds: float, said: str) -> None:
    print(f"  {name:28}{seconds:8.2f} s   {said}", flush=True)


PARTS: Mapping[str, Callable[[_Bench], None]] = {
    "report": report_beside_loop,
    "again": report_again,
    "worker": worker_memory,
    "status": status_of_all,
    "summary": summary,
    "init": init_from_register,
}


def main(arguments: Sequence[str] = ()) -> None:
    """Print all figures, or those of the parts that are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--schools", type=int, default=ALL, help="of the largest round")
    parser.add_argument("--runs", type=int, default=RUNS, help="of what is short")
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    chosen = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, {platform.machine()}, {JOBS} processes")
    with tempfile.TemporaryDirectory() as made:
        bench = _Bench(Path(made), chosen.schools, chosen.runs)
        for name in chosen.only.split(","):
            PARTS[name](bench)


if __name__ == "__main__":
    main(sys.argv[1:])
