"""`send-audit validate`: every problem of every file, with its line and what to do, and mending."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from send_audit.commands.outcome import FAIL_ON, exit_code, failing_severities
from send_audit.commands.progress import counted
from send_audit.commands.writing import write_whole
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.checking import FileResult
    from send_audit.council import Shelf
    from send_audit.problems import Problem
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
    from send_audit.render.problem_choice import choose, read_codes
    from send_audit.render.problem_report import ProblemReport

    wanted, unwanted = read_codes(select, "--select"), read_codes(ignore, "--ignore")
    shelf = Shelf(own or (), as_of=day)
    files = find_files([path for path in paths if path != STDIN]) if paths != [STDIN] else ()
    if fix or diff:
        changed, left = _fix(files, shelf, day, unsafe=unsafe_fixes, only_show=diff)
        if diff:
            return _what_stays(left) or int(changed > 0)
    options = CheckOptions(
        folders=tuple(own or ()), as_of=day, jobs=jobs or os.cpu_count() or 1, cache=cache
    )
    results = list(counted(check_files(files, options, shelf), len(files), plain=plain))
    if STDIN in paths:
        data = sys.stdin.buffer.read()
        results.append(check_one(data, Path(stdin_filename), shelf, day))
    problems = [problem for result in results for problem in result.problems]
    problems = _with_the_rest(problems, _of_content(shelf, files), _of_rounds(files, results, day))
    kept, left_out = choose(problems, wanted, unwanted, errors_only=errors_only)
    report = ProblemReport(
        problems=kept,
        files=[result.file for result in results],
        ignored=sum(result.ignored for result in results) + left_out,
        failing=failing_severities(threshold),
        root=os.getcwd(),  # noqa: PTH109 - as the machine formats name files
    )
    _show(report, chosen, outputs, statistics=statistics, plain=plain)
    return exit_code(kept, threshold)


# ---- What there is to say ------------------------------------------------------------------------


def _of_content(shelf: "Shelf", files: Sequence[Path]) -> list["Problem"]:
    """The problems of the council's own files, in whichever borough the files lie."""
    for file in files:
        shelf.library_for(file)
    return shelf.problems


def _of_rounds(
    files: Sequence[Path], results: Sequence["FileResult"], day: date
) -> Iterator["Problem"]:
    """What the files of each borough that was checked show when held against each other."""
    from send_audit.council import BOROUGH_FILE
    from send_audit.load.document import read_file
    from send_audit.load.ignores import find_ignores
    from send_audit.round import check_round
    from send_audit.validate.ignores import is_ignored

    facts = {Path(result.file): result.facts for result in results if result.facts is not None}
    for file in files:
        if file.name == BOROUGH_FILE and _is_whole(file.parent, files):
            for problem in check_round(file, facts, day):
                text = read_file(Path(problem.file)).text
                if text is None or not is_ignored(problem, find_ignores(text)):
                    yield problem


def _is_whole(borough: Path, files: Sequence[Path]) -> bool:
    """Whether all returns of a borough are among the files; else those left aside would seem missing."""
    from send_audit.load.walk import yaml_below

    among = {os.path.realpath(file) for file in files}
    return all(os.path.realpath(file) in among for file in yaml_below(borough / "returns"))


def _with_the_rest(
    problems: list["Problem"], *more: "Sequence[Problem] | Iterator[Problem]"
) -> list["Problem"]:
    """All problems, each once however it was found, those of one file together."""
    seen: dict[tuple[str, int, int, str, str], Problem] = {}
    for problem in (*problems, *(p for part in more for p in part)):
        real = os.path.realpath(problem.file)
        seen.setdefault(
            (real, problem.line, problem.column, problem.kind.code, problem.path), problem
        )
    order: dict[str, int] = {}
    for real, *_ in seen:
        order.setdefault(real, len(order))
    found = sorted(seen.items(), key=lambda pair: (order[pair[0][0]], pair[1].sort_key))
    return [problem for _, problem in found]


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
        write_whole(file, render_problems(report, format_).encode("utf-8"))
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
        with Path(summary).open("a", encoding="utf-8") as step:
            step.write(render_step_summary(report))


# ---- Mending -------------------------------------------------------------------------------------


def _fix(
    files: Sequence[Path], shelf: "Shelf", day: date, *, unsafe: bool, only_show: bool
) -> tuple[int, list["Problem"]]:
    """Mend the files, or show what that would change; give how many files it concerns, and what stays."""
    from send_audit.checking import check_one
    from send_audit.fixing import fix_file
    from send_audit.load.reading import read_whole
    from send_audit.render.wording import plural

    places = changed = 0
    left: list[Problem] = []
    for file in files:
        data, problem = read_whole(file)
        if data is None:
            left += [problem] if problem is not None else []
            continue
        fixed = fix_file(data, file, shelf, day, unsafe=unsafe)
        if only_show:
            left += check_one(fixed.data, file, shelf, day).problems
        if fixed.data == data:
            continue
        changed += 1
        places += fixed.count
        if only_show:
            typer.echo(_difference(file, data, fixed.data), nl=False)
        else:
            write_whole(file, fixed.data)
            talk([f"Mended: {file}"])
    if changed:
        verb = "can be mended" if only_show else "mended"
        talk([f"{plural(places, 'place')} in {plural(changed, 'file')} {verb}."])
    elif only_show:
        talk(["Nothing here can be mended."])
    return changed, left


def _what_stays(problems: Sequence["Problem"]) -> int:
    """Say beside a difference which errors mending leaves; give the exit code that they are worth."""
    from send_audit.render.problems_text import render_problems_text

    errors = [problem for problem in problems if problem.kind.severity == "error"]
    talk(render_problems_text(errors).splitlines())
    return exit_code(errors)


def _difference(file: Path, before: bytes, after: bytes) -> str:
    import difflib

    old = before.decode("utf-8", "backslashreplace").splitlines(keepends=True)
    new = after.decode("utf-8").splitlines(keepends=True)
    return "".join(difflib.unified_diff(old, new, str(file), str(file)))
