"""How many plans a minute: over two processes, and in a plain loop with WeasyPrint's defaults.

    python -m tests.benchmarks.rendering [SCHOOLS]

Both read, assess and render the same returns of a made-up borough and finish the same tags.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.made_borough import make_borough
from tests.program import AS_OF, ROOT

DAY = date.fromisoformat(AS_OF)


def plain_loop(files: Sequence[Path], out: Path) -> None:
    """One report after the other, the collector on, HTML handed to WeasyPrint as its manual does."""
    from weasyprint import HTML

    from send_audit.council import Shelf
    from send_audit.pipeline import assess_file
    from send_audit.render.documents import make_view
    from send_audit.render.pdf_tags import finish_tags
    from send_audit.render.to_html import render_print_html
    from send_audit.render.to_pdf import FONT_BASE, VARIANT, make_fetcher

    shelf = Shelf((), as_of=DAY)
    results = [assess_file(file, shelf.library_for(file), DAY) for file in files]
    for file, result in zip(files, results, strict=True):
        assert result.assessed is not None
        html = render_print_html(make_view(result.assessed, "plan"), FONT_BASE)
        page = HTML(string=html, url_fetcher=make_fetcher())
        (out / f"{file.stem}.pdf").write_bytes(finish_tags(page.write_pdf(pdf_variant=VARIANT)))


def over_processes(borough: Path, out: Path, jobs: int = 2) -> None:
    """The same plans by what `borough report` uses: gathered, rendered in processes, written whole."""
    from send_audit.commands.writing import write_whole
    from send_audit.council import Shelf
    from send_audit.gathering.documents import OfSchool, Wanted, make_documents
    from send_audit.gathering.gather import gather_in
    from send_audit.gathering.run import GatherOptions, open_run
    from send_audit.load.round_folder import read_round_folder

    options = GatherOptions(own=(), as_of=DAY, basis="returned", jobs=jobs, cache=None)
    round_ = read_round_folder(borough)
    with open_run(round_, options, Shelf((), as_of=DAY)) as run_:
        files = [Path(one.file) for one in gather_in(run_, round_.returns)]
        wanted = [
            Wanted(
                path=out / f"{file.stem}.plan.pdf",
                source=OfSchool(file=file, edition="plan", format="pdf"),
            )
            for file in files
        ]
        for one, made in make_documents(run_, wanted, ""):
            assert made.data is not None, made.reason
            write_whole(one.path, made.data)


def timed(what: str, borough: Path, out: Path) -> tuple[float, float]:
    """Seconds of one of the two in a process of its own: by the clock, and of all its processors."""
    out.mkdir()
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    arguments = [sys.executable, "-m", "tests.benchmarks.rendering", what, borough, out]
    subprocess.run(list(map(str, arguments)), cwd=ROOT, check=True)
    seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(out)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(schools: int, rounds: int = 3) -> None:
    """Print the times of both in turn, and the ratio of their throughputs."""
    with tempfile.TemporaryDirectory() as name:
        borough, out = Path(name) / "in", Path(name) / "out"
        make_borough(borough, schools)
        for _ in range(rounds):
            (loop, loop_cpu), (ours, our_cpu) = (
                timed("loop", borough, out),
                timed("farm", borough, out),
            )
            print(
                f"{schools} plans: plain loop {loop:.1f} s ({loop_cpu:.1f} s of processor), over two "
                f"processes {ours:.1f} s ({our_cpu:.1f} s): {loop / ours:.2f} times the throughput",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["loop"]:
        plain_loop(sorted((Path(sys.argv[2]) / "returns").glob("*.yaml")), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["farm"]:
        over_processes(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        compare(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
