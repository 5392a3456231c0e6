"""Not included, and why: every school and every file that is in no number of the report."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.left_out import WHYS, LeftOut, Why
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Card, Part, Points, Section, Words, tables
from send_audit.render.borough.lists import named
from send_audit.render.wording import date_text, plural

FILE = "not-included.csv"
MOST_CARDS = 30

WHY_WORDS: Mapping[Why, str] = {
    "broken": "Broken: the file has errors, and nothing else came",
    "broken-beside": "Broken, beside another file of the same school",
    "unreadable": "Broken, and nobody can say whose it is",
    "stale": "Too old: the audit was made more than a year before the return was due",
    "missing": "Missing: nothing came",
    "not-started": "Not started: the form is blank",
    "excused": "Not expected in this round",
    "duplicate": "A second return of the same school",
    "closed": "Of a school that has closed",
    "unknown": "Of a school that the list does not have",
}
"""In the order in which they are printed."""

_WITH_REASONS: tuple[Why, ...] = ("broken", "broken-beside", "unreadable")
_NAMES_ONLY: tuple[Why, ...] = ("missing", "not-started")


def not_included_section(found: Sequence[LeftOut], audience: Audience) -> Section:
    """What is left out by reason; officers also see each by name, with what is wrong and what to do."""
    parts = [Part(heading=None, blocks=tuple(_counts(found, audience)))]
    if audience == "officers":
        parts += _named(found)
    return Section(anchor="not-included", title="Not included, and why", parts=tuple(parts))


def _counts(found: Sequence[LeftOut], audience: Audience) -> Iterator[Block]:
    if audience == "public":
        # Which of these there are, and how many, would tell of small counts that the tables keep back.
        yield Words(
            text="A school or a file may be in no number of this report, for one of these reasons:"
        )
        yield Points(points=tuple(WHY_WORDS[why] for why in WHYS))
        yield Words(
            text="How many schools there are of each, the section on returns says as far as it can.",
            grey=True,
        )
        return
    if not found:
        yield Words(
            text="Every open school on the list is included, and every file that came counts."
        )
        return
    by_why = Counter(one.why for one in found)
    yield Words(text="What is left out of every number of this report, and why.")
    yield from tables(
        "Not included",
        ("Why", "Schools or files"),
        [(WHY_WORDS[why], str(by_why[why])) for why in WHYS if by_why[why]],
    )
    yield Words(text=f"Every one is in {FILE}, with its file.", grey=True)


def _named(found: Sequence[LeftOut]) -> Iterator[Part]:
    broken = [one for one in found if one.why in _WITH_REASONS]
    if broken:
        blocks: list[Block] = [_card(one) for one in broken[:MOST_CARDS]]
        if len(broken) > MOST_CARDS:
            more = len(broken) - MOST_CARDS
            blocks.append(Words(text=f"And {plural(more, 'file')} more: see {FILE}."))
        yield Part(heading="Files to mend", blocks=tuple(blocks))
    for why in WHYS:
        ours = [one for one in found if one.why == why]
        if not ours or why in _WITH_REASONS:
            continue
        yield Part(heading=WHY_WORDS[why], blocks=tuple(_list(why, ours)))


def _list(why: Why, found: Sequence[LeftOut]) -> Iterator[Block]:
    if why in _NAMES_ONLY:
        yield Words(text=named([one.school for one in found], FILE))
        return
    points = [_point(one) for one in found[:MOST_CARDS]]
    if len(found) > MOST_CARDS:
        points.append(f"And {len(found) - MOST_CARDS} more: see {FILE}.")
    yield Points(points=tuple(points))


def _point(one: LeftOut) -> str:
    where = f" ({one.file})" if one.file is not None else ""
    return f"{one.school}{where}: {' '.join(reasons_of(one))}"


def reasons_of(one: LeftOut) -> tuple[str, ...]:
    """Why it is left out, in sentences."""
    if one.audited is None:
        return one.reasons
    return (f"Its audit is of {date_text(one.audited)}.", *one.reasons)


def _card(one: LeftOut) -> Card:
    heading = one.school or "A school that the file does not name"
    reasons = one.reasons or ("No reason is on record.",)
    note = ("The school's other return counts.",) if one.counts else ()
    return Card(heading=f"{heading}: {one.file}", words=(*reasons, *note))
