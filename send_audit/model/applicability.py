"""Whether a school is asked an item: by nation, type, phase and features. What is unknown is asked."""

from send_audit.model.audit import Audit, Group, LocalAuthority, School
from send_audit.model.checklist import AppliesWhen, Checklist, Features, Item
from send_audit.model.words import Phase

_OPEN_PHASES: tuple[Phase, ...] = ("unknown", "not-applicable")


def is_asked(checklist: Checklist, item: Item, audit: Audit) -> bool:
    """Whether `item` is asked of the audit's subject.

    A local authority is asked strategy items only; a group none about a building; a school all others
    that its nation, type, phase and features do not rule out.
    """
    if item.retired is not None:
        return False
    subject = audit.subject
    conditions = item.applies_when or AppliesWhen()
    nations = conditions.nations or checklist.nations
    if subject.nation not in checklist.nations or subject.nation not in nations:
        return False
    if isinstance(subject, LocalAuthority):
        return checklist.role == "strategy"
    if checklist.role == "strategy":
        return False
    if isinstance(subject, Group):
        return checklist.strand_of(item) != "physical-environment"
    return _suits(subject, conditions)


def _suits(school: School, conditions: AppliesWhen) -> bool:
    of_type = not conditions.types or school.type in ("unknown", *conditions.types)
    return (
        of_type
        and _phase_suits(school.phase, conditions.phases)
        and _features_suit(school, conditions)
    )


def _phase_suits(phase: Phase, wanted: tuple[Phase, ...]) -> bool:
    """A listed phase is asked, no other. Middle schools are listed by their own words.

    Being deemed secondary (Education Act 1996, section 5) gives no pupils of sixteen and no public
    examinations, so an item that lists secondary schools only is not asked of them.
    """
    return not wanted or phase in _OPEN_PHASES or phase in wanted


def _features_suit(school: School, conditions: AppliesWhen) -> bool:
    if conditions.features is None:
        return True
    return all(
        _feature_suits(getattr(school.features, name), getattr(conditions.features, name))
        for name in Features.model_fields
    )


def _feature_suits(has: bool | int | None, wanted: bool | int | None) -> bool:
    """A number wanted is a minimum."""
    if has is None or wanted is None:
        return True
    return has == wanted if isinstance(wanted, bool) else has >= wanted
