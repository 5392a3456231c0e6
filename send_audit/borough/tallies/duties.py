"""Duty status over all schools by kind, and which duties are most often not met, each under its own Act."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from send_audit.borough.area import Asked, Included
from send_audit.borough.groups import TypeGroup, type_group
from send_audit.borough.placing import type_group_of, type_of_school
from send_audit.borough.standing import Round
from send_audit.duty import act_of, decides, is_under_schedule_10
from send_audit.model.checklist import Item, Source
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.words import DutyStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """Schools of one kind by duty status. `not_returned` are those of whose returns nothing counts."""

    by_status: Mapping[DutyStatus, int]
    not_returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetDuty:
    """A duty that some schools do not meet. `decides` is whether the duty status hangs on it.

    `schedule_10` is whether it rests on Schedule 10: one that does not decide is only believed to.
    """

    item: Item
    act: str
    decides: bool
    schedule_10: bool
    maintained: int
    others: int

    @property
    def schools(self) -> int:
        """How many do not meet it in all."""
        return self.maintained + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """Status by kind of school, kinds in their legal order; unmet duties, the most frequent first."""

    by_type: Mapping[SchoolType, StatusCounts]
    unmet: tuple[UnmetDuty, ...]

    def in_group(self, group: TypeGroup) -> StatusCounts:
        """The counts of all kinds of one group."""
        return self._sum(
            counts for kind, counts in self.by_type.items() if type_group(kind) == group
        )

    def in_all(self) -> StatusCounts:
        """The counts of the whole list."""
        return self._sum(self.by_type.values())

    @staticmethod
    def _sum(parts: Iterable[StatusCounts]) -> StatusCounts:
        parts = list(parts)
        by_status: Counter[DutyStatus] = Counter()
        for part in parts:
            by_status.update(part.by_status)
        return StatusCounts(by_status=by_status, not_returned=sum(p.not_returned for p in parts))


class DutyTally:
    """Adds up the duty side of each return."""

    def __init__(
        self, round_: Round, items: Mapping[str, Asked], sources: Mapping[str, Source]
    ) -> None:
        self._listed = Counter(type_of_school(standing) for standing in round_.standings)
        self._items, self._sources = items, sources
        self._statuses: dict[SchoolType, Counter[DutyStatus]] = {}
        self._unmet: Counter[tuple[str, bool]] = Counter()

    def add(self, one: Included) -> None:
        """Take in one school."""
        kind = type_of_school(one.standing)
        self._statuses.setdefault(kind, Counter())[one.facts.duty_status] += 1
        maintained = type_group_of(one.standing) == "maintained"
        self._unmet.update((item, maintained) for item in one.facts.unmet)

    def result(self) -> Duties:
        """What was taken in; schools of the list that were not are `not_returned`."""
        by_type = {
            kind: StatusCounts(
                by_status=self._statuses.get(kind, Counter()),
                not_returned=self._listed[kind] - self._statuses.get(kind, Counter()).total(),
            )
            for kind in SCHOOL_TYPES
            if self._listed[kind]
        }
        ids = dict.fromkeys(item for item, _ in self._unmet if item in self._items)
        unmet = sorted((self._duty(id_) for id_ in ids), key=lambda u: (-u.schools, u.item.id))
        return Duties(by_type=by_type, unmet=tuple(unmet))

    def _duty(self, id_: str) -> UnmetDuty:
        item = self._items[id_].item
        return UnmetDuty(
            item=item,
            act=act_of(item, self._sources),
            decides=decides(item),
            schedule_10=is_under_schedule_10(item, self._sources),
            maintained=self._unmet[id_, True],
            others=self._unmet[id_, False],
        )
