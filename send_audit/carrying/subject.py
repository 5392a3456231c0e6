"""The subject of a new audit: the last one's block, with the few facts that changed since."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from send_audit.carrying.old_file import Piece
from send_audit.editing.draft import Draft
from send_audit.editing.tree import Path, Tree, at
from send_audit.model.checklist import Features
from send_audit.model.new_school import NewSchool
from send_audit.model.school_types import SCHOOL_TYPES

_NUMBERS_AS_TEXT = ("urn", "code")
_ORDER = (
    "name",
    "urn",
    "ids",
    "phase",
    "type",
    "nation",
    "local_authority",
    "responsible_body",
    "pupils",
    "features",
    "places",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFacts:
    """Facts of the school that are not as they were, by their place in its block."""

    values: Mapping[Path, Tree]


def facts_from_register(school: NewSchool) -> NewFacts:
    """What the register says; it wins over last cycle's file. What it leaves open stays as it was."""
    values: dict[Path, Tree] = {
        ("name",): school.name,
        ("urn",): school.urn,
        ("phase",): None if school.phase == "unknown" else school.phase,
        ("type",): None if school.type == "unknown" else school.type,
        ("nation",): school.nation,
        ("local_authority", "name"): school.la_name,
        ("local_authority", "code"): school.la_code,
        ("pupils",): None if school.pupils is None else str(school.pupils),
        **{("ids", name): value for name, value in school.ids.items()},
    }
    kind = SCHOOL_TYPES[school.type].responsible_body
    if kind == "academy-trust" and school.trust is not None:
        values["responsible_body",] = [{"kind": kind, "name": school.trust}]
    return NewFacts(values={path: value for path, value in values.items() if value is not None})


def said_on_the_line(
    facts: NewFacts, stated: Mapping[str, str | None], features: Features
) -> NewFacts:
    """The facts with what the command line says of the school, which wins over all else.

    `stated` has its words by the option's name; `features` what it has or has not.
    """
    places: Mapping[str, Path] = {
        "name": ("name",),
        "urn": ("urn",),
        "phase": ("phase",),
        "type": ("type",),
        "nation": ("nation",),
        "la_name": ("local_authority", "name"),
        "la_code": ("local_authority", "code"),
    }
    values: dict[Path, Tree] = {
        places[name]: word for name, word in stated.items() if word is not None
    }
    lacks: dict[Path, Tree] = {
        ("features", name): str(value).lower() for name, value in features if value is not None
    }
    return NewFacts(values={**facts.values, **values, **lacks})


def with_facts(
    piece: Piece, facts: NewFacts, file: str
) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The block's lines with the new facts, and what changed: key, before, now.

    A responsible body of a kind that no longer fits the type is taken out, since its name cannot be guessed.
    """
    draft = Draft.read(piece.text.encode("utf-8"), file)
    before = draft.tree["school"]
    changes: list[tuple[str, str, str]] = []
    for path, value in (*facts.values.items(), *_body(before, facts)):
        old = at(before, path)
        if old != value:
            draft = draft.put(("school", *path), value, order=_ORDER if len(path) == 1 else ())
            if isinstance(value, str) and path[-1] in _NUMBERS_AS_TEXT:
                draft = _quoted(draft, str(path[-1]), value)
            changes.append((".".join(map(str, path)), _words(old), _words(value)))
    return draft.text, tuple(changes)


def _quoted(draft: Draft, key: str, number: str) -> Draft:
    """The number in quotes: to an editor with the schema, one without is no text."""
    text = re.sub(
        rf"^( *{key}: ){re.escape(number)}$", rf'\1"{number}"', draft.text, flags=re.MULTILINE
    )
    return Draft.read(text.encode("utf-8"), draft.file)


def _body(before: Tree, facts: NewFacts) -> Iterator[tuple[Path, Tree]]:
    type_ = facts.values.get(("type",))
    bodies = at(before, ("responsible_body",))
    if type_ is None or ("responsible_body",) in facts.values or not isinstance(bodies, list):
        return
    fits = next(f.responsible_body for t, f in SCHOOL_TYPES.items() if t == type_)
    if fits is not None and all(at(body, ("kind",)) != fits for body in bodies):
        yield ("responsible_body",), None


def _words(value: Tree) -> str:
    """A fact in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(str(at(one, ("name",))) for one in value)
    return str(value)
