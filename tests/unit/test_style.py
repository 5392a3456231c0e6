"""Remarks on the content of checklists: what each rule says, and what it lets pass."""

import json
import re
from collections.abc import Callable

import pytest
import textstat

from send_audit.load.library import Library, OwnContent
from send_audit.model.borough import Overlay
from send_audit.model.checklist import Checklist, Item
from send_audit.pipeline import check_bytes
from send_audit.validate.style import NEVER_SAID, readability
from tests.small_models import Tree, basis, checklist, item_tree
from tests.support import DAY, LIBRARY

ITEMS = [item for _, item in LIBRARY.items.values()]
PRACTICE = basis("send-audit-practice", "professional practice", "unverified")


def own(*items: Tree, **changes: object) -> Tree:
    """A council's checklist as a file says it."""
    tree: Tree = {
        "schema": "send-audit/checklist@1",
        "id": "estuary-boats",
        "prefix": "X-BOAT",
        "title": "Boats",
        "version": "1.0.0",
        "language": "en-GB",
        "strand": "curriculum",
        "role": "access",
        "nations": ["england", "wales"],
        "sections": [{"id": "boats", "title": "Boats", "items": list(items)}],
    }
    return tree | changes


def boat(**changes: object) -> Tree:
    return item_tree("X-BOAT-0101", **changes)


def overlay(*items: Tree, **changes: object) -> Tree:
    tree: Tree = {
        "schema": "send-audit/overlay@1",
        "id": "estuary-boats",
        "title": "Boats",
        "version": "1.0.0",
        "by": "Estuary Council",
        "of": {"physical-environment": "1.x"},
        "prefix": "X-BOAT",
        "add": [{"id": "boats", "title": "Boats", "items": list(items)}],
    }
    return tree | changes


def said(tree: Tree, library: Library = LIBRARY) -> list[tuple[str, str]]:
    """Each problem's name and the last two steps of its place. JSON is YAML."""
    problems = check_bytes(json.dumps(tree).encode(), "own.yaml", library, DAY).problems
    return [
        (p.kind.name, re.sub(r"^(sections|add)\[0\]\.items\[0\]\.?", "", p.path)) for p in problems
    ]


def test_an_ordinary_item_gets_no_remark() -> None:
    assert said(own(boat())) == []
    assert said(overlay(boat())) == []


# ---- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("joining", [" and ", " as well as ", "; ", " but also ", " plus "])
def test_one_criterion_is_one_observation(joining: str) -> None:
    two = boat(criterion=f"The boat is wide{joining}the quay is level.")
    assert said(own(two)) == [("two-observations", "criterion")]
    assert said(overlay(two)) == [("two-observations", "criterion")]


@pytest.mark.parametrize(
    "text", ["The band plays on.", "The plus sign is read out.", "It is sand."]
)
def test_a_word_that_only_looks_like_joining_is_none(text: str) -> None:
    expected = [("two-observations", "criterion")] if " plus " in text else []
    assert said(own(boat(criterion=text))) == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Look at it", False),
        ("Look at it.", True),
        ("Can it be seen?", True),
        ("Read out “way out.”", True),
        ("Look at it (from the door.)", True),
        ("Look at it:", False),
        ("Look at it!", False),
    ],
)
def test_a_sentence_has_an_end(text: str, *, ends: bool) -> None:
    expected = [] if ends else [("sentence-without-end", "guidance")]
    assert said(own(boat(guidance=text))) == expected


def test_the_remedy_is_made_of_sentences_too() -> None:
    remedy = boat()["recommendation"] | {"action": "Mend it", "success": "It is mended"}
    assert said(own(boat(recommendation=remedy))) == [
        ("sentence-without-end", "recommendation.action"),
        ("sentence-without-end", "recommendation.success"),
    ]


@pytest.mark.parametrize("word", NEVER_SAID)
def test_words_of_the_past_are_named_wherever_they_stand(word: str) -> None:
    end = "" if word.endswith(".") else " so."
    assert said(own(boat(barrier=f"He says {word.capitalize()}{end}"))) == [
        ("words-of-the-past", "barrier")
    ]
    assert said(own(boat(evidence=[f"Photograph of {word}"]))) == [
        ("words-of-the-past", "evidence[0]")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "An environmentally sound boat.",
        "The plan is fundamentally about boats.",
        "Disabled pupils can board.",
        "A pupil who uses a wheelchair can board.",
    ],
)
def test_a_word_that_holds_another_is_not_of_the_past(text: str) -> None:
    assert said(own(boat(barrier=text))) == []


def test_a_pinpoint_may_name_an_old_act() -> None:
    old = basis(
        "send-audit-practice", "Disability Discrimination Act 1995, section 28D", "ancestor"
    )
    assert said(own(boat(basis=[old]))) == []


# ---- Reading -------------------------------------------------------------------------------------

_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_readability_is_what_textstat_says(item: Item) -> None:
    """textstat ends a sentence inside “0.4 seconds” or “paragraph 2.9”; a comma there stops that."""
    text = f"{item.criterion} {item.guidance} {item.recommendation.action}"
    text = _DECIMAL_POINT.sub(",", text)
    assert readability(text) == pytest.approx(textstat.automated_readability_index(text), abs=0.5)


def test_readability_is_the_published_formula() -> None:
    """Ten words in one sentence, with 40 characters."""
    assert readability("abc " * 9 + "abcdefghijkl.") == pytest.approx(4.71 * 4 + 0.5 * 10 - 21.43)


def test_a_text_of_nothing_or_of_one_word_has_a_readability() -> None:
    assert readability("") == 0.0
    assert readability("Look.") < 10
    assert readability("." * 100_000) > 10  # and no time is lost on it


def test_a_hard_item_is_named_once() -> None:
    hard = "Establish whether independently operating individuals experience insurmountable difficulty."
    assert said(own(boat(guidance=f"{hard[:-1]} {hard}"))) == [("hard-to-read", "")]


def test_so_few_words_are_not_judged() -> None:
    assert said(own(boat(guidance="Antidisestablishmentarianism."))) == []


# ---- What an item rests on -----------------------------------------------------------------------


def statutory(kind: str) -> str:
    return next(s.id for s in LIBRARY.sources.values() if s.kind == kind and s.id != SCHEDULE_10)


SCHEDULE_10 = "equality-act-2010-sch-10"


@pytest.mark.parametrize("duty", ["must", "have-regard"])
def test_a_duty_needs_a_statute(duty: str) -> None:
    """A council's own item without one is refused; in a checklist of ours it gets this remark."""
    ours = {"id": "physical-environment", "prefix": "PE"}
    assert said(own(boat(duty=duty))) == [("own-item-decides-duty", "duty")]
    new = item_tree("PE-9901", duty=duty)
    assert said(own(new, **ours)) == [("duty-without-statute", "duty")]
    for kind in ("statute", "regulations"):
        rests = [PRACTICE, basis(statutory(kind), "all of it", "unverified")]
        assert said(own(new | {"basis": rests}, **ours)) == []


def test_a_source_that_nobody_registered_is_one_problem_and_not_three() -> None:
    unknown = [basis("harbour-rules", "rule 3", "secondary")]
    assert said(own(boat(basis=unknown))) == [("unknown-source", "basis[0].source")]
    ours = {"id": "physical-environment", "prefix": "PE"}
    new = item_tree("PE-9901", duty="must", basis=unknown)
    assert said(own(new, **ours)) == [("unknown-source", "basis[0].source")]


@pytest.mark.parametrize(
    ("role", "named"), [("access", True), ("inclusion", True), ("duty", False), ("strategy", False)]
)
def test_who_is_helped(role: str, *, named: bool) -> None:
    expected = [("no-need-named", "")] if named else []
    assert said(own(boat(needs=[]), role=role)) == expected


def in_nation(nation: str) -> Tree:
    """A basis that holds in one nation only."""
    id_ = next(s.id for s in LIBRARY.sources.values() if s.nation == nation)
    return basis(id_, "all of it", "unverified")


def test_each_nation_that_is_asked_needs_a_source_of_its_own() -> None:
    english = [in_nation("england")]
    assert said(own(boat(basis=english))) == [("no-source-in-nation", "basis")]
    assert said(own(boat(basis=[*english, in_nation("wales")]))) == []
    assert said(own(boat(basis=[*english, PRACTICE]))) == []
    assert said(own(boat(basis=english), nations=["england"])) == []
    assert said(own(boat(basis=english, applies_when={"nations": ["england"]}))) == []
    assert said(own(boat(), nations=["scotland"])) == [("no-source-in-nation", "basis")]


def test_an_overlay_is_for_the_nation_of_its_schools_which_it_does_not_name() -> None:
    english = [in_nation("england")]
    assert said(overlay(boat(basis=english))) == []
    stated = boat(basis=english, applies_when={"nations": ["england", "wales"]})
    assert said(overlay(stated)) == [("no-source-in-nation", "basis")]


@pytest.mark.parametrize(
    ("conditions", "place"),
    [
        ({"nations": ["scotland"]}, "applies_when.nations"),
        ({"nations": ["scotland", "wales"]}, None),
        ({"types": ["private-nursery"], "phases": ["primary"]}, "applies_when.types[0]"),
        ({"types": ["studio-school"], "phases": ["primary"]}, "applies_when.types[0]"),
        ({"types": ["private-nursery"], "phases": ["nursery", "primary"]}, None),
        ({"types": ["private-nursery"]}, None),
        ({"types": ["community-school", "unknown"], "phases": ["primary"]}, None),
        ({"phases": ["primary"], "features": {"sixth_form": "true"}}, None),  # who knows
    ],
)
def test_what_can_never_hold(conditions: Tree, place: str | None) -> None:
    expected = [] if place is None else [("never-asked", place)]
    assert said(own(boat(applies_when=conditions))) == expected


def test_a_retired_item_is_left_as_it_is() -> None:
    retired = boat(criterion="Wide and level", needs=[], retired={"in": "1.1.0"})
    assert said(own(retired)) == []


# ---- A meaning is for ever -----------------------------------------------------------------------

CHANGED = [("meaning-changed", "")]


def library(*trees: Tree) -> Library:
    models = [
        (Checklist if "checklist" in tree["schema"] else Overlay).model_validate(tree)
        for tree in trees
    ]
    return LIBRARY.extended(
        OwnContent(
            checklists=tuple(m for m in models if isinstance(m, Checklist)),
            overlays=tuple(m for m in models if isinstance(m, Overlay)),
        )
    )


@pytest.mark.parametrize("made", [own, overlay])
def test_the_same_major_number_asks_the_same(made: Callable[..., Tree]) -> None:
    first = made(boat())
    other = boat(criterion="The quay is level.")
    same = boat(guidance="Look twice.", weight=1, needs=["vision"])
    assert said(made(same, version="1.1.0"), library(first, made(same, version="1.1.0"))) == []
    changed = made(other, version="1.1.0")
    assert said(changed, library(first, changed)) == CHANGED
    assert said(made(other, version="2.0.0"), library(first)) == []
    assert said(made(boat(per="route"), version="1.10.0"), library(first)) == CHANGED


def test_the_later_of_two_is_at_fault_and_a_third_may_mend_it() -> None:
    first, changed = own(boat()), own(boat(criterion="The quay is level."), version="1.1.0")
    known = library(first, changed)
    assert said(first, known) == []
    assert said(own(boat(), version="1.2.0"), known) == []


def test_a_file_is_not_held_against_itself() -> None:
    known = library(own(boat()))
    assert said(own(boat(criterion="The quay is level.")), known) == []


def test_a_shipped_item_that_breaks_its_promise_is_one_problem() -> None:
    shipped = LIBRARY.find("physical-environment", "1.0.0")
    assert shipped is not None
    first = next(shipped.items()).model_copy(update={"criterion": "There is a gate."})
    tree = checklist(json.loads(first.model_dump_json(by_alias=True, exclude_none=True)))
    changed = json.loads(tree.model_dump_json(by_alias=True, exclude_none=True))
    # As a file has them: text, never a number.
    text = json.dumps(changed | {"version": "1.9.0"}).replace('"weight": 3', '"weight": "3"')
    text = text.replace('"may_not_apply": false, ', "")
    found = check_bytes(text.encode(), "own.yaml", LIBRARY, DAY).problems
    assert [p.kind.name for p in found] == ["shipped-meaning-changed"]
