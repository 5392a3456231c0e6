"""What became of last cycle's audit in a new one, in a few lines of talk."""

from collections.abc import Iterable, Iterator, Mapping

from send_audit.model.carried import Carried, CarriedAnswers, CarriedPlan, Gone
from send_audit.render.wording import day_text, joined, plural

_MOST_NAMED = 8
_KEYS: Mapping[str, str] = {
    "name": "name",
    "urn": "URN",
    "phase": "phase",
    "type": "type",
    "nation": "nation",
    "local_authority.name": "local authority",
    "local_authority.code": "local authority's code",
    "pupils": "pupils",
    "ids.laestab": "LAESTAB",
    "responsible_body": "responsible body",
}
_PARTS: Mapping[str, str] = {
    "period": "period",
    "approved": "approval",
    "published": "where it is published",
    "document": "document elsewhere",
    "reviews": "reviews",
    "reports": "yearly reports",
    "next_review": "next review",
}


def render_carried(carried: Carried) -> Iterator[str]:
    """What was carried, what is asked again and why, what is new, and what stays in the old file."""
    of = f", the audit of {day_text(carried.when)}" if carried.when is not None else ""
    yield f"From {carried.file}{of}:"
    yield from (f"  {line}" for line in _answers(carried.answers))
    yield from (f"  {line}" for line in _plan(carried.plan))
    for key, before, now in carried.subject:
        yield f"  Changed: {_KEYS.get(key) or _plain(key)} from {before} to {now}."
    if carried.files:
        files = plural(carried.files, "file")
        yield f"  The answers name {files} of evidence beside the old audit: copy them beside this one."
    for id_, (old, new) in carried.answers.versions.items():
        yield f"What changed in {id_}: send-audit checklist diff {id_}@{old} {id_}@{new}"


def _answers(answers: CarriedAnswers) -> Iterator[str]:
    kept = len(answers.carried)
    each = "marked" if kept == 1 else "each marked"
    yield f"{plural(kept, 'answer')} carried, {each} `to_confirm`: none counts until it is confirmed."
    if answers.changed:
        count = len(answers.changed)
        yield (
            f"{plural(count, 'question')} asked again, because {'it asks' if count == 1 else 'they ask'} "
            f"something else now: {_named(answers.changed)}. The old answer stands there as a comment."
        )
    if answers.gone:
        count = len(answers.gone)
        yield (
            f"{plural(count, 'answer')} not carried, because the question is not asked now: "
            f"{_named(_gone(answers.gone))}. What {'it' if count == 1 else 'they'} said stands as a comment."
        )
    if answers.added:
        yield f"{plural(len(answers.added), 'new question')}: {_named(answers.added)}."
    if answers.still_open:
        open_ = plural(len(answers.still_open), "question")
        yield f"{open_} not answered last time either: {_named(answers.still_open)}."


def _plain(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ")


def _gone(gone: Iterable[Gone]) -> Iterator[str]:
    for one in gone:
        instead = [id_ for id_ in one.replaced_by if id_ != one.id]
        yield f"{one.id} (now {joined(instead)})" if instead else one.id


def _plan(plan: CarriedPlan) -> Iterator[str]:
    if plan.carried:
        slipped = plan.slipped
        late = f"; the date of {_named(slipped)} had passed, so set a new `due`" if slipped else ""
        yield f"{plural(len(plan.carried), 'open action')} carried{late}."
    left = [
        f"{len(ids)} {word}"
        for ids, word in ((plan.done, "done"), (plan.dropped, "dropped"))
        if ids
    ]
    if left:
        several = len(plan.done) + len(plan.dropped) != 1
        yield f"{joined(left)} {'actions stay' if several else 'action stays'} in the old file."
    if plan.left_out:
        yield f"A new plan needs its own: {joined(_PARTS[key] for key in plan.left_out)}."


def _named(ids: Iterable[str]) -> str:
    """The first few, and how many more there are."""
    ids = list(ids)
    if len(ids) <= _MOST_NAMED:
        return joined(ids)
    return f"{', '.join(ids[: _MOST_NAMED - 1])} and {len(ids) - _MOST_NAMED + 1} more"
