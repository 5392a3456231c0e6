"""`send-audit status`: what is answered, what is next and what is due, for one or more audits."""

from typing import Annotated

import typer

from send_audit.commands.assessing import assess_all
from send_audit.commands.options import (
    AsOf,
    Audits,
    Own,
    Plain,
    is_fancy,
    read_as_of,
    read_words,
    show_text,
    talk,
)

FORMATS = ("text", "json")
MOST_IN_FULL = 3
"""Of more audits than this, each has one line."""


def status(
    audits: Audits,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to show it.")
    ] = "text",
    detail: Annotated[
        bool,
        typer.Option("--detail", help="Show each audit in full, however many there are."),
    ] = False,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Show what is answered, what is next and what is due. Of many audits each has one line."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    day = read_as_of(as_of)
    from pathlib import Path

    from send_audit.render.status_json import render_status_json
    from send_audit.render.status_text import render_status_list, render_status_text
    from send_audit.time_spent import time_spent

    batch = assess_all(audits, own, day)
    assessed = batch.assessed
    if chosen == "json":
        typer.echo(render_status_json([(one, time_spent(Path(one.file))) for one in assessed]))
    elif len(audits) > MOST_IN_FULL and not detail:
        show_text(render_status_list(assessed))
        talk(["Add --detail to see each in full."])
    else:
        for one in assessed:
            spent = time_spent(Path(one.file))
            show_text(render_status_text(one, spent, bars=is_fancy(plain), detail=detail))
    return batch.exit_code
