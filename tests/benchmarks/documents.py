"""What one school's documents cost in a process that is warm, beside the renderer with nothing of ours.

    python -m tests.benchmarks.documents
    python -m tests.benchmarks.documents --schools 12 --runs 9

In one process, on one core where the system lets us choose, in turn: our plan as PDF, from the assessed audit
to the bytes; `weasyprint.HTML(string=html, url_fetcher=...).write_pdf()` of the same page with WeasyPrint's
defaults, its own fonts each time and the collector as Python starts it, which makes a PDF without tags; and
the same with `pdf_variant="pdf/ua-1"`. Then what the other formats cost. Time is this process's own, of which
the median and the least are printed: where others share the machine, the least says more.
"""

import argparse
import gc
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from weasyprint import HTML, VERSION

from send_audit.council import Shelf
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.documents import FORMATS, Format, make_view, render_view
from send_audit.render.pdf_fetcher import FONT_BASE, make_fetcher
from send_audit.render.plan_view import plan_view
from send_audit.render.to_html import render_print_html
from send_audit.render.to_pdf import VARIANT, render_pdf
from tests.made_borough import make_borough

DAY = date(2026, 11, 23)
SCHOOLS, RUNS = 4, 5

Maker = Callable[[Assessed], object]


def _ours(one: Assessed) -> bytes:
    return render_pdf(plan_view(one))


def _bare(pages: Mapping[str, str], one: Assessed, *, variant: str | None = None) -> bytes:
    page = HTML(string=pages[_name(one)], url_fetcher=make_fetcher())
    data: bytes = page.write_pdf(pdf_variant=variant)
    return data


def _format(format_: Format, one: Assessed) -> bytes:
    return render_view(make_view(one, "plan"), format_)


def _name(one: Assessed) -> str:
    return str(one.file)


def _made(folder: Path, schools: int) -> list[Assessed]:
    make_borough(folder, schools)
    shelf = Shelf(as_of=DAY)
    files = sorted((folder / "returns").glob("*.yaml"))
    found = [assess_file(file, shelf.library_for(file), DAY).assessed for file in files]
    return [one for one in found if one is not None]


def _in_turn(
    makers: Mapping[str, Maker], ones: Sequence[Assessed], runs: int
) -> dict[str, list[float]]:
    """Seconds of processor of each maker for each school and run. The first run warms up, and is not kept."""
    seen: dict[str, list[float]] = {name: [] for name in makers}
    for run in range(runs + 1):
        for one in ones:
            for name, make in makers.items():
                gc.collect()  # nobody pays for what another has left
                start = time.process_time()
                make(one)
                taken = time.process_time() - start
                if run:
                    seen[name].append(taken)
    return seen


def _print(seen: Mapping[str, Sequence[float]], beside: str | None = None) -> None:
    for name, times in seen.items():
        median, least = statistics.median(times), min(times)
        said = ""
        if beside is not None and name != beside:
            ours = seen[beside]
            by_median, by_least = statistics.median(ours) / median, min(ours) / least
            said = f"   ours takes {by_median:.2f} of it (of the least {by_least:.2f})"
        print(f"  {name:26}{median * 1000:8.1f} ms, least {least * 1000:8.1f} ms{said}", flush=True)


def main(arguments: Sequence[str] = ()) -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen = parser.parse_args(arguments)
    with _one_core():
        _measure(chosen.schools, chosen.runs)


@contextmanager
def _one_core() -> Iterator[None]:
    """Stay on one core, where the system lets us choose: what is measured after this may use all again."""
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _measure(schools: int, runs: int) -> None:
    print(
        f"Python {platform.python_version()}, {platform.machine()}, WeasyPrint {VERSION}, one core"
    )
    with tempfile.TemporaryDirectory() as made:
        ones = _made(Path(made), schools)
    pages = {_name(one): render_print_html(plan_view(one), FONT_BASE) for one in ones}
    print(f"A plan as PDF, warm: {schools} schools, {runs} runs, in turn")
    beside: dict[str, Maker] = {
        "ours, tagged and finished": _ours,
        "bare, no tags": partial(_bare, pages),
        f"bare, {VARIANT}": partial(_bare, pages, variant=VARIANT),
    }
    _print(_in_turn(beside, ones, runs), "ours, tagged and finished")
    print("A plan in the other formats, view included")
    others: dict[str, Maker] = {name: partial(_format, name) for name in FORMATS if name != "pdf"}
    _print(_in_turn({"the view alone": plan_view, **others}, ones, runs))


if __name__ == "__main__":
    main(sys.argv[1:])
