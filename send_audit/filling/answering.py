"""What an answer becomes in the file: its keys in their order, its dates, its evidence, its action."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from send_audit.editing.suggested import action_entry
from send_audit.editing.tree import Tree, at
from send_audit.filling.questions import Question
from send_audit.load.beside import find_beside
from send_audit.load.fields import keys_of
from send_audit.model.audit import Answer, Audit
from send_audit.model.plan_document import Action
from send_audit.model.words import EvidenceKind
from send_audit.outcomes import answer_at, both_doubts

AUDIT_KEYS = tuple(keys_of(Audit))
ANSWER_KEYS = (*keys_of(Answer), "places")
ACTION_KEYS = tuple(keys_of(Action))

_KINDS: tuple[tuple[str, EvidenceKind], ...] = (
    (r"photo|picture", "photograph"),
    (r"walk|observ|visit|watched|seen|looked", "observation"),
    (r"measur|tape|reading", "measurement"),
    (r"certificat", "certificate"),
    (r"plan of|drawing|map\b", "drawing"),
    (r"web|website|page online", "web-page"),
    (r"pupils?('| sa|.?s? view|.?s? voice)|pupil voice|children sa|students sa", "pupil-voice"),
    (
        r"polic|minute|log|list|report|record|letter|plan|document|timetable|register|notes?\b",
        "document",
    ),
)
_PAPERS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".heic")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


def with_answer(
    responses: Tree, question: Question, changes: Mapping[str, Tree]
) -> dict[str, Tree]:
    """The whole response to a question's item with other values under some keys; `None` takes one away.

    A `to_confirm` for all places goes to each of the others when one of them is answered.
    """
    found = at(responses, (question.item.id,))
    response: dict[str, Tree] = dict(found) if isinstance(found, dict) else {}
    if question.place is None:
        return _ordered({**response, **changes})
    there = response.get("places")
    places: dict[str, Tree] = dict(there) if isinstance(there, dict) else {}
    if "to_confirm" in changes and (said := response.pop("to_confirm", None)) is not None:
        places = {p: _doubted(_block(a), said) for p, a in places.items()}
    places[question.place] = _ordered({**_block(places.get(question.place)), **changes})
    return _ordered({**response, "places": places})


def _doubted(answer: Mapping[str, Tree], said: Tree) -> dict[str, Tree]:
    own = answer.get("to_confirm")
    return _ordered({**answer, "to_confirm": both_doubts(str(own) if own else None, str(said))})


def without_answer(responses: Tree, question: Question) -> dict[str, Tree] | None:
    """The response without this question's answer; `None` where nothing would be left of it.

    What is said of all places together stays when the last of them is cleared.
    """
    found = at(responses, (question.item.id,))
    if question.place is None or not isinstance(found, dict):
        return None
    places = {p: a for p, a in _block(found.get("places")).items() if p != question.place}
    return _ordered({**found, "places": places or None}) or None


def _block(tree: Tree) -> dict[str, Tree]:
    return dict(tree) if isinstance(tree, dict) else {}


def _ordered(answer: Mapping[str, Tree]) -> dict[str, Tree]:
    """The keys that say something, in the order of the format; one that it does not know comes last."""
    known = [key for key in ANSWER_KEYS if answer.get(key) is not None]
    others = [key for key in answer if key not in ANSWER_KEYS and answer[key] is not None]
    return {key: answer[key] for key in (*known, *others)}


def checked(audit: Audit, question: Question, day: date) -> dict[str, Tree]:
    """The keys that say when an answer was checked; the audit's own day need not be repeated.

    It is, where the item's answers have a day of their own, which would count before the audit's.
    """
    audited, response = audit.audit.date, audit.responses.get(question.item.id)
    answer = answer_at(response, question.place)
    same = audited is not None and audited.text == day.isoformat()
    repeat = any(a is not None and a.checked_on is not None for a in (response, answer))
    return {"checked_on": day.isoformat() if repeat or not same else None, "to_confirm": None}


def evidence(text: str, where: str | None, folder: Path, day: date) -> dict[str, Tree]:
    """A piece of evidence from what was typed: a title, or the name of a file in the audit's folder."""
    file = _file_in(folder, text)
    title = Path(text).stem.replace("-", " ").replace("_", " ") if file else text
    kind = "photograph" if file and file.lower().endswith(_PICTURES) else kind_of(text)
    entry: dict[str, Tree] = {
        "kind": kind,
        "title": title,
        "on": day.isoformat(),
        "where": where or None,
        "file": file,
    }
    return {key: value for key, value in entry.items() if value is not None}


def kind_of(title: str) -> EvidenceKind | None:
    """The kind of evidence that the words speak of, or `None` where they do not say."""
    lowered = title.lower()
    return next((kind for words, kind in _KINDS if re.search(words, lowered)), None)


def _file_in(folder: Path, text: str) -> str | None:
    """The text as a way to a file inside the folder, with forward slashes; `None` where it is none."""
    name = text.replace("\\", "/").removeprefix("./")
    return name if find_beside(folder, name).path is not None else None


def names_missing_file(folder: Path, text: str) -> bool:
    """Whether the text looks like the name of a file, and there is none inside the folder."""
    looks_so = " " not in text.strip() and Path(text).suffix.lower() in (*_PICTURES, *_PAPERS)
    return looks_so and _file_in(folder, text) is None


def new_place_id(name: str, taken: Sequence[str]) -> str:
    """An id for a place, from its name: “Back entrance” is back-entrance, a second one back-entrance-2."""
    # Welsh names have letters with accents: the letter below them will do.
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "place"
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def new_action(question: Question, id_: str, action: str, *, private: bool) -> dict[str, Tree]:
    """An action for a gap: the checklist's remedy, or what the school will do instead of it."""
    remedy = question.item.recommendation
    places = [question.place] if question.place is not None else []
    entry = action_entry(id_, [question.item.id], places, remedy, private=private)
    if action != remedy.action:
        # The checklist's cost and its test of success are those of its own remedy.
        entry = {key: entry[key] for key in entry if key not in ("cost_band", "success")}
    return {**entry, "action": action}
