"""Whether a school is asked an item."""

import pytest

from send_audit.model.applicability import is_asked
from send_audit.model.audit import Audit
from tests.small_models import Tree, audit, checklist, item_tree

GROUP = {"name": "Tern Trust", "kind": "multi-academy-trust", "nation": "england"}
AUTHORITY = {"name": "Estuary", "code": "990", "nation": "england"}


def asked(
    applies_when: Tree | None = None, of: Audit | None = None, **checklist_facts: str
) -> bool:
    stated = {"applies_when": applies_when} if applies_when else {}
    content = checklist(item_tree("PE-0101", **stated), **checklist_facts)
    (item,) = content.items()
    return is_asked(content, item, of or audit())


def school(**facts: object) -> Audit:
    return audit(school=facts)


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("secondary", True),
        ("primary", False),
        ("middle-deemed-secondary", False),
        ("all-through", False),
        ("unknown", True),
        ("not-applicable", True),
    ],
)
def test_a_listed_phase_is_asked_and_so_is_an_unknown_one(phase: str, *, expected: bool) -> None:
    assert asked({"phases": ["secondary"]}, school(phase=phase)) is expected


def test_a_middle_school_is_asked_where_its_own_word_is_listed() -> None:
    listed = {"phases": ["secondary", "middle-deemed-secondary"]}
    assert asked(listed, school(phase="middle-deemed-secondary"))
    assert not asked(listed, school(phase="middle-deemed-primary"))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("community-school", True), ("free-school", False), ("unknown", True)],
)
def test_a_listed_type_is_asked_and_so_is_an_unknown_one(kind: str, *, expected: bool) -> None:
    assert asked({"types": ["community-school"]}, school(type=kind)) is expected


@pytest.mark.parametrize(
    ("nation", "expected"),
    [("england", True), ("wales", False), ("scotland", False), ("northern-ireland", False)],
)
def test_an_item_may_be_for_one_nation(nation: str, *, expected: bool) -> None:
    assert asked({"nations": ["england"]}, school(nation=nation)) is expected


def test_no_item_reaches_beyond_its_checklists_nations() -> None:
    assert not asked({"nations": ["scotland"]}, school(nation="scotland"))
    assert not asked(None, school(nation="scotland"))


@pytest.mark.parametrize(
    ("features", "expected"),
    [({"parking": "true"}, True), ({"parking": "false"}, False), ({}, True)],
)
def test_unstated_features_mean_the_item_is_asked(features: Tree, *, expected: bool) -> None:
    """ "unstated features mean the item is asked"."""
    wanted = {"features": {"parking": "true"}}
    assert asked(wanted, school(features=features)) is expected


@pytest.mark.parametrize(
    ("kind", "phases"),
    [
        ("private-nursery", {"nursery"}),
        ("local-authority-nursery-school", {"nursery"}),
        ("sixth-form-centre", {"post-16"}),
        ("further-education", {"post-16"}),
        ("free-school-16-19", {"post-16"}),
        ("studio-school", {"secondary"}),
        ("community-special-school", {"nursery", "primary", "secondary", "post-16"}),
    ],
)
def test_a_type_that_has_one_phase_only_is_asked_as_that_phase(kind: str, phases: set[str]) -> None:
    """The government's list gives such settings the phase “Not applicable”."""
    for stated in ("unknown", "not-applicable", "primary"):
        if stated == "primary" and kind == "community-special-school":
            continue
        of = school(type=kind, phase=stated)
        every = ("nursery", "primary", "secondary", "post-16")
        assert {phase for phase in every if asked({"phases": [phase]}, of)} == phases


def test_an_item_may_be_for_schools_without_a_feature() -> None:
    wanted = {"features": {"lift": "false"}}
    assert asked(wanted, school(features={"lift": "false"}))
    assert not asked(wanted, school(features={"lift": "true"}))


@pytest.mark.parametrize(("storeys", "expected"), [("1", False), ("2", True), ("3", True)])
def test_storeys_means_at_least_so_many(storeys: str, *, expected: bool) -> None:
    """formats.md and the content brief: "`storeys: 2` = asked of schools of two storeys or more"."""
    wanted = {"features": {"storeys": "2"}}
    assert asked(wanted, school(features={"storeys": storeys})) is expected


def test_all_conditions_must_hold() -> None:
    wanted: Tree = {"phases": ["primary"], "features": {"lift": "true"}}
    assert not asked(wanted, school(phase="primary", features={"lift": "false"}))
    assert not asked(wanted, school(phase="secondary", features={"lift": "true"}))
    assert asked(wanted, school(phase="primary", features={"lift": "true"}))


def test_a_retired_item_is_asked_of_nobody() -> None:
    content = checklist(item_tree(retired={"in": "2.0.0"}))
    assert not is_asked(content, next(content.items()), audit())


def test_a_group_is_asked_nothing_about_a_building() -> None:
    group = _subject(group=GROUP)
    assert asked(None, group, strand="curriculum")
    assert not asked(None, group)
    assert not asked(None, group, role="strategy", strand="none")


def test_a_local_authority_is_asked_strategy_items_only() -> None:
    authority = _subject(local_authority=AUTHORITY)
    assert asked(None, authority, role="strategy", strand="none")
    assert not asked(None, authority)
    assert not asked(None, school(), role="strategy", strand="none")


def _subject(**subject: object) -> Audit:
    return Audit.model_validate({"schema": "send-audit/audit@1"} | subject)
