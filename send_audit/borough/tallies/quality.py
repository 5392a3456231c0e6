"""How far the returns can be relied on: their age, how much is answered and shown, and what is odd."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from send_audit.borough.area import Area, Included
from send_audit.load.library import version_key
from send_audit.model.plan_facts import months_after
from send_audit.model.scalars import Day

Age = Literal["half-a-year", "year", "three-years", "older", "no-date"]
AGES: tuple[Age, ...] = ("half-a-year", "year", "three-years", "older", "no-date")

Share = Literal["below-half", "half-to-90", "90-and-more"]
SHARES: tuple[Share, ...] = ("90-and-more", "half-to-90", "below-half")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A kind of remark by its code: how often it was made, and of how many schools' returns."""

    code: str
    count: int
    schools: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The quality of the returns that count.

    `completeness` and `evidence` are how many schools are in each share of answered questions, and of met or
    partly met items with evidence; `no_evidence_rate` is how many have no such item. `to_confirm`,
    `lapsed` and `without_evidence` count answers. The names of schools: `older` answered an older version
    of a checklist than this round asks for, `other_type` and `other_phase` say another thing than the list.
    """

    schools: int
    ages: Mapping[Age, int]
    completeness: Mapping[Share, int]
    evidence: Mapping[Share, int]
    no_evidence_rate: int
    to_confirm: int
    to_confirm_schools: int
    lapsed: int
    lapsed_schools: int
    without_evidence: int
    remarks: tuple[Remark, ...]
    older: tuple[str, ...]
    other_type: tuple[str, ...]
    other_phase: tuple[str, ...]
    private_entries: int
    private_schools: int


class QualityTally:
    """Adds up what says how far the returns can be relied on."""

    def __init__(self, area: Area) -> None:
        self._as_of, self._wanted = area.as_of, _wanted(area)
        self._ages: Counter[Age] = Counter()
        self._completeness: Counter[Share] = Counter()
        self._evidence: Counter[Share] = Counter()
        self._answers: Counter[str] = Counter()
        self._remarks: Counter[str] = Counter()
        self._remarked: Counter[str] = Counter()
        self._named: dict[str, list[str]] = {"older": [], "type": [], "phase": []}
        self._schools = 0

    def add(self, one: Included) -> None:
        """Take one school into account."""
        facts, listed = one.facts, one.standing.entry.school
        self._schools += 1
        self._ages[_age(facts.audit_date, self._as_of)] += 1
        if facts.questions:
            self._completeness[_share(Fraction(facts.answered, facts.questions))] += 1
        overall = facts.scores.get("overall")
        if overall is not None and overall.evidence_rate is not None:
            self._evidence[_share(overall.evidence_rate)] += 1
        quality = facts.quality
        for name, count in (
            ("to_confirm", quality.to_confirm),
            ("lapsed", quality.lapsed),
            ("without_evidence", quality.without_evidence),
            ("private", facts.private_entries),
        ):
            self._answers[name] += count
            self._answers[f"{name} schools"] += count > 0
        self._remarks.update(quality.remarks)
        self._remarked.update(quality.remarks.keys())
        name = listed.name
        if is_older(facts.checklists, self._wanted):
            self._named["older"].append(name)
        if "unknown" not in (listed.type, facts.type) and listed.type != facts.type:
            self._named["type"].append(name)
        if "unknown" not in (listed.phase, facts.phase) and listed.phase != facts.phase:
            self._named["phase"].append(name)

    def result(self) -> Quality:
        """What it came to."""
        answers = self._answers
        return Quality(
            schools=self._schools,
            ages={age: self._ages[age] for age in AGES},
            completeness={share: self._completeness[share] for share in SHARES},
            evidence={share: self._evidence[share] for share in SHARES},
            no_evidence_rate=self._schools - sum(self._evidence.values()),
            to_confirm=answers["to_confirm"],
            to_confirm_schools=answers["to_confirm schools"],
            lapsed=answers["lapsed"],
            lapsed_schools=answers["lapsed schools"],
            without_evidence=answers["without_evidence"],
            remarks=tuple(
                Remark(code=code, count=count, schools=self._remarked[code])
                for code, count in sorted(self._remarks.items())
            ),
            older=tuple(self._named["older"]),
            other_type=tuple(self._named["type"]),
            other_phase=tuple(self._named["phase"]),
            private_entries=answers["private"],
            private_schools=answers["private schools"],
        )


def _wanted(area: Area) -> dict[str, str]:
    """The version of each checklist that this round asks for: borough.yaml's word, else the newest."""
    newest = {one.checklist.id: one.checklist.version for one in area.items.values()}
    return newest | dict(area.borough.checklists)


def is_older(answered: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether any checklist was answered in an older version than is wanted."""
    return any(
        version_key(version) < version_key(wanted[id_])
        for id_, version in answered.items()
        if id_ in wanted
    )


def _age(day: date | None, as_of: date) -> Age:
    if day is None:
        return "no-date"
    made = Day(text=day.isoformat(), last=day)
    ages: tuple[tuple[Age, int], ...] = (("half-a-year", 6), ("year", 12), ("three-years", 36))
    return next((age for age, months in ages if as_of <= months_after(made, months)), "older")


def _share(share: Fraction) -> Share:
    if share >= Fraction(9, 10):
        return "90-and-more"
    return "half-to-90" if share >= Fraction(1, 2) else "below-half"
