"""How far each public action of a plan is: every one of them stands in exactly one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from send_audit.model.lateness import last_day
from send_audit.model.plan_document import Action
from send_audit.model.plan_facts import months_after
from send_audit.model.results import Assessed
from send_audit.model.scalars import Day
from send_audit.render.privacy import public_actions

YEAR = 12
"""How many months a yearly report looks back, and ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The public actions by how far they are.

    `late` are past their date; `moved` are open, not late, and have a later date than first planned.
    `begun` and `ahead` hold what is left: in hand, or not begun.
    """

    done: tuple[Action, ...]
    late: tuple[Action, ...]
    moved: tuple[Action, ...]
    begun: tuple[Action, ...]
    ahead: tuple[Action, ...]
    dropped: tuple[Action, ...]

    @property
    def promised(self) -> int:
        """How many actions there are altogether."""
        return sum(map(len, (self.done, self.slipped, self.begun, self.ahead, self.dropped)))

    @property
    def slipped(self) -> tuple[Action, ...]:
        """What is late, then what was moved to a later date."""
        return self.late + self.moved


def sort_actions(assessed: Assessed) -> Sorted:
    """Put each public action where it belongs, open ones by date."""
    actions = public_actions(assessed)
    late = [action for action in actions if action in assessed.plan.overdue]
    open_ = [a for a in actions if a.status not in ("done", "dropped") and a not in late]
    left = [action for action in open_ if not _was_moved(action)]
    return Sorted(
        done=tuple(action for action in actions if action.status == "done"),
        late=by_date(late),
        moved=by_date(action for action in open_ if _was_moved(action)),
        begun=by_date(action for action in left if action.status != "planned"),
        ahead=by_date(action for action in left if action.status == "planned"),
        dropped=tuple(action for action in actions if action.status == "dropped"),
    )


def _was_moved(action: Action) -> bool:
    """Whether it is due later than it first was. What comes again and was done since is on its way again."""
    if action.due is None or not action.was_due or action.done_on is not None:
        return False
    return action.due.last > action.was_due[0].due.last


def latest_first(actions: Iterable[Action]) -> list[Action]:
    """Those with a date on which they were done, the latest first."""
    dated = [(action.done_on.last, action) for action in actions if action.done_on is not None]
    return [action for _, action in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def by_date(actions: Iterable[Action]) -> tuple[Action, ...]:
    """The earliest due first; those that no day makes late keep their order at the end."""
    return tuple(sorted(actions, key=lambda action: last_day(action) or date.max))


def done_lately(action: Action, as_of: date) -> bool:
    """Whether an action was done within the year before `as_of`, or in the month that it lies in."""
    if action.done_on is None or months_after(action.done_on, YEAR) <= as_of:
        return False
    first = action.done_on.last.replace(day=1) if action.done_on.is_month else action.done_on.last
    return first <= as_of


def year_ahead(as_of: date) -> date:
    """The last day of the year to come."""
    return months_after(Day(text=as_of.isoformat(), last=as_of), YEAR)
