"""Plans by their own dates: in force, running out, expired, none; reviews; strands without any action."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.area import Area
from send_audit.borough.placing import type_of_school
from send_audit.borough.standing import Standing
from send_audit.borough.suppression import CountTable
from send_audit.borough.tallies.plans import Plans, PlanWord, ReviewWord, Side, WordT
from send_audit.borough.tallies.returns import ReturnCounts
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.words import STRANDS
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Section, Words, tables
from send_audit.render.borough.count_tables import counts, of_list, printed, sum_seen
from send_audit.render.wording import STRAND_TITLES, date_text, plural

PLAN_WORDS: Mapping[PlanWord, str] = {
    "in-force": "In force, and for more than twelve months yet",
    "running-out": "In force, and runs out within twelve months",
    "not-begun": "Begins later",
    "expired": "Has run out",
    "not-dated": "Approved, with no end date",
    "proposals": "Proposals only: no period, no approval",
    "none": "No plan with the return",
}
REVIEW_WORDS: Mapping[ReviewWord, str] = {
    "reviewed": "Reviewed in the past twelve months",
    "overdue": "Not reviewed since, and the stated day has passed",
    "neither": "No review recorded, and none overdue",
}
REPORT_WORDS: Mapping[bool | None, str] = {
    True: "The report has it",
    False: "The report does not have it",
    None: "The return does not say",
}
NOT_COUNTED = "No return that counts, or no plan asked for"
NO_PLAN = "No plan, or no return that counts"
NOT_ASKED = "Not asked, or no return that counts"
"""What the public reads of all other schools on the list."""

SIDES: tuple[Side, ...] = ("maintained", "others")
COLUMNS = ("In the strategy", "Others, or not known")


def plans_section(plans: Plans, returns: ReturnCounts, area: Area, audience: Audience) -> Section:
    """What the plans' dates say; officers also see by name which schools have none in date."""
    return Section(
        anchor="plans",
        title="Plans, by their dates",
        parts=tuple(_parts(plans, returns, area, audience)),
    )


def _parts(plans: Plans, returns: ReturnCounts, area: Area, audience: Audience) -> Iterator[Part]:
    yield Part(
        heading=None,
        blocks=(
            Words(
                text=f"How the plans of the schools whose returns count stood on {date_text(area.as_of)}. "
                "A date in a plan wins over any answer."
            ),
            *_table("Plans", PLAN_WORDS, plans.words, returns, NOT_COUNTED, audience),
            *(Words(text=text) for text in _notes(plans, audience)),
        ),
    )
    yield Part(
        heading="Reviews",
        blocks=tuple(
            _table("Schools with a plan", REVIEW_WORDS, plans.reviews, returns, NO_PLAN, audience)
        ),
    )
    if plans.in_report:
        yield Part(
            heading="In the SEN information report",
            blocks=tuple(
                _table(
                    "Schools that must have such a report",
                    REPORT_WORDS,
                    plans.in_report,
                    returns,
                    NOT_ASKED,
                    audience,
                )
            ),
        )
    yield Part(heading="Strands without any action", blocks=tuple(_no_action(plans, audience)))
    if audience == "officers" and plans.not_in_date:
        yield Part(heading="Schools without a plan in date", blocks=tuple(_not_in_date(plans)))


def _table(
    caption: str,
    words: Mapping[WordT, str],
    found: Mapping[tuple[WordT, Side], int],
    returns: ReturnCounts,
    rest: str,
    audience: Audience,
) -> Iterator[Block]:
    table = _counts(words, found, returns, rest, audience)
    yield from printed(caption, table, of="Plan", totals_alone=False)


def plans_seen(
    plans: Plans, returns: ReturnCounts, audience: Audience
) -> Mapping[PlanWord, int | None]:
    """How many plans stand where, as far as the table shows it."""
    table = _counts(PLAN_WORDS, plans.words, returns, NOT_COUNTED, audience)
    return dict(zip(PLAN_WORDS, _all(table), strict=False))


def _all(table: CountTable) -> Sequence[int | None]:
    return table.row_totals if table.row_totals is not None else [row[0] for row in table.cells]


def in_force(plans: Plans, returns: ReturnCounts, audience: Audience) -> int | None:
    """How many plans are in force, as far as the table shows it."""
    seen = plans_seen(plans, returns, audience)
    return sum_seen(seen["in-force"], seen["running-out"])


def _counts(
    words: Mapping[WordT, str],
    found: Mapping[tuple[WordT, Side], int],
    returns: ReturnCounts,
    rest: str,
    audience: Audience,
) -> CountTable:
    """By side for officers; to the public, beside other tables, the sides would tell too much."""
    sides = {text: _by_side(found, word) for word, text in words.items()}
    if audience == "officers":
        return of_list(COLUMNS, sides, (), rest, audience)
    sums = {text: [sum(counts_)] for text, counts_ in sides.items()}
    return of_list(("Schools",), sums, (returns.schools,), rest, audience)


def _by_side(found: Mapping[tuple[WordT, Side], int], word: WordT) -> Sequence[int]:
    return [found.get((word, side), 0) for side in SIDES]


def _notes(plans: Plans, audience: Audience) -> Iterator[str]:
    if audience == "public":
        yield "Colleges and private nurseries are not in the table, since Schedule 10 asks them for no plan."
        return
    long = sum(plans.over_three_years.values())
    if long:
        yield f"Made for more than three years: {plural(long, 'school')}."
    if plans.voluntary:
        yield (
            "Not in the table, since Schedule 10 asks them for no plan: "
            f"{plural(plans.voluntary, 'school')}."
        )


def _no_action(plans: Plans, audience: Audience) -> Iterator[Block]:
    if not any(plans.reviews.values()):  # each school with a plan is counted there once
        yield Words(
            text="Nothing can be said yet: no return of a school that must have a plan has one."
        )
        return
    if audience == "officers" and not any(plans.no_action.values()):
        yield Words(text="Every plan has an action in each of the three strands.")
        return
    yield Words(
        text="A plan must set out how each of the three strands will improve. "
        "The table counts the plans that have no action in one of them."
    )
    sides = {STRAND_TITLES[strand]: _by_side(plans.no_action, strand) for strand in STRANDS}
    public = audience == "public"
    yield from counts(
        "Schools whose plan has no action in the strand",
        ("Schools",) if public else COLUMNS,
        {title: [sum(found)] for title, found in sides.items()} if public else sides,
        audience,
        row_totals=not public,
        of="Strand",
        column_totals=False,
    )


def _not_in_date(plans: Plans) -> Iterator[Block]:
    yield Words(
        text=f"{plural(len(plans.not_in_date), 'school')} whose plan has run out, or whose return has "
        "none, in the order of the list."
    )
    yield from tables(
        "Schools without a plan in date",
        ("School", "Kind", "Plan"),
        [
            (
                standing.entry.school.name,
                SCHOOL_TYPES[type_of_school(standing)].label,
                _red_text(standing, word),
            )
            for standing, word in plans.not_in_date
        ],
        numeric=False,
    )


def _red_text(standing: Standing, word: PlanWord) -> str:
    plan = standing.head.plan if standing.head is not None else None
    if word == "expired" and plan is not None and plan.ends is not None:
        return f"Until {date_text(plan.ends)}"
    return "None"
