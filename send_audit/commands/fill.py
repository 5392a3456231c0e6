"""`send-audit fill`: answer an audit question by question; each answer is saved as it is given."""

import gc
import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn, cast, get_args

import typer

from send_audit.commands.options import AsOf, Own, Plain, is_fancy, read_as_of, read_word, talk
from send_audit.commands.outcome import EXIT_DONE, exit_code
from send_audit.commands.writing import why_not_mended, write_whole
from send_audit.problems import SendAuditError
from send_audit.suggest import nearest

if TYPE_CHECKING:
    from datetime import date

    from send_audit.filling.lock import SittingLock
    from send_audit.filling.questions import Key, Question, Scope
    from send_audit.filling.sitting import Sitting
    from send_audit.pipeline import Checked

_SIGNALS = ("SIGTERM", "SIGHUP")
"""How a session or a terminal that goes away ends its programs; the lock should not stay behind."""


def fill(
    audit: Annotated[
        Path, typer.Argument(metavar="AUDIT.yaml", help="The audit to answer.", show_default=False)
    ],
    strand: Annotated[
        str | None,
        typer.Option(help="Only one strand: physical-environment, curriculum or information."),
    ] = None,
    section: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Only one section, such as arrival, or one checklist.",
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Only one of the school's places, with all that lies in it."
        ),
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Only what is unanswered. This is the default.")
    ] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Only what is to be confirmed: carried over, or old.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Every question again, answered or not.")
    ] = False,
    at: Annotated[
        str | None, typer.Option("--at", metavar="ITEM", help="Begin at this question: PE-0102.")
    ] = None,
    ratings_only: Annotated[
        bool,
        typer.Option(
            "--ratings-only", help="Ask for no evidence, notes and actions: add them later."
        ),
    ] = False,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Go on though another sitting has the file open.")
    ] = False,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Answer an audit in the terminal, over as many sittings as it takes. Nothing typed is ever lost."""
    day = read_as_of(as_of)
    if sum((unanswered, confirm, all_)) > 1:
        raise SendAuditError("Give one of --unanswered, --confirm and --all.")
    _check_before(audit)
    from send_audit.filling.lock import SittingLock
    from send_audit.filling.questions import Only, Scope

    only: Only = "all" if all_ else "confirm" if confirm else "unanswered"
    lock = SittingLock(audit)
    with _leaving_tidily(), _locked(lock, audit, take_over=take_over):
        sitting, code = _open(audit, own, day, lock, plain=plain)
        if sitting is None:
            return code
        # What is loaded by now stays; looking through it again and again made each answer slower.
        gc.freeze()
        sitting.brief = ratings_only
        sitting.options = _again(
            {"--strand": strand, "--section": section, "--place": place},
            {"--confirm": confirm, "--all": all_, "--ratings-only": ratings_only, "--plain": plain},
        )
        sitting.scope = _scope(sitting, Scope(only=only), strand, section, place)
        if at is not None or sitting.scope != Scope():
            return max(code, _converse(sitting, _start(sitting, at), resume=False))
        return max(code, _converse(sitting, _left_off(audit), resume=True))


def _again(texts: Mapping[str, str | None], flags: Mapping[str, bool]) -> str:
    """The options of this sitting as they are typed, each after a space."""
    given = [f" {name} {text}" for name, text in texts.items() if text is not None]
    return "".join((*given, *(f" {name}" for name, is_set in flags.items() if is_set)))


def _check_before(audit: Path) -> None:
    """What stands in the way of a sitting before anything is read, as `SendAuditError`."""
    if sys.stdin is None or sys.stdout is None:
        raise SendAuditError("fill needs an input and an output: it is a conversation.")
    if not audit.exists():
        beside = audit.parent.glob("*.yaml") if audit.parent.is_dir() else ()
        near = nearest(audit.name, sorted(file.name for file in beside))
        hint = (
            f"Did you mean {audit.parent / near}?"
            if near
            else f"Make it with: send-audit new {audit}"
        )
        raise SendAuditError(f"There is no file {audit}. {hint}")
    if not audit.is_file():
        raise SendAuditError(f"{audit} is no file. Name one audit, such as my-school.yaml.")
    if (reason := why_not_mended(audit)) is not None:
        raise SendAuditError(f"{audit}: no answer could be saved: {reason}.")


def _open(
    audit: Path, own: list[Path] | None, day: "date", lock: "SittingLock", *, plain: bool
) -> "tuple[Sitting | None, int]":
    """The sitting at a file, or `None` with the exit code where the file cannot be answered as it is."""
    from send_audit.council import Shelf
    from send_audit.filling.faces import PageFace, PlainFace
    from send_audit.filling.sitting import Sitting
    from send_audit.filling.store import Store
    from send_audit.pipeline import check_file
    from send_audit.problems import has_errors
    from send_audit.render.problems_text import render_for_batch, render_for_content

    shelf = Shelf(own or (), as_of=day)
    checked: Checked = check_file(audit, shelf.library_for(audit), day)
    talk(render_for_content(shelf.problems))
    if checked.context is None and not checked.failed:
        kind = type(checked.document.model).__name__.lower()
        raise SendAuditError(
            f"{audit} is a file of kind {kind}, not an audit, so nothing is asked."
        )
    if checked.context is None or checked.failed:
        errors = [problem for problem in checked.problems if has_errors([problem])]
        talk(render_for_batch([(str(audit), errors)]))
        talk(["Mend the file first. What is certain mends itself:"])
        talk([f"  send-audit validate --fix {audit}"])
        return None, exit_code(errors) or 1
    _prepare_input()
    fancy = is_fancy(plain) and sys.stdin.isatty()
    return (
        Sitting(
            face=PageFace() if fancy else PlainFace(),
            store=Store(audit, write_whole, lock.is_ours),
            content=checked.context.content,
            library=checked.context.library,
            day=day,
            shared=checked.shared,
        ),
        exit_code(shelf.problems),
    )


def _prepare_input() -> None:
    """Arrow keys, long lines and pasted paragraphs that stay in one answer, where the system has them."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # what cannot be read is asked again
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - input() uses it once it is loaded


def _converse(sitting: "Sitting", start: "Key | None", *, resume: bool) -> int:
    from send_audit.filling.conversation import Conversation
    from send_audit.filling.pace import Pace
    from send_audit.filling.store import TakenOverError
    from send_audit.time_spent import note_session

    began, pace = datetime.now(tz=UTC), Pace(sitting.face)
    try:
        Conversation(sitting).run(start, resume=resume)
    except TakenOverError:
        sitting.face.say(
            "Another sitting took this file over, so nothing more is saved from here. "
            "All answers before this one are in the file."
        )
        return 1
    except KeyboardInterrupt:
        typer.echo("", err=True)
        raise
    finally:
        note_session(
            sitting.store.path,
            started=began,
            seconds=round(pace.seconds),
            answered=len(sitting.saved),
            last=" ".join(part for part in sitting.at or () if part) or None,
        )
    return EXIT_DONE


# ---- Which questions -----------------------------------------------------------------------------


def _scope(
    sitting: "Sitting", scope: "Scope", strand: str | None, section: str | None, place: str | None
) -> "Scope":
    """The part that the options name. Raises `SendAuditError` on what this audit does not have."""
    from dataclasses import replace

    from send_audit.model.audit import School
    from send_audit.model.words import StrandOrNone

    if strand is not None:
        word = read_word(strand, get_args(StrandOrNone), "--strand")
        scope = replace(scope, strand=cast("StrandOrNone", word))
    if section is not None:
        scope = _of_section(sitting, scope, section)
    if place is not None:
        subject = sitting.audit.subject
        places = tuple(subject.places) if isinstance(subject, School) else ()
        if not places:
            raise SendAuditError("--place: this audit lists no places yet.")
        scope = replace(scope, place=read_word(place, places, "--place"))
    if not (strand or section or place):
        return scope
    sitting.scope = scope
    if not sitting.in_scope():
        raise SendAuditError("No question of this audit is in that part. Leave an option out.")
    return scope


def _of_section(sitting: "Sitting", scope: "Scope", section: str) -> "Scope":
    from dataclasses import replace

    asked: tuple[Question, ...] = sitting.asked()
    checklists = dict.fromkeys(question.checklist.id for question in asked)
    if section in checklists:
        return replace(scope, checklist=section)
    sections = tuple(dict.fromkeys(question.section.id for question in asked))
    return replace(scope, section=read_word(section, (*sections, *checklists), "--section"))


def _left_off(audit: Path) -> "Key | None":
    """The question at which the last sitting on this computer ended."""
    from send_audit.time_spent import last_question

    item, _, place = (last_question(audit) or "").partition(" ")
    return (item, place or None) if item else None


def _start(sitting: "Sitting", at: str | None) -> "Key | None":
    if at is None:
        return None
    ids = {question.item.id for question in sitting.asked()}
    if at.upper() not in ids:
        near = nearest(at.upper(), sorted(ids))
        hint = f" Did you mean {near}?" if near else ""
        raise SendAuditError(f"--at: {at} is not a question of this audit.{hint}")
    return at.upper(), None


# ---- One sitting at a time -----------------------------------------------------------------------


@contextmanager
def _locked(lock: "SittingLock", audit: Path, *, take_over: bool) -> Iterator[None]:
    from send_audit.filling.lock import HeldError

    try:
        lock.take(over=take_over)
    except HeldError as held:
        question = f"{audit} is open {held.holder.words()}."
        if not (sys.stdin is not None and sys.stdin.isatty() and _wants_it(question)):
            raise SendAuditError(
                f"{question} Close it there first; or take it over with --take-over: what was answered "
                "there is saved, and that sitting can save nothing while this one is open."
            ) from None
        try:
            lock.take(over=True)
        except HeldError as again:
            raise SendAuditError(f"{audit} was just opened {again.holder.words()}.") from None
    try:
        yield
    finally:
        lock.give_back()


def _wants_it(question: str) -> bool:
    talk(
        [
            question,
            "What was answered there is saved.",
            "If you take the file over, nothing is saved from there for as long as you are here.",
        ]
    )
    return bool(typer.confirm("Take it over?", default=False, err=True))


@contextmanager
def _leaving_tidily() -> Iterator[None]:
    """Make a lost terminal an ordinary end, so that the lock goes with it."""
    before = {}
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            before[number] = signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _: FrameType | None) -> NoReturn:
    if sys.stdout is not None and number != signal.SIGTERM:
        # The terminal is gone: what is still to be said goes nowhere, and must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(128 + number)
