"""A blank audit as YAML text: what is known of its subject, and each question, ready to answer."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from send_audit.model.applicability import asked_of
from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist, Features
from send_audit.model.content import Content
from send_audit.model.nations import in_words_of
from send_audit.model.new_school import NewAuthority, NewSchool, blank_of
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.sparing import questions_spared
from send_audit.render.blank_responses import HOW_TO_ANSWER, render_responses
from send_audit.render.wording import plural

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'()/-]*[A-Za-z0-9.)]")
_RESERVED = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_BODY_NAMES = {
    "governing-body": "Governing body of {school}",
    "local-authority": "{authority}",
    "academy-trust": "{trust}",
}


def quoted(text: str) -> str:
    """The text as a YAML value, in quotes only where plain text could be misread."""
    if _SAFE.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


SCHEMA_FILE = ".audit.schema.json"
"""The schema beside an audit, for its author's editor; hidden, since nobody need look at it."""

SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""What tells editors, at the head of the file, where the schema is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an audit's subject is asked: the items that apply, and what the file lists for them by id."""

    checklists: tuple[Checklist, ...]
    listed: Mapping[str, str]
    overlays: Mapping[str, str]


def what_is_asked(blank: Audit, content: Content) -> Asked:
    """The checklists with only the items that the subject of `blank` is asked, and their versions."""
    seen = (asked_of(c, blank, left_out=content.left_out) for c in content.checklists)
    asked = tuple(checklist for checklist in seen if checklist is not None)
    ids = {checklist.id for checklist in asked}
    overlays = {o.id: o.version for o in content.overlays if ids & {o.id, *o.of}}
    listed = {c.id: c.version for c in asked if c.id not in overlays}
    return Asked(checklists=asked, listed=listed, overlays=overlays)


def render_blank_audit(
    subject: NewSchool | NewAuthority,
    content: Content,
    day: date,
    *,
    with_schema: bool = False,
    for_others: bool = False,
) -> str:
    """Render the file. A rating typed behind a `#`-less `rating:` is all that an item needs.

    `with_schema` puts the line at its head that tells editors where the schema is. `for_others` is for a
    form that is sent out: then `day` is not yet the day of the audit.
    """
    blank = blank_of(subject)
    asked = what_is_asked(blank, content)
    head = (
        _authority(subject)
        if isinstance(subject, NewAuthority)
        else _school(subject, blank, content, asked.checklists)
    )
    lines = [
        *([SCHEMA_LINE] if with_schema else []),
        "schema: send-audit/audit@1",
        "language: en-GB",
        *head,
        *_audit(subject, asked, day, "  # change it to the day on which you looked" * for_others),
        *how_to_answer(asked.checklists),
        "responses:",
        *render_responses(asked.checklists, content.advice),
        "plan:",
        *render_blank_plan(asked.checklists, day),
    ]
    return "\n".join(lines) + "\n"


def how_to_answer(asked: Sequence[Checklist]) -> Iterator[str]:
    """What stands above the questions, with an item of this audit as its example."""
    yield from (line.format(item=_example(asked)) for line in HOW_TO_ANSWER)


def _example(asked: Sequence[Checklist]) -> str:
    """An item to show how ids look: the usual one where it is asked."""
    ids = [item.id for checklist in asked for item in checklist.items()]
    return "PE-0102" if "PE-0102" in ids or not ids else ids[0]


def _authority(authority: NewAuthority) -> Iterator[str]:
    yield "local_authority:"
    yield f"  name: {quoted(authority.name)}"
    yield f"  code: {json.dumps(authority.code)}"
    yield f"  nation: {authority.nation}"


def _school(
    school: NewSchool, blank: Audit, content: Content, asked: Sequence[Checklist]
) -> Iterator[str]:
    yield "school:"
    yield f"  name: {quoted(school.name)}"
    if school.urn:
        yield f"  urn: {json.dumps(school.urn)}"
    if school.ids:
        yield "  ids:"
        yield from (f"    {name}: {quoted_id(value)}" for name, value in school.ids.items())
    yield f"  phase: {school.phase}"
    yield f"  type: {school.type}"
    yield f"  nation: {school.nation}"
    if school.la_name:
        yield "  local_authority:"
        yield f"    name: {quoted(school.la_name)}"
        if school.la_code:
            yield f"    code: {json.dumps(school.la_code)}"
    yield from _responsible_body(school)
    if school.pupils is not None:
        yield f"  pupils: {school.pupils}"
    spared = questions_spared(content.checklists, blank, left_out=content.left_out)
    yield from _features(school.features, spared)
    yield from _places(asked)


def quoted_id(value: str) -> str:
    """An identifier: figures with a stroke between them need no quotes."""
    return value if re.fullmatch(r"\d+/\d+", value) else json.dumps(value, ensure_ascii=False)


def _features(features: Features, spared: Mapping[str, int]) -> Iterator[str]:
    """What the school has, and what it may lack with how many questions that spares it."""
    stated = {name: value for name, value in features if value is not None}
    open_ = sorted(set(spared) - {"storeys", *stated})
    if open_ or "storeys" in spared:
        yield "  # What the school does not have leaves questions out. Delete “# ” (with its space) where"
        yield "  # a line is true of this school:"
    elif not stated:
        return
    yield "  features:"
    if "storeys" in stated:
        yield f"    storeys: {stated['storeys']}"
    else:
        fewer = spared.get("storeys", 0)
        yield "    # storeys: 1" + (f"  # {plural(fewer, 'question')} fewer" if fewer else "")
    for name in Features.model_fields:
        if name in stated and name != "storeys":
            yield f"    {name}: {str(stated[name]).lower()}"
    for name in open_:
        yield f"    # {name}: false  # {plural(spared[name], 'question')} fewer"


def _places(asked: Sequence[Checklist]) -> Iterator[str]:
    """One place of each kind that an item is answered for, under the id that its answer has below."""
    kinds = sorted({i.per for c in asked for i in c.items() if i.per is not None})
    if not kinds:
        return
    yield "  # Places that are answered one by one; those that the answers name are stated here:"
    yield "  # places:"
    for kind in kinds:
        yield f"  #   {kind}-1:"
        yield f"  #     name: {kind.replace('-', ' ').capitalize()} 1"
        yield f"  #     kind: {kind}"


def _responsible_body(school: NewSchool) -> Iterator[str]:
    kind = SCHOOL_TYPES[school.type].responsible_body
    known = {"school": school.name, "authority": school.la_name, "trust": school.trust}
    pattern = _BODY_NAMES.get(kind or "")
    name = pattern.format(**{key: value or "" for key, value in known.items()}) if pattern else ""
    if name:
        yield "  responsible_body:"
        yield f"    - kind: {kind}"
        yield f"      name: {quoted(name)}"


def _audit(
    subject: NewSchool | NewAuthority, asked: Asked, day: date, comment: str
) -> Iterator[str]:
    authority = isinstance(subject, NewAuthority)
    yield "audit:"
    yield f"  date: {day.isoformat()}{comment}"
    yield f"  conducted_by: {'joint' if authority else 'school'}"
    yield "  roles:"
    role = "Head of SEND" if authority else "SENCO or ALNCo"
    yield f"    - {in_words_of(subject.nation, role)}"
    yield "  checklists:"
    yield from (f"    {id_}: {version}" for id_, version in asked.listed.items())
    if asked.overlays:
        yield "  overlays:"
        yield from (f"    {id_}: {version}" for id_, version in asked.overlays.items())


def render_blank_plan(asked: Sequence[Checklist], day: date) -> Iterator[str]:
    """The lines below `plan:`, an example to change: three years from the start of this school year."""
    yield from blank_period(day)
    yield "  # actions:"
    yield "  #   - id: A-01"
    yield "  #     for:"
    yield f"  #       - {_example(asked)}"
    yield "  #     action: What we will do."
    yield "  #     lead: Site manager"
    yield f"  #     due: {_school_year(day) + 1}-07"


def blank_period(day: date) -> Iterator[str]:
    """A period of three years as a comment."""
    first = _school_year(day)
    yield "  # period:"
    yield f"  #   start: {first}-09-01"
    yield f"  #   end: {first + 3}-08-31"


def _school_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1
