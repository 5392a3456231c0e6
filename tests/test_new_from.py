"""`send-audit new --from`: no answer of last cycle is lost, and none counts before it is looked at again."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.carrying.compose import Carrier, LastAudit, Target
from send_audit.carrying.subject import NewFacts
from send_audit.council import Shelf
from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree, at
from send_audit.load.document import read_bytes, read_file
from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist
from send_audit.model.content import make_content
from send_audit.pipeline import assess_file
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, run
from tests.small_models import Tree as AnyTree
from tests.small_models import item_tree

ESTUARY = ROOT / "examples" / "estuary"
LAST_2023 = RETURNS / "saltmarsh-primary-2023.yaml"
AUDITS = sorted(RETURNS.glob("*.yaml"))
DAY = date.fromisoformat(AS_OF)


def carry(tmp_path: Path, last: Path, *flags: str, code: int = 0) -> tuple[Path, str]:
    """The new file and what was said."""
    target = tmp_path / "new.yaml"
    done = run("new", target, "--from", last, "--as-of", AS_OF, "--no-schema", *flags)
    assert done.returncode == code, done.stderr
    return target, done.stderr


def tree(file: Path) -> dict[str, Tree]:
    return Draft.read(file.read_bytes(), str(file)).tree


def audit(file: Path) -> Audit:
    model = read_file(file).model
    assert isinstance(model, Audit)
    return model


def without_marks(answer: Tree) -> Tree:
    """An answer without what carrying adds, at the item and in each place."""
    if isinstance(answer, dict):
        kept = {k: v for k, v in answer.items() if k not in ("to_confirm", "checked_on")}
        return {key: without_marks(value) for key, value in kept.items()}
    return answer


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
    overall = result.assessed.scorecard.overall
    assert (overall.answered, overall.confirmed) == (0, 0)
    assert all(finding.lapsed for finding in result.assessed.findings)
    assert all(o.lapsed for o in result.assessed.outcomes if o.rating is not None)


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


# ---- When the checklist changed ------------------------------------------------------------------


def own(version: str, *items: AnyTree) -> AnyTree:
    """A council's checklist, as its file has it."""
    return {
        "schema": "send-audit/checklist@1",
        "id": "estuary-flood",
        "prefix": "X-EST",
        "title": "Floods",
        "version": version,
        "language": "en-GB",
        "strand": "physical-environment",
        "role": "access",
        "nations": ["england", "wales"],
        "sections": [{"id": "all", "title": "All", "items": list(items)}],
    }


def plain(number: str, **changes: object) -> AnyTree:
    return item_tree(f"X-EST-{number}", **changes)


BEFORE = (
    plain("0001"),
    plain("0002"),
    plain("0003"),
    plain("0004"),
    plain("0006", per="ramp"),
    plain(
        "0007",
        measure={
            "quantity": "Width",
            "unit": "mm",
            "minimum": "900",
            "applies_to": "existing-benchmark",
        },
    ),
)
TODAY = (
    plain("0001", guidance="Look twice."),
    plain("0002", criterion="Another question.", revised="2.0.0"),
    plain("0003", retired={"in": "2.0.0", "replaced_by": ["X-EST-0005"]}),
    plain("0004", retired={"in": "2.0.0"}),
    plain("0005"),
    plain("0006", per="ramp"),
    plain(
        "0007",
        measure={
            "quantity": "Width",
            "unit": "mm",
            "minimum": "1000",
            "applies_to": "existing-benchmark",
        },
    ),
    plain("0008"),
)
LAST = """\
# Ours since 2019
schema: send-audit/audit@1
# who we are
school:
    name: "Little School"     # the small one
    nation: england
    type: community-school
    phase: primary
    places:
        front: {name: Front ramp, kind: ramp}
        back: {name: Back ramp, kind: ramp}
audit:
    date: 2024-03
    roles:
        - SENCO
    checklists:
        estuary-flood: 1.0.0
    consulted:
        - who: Pupils
    surveys:
        - {id: AAC, title: Access survey}
    next_audit: 2026-03
responses:
    # Ask the caretaker about this one
    X-EST-0001:   # first
        rating: met
        # seen with the caretaker
        note: |
            Two lines,
              the second further in.
        evidence:
            - kind: photograph
              file: photos/a.jpg
    X-EST-0002:
        rating: partly-met
        evidence:
            - title: A
            - title: B
        note: N
    X-EST-0003: {rating: not-met, note: 'x # y'}
    X-EST-0004:
        rating: met
    X-EST-0006:
        places:
            front:
                rating: met
                checked_on: 2023-09-01
            back:
                rating: not-met
                to_confirm: ask the builder   # soon
    # about the width
    X-EST-0007:
        measured: 950
"""


def flooded(tmp_path: Path, last: str = LAST) -> tuple[Path, Path]:
    """Last cycle's file, and the folder of a council whose checklist has moved on since."""
    folder = tmp_path / "council"
    (folder / "archive").mkdir(parents=True)
    old, new = own("1.0.0", *BEFORE), own("2.0.0", *TODAY)
    (folder / "archive" / "flood-1.yaml").write_text(json.dumps(old), "utf-8")
    (folder / "flood.yaml").write_text(json.dumps(new), "utf-8")
    file = tmp_path / "last.yaml"
    file.write_bytes(last.encode())
    return file, folder


def test_a_changed_question_is_asked_again_and_its_old_answer_stands_above_it(
    tmp_path: Path,
) -> None:
    last, folder = flooded(tmp_path)
    target, said = carry(tmp_path, last, "--checklists", str(folder))
    text = target.read_text("utf-8")
    assert (
        "  # Another question.\n"
        "  # Last time (March 2024): partly-met (2 pieces of evidence and 1 note). "
        "The question has changed; it was: Criterion X-EST-0002.\n"
        "  # X-EST-0002:\n"
        "  #   rating:\n"
    ) in text
    assert "# Last time (March 2024): measured 950. The measure has changed since." in text
    assert "2 questions asked again" in said
    assert "X-EST-0002 and X-EST-0007" in said


def test_a_retired_question_is_told_at_its_successor_or_at_the_end(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path)
    target, said = carry(tmp_path, last, "--checklists", str(folder))
    text = target.read_text("utf-8")
    at_successor = text.index(
        "# Last time (March 2024), X-EST-0003, which is not asked any more: not-met (1 note)."
    )
    assert text.index("# Criterion X-EST-0005.") < at_successor < text.index("# X-EST-0005:")
    at_end = text.index("# Last time (March 2024), X-EST-0004, which is not asked any more: met.")
    assert text.index("# X-EST-0008:") < at_end
    assert "X-EST-0003 (now X-EST-0005) and X-EST-0004" in said
    assert "checklist diff estuary-flood@1.0.0 estuary-flood@2.0.0" in said


def test_a_carried_answer_keeps_its_lines_its_comments_and_each_place(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path)
    target, said = carry(tmp_path, last, "--checklists", str(folder))
    text = target.read_text("utf-8")
    assert (
        "  # Criterion X-EST-0001.\n"
        "  # Ask the caretaker about this one\n"
        "  X-EST-0001:   # first\n"
        "      rating: met\n"
        "      # seen with the caretaker\n"
        "      note: |\n"
        "          Two lines,\n"
        "            the second further in.\n"
        "      evidence:\n"
        "          - kind: photograph\n"
        "            file: photos/a.jpg\n"
        "      checked_on: 2024-03\n"
        "      to_confirm: Carried from the audit of March 2024.\n"
    ) in text
    places = audit(target).responses["X-EST-0006"].places
    assert places is not None
    assert places["front"].checked_on is not None
    assert places["front"].checked_on.text == "2023-09-01"
    assert places["front"].to_confirm == "Carried from the audit of March 2024."
    assert places["back"].to_confirm == (
        "Carried from the audit of March 2024. Open then: ask the builder"
    )
    assert "# about the width" in text
    assert "copy them beside" not in said


def test_the_head_of_the_file_stays_and_what_belonged_to_that_round_goes(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path)
    target, _ = carry(tmp_path, last, "--checklists", str(folder))
    text = target.read_text("utf-8")
    head = LAST.partition("audit:\n")[0]
    assert text.startswith(head)
    facts = tree(target)["audit"]
    assert isinstance(facts, dict)
    listed = facts["checklists"]
    assert isinstance(listed, dict)
    assert (facts["date"], facts["roles"]) == (AS_OF, ["SENCO"])
    assert listed["estuary-flood"] == "2.0.0"
    assert "physical-environment" in listed
    assert facts["surveys"] == [{"id": "AAC", "title": "Access survey"}]
    assert not {"consulted", "next_audit"} & set(facts)


def test_files_of_evidence_are_told_of_when_the_new_audit_lies_elsewhere(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path)
    _, said = carry(tmp_path / "2027", last, "--checklists", str(folder))
    assert "1 file of evidence beside the old audit: copy them" in said


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_are_those_of_the_last_file(tmp_path: Path, ending: str) -> None:
    last, folder = flooded(tmp_path, LAST.replace("\n", ending))
    target, _ = carry(tmp_path, last, "--checklists", str(folder))
    data = target.read_bytes().decode()
    assert data.count(ending) == len(data.split(ending)) - 1
    assert "\n" not in data.replace(ending, "")
    assert "X-EST-0001" in audit(target).responses


def test_a_file_in_braces_is_carried_too(tmp_path: Path) -> None:
    _, folder = flooded(tmp_path)
    braces = tmp_path / "braces.yaml"
    braces.write_text(json.dumps(tree(tmp_path / "last.yaml")), "utf-8")
    target, _ = carry(tmp_path, braces, "--checklists", str(folder))
    plainly = tmp_path / "plainly"
    other, _ = carry(plainly, tmp_path / "last.yaml", "--checklists", str(folder))
    assert tree(target) == tree(other)


@pytest.mark.parametrize(
    "note",
    [
        "note: >+\n            folded\n\n            text\n\n",
        'note: "over\n      two lines # no comment"',
        "note: 'it''s # not'",
        "note: |2-\n              indented more",
        "{rating: met}",
        "to_confirm: |\n            a block\n            of it",
    ],
)
def test_ways_of_writing_that_nobody_expects_say_the_same_afterwards(
    tmp_path: Path, note: str
) -> None:
    answer = (
        f"    X-EST-0001: {note}\n"
        if note.startswith("{")
        else (f"    X-EST-0001:\n        rating: met\n        {note}\n")
    )
    start, _, _ = LAST.partition("    # Ask the caretaker")
    last, folder = flooded(
        tmp_path, f"{start}{answer}    X-EST-0008:\n        rating: met\n".replace("0008", "0004")
    )
    target, _ = carry(tmp_path, last, "--checklists", str(folder))
    old, new = (at(tree(file), ("responses", "X-EST-0001")) for file in (last, target))
    assert without_marks(old) == without_marks(new)
    assert isinstance(new, dict)
    assert str(new["to_confirm"]).startswith("Carried from the audit of March 2024.")


def test_a_blank_audit_that_nobody_filled_can_be_carried(tmp_path: Path) -> None:
    blank = tmp_path / "blank.yaml"
    run("new", blank, "--name", "P", "--type", "community-school", "--as-of", "2025-09-01")
    text = blank.read_text("utf-8")
    noted = text.replace("  # PE-0101:\n", "  # where are the keys?\n  # PE-0101:\n")
    assert noted != text
    blank.write_text(noted, "utf-8")
    target, said = carry(tmp_path, blank)
    assert "0 answers carried" in said
    again = target.read_text("utf-8")
    assert again.count("# where are the keys?\n  # PE-0101:") == 1
    assert again.count("# CA-0101:") == 1
    assert again.count("To answer an item, delete") == 1
    assert run("validate", target, "--errors-only").returncode == 0


PLAN = """\
plan:
  period: {start: 2024-04-01, end: 2027-03-31}
  approved: {by: Governors, on: 2024-05-01}
  aims:
    - Everyone is included.   # in the pupils' words
  next_review: 2026-01
  actions:
    - id: A-01
      for: [X-EST-0001]
      action: Done once.
      status: done
      done_on: 2025-01-01
    # this one is dear to us
    - id: A-02
      for: [X-EST-0002]
      action: Late.
      due: 2025-07
      was_due:
        - due: 2024-12
          why: Snow
      carried_from: [OLD-9]
    - id: A-03
      for: [X-EST-0001]
      action: Still to come.
      due: 2029-07
      status: waiting
    - id: A-04
      for: [X-EST-0001]
      action: Given up.
      status: dropped
      dropped_reason: No money
    - id: A-05
      for: [X-EST-0001]
      action: Each year.
      repeats: yearly
      done_on: 2026-09-01
      due: 2026-08
      status: ongoing
    - id: A-06
      for: [X-EST-0001]
      action: Done, though nobody said so.
      done_on: 2025-05-05
"""
BARE = LAST.replace(
    "note: |\n            Two lines,\n              the second further in.", "note: N"
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_comment_of_anybodys_is_lost_wherever_it_stands(data: st.DataObject) -> None:
    lines = (BARE + PLAN).split("\n")[:-1]
    places = st.tuples(st.integers(2, len(lines)), st.integers(0, 14))
    for number, (line, indent) in enumerate(data.draw(st.lists(places, max_size=4))):
        lines.insert(line, f"{' ' * indent}# mine {number}.")
    text = "\n".join([*lines, ""])
    made = made_from(text)
    for number in range(text.count("# mine")):
        assert f"# mine {number}." in made, made
    old, new = tree_in(text), tree_in(made)
    for id_ in ("X-EST-0001", "X-EST-0006"):
        before, after = (at(one, ("responses", id_)) for one in (old, new))
        assert without_marks(before) == without_marks(after)


def made_from(text: str) -> str:
    """What is made of the text of a last audit by the council's newest checklist, without a disk."""
    before = Checklist.model_validate(own("1.0.0", *BEFORE))
    today = Checklist.model_validate(own("2.0.0", *TODAY))
    document = read_bytes(text.encode(), "last.yaml")
    assert isinstance(document.model, Audit), document.problems
    last = LastAudit(
        file=Path("last.yaml"), text=text, audit=document.model, content=make_content([before])
    )
    facts = NewFacts(values={})
    target = Target(file=Path("new.yaml"), day=DAY, facts=facts, with_schema=False)
    made, _ = Carrier(last, target).make(
        make_content([today]), frozenset(item.id for item in today.items())
    )
    return made.decode()


def tree_in(text: str) -> dict[str, Tree]:
    return Draft.read(text.encode(), "file.yaml").tree


# ---- The plan ------------------------------------------------------------------------------------


def test_open_actions_go_on_and_ended_ones_stay_behind(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path, LAST + PLAN)
    target, said = carry(tmp_path, last, "--checklists", str(folder))
    plan = audit(target).plan
    assert plan is not None
    assert [action.id for action in plan.actions] == ["A-02", "A-03", "A-05"]
    assert [action.carried_from for action in plan.actions] == [("A-02",), ("A-03",), ("A-05",)]
    late, coming, yearly = plan.actions
    assert late.due is None
    assert [(w.due.text, w.why) for w in late.was_due] == [("2024-12", "Snow"), ("2025-07", None)]
    assert coming.due is not None
    assert coming.due.text == "2029-07"
    assert yearly.due is not None  # done in September: not late
    assert plan.is_proposals
    assert (plan.next_review, plan.reviews) == (None, ())
    assert plan.previous is not None
    assert plan.previous.title == "Plan from 1 April 2024 to 31 March 2027"
    assert plan.previous.file == "last.yaml"
    text = target.read_text("utf-8")
    assert "    # this one is dear to us\n    - id: A-02\n" in text
    assert "    - Everyone is included.   # in the pupils' words\n" in text
    assert "3 open actions carried; the date of A-02 had passed" in said
    assert "2 done and 1 dropped actions stay in the old file." in said
    assert "A new plan needs its own: period, approval and next review." in said


def test_an_action_for_an_item_that_is_nowhere_keeps_its_strand(tmp_path: Path) -> None:
    last, folder = flooded(tmp_path, LAST + PLAN)
    newest = own("2.0.0", *(item for item in TODAY if item["id"] != "X-EST-0002"))
    (folder / "flood.yaml").write_text(json.dumps(newest), "utf-8")
    target, _ = carry(tmp_path, last, "--checklists", str(folder))
    plan = audit(target).plan
    assert plan is not None
    assert (plan.actions[0].for_, plan.actions[0].strand) == ((), "physical-environment")
    checked = run("validate", target, "--errors-only", "--checklists", folder)
    assert checked.returncode == 0, checked.stdout


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
