"""What became of last cycle's answers and actions in a new audit."""

from collections.abc import Mapping
from dataclasses import dataclass

from send_audit.model.checklist import Item
from send_audit.model.scalars import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An answered item that asks something else now."""

    old: Item
    new: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An answered item that is asked no more: `why` as words to follow its id, and what is asked instead.

    `item` is `None` where the checklist or overlay that it belonged to is not there any more.
    """

    id: str
    item: Item | None
    why: str
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAnswers:
    """Every answer of the last audit is in exactly one of `carried`, `changed` and `gone`.

    `added` are items that are new since, `still_open` those asked then, too, and not answered; `versions`
    has for each checklist the last version and the new one, where they differ.
    """

    carried: tuple[str, ...]
    changed: Mapping[str, Changed]
    gone: tuple[Gone, ...]
    added: tuple[str, ...]
    still_open: tuple[str, ...]
    versions: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPlan:
    """Actions by id: carried, those of them whose date had passed, and those left in the old file.

    `left_out` are the parts of the old plan that belong to it alone, by key.
    """

    carried: tuple[str, ...] = ()
    slipped: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A new audit made from the last one. `when` is the day of that audit, where it says.

    `subject` says what changed in the facts of the school: key, before, now. `files` is how many evidence
    files the answers name that lie beside the old file and not beside the new one.
    """

    file: str
    when: Day | None
    answers: CarriedAnswers
    plan: CarriedPlan
    subject: tuple[tuple[str, str, str], ...] = ()
    files: int = 0
