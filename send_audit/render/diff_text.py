"""What a new version of a checklist does to the answers given to the old one, as text and as JSON."""

import json
from collections.abc import Iterator
from itertools import chain

from send_audit.model.checklist import Item
from send_audit.model.versions import Change, Differences, Dropped, Kept
from send_audit.render.wording import joined, plural

_CHANGES: dict[Change, str] = {
    "words": "explained in other words",
    "duty": "another standing in law",
    "basis": "other sources",
    "audience": "asked of other settings",
    "weight": "another weight",
    "recheck": "checked again after another time",
    "remedy": "another remedy",
    "not-applicable": "“not applicable” is taken or refused otherwise",
    "needs": "counts for other needs",
    "priorities": "counts for other priorities",
    "role": "counts in another score",
    "place": "moved to another section or strand",
}


def render_differences(found: Differences) -> str:
    """Render what is asked again, dropped and new; answers that stand are counted, changes to them named."""
    blocks = chain(_summary(found), _again(found), _dropped(found), _added(found), _standing(found))
    return "\n".join(blocks)


def _summary(found: Differences) -> Iterator[str]:
    yield f"{found.new.id}: from version {found.old.version} to {found.new.version}"
    yield f"  {plural(len(found.kept), 'answer')} kept"
    yield f"  {plural(len(found.asked_again), 'item')} asked again"
    yield f"  {plural(len(found.dropped), 'item')} dropped"
    yield f"  {plural(len(found.added), 'new item')}"


def _again(found: Differences) -> Iterator[str]:
    if found.asked_again:
        yield ""
        yield "Asked again, because the question is another one now:"
    for pair in found.asked_again:
        yield f"  {pair.new.id}  was: {pair.old.criterion}"
        yield f"  {' ' * len(pair.new.id)}  now: {pair.new.criterion}"
        yield from (f"  {' ' * len(pair.new.id)}  {line}" for line in _beyond_words(pair))


def _beyond_words(pair: Kept) -> Iterator[str]:
    if pair.old.measure != pair.new.measure:
        yield "The measure changed."
    if pair.old.per != pair.new.per:
        yield (
            f"Asked of each {pair.new.per}." if pair.new.per else "Asked once, not place by place."
        )


def _dropped(found: Differences) -> Iterator[str]:
    if found.dropped:
        yield ""
        yield "Dropped; retired items' answers may stay in the file and count no more:"
    for gone in found.dropped:
        instead = f" (now {joined(gone.replaced_by)})" if gone.replaced_by else ""
        yield f"  {gone.item.id}  {gone.item.criterion}{instead}"


def _added(found: Differences) -> Iterator[str]:
    if found.added:
        yield ""
        yield "New:"
    yield from (f"  {item.id}  {item.criterion}" for item in found.added)


def _standing(found: Differences) -> Iterator[str]:
    changed = [pair for pair in found.kept if pair.changes]
    if changed:
        yield ""
        yield "Kept, though something beside the question changed:"
    for pair in changed:
        yield f"  {pair.new.id}  {joined(_CHANGES[change] for change in pair.changes)}"


def render_differences_json(found: Differences) -> str:
    """Render the same as JSON, every kept id included."""
    return json.dumps(
        {
            "schema_version": 1,
            "checklist": found.new.id,
            "old": found.old.version,
            "new": found.new.version,
            "kept": [_pair(pair) for pair in found.kept],
            "asked_again": [_pair(pair) for pair in found.asked_again],
            "dropped": [_gone(gone) for gone in found.dropped],
            "added": [_item(item) for item in found.added],
        },
        ensure_ascii=False,
        indent=2,
    )


def _pair(pair: Kept) -> dict[str, object]:
    return {"item": pair.new.id, "changes": list(pair.changes)}


def _gone(gone: Dropped) -> dict[str, object]:
    return {"item": gone.item.id, "replaced_by": list(gone.replaced_by)}


def _item(item: Item) -> dict[str, object]:
    return {"item": item.id, "criterion": item.criterion}
