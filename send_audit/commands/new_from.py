"""The part of `new` that starts from last cycle's audit."""

from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.carrying.compose import Carrier, LastAudit, Target
from send_audit.carrying.subject import NewFacts, facts_from_register, said_on_the_line
from send_audit.commands.asking import tell
from send_audit.commands.new_register import take_from_register
from send_audit.commands.new_subject import Given, with_options
from send_audit.commands.options import talk
from send_audit.commands.school_questions import ContentFor
from send_audit.load.school_list import name_key
from send_audit.load.walk import is_file
from send_audit.model.audit import Audit, School
from send_audit.model.new_school import NewSchool
from send_audit.pipeline import check_file
from send_audit.problems import Problem, SendAuditError
from send_audit.render.carried_text import render_carried
from send_audit.render.problems_text import render_problems_text

if TYPE_CHECKING:
    from datetime import date

    from send_audit.load.library import Library


def read_last(
    file: Path, library: "Library", as_of: "date"
) -> tuple[LastAudit | None, list[Problem]]:
    """The audit to start from, or its errors. Raises `SendAuditError` where it is no audit at all."""
    if not is_file(file):
        raise SendAuditError(f"There is no file {file}. Check what follows --from.")
    checked = check_file(file, library, as_of)
    errors = [problem for problem in checked.problems if problem.kind.severity == "error"]
    if errors:
        return None, errors
    if checked.context is None or checked.document.text is None:
        kind = type(checked.document.model).__name__.lower()
        raise SendAuditError(f"{file} is a {kind} file, not an audit. Check what follows --from.")
    context = checked.context
    last = LastAudit(
        file=file, text=checked.document.text, audit=context.audit, content=context.content
    )
    return last, []


def show_broken(problems: list[Problem]) -> None:
    """Say what keeps the last audit from being carried."""
    talk(render_problems_text(problems).splitlines())
    talk(["Nothing was written: mend that file first, so that no answer is left behind."])


def carry(last: LastAudit, target: Target, content_for: ContentFor, library: "Library") -> bytes:
    """The new audit's bytes; says what became of everything."""
    carrier = Carrier(last, target)
    now = content_for(carrier.nation)
    known = frozenset(library.items) | {i.id for c in now.checklists for i in c.items()}
    data, carried = carrier.make(now, known)
    tell(render_carried(carried))
    return data


def new_facts(given: Given, last: Audit) -> NewFacts:
    """What the register and the options say that last cycle's file may not.

    Raises `SendAuditError` where they are about a school and the file is not.
    """
    if not isinstance(last.subject, School):
        said = (*given.stated().values(), given.storeys, given.from_gias)
        if given.without or any(value is not None for value in said):
            raise SendAuditError(
                "The last audit is not a school's, so what these options say fits nowhere in it."
            )
        return NewFacts(values={})
    facts = NewFacts(values={})
    if given.from_gias is not None:
        urn = given.urn or last.subject.urn
        school = take_from_register(
            given.from_gias, urn, given.name or last.subject.name, None, ask=False
        )
        _require_same_school(last.subject, school, given)
        facts = facts_from_register(school)
    options = with_options(NewSchool(name="", nation=last.subject.nation), given)
    return said_on_the_line(facts, given.stated(), options.features)


def _require_same_school(last: School, now: NewSchool, given: Given) -> None:
    """One school's answers never go into another's file; a new name and number have to be said.

    Raises `SendAuditError` where neither URN, name nor DfE number is the same and no name was given.
    """
    same = (
        last.urn is None
        or last.urn == now.urn
        or name_key(last.name) == name_key(now.name)
        or (
            last.ids.get("laestab") is not None
            and last.ids.get("laestab") == now.ids.get("laestab")
        )
    )
    if not same and given.name is None:
        raise SendAuditError(
            f"{now.name} (URN {now.urn}) seems to be another school than {last.name} (URN {last.urn}). "
            f"If it is the same under a new name and number, say so with --name “{now.name}”."
        )
