"""Writes checklists/README.md: python -m tests.tools.checklist_pages. A test compares the two."""

from collections.abc import Iterator
from pathlib import Path

from send_audit.load.library import Library
from send_audit.model.checklist import Checklist, Item, Source
from send_audit.model.coverage import best_support
from send_audit.model.words import StrandOrNone
from send_audit.render.sources_text import KIND_TITLES, items_resting_on
from send_audit.render.wording import STRAND_TITLES
from tests.profiles import PROFILES, asked_items

COMMAND = "python -m tests.tools.checklist_pages"
LIBRARY = Library()
TARGET = LIBRARY.folder / "README.md"
HEAD = f"""\
# The checklists

Generated; do not edit: `{COMMAND}`.

Each row is one observation. `send-audit checklist show ITEM` prints it whole: what to look at, why it
matters, what it rests on, the remedy. Ids are permanent. An answer is read by the version that its audit
names: earlier versions are in [archive](archive). Standing: **must** and **have regard** are what a statute
commands; **should** is guidance that is to be followed; the rest is good practice and no duty in law. No
dimension is a legal test. “To be confirmed” marks a duty of which nobody has yet seen the source's own words,
or a second source that prints them.
"""
ROLES = {
    "access": "scored",
    "inclusion": "scored apart from the strands",
    "duty": "counted, never scored",
    "strategy": "answered by the local authority; counted, never scored",
}
STANDING = {
    "must": "**must**",
    "have-regard": "**have regard**",
    "should": "should",
    "good-practice": "good practice",
}


def page() -> str:
    """The page: what there is, who is asked how much, every item under its section, every source."""
    checklists = [c for id_ in LIBRARY.ids if (c := LIBRARY.current(id_)) is not None]
    lines = [HEAD, *_contents(checklists), "", *_profiles(checklists), ""]
    for checklist in checklists:
        lines += [*_checklist(checklist), ""]
    lines += _sources()
    return "\n".join(lines) + "\n"


def _contents(checklists: list[Checklist]) -> Iterator[str]:
    yield "| checklist | version | items | strand | how it counts |"
    yield "|---|---|---|---|---|"
    for checklist in checklists:
        number = sum(1 for _ in checklist.items())
        yield (
            f"| [{checklist.title}](#{checklist.id}) | {checklist.version} | {number} "
            f"| {_strand(checklist.strand)} | {ROLES[checklist.role]} |"
        )
    yield ""
    yield "And the [sources](#sources) that they rest on."


def _strand(strand: StrandOrNone) -> str:
    return "" if strand == "none" else STRAND_TITLES[strand]


def _profiles(checklists: list[Checklist]) -> Iterator[str]:
    """How many items of each checklist each kind of setting is asked, when nothing else is known of it."""
    schools = [checklist for checklist in checklists if checklist.role != "strategy"]
    yield "## Who is asked how much"
    yield ""
    yield "With nothing else known of the setting; a school that says it has no lift, say, is asked less."
    yield ""
    yield "| setting | " + " | ".join(checklist.id for checklist in schools) + " | all |"
    yield "|---|" + "---|" * (len(schools) + 1)
    for profile in PROFILES.values():
        asked = {item.id for item in asked_items(LIBRARY, profile)}
        counts = [sum(item.id in asked for item in c.items()) for c in schools]
        yield f"| {profile.title} | " + " | ".join(map(str, [*counts, sum(counts)])) + " |"


def _checklist(checklist: Checklist) -> Iterator[str]:
    lines = (LIBRARY.folder / f"{checklist.id}.yaml").read_text("utf-8").splitlines()
    yield f'<a id="{checklist.id}"></a>'
    yield ""
    yield f"## {checklist.title}"
    yield ""
    yield f"[{checklist.id}.yaml]({checklist.id}.yaml), version {checklist.version}"
    for section in checklist.sections:
        yield ""
        yield f"### {section.title}"
        yield ""
        yield "| id | true when met | standing | rests on |"
        yield "|---|---|---|---|"
        for item in section.items:
            number = lines.index(f"      - id: {item.id}") + 1
            yield _row(checklist, item, number)


def _row(checklist: Checklist, item: Item, number: int) -> str:
    cited = dict.fromkeys(basis.source for basis in item.basis)
    links = ", ".join(f"[{source}](#source-{source})" for source in cited)
    unsure = best_support(item) not in ("primary", "secondary")
    hedge = "; to be confirmed" if unsure and item.duty != "good-practice" else ""
    criterion = item.criterion.replace("|", "\\|")
    link = f'<a id="{item.id.lower()}"></a>[{item.id}]({checklist.id}.yaml#L{number})'
    return f"| {link} | {criterion} | {STANDING[item.duty]}{hedge} | {links} |"


def _sources() -> Iterator[str]:
    resting = items_resting_on(LIBRARY.items.values())
    yield '<a id="sources"></a>'
    yield ""
    yield "## Sources"
    for kind, title in KIND_TITLES.items():
        yield ""
        yield f"### {title}"
        for source in LIBRARY.sources.values():
            if source.kind == kind:
                yield ""
                yield from _source(source, resting.get(source.id, ()))


def _source(source: Source, items: tuple[Item, ...]) -> Iterator[str]:
    title = f"[{source.title}]({source.address})" if source.address else source.title
    facts = [source.nation.replace("-", " "), source.edition, source.date]
    yield f'<a id="source-{source.id}"></a>**{title}** (`{source.id}`)  '
    yield "; ".join(fact for fact in facts if fact) + "  "
    yield f"Binds: {source.binds}  "
    if source.note:
        yield f"{source.note}  "
    used = ", ".join(f"[{item.id}](#{item.id.lower()})" for item in items)
    yield f"Items: {used or 'none yet'}"


def main() -> None:
    """Write the page."""
    Path(TARGET).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
