"""`send-audit new` makes a file that its own reader takes, and never overwrites one."""

import io
import json
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


def test_the_wizard_asks_on_a_terminal_and_takes_numbers_or_words(tmp_path: Path) -> None:
    target = tmp_path / "audit.yaml"
    answers = ["Marsh End School", "", "2", "community-skool", "Community school", "primary"]
    answers += ["", "two", "2", "1 99", "1 3", ""]
    seen = converse(target, answers)
    assert "Did you mean 1. Community school?" in seen
    school = school_of(target)
    assert (school.name, school.nation) == ("Marsh End School", "wales")
    assert (school.type, school.phase) == ("community-school", "primary")
    assert school.urn is None
    assert school.features.storeys == 2
    assert (school.features.parking, school.features.lift) == (False, False)
    assert "Marsh End School, community school, primary phase, Wales: 237 questions." in seen
    assert "not a number of storeys" in seen


def converse(target: Path, answers: list[str], *flags: str, code: int = 0) -> str:
    """Type the answers at a real terminal, one at each prompt, and read to the end."""
    command = ["-m", "send_audit", "new", str(target), *flags]
    seen = io.StringIO()
    terminal = pexpect.spawn(
        sys.executable, command, cwd=str(ROOT), encoding="utf-8", timeout=30, dimensions=(40, 100)
    )
    terminal.logfile_read = seen
    for answer in answers:
        terminal.expect(r": $")
        terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == code, seen.getvalue()
    return seen.getvalue().replace("\r\n", "\n")
