"""`send-audit schema`: the JSON Schema of any kind of file, for editors and other checkers."""

from typing import Annotated

import typer

from send_audit.commands.options import read_words

KINDS = ("audit", "checklist", "sources", "borough", "moderation", "overlay", "strategy", "brand")


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"One of: {', '.join(KINDS)}.", show_default=False)
    ],
) -> None:
    """Print the JSON Schema of a kind of file."""
    (chosen,) = read_words(kind, KINDS, "KIND")
    from send_audit.render.json_schema import render_json_schema

    typer.echo(render_json_schema(chosen))
