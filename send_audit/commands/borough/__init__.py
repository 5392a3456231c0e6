"""`send-audit borough`: from the school list to returns, to reports, to the authority's own strategy."""

import typer

from send_audit.commands.borough import export, init, report, status, strategy

app = typer.Typer(
    name="borough",
    help="A whole borough: make the returns, see who is missing, render everything.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command()(init.init)
app.command()(status.status)
app.command()(report.report)
app.command()(strategy.strategy)
app.command()(export.export)
