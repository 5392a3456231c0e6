"""`send-audit borough init`: a borough's folder from the school list: the round, the list, blank returns."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.options import AsOf, Own, Plain, read_as_of, talk
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.setting_up.setup import Setup


def init(
    gias: Annotated[
        Path,
        typer.Option(
            "--gias",
            metavar="CSV",
            help="The list of schools: the register's own download (GIAS), or a part of it.",
            show_default=False,
        ),
    ],
    la: Annotated[
        str,
        typer.Option(
            "--la",
            metavar="CODE",
            help="The local authority's code, three figures, as 990.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="BOROUGH",
            help="The borough's folder, new or there.",
            show_default=False,
        ),
    ],
    workbooks: Annotated[
        bool,
        typer.Option("--workbooks", help="Make an Excel form of each return too, in workbooks/."),
    ] = False,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Make a borough's folder: borough.yaml, schools.csv and a blank return for each open setting.

    Run again with a newer list, it brings schools.csv up to date and makes the returns that are missing. It
    never touches a return that is there, and in borough.yaml it only adds successors.
    """
    day = read_as_of(as_of)
    from send_audit.commands.borough.making import Maker
    from send_audit.commands.progress import counted
    from send_audit.load.walk import is_file
    from send_audit.setting_up.came import read_came
    from send_audit.setting_up.listing import read_listing
    from send_audit.setting_up.setup import make_setup, read_folder

    if not is_file(gias):
        raise SendAuditError(f"There is no file {gias}. Check what follows --gias.")
    listing = read_listing(gias, la)
    folder = read_folder(out, listing)
    came = counted(
        read_came(folder.returns),
        len(folder.returns),
        plain=plain,
        what="Reading returns",
        in_lines=True,
    )
    setup = make_setup(listing, folder, came)
    code = Maker(setup, own or (), day, plain=plain).make(workbooks=workbooks)
    typer.echo(str(out))
    _tell(setup)
    return code


def _tell(setup: "Setup") -> None:
    from send_audit.setting_up.telling import render_setup

    talk(render_setup(setup), fold=True)
    talk(
        [
            "",
            "Next: send the returns out, and when they come back put them into returns/. Who is missing:",
            f"  send-audit borough status {setup.folder.path}",
        ]
    )
