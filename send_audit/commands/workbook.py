"""`send-audit workbook`: an audit as an Excel form, and the filled-in form back into the file."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.options import AsOf, Own, read_as_of, show_text, talk
from send_audit.commands.outcome import EXIT_DONE, EXIT_PROBLEMS, exit_code
from send_audit.commands.writing import why_not_mended, write_whole
from send_audit.problems import SendAuditError, has_errors

if TYPE_CHECKING:
    from send_audit.council import Shelf
    from send_audit.pipeline import Checked

app = typer.Typer(
    help="Fill in an audit in Excel, whole or a part for a colleague, and take it back row by row.",
    no_args_is_help=True,
)
AuditFile = Annotated[
    Path, typer.Argument(metavar="AUDIT.yaml", help="The audit.", show_default=False)
]
Form = Annotated[
    Path, typer.Argument(metavar="FORM.xlsx", help="The Excel form.", show_default=False)
]


@app.command("export")
def export(
    audit: AuditFile,
    form: Form,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            metavar="ID",
            help="Only this section, or all of a checklist. May be given several times.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a form that is there already.")
    ] = False,
    own: Own = None,
    as_of: AsOf = None,
) -> int:
    """Make an Excel form: a sheet a checklist, guidance beside each question, drop-downs to answer."""
    day = read_as_of(as_of)
    _require_workbook(form)
    if os.path.lexists(form) and not force:
        raise SendAuditError(
            f"{form} is there already, and nothing is overwritten. Choose another name or add --force."
        )
    from send_audit.council import Shelf
    from send_audit.pipeline import check_file
    from send_audit.render.wording import plural
    from send_audit.workbook.make import make_form
    from send_audit.workbook.questions import choose, questions_of

    shelf = Shelf(own or (), as_of=day)
    checked = check_file(audit, shelf.library_for(audit), day)
    if _is_broken(audit, checked, shelf):
        return exit_code([*checked.problems, *shelf.problems]) or EXIT_PROBLEMS
    assert checked.context is not None  # what is not broken is an audit
    questions = questions_of(checked.context)
    if not questions:
        raise SendAuditError(
            f"{audit} asks nothing: no checklist under `audit: checklists:` is for this setting."
        )
    chosen = choose(questions, section or ())
    data = make_form(checked.context, chosen, day, is_part=len(chosen) < len(questions))
    write_whole(form, data)
    typer.echo(str(form))
    talk(
        [
            f"{plural(len(chosen), 'question')}. It holds internal notes: for colleagues only.",
            f"When it comes back: send-audit workbook import {form} {audit}",
        ]
    )
    return exit_code(shelf.problems)


@app.command("import")
def import_(
    form: Form,
    audit: AuditFile,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="List the rows that change nothing, too.")
    ] = False,
    own: Own = None,
    as_of: AsOf = None,
) -> int:
    """Take a filled-in form into the audit. Every row is taken, unchanged, or refused with its cell."""
    day = read_as_of(as_of)
    _require_workbook(form)
    from send_audit.council import Shelf
    from send_audit.load.reading import read_whole
    from send_audit.pipeline import check_bytes, check_file
    from send_audit.render.problems_text import render_personal_data
    from send_audit.workbook.opening import open_form
    from send_audit.workbook.taking import take_form
    from send_audit.workbook.telling import render_taken

    shelf = Shelf(own or (), as_of=day)
    library = shelf.library_for(audit)
    data, _ = read_whole(audit)
    checked = (
        check_file(audit, library, day)
        if data is None
        else check_bytes(data, str(audit), library, day)
    )
    if _is_broken(audit, checked, shelf):
        return exit_code([*checked.problems, *shelf.problems]) or EXIT_PROBLEMS
    assert data is not None  # what cannot be read is broken
    assert checked.context is not None
    taken = take_form(open_form(form), data, checked, checked.context, day)
    show_text(render_taken(taken, verbose=verbose, dry_run=dry_run))
    if taken.data is not None:
        after = check_bytes(taken.data, str(audit), library, day)
        talk(render_personal_data(after.problems, checked.problems))
    _write(audit, data, taken.data, dry_run=dry_run)
    partly = taken.refused or taken.missing
    return max(EXIT_PROBLEMS if partly else EXIT_DONE, exit_code(shelf.problems))


def _require_workbook(form: Path) -> None:
    if form.suffix.lower() != ".xlsx":
        raise SendAuditError(f"{form} should be an Excel workbook, with a name that ends in .xlsx.")


def _is_broken(audit: Path, checked: "Checked", shelf: "Shelf") -> bool:
    """Whether there is no sound audit to work with; says what is wrong with it."""
    from send_audit.render.problems_text import render_for_batch, render_for_content

    talk(render_for_content(shelf.problems))
    if checked.context is not None and not checked.failed:
        return False
    if not has_errors(checked.problems):
        raise SendAuditError(f"{audit} is no audit: it is another kind of file.")
    talk(render_for_batch([(str(audit), checked.problems)]))
    return True


def _write(audit: Path, old: bytes, new: bytes | None, *, dry_run: bool) -> None:
    """Write the file if anything changes in it, and if it is still the one that was read."""
    if new is None:
        if not dry_run:
            # The return says all that the form does: for its borough it is now the newer of the two.
            with suppress(OSError):
                os.utime(audit)
        talk([f"Nothing changes in {audit}."])
        return
    if dry_run:
        talk([f"Nothing was written to {audit}: --dry-run."])
        return
    if (why := why_not_mended(audit)) is not None:
        raise SendAuditError(f"{audit} was left as it is: {why}.")
    if audit.read_bytes() != old:
        raise SendAuditError(f"{audit} was changed while the form was read. Import it again.")
    write_whole(audit, new)
    talk([f"Written: {audit}"])
