"""The register of sources as text and as JSON: what each is, whom it binds, and which items rest on it."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from send_audit.model.checklist import Checklist, Item, Source
from send_audit.render.checklist_text import SUPPORT_WORDS, WIDTH
from send_audit.render.wording import plural

Pairs = Iterable[tuple[Checklist, Item]]

KIND_TITLES = {
    "statute": "Acts",
    "regulations": "Regulations",
    "explanatory-notes": "Explanatory notes",
    "statutory-guidance": "Statutory guidance",
    "approved-document": "Approved documents",
    "non-statutory-guidance": "Other guidance by government",
    "british-standard": "British Standards",
    "international-standard": "International standards",
    "practice-guide": "Practice guides",
}
"""The kinds of source in the order of their force, as headings."""


def items_resting_on(items: Pairs) -> Mapping[str, tuple[Item, ...]]:
    """The items by the id of each source that they cite, an item once for each source."""
    found: dict[str, dict[str, Item]] = {}
    for _, item in items:
        for basis in item.basis:
            found.setdefault(basis.source, {})[item.id] = item
    return {source: tuple(by_id.values()) for source, by_id in found.items()}


def render_sources(sources: Sequence[Source], items: Pairs) -> str:
    """Each source in a few lines, under its kind, strongest kind first."""
    resting = items_resting_on(items)
    lines: list[str] = []
    for kind, title in KIND_TITLES.items():
        of_kind = [source for source in sources if source.kind == kind]
        if of_kind:
            lines += ["", title]
        for source in of_kind:
            lines.append(f"  {source.id}: {_titled(source)}")
            lines.append(
                f"    {_nation(source)}; {plural(len(resting.get(source.id, ())), 'item')}."
            )
            lines += _wrapped(f"Binds: {source.binds}")
    return "\n".join(lines[1:])


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _titled(source: Source) -> str:
    """The title with its edition, or its date where no edition is known."""
    version = source.edition or source.date
    return (
        f"{source.title} ({version})" if version and version not in source.title else source.title
    )


def _nation(source: Source) -> str:
    words = source.nation.replace("-", " ").title().replace(" And ", " and ")
    return "International" if source.nation == "international" else words


def render_source(source: Source, items: Pairs) -> str:
    """One source whole, with the items that rest on it and the place in it that each names."""
    return "\n".join(_one(source, items))


def _one(source: Source, items: Pairs) -> Iterator[str]:
    yield f"{source.id}: {source.title}"
    yield ""
    facts = {
        "Kind": source.kind.replace("-", " "),
        "Nation": _nation(source),
        "Edition": source.edition,
        "Date": source.date,
        "Address": source.address,
        "Binds": source.binds,
        "Note": source.note,
    }
    for name, value in facts.items():
        if value is not None:
            yield from textwrap.wrap(f"{name}: {value}", WIDTH, subsequent_indent="  ")
    yield ""
    yield "Items that rest on it"
    cited = [
        (item, basis) for _, item in items for basis in item.basis if basis.source == source.id
    ]
    for item, basis in cited:
        yield f"  {item.id}  {basis.at} ({SUPPORT_WORDS[basis.support]})"
    if not cited:
        yield "  none"


def render_sources_json(sources: Iterable[Source], items: Pairs) -> str:
    """The sources with every key of the file, and the ids of the items that rest on each."""
    resting = items_resting_on(items)
    rows = [
        source.model_dump(mode="json", exclude_none=True)
        | {"items": [item.id for item in resting.get(source.id, ())]}
        for source in sources
    ]
    return json.dumps({"schema_version": 1, "sources": rows}, ensure_ascii=False, indent=2)
