"""`send-audit plan`: dates, actions and gaps of a plan; suggested actions; a calendar of what is due."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.assessing import assess_all
from send_audit.commands.options import (
    AsOf,
    Audits,
    Own,
    Plain,
    read_as_of,
    read_words,
    show_text,
    talk,
)
from send_audit.commands.outcome import EXIT_WRONG_USE
from send_audit.commands.suggesting import read_choice, suggest_to
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from send_audit.council import Shelf
    from send_audit.model.results import Assessed

_CALENDAR = b"BEGIN:VCALENDAR"
"""How every calendar file begins."""

FORMATS = ("text", "json")


def plan(
    audits: Audits,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to show it.")
    ] = "text",
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics", metavar="FILE", help="Write the dates as a calendar file; - prints it."
        ),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest", help="Write the checklists' suggested actions into the file, with no date."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --suggest: show them and write nothing.")
    ] = False,
    item: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="With --suggest: only for this item. May be given several times."
        ),
    ] = None,
    horizon: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="With --suggest: only short, medium or long."),
    ] = None,
    priority: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="With --suggest: only high, medium or low priority."),
    ] = None,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,  # noqa: ARG001 - nothing here is drawn; the option is the same everywhere
) -> int:
    """Show a plan's dates, its actions by when they are due, and the findings that no action answers."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    choice = read_choice(item or (), horizon, priority)
    if not suggest and (dry_run or item or horizon or priority):
        raise SendAuditError("--dry-run, --item, --horizon and --priority go with --suggest.")
    day = read_as_of(as_of)
    if ics is not None and str(ics) != "-":
        _check_calendar_file(ics)
    batch = assess_all(audits, own, day)
    assessed = batch.assessed
    as_json, failed = chosen == "json", 0
    if suggest:
        failed = suggest_to(assessed, choice, batch.shelf, day, only_show=dry_run, as_json=as_json)
    elif ics is None:
        _show(assessed, batch.shelf, as_json=as_json)
    if ics is not None:
        _write_calendar(ics, assessed)
    return max(batch.exit_code, EXIT_WRONG_USE if failed else 0)


def _show(assessed: "Sequence[Assessed]", shelf: "Shelf", *, as_json: bool) -> None:
    from send_audit.render.plan_json import render_plan_json
    from send_audit.render.plan_text import render_plan_text

    if as_json:
        typer.echo(render_plan_json(assessed))
        return
    for one in assessed:
        borough = shelf.round_for(Path(one.file))
        bands = borough.cost_bands if borough is not None else {}
        show_text(render_plan_text(one, bands=bands))


def _check_calendar_file(file: Path) -> None:
    """Refuse, before anything else is written, a file that is there and is no calendar."""
    target = Path(os.path.realpath(file))
    if target.suffix.lower() in (".yaml", ".yml"):
        raise SendAuditError(f"--ics {file}: that is a YAML file. Write --ics plan.ics.")
    if not target.is_file():
        return
    with target.open("rb") as stream:
        if stream.read(len(_CALENDAR)) not in (b"", _CALENDAR):
            raise SendAuditError(
                f"--ics {file}: there is a file of that name which is no calendar, and nothing is "
                "overwritten. Choose another name, such as plan.ics."
            )


def _write_calendar(file: Path, assessed: "Sequence[Assessed]") -> None:
    """Write the calendar and print where it is; `-` prints the calendar itself."""
    from send_audit.commands.writing import write_whole
    from send_audit.render.calendar import count_events, render_calendar
    from send_audit.render.wording import plural

    if not assessed:
        return
    data = render_calendar(assessed)
    if str(file) == "-":
        typer.get_binary_stream("stdout").write(data)
        return
    write_whole(file, data)
    typer.echo(str(file))
    talk([f"{plural(count_events(data), 'date')} written. Import the file into any calendar."])
