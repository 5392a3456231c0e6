"""`send-audit validate`: every problem of every file, with its line and what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from send_audit.commands.options import AsOf, Own, Plain, is_fancy, read_as_of, read_words, talk
from send_audit.commands.outcome import FAIL_ON, exit_code

FORMATS = ("text", "json")


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, or folders to search.", show_default=False),
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to show the problems.")
    ] = "text",
    fail_on: Annotated[
        str,
        typer.Option(metavar="error|warning|never", help="From which severity the exit code is 1."),
    ] = "error",
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Check files of any kind; show every problem."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    (threshold,) = read_words(fail_on, FAIL_ON, "--fail-on")
    day = read_as_of(as_of)
    from send_audit.council import Shelf
    from send_audit.pipeline import check_file, find_files
    from send_audit.render.problems_json import render_problems_json
    from send_audit.render.problems_text import render_problems_text, summary_line

    shelf = Shelf(own or (), as_of=day)
    files = find_files(paths)
    problems = [
        problem
        for file in files
        for problem in check_file(file, shelf.library_for(file), day).problems
    ]
    # The council's own files that the paths do not name already.
    problems += [problem for problem in shelf.problems if not _is_among(problem.file, files)]
    if chosen == "json":
        typer.echo(render_problems_json(problems, files=len(files)))
    else:
        typer.echo(render_problems_text(problems, colour=is_fancy(plain)), nl=False)
        talk([summary_line(problems, files=len(files))])
    return exit_code(problems, threshold)


def _is_among(file: str, files: Sequence[Path]) -> bool:
    real = Path(file).resolve()
    return any(path.resolve() == real for path in files)
