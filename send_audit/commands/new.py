"""`send-audit new`: a blank audit for one school, with every question it is asked ready to answer."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar, get_args

import typer

from send_audit.commands.options import AsOf, Own, read_as_of, talk
from send_audit.commands.outcome import exit_code
from send_audit.commands.writing import write_whole
from send_audit.problems import SendAuditError
from send_audit.suggest import nearest

WordT = TypeVar("WordT", bound=str)


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
    """Make a blank audit. On a terminal it asks for what is not given; it never overwrites a file."""
    day = read_as_of(as_of)
    if os.path.lexists(audit):
        raise SendAuditError(
            f"{audit} is there already, and nothing is overwritten. Choose another name."
        )
    from send_audit.council import Shelf, current_content
    from send_audit.load.document import read_bytes
    from send_audit.model.nations import NATIONS_WITH_THE_DUTY
    from send_audit.model.school_types import SCHOOL_TYPES
    from send_audit.model.words import Phase
    from send_audit.render.blank_audit import SCHEMA_FILE, NewSchool, render_blank_audit
    from send_audit.render.json_schema import render_json_schema
    from send_audit.render.problems_text import render_for_content
    from send_audit.render.wording import NATION_NAMES

    ask = name is None and sys.stdin is not None and sys.stdin.isatty()
    if ask:
        talk(["A few short questions. Press Enter to take what stands in brackets.", ""])
    types = {word: facts.label for word, facts in SCHOOL_TYPES.items()}
    phases: tuple[Phase, ...] = get_args(Phase)
    # Elsewhere the law asks for no such plan; who names such a nation has checklists of their own.
    offered = {n: label for n, label in NATION_NAMES.items() if n in NATIONS_WITH_THE_DUTY}
    school = NewSchool(
        name=name or _ask_text("The school's name", "--name", ask=ask),
        nation=_word(
            nation, offered if nation is None else NATION_NAMES, "Nation", "england", ask=ask
        ),
        type=_word(type_, types, "Type of school", "unknown", ask=ask),
        phase=_word(phase, _readable(phases), "Phase", "unknown", ask=ask),
        storeys=storeys or (_ask_storeys() if ask else None),
        urn=urn or (_ask_optional("URN, if you know it") if ask else None),
        la_name=la_name or (_ask_optional("Local authority's name") if ask else None),
        la_code=la_code,
    )
    shelf = Shelf(own or (), as_of=day)
    library = shelf.library_for(audit)
    talk(render_for_content(shelf.problems))
    content = current_content(library, school.nation, shelf.round_for(audit))
    text = render_blank_audit(school, content, day, with_schema=schema).encode("utf-8")
    # What was typed may not fit the format; the reader says so before anything is written.
    for problem in read_bytes(text, str(audit)).problems:
        raise SendAuditError(f"{problem.path}: {problem.message} {problem.fix}")
    write_whole(audit, text)
    if schema:
        write_whole(audit.parent / SCHEMA_FILE, f"{render_json_schema('audit')}\n".encode())
    if school.nation not in NATIONS_WITH_THE_DUTY:
        place = NATION_NAMES[school.nation]
        talk([f"Schedule 10 does not hold in {place}, so none of our questions is asked."])
    typer.echo(str(audit))
    talk(["Answer it in any editor, then: send-audit validate, score and report."])
    return exit_code(shelf.problems)


def _ask_text(question: str, option: str, *, ask: bool) -> str:
    if not ask:
        raise SendAuditError(f"The school needs a name: add {option} “...”.")
    answer: str = typer.prompt(question, err=True)
    return answer.strip()


def _ask_optional(question: str) -> str | None:
    prompt = f"{question} (Enter to leave it out)"
    answer: str = typer.prompt(prompt, default="", show_default=False, err=True)
    return answer.strip() or None


def _ask_storeys() -> int | None:
    """A number, or nothing: then the questions about floors are asked."""
    while True:
        answer = _ask_optional("How many storeys do pupils use")
        if answer is None or (answer.isdecimal() and int(answer) > 0):
            return int(answer) if answer else None
        talk([f"“{answer}” is not a number of storeys. Write 1, 2 or more."])


def _readable(words: Sequence[WordT]) -> dict[WordT, str]:
    return {word: word.replace("-", " ").capitalize() for word in words}


def _word(
    given: str | None, known: Mapping[WordT, str], question: str, default: WordT, *, ask: bool
) -> WordT:
    """A word from a closed list, with its label: as given, or asked for by number, word or label."""
    if given is not None:
        for word in known:
            if word == given:
                return word
        raise SendAuditError(_not_known(given, known))
    if not ask:
        return default
    words = list(known)
    talk([f"{question}:", *(f"  {n}. {label}" for n, label in enumerate(known.values(), start=1))])
    while True:
        prompt = typer.prompt("Number or name", default=known[default], err=True)
        answer = str(prompt).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(words):
            return words[int(answer) - 1]
        for word, label in known.items():
            if answer.lower() in (word, label.lower()):
                return word
        talk([_not_known(answer, known)])


def _not_known(word: str, known: Iterable[str]) -> str:
    known = list(known)
    near = nearest(word.lower().replace(" ", "-"), known)
    hint = f"Did you mean {near}?" if near else f"Choose from: {', '.join(known)}."
    return f"“{word}” is not on the list. {hint}"
