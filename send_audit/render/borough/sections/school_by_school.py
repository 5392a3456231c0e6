"""School by school, in the order of the list: for officers, on the screen only."""

from collections.abc import Iterator

from send_audit.borough.area import Area, Included
from send_audit.borough.distribution import is_complete
from send_audit.borough.facts import SetFigures
from send_audit.render.borough.blocks import Block, Part, Section, Table, Words
from send_audit.render.borough.sections.glance import SETS
from send_audit.render.views import Row
from send_audit.render.wording import DUTY_STATUS_WORDS, percent, points, upper_first

HEADS = ("School", "Score", "Confirmed", "Answered", "With evidence")


def school_by_school_section(area: Area) -> Section:
    """A table of the duties and one for each set of scores, a row a school."""
    schools = tuple(area.each())
    intro = Words(
        text="In the order of the list, and never by score: a school's numbers stand beside its own answers, "
        "not against another's. “Incomplete” means that fewer than nine in ten questions are answered."
    )
    return Section(
        anchor="school-by-school",
        title="School by school",
        parts=(
            Part(heading=None, blocks=(intro,)),
            Part(heading="Duties", blocks=(_duties(schools),)),
            *(
                Part(heading=title, blocks=(_scores(schools, name, title),))
                for name, title in SETS.items()
            ),
        ),
    )


def _duties(schools: tuple[Included, ...]) -> Block:
    return Table(
        caption="Duties of each school, counted",
        heads=("School", "Status", "Met", "Partly met", "Not met", "Open"),
        rows=tuple(
            Row(
                cells=(
                    one.standing.entry.school.name,
                    upper_first(DUTY_STATUS_WORDS[one.facts.duty_status]),
                    *map(str, one.facts.duty_counts),
                )
            )
            for one in schools
        ),
    )


def _scores(schools: tuple[Included, ...], name: str, title: str) -> Block:
    return Table(
        caption=f"{title}: the four numbers of each school",
        heads=HEADS,
        rows=tuple(Row(cells=tuple(_cells(one, one.facts.scores.get(name)))) for one in schools),
    )


def _cells(one: Included, figures: SetFigures | None) -> Iterator[str]:
    school = one.standing.entry.school.name
    if figures is None:
        yield from (f"{school}, not asked", *["none"] * (len(HEADS) - 1))
        return
    yield school if is_complete(figures) else f"{school}, incomplete"
    yield points(figures.score)
    yield points(figures.confirmed)
    yield f"{figures.answered} of {figures.asked}"
    yield percent(figures.evidence_rate)
