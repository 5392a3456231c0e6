"""What counts for a school of its group's file, a trust's say: never its buildings, never over its word."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Literal

from send_audit.load.collect import Collector
from send_audit.load.document import read_file
from send_audit.load.library import Library
from send_audit.load.walk import is_file
from send_audit.model.applicability import is_asked
from send_audit.model.audit import Audit, Group, Response, School
from send_audit.model.checklist import Checklist, Item
from send_audit.model.plan_document import Action
from send_audit.model.plan_facts import IN_FORCE, facts_of
from send_audit.model.results import Shared
from send_audit.model.scalars import Day
from send_audit.model.versions import asks_the_same
from send_audit.validate.context import AuditContext, make_context
from send_audit.validate.files import shortened
from send_audit.validate.references import check_references

SHARED_ID = "T:"
"""What the id of a group's action begins with in a school's plan. No id in a file may hold a colon."""

Items = Mapping[str, tuple[Checklist, Item]]

Untaken = Literal["not-listed", "other-version", "by-place", "undated", "plan-dates"]
"""Why a group's answer does not count: its checklists lack the item or ask it differently; it is about
places; nothing says when it was checked; or the dates of the group's own plan show otherwise."""

_WHY: Mapping[Untaken, str] = {
    "not-listed": "not in the checklists that the group's file lists",
    "other-version": "asked differently in the group's version of the checklist",
    "by-place": "answered place by place",
    "undated": "nothing says when it was checked",
    "plan-dates": "the dates of the group's own plan show otherwise",
}
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What of a group's file counts for one school, and the answers that do not, each with the reason."""

    shared: Shared
    untaken: Mapping[str, Untaken]


def share(
    title: str,
    school: Audit,
    asked: Items,
    group: Audit,
    listed: Items,
    as_of: date,
    left_out: Iterable[str] = (),
) -> Taken:
    """Take from a group's audit what counts for one school on one day.

    `asked` are the items of the school's checklists and `listed` those of the group's, each at the version
    that its file pins; `left_out` those that an overlay leaves out. Answers count where the school has no
    response at all and is asked the item, never for an item of the physical environment.

    Raises `TypeError` where `group` is not about a group.
    """
    subject = group.subject
    if not isinstance(subject, Group):
        raise TypeError("the file is not about a group")
    outside = {*left_out, *school.responses}
    responses: dict[str, Response] = {}
    untaken: dict[str, Untaken] = {}
    for id_, response in group.responses.items():
        checklist, item = asked.get(id_, (None, None))
        if checklist is None or item is None or id_ in outside:
            continue
        if _is_physical(checklist, item) or not is_asked(checklist, item, school):
            continue
        why = _against(checklist, item, listed.get(id_), response, group, as_of)
        if why is not None:
            untaken[id_] = why
        else:
            responses[id_] = _dated(response, group.audit.date)
    return Taken(
        shared=Shared(
            title=title,
            kind=subject.kind,
            responses=responses,
            actions=tuple(_actions(school, asked, group, listed)),
        ),
        untaken=untaken,
    )


def _is_physical(checklist: Checklist, item: Item) -> bool:
    """Whether the item is about buildings and grounds, or about places in them: those are a school's own."""
    return checklist.strand_of(item) == "physical-environment" or item.per is not None


def _against(
    checklist: Checklist,
    item: Item,
    theirs: tuple[Checklist, Item] | None,
    response: Response,
    group: Audit,
    as_of: date,
) -> Untaken | None:
    if theirs is None:
        return "not-listed"
    other, same = theirs
    if (_major(checklist), True) != (_major(other), asks_the_same(item, same)):
        return "other-version"
    if response.places is not None:
        return "by-place"
    if response.checked_on is None and group.audit.date is None:
        return "undated"
    facts = facts_of(group, as_of)
    if item.id in facts.overridden or (facts.not_begun and item.id in IN_FORCE):
        return "plan-dates"
    return None


def _major(checklist: Checklist) -> tuple[str, str]:
    return checklist.id, checklist.version.split(".", 1)[0]


def _dated(response: Response, audited: Day | None) -> Response:
    """The response with the day that it was checked, without what means something only beside its file."""
    return response.model_copy(
        update={
            "checked_on": response.checked_on or audited,
            "evidence": tuple(p.model_copy(update={"file": None}) for p in response.evidence),
            "refs": (),
        }
    )


def _actions(school: Audit, asked: Items, group: Audit, listed: Items) -> Iterator[Action]:
    """The group's actions for this school, without what they are for in buildings and grounds."""
    urn = school.subject.urn if isinstance(school.subject, School) else None
    for action in group.plan.actions if group.plan is not None else ():
        if action.schools and urn not in action.schools:
            continue
        items = {id_: asked.get(id_) or listed.get(id_) for id_ in action.for_}
        kept = tuple(
            id_ for id_, known in items.items() if known is None or not _is_physical(*known)
        )
        if action.strand == "physical-environment" or (items and not kept):
            continue
        yield action.model_copy(
            update={
                "id": f"{SHARED_ID}{action.id}",
                "for_": kept,
                "at": (),
                "carried_from": tuple(f"{SHARED_ID}{id_}" for id_ in action.carried_from),
            }
        )


# ---- The file ------------------------------------------------------------------------------------


def read_shared(context: AuditContext) -> Shared | None:
    """Read the group's file that a school's audit names, as far as it counts.

    Notes on the audit what does not count and why; the audit goes on without. A group's own `shares` are
    not followed.
    """
    shares = context.audit.shares
    if shares is None:
        return None
    if not isinstance(context.audit.subject, School):
        message = "Only a school takes answers from a group's file; none are counted here."
        context.note("shared-answers-not-read", ("shares",), message, "Delete `shares:`.")
        return None
    own = Path(context.document.file)
    if not is_file(own):
        message = "The group's file is found only from a file on disk, so nothing of it is counted."
        fix = "Name the file itself, in its folder with the group's file."
        context.note("shared-answers-not-read", ("shares",), message, fix)
        return None
    file = own.parent / shares.file
    if PureWindowsPath(shares.file).anchor or not is_file(file):
        return None  # file-not-beside says so
    group = _group(str(file), _state(file), context.library, context.as_of)
    why = group if isinstance(group, str) else _not_a_member(context.audit, group.audit)
    if why is not None or isinstance(group, str):
        name = shortened(shares.file)
        message = f"“{name}” {why}, so nothing of it is counted."
        context.note("shared-answers-not-read", ("shares", "file"), message, _fix(name))
        return None
    taken = share(
        shares.title,
        context.audit,
        context.items,
        group.audit,
        group.items,
        context.as_of,
        context.content.left_out,
    )
    if taken.untaken:
        _note_untaken(context, taken.untaken)
    return taken.shared


def _fix(name: str) -> str:
    return f"Ask whoever keeps it, or see `send-audit validate {name}`; or answer here and delete `shares:`."


def _state(file: Path) -> tuple[int, ...]:
    """What changes whenever the file does."""
    try:
        found = os.stat(file)  # noqa: PTH116 - asked for every school of a trust
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    audit: Audit
    items: Items


@lru_cache(maxsize=4)
def _group(file: str, state: tuple[int, ...], library: Library, as_of: date) -> _Group | str:  # noqa: ARG001
    """The group's file, read once for all its schools; or why it is none, in words."""
    document = read_file(Path(file))
    audit = document.model
    if audit is None:
        return "has errors of its own"
    if not isinstance(audit, Audit) or not isinstance(audit.subject, Group):
        return "is not about a group of schools (it has no `group:`)"
    found = Collector(file)
    context = make_context(document, audit, library, as_of, found)
    check_references(context)
    if found.failed:
        return "has errors of its own"
    return _Group(audit=audit, items=context.items)


def _not_a_member(school: Audit, group: Audit) -> str | None:
    members = group.subject.members if isinstance(group.subject, Group) else ()
    urn = school.subject.urn if isinstance(school.subject, School) else None
    if not members or urn in members:
        return None
    if urn is None:
        return "names its members by URN, and this school has none"
    return f"does not name URN {urn} under `members:`"


def _note_untaken(context: AuditContext, untaken: Mapping[str, Untaken]) -> None:
    by_reason: dict[Untaken, list[str]] = {}
    for id_, why in untaken.items():
        by_reason.setdefault(why, []).append(id_)
    told = "; ".join(f"{_some(ids)} ({_WHY[why]})" for why, ids in by_reason.items())
    message = f"Not counted of the group's answers: {told}."
    fix = "Answer them here, or ask whoever keeps the group's file to put it right."
    context.note("shared-answers-not-read", ("shares",), message, fix)


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return f"{', '.join(ids[:_MOST_NAMED])}{more}"
