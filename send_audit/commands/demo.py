"""`send-audit demo`: the example borough, rendered, to see what comes out before anything is typed."""

from pathlib import Path
from typing import Annotated

import typer

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
    as_of: AsOf = "2026-11-23",
    plain: Plain = False,
) -> int:
    """Render an example school's accessibility plan."""
    day = read_as_of(as_of)
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
    failed = write_documents(assessed, out, ("pdf", "html"), ("plan",), plain=plain)
    talk(
        [
            "",
            f"The audit behind it: {returns / SHOWPIECE}",
            "Your own school: send-audit new my-school.yaml",
        ]
    )
    return max(exit_code(p for result in results for p in result.problems), 1 if failed else 0)
