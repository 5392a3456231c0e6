"""A borough's files together: numbers given twice or unknown, returns missing, moderation without one."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from send_audit.load.document import read_bytes, read_file
from send_audit.load.walk import yaml_below
from send_audit.pipeline import check_bytes, check_file
from send_audit.problems import Problem
from send_audit.round import ReturnFacts, check_round, facts_of_return
from tests.program import ROOT
from tests.support import DAY, LIBRARY, places
from tests.test_cases import assert_helps

BOROUGH = 'schema: send-audit/borough@1\nname: Estuary\ncode: "990"\nnation: england\n'
STRATEGY = (
    "schema: send-audit/strategy@1\nid: a\ntitle: Plan\nauthority: Estuary\nnation: england\n"
)
LIST = """\
URN,EstablishmentName,EstablishmentStatus (name)
900001,Saltmarsh Primary School,Open
900002,Estuary Academy,"Open, but proposed to close"
900003,Shingle Bank Junior School,Closed
900004,New School,Proposed to open
"""


class Made:
    """A borough folder under construction."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def borough(self, more: str = "", schools: str | None = LIST) -> None:
        self.write("borough.yaml", BOROUGH + more)
        if schools is not None:
            self.write("schools.csv", schools)

    def returns(self, **urns: str | None) -> None:
        """A return for each, `name_of_file=urn`."""
        for stem, urn in urns.items():
            self.audit(stem, urn)

    def audit(
        self,
        stem: str,
        urn: str | None,
        *,
        name: str = "A School",
        day: str = "2026-10-05",
        previous: str | None = None,
    ) -> Path:
        number = "" if urn is None else f'  urn: "{urn}"\n'
        text = f"schema: send-audit/audit@1\nschool:\n  name: {name}\n{number}  nation: england\n"
        text += f"audit:\n  date: {day}\n"
        if previous is not None:
            text += f"plan:\n  previous:\n    title: The plan before\n    file: {previous}\n"
        return self.write(f"returns/{stem}.yaml", text)

    def facts(self) -> dict[Path, ReturnFacts]:
        files = yaml_below(self.folder / "returns")
        facts = {file: facts_of_return(read_file(file)) for file in files}
        return {file: fact for file, fact in facts.items() if fact is not None}

    def problems(self, as_of: date = DAY) -> list[Problem]:
        found = check_round(self.folder / "borough.yaml", self.facts(), as_of)
        for problem in found:
            assert_helps(problem)
            lines = Path(problem.file).read_text("utf-8").splitlines()
            if Path(problem.file).suffix == ".yaml":
                assert problem.excerpt == lines[problem.line - 1]
        return found

    def found(self, as_of: date = DAY) -> list[tuple[str, str, int]]:
        """File, name and line of each problem."""
        return [(Path(p.file).name, p.kind.name, p.line) for p in self.problems(as_of)]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "estuary")


# ---- What the files of one return tell -----------------------------------------------------------


def test_the_facts_of_a_return_travel_between_processes(made: Made) -> None:
    file = made.audit("a", "900001", name="Saltmarsh", previous="b.yaml")
    facts = facts_of_return(read_file(file))
    assert facts == ReturnFacts(
        file=str(file),
        urn="900001",
        name="Saltmarsh",
        date=date(2026, 10, 5),
        previous="b.yaml",
        line=4,
        column=3,
        excerpt='  urn: "900001"',
    )
    assert pickle.loads(pickle.dumps(facts)) == facts  # noqa: S301 - our own bytes


def test_a_hostile_file_gives_small_facts_too(made: Made) -> None:
    file = made.audit("a", "900001", name="A" * 500_000, previous="b" * 500_000)
    assert len(pickle.dumps(facts_of_return(read_file(file)))) < 2000


@pytest.mark.parametrize(
    ("text", "urn", "name", "line"),
    [
        ("school:\n  name: A\n  urn: '900001'\n  nation: mars\n", "900001", "A", 4),
        ("school:\n  urn: '900001'\n", "900001", "", 3),
        ("school:\n  name: A\n  urn: six\n", None, "A", 3),
        ("school:\n  name: A\n  urn: '９００００１'\n", None, "A", 3),
    ],
)
def test_a_return_with_faults_still_counts_as_far_as_it_can_be_read(
    text: str, urn: str | None, name: str, line: int
) -> None:
    document = read_bytes(f"schema: send-audit/audit@1\n{text}".encode(), "a.yaml")
    assert document.model is None
    facts = facts_of_return(document)
    assert facts is not None
    assert (facts.urn, facts.name, facts.line) == (urn, name, line)


@pytest.mark.parametrize(
    "text",
    [
        "schema: send-audit/audit@1\nschool: [a]\n",
        "schema: send-audit/audit@1\nschool: {}\n",
        "schema: send-audit/audit@1\n- a\n",
        "schema: [a\n",
        "- a\n",
        "",
        BOROUGH,
        "schema: send-audit/audit@1\ngroup:\n  name: A\n  kind: trust\n  nation: england\n",
        'schema: send-audit/audit@1\nlocal_authority:\n  name: A\n  code: "1"\n  nation: wales\n',
    ],
)
def test_no_other_file_is_a_return(text: str) -> None:
    assert facts_of_return(read_bytes(text.encode(), "a.yaml")) is None


def test_the_example_borough_is_in_order() -> None:
    folder = ROOT / "examples" / "estuary"
    assert check_round(folder / "borough.yaml", Made(folder).facts(), DAY) == []
    late = check_round(folder / "borough.yaml", Made(folder).facts(), date(2027, 1, 30))
    assert [problem.kind.name for problem in late] == ["return-missing"]
    assert "Reedbed Primary Academy (URN 900010)" in late[0].message


# ---- SA701 duplicate-urn -------------------------------------------------------------------------


def test_two_returns_of_one_number_are_told_at_the_later_one(made: Made) -> None:
    made.borough()
    made.audit("b", "900001", name="Saltmarsh", day="2023-10-05")
    made.audit("a", "900001", day="2026-10-05")
    (problem,) = made.problems()
    assert (Path(problem.file).name, *places([problem])) == ("a.yaml", ("duplicate-urn", 4))
    assert str(made.folder / "returns" / "b.yaml") in problem.message
    assert "Saltmarsh" in problem.message
    assert "`plan: previous: file: b.yaml`" in problem.fix


@pytest.mark.parametrize("name", ["b.yaml", "./b.yaml", "../returns/b.yaml"])
def test_the_plan_before_is_no_second_return(made: Made, name: str) -> None:
    made.borough()
    made.audit("b", "900001", day="2023-10-05")
    made.audit("a", "900001", previous=name)
    assert made.found() == []


def test_the_plan_before_the_plan_before_is_none_either(made: Made) -> None:
    made.borough()
    made.audit("c", "900001", day="2020-10-05")
    made.audit("b", "900001", day="2023-10-05", previous="c.yaml")
    made.audit("a", "900001", previous="b.yaml")
    assert made.found() == []
    made.audit("d", "900001", day="2026-11-01", previous="c.yaml")
    assert made.found() == [("d.yaml", "duplicate-urn", 4)]


@pytest.mark.parametrize("name", ["a.yaml", "/b.yaml", "x/../../b.yaml", "gone.yaml"])
def test_a_name_that_leads_elsewhere_excuses_nothing(made: Made, name: str) -> None:
    made.borough()
    made.audit("b", "900001", day="2023-10-05")
    made.audit("a", "900001", previous=name)
    assert made.found() == [("a.yaml", "duplicate-urn", 4)]


def test_files_that_name_each_other_do_not_hang_it(made: Made) -> None:
    made.borough()
    made.audit("b", "900001", previous="a.yaml")
    made.audit("a", "900001", previous="b.yaml")
    assert made.found() == []


def test_without_dates_the_order_of_the_names_decides(made: Made) -> None:
    made.borough()
    for stem in ("a", "b", "c"):
        made.audit(stem, "900001", day="''").write_text(
            "schema: send-audit/audit@1\nschool:\n  name: A\n  nation: england\n  urn: '900001'\n"
        )
    assert [(file, line) for file, _, line in made.found()] == [("b.yaml", 5), ("c.yaml", 5)]


def test_only_what_lies_in_the_returns_counts(made: Made) -> None:
    made.borough()
    made.audit("primary/a", "900001")
    made.audit("../drafts/b", "900001")
    facts = made.facts()
    draft = made.folder / "drafts" / "b.yaml"
    facts[draft] = next(iter(facts.values()))
    assert check_round(made.folder / "borough.yaml", facts, DAY) == []


# ---- SA702 unknown-school ------------------------------------------------------------------------


def test_a_number_that_the_list_does_not_have_is_told(made: Made) -> None:
    made.borough()
    made.returns(a="900001", b="900009")
    made.audit("c", "900099", name="estuary  ACADEMY")
    made.audit("d", None)
    problems = made.problems()
    assert [(Path(p.file).name, p.line) for p in problems] == [("b.yaml", 4), ("c.yaml", 4)]
    assert {p.kind.name for p in problems} == {"unknown-school"}
    assert problems[0].fix.startswith("Check the number")
    assert problems[1].fix.startswith('Write `urn: "900002"`')


def test_old_and_new_numbers_are_known(made: Made) -> None:
    made.borough('successors:\n  - old: "900008"\n    new: "900001"\n')
    made.returns(a="900008")
    assert made.found() == []


def test_a_round_names_schools_of_the_list_only(made: Made) -> None:
    made.borough(
        'not_expected:\n  - urn: "900001"\n    reason: It closes.\n  - urn: "900011"\n    reason: So.\n'
        'extensions:\n  - urn: "900012"\n    until: 2027-01-29\n'
        'reminders:\n  - urn: "900013"\n    on: 2026-10-16\n  - urn: "900008"\n    on: 2026-10-17\n'
        'successors:\n  - old: "900008"\n    new: "900014"\n'
    )
    lines = [8, 11, 14, 20]
    assert made.found() == [("borough.yaml", "unknown-school", line) for line in lines]


# ---- SA703 return-missing ------------------------------------------------------------------------


def test_a_school_is_missed_once_its_day_has_passed(made: Made) -> None:
    made.borough("due: 2026-11-22\n")
    assert made.found(date(2026, 11, 22)) == []
    assert made.found() == [("borough.yaml", "return-missing", 5)] * 2
    told = [problem.message for problem in made.problems()]
    assert told[0].startswith("Estuary Academy (URN 900002) has sent no return")
    assert told[1].startswith("Saltmarsh Primary School (URN 900001) has sent no return")
    made.returns(a="900001", b="900002")
    assert made.found() == []


def test_a_month_ends_with_its_last_day(made: Made) -> None:
    made.borough("due: 2026-11\n")
    assert made.found(date(2026, 11, 30)) == []
    assert len(made.found(date(2026, 12, 1))) == 2


def test_an_extension_and_a_reason_count(made: Made) -> None:
    made.borough(
        'due: 2026-10\nnot_expected:\n  - urn: "900001"\n    reason: It closes.\n'
        'extensions:\n  - urn: "900002"\n    until: 2026-12-01\n'
    )
    assert made.found() == []
    assert made.found(date(2026, 12, 2)) == [("borough.yaml", "return-missing", 11)]


def test_without_a_day_nobody_is_late(made: Made) -> None:
    made.borough()
    assert made.found() == []


def test_a_return_under_an_earlier_or_later_number_counts(made: Made) -> None:
    chain = (
        'due: 2026-11\nsuccessors:\n  - old: "900007"\n    new: "900003"\n'
        '  - old: "900003"\n    new: "900002"\n  - old: "900002"\n    new: "900007"\n'
        '  - old: "900001"\n    new: "900008"\n'
    )
    made.borough(chain, LIST + "900007,Older,Closed\n900008,Newer,Proposed to open\n")
    made.returns(a="900007", b="900008")
    assert made.found(date(2026, 12, 1)) == []


def test_a_school_that_split_off_owes_its_own(made: Made) -> None:
    made.borough(
        'due: 2026-11\nsuccessors:\n  - old: "900003"\n    new: "900001"\n'
        '  - old: "900003"\n    new: "900002"\n'
    )
    made.returns(a="900001")
    (problem,) = made.problems(date(2026, 12, 1))
    assert "900002" in problem.message


def test_a_return_without_a_number_counts_by_its_name(made: Made) -> None:
    made.borough('due: 2026-11\nnot_expected:\n  - urn: "900002"\n    reason: It closes.\n')
    made.audit("a", None, name="SALTMARSH Primary  School")
    assert made.found(date(2026, 12, 1)) == []


def test_a_return_with_faults_is_not_missing(made: Made) -> None:
    made.borough('due: 2026-11\nnot_expected:\n  - urn: "900002"\n    reason: It closes.\n')
    made.write("returns/a.yaml", "schema: send-audit/audit@1\nschool:\n  urn: '900001'\n")
    assert made.found(date(2026, 12, 1)) == []


@pytest.mark.parametrize(("count", "told"), [(20, 20), (21, 1)])
def test_when_most_are_missing_they_are_one_remark(made: Made, count: int, told: int) -> None:
    rows = "".join(f"9001{at:02},School {at:02},Open\n" for at in range(count))
    made.borough("due: 2026-10\n", "URN,EstablishmentName,EstablishmentStatus (name)\n" + rows)
    problems = made.problems()
    assert places(problems) == [("return-missing", 5)] * told
    if told == 1:
        assert problems[0].message.startswith("21 schools have sent no return")
        assert "School 04 (URN 900104) and 16 more." in problems[0].message


# ---- SA705 moderation-without-return -------------------------------------------------------------


def test_moderation_needs_a_return_under_any_number_of_the_school(made: Made) -> None:
    made.borough('successors:\n  - old: "900003"\n    new: "900001"\n')
    made.returns(a="900003")
    text = 'schema: send-audit/moderation@1\nurn: "{}"\nby: Officer\non: 2026-11-16\n'
    made.write("moderation/900001.yaml", text.format("900001"))
    made.write("moderation/900002.yaml", text.format("900002"))
    made.write("moderation/notes.yaml", "schema: [broken\n")
    assert made.found() == [("900002.yaml", "moderation-without-return", 2)]


# ---- SA706 school-list-unreadable ----------------------------------------------------------------


def test_a_folder_without_a_round_needs_no_list(made: Made) -> None:
    made.borough("checklists:\n  physical-environment: 1.0.0\n", None)
    made.returns(a="900001")
    assert made.found() == []


@pytest.mark.parametrize(
    "more", ["due: 2026-12-11\n", 'extensions:\n  - urn: "900001"\n    until: 2027-01\n']
)
def test_a_round_without_a_list_is_told_where_it_asks_for_one(made: Made, more: str) -> None:
    made.borough(more, None)
    made.returns(a="900001")
    assert made.found() == [("borough.yaml", "school-list-unreadable", 5)]


def test_a_list_that_cannot_be_read_hides_no_other_rule(made: Made) -> None:
    made.borough("due: 2026-10\n", "Number,Name\n1,A\n")
    made.returns(a="900001", b="900001")
    assert made.found() == [
        ("b.yaml", "duplicate-urn", 4),
        ("schools.csv", "school-list-unreadable", 1),
    ]


def test_a_broken_round_says_its_own_problems_only(made: Made) -> None:
    made.borough("due: soon\n")
    made.returns(a="1", b="1")
    assert made.found() == []


# ---- SA704 and SA707: one file that names another ------------------------------------------------


def named(file: Path) -> list[tuple[str, int]]:
    problems = [p for p in check_file(file, LIBRARY, DAY).problems if "file-not" in p.kind.name]
    for problem in problems:
        assert_helps(problem)
    return places(problems)


def test_a_borough_and_a_strategy_name_files_that_are_there(made: Made) -> None:
    made.borough("strategy: strategy.yaml\n")
    assert named(made.folder / "borough.yaml") == [("file-not-there", 5)]
    made.write(
        "strategy.yaml",
        f"{STRATEGY}audit: strategy-audit.yaml\nprevious:\n  title: A\n  file: old/strategy.yaml\n",
    )
    assert named(made.folder / "borough.yaml") == []
    strategy = made.folder / "strategy.yaml"
    assert named(strategy) == [("file-not-there", 6), ("file-not-there", 9)]
    made.write("strategy-audit.yaml", "")
    made.write("old/strategy.yaml", "")
    assert named(strategy) == []


def test_what_stands_beside_is_offered(made: Made) -> None:
    made.borough("strategy: stratgy.yaml\n")
    made.write("strategy.yaml", STRATEGY)
    (problem,) = check_file(made.folder / "borough.yaml", LIBRARY, DAY).problems
    assert problem.fix == "Did you mean strategy.yaml?"


@pytest.mark.parametrize("name", ["/etc/hostname", "C:/plans/a.yaml", "//server/plans/a.yaml"])
def test_a_place_on_one_computer_is_never_looked_up(made: Made, name: str) -> None:
    made.borough(f"strategy: {name}\n")
    (problem,) = check_file(made.folder / "borough.yaml", LIBRARY, DAY).problems
    assert "a place on one computer" in problem.message


@pytest.mark.parametrize("name", ["x" * 5000, "a/" * 2000, "returns", "nul\\0"])
def test_a_name_that_no_system_takes_is_not_there(made: Made, name: str) -> None:
    made.borough(f"strategy: {name}\n")
    (made.folder / "returns").mkdir()
    assert named(made.folder / "borough.yaml") == [("file-not-there", 5)]


def test_a_file_that_a_school_did_not_send_is_a_remark(made: Made) -> None:
    file = made.audit("a", "900001", previous="b.yaml")
    text = file.read_text("utf-8") + "  document:\n    title: Plan\n    file: plan.docx\n"
    file.write_text(text + "shares:\n  title: Trust plan\n  file: ../trust.yaml\n", "utf-8")
    lines = [11, 14, 17]
    assert named(file) == [("file-not-beside", line) for line in lines]
    for name in ("returns/b.yaml", "returns/plan.docx", "trust.yaml"):
        made.write(name, "")
    assert named(file) == []


def test_what_is_not_on_disk_has_no_folder_to_look_in() -> None:
    data = f"{BOROUGH}strategy: strategy.yaml\n".encode()
    assert check_bytes(data, "-", LIBRARY, DAY).problems == ()
