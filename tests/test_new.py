"""`send-audit new` makes a file that its own reader takes, and never overwrites one."""

import io
import json
import re
import sys
from pathlib import Path

import jsonschema
import pexpect
import pytest
from ruamel.yaml import YAML

from send_audit.load.document import read_file
from send_audit.model.audit import Audit, School
from tests.program import AS_OF, ROOT, run


def school_of(path: Path) -> School:
    audit = read_file(path).model
    assert isinstance(audit, Audit)
    assert audit.school is not None
    return audit.school


def test_flags_alone_make_a_valid_blank_audit(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    flags = ["--name", "St Hugh's: a school", "--urn", "900123", "--phase", "primary"]
    flags += ["--type", "community-school", "--nation", "england"]
    flags += ["--la-name", "Estuary", "--la-code", "990"]
    done = run("new", target, *flags)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{target}\n"
    school = school_of(target)
    assert school.name == "St Hugh's: a school"
    assert school.urn == "900123"
    assert school.local_authority is not None
    assert school.local_authority.code == "990"
    assert [body.kind for body in school.responsible_body] == ["governing-body"]
    checked = run("validate", target, "--fail-on", "warning")
    assert checked.returncode == 0, checked.stdout


def test_a_blank_audit_holds_the_questions_that_the_school_is_asked(tmp_path: Path) -> None:
    primary, college = tmp_path / "primary.yaml", tmp_path / "college.yaml"
    run("new", primary, "--name", "P", "--phase", "primary", "--type", "community-school")
    run("new", college, "--name", "C", "--phase", "post-16", "--type", "sixth-form-centre")
    assert "# S10-0101:" in primary.read_text("utf-8")
    assert "S10-" not in college.read_text("utf-8")


def test_an_item_answered_by_deleting_its_hashes_is_read(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    run("new", target, "--name", "P", "--phase", "primary", "--type", "community-school")
    text = target.read_text("utf-8")
    answered = text.replace("  # CA-0101:\n  #   rating:", "  CA-0101:\n    rating: met")
    assert answered != text
    target.write_text(answered, "utf-8")
    audit = read_file(target).model
    assert isinstance(audit, Audit)
    assert audit.responses["CA-0101"].rating == "met"


def test_what_the_school_lacks_and_its_places_are_stated_by_deleting_hashes(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    run("new", file, "--name", "A School", "--type", "community-school", "--as-of", AS_OF)
    text = file.read_text("utf-8")
    assert "    # lift: false  # 3 questions fewer\n" in text
    lines = text.splitlines()
    start = lines.index("  # places:")
    for number in range(start, next(n for n, line in enumerate(lines) if line == "audit:")):
        lines[number] = lines[number].replace("# ", "", 1)
    text = "\n".join(lines).replace("    # lift: false", "    lift: false")
    answer = "  # PE-0102:\n  #   places:\n  #     parking-bay-1:\n  #       measured:"
    assert answer in text
    text = text.replace(answer, f"{answer.replace('# ', '')} 2400")
    file.write_text(text, "utf-8")
    done = run("validate", file, "--errors-only", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout


def test_where_the_law_does_not_hold_it_says_so(tmp_path: Path) -> None:
    done = run("new", tmp_path / "a.yaml", "--name", "A School", "--nation", "scotland")
    assert "does not hold in Scotland" in done.stderr
    checked = run("validate", tmp_path / "a.yaml")
    assert "in England and Wales only" in checked.stdout


def test_the_schema_stands_beside_it_where_its_first_line_says(tmp_path: Path) -> None:
    done = run("new", tmp_path / "a.yaml", "--name", "Little School")
    assert done.returncode == 0
    first = (tmp_path / "a.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=.audit.schema.json"
    beside = (tmp_path / ".audit.schema.json").read_text("utf-8")
    assert beside == run("schema", "audit").stdout
    data = YAML(typ="safe", pure=True).load(tmp_path / "a.yaml")
    jsonschema.Draft7Validator(json.loads(beside)).validate(
        json.loads(json.dumps(data, default=str))
    )
    run("new", tmp_path / "alone" / "b.yaml", "--name", "Little School", "--no-schema")
    assert [file.name for file in (tmp_path / "alone").iterdir()] == ["b.yaml"]
    assert (tmp_path / "alone" / "b.yaml").read_text("utf-8").startswith("schema:")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    target.write_text("mine", "utf-8")
    done = run("new", target, "--name", "P")
    assert done.returncode == 2
    assert "nothing is overwritten" in done.stderr
    assert target.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--name", "P", "--type", "comunity-school"], "Did you mean community-school?"),
        (["--name", "P", "--urn", "12"], "Get Information about Schools"),
        (["--name", "P", "--nation", "france"], "Choose from: england, wales"),
        ([], "The school needs a name: add --name"),
    ],
)
def test_wrong_flags_are_said_plainly_and_nothing_is_written(
    tmp_path: Path, flags: list[str], said: str
) -> None:
    target = tmp_path / "audit.yaml"
    done = run("new", target, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert not target.exists()


# ---- What it asks --------------------------------------------------------------------------------


def test_the_wizard_asks_on_a_terminal_and_takes_numbers_or_words(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    answers = ["Marsh End School", "", "2", "community-skool", "Community school", "primary"]
    answers += ["Bae Glas 691", "two", "2", "1 99", "1 3", ""]
    seen = converse(target, answers)
    assert "Did you mean 1. Community school?" in seen
    school = school_of(target)
    assert (school.name, school.nation) == ("Marsh End School", "wales")
    assert (school.type, school.phase) == ("community-school", "primary")
    assert school.urn is None
    assert school.local_authority is not None
    assert (school.local_authority.name, school.local_authority.code) == ("Bae Glas", "691")
    assert school.features.storeys == 2
    assert (school.features.parking, school.features.lift) == (False, False)
    assert "not a number of storeys" in seen
    assert "“99” is not one of the numbers 1 to 9" in seen
    assert "Marsh End School, community school, primary phase, Wales: 237 questions." in seen
    assert "Local authority Bae Glas (691); 2 storeys; no car park or lift." in seen
    assert f"send-audit fill {target}" in seen
    # What was promised is what is asked.
    assert len(re.findall(r"^  # [A-Z0-9]+-\d{4}:", target.read_text("utf-8"), re.MULTILINE)) == 237


def test_it_asks_for_the_phase_only_where_the_type_does_not_decide_it(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    seen = converse(target, ["Reed Nursery", "", "", "maintained nursery", "", "", "", ""])
    assert "Which phase?" not in seen
    assert school_of(target).phase == "nursery"


def test_one_can_go_back_from_the_summary_and_change_an_answer(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    answers = ["Marsh End", "", "", "1", "", "", "2", "1", "b", "none", "b", "b", "1", "2", ""]
    seen = converse(target, answers)
    assert "Numbers, such as 1 4 7 (Enter for none, or if you are not sure) [1]: " in seen
    school = school_of(target)
    assert school.features.storeys == 1
    assert school.features.parking is None
    assert school.features.ramps is False


def test_options_are_not_asked_about_again(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    flags = ["--nation", "england", "--type", "community-school", "--phase", "primary"]
    flags += ["--la-name", "Estuary", "--urn", "900123", "--storeys", "1", "--without", "parking"]
    converse(target, ["Marsh End School", ""], *flags)
    assert school_of(target).urn == "900123"


@pytest.mark.parametrize("ending", ["q", "\x04", "\x03"], ids=["q", "end of input", "Ctrl-C"])
@pytest.mark.parametrize("answered", [0, 4, 8])
def test_stopping_at_any_question_writes_nothing(
    tmp_path: Path, ending: str, answered: int
) -> None:
    target = tmp_path / "audit.yaml"
    answers = ["Marsh End", "", "", "1", "", "", "", ""][:answered]
    seen = converse(target, answers, stop=ending, code=130)
    assert "Nothing was written." in seen
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_can_be_asked_nothing_is(tmp_path: Path) -> None:
    flags = ["--name", "P", "--type", "community-school", "--phase", "primary"]
    done = run("new", tmp_path / "a.yaml", *flags, text_in="2\n")
    assert done.returncode == 0
    assert "Nation" not in done.stderr
    assert school_of(tmp_path / "a.yaml").nation == "england"
    seen = converse(tmp_path / "b.yaml", [], "--no-ask", code=2)
    assert "The school needs a name" in seen


# ---- What a school does not have -----------------------------------------------------------------


def test_what_the_school_is_without_spares_its_questions(tmp_path: Path) -> None:
    flags = ["--name", "P", "--type", "community-school", "--phase", "primary"]
    run("new", tmp_path / "all.yaml", *flags)
    done = run("new", tmp_path / "less.yaml", *flags, "--without", "parking", "--without", "Lift")
    assert done.returncode == 0, done.stderr
    features = school_of(tmp_path / "less.yaml").features
    assert (features.parking, features.lift) == (False, False)
    full, less = ((tmp_path / f"{n}.yaml").read_text("utf-8") for n in ("all", "less"))
    assert "# PE-0102:" in full
    assert "# PE-0102:" not in less
    assert run("validate", tmp_path / "less.yaml", "--fail-on", "warning").returncode == 0


# ---- From the register ---------------------------------------------------------------------------

REGISTER = """\
URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),\
TypeOfEstablishment (name),EstablishmentStatus (name),CloseDate,PhaseOfEducation (name),\
NurseryProvision (name),NumberOfPupils,Trusts (name),HeadLastName
900101,990,Estuary,2001,Saltmarsh Primary Academy,34,Academy converter,Open,,Primary,\
Has Nursery Classes,305,Tidal Learning Trust,Quillfeather
900001,990,Estuary,2001,Saltmarsh Primary School,1,Community school,Closed,31-08-2027,Primary,\
Has Nursery Classes,,,Quillfeather
900102,990,Estuary,,Saltmarsh Family Hub,47,Children's centre,Open,,Not applicable,,,,
900103,990,Estuary,2003,Creek School,99,Riverboat school,Open,,,,,,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "gias.csv"
    file.write_text(REGISTER, "utf-8")
    return file


def test_a_school_is_taken_from_the_register_by_its_number(tmp_path: Path, register: Path) -> None:
    target = tmp_path / "a.yaml"
    done = run("new", target, "--from-gias", register, "--urn", "900101", "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    school = school_of(target)
    assert (school.name, school.urn, school.type) == (
        "Saltmarsh Primary Academy",
        "900101",
        "academy-converter",
    )
    assert dict(school.ids) == {"laestab": "990/2001"}
    assert [body.name for body in school.responsible_body] == ["Tidal Learning Trust"]
    assert (school.pupils, school.features.nursery_class) == (305, True)
    text = target.read_text("utf-8")
    assert "Quillfeather" not in text + done.stderr
    assert "From the register: Saltmarsh Primary Academy, URN 900101" in done.stderr
    assert "It does not say how many storeys there are, or whether the school has" in done.stderr
    checked = run("validate", target, "--fail-on", "warning", "--as-of", AS_OF)
    assert checked.returncode == 0, checked.stdout


def test_a_closed_school_is_made_with_a_word_on_the_one_that_may_follow_it(
    tmp_path: Path, register: Path
) -> None:
    done = run("new", tmp_path / "a.yaml", "--from-gias", register, "--urn", "900001")
    assert done.returncode == 0
    assert "this school closed on 31 August 2027. The audit is made all the same." in done.stderr
    assert "an open one: Saltmarsh Primary Academy (URN 900101, Estuary, Academy" in done.stderr


def test_a_kind_that_is_not_on_our_list_is_said_and_asked_everything(
    tmp_path: Path, register: Path
) -> None:
    done = run("new", tmp_path / "a.yaml", "--from-gias", register, "--urn", "900103")
    assert "Its type there is “Riverboat school”, which is not on our list" in done.stderr
    assert school_of(tmp_path / "a.yaml").type == "unknown"


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--urn", "900999"], "There is no school with the URN 900999 in"),
        (
            ["--urn", "900999", "--name", "saltmarsh academy"],
            "Of that name there is: Saltmarsh Primary Academy (URN 900101",
        ),
        (["--urn", "900102"], "is a children's centre"),
        ([], "Which school? Add --urn"),
        (["--urn", "900101", "--without", "lifft"], "Did you mean lift?"),
        (["--urn", "900101", "--without", "storeys"], "write --storeys 1"),
    ],
)
def test_what_the_register_cannot_give_is_said_and_nothing_is_written(
    tmp_path: Path, register: Path, flags: list[str], said: str
) -> None:
    target = tmp_path / "a.yaml"
    done = run("new", target, "--from-gias", register, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert not target.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        ("", "The file is empty."),
        ("Name\nX\n", "There is no column URN"),
        ('URN,EstablishmentName\n900001,"X', "a quotation mark is not closed"),
    ],
)
def test_a_list_that_cannot_be_read_is_wrong_use(
    tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "list.csv"
    if content is not None:
        file.write_text(content, "utf-8")
    done = run("new", tmp_path / "a.yaml", "--from-gias", file, "--urn", "900001")
    assert done.returncode == 2
    assert said in done.stderr


def test_on_a_terminal_the_register_is_searched_and_the_rest_is_asked(
    tmp_path: Path, register: Path
) -> None:
    target = tmp_path / "a.yaml"
    answers = ["nowhere", "saltmarsh", "b", "prim", "1", "2", "none", ""]
    seen = converse(target, answers, "--from-gias", str(register))
    assert "No school has “nowhere” in its name." in seen
    assert "2. Saltmarsh Primary School (URN 900001, Estuary, Community school, closed)" in seen
    assert "Family Hub" not in seen
    assert "The school's name:" not in seen
    assert school_of(target).features.storeys == 2
    assert school_of(target).urn == "900101"


# ---- A local authority's own ---------------------------------------------------------------------


def test_an_authority_is_asked_about_its_strategy_alone(tmp_path: Path) -> None:
    target = tmp_path / "strategy-audit.yaml"
    flags = ["--local-authority", "--la-name", "Estuary", "--la-code", "990"]
    assert run("new", target, *flags, "--as-of", AS_OF).returncode == 0
    audit = read_file(target).model
    assert isinstance(audit, Audit)
    assert audit.local_authority is not None
    assert (audit.local_authority.name, audit.local_authority.code) == ("Estuary", "990")
    assert dict(audit.audit.checklists) == {"la-strategy": "1.0.0"}
    assert "checklist show LA-0101" in target.read_text("utf-8")
    checked = run("validate", target, "--fail-on", "warning", "--as-of", AS_OF)
    assert checked.returncode == 0, checked.stdout


def test_an_authority_inside_its_borough_has_its_own_checklist_too(tmp_path: Path) -> None:
    borough = "schema: send-audit/borough@1\nname: E\ncode: '990'\nnation: england\n"
    borough += "checklists:\n  physical-environment: 1.1.0\n"
    (tmp_path / "borough.yaml").write_text(borough, "utf-8")
    flags = ["--local-authority", "--la-name", "Estuary", "--la-code", "990"]
    run("new", tmp_path / "strategy-audit.yaml", *flags)
    assert "# LA-0101:" in (tmp_path / "strategy-audit.yaml").read_text("utf-8")


def test_an_authority_without_a_code_is_asked_for_it_or_told(tmp_path: Path) -> None:
    done = run("new", tmp_path / "a.yaml", "--local-authority", "--la-name", "Estuary")
    assert (done.returncode, "add --la-code 990" in done.stderr) == (2, True)
    seen = converse(tmp_path / "b.yaml", ["Estuary", "99", "990", "", ""], "--local-authority")
    assert "“99” is not a code" in seen


def converse(
    target: Path, answers: list[str], *flags: str, stop: str | None = None, code: int = 0
) -> str:
    """Type the answers at a real terminal, one at each prompt, and read to the end.

    `stop` is typed at the prompt after the last answer: a letter with Enter, or a key on its own.
    """
    command = ["-m", "send_audit", "new", str(target), *flags]
    seen = io.StringIO()
    terminal = pexpect.spawn(
        sys.executable, command, cwd=str(ROOT), encoding="utf-8", timeout=30, dimensions=(40, 200)
    )
    terminal.logfile_read = seen
    for answer in answers:
        terminal.expect(r": $")
        terminal.sendline(answer)
    if stop is not None:
        terminal.expect(r": $")
        terminal.send(stop if len(stop) == 1 and not stop.isprintable() else f"{stop}\n")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == code, seen.getvalue()
    return seen.getvalue().replace("\r\n", "\n")
