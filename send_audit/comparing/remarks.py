"""What a reader must know before trusting a comparison: other schools, dates that run backwards, no plan."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath

from send_audit.comparing.results import ActionChange, Remark
from send_audit.model.audit import LocalAuthority, School
from send_audit.model.results import Assessed
from send_audit.problems import SendAuditError

_KINDS = {
    "School": "a school",
    "Group": "a group of schools",
    "LocalAuthority": "a local authority",
}


def refuse_other_kinds(audits: Collection[Assessed]) -> None:
    """Raise `SendAuditError` where the audits are not all about a school, a group or an authority."""
    first, *others = audits
    for other in others:
        kinds = [_KINDS[type(one.audit.subject).__name__] for one in (first, other)]
        if kinds[0] != kinds[1]:
            raise SendAuditError(
                f"{first.file} is about {kinds[0]} and {other.file} about {kinds[1]}: they answer "
                "different checklists. Compare audits of one kind."
            )


def remarks_on(
    old: Assessed,
    new: Assessed,
    actions: Iterable[ActionChange],
    successors: Collection[tuple[str, str]],
) -> Iterator[Remark]:
    """The remarks on one pair. `successors` are pairs of URNs: the second took over from the first."""
    if old.file == new.file:
        yield Remark(kind="same-file", message=f"{new.file} is compared with itself.")
    before, after = old.audit.audit.date, new.audit.audit.date
    if before is not None and after is not None and before.last > after.last:
        message = (
            f"{old.file} was audited on {before.text}, after {new.file} ({after.text}). "
            "They are compared in the order given: put the earlier one first."
        )
        yield Remark(kind="order", message=message)
    yield from _subjects(old, new, successors)
    yield from _plans(old, new, actions)
    yield from _shared(old, new)


def _shared(old: Assessed, new: Assessed) -> Iterator[Remark]:
    """Whose answers are compared: a group's are not the school's, and its file may be newer."""
    for one in (old, new):
        if one.shared is None or not one.shared_outcomes:
            continue
        later = " Those given after that audit are left out." if one is old else ""
        message = (
            f"In {one.file}, {len(one.shared_outcomes)} answers are not the school's own but those of "
            f"“{one.shared.title}”, as that file is now.{later}"
        )
        yield Remark(kind="shared", message=message)


def _subjects(
    old: Assessed, new: Assessed, successors: Collection[tuple[str, str]]
) -> Iterator[Remark]:
    was, is_ = old.audit.subject, new.audit.subject
    before, after = _number(was), _number(is_)
    both = f"{was.name} ({before or 'no number'}) and {is_.name} ({after or 'no number'})"
    if before and after and before != after:
        if (before, after) in successors or _names(new, old.file):
            yield Remark(kind="successor", message=f"One school under two numbers: {both}.")
        else:
            message = (
                f"Two numbers: {both}. Nothing in the files says that one became the other, as when a "
                "school becomes an academy. They are compared all the same; if they are two schools, "
                "this says nothing about change."
            )
            yield Remark(kind="other-urn", message=message)
    elif was.name.casefold() != is_.name.casefold() and not (before and after):
        message = f"Two names, and no two numbers to tell whether it is one school: {both}."
        yield Remark(kind="other-name", message=message)


def _number(subject: object) -> str | None:
    if isinstance(subject, School):
        return subject.urn
    return subject.code if isinstance(subject, LocalAuthority) else None


def _names(new: Assessed, file: str) -> bool:
    """Whether the later plan names the file as the one before it."""
    named = _previous(new)
    return named is not None and PurePath(named).name == PurePath(file).name


def _previous(one: Assessed) -> str | None:
    previous = one.audit.plan.previous if one.audit.plan is not None else None
    return previous.file if previous is not None else None


def _plans(old: Assessed, new: Assessed, actions: Iterable[ActionChange]) -> Iterator[Remark]:
    if old.plan.actions and not new.plan.actions:
        message = f"{new.file} lists no actions, so it does not show what became of those before."
        yield Remark(kind="no-plan", message=message)
    elsewhere = dict.fromkeys(
        id_ for change in actions if change.fate == "new" for id_ in change.action.carried_from
    )
    if elsewhere:
        named = _previous(new)
        before = f" Its plan names {named} as the one before." if named else ""
        message = (
            f"{new.file} carries on {', '.join(elsewhere)}, which {old.file} does not list.{before} "
            "Actions that went through another plan may look new here, or dropped."
        )
        yield Remark(kind="carried-from-elsewhere", message=message)
