"""Data quality: how old, how whole and how well shown the returns are, and what is odd in them."""

from collections.abc import Iterator, Mapping

from send_audit.borough.area import Area
from send_audit.borough.tallies.quality import AGES, SHARES, Age, Quality, Share
from send_audit.problems import KINDS
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Points, Section, Words, tables
from send_audit.render.borough.breakdown import breakdown
from send_audit.render.borough.count_tables import of_list, printed
from send_audit.render.borough.lists import named
from send_audit.render.borough.telling import part_text
from send_audit.render.wording import plural

FILE = "returns.csv"

AGE_WORDS: Mapping[Age, str] = {
    "half-a-year": "Up to six months",
    "year": "Up to a year",
    "three-years": "Up to three years",
    "older": "Older",
    "no-date": "No date",
}
SHARE_WORDS: Mapping[Share, str] = {
    "90-and-more": "90% and more",
    "half-to-90": "50% to 90%",
    "below-half": "Below 50%",
}
_TITLES: Mapping[str, str] = {kind.code: kind.title for kind in KINDS.values()}


def quality_section(quality: Quality, area: Area, audience: Audience) -> Section | None:
    """How far the numbers of this report can be relied on; `None` where no return counts."""
    if not quality.schools:
        return None
    parts = [
        Part(heading=None, blocks=tuple(_counts(quality, len(area.round.standings), audience)))
    ]
    if audience == "officers":
        parts += [
            Part(heading="Remarks on the files", blocks=tuple(_remarks(quality))),
            Part(heading="What differs", blocks=(Points(points=tuple(_odd(quality))),)),
        ]
    return Section(anchor="quality", title="How good the answers are", parts=tuple(parts))


def _counts(quality: Quality, listed: int, audience: Audience) -> Iterator[Block]:
    yield Words(
        text="How old the audits behind this report are, how much is answered, and how much is shown."
    )
    ages = {AGE_WORDS[age]: quality.ages[age] for age in AGES}
    yield from _of_list("Schools by the age of their audit", ages, listed, audience, of="Age")
    if audience == "officers":
        # To the public the section on returns says it: a second table could give away what that withholds.
        yield from breakdown(
            "Schools by the share of questions answered",
            "Schools",
            {SHARE_WORDS[share]: quality.completeness[share] for share in SHARES},
            audience,
            of="Answered",
        )
    shown = {SHARE_WORDS[share]: quality.evidence[share] for share in SHARES}
    yield from _of_list(
        "Schools by the share of good answers with evidence named",
        {**shown, "Nothing to show": quality.no_evidence_rate},
        listed,
        audience,
        of="With evidence",
    )
    doubts = tuple(_doubts(quality, listed, audience))
    if doubts:
        yield Points(points=doubts)


def _of_list(
    caption: str, parts: Mapping[str, int], listed: int, audience: Audience, *, of: str
) -> Iterator[Block]:
    """To the public, schools that sent nothing are with those of the last part, and all is the list."""
    rows = {name: (count,) for name, count in parts.items()}
    if audience == "public":
        last = list(rows)[-1]
        del rows[last]
        table = of_list(("Schools",), rows, (listed,), f"{last}, or no return", audience)
    else:
        table = of_list(("Schools",), rows, (listed,), "", audience)
    yield from printed(caption, table, of=of, totals_alone=False)


def _doubts(quality: Quality, listed: int, audience: Audience) -> Iterator[str]:
    lines = (
        ("Answers still to be confirmed", quality.to_confirm, quality.to_confirm_schools),
        (
            "Answers to be checked again, since too long has passed",
            quality.lapsed,
            quality.lapsed_schools,
        ),
    )
    for label, answers, schools in lines:
        of = "schools" if audience == "officers" else "schools whose returns count"
        part = part_text(schools, quality.schools, audience, of=of, listed=listed)
        if audience == "officers":
            yield f"{label}: {f'{answers}, at {part}' if answers else 'none'}."
        elif part is not None:
            yield f"{label}: at {part}."
    if audience == "officers":
        yield f"Met or partly met, with no evidence named: {plural(quality.without_evidence, 'answer')}."
        if quality.private_entries:
            entries = plural(quality.private_entries, "answer or action", "answers and actions")
            yield (
                f"Kept private: {entries}, at {plural(quality.private_schools, 'school')}. "
                "They count in the numbers for officers, and their words stay with the school."
            )


def _remarks(quality: Quality) -> Iterator[Block]:
    if not quality.remarks:
        yield Words(text="No file that counts has a remark.")
        return
    yield Words(
        text="What send-audit validate remarks on the returns that count. A remark stops nothing."
    )
    yield from tables(
        "Remarks by code",
        ("Remark", "Remarks", "Schools"),
        [
            (
                f"{one.code}: {_TITLES.get(one.code, 'Not known to this version')}",
                str(one.count),
                str(one.schools),
            )
            for one in quality.remarks
        ],
    )


def _odd(quality: Quality) -> Iterator[str]:
    lines = (
        ("Answered an older version of a checklist than this round asks for", quality.older),
        ("The return names another kind of school than the list", quality.other_type),
        ("The return names another phase than the list", quality.other_phase),
    )
    for label, schools in lines:
        yield f"{label}: {named(schools, FILE) if schools else 'no school.'}"
