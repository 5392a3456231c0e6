"""`send-audit borough status`: who has returned, who has not, what is broken, and what plans' dates say."""

from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.borough.forms import told_of_forms
from send_audit.commands.borough.options import (
    Cache,
    Cluster,
    Folder,
    Jobs,
    NoCache,
    read_cache,
    read_jobs,
)
from send_audit.commands.borough.own_files import check_own_files, read_round
from send_audit.commands.options import (
    AsOf,
    Own,
    Plain,
    look_of,
    read_as_of,
    read_words,
    show_text,
    talk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from send_audit.borough.facts import ReturnHead
    from send_audit.borough.standing import BrokenReturn, Round
    from send_audit.gathering.gathered import Gathered

FORMATS = ("text", "json", "csv")


def status(
    folder: Folder,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json|csv", help="How to show it.")
    ] = "text",
    all_: Annotated[
        bool, typer.Option("--all", help="Name every school, not only those to see to.")
    ] = False,
    jobs: Jobs = None,
    cache: Cache = None,
    no_cache: NoCache = False,
    cluster: Cluster = None,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Show who has returned, who has not, what is broken, and what the plans' dates say.

    Every number is out of the schools of schools.csv from which a return can be expected.
    """
    (chosen,) = read_words(format_, FORMATS, "--format")
    day = read_as_of(as_of)
    from send_audit.borough.round_counts import count_round
    from send_audit.borough.standing import make_round
    from send_audit.commands.outcome import EXIT_DONE, EXIT_PROBLEMS, exit_code
    from send_audit.commands.progress import counted
    from send_audit.council import Shelf
    from send_audit.gathering.gather import GatherOptions, gather
    from send_audit.render.borough.status_csv import render_round_csv
    from send_audit.render.borough.status_input import RoundStatus
    from send_audit.render.borough.status_json import render_round_json
    from send_audit.render.borough.status_text import render_round_text
    from send_audit.render.problems_text import render_for_content

    round_ = read_round(folder)
    shelf = Shelf(own or (), as_of=day)
    options = GatherOptions(
        own=tuple(own or ()),
        as_of=day,
        basis="returned",
        jobs=read_jobs(jobs),
        cache=read_cache(cache, none=no_cache),
        cluster=cluster,
    )
    came = gather(round_, options, shelf)
    heads, broken, trusts = _split(
        counted(came, len(round_.returns), plain=plain, what="Reading returns", in_lines=True)
    )
    made = make_round(round_.schools, round_.borough, heads, broken, day)
    one = RoundStatus(
        folder=str(folder),
        borough=round_.borough,
        counts=count_round(made, day),
        trust_files=trusts,
    )
    own_files = check_own_files(round_, shelf, day)
    talk(render_for_content(shelf.problems))
    talk(own_files.lines())
    talk(told_of_forms(folder))
    if chosen == "json":
        typer.echo(render_round_json(one))
    elif chosen == "csv":
        typer.echo(render_round_csv(one), nl=False)
    else:
        look = look_of(plain)
        show_text(render_round_text(one, look, every=all_), nl=False)
    code = exit_code([*own_files.problems, *shelf.problems])
    return max(EXIT_PROBLEMS if _is_broken(made) else EXIT_DONE, code)


def _split(
    gathered: "Iterable[Gathered]",
) -> "tuple[list[ReturnHead], list[BrokenReturn], tuple[str, ...]]":
    """The heads of the returns, the broken files, and the trusts' own files. No more than that is kept."""
    heads, broken, trusts = [], [], []
    for one in gathered:
        if one.broken is not None:
            broken.append(one.broken)
        elif (head := one.head) is not None:
            heads.append(head)
        else:
            trusts.append(one.file)
    return heads, broken, tuple(trusts)


def _is_broken(made: "Round") -> bool:
    return bool(made.unreadable) or any(standing.broken for standing in made.standings)
