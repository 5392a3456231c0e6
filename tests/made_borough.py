"""A whole made-up borough of any size: a list of schools, and a return of each with its answers and its plan.

    python -m tests.made_borough DIR 600

The same number always makes the same files. Names are made of places, never of people.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from send_audit.load.library import Library
from send_audit.model.applicability import asked_of
from send_audit.model.audit import blank_school
from send_audit.model.checklist import Checklist, Item
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.words import Phase

ANSWERS, ACTIONS = 200, 12
FIRST_URN = 200001

_KINDS: tuple[tuple[SchoolType, Phase, int], ...] = (
    ("community-school", "primary", 30),
    ("voluntary-aided-school", "primary", 12),
    ("foundation-school", "secondary", 4),
    ("academy-converter", "primary", 22),
    ("academy-converter", "secondary", 12),
    ("academy-sponsor-led", "secondary", 6),
    ("community-special-school", "not-applicable", 4),
    ("academy-special-converter", "not-applicable", 3),
    ("local-authority-nursery-school", "nursery", 3),
    ("pupil-referral-unit", "not-applicable", 1),
    ("other-independent-school", "not-applicable", 3),
)
"""Kind, phase, and how many of a hundred schools are so: roughly a large English authority."""

_COLUMNS = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "EstablishmentStatus (name),PhaseOfEducation (name),NumberOfPupils"
)
_SHORES = (
    "Alder",
    "Beacon",
    "Curlew",
    "Dune",
    "Ferry",
    "Gorse",
    "Heron",
    "Isle",
    "Juniper",
    "Knot",
)
_ENDS = ("Bank", "Bridge", "Corner", "Croft", "End", "Field", "Green", "Hill", "Lane", "Marsh")
_RATINGS = ("met", "met", "met", "met", "partly-met", "partly-met", "not-met")
_PHASE_NAMES = {"not-applicable": "Not applicable", "primary": "Primary"}


@cache
def _library() -> Library:
    return Library()


@cache
def _asked(type_: SchoolType, phase: Phase) -> tuple[tuple[Checklist, ...], tuple[Item, ...]]:
    """The checklists that such a school is asked, and the items that need neither a place nor a figure."""
    school = blank_school(nation="england", type_=type_, phase=phase)
    seen = (asked_of(checklist, school) for checklist in _library().checklists)
    asked = tuple(checklist for checklist in seen if checklist is not None)
    items = (item for checklist in asked for item in checklist.items())
    return asked, tuple(i for i in items if i.measure is None and i.per is None)


def make_borough(folder: Path, schools: int, *, answers: int = ANSWERS) -> None:
    """Make `borough.yaml`, `schools.csv` and `returns/` in `folder`, with a return of each school."""
    returns = folder / "returns"
    returns.mkdir(parents=True)
    lines = [
        "schema: send-audit/borough@1",
        "name: Made-up Shire",
        'code: "991"',
        "nation: england",
    ]
    (folder / "borough.yaml").write_text("\n".join([*lines, "due: 2026-12-11", ""]), "utf-8")
    rows = [_COLUMNS]
    for index in range(schools):
        type_, phase = _kind(index)
        code, pupils = SCHOOL_TYPES[type_].gias_code, _pupils(index)
        name = _PHASE_NAMES.get(phase, phase.capitalize())
        rows.append(
            f"{FIRST_URN + index},991,Made-up Shire,{1000 + index % 9000},{_name(index)},{code},Open,"
            f"{name},{pupils}"
        )
        text = "\n".join(return_lines(index, answers=answers)) + "\n"
        (returns / f"school-{index:05}.yaml").write_text(text, encoding="utf-8")
    (folder / "schools.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _kind(index: int) -> tuple[SchoolType, Phase]:
    at = index * 37 % sum(weight for *_, weight in _KINDS)
    for type_, phase, weight in _KINDS:
        if at < weight:
            return type_, phase
        at -= weight
    raise AssertionError(index)


def _name(index: int) -> str:
    number = index // (len(_SHORES) * len(_ENDS))
    shore, end = _SHORES[index % len(_SHORES)], _ENDS[index // len(_SHORES) % len(_ENDS)]
    return f"{shore} {end} School" + (f" {number + 1}" if number else "")


def _pupils(index: int) -> int:
    return 40 + index * 97 % 1300


def return_lines(index: int, *, answers: int = ANSWERS) -> Iterator[str]:
    """The return of one school: answers with evidence and notes, gaps, and a plan with actions for them."""
    chance = random.Random(index)  # noqa: S311 - the same files each time
    type_, phase = _kind(index)
    checklists, items = _asked(type_, phase)
    yield from ("schema: send-audit/audit@1", "school:", f"  name: {_name(index)}")
    yield from (f'  urn: "{FIRST_URN + index}"', f"  phase: {phase}", f"  type: {type_}")
    yield from ("  nation: england", f"  pupils: {_pupils(index)}")
    yield from ("audit:", f"  date: 2026-{chance.choice(('09', '10'))}-{chance.randint(1, 28):02}")
    yield from ("  roles:", "    - SENCO", "  checklists:")
    yield from (f"    {checklist.id}: {checklist.version}" for checklist in checklists)
    chosen = (
        items
        if len(items) <= answers
        else sorted(chance.sample(items, answers), key=lambda i: i.id)
    )
    ratings = {item.id: chance.choice(_RATINGS) for item in chosen}
    yield "responses:"
    for item in chosen:
        yield from _answer_lines(item, ratings[item.id], chance)
    gaps = [item for item in chosen if ratings[item.id] != "met"]
    yield from _plan_lines(chance.sample(gaps, min(ACTIONS, len(gaps))), chance)


def _answer_lines(item: Item, rating: str, chance: random.Random) -> Iterator[str]:
    yield from (f"  {item.id}:", f"    rating: {rating}")
    if chance.random() < 0.7:
        yield from ("    evidence:", "      - kind: observation", "        title: Seen on the walk")
        yield "        on: 2026-10-05"
    if chance.random() < 0.2:
        yield "    note: Look again when the corridor has been painted."


_STATUSES: Sequence[Mapping[str, str]] = (
    {"status": "planned", "due": "2027-07"},
    {"status": "planned", "due": "2026-10"},
    {"status": "in-progress", "due": "2027-02"},
    {"status": "done", "due": "2026-09", "done_on": "2026-09-14"},
    {"status": "ongoing"},
)


def _plan_lines(gaps: Sequence[Item], chance: random.Random) -> Iterator[str]:
    first = chance.choice((2023, 2024, 2025, 2025, 2026))
    yield from ("plan:", "  period:", f"    start: {first}-09-01", f"    end: {first + 3}-08-31")
    yield from ("  approved:", "    by: Governing body", f"    on: {first}-10-14")
    yield "  next_review: 2027-09"
    if gaps:
        yield "  actions:"
    for number, item in enumerate(gaps, start=1):
        remedy = item.recommendation
        state = chance.choice(_STATUSES)
        yield from (f"    - id: A-{number:02}", "      for:", f"        - {item.id}")
        yield from (f"      action: {remedy.action}", "      lead: Site manager")
        yield f"      horizon: {remedy.horizon}"
        yield from (f"      {key}: {value}" for key, value in state.items())
        cost = chance.choice((0, 150, 850, 3200, 12000))
        yield from (
            (f"      cost: {cost}", "      funding: Devolved formula capital") if cost else ()
        )
        if state["status"] == "done":
            yield from (
                "      result:",
                "        effect: Used every day.",
                f"        spent: {cost + 40}",
            )


if __name__ == "__main__":
    make_borough(Path(sys.argv[1]), int(sys.argv[2]))
