"""The shipped checklists keep the rules of send_audit/validate/style.py and of tests/content_rules.py."""

from datetime import date

import pytest
import textstat

from send_audit.load.library import Library
from send_audit.model.applicability import is_asked
from send_audit.model.audit import Audit
from send_audit.model.checklist import STATUTORY, Checklist, Item
from send_audit.model.nations import HOLDS_IN
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.versions import compare_versions
from send_audit.model.words import Nation
from send_audit.pipeline import check_file
from send_audit.validate.style import (
    JOINED_YET_ONE,
    JOINING,
    MAX_READING_AGE,
    NEVER_SAID,
    SENTENCE_ENDS,
)
from tests.content_rules import (
    ASKED,
    DUTY_ITEMS,
    FIGURES,
    FIGURES_IN_WORDS,
    MIDDLE_SCHOOLS_LEFT_OUT,
    NEW_WORK,
    PUBLICATION,
    SETTLED_BY,
    TO_CONFIRM,
    UNUSED_SOURCES,
)
from tests.small_models import audit
from tests.tools import item_history, unverified_duties

LIBRARY = Library()
PAIRS = sorted(LIBRARY.items.values(), key=lambda pair: pair[1].id)
ITEMS = {item.id: item for _, item in PAIRS}

each_pair = pytest.mark.parametrize(("checklist", "item"), PAIRS, ids=list(ITEMS))
each_item = pytest.mark.parametrize("item", list(ITEMS.values()), ids=list(ITEMS))


@pytest.mark.parametrize("name", [*LIBRARY.ids, "sources"])
def test_every_shipped_file_is_read_without_a_remark(name: str) -> None:
    found = check_file(LIBRARY.folder / f"{name}.yaml", LIBRARY, date(2026, 11, 23))
    assert found.problems == ()


# ---- Ids and meanings are for ever ---------------------------------------------------------------


def test_no_two_checklists_share_an_item() -> None:
    counted = [item.id for id_ in LIBRARY.ids for item in _checklist(id_).items()]
    assert len(counted) == len(set(counted)) == len(ITEMS)


def _checklist(id_: str) -> Checklist:
    found = LIBRARY.current(id_)
    assert found is not None
    return found


def test_no_item_ever_vanishes_and_a_new_one_is_written_down() -> None:
    missing = set(item_history.recorded_ids()) - set(ITEMS)
    assert missing == set(), "an id is for ever: retire the item instead"
    assert sorted(ITEMS) == item_history.recorded_ids(), f"run {item_history.COMMAND}"


@each_item
def test_no_item_changes_its_meaning_unseen(item: Item) -> None:
    versions = item_history.recorded().get(item.id)
    assert versions, f"a new item: run {item_history.COMMAND}"
    latest = list(versions.values())[-1]
    assert item_history.digest(item) == latest, f"if that is meant: run {item_history.COMMAND}"


def test_a_released_meaning_needs_a_new_major_version() -> None:
    checklist, item = PAIRS[0]
    history = {item.id: {checklist.version: "another meaning"}}
    released = {f"{checklist.id}@{checklist.version}"}
    with pytest.raises(item_history.MeaningIsFixedError, match=item.id):
        item_history.brought_up_to_date(history, [(checklist, item)], released)
    next_major = checklist.model_copy(update={"version": "2.0.0"})
    accepted = item_history.brought_up_to_date(history, [(next_major, item)], released)
    assert list(accepted[item.id]) == [checklist.version, "2.0.0"]


def test_before_its_release_a_meaning_may_still_be_mended() -> None:
    checklist, item = PAIRS[0]
    history = {item.id: {checklist.version: "another meaning"}}
    accepted = item_history.brought_up_to_date(history, [(checklist, item)], ())
    assert accepted == {item.id: {checklist.version: item_history.digest(item)}}


RELEASED = [tuple(name.split("@")) for name in item_history.recorded_releases()]
each_release = pytest.mark.parametrize(("id_", "version"), RELEASED)


def test_what_was_released_stays_as_it_was() -> None:
    assert item_history.released() == item_history.recorded_releases(), (
        f"see {item_history.COMMAND}"
    )


@each_release
def test_a_released_version_is_found_and_read_without_a_remark(id_: str, version: str) -> None:
    found = LIBRARY.find(id_, version)
    assert found is not None
    assert (found.id, found.version) == (id_, version)
    assert version in LIBRARY.versions(id_)[:-1]
    file = LIBRARY.folder / "archive" / id_ / f"{version}.yaml"
    assert check_file(file, LIBRARY, date(2026, 11, 23)).problems == ()


@each_release
def test_answers_to_a_released_version_stand_until_the_next_major_one(
    id_: str, version: str
) -> None:
    old, new = LIBRARY.find(id_, version), _checklist(id_)
    assert old is not None
    if old.version.partition(".")[0] != new.version.partition(".")[0]:
        return
    found = compare_versions(old, new)
    assert (found.asked_again, found.dropped) == ((), ())
    assert [pair.new.id for pair in found.kept if {"duty", "basis"} & set(pair.changes)] == []
    assert {item.since for item in found.added} <= set(LIBRARY.versions(id_)) - {version}


def test_an_item_is_as_old_as_the_version_that_brought_it() -> None:
    for id_ in LIBRARY.ids:
        known: set[str] = set()
        for version in LIBRARY.versions(id_):
            found = LIBRARY.find(id_, version)
            assert found is not None
            assert {i.since for i in found.items() if i.id not in known} <= {version}
            known |= {item.id for item in found.items()}


# ---- Words ---------------------------------------------------------------------------------------


@each_item
def test_an_item_is_read_with_ease(item: Item) -> None:
    text = f"{item.criterion} {item.guidance} {item.recommendation.action}"
    assert textstat.automated_readability_index(text) <= MAX_READING_AGE


@each_item
def test_no_item_uses_the_words_of_the_past_or_gives_a_verdict(item: Item) -> None:
    text = item.model_dump_json().lower()
    assert [word for word in NEVER_SAID if word in text] == []


def test_a_criterion_is_one_observation() -> None:
    joined = {item.id for item in ITEMS.values() if any(w in item.criterion for w in JOINING)}
    assert joined == set(JOINED_YET_ONE)


@each_item
def test_an_item_is_complete(item: Item) -> None:
    remedy = item.recommendation
    said = [item.criterion, item.guidance, item.rationale, item.barrier]
    said += [remedy.action, remedy.success]
    assert [text for text in said if not text.endswith(SENTENCE_ENDS)] == []
    assert len(set(said)) == len(said), "a sentence is said twice"
    assert item.priorities
    assert 1 <= len(item.evidence) <= 3
    assert remedy.lead


@each_pair
def test_an_access_item_says_whom_it_helps(checklist: Checklist, item: Item) -> None:
    assert item.needs or checklist.role in ("duty", "strategy")


# ---- What the items rest on ----------------------------------------------------------------------


def test_every_source_is_used_or_kept_for_a_stated_reason() -> None:
    used = {basis.source for item in ITEMS.values() for basis in item.basis}
    assert used <= set(LIBRARY.sources)
    assert set(LIBRARY.sources) - used == set(UNUSED_SOURCES)


@each_item
def test_a_duty_rests_on_a_statute(item: Item) -> None:
    kinds = {LIBRARY.sources[basis.source].kind for basis in item.basis}
    assert item.duty in ("should", "good-practice") or kinds & set(STATUTORY)


@each_pair
def test_every_nation_that_is_asked_has_a_footing_of_its_own(
    checklist: Checklist, item: Item
) -> None:
    conditions = item.applies_when
    for nation in (conditions.nations if conditions else ()) or checklist.nations:
        assert any(LIBRARY.sources[b.source].nation in HOLDS_IN[nation] for b in item.basis), nation


def test_the_page_of_unchecked_duties_is_up_to_date() -> None:
    assert {item.id for item in unverified_duties.unverified()} == set(SETTLED_BY)
    assert unverified_duties.TARGET.read_text("utf-8") == unverified_duties.page()


# ---- Numbers -------------------------------------------------------------------------------------


def test_every_measured_item_has_its_figure_in_the_table() -> None:
    assert {item.id for item in ITEMS.values() if item.measure} == set(FIGURES)


@pytest.mark.parametrize("id_", list(FIGURES))
def test_a_threshold_is_the_one_of_the_domain_notes(id_: str) -> None:
    measure, figure = ITEMS[id_].measure, FIGURES[id_]
    assert measure is not None
    other = "maximum" if figure.limit == "minimum" else "minimum"
    assert (measure.unit, getattr(measure, figure.limit)) == (figure.unit, figure.value)
    assert getattr(measure, other) == figure.other
    assert (measure.applies_to == "new-work") is (id_ in NEW_WORK)


@pytest.mark.parametrize("id_", [id_ for id_, figure in FIGURES.items() if figure.mark == "GK"])
def test_a_figure_from_general_knowledge_says_so(id_: str) -> None:
    assert ITEMS[id_].guidance.endswith(TO_CONFIRM)
    assert {basis.support for basis in ITEMS[id_].basis} == {"unverified"}


def test_so_does_one_in_words() -> None:
    said = {item.id for item in ITEMS.values() if item.guidance.endswith(TO_CONFIRM)}
    from_general_knowledge = {id_ for id_, figure in FIGURES.items() if figure.mark == "GK"}
    assert said == from_general_knowledge | set(FIGURES_IN_WORDS)


@pytest.mark.parametrize("id_", list(FIGURES))
def test_no_dimension_is_a_duty(id_: str) -> None:
    assert ITEMS[id_].duty in ("should", "good-practice")


# ---- Who is asked --------------------------------------------------------------------------------


def test_the_table_of_duties_covers_every_kind_of_school() -> None:
    kinds = set(SCHOOL_TYPES) - {"unknown"}
    assert set(ASKED) == {(n, k) for n in ("england", "wales") for k in kinds}


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland"])
@pytest.mark.parametrize("kind", [kind for kind in SCHOOL_TYPES if kind != "unknown"])
def test_each_kind_of_school_is_asked_its_own_duties(nation: Nation, kind: SchoolType) -> None:
    special = {id_ for ids in DUTY_ITEMS.values() for id_ in ids}
    plan = {item.id for item in _checklist("schedule-10-duty").items()} - special
    columns = ASKED.get((nation, kind), frozenset())
    expected = {id_ for column in columns for id_ in DUTY_ITEMS.get(column, ())}
    others = {id_ for of, id_ in PUBLICATION.items() if of != nation}
    expected |= plan - others if "plan" in columns else set()
    asked = {
        item.id
        for checklist, item in PAIRS
        if is_asked(checklist, item, _school(nation, kind)) and item.id in special | plan
    }
    assert asked == expected


def test_a_school_of_unknown_type_is_asked_them_all() -> None:
    of = _school("england", "unknown")
    asked = {item.id for checklist, item in PAIRS if is_asked(checklist, item, of)}
    assert {"S10-0101", "S10-0505", "S10-0601", "S10-0701", "CA-0901"} <= asked


def _school(nation: Nation, kind: SchoolType) -> Audit:
    return audit(school={"nation": nation, "type": kind, "phase": "unknown"})


def test_middle_schools_are_named_where_their_elders_are() -> None:
    pairs = (("primary", "middle-deemed-primary"), ("secondary", "middle-deemed-secondary"))
    left_out = set()
    for item in ITEMS.values():
        phases = item.applies_when.phases if item.applies_when else ()
        if any(whole in phases and middle not in phases for whole, middle in pairs):
            left_out.add(item.id)
    assert left_out == set(MIDDLE_SCHOOLS_LEFT_OUT)
