"""`send-audit borough strategy`: the authority's own accessibility strategy, drafted from what is there."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from send_audit.commands.borough.opening import Asked, Opened, open_area
from send_audit.commands.borough.options import Cache, Cluster, Folder, Jobs, NoCache, Ratings
from send_audit.commands.borough.own_files import read_round
from send_audit.commands.borough.places import check_out
from send_audit.commands.documents import FORMATS, LargePrint, Template, read_template
from send_audit.commands.options import AsOf, Own, Plain, read_words, talk
from send_audit.commands.outcome import EXIT_DONE, EXIT_PROBLEMS
from send_audit.commands.progress import print_line, steps
from send_audit.commands.writing import write_whole
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.render.borough.blocks import BlocksView
    from send_audit.render.documents import Format
    from send_audit.render.manner import Manner

STEM = "accessibility-strategy"


def strategy(
    folder: Folder,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="The folder for the documents."),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help=f"In which forms: {', '.join(FORMATS)}.")
    ] = "pdf,html",
    starter: Annotated[
        bool,
        typer.Option(
            "--starter",
            help="Write a strategy.yaml to start from into BOROUGH, and no document. It overwrites nothing.",
        ),
    ] = False,
    large_print: LargePrint = False,
    template: Template = None,
    ratings: Ratings = "moderated",
    jobs: Jobs = None,
    cache: Cache = None,
    no_cache: NoCache = False,
    cluster: Cluster = None,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Draft the authority's accessibility strategy as DIR/accessibility-strategy.FORMAT.

    It is made from strategy.yaml, strategy-audit.yaml and the returns. What the council must still write is
    plainly marked. It is for everybody: it has no count under five and no cost. A public action of the
    council's own that names a school is printed as it stands, and you are warned of it.
    """
    formats = read_words(format_, FORMATS, "--format")
    if starter:
        return _start(folder)
    if out is None:
        raise SendAuditError(
            "Say where the strategy is to go: --out DIR. Or begin one with --starter."
        )
    check_out(out)
    from send_audit.render.manner import Manner

    manner = Manner(large=large_print, brand=read_template(template))
    opened = open_area(
        Asked(
            folder=folder,
            own=own,
            as_of=as_of,
            ratings=ratings,
            jobs=jobs,
            cache=cache,
            no_cache=no_cache,
            cluster=cluster,
            plain=plain,
            strategy=False,
        )
    )
    if not _own_files_are_sound(opened):
        return EXIT_PROBLEMS
    from send_audit.borough.report_numbers import count_report
    from send_audit.render.borough.strategy_view import strategy_view

    view = strategy_view(opened.area, count_report(opened.area).public)
    failed = _write(view, out, formats, manner, plain=plain)
    _tell_open(view, folder, opened)
    _tell_named(opened)
    return max(opened.exit_code, EXIT_PROBLEMS if failed else EXIT_DONE)


def _start(folder: Path) -> int:
    from send_audit.load.round_folder import STRATEGY_FILE
    from send_audit.render.borough.strategy.starter import starter_text

    round_ = read_round(folder)
    path = folder / (round_.borough.strategy or STRATEGY_FILE)
    if os.path.lexists(path):
        raise SendAuditError(f"{path} is there already, and nothing is overwritten.")
    write_whole(path, starter_text(round_.borough).encode("utf-8"))
    typer.echo(str(path))
    reports = folder / "reports"
    talk(
        [f"Write into it, then see the draft: send-audit borough strategy {folder} --out {reports}"]
    )
    return EXIT_DONE


def _own_files_are_sound(opened: Opened) -> bool:
    """Whether the authority's own two files can be read: without them it would be another strategy."""
    from send_audit.load.document import read_file
    from send_audit.load.round_folder import STRATEGY_FILE
    from send_audit.pipeline import check_document
    from send_audit.problems import has_errors
    from send_audit.render.problems_text import render_for_batch

    round_ = opened.round_
    path = round_.folder / (round_.borough.strategy or STRATEGY_FILE)
    files = [path] if os.path.lexists(path) or round_.borough.strategy is not None else []
    files += [round_.strategy_audit] if round_.strategy_audit is not None else []
    checked = [
        check_document(read_file(file), opened.shelf.library_for(file), opened.area.as_of)
        for file in files
    ]
    talk(
        render_for_batch(
            [(str(file), one.problems) for file, one in zip(files, checked, strict=True)]
        )
    )
    if any(has_errors(one.problems) for one in checked):
        talk(["No strategy was made: it would not be the council's own. Mend the errors above."])
        return False
    return True


def _write(
    view: "BlocksView", out: Path, formats: Iterable[str], manner: "Manner", *, plain: bool
) -> list[Path]:
    """Write the document in each format; give those that could not be rendered."""
    from send_audit.render.documents import render_view
    from send_audit.render.not_made import NotMadeError

    size = ".large" if manner.large else ""
    paths = [out / f"{STEM}{size}.{format_}" for format_ in formats]
    failed = []
    for path in steps(paths, [path.name for path in paths], plain=plain):
        try:
            write_whole(path, render_view(view, cast("Format", path.suffix[1:]), manner))
        except NotMadeError as error:
            failed.append(path)
            talk([f"{path.name} was not made: {error}"])
            continue
        print_line(str(path))
    return failed


def _tell_named(opened: Opened) -> None:
    """Warn of actions that everybody will read and that name a school."""
    authority = opened.area.authority
    if authority is None:
        return
    from send_audit.borough.school_names import names_in_area
    from send_audit.render.borough.strategy.actions import card
    from send_audit.render.privacy import public_actions

    names = names_in_area(opened.area)
    for action in public_actions(authority):
        told = card(authority, action)
        if names.are_in(told.heading, *told.words, *(fact.text for fact in told.facts)):
            where = f"{opened.round_.strategy_audit}: action {action.id}"
            fix = "Take the name out, or write `private: true`, unless that is meant."
            talk([f"{where} names a school, and everybody will read it. {fix}"])


def _tell_open(view: "BlocksView", folder: Path, opened: Opened) -> None:
    """Say what the council must still write, section by section."""
    from send_audit.render.borough.strategy_view import still_open
    from send_audit.render.wording import plural

    open_ = still_open(view.sections)
    section = None
    if open_:
        talk([f"Still to be written: {plural(len(open_), 'place')}."])
    for one in open_:
        if one.section != section:
            section = one.section
            talk([f"{section}:"])
        talk([f"  {one.text}"])
    if opened.area.strategy is None:
        talk(
            [
                f"There is no strategy.yaml. To start one: send-audit borough strategy {folder} --starter"
            ]
        )
