"""`send-audit fill` at a real terminal: a whole school, in both faces, with second thoughts and a break."""

from collections import Counter
from pathlib import Path

import pytest

from send_audit.editing.draft import Draft
from send_audit.filling.questions import questions, rating_of
from send_audit.load.document import read_file
from send_audit.model.audit import Audit
from send_audit.pipeline import check_file
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS
from tests.robot import Robot
from tests.support import DAY, LIBRARY

NURSERY = RETURNS / "marsh-lane-nursery.yaml"
BREAK_AFTER = 60
SECOND_THOUGHTS = (20, 21, 45)


def bare(folder: Path) -> Path:
    """The nursery's audit as it was before the first answer."""
    draft = Draft.read(NURSERY.read_bytes(), "nursery.yaml")
    file = folder / "nursery.yaml"
    file.write_bytes(draft.put(("responses",), None).put(("plan", "actions"), None).data())
    return file


class Person:
    """Answers by a rule that depends on the question alone; goes back three times; takes one break."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.seen: Counter[str] = Counter()
        self.had_break = False
        self.back = list(SECOND_THOUGHTS)

    def answer(self, prompt: str, id_: str) -> str:
        number = int(id_.rpartition("-")[2])
        if prompt.startswith(("Rating", "Figure")):
            return self.rate(prompt, id_, number)
        ways = {
            "Evidence": ("1", "", "Seen: two rooms")[number % 3],
            "Where is it kept": "Office, shelf 2" if number % 2 else "",
            "Where in the school": ("", "Upper floor #2")[number % 2],
            "Note, never": ("", "", "Ask again: “soon”")[number % 3],
            "Action": ("1", "2", "3", "")[number % 4],
            "By when": ("2027-07", "", "March 2028")[number % 3],
            "What will you do": "Do it, then check",
            "Who leads it": "",
            "Why does it not apply": "None here",
            "What next": "",
        }
        return next((typed for start, typed in ways.items() if prompt.startswith(start)), "")

    def rate(self, prompt: str, id_: str, number: int) -> str:
        if self.shown[-1:] != [id_]:
            self.shown.append(id_)
        if len(self.shown) > BREAK_AFTER and not self.had_break:
            self.had_break = True
            return "q"
        if self.back and len(self.shown) == self.back[0]:
            self.back.pop(0)
            return "b"
        self.seen[id_] += 1
        if prompt.startswith("Figure"):
            return ""
        if self.seen[id_] > 1:
            return "2"  # on second thoughts
        return ("1", "2", "3", "1")[number % 4]


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True], ids=["page", "plain"])
def test_a_whole_school_is_answered_over_two_sittings(tmp_path: Path, plain: bool) -> None:
    file = bare(tmp_path)
    person = Person()
    for _ in range(2):
        robot = Robot(file, "--as-of", AS_OF, plain=plain)
        assert robot.follow(person.answer) == 0, robot.transcript[-2000:]
    assert person.had_break
    assert not person.back
    assert_golden("fill/nursery.yaml", file.read_text("utf-8"))
    checked = check_file(file, LIBRARY, DAY)
    assert not checked.failed
    assert checked.context is not None
    asked = questions(checked.context.audit, checked.context.content)
    assert all(rating_of(checked.context.audit, question) for question in asked)
    assert [p.name for p in tmp_path.iterdir()] == ["nursery.yaml"]


@pytest.mark.parametrize("plain", [False, True], ids=["page", "plain"])
def test_a_sitting_at_a_terminal_reads_as_it_should(tmp_path: Path, plain: bool) -> None:
    file = bare(tmp_path)
    # From its own folder: a long path would fold the last lines elsewhere on another machine.
    arguments = (file.name, "--as-of", AS_OF, "--section", "arrival")
    robot = Robot(*arguments, plain=plain, cwd=tmp_path)
    person = Person()
    assert robot.follow(person.answer) == 0
    assert_golden(f"fill/terminal.{'plain' if plain else 'page'}.txt", robot.transcript)
    model = read_file(file).model
    assert isinstance(model, Audit)
    assert model.responses


def test_the_next_sitting_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    file = bare(tmp_path)
    home = {"SEND_AUDIT_NO_HISTORY": "0", "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    first = Robot(file, "--as-of", AS_OF, plain=True, env=home)
    first.prompt()
    first.type("g PE-0106")
    first.prompt()
    first.type("q")
    assert first.prompt() is None
    second = Robot(file, "--as-of", AS_OF, plain=True, env=home)
    second.prompt()
    assert second.question == "PE-0106"
    second.type("1")
    second.prompt()
    second.type("q")
    assert second.prompt() is None
    third = Robot(file, "--as-of", AS_OF, plain=True, env=home)
    third.prompt()
    assert third.question == "PE-0107"


def test_a_dumb_terminal_gets_the_plain_face_by_itself(tmp_path: Path) -> None:
    robot = Robot(bare(tmp_path), "--section", "arrival", plain=False, env={"TERM": "dumb"})
    robot.prompt()
    robot.type("q")
    robot.prompt()
    assert "Question 1 of " in robot.transcript
    assert "─" not in robot.transcript


def test_nothing_in_the_plain_face_moves_or_has_colour(tmp_path: Path) -> None:
    robot = Robot(bare(tmp_path), "--section", "arrival", plain=True)
    robot.prompt()
    heard = f"{robot.child.before}"
    robot.type("q")
    robot.child.expect("to go")
    # A terminal may be told that a paste begins and ends: nothing of that is seen or heard.
    said = (heard + str(robot.child.before)).replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")
    assert "\x1b" not in said
