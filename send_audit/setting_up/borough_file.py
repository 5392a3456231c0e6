"""`borough.yaml`: a new one with examples to fill in, and successors added to one that is there."""

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree
from send_audit.model.borough import Borough
from send_audit.model.words import Nation
from send_audit.render.blank_audit import quoted
from send_audit.setting_up.successors import Pair

_LANGUAGE = "en-GB"
_ORDER = tuple(name for name in Borough.model_fields if name != "schema_")
_BANDS = (
    ("none", "No cost beyond staff time"),
    ("A", "Up to £1,000"),
    ("B", "From £1,000 to £5,000"),
    ("C", "From £5,000 to £25,000"),
    ("D", "From £25,000 to £100,000"),
    ("E", "Over £100,000"),
)


def new_borough_file(
    name: str,
    code: str,
    nation: Nation,
    checklists: Mapping[str, str],
    overlays: Mapping[str, str],
    pairs: Sequence[Pair],
    day: date,
) -> str:
    """The text of a new `borough.yaml`. What only an officer knows stands in it as an example to fill in."""
    lines = [
        "# A round of accessibility audits. Where a line is yours to fill in, delete “# ” (with its space)",
        "# and change it. To see who is missing: send-audit borough status, with the name of this folder.",
        "schema: send-audit/borough@1",
        f"name: {quoted(name)}",
        f"code: {json.dumps(code)}",
        f"nation: {nation}",
        f"language: {_LANGUAGE}",
        "# The day by which every return is asked for:",
        f"# due: {_due(day).isoformat()}",
        "# What every school answers in this round, even if a newer version comes out meanwhile:",
        *_mapping("checklists", checklists),
        *_mapping("overlays", overlays),
        *_EXAMPLES,
        *_successors(pairs),
    ]
    return "\n".join(lines) + "\n"


def _due(day: date) -> date:
    """The end of a term that leaves the schools one to answer in: an example, no more."""
    if day.month >= 9:
        return date(min(day.year + 1, date.max.year), 3, 31)
    return date(day.year, 12, 11) if day.month >= 4 else date(day.year, 7, 10)


def _mapping(key: str, versions: Mapping[str, str]) -> Iterator[str]:
    if versions:
        yield f"{key}:"
        yield from (f"  {id_}: {version}" for id_, version in versions.items())


_EXAMPLES = (
    "# What the bands of cost mean here. The same bands for every school, so that sums can be compared:",
    "# cost_bands:",
    *(f"#   {band}: {meaning}" for band, meaning in _BANDS),
    "# Schools that owe no return in this round, and why:",
    "# not_expected:",
    '#   - urn: "900011"',
    "#     reason: The school closes in the summer, so the council visits it instead.",
    "# More time for one school:",
    "# extensions:",
    '#   - urn: "900010"',
    "#     until: 2027-01-29",
    "#     reason: New SENCO from November.",
    "# Reminders that were sent, and what came back. Roles, never names:",
    "# reminders:",
    '#   - urn: "900010"',
    "#     on: 2026-10-16",
    "#     how: Email to the office",
    "#     reply: Asked for more time.",
)


def _successors(pairs: Sequence[Pair]) -> Iterator[str]:
    yield "# Schools that go on under a new number, most often as an academy. A return under the old number"
    yield "# counts for the new one."
    if not pairs:
        yield "# successors:"
        yield '#   - old: "900012"'
        yield '#     new: "900010"'
        yield "#     on: 2025-09-01"
        return
    yield "# These were found in the list by number or by name: check each, and delete what is not so."
    yield "successors:"
    for pair in pairs:
        yield f"  - old: {json.dumps(pair.old.school.urn)}  # {_comment(pair)}"
        yield f"    new: {json.dumps(pair.new.school.urn)}"
        if pair.on is not None:
            yield f"    on: {pair.on.isoformat()}"


def _comment(pair: Pair) -> str:
    old, new = pair.old.school.name, pair.new.school.name
    return f"{old}, now {new}" if old != new else old


def with_successors(data: bytes, file: str, pairs: Iterable[Pair]) -> bytes:
    """The file with these pairs added under `successors:`; every other byte stays.

    Raises `SendAuditError` where the file is written in a way that cannot be changed safely.
    """
    draft = Draft.read(data, file)
    comments: dict[str, str] = {}
    for pair in pairs:
        comments[pair.old.school.urn or ""] = _comment(pair)
        there = draft.tree.get("successors")
        new: dict[str, Tree] = {"old": pair.old.school.urn, "new": pair.new.school.urn}
        if pair.on is not None:
            new["on"] = pair.on.isoformat()
        if isinstance(there, list):
            draft = draft.put(("successors", len(there)), new)
        else:
            draft = draft.put(("successors",), [new], order=_ORDER)
    text = _with_quotes(draft.text, set(Draft.read(data, file).text.splitlines()), comments)
    return replace(Draft.read(text.encode("utf-8"), file), marked=draft.marked).data()


def _with_quotes(text: str, old_lines: Container[str], comments: Mapping[str, str]) -> str:
    """The new lines' numbers in quotes: to an editor with the schema, one without is no text.

    Behind an old number stands whose it is, from `comments`.
    """

    def quoted_if_new(match: re.Match[str]) -> str:
        line = match[0]
        if line in old_lines:
            return line
        comment = comments.get(match["number"]) if match["start"].endswith("old: ") else None
        told = f"  # {comment}" if comment else ""
        return f'{match["start"]}"{match["number"]}"{told}'

    pattern = r"^(?P<start> *(?:- )?(?:old|new): )(?P<number>\d+)(?=\r?$)"
    return re.sub(pattern, quoted_if_new, text, flags=re.MULTILINE)
