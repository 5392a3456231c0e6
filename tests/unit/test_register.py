"""One row of the register of schools: what is taken from it, what is not, and finding it."""

import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from send_audit.load.collect import Collector
from send_audit.load.register import find_by_name, find_by_urn, find_successor, read_entry
from send_audit.load.school_rows import Row
from send_audit.model.new_school import NewSchool
from send_audit.model.school_types import SCHOOL_TYPES, type_of, types_offered, usual_phase

FACTS = {
    "URN": "900101",
    "LA (code)": "990",
    "LA (name)": "Estuary",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Saltmarsh  Primary Academy",
    "TypeOfEstablishment (code)": "34",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentStatus (name)": "Open",
    "CloseDate": "",
    "PhaseOfEducation (code)": "2",
    "PhaseOfEducation (name)": "Primary",
    "Boarders (name)": "No boarders",
    "NurseryProvision (name)": "Has Nursery Classes",
    "OfficialSixthForm (name)": "Does not have a sixth form",
    "NumberOfPupils": "305",
    "Trusts (name)": "Tidal Learning Trust",
    "HeadFirstName": "Zebedee",
    "HeadLastName": "Quillfeather",
    "PropsName": "Zebedee Quillfeather",
    "TelephoneNum": "01632960114",
    "TypeOfResourcedProvision (name)": "",
    "ResourcedProvisionOnRoll": "",
}


def school(**changed: str) -> NewSchool:
    return read_entry(Row.of(FACTS | changed)).school


def changed(column: str, value: str) -> NewSchool:
    return school(**{column: value})


def test_a_row_gives_the_facts_that_decide_which_questions_are_asked() -> None:
    found = school()
    assert (found.name, found.urn) == ("Saltmarsh Primary Academy", "900101")
    assert (found.type, found.phase, found.nation) == ("academy-converter", "primary", "england")
    assert (found.la_name, found.la_code) == ("Estuary", "990")
    assert dict(found.ids) == {"laestab": "990/2001"}
    assert (found.trust, found.pupils) == ("Tidal Learning Trust", 305)
    stated = {name: value for name, value in found.features if value is not None}
    assert stated == {
        "nursery_class": True,
        "sixth_form": False,
        "boarding": False,
        "public_sector": True,
    }


def test_no_column_that_names_a_person_or_a_telephone_is_taken() -> None:
    entry = repr(read_entry(Row.of(FACTS)))
    for personal in ("Zebedee", "Quillfeather", "01632960114"):
        assert personal not in entry


@pytest.mark.parametrize(
    ("code", "name", "type_"),
    [
        ("1", "Community school", "community-school"),
        ("01", "", "community-school"),
        ("34.0", "", "academy-converter"),
        ("2", "anything", "voluntary-aided-school"),
        ("", "Community School", "community-school"),
        ("", "Academy Converter", "academy-converter"),
        ("", "Free Schools - Alternative Provision", "free-school-alternative-provision"),
        ("", "Academy 16-19 converter", "academy-16-19-converter"),
        ("", "Academy 16 to 19 sponsor led", "academy-16-19-sponsor-led"),
        ("", "Sixth form centres", "sixth-form-centre"),
        ("", "Local authority nursery school", "local-authority-nursery-school"),
        ("30", "Welsh establishment", "welsh-establishment"),
        ("37", "British schools overseas", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_a_type_is_known_by_its_code_else_by_its_name_of_any_year(
    code: str, name: str, type_: str
) -> None:
    assert type_of(code, name) == type_


def test_every_code_and_every_label_of_ours_finds_its_type_again() -> None:
    for type_, facts in SCHOOL_TYPES.items():
        assert type_of("", facts.label) == type_
        if facts.gias_code is not None:
            assert type_of(facts.gias_code.lstrip("0"), "") == type_


def test_every_type_is_offered_somewhere_and_has_a_usual_phase() -> None:
    offered = {*types_offered("england"), *types_offered("wales")}
    assert offered == set(SCHOOL_TYPES)
    assert "academy-converter" not in types_offered("wales")
    assert "welsh-establishment" not in types_offered("england")
    assert usual_phase("community-special-school") == "not-applicable"
    assert usual_phase("foundation-school") == "primary"


@pytest.mark.parametrize(
    ("name", "code", "phase"),
    [
        ("Middle deemed primary", "", "middle-deemed-primary"),
        ("16 plus", "", "post-16"),
        ("All-through", "", "all-through"),
        ("All through", "", "all-through"),
        ("Not applicable", "", "not-applicable"),
        ("", "4", "secondary"),
        ("Somewhere", "9", "unknown"),
    ],
)
def test_a_phase_is_known_by_name_else_by_code(name: str, code: str, phase: str) -> None:
    facts = {"PhaseOfEducation (name)": name, "PhaseOfEducation (code)": code}
    assert school(**facts).phase == phase


def test_what_the_register_does_not_say_is_left_open() -> None:
    bare = read_entry(Row.of({"URN": "900001", "EstablishmentName": "S"})).school
    assert bare == NewSchool(name="S", urn="900001", nation="england")
    assert changed("LA (name)", "Does not apply").la_code is None
    assert changed("NumberOfPupils", "many").pupils is None
    assert changed("NurseryProvision (name)", "Not applicable").features.nursery_class is None
    assert dict(changed("EstablishmentNumber", "").ids) == {}
    assert dict(changed("EstablishmentNumber", "12").ids) == {"laestab": "990/0012"}


@pytest.mark.parametrize(
    ("kind", "on_roll", "has"),
    [
        ("Resourced provision", "", True),
        ("Resourced provision and SEN unit", "", True),
        ("SEN unit", "", None),
        ("Not applicable", "", None),
        ("", "7", True),
        ("", "0", None),
    ],
)
def test_a_resourced_provision_is_taken_where_one_is_named_and_never_denied(
    kind: str, on_roll: str, has: bool | None
) -> None:
    facts = {"TypeOfResourcedProvision (name)": kind, "ResourcedProvisionOnRoll": on_roll}
    assert school(**facts).features.resourced_provision is has


def test_a_trust_beside_a_foundation_school_is_not_its_responsible_body() -> None:
    assert changed("TypeOfEstablishment (code)", "05").trust is None


def test_a_welsh_establishment_is_in_wales() -> None:
    assert changed("TypeOfEstablishment (code)", "30").nation == "wales"


def test_a_childrens_centre_is_no_school() -> None:
    centre = FACTS | {"TypeOfEstablishment (code)": "47"}
    assert not read_entry(Row.of(centre)).is_school
    by_name = FACTS | {
        "TypeOfEstablishment (code)": "",
        "TypeOfEstablishment (name)": "Children's centre",
    }
    assert not read_entry(Row.of(by_name)).is_school


def test_the_state_and_the_day_of_closing_are_read_day_first() -> None:
    for written in ("31-08-2027", "31/08/2027"):
        facts = FACTS | {"EstablishmentStatus (name)": "Closed", "CloseDate": written}
        entry = read_entry(Row.of(facts))
        assert (entry.status, entry.closed_on) == ("closed", date(2027, 8, 31))


HEADER = ",".join(FACTS)


def listed(tmp_path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    file = tmp_path / "list.csv"
    lines = [",".join((FACTS | row).values()) for row in rows]
    file.write_bytes("\r\n".join([HEADER, *lines, ""]).encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_school_is_found_by_number_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [{"URN": f"9001{n:02}", "EstablishmentName": f"à Becket {n}"} for n in range(50)]
    file = listed(tmp_path, *rows, encoding=encoding)
    found = Collector("list.csv")
    entry = find_by_urn(file, "900149", found)
    assert entry is not None
    assert entry.school.name == "à Becket 49"
    assert find_by_urn(file, "900150", found) is None
    assert not found.problems


def test_numbers_as_a_spreadsheet_saves_them_are_read(tmp_path: Path) -> None:
    file = listed(tmp_path, {"URN": "900101.0"})
    entry = find_by_urn(file, "900101", Collector(str(file)))
    assert entry is not None
    assert entry.school.urn == "900101"
    assert changed("NumberOfPupils", "1,305").pupils == 1305


def test_a_search_takes_starts_of_words_and_puts_closed_schools_last(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        {"URN": "900001", "EstablishmentName": "Marsh End", "EstablishmentStatus (name)": "Closed"},
        {"URN": "900002", "EstablishmentName": "Saltmarsh End"},
        {"URN": "900003", "EstablishmentName": "The Marsh End School"},
        {
            "URN": "900004",
            "EstablishmentName": "Marsh End Centre",
            "TypeOfEstablishment (code)": "47",
        },
    )
    matches = find_by_name(file, "  end MARS ", Collector("list.csv"), at_most=5)
    assert [entry.school.urn for entry in matches.shown] == ["900003", "900001"]
    fewer = find_by_name(file, "marsh", Collector("list.csv"), at_most=1)
    assert (len(fewer.shown), fewer.total) == (1, 2)
    assert find_by_name(file, " ", Collector("list.csv")).total == 0


def test_a_successor_has_the_same_name_or_number_and_is_the_only_one(tmp_path: Path) -> None:
    closed = school(URN="900001")
    found = Collector("list.csv")
    by_number = {"URN": "900002", "EstablishmentName": "Another name"}
    elsewhere = {"URN": "900003", "LA (code)": "991"}
    shut = {"URN": "900004", "EstablishmentStatus (name)": "Closed"}
    file = listed(tmp_path, {"URN": "900001"}, elsewhere, shut, by_number)
    successor = find_successor(file, closed, found)
    assert successor is not None
    assert successor.school.urn == "900002"
    file = listed(tmp_path, by_number, {"URN": "900005"})
    assert find_successor(file, closed, found) is None


def test_the_whole_register_takes_no_more_room_than_a_few_rows(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    row = ",".join(FACTS.values())
    with file.open("w", encoding="utf-8") as stream:
        stream.write(f"{HEADER}\n")
        stream.writelines(f"{row}\n" for _ in range(20_000))
    tracemalloc.start()
    matches = find_by_name(file, "saltmarsh", Collector("list.csv"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert matches.total == 20_000
    assert most < 2 * 1024 * 1024 < file.stat().st_size
