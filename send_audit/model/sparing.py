"""How many questions a school is spared by each thing that it does not have."""

from collections.abc import Collection, Iterable, Mapping

from send_audit.model.applicability import is_asked
from send_audit.model.audit import Audit, School
from send_audit.model.checklist import Checklist, Features

ONE_STOREY = 1


def questions_asked(
    checklists: Iterable[Checklist], audit: Audit, *, left_out: Collection[str] = ()
) -> int:
    """How many items the audit's subject is asked. `left_out` are those that an overlay leaves out."""
    return sum(
        item.id not in left_out and is_asked(checklist, item, audit)
        for checklist in checklists
        for item in checklist.items()
    )


def questions_spared(
    checklists: Iterable[Checklist], audit: Audit, *, left_out: Collection[str] = ()
) -> Mapping[str, int]:
    """By feature that the school has not stated: how many fewer it is asked if it has none.

    For `storeys`, if it has one. Only features that spare a question are there, in the register's order.
    """
    school = audit.subject
    if not isinstance(school, School):
        return {}
    kept = [checklist for checklist in checklists if _knows_features(checklist)]
    now = questions_asked(kept, audit, left_out=left_out)
    spared: dict[str, int] = {}
    for name in Features.model_fields:
        if getattr(school.features, name) is None:
            without = _stating(audit, school, name)
            spared[name] = now - questions_asked(kept, without, left_out=left_out)
    return {name: fewer for name, fewer in spared.items() if fewer > 0}


def _knows_features(checklist: Checklist) -> bool:
    return any(i.applies_when is not None and i.applies_when.features for i in checklist.items())


def _stating(audit: Audit, school: School, name: str) -> Audit:
    value = ONE_STOREY if name == "storeys" else False
    features = school.features.model_copy(update={name: value})
    return audit.model_copy(update={"school": school.model_copy(update={"features": features})})
