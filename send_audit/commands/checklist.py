"""`send-audit checklist`: browse what is asked, why, and on what footing."""

from typing import Annotated

import typer

from send_audit.commands.options import read_words
from send_audit.problems import SendAuditError

app = typer.Typer(
    help="Browse the checklists: what is asked, why, and on what footing.", no_args_is_help=True
)
FORMATS = ("text", "json")
Format = Annotated[str, typer.Option("--format", metavar="text|json", help="How to show it.")]


@app.command("list")
def list_(
    items: Annotated[bool, typer.Option("--items", help="List every item, too.")] = False,
    format_: Format = "text",
) -> int:
    """List the checklists, with their versions and how many items each has."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.load.library import Library
    from send_audit.render.checklist_text import render_list, render_list_json

    library = Library()
    checklists = [library.current(id_) for id_ in library.ids]
    found = [checklist for checklist in checklists if checklist is not None]
    typer.echo(render_list_json(found) if chosen == "json" else render_list(found, items=items))
    return 0


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ITEM", help="An item such as PE-0102, or a checklist's id.", show_default=False
        ),
    ],
    format_: Format = "text",
) -> int:
    """Show an item whole (the law, the guidance, the remedy), or a checklist item by item."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.load.library import Library
    from send_audit.render.checklist_text import render_checklist, render_item, render_item_json

    library = Library()
    checklist = library.current(name)
    if checklist is not None:
        if chosen == "json":
            raise SendAuditError(
                "--format json is for an item; for a checklist see: checklist list."
            )
        typer.echo(render_checklist(checklist))
        return 0
    found = library.items.get(name.upper())
    if found is None:
        raise SendAuditError(_nothing_called(name, [*library.items, *library.ids]))
    render = render_item_json if chosen == "json" else render_item
    typer.echo(render(*found, library.sources))
    return 0


def _nothing_called(name: str, known: list[str]) -> str:
    from send_audit.suggest import nearest

    near = nearest(name.upper(), known) or nearest(name.lower(), known)
    hint = f"Did you mean {near}?" if near else "See: send-audit checklist list --items"
    return f"There is no item or checklist “{name}”. {hint}"
