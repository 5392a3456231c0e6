"""The grid: a row for each school whose return counts, a column for each section of the checklists."""

from collections.abc import Iterator

from send_audit.borough.area import Area, Included
from send_audit.borough.distribution import is_complete
from send_audit.render.borough.export_table import About, Column, Value, text
from send_audit.render.borough.files.words import SchoolTable, school_table
from send_audit.render.borough.sections.returns import STATE_WORDS
from send_audit.render.numbers import percentage
from send_audit.render.wording import points


def grid_table(area: Area) -> SchoolTable:
    """The score of each section at each school, in the order of the list and never by score."""
    return school_table(
        "Scores by section",
        "One row for each school whose return counts, with the score of each section out of 100. "
        "With fewer than "
        "nine in ten items answered the word “incomplete” stands with it: such a score stands "
        "beside no other.",
        (*WHO, *_sections(area)),
        lambda _, one: (one,) if one is not None else (),
    )


WHO: tuple[Column[Included], ...] = (
    text("School", "The school's name in the list.", lambda one: one.standing.entry.school.name),
    text("URN", "Its number in the list.", lambda one: one.standing.urn),
    text("Return", "Whole or part-filled.", lambda one: STATE_WORDS[one.standing.state]),
)


def _sections(area: Area) -> Iterator[Column[Included]]:
    """The sections that are scored, in the order of the checklists."""
    found: dict[str, str] = {}
    for asked in area.items.values():
        if asked.checklist.role in ("access", "inclusion"):
            key = f"section:{asked.checklist.id}/{asked.section.id}"
            found.setdefault(key, f"{asked.checklist.title}: {asked.section.title}")
    for key, title in found.items():
        about = About(
            name=title,
            meaning="Points of what is answered, out of 100.",
            kind="number",
            unit="points",
            empty="nothing of it is answered, or asked",
        )
        yield Column(about, lambda one, key=key: _score(one, key))  # type: ignore[misc]


def _score(one: Included, key: str) -> Value:
    figures = one.facts.scores.get(key)
    if figures is None or figures.score is None:
        return None
    return (
        percentage(figures.score) if is_complete(figures) else f"{points(figures.score)} incomplete"
    )
