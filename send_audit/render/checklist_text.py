"""Checklists and items as text and JSON: what is asked, why, on what footing, and what to do."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from send_audit.model.borough import Overlay
from send_audit.model.checklist import (
    BINDING,
    AppliesWhen,
    Basis,
    Checklist,
    Item,
    Source,
)
from send_audit.model.content import Advice
from send_audit.model.measure import Measure, with_unit
from send_audit.render.wording import STRAND_TITLES, joined, plural, sentence

WIDTH = 78
SUPPORT_WORDS = {
    "primary": "checked against the text itself",
    "secondary": "checked against what others print of it",
    "ancestor": "checked against an earlier law's text; to be confirmed",
    "unverified": "to be confirmed",
}
DUTY_WORDS = {
    "must": "Must: a statute commands it.",
    "have-regard": "Have regard: a statute says that it must be considered.",
    "should": "Should: guidance that a school is expected to follow.",
    "good-practice": "Good practice: no rule that we know of asks for exactly this.",
}


def render_list(checklists: Iterable[Checklist], *, items: bool) -> str:
    """One checklist a line, and with `items` each of its items below."""
    lines = []
    for checklist in checklists:
        number = plural(sum(1 for _ in checklist.items()), "item")
        lines.append(f"{checklist.id} {checklist.version}  {checklist.title} ({number})")
        if items:
            lines += [f"  {item.id}  {item.criterion}" for item in checklist.items()]
    return "\n".join(lines)


def render_list_json(checklists: Iterable[Checklist]) -> str:
    """The checklists with their sections and items."""
    rows = [
        {
            "id": checklist.id,
            "version": checklist.version,
            "title": checklist.title,
            "strand": checklist.strand,
            "role": checklist.role,
            "sections": [
                {"id": s.id, "title": s.title, "items": [item.id for item in s.items]}
                for s in checklist.sections
            ],
        }
        for checklist in checklists
    ]
    return json.dumps({"schema_version": 1, "checklists": rows}, ensure_ascii=False, indent=2)


def render_checklist(checklist: Checklist) -> str:
    """A checklist item by item, under its headings."""
    lines = [f"{checklist.title} ({checklist.id} {checklist.version})"]
    for section in checklist.sections:
        lines += ["", section.title]
        lines += [f"  {item.id}  {item.criterion}" for item in section.items]
    return "\n".join(lines)


def render_overlay(overlay: Overlay) -> str:
    """A council's overlay: what it is made for, what it changes, what it leaves out and what it adds."""
    made_for = joined(f"{id_} {versions.text}" for id_, versions in overlay.of.items())
    lines = [
        f"{overlay.title} ({overlay.id} {overlay.version})",
        f"By {overlay.by}, for {made_for}",
    ]
    for id_, change in overlay.items.items():
        lines += ["", id_]
        months = change.recheck_after_months
        facts = {
            "guidance": change.guidance,
            "contact": change.contact,
            "evidence": joined(change.evidence) or None,
            "weight": change.weight,
            "checked again after": plural(months, "month") if months is not None else None,
            "left out": change.leave_out,
        }
        lines += [f"  {name}: {value}" for name, value in facts.items() if value is not None]
    for section in overlay.add:
        lines += ["", section.title]
        lines += [f"  {item.id}  {item.criterion}" for item in section.items]
    return "\n".join(lines)


def render_item(
    checklist: Checklist,
    item: Item,
    sources: Mapping[str, Source],
    *,
    advice: Iterable[Advice] = (),
    left_out: str | None = None,
) -> str:
    """One item whole, as a page of text, with what a council adds to it or why it leaves it out."""
    blocks = [
        f"{item.id}  {item.criterion}",
        f"{checklist.title}, version {checklist.version}. {STRAND_TITLES[checklist.strand_of(item)]}.",
        *([_part("Left out by an overlay", left_out)] if left_out is not None else []),
        _part("What to look at", item.guidance),
        *(_part(f"{said.by} adds", advice_words(said)) for said in advice),
        _part("Why it matters", item.rationale),
        _part("What a pupil meets otherwise", item.barrier),
        _part("Standing", standing_words(item)),
        "\n".join(["Rests on", *(f"  {line}" for b in item.basis for line in _basis(b, sources))]),
    ]
    if item.measure is not None:
        blocks.append(_part("Measure", measure_words(item.measure)))
    if item.per is not None:
        blocks.append(_part("Asked of", f"each {item.per.replace('-', ' ')}"))
    if conditions := "; ".join(_conditions(item.applies_when)):
        blocks.append(_part("Asked when", conditions))
    if item.needs:
        blocks.append(_part("Helps with", joined(need.replace("-", " ") for need in item.needs)))
    blocks.append("\n".join(["Evidence", *(f"  {line}" for line in item.evidence)]))
    remedy = item.recommendation
    blocks.append(
        _part(
            "What to do about a gap",
            f"{remedy.action} Lead: {remedy.lead}. Done when: {remedy.success} "
            f"({remedy.horizon} term, cost band {remedy.cost_band})",
        )
    )
    months = checklist.recheck_months(item)
    weight = (
        f"Weight {item.weight}; check" if checklist.role in ("access", "inclusion") else "Check"
    )
    blocks.append(f"{weight} again after {months} months; since {item.since}.")
    return "\n\n".join(blocks)


def advice_words(advice: Advice) -> str:
    """What a council says of an item: its guidance, then whom to ask."""
    contact = f"Contact: {advice.contact}" if advice.contact else None
    return " ".join(sentence(text) for text in (advice.guidance, contact) if text)


def standing_words(item: Item) -> str:
    """The legal force, hedged where no pinpoint of a command was checked."""
    commanded = item.duty in BINDING
    checked = any(basis.support in ("primary", "secondary") for basis in item.basis)
    hedge = "" if checked or not commanded else " Believed required, to be confirmed."
    return DUTY_WORDS[item.duty] + hedge


def _part(title: str, text: str) -> str:
    wrapped = textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    return f"{title}\n{wrapped}"


def _basis(basis: Basis, sources: Mapping[str, Source]) -> Iterator[str]:
    source = sources.get(basis.source)
    title = source.title if source else basis.source
    yield f"{title}, {basis.at} ({SUPPORT_WORDS[basis.support]})"


def measure_words(measure: Measure) -> str:
    """The threshold in words: “Bay width: at least 2400 mm; from 2300 partly met”."""
    limits = []
    if measure.minimum is not None:
        limits.append(f"at least {measure.minimum}")
    if measure.maximum is not None:
        limits.append(f"at most {measure.maximum}")
    partly = f"; from {measure.partly_from} partly met" if measure.partly_from else ""
    where = (
        "a benchmark for existing buildings"
        if measure.applies_to == "existing-benchmark"
        else "for new work"
    )
    return (
        f"{measure.quantity}: {with_unit(joined(limits), measure.unit)}{partly}"
        f" ({where}, not a legal test)"
    )


def _conditions(conditions: AppliesWhen | None) -> Iterator[str]:
    if conditions is None:
        return
    for name in ("nations", "phases", "types"):
        words = getattr(conditions, name)
        if words:
            yield f"{name}: {', '.join(words)}"
    if conditions.features is not None:
        for name, value in conditions.features:
            if value is not None:
                amount = f"at least {value}" if name == "storeys" else str(value).lower()
                yield f"{name.replace('_', ' ')}: {amount}"


def render_item_json(checklist: Checklist, item: Item, sources: Mapping[str, Source]) -> str:
    """One item as JSON, with its checklist and the titles of its sources."""
    used = [basis.source for basis in item.basis]
    return json.dumps(
        {
            "schema_version": 1,
            "checklist": {"id": checklist.id, "version": checklist.version},
            "strand": checklist.strand_of(item),
            "item": item.model_dump(mode="json", by_alias=True, exclude_none=True),
            "sources": {id_: sources[id_].title for id_ in used if id_ in sources},
        },
        ensure_ascii=False,
        indent=2,
    )
