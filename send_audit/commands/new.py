"""`send-audit new`: an audit to fill in: blank, from the register of schools, or from last cycle's."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from send_audit.commands.blank import Contents, write_new
from send_audit.commands.options import AsOf, Own, read_as_of, talk
from send_audit.commands.outcome import exit_code
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from datetime import date

    from send_audit.commands.new_subject import Given
    from send_audit.council import Shelf
    from send_audit.model.content import Content
    from send_audit.model.new_school import NewAuthority, NewSchool
    from send_audit.problems import Problem


def new(
    audit: Annotated[
        Path, typer.Argument(metavar="AUDIT.yaml", help="The file to make.", show_default=False)
    ],
    name: Annotated[str | None, typer.Option(help="The school's name.")] = None,
    urn: Annotated[str | None, typer.Option(help="Its number, six digits.")] = None,
    phase: Annotated[
        str | None, typer.Option(help="Such as primary; see send-audit schema audit.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Such as community-school.")] = None,
    la_name: Annotated[str | None, typer.Option(help="The local authority's name.")] = None,
    la_code: Annotated[str | None, typer.Option(help="The local authority's code.")] = None,
    nation: Annotated[str | None, typer.Option(help="england or wales.")] = None,
    storeys: Annotated[
        int | None, typer.Option(min=1, help="How many storeys pupils use; unstated means ask.")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FEATURE",
            help="What the school does not have, such as parking or lift; it is asked less. "
            "May be given several times.",
        ),
    ] = None,
    from_gias: Annotated[
        Path | None,
        typer.Option(
            "--from-gias",
            metavar="CSV",
            help="Take the school's facts from this list of the register (GIAS), by --urn.",
        ),
    ] = None,
    last: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="LAST.yaml",
            help="Start from last cycle's audit: each answer is carried, to be confirmed.",
        ),
    ] = None,
    local_authority: Annotated[
        bool,
        typer.Option("--local-authority", help="An audit of the authority's own strategy."),
    ] = False,
    ask: Annotated[
        bool,
        typer.Option("--ask/--no-ask", help="Ask for what is not given, if this is a terminal."),
    ] = True,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema/--no-schema",
            help="Put the schema beside it, so that editors help with the keys and words.",
        ),
    ] = True,
    own: Own = None,
    as_of: AsOf = None,
) -> int:
    """Make an audit to fill in. On a terminal it asks for what is not given; it never overwrites a file."""
    day = read_as_of(as_of)
    if os.path.lexists(audit):
        raise SendAuditError(
            f"{audit} is there already, and nothing is overwritten. Choose another name."
        )
    from send_audit.commands.asking import is_terminal
    from send_audit.commands.new_subject import Given, find_authority, find_school
    from send_audit.council import Shelf
    from send_audit.render.problems_text import render_for_content

    given = Given(
        name=name,
        urn=urn,
        phase=phase,
        type=type_,
        la_name=la_name,
        la_code=la_code,
        nation=nation,
        storeys=storeys,
        without=tuple(without or ()),
        from_gias=from_gias,
        ask=ask and is_terminal(),
    )
    shelf = Shelf(own or (), as_of=day)
    contents = Contents(shelf.library_for(audit), shelf.round_for(audit))
    talk(render_for_content(shelf.problems))
    if last is not None:
        if local_authority:
            raise SendAuditError("--local-authority: the last audit says already whose it is.")
        broken = _write_carried(audit, last, given, contents, shelf, day, with_schema=schema)
        return exit_code((*shelf.problems, *broken))
    if local_authority:
        authority = find_authority(given, str(audit))
        content = contents.of_authority(authority.nation)
        _write_blank(audit, authority, content, day, with_schema=schema)
    else:
        school = find_school(given, contents.of, str(audit))
        _write_blank(audit, school, contents.of(school.nation), day, with_schema=schema)
    return exit_code(shelf.problems)


def _write_blank(
    audit: Path,
    subject: "NewSchool | NewAuthority",
    content: "Content",
    day: "date",
    *,
    with_schema: bool,
) -> None:
    from send_audit.model.nations import NATIONS_WITH_THE_DUTY
    from send_audit.render.blank_audit import render_blank_audit
    from send_audit.render.wording import NATION_NAMES

    text = render_blank_audit(subject, content, day, with_schema=with_schema)
    write_new(audit, text.encode("utf-8"), with_schema=with_schema)
    if subject.nation not in NATIONS_WITH_THE_DUTY:
        place = NATION_NAMES[subject.nation]
        talk([f"Schedule 10 does not hold in {place}, so none of our questions is asked."])
    _say_next(audit)


def _write_carried(
    audit: Path,
    last: Path,
    given: "Given",
    contents: Contents,
    shelf: "Shelf",
    day: "date",
    *,
    with_schema: bool,
) -> "list[Problem]":
    """Write the audit that goes on from `last`, or give the problems that keep it from being read."""
    from send_audit.carrying.compose import Target
    from send_audit.commands.new_from import carry, new_facts, read_last, show_broken

    read, broken = read_last(last, shelf.library_for(last), day)
    if read is None:
        show_broken(broken)
        return broken
    facts = new_facts(given, read.audit)
    target = Target(file=audit, day=day, facts=facts, with_schema=with_schema)
    content_for = contents.of_authority if read.audit.local_authority else contents.of
    write_new(audit, carry(read, target, content_for, contents.library), with_schema=with_schema)
    _say_next(audit)
    return []


def _say_next(audit: Path) -> None:
    typer.echo(str(audit))
    talk(
        [
            "Next, question by question, in as many sittings as you like:",
            f"  send-audit fill {audit}",
        ]
    )
