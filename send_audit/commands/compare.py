"""`send-audit compare`: two or more audits of one school, and what changed from each to the next."""

from pathlib import Path
from typing import Annotated

import typer

from send_audit.commands.options import (
    AsOf,
    Own,
    Plain,
    look_of,
    read_as_of,
    read_words,
    show_text,
    talk,
)
from send_audit.commands.outcome import EXIT_DONE, exit_code
from send_audit.problems import Problem, SendAuditError

FORMATS = ("text", "json")


def compare(
    audits: Annotated[
        list[Path],
        typer.Argument(
            metavar="OLD NEW...", help="Two or more audits, the earliest first.", show_default=False
        ),
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to show what changed.")
    ] = "text",
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Show what changed between audits of one school: answers, scores, actions kept and not kept.

    Ends with 0 whatever the school's result. Each earlier audit is judged on the day that it was made.
    """
    (chosen,) = read_words(format_, FORMATS, "--format")
    if len(audits) < 2:
        raise SendAuditError("Name two audits or more: send-audit compare OLD.yaml NEW.yaml")
    day = read_as_of(as_of)
    from send_audit.comparing import compare_series
    from send_audit.council import Shelf
    from send_audit.pipeline import assess_file
    from send_audit.render.compare_json import render_series_json
    from send_audit.render.compare_text import render_series
    from send_audit.render.problems_text import render_for_batch, render_for_content

    shelf = Shelf(own or (), as_of=day)
    results = [assess_file(path, shelf.library_for(path), day) for path in audits]
    talk(render_for_content(shelf.problems))
    shown: list[tuple[str, list[Problem]]] = []
    for number, result in enumerate(results, 1):
        # What a remark says of an earlier audit today, such as that its plan is over, is no news here.
        told = [p for p in result.problems if number == len(results) or p.kind.severity == "error"]
        shown.append((result.file, told))
    talk(render_for_batch(shown))
    assessed = [result.assessed for result in results if result.assessed is not None]
    rounds = [shelf.round_for(path) for path in audits]
    successors = {(s.old, s.new) for one in rounds if one is not None for s in one.successors}
    series = compare_series(assessed, successors) if len(assessed) > 1 else None
    if series is None:
        talk(["Fewer than two audits can be read, so there is nothing to compare."])
    else:
        talk(f"Note: {remark.message}" for one in series.comparisons for remark in one.remarks)
    if chosen == "json":
        typer.echo(render_series_json(series))
    elif series is not None:
        show_text(render_series(series, look_of(plain)))
    problems = [problem for result in results for problem in result.problems]
    return max(EXIT_DONE, exit_code([*problems, *shelf.problems]))
