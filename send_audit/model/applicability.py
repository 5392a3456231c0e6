"""Whether a school is asked an item: by nation, type, phase and features. What is unknown is asked."""

from collections.abc import Collection

from send_audit.model.audit import Audit, Group, LocalAuthority, School
from send_audit.model.checklist import AppliesWhen, Checklist, Item
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.words import Nation, Phase

_OPEN_PHASES: tuple[Phase, ...] = ("unknown", "not-applicable")


def is_asked(checklist: Checklist, item: Item, audit: Audit) -> bool:
    """Whether `item` is asked of the audit's subject.

    A local authority is asked strategy items only; a group none about a building; a school all others
    that its nation, type, phase and features do not rule out.
    """
    if item.retired is not None:
        return False
    subject = audit.subject
    if not _holds_in(checklist, item, subject.nation):
        return False
    if isinstance(subject, LocalAuthority):
        return checklist.role == "strategy"
    if checklist.role == "strategy":
        return False
    if isinstance(subject, Group):
        return checklist.strand_of(item) != "physical-environment"
    return item.applies_when is None or _suits(subject, item.applies_when)


def whom_not(checklist: Checklist, item: Item, audit: Audit) -> str:
    """Why an item is not asked of the audit's subject, as words to follow “is not asked”."""
    subject = audit.subject
    if item.retired is not None:
        by = item.retired.replaced_by
        return "any more" + (f" (It is now {by[0]}.)" if len(by) == 1 else "")
    if not _holds_in(checklist, item, subject.nation):
        return f"in {subject.nation.replace('-', ' ').title()}"
    if isinstance(subject, LocalAuthority):
        return "of a local authority"
    if checklist.role == "strategy":
        return "of anyone but the local authority"
    if isinstance(subject, Group):
        return "of a group, since it is about a building"
    return "of this kind of school"


def asked_of(
    checklist: Checklist, audit: Audit, *, left_out: Collection[str] = ()
) -> Checklist | None:
    """The checklist with only the items that the audit's subject is asked, or `None` where it has none.

    `left_out` are the ids of items that an overlay leaves out.
    """
    asked = checklist.with_items(
        lambda item: item if item.id not in left_out and is_asked(checklist, item, audit) else None
    )
    return asked if asked.sections else None


def _suits(school: School, conditions: AppliesWhen) -> bool:
    of_type = not conditions.types or school.type in ("unknown", *conditions.types)
    return (
        of_type
        and _phase_suits(phase_of(school), conditions.phases)
        and _features_suit(school, conditions)
    )


def in_nation(checklist: Checklist, nation: Nation) -> Checklist:
    """The checklist without the items that are for other nations only; it may be left with none."""
    return checklist.with_items(lambda i: i if _holds_in(checklist, i, nation) else None)


def _holds_in(checklist: Checklist, item: Item, nation: Nation) -> bool:
    stated = item.applies_when.nations if item.applies_when is not None else ()
    return nation in checklist.nations and (not stated or nation in stated)


def phase_of(school: School) -> Phase:
    """The only phase that the school's type can have, if there is one; else the phase that it states.

    Lists of schools give special and independent schools, units and colleges no phase.
    """
    return SCHOOL_TYPES[school.type].phase or school.phase


def _phase_suits(phase: Phase, wanted: tuple[Phase, ...]) -> bool:
    """A listed phase is asked, no other. Middle schools are listed by their own words.

    Being deemed secondary (Education Act 1996, section 5) gives no pupils of sixteen and no public
    examinations, so an item that lists secondary schools only is not asked of them.
    """
    return not wanted or phase in _OPEN_PHASES or phase in wanted


def _features_suit(school: School, conditions: AppliesWhen) -> bool:
    wanted = conditions.features
    if wanted is None:
        return True
    return all(
        _feature_suits(getattr(school.features, name), getattr(wanted, name))
        for name in wanted.model_fields_set
    )


def _feature_suits(has: bool | int | None, wanted: bool | int | None) -> bool:
    """A number wanted is a minimum."""
    if has is None or wanted is None:
        return True
    return has == wanted if isinstance(wanted, bool) else has >= wanted
