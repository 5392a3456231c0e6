"""`send-audit new --from` where the checklist has changed since, and what becomes of the plan."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.editing.tree import at
from tests.carrying_files import (
    BARE,
    LAST,
    PLAN,
    TODAY,
    audit,
    carry,
    flooded,
    made_from,
    own,
    tree,
    tree_in,
    without_marks,
)
from tests.program import AS_OF, run

# ---- When the checklist changed ------------------------------------------------------------------


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
    noted = noted.replace("plan:\n", "plan:\n  # ask the governors first\n")
    blank.write_text(noted, "utf-8")
    target, said = carry(tmp_path, blank)
    assert "0 answers carried" in said
    again = target.read_text("utf-8")
    assert again.count("# where are the keys?\n  # PE-0101:") == 1
    assert again.count("# CA-0101:") == 1
    assert again.count("To answer an item, delete") == 1
    assert again.count("# ask the governors first\n") == 1
    assert (again.count("# period:"), again.count("start: 2026-09-01")) == (1, 1)
    assert "2025" not in again
    assert again.count("# actions:") == 1
    assert run("validate", target, "--errors-only").returncode == 0


BARE_LINES = (BARE + PLAN).split("\n")[:-1]
KEYS = ("school:", "audit:", "responses:", "plan:", "    X-EST-0004:")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_comment_of_anybodys_is_lost_wherever_it_stands(data: st.DataObject) -> None:
    lines = [f"{line}  # mine {line}" if line in KEYS else line for line in BARE_LINES]
    places = st.tuples(st.integers(2, len(lines)), st.integers(0, 14))
    for number, (line, indent) in enumerate(data.draw(st.lists(places, max_size=4))):
        lines.insert(line, f"{' ' * indent}# mine {number}.")
    text = "\n".join([*lines, ""])
    made = made_from(text)
    for mine in re.findall(r"# mine .*", text):
        assert mine in made, made
    old, new = tree_in(text), tree_in(made)
    for id_ in ("X-EST-0001", "X-EST-0006"):
        before, after = (at(one, ("responses", id_)) for one in (old, new))
        assert without_marks(before) == without_marks(after)


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
