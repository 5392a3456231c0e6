"""`borough init`: a borough's folder out of the register, and brought up to date without losing a word."""

import csv
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from send_audit.load.document import read_file
from send_audit.load.register import Entry, read_entry
from send_audit.load.round_folder import read_round_folder
from send_audit.load.school_rows import Row
from send_audit.model.audit import Audit, School
from send_audit.model.borough import Borough
from send_audit.setting_up.borough_file import with_successors
from send_audit.setting_up.names import file_stem, file_stems
from send_audit.setting_up.successors import Pair, find_pairs
from tests.made_register import COLUMNS, PERSON, many_rows, row, write_list
from tests.program import AS_OF, run

ACADEMY = {"code": "34", "type": "Academy converter"}
ROWS = [
    row(900001, "Saltmarsh Primary School", number="2001"),
    row(900002, "St à Becket's", number="2002", trust="Tideway Trust", **ACADEMY),
    row(900003, "Heron School", number="2003", code="", type=""),
    row(900004, "Curlew School", number="2004", code="27", type="Miscellaneous"),
    row(900005, "Knot Academy", number="2005", phase="", phase_code="", **ACADEMY),
    row(900006, "Dune Junior School", number="2006", status="Closed", closed="31-08-2025"),
    row(900007, "Dune Academy", number="2006", trust="T", opened="01-09-2025", **ACADEMY),
    row(900008, "Ferry School", number="2008", status="Open, but proposed to close"),
    row(900009, "Isle School", number="2009", status="Proposed to open"),
    row(900010, "Family Hub", number="0", code="47", type="Children's Centre"),
    row(900011, "Alder School", number="2011"),
    row(900012, "Alder School", number="2012", la=""),
    row(910001, "Elsewhere School", la="691", la_name="Bae Glas"),
]


def init(
    tmp_path: Path,
    rows: list[dict[str, str]],
    *options: str,
    out: str = "borough",
    la: str = "990",
) -> CompletedProcess[str]:
    gias = write_list(tmp_path / "gias.csv", rows)
    flags = ["--gias", gias, "--la", la, "--out", tmp_path / out, "--as-of", AS_OF]
    return run("borough", "init", *map(str, flags), *options)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CompletedProcess[str]]:
    place = tmp_path_factory.mktemp("made")
    return place / "borough", init(place, ROWS)


def school_in(file: Path) -> School:
    audit = read_file(file).model
    assert isinstance(audit, Audit)
    assert audit.school is not None
    return audit.school


def bytes_of(folder: Path) -> Mapping[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_each_open_setting_gets_a_return_and_nothing_is_wrong_with_the_folder(
    made: tuple[Path, CompletedProcess[str]],
) -> None:
    folder, done = made
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder}\n"
    assert sorted(file.name for file in (folder / "returns").glob("*.yaml")) == [
        "alder-school-900011.yaml",
        "alder-school-900012.yaml",
        "curlew-school.yaml",
        "dune-academy.yaml",
        "ferry-school.yaml",
        "heron-school.yaml",
        "knot-academy.yaml",
        "saltmarsh-primary-school.yaml",
        "st-a-beckets.yaml",
    ]
    checked = run("validate", folder, "--as-of", AS_OF, "--fail-on", "warning")
    assert checked.returncode == 0, checked.stdout
    assert (folder / "returns" / ".audit.schema.json").exists()
    assert (folder / "strategy-audit.yaml").exists()


def test_a_return_has_the_profile_and_the_responsible_body(
    made: tuple[Path, CompletedProcess[str]],
) -> None:
    folder, _ = made
    academy = school_in(folder / "returns" / "st-a-beckets.yaml")
    assert (academy.name, academy.type, academy.phase) == (
        "St à Becket's",
        "academy-converter",
        "primary",
    )
    bodies = [(body.kind, body.name) for body in academy.responsible_body]
    assert bodies == [("academy-trust", "Tideway Trust")]
    assert academy.ids == {"laestab": "990/2002"}
    without_code = school_in(folder / "returns" / "alder-school-900012.yaml")
    assert without_code.local_authority is not None
    assert without_code.local_authority.code == "990"
    unknown = school_in(folder / "returns" / "heron-school.yaml")
    assert (unknown.type, unknown.responsible_body) == ("unknown", ())


def test_what_could_not_be_known_is_said(made: tuple[Path, CompletedProcess[str]]) -> None:
    said = made[1].stderr
    assert "Estuary (990), from a list of 13 rows." in said
    assert "8 open, 1 open but proposed to close, 1 proposed to open and 1 closed" in said
    assert "Left out: 1 children's centre" in said
    assert "The list does not say of what type these are: 1." in said
    assert "Curlew School (URN 900004): code 27, “Miscellaneous”" in said
    assert "of what phase these are: 1.\n  Knot Academy (URN 900005)" in said
    assert "names no trust: 1." in said
    assert "1 row without an LA code" in said


def test_nobodys_name_gets_into_the_folder(made: tuple[Path, CompletedProcess[str]]) -> None:
    folder, done = made
    assert all(PERSON.encode() not in data for data in bytes_of(folder).values())
    assert PERSON not in done.stderr
    header = next(csv.reader((folder / "schools.csv").read_text("utf-8").splitlines()))
    assert "OpenDate" in header
    assert not [name for name in header if name.startswith(("Head", "Props", "Telephone"))]


def test_the_round_pins_the_checklists_and_names_the_successor(
    made: tuple[Path, CompletedProcess[str]],
) -> None:
    round_ = read_round_folder(made[0])
    borough = round_.borough
    assert (borough.name, borough.code, borough.nation) == ("Estuary", "990", "england")
    assert "physical-environment" in borough.checklists
    assert "la-strategy" not in borough.checklists
    pairs = [(s.old, s.new, s.on.text if s.on else None) for s in borough.successors]
    assert pairs == [("900006", "900007", "2025-09-01")]


def test_every_example_in_the_new_round_is_valid_once_its_hashes_are_gone(tmp_path: Path) -> None:
    init(tmp_path, ROWS[:1])
    file = tmp_path / "borough" / "borough.yaml"
    keys = ("due", "cost_bands", "not_expected", "extensions", "reminders", "successors")
    starts = (*(f"# {key}:" for key in keys), "#   ")
    lines = file.read_text("utf-8").splitlines()
    kept = [line.removeprefix("# ") if line.startswith(starts) else line for line in lines]
    file.write_text("\n".join(kept) + "\n", "utf-8")
    borough = read_file(file).model
    assert isinstance(borough, Borough)
    for key in keys:
        assert getattr(borough, key), key


def test_a_second_run_changes_not_a_byte(tmp_path: Path) -> None:
    init(tmp_path, ROWS)
    before = bytes_of(tmp_path / "borough")
    done = init(tmp_path, ROWS)
    assert bytes_of(tmp_path / "borough") == before
    assert "Blank returns made: 0; 9 have one already." in done.stderr
    assert "The list has changed in nothing" in done.stderr


def test_a_newer_list_makes_what_is_missing_and_touches_no_answer(tmp_path: Path) -> None:
    init(tmp_path, ROWS)
    folder = tmp_path / "borough"
    returns = folder / "returns"
    answered = returns / "sent-by-post.yaml"  # its name says nothing, its URN does
    (returns / "saltmarsh-primary-school.yaml").rename(answered)
    broken = returns / "ferry-school.yaml"
    broken.write_text(broken.read_text("utf-8").replace("nation: england", "nation: [", 1), "utf-8")
    borough = folder / "borough.yaml"
    borough.write_text(f"{borough.read_text('utf-8')}# Ours.\n", "utf-8")
    (folder / "schools.csv").write_text(
        (folder / "schools.csv").read_text("utf-8").replace("URN,", "Link officer,URN,", 1),
        "utf-8",
    )
    text = (folder / "schools.csv").read_text("utf-8")
    lines = [text.splitlines()[0], *(f"Team A,{line}" for line in text.splitlines()[1:])]
    (folder / "schools.csv").write_text("\n".join(lines) + "\n", "utf-8")
    before = bytes_of(folder)

    renamed = row(900001, "Saltmarsh Academy", number="2001", trust="T", **ACADEMY)
    closed = row(900011, "Alder School", number="2011", status="Closed", closed="31-08-2026")
    new = row(900020, "Alder Academy", number="2011", opened="01-09-2026", trust="T", **ACADEMY)
    another = row(900021, "Gorse School", number="2021")
    rest = [one for one in ROWS if one["URN"] not in ("900001", "900011", "900003")]
    done = init(tmp_path, [renamed, closed, new, another, *rest])
    assert done.returncode == 0, done.stderr
    after = bytes_of(folder)

    assert set(after) - set(before) == {"returns/gorse-school.yaml"}
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"borough.yaml", "schools.csv"}
    ours = borough.read_text("utf-8")
    added = '  - old: "900011"  # Alder School, now Alder Academy\n    new: "900020"\n    on: 2026-09-01\n'
    assert ours.replace(added, "") == before["borough.yaml"].decode()
    assert "Team A" in (folder / "schools.csv").read_text("utf-8").splitlines()[1]
    assert "New in the list: 2." in done.stderr
    assert "Closed since: 1.\n  Alder School (URN 900011), on 31 August 2026" in done.stderr
    assert "Saltmarsh Academy (URN 900001), until now Saltmarsh Primary School" in done.stderr
    assert "Community school before, Academy (converter) now" in done.stderr
    assert "kept in schools.csv as they were: 1.\n  Heron School (URN 900003)" in done.stderr
    assert f"{answered}: type is “community-school”, in the list “academy-converter”" in done.stderr


def test_a_pair_that_an_officer_struck_out_does_not_come_back(tmp_path: Path) -> None:
    init(tmp_path, ROWS)
    file = tmp_path / "borough" / "borough.yaml"
    text = file.read_text("utf-8")
    struck = text[: text.index("successors:")]
    file.write_text(struck, "utf-8")
    done = init(tmp_path, ROWS)
    assert file.read_text("utf-8") == struck
    assert "deleted there: 1. They stay out." in done.stderr


def test_a_return_of_a_school_that_closed_for_good_is_said(tmp_path: Path) -> None:
    init(tmp_path, ROWS[:2])
    closed = row(900001, "Saltmarsh Primary School", number="2001", status="Closed")
    done = init(tmp_path, [closed, ROWS[1]])
    assert "Returns of schools from which none is expected: 1." in done.stderr
    assert "Saltmarsh Primary School (URN 900001), closed" in done.stderr


@pytest.mark.parametrize(
    ("la", "said"),
    [
        ("909", "13 rows were read. The list has 691 Bae Glas, 990 Estuary."),
        ("estuary", "The code of Estuary is 990: write --la 990."),
        ("Estury", "The code of Estuary is 990"),
    ],
)
def test_a_code_that_no_row_has(tmp_path: Path, la: str, said: str) -> None:
    done = init(tmp_path, ROWS, la=la)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "borough").exists()


def test_the_folder_of_another_authority_is_left_alone(tmp_path: Path) -> None:
    init(tmp_path, ROWS)
    before = bytes_of(tmp_path / "borough")
    done = init(tmp_path, ROWS, la="691")
    assert done.returncode == 2
    assert "is the folder of Estuary (990), and --la 691 is Bae Glas" in done.stderr
    assert bytes_of(tmp_path / "borough") == before


def test_a_welsh_authority_without_leading_noughts(tmp_path: Path) -> None:
    type_ = {"code": "30", "type": "Welsh establishment", "la": "8", "la_name": "Bae Glas"}
    init(tmp_path, [row(910001, "Ysgol Glan-y-Môr", **type_)], la="008")
    folder = tmp_path / "borough"
    assert read_round_folder(folder).borough.nation == "wales"
    assert school_in(folder / "returns" / "ysgol-glan-y-mor.yaml").nation == "wales"
    assert run("validate", folder, "--as-of", AS_OF).returncode == 0


def test_a_councils_overlay_in_the_folder_is_pinned_and_asked(tmp_path: Path) -> None:
    overlay = (
        "schema: send-audit/overlay@1\nid: estuary-additions\ntitle: Additions\nversion: 1.2.0\n"
        "by: Estuary Council\nof:\n  physical-environment: '>=1.0.0'\nitems:\n  PE-0102:\n"
        "    contact: The access adviser.\n"
    )
    place = tmp_path / "borough" / "overlays"
    place.mkdir(parents=True)
    (place / "estuary.yaml").write_text(overlay, "utf-8")
    done = init(tmp_path, ROWS[:1])
    assert done.returncode == 0, done.stderr
    assert read_round_folder(tmp_path / "borough").borough.overlays == {
        "estuary-additions": "1.2.0"
    }
    text = (tmp_path / "borough" / "returns" / "saltmarsh-primary-school.yaml").read_text("utf-8")
    assert "    estuary-additions: 1.2.0" in text
    assert "The access adviser." in text


def test_workbooks_are_made_once(tmp_path: Path) -> None:
    done = init(tmp_path, ROWS[:1], "--workbooks")
    form = tmp_path / "borough" / "workbooks" / "saltmarsh-primary-school.xlsx"
    assert form.read_bytes().startswith(b"PK")
    assert "Workbooks made: 1" in done.stderr
    form.write_bytes(b"filled in")
    init(tmp_path, ROWS[:1], "--workbooks")
    assert form.read_bytes() == b"filled in"


def test_a_list_without_most_columns_will_do(tmp_path: Path) -> None:
    columns = COLUMNS[:1] + COLUMNS[2:3] + COLUMNS[4:5]
    write_list(tmp_path / "few.csv", ROWS[:2], columns=columns, encoding="utf-8-sig")
    flags = ("--gias", str(tmp_path / "few.csv"), "--la", "990", "--out", str(tmp_path / "b"))
    done = run("borough", "init", *flags)
    assert done.returncode == 0, done.stderr
    assert "Blank returns made: 2." in done.stderr
    assert "2 of which the list does not say it" in done.stderr


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("St. Mary's, C of E", "st-marys-c-of-e"),
        ("Ysgol Glan-y-môr", "ysgol-glan-y-mor"),
        ("Arts & Crafts", "arts-and-crafts"),
        ("NUL", "nul-school"),
        ("../../etc", "etc"),
        ("学校", "school"),
        ("Long " * 40, "-".join(["long"] * 16)),
    ],
)
def test_names_of_files_are_safe_everywhere(name: str, stem: str) -> None:
    assert file_stem(name) == stem
    assert len(stem) <= 80


def test_no_file_that_is_there_is_ever_chosen() -> None:
    taken = [Path("heron.yaml"), Path("HERON-7.yaml")]
    assert file_stems({"7": "Heron"}, taken) == {"7": "heron-7-2"}


def entry(urn: int, name: str, **facts: str) -> Entry:
    return read_entry(Row.of(row(urn, name, **facts)))


def test_two_open_schools_of_one_name_show_nothing() -> None:
    old = entry(900001, "Dune School", status="Closed")
    twins = [entry(900002, "Dune School"), entry(900003, "dune  school")]
    assert find_pairs([old, *twins]) == ()
    assert [pair.new for pair in find_pairs([old, twins[0]])] == [twins[0]]


def test_a_number_counts_before_a_name() -> None:
    old = entry(900001, "Dune School", number="2001", status="Closed")
    by_name, by_number = entry(900002, "Dune School", number="9"), entry(900003, "X", number="2001")
    (pair,) = find_pairs([old, by_name, by_number])
    assert (pair.new, pair.by) == (by_number, "number")


@pytest.mark.parametrize(
    "there", ["", 'successors:\n  - old: "900008"\n    new: "900009"\n# End.\n']
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_successors_are_added_and_every_other_byte_stays(there: str, newline: str) -> None:
    text = f'schema: send-audit/borough@1\nname: E  # ours\ncode: "990"\nnation: england\n{there}'
    data = text.replace("\n", newline).encode()
    pair = Pair(old=entry(900001, "Old"), new=entry(900002, "New"), on=None, by="name")
    new = with_successors(data, "borough.yaml", [pair]).decode()
    added = f'  - old: "900001"  # Old, now New{newline}    new: "900002"{newline}'
    assert added in new
    rest = new.replace(added, "")
    assert rest == text.replace("\n", newline) + ("" if there else f"successors:{newline}")


@pytest.mark.slow
def test_the_whole_register_is_read_quickly(tmp_path: Path) -> None:
    gias = write_list(tmp_path / "all.csv", many_rows(51_000))
    done = run("borough", "init", "--gias", gias, "--la", "300", "--out", tmp_path / "b")
    assert "from a list of 51,000 rows" in done.stderr
    assert "Blank returns made: 170." in done.stderr
