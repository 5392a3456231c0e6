"""What is personal data and what only looks like it. Every number here is constructed."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from send_audit.load.collect import Collector
from send_audit.load.document import Document
from send_audit.load.nodes import Block, Scalar
from send_audit.pipeline import check_file
from send_audit.problems import Problem
from send_audit.validate.context import FileContext
from send_audit.validate.privacy import check_privacy
from tests.support import DAY, LIBRARY, VALID, checked

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.yaml"))


def problems_of(text: str, *keys: str) -> list[Problem]:
    """What is found in one text of an audit, below the keys."""
    root = Block(1, 1, flow=False)
    schema = Scalar("send-audit/audit@1", True, 1, 9)
    root.entries["schema"] = (Scalar("schema", True, 1, 1), schema)
    school = Block(2, 1, flow=False)
    for key, name in (("name", "Sycamore Primary School"), ("place", "Willow Lodge")):
        school.entries[key] = (Scalar(key, True, 2, 1), Scalar(name, True, 2, 8))
    root.entries["school"] = (Scalar("school", True, 1, 1), school)
    block = root
    for key in keys:
        inner = Block(8, 3, flow=False)
        block.entries[key] = (Scalar(key, True, 8, 1), inner)
        block = inner
    block.entries["note"] = (Scalar("note", True, 9, 5), Scalar(text, True, 9, 11))
    found = Collector("file.yaml")
    document = Document(file="file.yaml", text=None, root=root, model=None, problems=())
    check_privacy(FileContext(document=document, library=LIBRARY, found=found))
    return found.problems


def found_in(text: str, *keys: str) -> list[str]:
    return [problem.kind.name for problem in problems_of(text, *keys)]


def upn(rest: str) -> str:
    """The number that these twelve characters make with their check letter."""
    values = [int(c) if c.isdigit() else UPN_LETTERS.index(c) for c in rest]
    return UPN_LETTERS[sum(w * v for w, v in enumerate(values, 2)) % 23] + rest


def nhs(first_nine: str) -> str:
    """The number that these nine digits make with their check digit; the nine must have one."""
    check = 11 - sum(w * int(c) for w, c in zip(range(10, 1, -1), first_nine, strict=True)) % 11
    assert check != 10
    return first_nine + str(check % 11)


UPN, TEMPORARY = upn("990200126001"), upn("99020012601A")
NHS = nhs("999123457")
SPACED = f"{NHS[:3]} {NHS[3:6]} {NHS[6:]}"


def test_a_published_example_of_the_check_letter_holds() -> None:
    # The example in the documentation of python-stdnum, stdnum.gb.upn.
    assert upn("801200005001") == "B801200005001"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Plan of {UPN}", "upn"),
        (f"photos/{UPN}_ramp.jpg", "upn"),
        (f"See {UPN.lower()}.", "upn"),
        (f"Temporary number {TEMPORARY}", "upn"),
        (f"Hospital letter, NHS {SPACED}", "nhs-number"),
        (f"Letter {NHS}, kept by the office", "nhs-number"),
        (f"NHS no. {SPACED.replace(' ', '-')}", "nhs-number"),
        ("Write to parent.one@mail.example first", "email-address"),
        ("mailto:parent@mail.example", "email-address"),
        ("Ring 01632 960123", "telephone-number"),
        ("Ring (01632) 960123 after four", "telephone-number"),
        ("Mother: 07700900123", "telephone-number"),
        ("Mother: 07700 900 123", "telephone-number"),
        ("Call +44 7700 900123", "telephone-number"),
        ("Call +44 (0)1632 960123", "telephone-number"),
        ("Call 020 7946 0123.", "telephone-number"),
        ("Ring 01632\u00a0960123", "telephone-number"),
        ("Ramp for the pupil born 2017-03-12", "date-of-birth"),
        ("D.O.B.: 12/03/2017", "date-of-birth"),
        ("DOB 12.03.17, needs a hoist", "date-of-birth"),
        ("Date of birth is 12th March 2017", "date-of-birth"),
        ("12 March 2017 (date of birth)", "date-of-birth"),
        ("Born in March 2017", "date-of-birth"),
        ("Her birthday is on 12 March", "date-of-birth"),
        ("The ramp was built for our pupil Aisha", "pupil-named"),
        ("Pupil Aisha cannot reach the tap", "pupil-named"),
        ("A pupil called Tomos chose the colour", "pupil-named"),
        ("Aisha in Year 4 cannot reach the tap", "pupil-named"),
        ("The tap is too high for Seren in Y4", "pupil-named"),
        ("Seat moved for Oluwaseun (Y3)", "pupil-named"),
        ("Seat moved for Zoë (Year 3)", "pupil-named"),
        ("Asked Siân, Year 9, what helps", "pupil-named"),
        ("Aisha's EHC plan asks for it", "pupil-named"),
        ("Room for Aisha’s wheelchair", "pupil-named"),
        ("Batteries for Idris's hearing aids", "pupil-named"),
        ("Aisha's one-to-one sits behind", "pupil-named"),
        ("Mo's mum asked for a rail", "pupil-named"),
        ("Aisha, who has autism, chose the corner", "pupil-named"),
        ("Anna-Lena, who is profoundly deaf, sits in front", "pupil-named"),
        ("Aisha has cerebral palsy", "pupil-named"),
        ("Aisha is a wheelchair user", "pupil-named"),
        ("No hearing-impaired families now", "telling-phrase"),
        ("We have no deaf pupils", "telling-phrase"),
        ("we have no deaf or blind pupils, so there is no loop", "telling-phrase"),
        ("There are no wheelchair users at present.", "telling-phrase"),
        ("No disabled pupils", "telling-phrase"),
        ("No pupil uses a hoist at present", "telling-phrase"),
        ("No pupil uses a communication aid.", "telling-phrase"),
        ("No child reads braille", "telling-phrase"),
        ("Nobody on roll is deaf", "telling-phrase"),
        ("There are no pupils who use a wheelchair", "telling-phrase"),
        ("We do not have any pupils with hearing loss", "telling-phrase"),
        ("We have never had a blind pupil", "telling-phrase"),
        ("No pupil has epilepsy", "telling-phrase"),
        ("No parent needs an interpreter this year", "telling-phrase"),
        ("None expected", "telling-phrase"),
        ("Our only wheelchair user leaves in July", "telling-phrase"),
        ("The one pupil with a feeding tube eats here", "telling-phrase"),
        ("Only one pupil uses a wheelchair", "telling-phrase"),
        ("We have two deaf pupils", "telling-phrase"),
        ("Made for a Year 5 girl with cerebral palsy", "telling-phrase"),
        ("A boy in Year 2 who uses a walking frame tried it", "telling-phrase"),
        ("A deaf girl in Year 5", "telling-phrase"),
        ("The twins use the ramp", "telling-phrase"),
    ],
)
def test_what_should_not_stand_in_the_file_is_found(text: str, name: str) -> None:
    assert found_in(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        # numbers that are no one's
        upn("990200126001").replace(UPN[0], "B" if UPN[0] != "B" else "C"),
        f"I{UPN[1:]}",
        f"X{UPN}",
        f"{UPN}7",
        f"{NHS[:-1]}{(int(NHS[-1]) + 1) % 10}",
        f"1{NHS}",
        f"{NHS}.5",
        f"12 {SPACED}",
        "1111111111",
        "urn 900001 and laestab 990/2001",
        "2026-10-05",
        "2026-09-01 2029-08-31",
        "01-09-2026 - 31-08-2029",
        "01 09 2026 31 08 2029",
        "01.09.2026 to 31.08.2029",
        "300 lux at 0.85 m, 1500 x 2200 mm, 1:12, 0.100000000 m",
        "£12,000.00 of 0123456.00",
        "Drawing 2026/0412/0778, sheet 01632-A",
        "BS 8300-2:2018, clause 0.1.2.3.4.5.6.7.8.9.0",
        "ISBN 978-0-11-706789-0",
        # addresses that are no one's
        "https://saltmarsh.example/@51.5000,-0.1200,17z",
        "https://reader@saltmarsh.example/plan",
        "https://saltmarsh.example/01632960123",
        "www.saltmarsh.example/07700900123",
        "@saltmarsh on the school's page",
        "3 rails @ 40.00 each",
        # dates of other things
        "The ramp, built 2017-03-12",
        "Children born between 1 September 2021 and 31 August 2022 start",
        "Children born in September 2021 start",
        "The school's birthday is on 12 May",
        "List of names, date of birth and class, seen on 2026-10-05",
        "Birthday party on 12 May 2026",
        "Louis Braille, born 4 January 1809",
        # capitals that are no names
        "Pupil Premium",
        "Pupil Voice",
        "Student Council minutes",
        "Pupil passports, Pupil Referral Unit",
        "Swimming in Year 4",
        "Maths in Year 4 uses Numicon (Y4)",
        "Phonics (Y1) and Makaton in Year 1",
        "Kestrels (Y3) and Oak (Y4)",
        "Shakespeare in Year 9, Scratch (Y6)",
        "Kestrel in Year 3",
        "The Lantern in Year 4",
        "Pupils in Year 4 measured it",
        "Everyone in Year 4 can reach",
        "The trip to Llandudno in Year 6",
        "Camp near Aberdaron in Year 5",
        "Ysgol Glan-y-môr, Year 3",
        "Sycamore in Year 4, Willow (Y5)",
        "Willow's wheelchair space is free",
        "Everyone's wheelchair fits",
        "The pupil's EHC plan",
        "St John's wheelchair",
        "Mrs Example in Year 4",
        "The Headteacher, who is deaf to nothing",
        "Year 4, who have a lift",
        "Reception is blind to nothing",
        "May in Year 4 is exam time",
        "A pupil. Signs follow",
        # phrases that shut nobody out
        "No hall",
        "No lift, no ramp and no hoist",
        "No disabled parking and no disabled toilet",
        "There is no wheelchair space in the hall",
        "No disabled pupil is excluded",
        "No disabled pupils are on a reduced timetable",
        "No disabled child waits at the gate",
        "No family pays more because their child is disabled",
        "No pupil has to ask for braille",
        "No pupil needs to ask for a hoist",
        "No child is alone",
        "Nobody is expected to climb the stairs",
        "Nobody is disabled by the new gate",
        "No pupil uses the upper floor at present",
        "Nobody uses the lift this year, it is broken",
        "No pupil uses a hoist at present. One is ready in the store",
        "No child uses a communication aid this term. Tiles are out for everyone",
        "Story books with no disabled children",
        "A pupil who uses a wheelchair can reach it",
        "Two pupils who use wheelchairs tried it",
        "Pupils with autism have a quiet place",
        "A twin socket and a twin-room layout",
        "The twin towns wrote",
        "The only place with steps",
        "The one place that deaf pupils asked for",
        "Each year a pupil with a hearing aid is asked",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("text", ["access@estuary.example", "01632 960500"])
def test_a_contact_may_be_reached(text: str) -> None:
    assert found_in(text, "plan", "contact") == []
    assert found_in(text, "plan") != []


def test_a_contact_in_one_text_may_be_reached_and_names_no_pupil() -> None:
    text = "schema: send-audit/overlay@1\nitems:\n  PE-0102:\n    contact: 01632 960500\n"
    assert not [problem for problem in checked(text) if problem.kind.code.startswith("SA8")]
    assert found_in("Aisha's mum, 01632 960500", "contact") == ["pupil-named"]


def test_families_may_be_told_whom_to_ring_with_a_complaint() -> None:
    assert found_in("01632 960123", "plan", "complaints") == []


def test_numbers_that_a_school_goes_by_are_no_ones() -> None:
    assert found_in(NHS, "school", "ids") == []
    assert found_in(UPN, "school", "ids") == ["upn"]


def test_each_kind_is_said_once_of_one_text_and_stands_at_its_place() -> None:
    first, second = problems_of(f"{UPN} {TEMPORARY} and pupil Aisha", "plan")
    assert (first.kind.name, second.kind.name) == ("upn", "pupil-named")
    assert (first.line, first.column, first.path) == (9, 11, "plan.note")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"See {UPN}", UPN[2:]),
        (f"See {SPACED}", SPACED[2:]),
        ("parent.one@mail.example", "rent.one"),
        ("07700 900123", "700"),
        ("born 2017-03-12", "17-03"),
        ("pupil Aisha", "sha"),
        ("a Year 5 girl with cerebral palsy", "girl"),
    ],
)
def test_a_message_never_repeats_what_it_found(text: str, secret: str) -> None:
    (problem,) = problems_of(text)
    assert secret not in problem.message + problem.fix
    assert "…" in problem.message


@pytest.mark.parametrize("file", [*EXAMPLES, *VALID], ids=lambda file: file.name)
def test_nothing_is_found_in_the_examples_and_the_valid_cases(file: Path) -> None:
    problems = check_file(file, LIBRARY, DAY).problems
    assert not [problem for problem in problems if problem.kind.code.startswith("SA8")]


WORDS = st.sampled_from(
    f"no pupil pupils uses with who has a wheelchair Aisha in Year 4 (Y3) 's born on 2017-03-12 "
    f"deaf our only twins girl at present {UPN} {NHS} 01632 960123 a@b.example . , - ’s".split()
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_breaks_a_rule(text: str) -> None:
    names = found_in(text)
    assert len(names) == len(set(names))


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from(f"0123456789{UPN_LETTERS}"))
def test_only_the_right_check_letter_makes_a_upn(digits: str, last: str) -> None:
    right = upn(digits + last)
    assert [letter for letter in UPN_LETTERS if "upn" in found_in(letter + right[1:])] == [right[0]]


@given(st.text("123456789", min_size=9, max_size=9))
def test_at_most_one_check_digit_makes_an_nhs_number(digits: str) -> None:
    right = [d for d in "0123456789" if "nhs-number" in found_in(f"No. {digits}{d}")]
    total = sum(w * int(c) for w, c in zip(range(10, 1, -1), digits, strict=True))
    expected = str((11 - total % 11) % 11)
    assert right == ([] if total % 11 == 1 or set(digits + expected) == {expected} else [expected])


@pytest.mark.parametrize(
    "piece",
    [
        "no pupil ",
        "Aa-",
        "a.",
        "0 ",
        "1",
        "A1",
        "@",
        "http://",
        "born ",
        "deaf, ",
        "Aa, who is ",
        "our one ",
    ],
)
def test_a_long_text_is_read_in_no_time(piece: str) -> None:
    start = time.process_time()
    found_in(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 3
