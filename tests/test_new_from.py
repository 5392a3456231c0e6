"""`send-audit new --from`: no answer of last cycle is lost, and none counts before it is looked at again."""

from pathlib import Path

import pytest

from send_audit.council import Shelf
from send_audit.editing.tree import at
from send_audit.pipeline import assess_file
from send_audit.score import score_audit
from tests.carrying_files import DAY, ESTUARY, LAST, audit, carry, flooded, tree, without_marks
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, run

LAST_2023 = RETURNS / "saltmarsh-primary-2023.yaml"
AUDITS = sorted(RETURNS.glob("*.yaml"))


# ---- Of each answer something becomes ------------------------------------------------------------


@pytest.mark.parametrize("last", AUDITS, ids=lambda file: file.stem)
def test_each_answer_is_carried_whole_or_told_and_none_counts_until_it_is_confirmed(
    tmp_path: Path, last: Path
) -> None:
    target, _ = carry(tmp_path, last, "--checklists", str(ESTUARY))
    old, new, text = tree(last), tree(target), target.read_text("utf-8")
    answers = old["responses"]
    assert isinstance(answers, dict)
    carried = 0
    for id_, answer in answers.items():
        now = at(new, ("responses", id_))
        if now is None:
            assert f", {id_}, which " in text, id_
        else:
            assert without_marks(now) == without_marks(answer), id_
            carried += 1
    assert carried > len(answers) * 0.9
    result = assess_file(target, Shelf([ESTUARY], as_of=DAY).library_for(target), DAY)
    assert result.assessed is not None, result.problems
    # What a trust answers for its schools stands in the trust's file, whatever is carried over here.
    own = [o for o in result.assessed.outcomes if o.shared_from is None]
    overall = score_audit(own).overall
    assert overall.answered == 0
    assert overall.confirmed == 0
    assert all(f.lapsed for f in result.assessed.findings if f.outcome.shared_from is None)
    assert all(o.lapsed for o in own if o.rating is not None)


def test_an_answer_keeps_its_own_age(tmp_path: Path) -> None:
    target, _ = carry(tmp_path, LAST_2023)
    for response in audit(target).responses.values():
        for answer in (response.places or {"": response}).values():
            checked = answer.checked_on or response.checked_on
            assert checked is not None
            assert checked.last.year <= 2024
            assert answer.to_confirm == "Carried from the audit of 2 October 2023."


def test_what_was_said_and_what_the_file_is_like_do_not_change_unseen(tmp_path: Path) -> None:
    target, said = carry(tmp_path, LAST_2023)
    shown = target.read_text("utf-8").replace(str(RETURNS), "RETURNS")
    lines = [line for line in shown.split("\n") if "file: " not in line]
    assert_golden("carried-saltmarsh.yaml.txt", "\n".join(lines))
    told = said.replace(str(LAST_2023), LAST_2023.name).replace(str(target), target.name)
    assert_golden("carried-saltmarsh.txt", told)


def test_carrying_a_carried_audit_adds_no_second_layer(tmp_path: Path) -> None:
    first, _ = carry(tmp_path / "1", LAST_2023)
    second, _ = carry(tmp_path / "2", first)
    assert tree(second)["responses"] == tree(first)["responses"]
    plan = "plan:\n"
    before = first.read_text("utf-8").partition(plan)[0]
    assert second.read_text("utf-8").partition(plan)[0] == before


# ---- Facts that changed, and wrong use -----------------------------------------------------------

GIAS = """\
URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),\
EstablishmentStatus (name),PhaseOfEducation (name),NumberOfPupils,Trusts (name)
900101,990,Estuary,2001,Saltmarsh Primary Academy,34,Open,Primary,305,Tidal Learning Trust
"""


def test_the_register_wins_and_what_changed_is_said(tmp_path: Path) -> None:
    gias = tmp_path / "gias.csv"
    gias.write_text(GIAS, "utf-8")
    target, said = carry(
        tmp_path, LAST_2023, "--from-gias", str(gias), "--urn", "900101", "--without", "ramps"
    )
    school = audit(target).school
    assert school is not None
    assert (school.name, school.urn) == ("Saltmarsh Primary Academy", "900101")
    assert school.type == "academy-converter"
    assert [body.name for body in school.responsible_body] == ["Tidal Learning Trust"]
    assert school.features.ramps is False
    assert "Changed: type from community-school to academy-converter." in said
    assert "Changed: URN from 900001 to 900101." in said
    assert '\n  urn: "900101"\n' in target.read_text("utf-8")
    old = audit(LAST_2023).school
    assert old is not None
    assert school.places == old.places
    # Answers about ramps are not asked for now, and are not lost.
    assert "PE-0204" not in audit(target).responses
    assert ", PE-0204, which is not asked of this kind of school:" in target.read_text("utf-8")


def test_a_body_that_no_longer_fits_is_taken_out(tmp_path: Path) -> None:
    target, said = carry(tmp_path, LAST_2023, "--type", "academy-converter")
    school = audit(target).school
    assert school is not None
    assert school.responsible_body == ()
    assert (
        "Changed: responsible body from Governing body of Saltmarsh Primary School to nothing."
        in said
    )


def test_a_broken_last_audit_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path, LAST.replace("rating: met", "rating: mett"))
    target, said = carry(tmp_path, last, "--checklists", str(folder), code=1)
    assert not target.exists()
    assert "SA" in said
    assert "Did you mean met?" in said
    assert "Nothing was written" in said


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--from", "nowhere.yaml"], "There is no file nowhere.yaml"),
        (
            ["--from", str(ROOT / "examples/estuary/borough.yaml")],
            "is a borough file, not an audit",
        ),
        (["--from", str(LAST_2023), "--local-authority"], "says already whose it is"),
        (
            ["--from", str(ROOT / "examples/estuary/strategy-audit.yaml"), "--name", "X"],
            "is not a school's",
        ),
        (["--from", str(LAST_2023), "--urn", "12"], "Get Information about Schools"),
        (["--from", str(LAST_2023), "--type", "comunity-school"], "Did you mean community-school?"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_written(
    tmp_path: Path, flags: list[str], said: str
) -> None:
    target = tmp_path / "new.yaml"
    done = run("new", target, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert not target.exists()


def test_an_authoritys_own_audit_is_carried_with_its_own_checklist(tmp_path: Path) -> None:
    last = ESTUARY / "strategy-audit.yaml"
    target, said = carry(tmp_path, last)
    assert "37 answers carried" in said
    new = audit(target)
    assert new.local_authority is not None
    assert dict(new.audit.checklists) == {"la-strategy": "1.0.0"}


def test_one_schools_answers_never_go_into_anothers_file(tmp_path: Path) -> None:
    register = tmp_path / "schools.csv"
    register.write_text(
        "URN,EstablishmentName,TypeOfEstablishment (code)\n900777,Quayside Academy,34\n", "utf-8"
    )
    last = RETURNS / "pier-road-primary.yaml"
    made = tmp_path / "new.yaml"
    arguments: list[str | Path] = [
        "new",
        made,
        "--from",
        last,
        "--from-gias",
        register,
        "--urn",
        "900777",
    ]
    done = run(*arguments, "--as-of", AS_OF)
    assert done.returncode == 2
    assert "seems to be another school" in done.stderr
    assert not made.exists()
    said = run(*arguments, "--name", "Quayside Academy", "--as-of", AS_OF)
    assert said.returncode == 0, said.stderr
    assert made.exists()
