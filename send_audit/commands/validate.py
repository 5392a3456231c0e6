"""`send-audit validate`: every problem of every file, with its line and what to do, and mending."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.mending import mend, what_stays
from send_audit.commands.options import (
    AsOf,
    Own,
    Plain,
    is_fancy,
    read_as_of,
    read_words,
    show_text,
    talk,
)
from send_audit.commands.outcome import (
    EXIT_WRONG_USE,
    FAIL_ON,
    exit_code,
    failing_severities,
)
from send_audit.commands.progress import counted
from send_audit.commands.whole_run import gather, of_content, of_rounds, with_the_rest
from send_audit.commands.writing import write_whole
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.render.problem_report import ProblemReport

FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab")
STDIN = Path("-")


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Files, or folders to search; - reads standard input.",
            show_default=False,
        ),
    ],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"One of {', '.join(FORMATS)}. Default: text; github in GitHub Actions.",
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=FILE", help="Write this format to a file as well. May be repeated."
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(metavar="error|warning|never", help="From which severity the exit code is 1."),
    ] = "error",
    select: Annotated[
        str | None,
        typer.Option(
            metavar="CODES", help="Show only these, such as SA4,SA501 (and broken files)."
        ),
    ] = None,
    ignore: Annotated[
        str | None, typer.Option(metavar="CODES", help="Leave these out, such as SA402,SA8.")
    ] = None,
    errors_only: Annotated[
        bool, typer.Option("--errors-only", help="Show errors; count the remarks.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the problems by kind at the end.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is certain; comments and order stay.")
    ] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: mend what is likely, too.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=0, help="Processes for many files. Default 0: one a core.")
    ] = 0,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep results here, for CI to keep between runs."),
    ] = None,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="What to call standard input.")
    ] = "<stdin>",
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Check files of any kind; show every problem."""
    (chosen,) = read_words(format_ or _default_format(), FORMATS, "--format")
    (threshold,) = read_words(fail_on, FAIL_ON, "--fail-on")
    outputs = [_output(word) for word in output or ()]
    if errors_only and threshold == "warning":
        raise SendAuditError("--fail-on warning makes remarks count, and --errors-only hides them.")
    day = read_as_of(as_of)
    from send_audit.checking import CheckOptions, check_files, check_one
    from send_audit.council import Shelf
    from send_audit.pipeline import find_files
    from send_audit.render.problem_choice import choose as choose_shown
    from send_audit.render.problem_choice import read_codes
    from send_audit.render.problem_report import ProblemReport

    wanted, unwanted = read_codes(select, "--select"), read_codes(ignore, "--ignore")
    shelf = Shelf(own or (), as_of=day)
    named = [path for path in paths if path != STDIN]
    files = find_files(named) if named else ()
    if STDIN in paths and (fix or diff):
        raise SendAuditError("Standard input cannot be mended: name a file.")
    if unsafe_fixes and not (fix or diff):
        raise SendAuditError("--unsafe-fixes says what --fix or --diff may mend: add one of them.")
    if diff and outputs:
        raise SendAuditError("--diff shows what would change and writes no --output.")
    _refuse_to_overwrite(files, outputs)
    unwritten = 0
    if fix or diff:
        changed, left, unwritten = mend(files, shelf, day, unsafe=unsafe_fixes, only_show=diff)
        if diff:
            return what_stays(left) or int(changed > 0)
        # What was mended may be the council's own content, by which the rest is judged.
        shelf = Shelf(own or (), as_of=day)
    options = CheckOptions(
        folders=tuple(own or ()), as_of=day, jobs=jobs or os.cpu_count() or 1, cache=cache
    )
    choose = partial(choose_shown, wanted=wanted, unwanted=unwanted, errors_only=errors_only)
    found = counted(check_files(files, options, shelf), len(files), plain=plain)
    results, beyond = gather(found, choose)
    if STDIN in paths:
        data = _standard_input()
        results.append(check_one(data, Path(stdin_filename), shelf, day))
    problems = [problem for result in results for problem in result.problems]
    problems = with_the_rest(problems, of_content(shelf, files), of_rounds(files, results, day))
    kept = choose(problems)
    report = ProblemReport(
        problems=kept,
        files=[result.file for result in results],
        ignored=sum(result.ignored for result in results) + len(problems) - len(kept),
        failing=failing_severities(threshold),
        root=_root(),
    )
    _show(report, chosen, outputs, statistics=statistics, plain=plain)
    if beyond:
        talk(
            [f"{beyond:,} more problems are not shown: of later files, only the first of each is."]
        )
    return EXIT_WRONG_USE if unwritten else exit_code(kept, threshold)


def _standard_input() -> bytes:
    from send_audit.load.decode import MAX_BYTES

    if sys.stdin is None:
        raise SendAuditError("There is no standard input to read.")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _root() -> str:
    """The folder from which code hosts name files: the repository's, where CI says it; else this one."""
    try:
        here = os.path.realpath(os.getcwd())  # noqa: PTH109 - as the machine formats name files
    except OSError:
        raise SendAuditError("The folder that this runs in is gone. Go to another one.") from None
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        if stated := os.environ.get(name):
            root = os.path.realpath(stated)
            if os.path.commonpath([root, here]) == root:
                return root
    return here


def _refuse_to_overwrite(files: Sequence[Path], outputs: Sequence[tuple[str, Path]]) -> None:
    """A result goes where no audit is: nobody means `--output json=audit.yaml`."""
    from send_audit.load.walk import YAML

    taken = {os.path.realpath(file) for file in files} if outputs else set()
    for _, output in outputs:
        real = os.path.realpath(output)
        if real in taken or output.suffix.lower() in YAML:
            raise SendAuditError(f"--output: {output} would be overwritten. Choose another name.")
        taken.add(real)


# ---- What there is to say ------------------------------------------------------------------------


def _default_format() -> str:
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def _output(word: str) -> tuple[str, Path]:
    format_, sign, file = word.partition("=")
    if not sign or not file:
        raise SendAuditError(f"--output: “{word}” is not FORMAT=FILE, such as sarif=audits.sarif.")
    (known,) = read_words(format_, FORMATS, "--output")
    return known, Path(file)


def _show(
    report: "ProblemReport",
    chosen: str,
    outputs: Sequence[tuple[str, Path]],
    *,
    statistics: bool,
    plain: bool,
) -> None:
    from send_audit.render.problem_formats import render_problems
    from send_audit.render.problem_report import statistics as count
    from send_audit.render.problem_report import summary_of
    from send_audit.render.problems_github import render_step_summary

    for format_, file in outputs:
        write_whole(file, render_problems(report, format_).encode("utf-8", "backslashreplace"))
    text = render_problems(report, chosen, colour=is_fancy(plain))
    show_text(text, nl=False) if chosen == "text" else typer.echo(text, nl=False)
    if statistics:
        # Beside a machine's format it is talk; beside text it is the product.
        for line in count(report):
            typer.echo(line, err=chosen != "text")
    if chosen in ("text", "github"):
        talk([summary_of(report)])
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if chosen == "github" and summary:
        try:
            with Path(summary).open("a", encoding="utf-8", errors="backslashreplace") as step:
                step.write(render_step_summary(report))
        except OSError as error:
            talk([f"The step summary could not be written: {error.strerror}."])
