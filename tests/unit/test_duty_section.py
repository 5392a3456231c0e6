"""The section on duties: whom the strategy binds, whom not, and of whom nobody can say."""

from collections.abc import Sequence

from send_audit.borough.tallies.duties import Duties, DutyTally
from send_audit.model.school_types import SchoolType
from send_audit.render.borough.blocks import Section
from send_audit.render.borough.sections.duty import BINDS_NOT, KIND_NOT_KNOWN, duty_section
from tests.builders import SOURCES
from tests.small_models import basis, duty_checklist, duty_tree
from tests.small_schools import asked, facts, included, round_of

ITEMS = asked(
    duty_checklist(
        duty_tree("S10-0101", criterion="It decides."),
        duty_tree("S10-0102", support="unverified", criterion="It is believed."),
        duty_tree(
            "S10-0603",
            criterion="It is of another Act.",
            basis=[basis("families-act", "s.69", "primary")],
        ),
    )
)


def duties(kinds: Sequence[SchoolType], unmet: tuple[str, ...] = ()) -> Duties:
    schools = [
        included(facts(f"School {number}", kind, unmet=unmet)) for number, kind in enumerate(kinds)
    ]
    added = DutyTally(round_of(one.standing for one in schools), ITEMS, SOURCES)
    for one in schools:
        added.add(one)
    return added.result()


def parts(section: Section) -> dict[str, str]:
    return {part.heading or "": str(part.blocks) for part in section.parts}


def test_schools_of_unknown_kind_are_not_told_that_the_strategy_does_not_bind_them() -> None:
    found = parts(
        duty_section(
            duties(["community-school", "academy-converter", "welsh-establishment", "unknown"]),
            "officers",
        )
    )
    apart = found["Schools whose kind the list does not say"]
    assert KIND_NOT_KNOWN in apart
    assert "Welsh establishment" in apart
    assert "Welsh establishment" not in found["All other schools"]
    assert BINDS_NOT in found["All other schools"]
    in_wales = parts(duty_section(duties(["welsh-establishment"] * 6), "public"))
    assert BINDS_NOT not in str(in_wales)
    assert KIND_NOT_KNOWN in str(in_wales)


def test_the_public_sees_no_table_of_a_few_schools_of_unknown_kind() -> None:
    found = parts(duty_section(duties(["academy-converter"] * 6 + ["unknown"] * 2), "public"))
    assert "Schools whose kind the list does not say" not in found
    assert "may or may not bind these few" in found["All other schools"]


def test_what_is_only_believed_to_stand_in_schedule_10_is_in_a_list_of_its_own() -> None:
    unmet = ("S10-0101", "S10-0102", "S10-0603")
    found = parts(duty_section(duties(["community-school"], unmet), "officers"))
    believed = found["Believed required under Schedule 10, to be confirmed"]
    assert "It is believed." in believed
    assert "It decides." in found["What is most often not met under Schedule 10"]
    others = found["What is most often not met under other Acts"]
    assert "It is of another Act." in others
    assert "It is believed." not in others
    assert "never that it is" in found["What is most often not met under Schedule 10"]
