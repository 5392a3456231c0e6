"""What each kind of setting is asked: what can apply to it, in the words of its nation."""

import re

import pytest

from send_audit.load.library import Library
from send_audit.model.checklist import Item
from send_audit.model.nations import HOLDS_IN
from tests.golden_files import assert_golden
from tests.profiles import OTHER_NATIONS_WORDS, PROFILES, Profile, asked_items

LIBRARY = Library()
SCHOOL_IDS = [item.id for checklist, item in LIBRARY.items.values() if checklist.role != "strategy"]

each_profile = pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))


def said(item: Item) -> str:
    """Every word of an item that a reader sees, its sources apart."""
    shown = {"criterion", "guidance", "rationale", "evidence", "barrier", "recommendation"}
    return " ".join(re.findall(r"[\w' ]+", str(item.model_dump(include=shown))))


@each_profile
def test_no_criterion_is_about_what_such_a_setting_cannot_have(profile: Profile) -> None:
    found = {
        item.id: word
        for item in asked_items(LIBRARY, profile)
        for word in profile.never
        if word in item.criterion.lower()
    }
    assert found == {}


@each_profile
def test_no_item_speaks_in_the_other_nations_words(profile: Profile) -> None:
    words = OTHER_NATIONS_WORDS[profile.nation]
    found = {
        item.id: word
        for item in asked_items(LIBRARY, profile)
        for word in words
        if re.search(rf"\b{word.strip()}\b", said(item))
    }
    assert found == {}


@each_profile
def test_no_item_rests_on_the_other_nations_law(profile: Profile) -> None:
    holds = HOLDS_IN[profile.nation]
    for item in asked_items(LIBRARY, profile):
        for basis in item.basis:
            assert LIBRARY.sources[basis.source].nation in holds, (item.id, basis.source)


def test_what_each_setting_is_not_asked_is_written_down() -> None:
    """Read the golden file's diff as that setting's SENCO would: is each of these rightly not asked?"""
    lines = []
    for name, profile in PROFILES.items():
        asked = {item.id for item in asked_items(LIBRARY, profile)}
        left_out = " ".join(id_ for id_ in SCHOOL_IDS if id_ not in asked)
        lines += [f"{name}: asked {len(asked)}, not asked:", f"  {left_out}"]
    assert_golden("not-asked.txt", "\n".join(lines) + "\n")


def test_the_local_authority_is_asked_its_own_checklist_and_no_school_is() -> None:
    strategy = {
        item.id for checklist, item in LIBRARY.items.values() if checklist.role == "strategy"
    }
    for profile in PROFILES.values():
        assert strategy & {item.id for item in asked_items(LIBRARY, profile)} == set()
