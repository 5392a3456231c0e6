"""`send-audit demo`: an example school or borough, rendered, to see what comes out before typing anything."""

from pathlib import Path
from typing import Annotated

import typer

from send_audit.commands.documents import read_documents
from send_audit.commands.options import AsOf, Plain, read_as_of, talk
from send_audit.commands.outcome import exit_code
from send_audit.commands.report import write_documents

SHOWPIECE = "saltmarsh-primary.yaml"
BOROUGH = "estuary"


def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder for the documents.")
    ] = Path("out"),
    all_: Annotated[
        bool, typer.Option("--all", help="Render every school of the borough.")
    ] = False,
    borough: Annotated[
        bool,
        typer.Option(
            "--borough",
            help="Every school, the borough's report and tables, and the council's own strategy.",
        ),
    ] = False,
    as_of: AsOf = "2026-11-23",
    plain: Plain = False,
) -> int:
    """Render an example school's accessibility plan, or all that there is of the example borough."""
    day = read_as_of(as_of)
    if borough:
        return _whole_borough(out, as_of, plain=plain)
    from send_audit.council import Shelf
    from send_audit.pipeline import assess_file
    from send_audit.render.problems_text import render_for_batch
    from send_audit.resources import examples_dir

    returns = examples_dir() / BOROUGH / "returns"
    files = sorted(returns.glob("*.yaml")) if all_ else [returns / SHOWPIECE]
    shelf = Shelf(as_of=day)
    results = [assess_file(file, shelf.library_for(file), day) for file in files]
    broken = [result for result in results if result.assessed is None]
    talk(render_for_batch([(result.file, result.problems) for result in broken]))
    assessed = [result.assessed for result in results if result.assessed is not None]
    failed = write_documents(assessed, out, read_documents("plan", "pdf,html"), plain=plain)
    talk(
        [
            "",
            f"The audit behind it: {returns / SHOWPIECE}",
            "Your own school: send-audit new my-school.yaml",
        ]
    )
    return max(exit_code(p for result in results for p in result.problems), 1 if failed else 0)


def _whole_borough(out: Path, as_of: str | None, *, plain: bool) -> int:
    from send_audit.commands.borough.report import report
    from send_audit.commands.borough.strategy import strategy
    from send_audit.resources import examples_dir

    folder = examples_dir() / BOROUGH
    reported = report(folder, out, as_of=as_of, plain=plain)
    drafted = strategy(folder, out, as_of=as_of, plain=plain)
    talk(["", f"The files behind it: {folder}", "Your own: send-audit borough init --help"])
    return max(reported, drafted)
