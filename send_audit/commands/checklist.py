"""`send-audit checklist`: browse what is asked, why, on what footing, and what a new version changes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from send_audit.commands.options import Own, read_word, read_words, show_text, talk, today
from send_audit.commands.outcome import exit_code
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.council import Shelf
    from send_audit.load.library import Library
    from send_audit.model.audit import Audit
    from send_audit.model.checklist import Checklist
    from send_audit.model.content import Content
    from send_audit.model.words import Nation

app = typer.Typer(
    help="Browse the checklists: what is asked, why, and on what footing.", no_args_is_help=True
)
FORMATS = ("text", "json")
Format = Annotated[str, typer.Option("--format", metavar="text|json", help="How to show it.")]
NationOption = Annotated[
    str | None, typer.Option("--nation", help="As asked in england or wales, in its own words.")
]


@app.command("list")
def list_(
    items: Annotated[bool, typer.Option("--items", help="List every item, too.")] = False,
    nation: NationOption = None,
    type_: Annotated[
        str | None,
        typer.Option("--type", help="Only what such a setting is asked, such as private-nursery."),
    ] = None,
    phase: Annotated[
        str | None, typer.Option(help="Only what this phase is asked, such as primary.")
    ] = None,
    own: Own = None,
    format_: Format = "text",
) -> int:
    """List the checklists, with their versions and how many items each has."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.model.applicability import asked_of
    from send_audit.render.checklist_text import render_list, render_list_json

    shelf = _shelf(own)
    checklists = _newest(shelf.library, nation)
    if nation or type_ or phase:
        setting = _setting(nation or "england", type_ or "unknown", phase or "unknown")
        left_out = _content(shelf.library, nation).left_out
        seen = (asked_of(c, setting, left_out=left_out) for c in checklists)
        checklists = [checklist for checklist in seen if checklist is not None]
    if chosen == "json":
        typer.echo(render_list_json(checklists))
    else:
        show_text(render_list(checklists, items=items))
    return exit_code(shelf.problems)


def _setting(nation: str, type_: str, phase: str) -> "Audit":
    """A setting of which only these words are known. Raises `SendAuditError` on a word that is not one."""
    from send_audit.model.audit import blank_school
    from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
    from send_audit.model.words import Phase

    return blank_school(
        nation=_nation(nation),
        type_=cast("SchoolType", read_word(type_, tuple(SCHOOL_TYPES), "--type")),
        phase=cast("Phase", read_word(phase, get_args(Phase), "--phase")),
    )


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ITEM",
            help="An item such as PE-0102, a checklist (ID or ID@VERSION), or an overlay.",
            show_default=False,
        ),
    ],
    nation: NationOption = None,
    own: Own = None,
    format_: Format = "text",
) -> int:
    """Show an item whole (the law, the guidance, the remedy), or a checklist item by item."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.render.checklist_text import (
        render_checklist,
        render_item,
        render_item_json,
        render_overlay,
    )

    shelf = _shelf(own)
    library = shelf.library
    checklist = _find_checklist(library, name) if _names_checklist(library, name) else None
    if checklist is not None:
        if chosen == "json":
            raise SendAuditError(
                "--format json is for an item; for a checklist see: checklist list."
            )
        show_text(render_checklist(_seen_from(library, checklist, nation)))
        return exit_code(shelf.problems)
    overlay = next((overlay for overlay in library.overlays if overlay.id == name), None)
    if overlay is not None:
        show_text(render_overlay(overlay))
        return exit_code(shelf.problems)
    if name.upper() not in library.items:
        raise SendAuditError(
            _nothing_called(name, [*library.items, *library.ids, *(o.id for o in library.overlays)])
        )
    content = _content(library, nation)
    asked = ((c, i) for c in content.checklists for i in c.items() if i.id == name.upper())
    found = next(asked, None)
    if found is None:
        raise SendAuditError(f"{name.upper()} is not asked in {(nation or '').title()}.")
    if chosen == "json":
        typer.echo(render_item_json(*found, library.sources))
    else:
        advice = content.advice.get(found[1].id, ())
        left_out = content.left_out.get(found[1].id)
        show_text(render_item(*found, library.sources, advice=advice, left_out=left_out))
    return exit_code(shelf.problems)


@app.command()
def sources(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]", help="One source, with the items on it.", show_default=False
        ),
    ] = None,
    own: Own = None,
    format_: Format = "text",
) -> int:
    """List what the items rest on: each source with its kind, nation, and whom it binds."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.render.sources_text import render_source, render_sources, render_sources_json

    shelf = _shelf(own)
    register = shelf.library.sources
    if source is not None and source not in register:
        raise SendAuditError(_no_such("source", source, list(register), "checklist sources"))
    wanted = [register[source]] if source is not None else list(register.values())
    items = list(shelf.library.items.values())
    if chosen == "json":
        typer.echo(render_sources_json(wanted, items))
    else:
        show_text(render_source(wanted[0], items) if source else render_sources(wanted, items))
    return exit_code(shelf.problems)


@app.command()
def coverage(own: Own = None, format_: Format = "text") -> int:
    """Count the items by strand, section, need, duty and priority, and say what none is about."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.model.coverage import cover
    from send_audit.render.coverage_text import render_coverage, render_coverage_json

    shelf = _shelf(own)
    counted = cover(shelf.library.checklists, shelf.library.sources)
    typer.echo(render_coverage_json(counted) if chosen == "json" else render_coverage(counted))
    return exit_code(shelf.problems)


@app.command()
def diff(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="ID@VERSION, or a checklist file.", show_default=False),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            help="ID@VERSION, a bare ID for the newest, or a file.",
            show_default=False,
        ),
    ],
    own: Own = None,
    format_: Format = "text",
) -> int:
    """Say which answers a new version of a checklist keeps, asks again or drops, and what it adds."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    from send_audit.model.versions import compare_versions
    from send_audit.render.diff_text import render_differences, render_differences_json

    shelf = _shelf(own)
    before, after = _version(shelf, old), _version(shelf, new)
    if before is None or after is None:
        return exit_code(shelf.problems)
    if before.id != after.id:
        raise SendAuditError(
            f"{before.id} and {after.id} are different checklists. Name two versions of one."
        )
    found = compare_versions(before, after)
    typer.echo(render_differences_json(found) if chosen == "json" else render_differences(found))
    return exit_code(shelf.problems)


# ---- What the words on the command line name ---------------------------------------------------


def _shelf(own: list[Path] | None) -> "Shelf":
    """The content to browse; says what is wrong with a council's own files."""
    from send_audit.council import Shelf
    from send_audit.render.problems_text import render_for_content

    shelf = Shelf(own or (), as_of=today())
    # In a borough's folder, its own content is browsed as well.
    shelf.library = shelf.library_for(Path("here"))
    talk(render_for_content(shelf.problems))
    return shelf


def _newest(library: "Library", nation: str | None) -> list["Checklist"]:
    return [_seen_from(library, checklist, nation) for checklist in library.checklists]


def _seen_from(library: "Library", checklist: "Checklist", nation: str | None) -> "Checklist":
    """The checklist in one nation's words; as its file has it where no nation is named."""
    if nation is None:
        return checklist
    from send_audit.model.applicability import in_nation
    from send_audit.model.nations import for_nation

    word = _nation(nation)
    return in_nation(for_nation(checklist, word, library.sources), word)


def _nation(word: str) -> "Nation":
    from send_audit.model.nations import NATIONS_WITH_THE_DUTY

    return cast("Nation", read_word(word, NATIONS_WITH_THE_DUTY, "--nation"))


def _content(library: "Library", nation: str | None) -> "Content":
    from send_audit.model.content import make_content

    shipped = [c for c in _newest(library, nation) if c.id in library.ids]
    return make_content(shipped, library.layers(None if nation is None else _nation(nation)))


def _names_checklist(library: "Library", name: str) -> bool:
    return "@" in name or name in library.ids


def _find_checklist(library: "Library", name: str) -> "Checklist":
    """`ID` or `ID@VERSION`. Raises `SendAuditError` where there is no such checklist or version."""
    id_, _, version = name.partition("@")
    if versions := library.overlay_versions(id_):
        layer = library.layer_of(id_, version or versions[-1])
        if layer is not None and layer.own is not None:
            return layer.own
        if layer is not None:
            raise SendAuditError(_adds_nothing(name))
        raise SendAuditError(f"{id_} has no version {version}. There are: {', '.join(versions)}.")
    newest = library.current(id_)
    if newest is None:
        raise SendAuditError(_no_such("checklist", id_, list(library.ids), "checklist list"))
    found = library.find(id_, version or newest.version)
    if found is None:
        known = ", ".join(library.versions(id_))
        raise SendAuditError(f"{id_} has no version {version}. There are: {known}.")
    return found


def _version(shelf: "Shelf", name: str) -> "Checklist | None":
    """A checklist by name, or from a file; what is wrong with the file is said, and gives `None`."""
    if not name.endswith((".yaml", ".yml")):
        return _find_checklist(shelf.library, name)
    from send_audit.load.document import read_file
    from send_audit.model.borough import Overlay
    from send_audit.model.checklist import Checklist
    from send_audit.pipeline import check_document
    from send_audit.render.problems_text import render_problems_text

    document = read_file(Path(name))
    problems = check_document(document, shelf.library, today()).problems
    # A checklist under work may say something new under an old id: that is what the diff is to show.
    in_the_way = [p for p in problems if p.kind.name == "duplicate-item-id"]
    if isinstance(document.model, Checklist) and not in_the_way:
        return document.model
    if isinstance(document.model, Overlay) and not in_the_way:
        if (own := shelf.library.lay(document.model).own) is not None:
            return own
        raise SendAuditError(_adds_nothing(name))
    if document.model is not None and not isinstance(document.model, Checklist | Overlay):
        raise SendAuditError(f"{name} is no checklist: it is another kind of file.")
    talk(render_problems_text(problems).splitlines())
    shelf.problems += problems
    return None


def _adds_nothing(name: str) -> str:
    return (
        f"{name} adds no items of its own, so no answer depends on it. What it says stands in it."
    )


def _nothing_called(name: str, known: list[str]) -> str:
    from send_audit.suggest import nearest

    near = nearest(name.upper(), known) or nearest(name.lower(), known)
    hint = f"Did you mean {near}?" if near else "See: send-audit checklist list --items"
    return f"There is no item or checklist “{name}”. {hint}"


def _no_such(what: str, name: str, known: list[str], command: str) -> str:
    from send_audit.suggest import nearest

    near = nearest(name.lower(), known)
    hint = f"Did you mean {near}?" if near else f"See: send-audit {command}"
    return f"There is no {what} “{name}”. {hint}"
