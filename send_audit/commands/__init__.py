"""The commands, one a module. Each imports what it needs only when it runs, so that help stays quick."""

import typer

from send_audit.commands import (
    borough,
    checklist,
    compare,
    demo,
    explain,
    fill,
    new,
    plan,
    report,
    schema,
    score,
    status,
    validate,
    workbook,
)

app = typer.Typer(
    name="send-audit",
    help="Audit a school's accessibility, score it, and write its accessibility plan.",
    epilog=(
        "Start with: send-audit demo. "
        "Exit codes: 0 done, 1 problems in files, 2 wrong use, 3 a fault in send-audit."
    ),
    no_args_is_help=True,
    # Plain help: no boxes for a screen reader to read out, and no import of rich.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from send_audit import __version__

        typer.echo(f"send-audit {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and stop."
    ),
) -> None:
    """Audit a school's accessibility, score it, and write its accessibility plan."""


app.command()(new.new)
app.command()(fill.fill)
app.command()(status.status)
app.command()(validate.validate)
app.command(cls=score.ScoreCommand)(score.score)
app.command()(plan.plan)
app.command()(compare.compare)
app.command()(report.report)
app.add_typer(borough.app, name="borough")
app.add_typer(checklist.app, name="checklist")
app.add_typer(workbook.app, name="workbook")
app.command()(schema.schema)
app.command()(explain.explain)
app.command()(demo.demo)
