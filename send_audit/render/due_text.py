"""What falls due, in words: an action on two lines, one of the plan's own dates in a sentence."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator

from send_audit.model.audit import Audit, School
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed
from send_audit.printable import one_line
from send_audit.render.wording import (
    REPEATS_WORDS,
    STATUS_WORDS,
    date_text,
    month_text,
    sentence,
    voice_of,
)
from send_audit.upcoming.due import Due

GOOD_PRACTICE = "good practice, not law"
"""What a yearly report to parents is: no Act or regulations were found that ask for it."""

_LONGEST = 110
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def subject_name(audit: Audit) -> str:
    """“Saltmarsh Primary School (URN 900001)”."""
    subject = audit.subject
    urn = f" (URN {subject.urn})" if isinstance(subject, School) and subject.urn else ""
    return f"{subject.name}{urn}"


def heading_lines(one: Assessed) -> Iterator[str]:
    """Whose audit it is, as on which day, and from which file."""
    yield f"{subject_name(one.audit)}, as on {date_text(one.as_of)}"
    yield f"From {one.file}"


def command_line(command: str, file: str) -> str:
    """The command to type next, the file's name quoted where it needs it."""
    quoted = subprocess.list2cmdline([file]) if os.name == "nt" else shlex.quote(file)
    return f"send-audit {command} {quoted}"


def as_text(blocks: Iterable[Iterable[str]]) -> str:
    """Blocks of lines with an empty line behind each; what a file holds cannot break a line or hide it."""
    lines: list[str] = []
    for block in blocks:
        shown = [one_line(line) for line in block]
        lines += [*shown, ""] if shown else []
    return "\n".join(lines)


def when(due: Due) -> str:
    """“15 September 2027”, or “September 2027” where the file names only the month."""
    return month_text(due.on) if due.month_only else date_text(due.on)


def action_title(action: Action) -> str:
    """What is to be done, in one line of a readable length."""
    return shortened(action.action)


def shortened(text: str) -> str:
    """A text of a readable length: its first sentence where that will do, else cut between words."""
    whole = sentence(text)
    if len(whole) <= _LONGEST:
        return whole
    first = _SENTENCE_END.split(whole, maxsplit=1)[0]
    if len(first) <= _LONGEST:
        return first
    return f"{whole[:_LONGEST].rsplit(' ', 1)[0].rstrip(',;:')}…"


def due_lines(dues: Iterable[Due]) -> Iterator[str]:
    """Actions and steps, each on two lines: what, then by when and who."""
    for due in dues:
        action = due.action
        if action is None:
            continue
        title = action_title(action)
        if due.step is not None:
            title = f"step {due.step + 1}: {sentence(action.steps[due.step].what)}"
        yield f"  {action.id}  {title}"
        yield f"    {'; '.join(_facts(due, action))}."


def _facts(due: Due, action: Action) -> Iterator[str]:
    yield f"{'was due' if due.late else 'due'} {'in' if due.month_only else 'by'} {when(due)}"
    yield action.lead or "nobody leads it"
    if due.step is not None:
        return
    if action.repeats is not None:
        yield REPEATS_WORDS[action.repeats]
    if action.status not in ("planned", "waiting"):
        yield STATUS_WORDS[action.status]
    if action.waiting_on is not None:
        yield f"waits on: {action.waiting_on.strip().removesuffix('.')}"
    elif action.status == "waiting":
        yield "waiting"


def plan_due_text(due: Due, audit: Audit) -> str:
    """One of the plan's own dates in a sentence: late, or to come."""
    document = voice_of(audit).document
    day = when(due)
    by = f"by the end of {day}" if due.month_only else f"by {day}"
    match due.kind:
        case "plan-end" if due.late:
            return f"The {document}'s time was over after {day}: a new {document} is due."
        case "plan-end":
            return f"A new {document} is needed {by}."
        case "review":
            return f"The {document}'s next review {'was due' if due.late else 'is due'} {by}."
        case "report":
            late = "would have been due" if due.late else "falls due"
            return f"The yearly report to parents {late} {by} ({GOOD_PRACTICE})."
        case _:
            return f"The next audit {'was due' if due.late else 'is due'} {by}."
