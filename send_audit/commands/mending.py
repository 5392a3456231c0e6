"""Mending files from the command line: what changes is written or shown, what stays is said."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from send_audit.commands.options import talk
from send_audit.commands.outcome import exit_code
from send_audit.commands.writing import why_not_mended, write_whole
from send_audit.printable import one_line
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.council import Shelf
    from send_audit.problems import Problem


def mend(
    files: Sequence[Path], shelf: "Shelf", day: date, *, unsafe: bool, only_show: bool
) -> tuple[int, list["Problem"], int]:
    """Mend the files, or show what that would change.

    Give how many files it concerns, what stays, and how many could not be written.
    """
    from send_audit.checking import check_one
    from send_audit.fixing import fix_file
    from send_audit.load.reading import read_whole
    from send_audit.render.wording import plural

    places = changed = unwritten = 0
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
        if only_show:
            typer.echo(_difference(file, data, fixed.data), nl=False)
        elif not _is_written(file, fixed.data):
            unwritten += 1
            continue
        changed += 1
        places += fixed.count
    if changed:
        verb = "can be mended" if only_show else "mended"
        talk([f"{plural(places, 'place')} in {plural(changed, 'file')} {verb}."])
    elif only_show:
        talk(["Nothing here can be mended."])
    return changed, left, unwritten


def _is_written(file: Path, data: bytes) -> bool:
    """Write a mended file and say so; where that cannot be, say why, and let the others have their turn."""
    if (reason := why_not_mended(file)) is not None:
        talk([f"Not mended: {file}: {reason}."])
        return False
    try:
        write_whole(file, data)
    except SendAuditError as error:
        talk([f"Not mended: {error}"])
        return False
    talk([f"Mended: {file}"])
    return True


def what_stays(problems: Sequence["Problem"]) -> int:
    """Say beside a difference which errors mending leaves; give the exit code that they are worth."""
    from send_audit.render.problems_text import render_problems_text

    errors = [problem for problem in problems if problem.kind.severity == "error"]
    talk(render_problems_text(errors).splitlines())
    return exit_code(errors)


def _difference(file: Path, before: bytes, after: bytes) -> str:
    """What mending changes, as a patch. Lines end at LF and nowhere else, as `patch` has it."""
    import difflib

    name = one_line(str(file))
    old, new = (_LINE.findall(text) for text in (_as_text(file, before), after.decode("utf-8")))
    lines = difflib.unified_diff(old, new, name, name)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def _as_text(file: Path, data: bytes) -> str:
    """The text of a file before mending. That another encoding becomes UTF-8, no patch of text can say."""
    from send_audit.load.decode import recover

    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        talk([f"{file} is not saved as UTF-8: this shows the change, and is no patch for it."])
    found = recover(data) if b"\0" in data else None  # UTF-16: its bytes would be no help to anyone
    return data.decode("utf-8", "backslashreplace") if found is None else found.text
