"""Which answers of the last audit still answer today's items, and what becomes of the others."""

from collections.abc import Collection, Iterable, Mapping

from send_audit.model.applicability import is_asked, whom_not
from send_audit.model.audit import Audit
from send_audit.model.carried import CarriedAnswers, Changed, Gone
from send_audit.model.checklist import Checklist, Item
from send_audit.model.content import Content, items_by_id
from send_audit.model.versions import asks_the_same

Known = Mapping[str, tuple[Checklist, Item]]


def sort_answers(last: Audit, before: Content, subject: Audit, now: Content) -> CarriedAnswers:
    """Sort the answers of `last`, which was held to `before`, for an audit of `subject` held to `now`.

    An answer stands where the item is asked and still asks the same. `subject` is an audit of which only the
    subject counts: it may have changed since.
    """
    then, today = items_by_id(before.checklists), items_by_id(now.checklists)
    asked = [id_ for id_ in today if _why_not(today, id_, subject, now) is None]
    is_now = frozenset(asked)
    carried: list[str] = []
    changed: dict[str, Changed] = {}
    gone: list[Gone] = []
    for id_ in last.responses:
        old = then[id_][1] if id_ in then else None
        if id_ not in is_now:
            gone.append(_gone(id_, old, today, is_now, _why_not(today, id_, subject, now)))
        elif old is not None and asks_the_same(old, today[id_][1]):
            carried.append(id_)
        elif old is not None:
            changed[id_] = Changed(old=old, new=today[id_][1])
        else:
            why = "belonged to a checklist that this audit named and that is not there"
            gone.append(Gone(id=id_, item=None, why=why, replaced_by=(id_,)))
    return CarriedAnswers(
        carried=tuple(carried),
        changed=changed,
        gone=tuple(gone),
        added=tuple(id_ for id_ in asked if id_ not in then),
        still_open=tuple(id_ for id_ in asked if id_ in then and id_ not in last.responses),
        versions=_versions(before.checklists, now.checklists),
    )


def _why_not(today: Known, id_: str, subject: Audit, now: Content) -> str | None:
    """Why an item is not asked today, as words to follow its id; `None` where it is."""
    if id_ not in today:
        return "is in none of this round's checklists"
    if id_ in now.left_out:
        return f"is left out by an overlay ({now.left_out[id_].rstrip('.')})"
    checklist, item = today[id_]
    if is_asked(checklist, item, subject):
        return None
    if item.retired is not None:
        return "is not asked any more"
    return f"is not asked {whom_not(checklist, item, subject)}"


def _gone(
    id_: str, old: Item | None, today: Known, asked: Collection[str], why: str | None
) -> Gone:
    item = today[id_][1] if id_ in today else None
    retired = item.retired if item is not None else None
    by = _asked_instead(retired.replaced_by, today, asked) if retired is not None else ()
    return Gone(id=id_, item=old or item, why=why or "", replaced_by=tuple(by))


def _asked_instead(
    ids: Iterable[str], today: Known, asked: Collection[str], seen: frozenset[str] = frozenset()
) -> list[str]:
    """The items that are asked in place of these: one that is itself retired leads to those after it."""
    found: list[str] = []
    for id_ in ids:
        retired = today[id_][1].retired if id_ in today else None
        if id_ in asked:
            found.append(id_)
        elif retired is not None and id_ not in seen:
            found += _asked_instead(retired.replaced_by, today, asked, seen | {id_})
    return list(dict.fromkeys(found))


def _versions(
    before: Iterable[Checklist], now: Iterable[Checklist]
) -> Mapping[str, tuple[str, str]]:
    old = {checklist.id: checklist.version for checklist in before}
    return {
        checklist.id: (old[checklist.id], checklist.version)
        for checklist in now
        if old.get(checklist.id, checklist.version) != checklist.version
    }
