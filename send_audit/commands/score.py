"""`send-audit score`: the scorecard of one or more audits, as text or as JSON."""

import re
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

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
from send_audit.commands.outcome import exit_code

FORMATS = ("text", "json")
ALL_ITEMS = "all"
_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z]{2,6})?-\d{4}")


class ScoreCommand(TyperCommand):
    """Lets `--explain` stand alone: only an item's id after it is taken as its value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own, private
        """Join `--explain PE-0102`, and give a bare `--explain` the value `all`."""
        joined: list[str] = []
        rest = list(args)
        while rest:
            word = rest.pop(0)
            if word == "--explain":
                value = rest.pop(0) if rest and _ITEM.fullmatch(rest[0]) else ALL_ITEMS
                word = f"--explain={value}"
            joined.append(word)
        return super().parse_args(ctx, joined)


def score(
    audits: Audits,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to show the scorecard.")
    ] = "text",
    explain: Annotated[
        str | None,
        typer.Option(metavar="[ITEM]", help="Show the sums: of all items, or of one."),
    ] = None,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Score audits. Ends with 0 whatever the school's result: a low score is not a failure."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    day = read_as_of(as_of)
    from send_audit.council import Shelf
    from send_audit.pipeline import assess_file
    from send_audit.render.explain_text import render_explanation
    from send_audit.render.problems_text import render_for_batch, render_for_content
    from send_audit.render.score_json import render_score_json
    from send_audit.render.score_text import render_score_text

    shelf = Shelf(own or (), as_of=day)
    results = [assess_file(path, shelf.library_for(path), day) for path in audits]
    talk(render_for_content(shelf.problems))
    talk(render_for_batch([(result.file, result.problems) for result in results]))
    assessed = [result.assessed for result in results if result.assessed is not None]
    if chosen == "json":
        typer.echo(render_score_json(assessed))
    item = None if explain in (None, ALL_ITEMS) else explain.upper()
    for one in assessed if chosen == "text" else ():
        if item is None:
            show_text(render_score_text(one, bars=is_fancy(plain)))
        if explain is not None:
            show_text(render_explanation(one, item))
        typer.echo("")
    problems = [problem for result in results for problem in result.problems]
    return exit_code([*problems, *shelf.problems])
