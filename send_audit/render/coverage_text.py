"""What the checklists cover, as text and as JSON: counts, and what nothing is asked about."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from send_audit.model.coverage import Counts, Coverage
from send_audit.render.wording import STRAND_TITLES, joined, plural

_DUTIES = {
    "must": "must: a statute commands it",
    "have-regard": "have regard: a statute says to consider it",
    "should": "should: guidance that is to be followed",
    "good-practice": "good practice",
}
_SUPPORT = {
    "primary": "checked against the text itself",
    "secondary": "checked against what others print of it",
    "ancestor": "checked against an earlier law only, to be confirmed",
    "unverified": "general knowledge, to be confirmed",
}
_SILENT = {
    "needs": "needs",
    "areas_of_need": "areas of need",
    "priorities": "priorities",
    "strands": "strands",
    "features": "features of a school that decide no question",
    "places": "kinds of place that no question is asked of one by one",
}


def render_coverage(coverage: Coverage) -> str:
    """Render the counts, a heading and a line each, widest first in words a SENCO uses."""
    return "\n".join(_lines(coverage))


def _lines(coverage: Coverage) -> Iterator[str]:
    checklists = plural(len(coverage.checklists), "checklist")
    yield f"{plural(coverage.items, 'item')} in {checklists}, {coverage.measured} of them measured."
    yield from _sections(coverage)
    strands = {STRAND_TITLES[key]: n for key, n in coverage.strands.items()}
    yield from _counted("By strand", strands)
    yield from _counted("By duty", {_DUTIES[key]: n for key, n in coverage.duties.items()})
    yield from _counted(
        "By how far the best-checked source of each was checked",
        {_SUPPORT[key]: n for key, n in coverage.support.items()},
    )
    yield from _counted("By need (an item may help several)", _spaced(coverage.needs))
    yield from _counted("By area of need", _spaced(coverage.areas_of_need))
    yield from _counted("By key priority", _spaced(coverage.priorities))
    yield from _nothing(coverage)


def _spaced(counts: Counts) -> Counts:
    return {word.replace("-", " "): number for word, number in counts.items()}


def _counted(title: str, counts: Counts) -> Iterator[str]:
    yield ""
    yield title
    width = max(len(str(number)) for number in counts.values())
    yield from (f"  {number:>{width}}  {word}" for word, number in counts.items())


def _sections(coverage: Coverage) -> Iterator[str]:
    for checklist, sections in groupby(coverage.sections, key=lambda count: count.checklist):
        yield ""
        yield f"{checklist} ({coverage.checklists[checklist]})"
        yield from (f"  {count.items:>2}  {count.title}" for count in sections)


def _nothing(coverage: Coverage) -> Iterator[str]:
    yield ""
    yield "What no item is about"
    silent = {name: words for name, words in coverage.silent.items() if words}
    for name, words in silent.items():
        yield f"  {_SILENT[name]}: {joined(word.replace('-', ' ').replace('_', ' ') for word in words)}"
    if coverage.unused_sources:
        yield f"  sources that no item rests on: {joined(coverage.unused_sources)}"
    if not silent and not coverage.unused_sources:
        yield "  nothing: every word of every list has an item"


def render_coverage_json(coverage: Coverage) -> str:
    """Render the same counts as JSON."""
    return json.dumps({"schema_version": 1} | asdict(coverage), ensure_ascii=False, indent=2)
