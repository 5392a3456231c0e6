"""Problems as lines that a terminal can click and a screen reader can read."""

from collections.abc import Iterable, Iterator, Sequence

import typer

from send_audit.printable import one_line
from send_audit.problems import Problem, has_errors
from send_audit.render.wording import plural

_COLOURS = {"error": typer.colors.RED, "warning": typer.colors.YELLOW}
_SHOWN_IN_A_BATCH = frozenset(
    {
        "plan-expired",
        "plan-over-three-years",
        "plan-ends-before-start",
        "plan-not-begun",
        "shared-answers-not-read",
    }
)
"""The remarks that change what a school is told: dates that win over answers, answers not counted."""
_WIDEST = 80


def render_problems_text(problems: Iterable[Problem], *, colour: bool = False) -> str:
    """Each problem on two lines: where and what, then what to do."""
    return "".join(f"{line}\n" for problem in problems for line in _lines(problem, colour=colour))


def _lines(problem: Problem, *, colour: bool) -> Iterator[str]:
    """Where and what; the line itself with a mark under the place; what to do."""
    severity: str = problem.kind.severity
    if colour:
        severity = typer.style(severity, fg=_COLOURS[severity], bold=True)
    place = f"{one_line(problem.file)}:{problem.line}:{problem.column}"
    at = f" ({problem.path})" if problem.path else ""
    yield f"{place}: {problem.kind.code} {severity}: {one_line(problem.message)}{at}"
    if problem.excerpt:
        shown, mark = _excerpt(problem)
        gutter = f"{problem.line:>6} | "
        yield f"{gutter}{shown}"
        yield f"{'| ':>{len(gutter)}}{typer.style(mark, bold=True) if colour else mark}"
    yield f"    {one_line(problem.fix)}"


def _excerpt(problem: Problem) -> tuple[str, str]:
    """The line and a mark under the place, both moved left where the place is far to the right."""
    text = one_line(problem.excerpt)
    column = min(problem.column, len(text) + 1)
    cut = max(0, column - _WIDEST)
    return text[cut : cut + _WIDEST + 20], " " * (column - 1 - cut) + "^"


def render_for_batch(files: Sequence[tuple[str, Sequence[Problem]]]) -> Iterator[str]:
    """What a command that makes something says of problems: errors and the plan's dates in full.

    Other remarks are counted, since `validate` shows them; so are the files that were left out.
    """
    broken = remarks = remarked = 0
    for _, problems in files:
        shown = [problem for problem in problems if _is_shown(problem)]
        yield from render_problems_text(shown).splitlines()
        broken += has_errors(problems)
        remarks += len(problems) - len(shown)
        remarked += len(problems) > len(shown)
    if broken:
        yield f"Left out, because of the errors above: {broken} of {plural(len(files), 'file')}."
    if remarks:
        where = f"{plural(remarked, 'file')} with {plural(remarks, 'remark')}"
        name = next(file for file, problems in files if not all(map(_is_shown, problems)))
        yield f"{where}; see them with: send-audit validate {name if remarked == 1 else 'FILE...'}"
    personal = sum(_is_personal(problem) for _, problems in files for problem in problems)
    if personal:
        yield f"Look first at what may be personal data ({personal}): add --select SA8"


def render_personal_data(after: Iterable[Problem], before: Iterable[Problem]) -> Iterator[str]:
    """The remarks on personal data that were not there before."""
    known = {(problem.path, problem.message) for problem in before}
    for problem in after:
        if _is_personal(problem) and (problem.path, problem.message) not in known:
            yield f"Look again, {problem.path}: {problem.message} {problem.fix}"


def _is_personal(problem: Problem) -> bool:
    return problem.kind.code.startswith("SA8")


def render_for_content(problems: Sequence[Problem]) -> Iterator[str]:
    """What a command says of a council's own files: their errors, and what is therefore not used."""
    yield from render_problems_text(p for p in problems if p.kind.severity == "error").splitlines()
    broken = dict.fromkeys(p.file for p in problems if p.kind.severity == "error")
    if broken:
        yield f"Not used, because of the errors above: {', '.join(broken)}."


def _is_shown(problem: Problem) -> bool:
    return problem.kind.severity == "error" or problem.kind.name in _SHOWN_IN_A_BATCH
