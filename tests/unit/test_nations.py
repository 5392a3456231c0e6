"""One nation's view of a checklist."""

import pytest

from send_audit.load.library import Library
from send_audit.model.checklist import Item
from send_audit.model.nations import for_nation, in_words_of, sentences_for
from send_audit.model.words import Nation
from tests.small_models import basis, checklist, item_tree

SOURCES = Library().sources


@pytest.mark.parametrize(
    ("nation", "text", "said"),
    [
        ("england", "Ask the SENCO or ALNCo.", "Ask the SENCO."),
        ("wales", "Ask the SENCO or ALNCo.", "Ask the ALNCo."),
        ("wales", "A SENCO or ALNCo asks a SENCO or ALNCo.", "An ALNCo asks an ALNCo."),
        ("england", "A SENCO or ALNCo asks.", "A SENCO asks."),
        ("wales", "the SEN or ALN register", "the ALN register"),
        ("england", "an EHC plan or IDP", "an EHC plan"),
        ("wales", "an EHC plan or IDP", "an IDP"),
        ("wales", "EHC plans or IDPs", "IDPs"),
        ("scotland", "the SENCO or ALNCo", "the SENCO or ALNCo"),
        ("england", "a SENCO", "a SENCO"),
    ],
)
def test_each_nation_has_its_own_word(nation: Nation, text: str, said: str) -> None:
    assert in_words_of(nation, text) == said


SENTENCES = (
    "Look for a start. In Wales it is a 1 April. In England no date is known. "
    "Wales and England agree. Welsh rules say so."
)


@pytest.mark.parametrize(
    ("nation", "text", "said"),
    [
        (
            "england",
            SENTENCES,
            "Look for a start. In England no date is known. Wales and England agree.",
        ),
        (
            "wales",
            SENTENCES,
            "Look for a start. In Wales it is a 1 April. Wales and England agree. Welsh rules say so.",
        ),
        ("scotland", SENTENCES, "Look for a start."),
        ("england", "In Wales only.", "In Wales only."),
        ("england", "Ask. Look? Count.", "Ask. Look? Count."),
        ("wales", "Look. Good English is not needed.", "Look. Good English is not needed."),
        ("england", "Look. Some speak Welsh at home.", "Look. Some speak Welsh at home."),
        ("wales", "Look. The English rules say so.", "Look."),
    ],
)
def test_a_sentence_about_one_nation_is_for_that_nation(
    nation: Nation, text: str, said: str
) -> None:
    assert sentences_for(nation, text) == said


def seen(nation: Nation, **changes: object) -> Item:
    (item,) = for_nation(checklist(item_tree("PE-0101", **changes)), nation, SOURCES).items()
    return item


def test_every_text_of_an_item_is_in_the_nations_words() -> None:
    both = "Ask the SENCO or ALNCo."
    remedy = item_tree()["recommendation"] | {"action": both, "lead": both, "success": both}
    item = seen(
        "wales",
        criterion=both,
        guidance=both,
        rationale=both,
        barrier=both,
        evidence=[both],
        recommendation=remedy,
    )
    assert "SENCO" not in item.model_dump_json()


def test_law_of_the_other_nation_is_left_out() -> None:
    stated = [
        basis("children-and-families-act-2014", "section 69", "primary"),
        basis("plan-periods-wales-2003", "regulation 2", "primary"),
        basis("equality-act-2010-sch-10", "paragraph 3", "secondary"),
    ]
    nations: tuple[Nation, ...] = ("england", "wales")
    named = {nation: [b.source for b in seen(nation, basis=stated).basis] for nation in nations}
    assert named == {
        "england": ["children-and-families-act-2014", "equality-act-2010-sch-10"],
        "wales": ["plan-periods-wales-2003", "equality-act-2010-sch-10"],
    }


def test_a_source_that_is_not_registered_is_kept_and_so_is_the_last_one() -> None:
    unknown = basis("no-such-source", "x", "unverified")
    english = basis("children-and-families-act-2014", "section 69", "primary")
    assert len(seen("wales", basis=[unknown]).basis) == 1
    assert len(seen("wales", basis=[english]).basis) == 1
    assert len(seen("wales", basis=[english, unknown]).basis) == 1


def test_nothing_but_words_and_law_differs_between_the_nations() -> None:
    of = Library().current("curriculum-access")
    assert of is not None
    words = {"criterion", "guidance", "rationale", "barrier", "evidence", "recommendation", "basis"}
    for english, welsh in zip(
        for_nation(of, "england", SOURCES).items(),
        for_nation(of, "wales", SOURCES).items(),
        strict=True,
    ):
        assert english.model_dump(exclude=words) == welsh.model_dump(exclude=words)
