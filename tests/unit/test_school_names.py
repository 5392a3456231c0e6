"""Whether a text names a school: by its whole name, or by what people call it."""

import pytest

from send_audit.borough.school_names import SchoolNames

NAMES = SchoolNames(
    (
        "Tideway Pupil Referral Unit",
        "St. Mary’s Church of England Primary School",
        "Estuary Academy",
        "Park Lane Primary School",
        "Park Primary",
        "Ysgol Glan-y-môr",
        "The Grove School",
    ),
    "Estuary",
)


@pytest.mark.parametrize(
    "text",
    [
        "Bring a plan into force for Tideway Pupil Referral Unit.",
        "young people at TIDEWAY have a plan",
        "Tideway's management committee",
        "A lift at St Mary's.",
        "the estuary  academy, too",
        "A crossing by Park Lane",
        "Glan-y-môr first",
        "With the Grove: a ramp",
        "park primary",
    ],
)
def test_a_school_is_named_by_its_name_or_for_short(text: str) -> None:
    assert NAMES.are_in(text)
    assert NAMES.are_in(None, "", text)


@pytest.mark.parametrize(
    "text",
    [
        "The tideway is closed",
        "Estuary Council writes to each academy",
        "St Anne's and Mary",
        "Park the bus at a primary school",
        "A grove of trees",
        "Groves and Tideways",
        "Every pupil referral unit has a plan.",
    ],
)
def test_a_common_word_names_nobody(text: str) -> None:
    assert not NAMES.are_in(text)


def test_without_schools_nothing_is_a_name() -> None:
    assert not SchoolNames((), "").are_in("Tideway")
