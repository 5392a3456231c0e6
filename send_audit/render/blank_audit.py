"""A blank audit as YAML text: what is known of the school, and each question it is asked, ready to answer."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from send_audit.model.applicability import asked_of
from send_audit.model.audit import blank_school
from send_audit.model.checklist import Checklist, Features, Item
from send_audit.model.content import Advice, Content
from send_audit.model.nations import in_words_of
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.words import Nation, Phase
from send_audit.printable import one_line
from send_audit.render.checklist_text import advice_words
from send_audit.render.wording import plural

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'()/-]*[A-Za-z0-9.)]")
_RESERVED = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_BODY_NAMES = {
    "governing-body": "Governing body of {school}",
    "local-authority": "{authority}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSchool:
    """What a blank audit starts from. Words of closed lists are as the file writes them."""

    name: str
    nation: Nation
    type: SchoolType
    phase: Phase
    urn: str | None = None
    la_name: str | None = None
    la_code: str | None = None
    storeys: int | None = None


def quoted(text: str) -> str:
    """The text as a YAML value, in quotes only where plain text could be misread."""
    if _SAFE.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


SCHEMA_FILE = ".audit.schema.json"
"""The schema beside an audit, for its author's editor; hidden, since nobody need look at it."""


def render_blank_audit(
    school: NewSchool, content: Content, day: date, *, with_schema: bool = False
) -> str:
    """Render the file. A rating typed behind a `#`-less `rating:` is all that an item needs.

    `with_schema` puts the line at its head that tells editors where the schema is.
    """
    blank = blank_school(
        nation=school.nation, type_=school.type, phase=school.phase, storeys=school.storeys
    )
    seen = (asked_of(c, blank, left_out=content.left_out) for c in content.checklists)
    asked = [checklist for checklist in seen if checklist is not None]
    ids = {checklist.id for checklist in asked}
    overlays = {o.id: o.version for o in content.overlays if ids & {o.id, *o.of}}
    listed = [checklist for checklist in asked if checklist.id not in overlays]
    lines = [
        *([f"# yaml-language-server: $schema={SCHEMA_FILE}"] if with_schema else []),
        *_head(school, asked),
        *_audit(school, listed, overlays, day),
        *_responses(asked, content.advice),
        *_plan(day),
    ]
    return "\n".join(lines) + "\n"


def _head(school: NewSchool, asked: Sequence[Checklist]) -> Iterator[str]:
    yield "schema: send-audit/audit@1"
    yield "language: en-GB"
    yield "school:"
    yield f"  name: {quoted(school.name)}"
    if school.urn:
        yield f"  urn: {json.dumps(school.urn)}"
    yield f"  phase: {school.phase}"
    yield f"  type: {school.type}"
    yield f"  nation: {school.nation}"
    if school.la_name:
        yield "  local_authority:"
        yield f"    name: {quoted(school.la_name)}"
        if school.la_code:
            yield f"    code: {json.dumps(school.la_code)}"
    yield from _responsible_body(school)
    yield from _features(school.storeys, asked)
    yield from _places(asked)


def _features(storeys: int | None, asked: Sequence[Checklist]) -> Iterator[str]:
    """What the school may lack, with how many questions each spares it."""
    spared: Counter[str] = Counter()
    for checklist in asked:
        for item in checklist.items():
            wanted = item.applies_when.features if item.applies_when is not None else None
            spared.update(name for name in Features.model_fields if getattr(wanted, name, None))
    yield "  # What the school does not have leaves questions out. Delete “# ” (with its space) where"
    yield "  # a line is true of this school:"
    yield "  features:"
    fewer = f"  # {plural(spared['storeys'], 'question')} fewer" if spared["storeys"] else ""
    yield f"    storeys: {storeys}" if storeys else f"    # storeys: 1{fewer}"
    for name in sorted(set(spared) - {"storeys"}):
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


def _flat(text: str) -> str:
    """Text of a checklist on one line: a line break in it would end the comment and begin an answer."""
    return one_line(" ".join(text.split()))


def _responsible_body(school: NewSchool) -> Iterator[str]:
    kind = SCHOOL_TYPES[school.type].responsible_body
    pattern = _BODY_NAMES.get(kind or "")
    if kind is None or pattern is None or (kind == "local-authority" and not school.la_name):
        return
    yield "  responsible_body:"
    yield f"    - kind: {kind}"
    yield f"      name: {quoted(pattern.format(school=school.name, authority=school.la_name))}"


def _audit(
    school: NewSchool, checklists: Sequence[Checklist], overlays: Mapping[str, str], day: date
) -> Iterator[str]:
    yield "audit:"
    yield f"  date: {day.isoformat()}"
    yield "  conducted_by: school"
    yield "  roles:"
    yield f"    - {in_words_of(school.nation, 'SENCO or ALNCo')}"
    yield "  checklists:"
    yield from (f"    {checklist.id}: {checklist.version}" for checklist in checklists)
    if overlays:
        yield "  overlays:"
        yield from (f"    {id_}: {version}" for id_, version in overlays.items())


def _responses(
    asked: Sequence[Checklist], advice: Mapping[str, tuple[Advice, ...]]
) -> Iterator[str]:
    yield "# To answer an item, delete “# ” (with its space) before each of its lines. A rating is one of:"
    yield "#   met, partly-met, not-met, not-applicable (with a line `reason:`)."
    yield "# Help with any item: send-audit checklist show PE-0102"
    yield "responses:"
    for checklist in asked:
        yield f"  # ==== {_flat(checklist.title)} ===="
        for section in checklist.sections:
            yield f"  # -- {_flat(section.title)}"
            for item in section.items:
                yield from _item(item, advice.get(item.id, ()))


def _item(item: Item, advice: Iterable[Advice]) -> Iterator[str]:
    yield f"  # {_flat(item.criterion)}"
    for said in advice:
        yield f"  # ({_flat(f'{said.by} adds: {advice_words(said)}')})"
    yield f"  # {item.id}:"
    deeper = "  "
    if item.per is not None:
        yield "  #   places:"
        yield f"  #     {item.per}-1:"
        deeper = "      "
    key = "measured" if item.measure is not None else "rating"
    yield f"  # {deeper}{key}:"


def _plan(day: date) -> Iterator[str]:
    """A three-year period from the start of this school year, as an example to change."""
    first = day.year if day.month >= 9 else day.year - 1
    yield "plan:"
    yield "  # period:"
    yield f"  #   start: {first}-09-01"
    yield f"  #   end: {first + 3}-08-31"
    yield "  # actions:"
    yield "  #   - id: A-01"
    yield "  #     for:"
    yield "  #       - PE-0102"
    yield "  #     action: What we will do."
    yield "  #     lead: Site manager"
    yield f"  #     due: {first + 1}-07"
