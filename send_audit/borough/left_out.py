"""Which schools and which files are in no number of the report, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

from send_audit.borough.facts import ReturnHead
from send_audit.borough.standing import COUNTING, BrokenReturn, Round, Standing

Why = Literal[
    "broken",
    "broken-beside",
    "unreadable",
    "trust",
    "stale",
    "missing",
    "not-started",
    "excused",
    "duplicate",
    "closed",
    "unknown",
]
"""`broken` is a school's only return; `broken-beside` came beside one that counts, or beside a blank form;
`unreadable` is a broken file of which nobody can say whose it is, `trust` one that is a trust's own; `stale`
is a return whose audit was over a year old when it was due."""

WHYS: tuple[Why, ...] = (
    "broken",
    "broken-beside",
    "unreadable",
    "trust",
    "stale",
    "missing",
    "not-started",
    "excused",
    "duplicate",
    "closed",
    "unknown",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One school, or one file, that is not included. `reasons` are sentences, with the line where known.

    `counts` is whether the school itself is counted by another file; `file` starts below `returns/`.
    """

    why: Why
    school: str
    urn: str | None
    file: str | None
    reasons: tuple[str, ...]
    counts: bool = False
    audited: date | None = None
    """When the audit was made, where that is the reason."""


_STALE = (
    "That is more than a year before the return was due, or the day judged by, if that is earlier. Ask "
    "for a new audit: send-audit new --from carries the old answers over, to be confirmed."
)


def left_out(round_: Round) -> Iterator[LeftOut]:
    """What is not included: in the order of the list, then what belongs to no school of it."""
    for standing in round_.standings:
        yield from _of_school(standing)
    for broken in round_.unreadable:
        why: Why = "trust" if broken.is_trusts else "unreadable"
        yield _broken(broken, why, broken.name, broken.urn)
    for head in round_.closed:
        yield _head(
            head, "closed", "The list says that this school has closed, and none goes on for it."
        )
    for head in round_.unknown:
        yield _head(head, "unknown", "The list does not have this school.")


def _of_school(standing: Standing) -> Iterator[LeftOut]:
    name, urn = standing.entry.school.name, standing.urn
    counts = standing.state in COUNTING
    for broken in standing.broken:
        why: Why = "broken" if standing.state == "broken" else "broken-beside"
        yield _broken(broken, why, name, urn, counts=counts)
    if standing.state in ("missing", "not-started", "excused"):
        reason = {
            "missing": "No return has come.",
            "not-started": "The form is there, and nothing is filled in.",
            "excused": standing.excused_for or "No return is expected.",
        }[standing.state]
        file = below_returns(standing.head.file) if standing.head is not None else None
        yield LeftOut(why=standing.state, school=name, urn=urn, file=file, reasons=(reason,))
    if standing.head is not None and not standing.head.is_blank and not counts:
        yield LeftOut(
            why="stale",
            school=name,
            urn=urn,
            file=below_returns(standing.head.file),
            reasons=(_STALE,),
            audited=standing.head.audit_date,
        )
    for file in standing.duplicates:
        newer = below_returns(standing.head.file) if standing.head is not None else ""
        reason = f"Another return of this school counts in its place: {newer}."
        yield LeftOut(
            why="duplicate",
            school=name,
            urn=urn,
            file=below_returns(file),
            reasons=(reason,),
            counts=counts,
        )


def _broken(
    broken: BrokenReturn, why: Why, name: str, urn: str | None, *, counts: bool = False
) -> LeftOut:
    return LeftOut(
        why=why,
        school=name,
        urn=urn,
        file=below_returns(broken.file),
        reasons=broken.reasons,
        counts=counts,
    )


def _head(head: ReturnHead, why: Why, reason: str) -> LeftOut:
    file = below_returns(head.file)
    return LeftOut(why=why, school=head.name, urn=head.urn, file=file, reasons=(reason,))


def below_returns(file: str) -> str:
    """Where a file stands below `returns/`: a path of somebody's machine helps nobody else."""
    parts = PurePath(file.replace("\\", "/")).parts
    last = max((at for at, part in enumerate(parts[:-1]) if part == "returns"), default=None)
    return "/".join(parts[last + 1 :]) if last is not None else parts[-1]
