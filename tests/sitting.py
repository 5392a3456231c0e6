"""Sittings with a script in place of a person: the lines typed go in, what is said and saved comes out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from send_audit.commands.writing import write_whole
from send_audit.filling.conversation import Conversation
from send_audit.filling.faces import Face, PlainFace
from send_audit.filling.questions import Key, Scope
from send_audit.filling.sitting import Sitting
from send_audit.filling.store import Store, Write
from send_audit.pipeline import check_file
from send_audit.render.question_page import QuestionPage
from tests.support import DAY, LIBRARY

AUDIT = """\
schema: send-audit/audit@1
school:
  name: Little School
  phase: primary
  type: community-school
  nation: england
  features:
    parking: true
  places:
    main:
      name: Main site
      kind: site
    bay:
      name: Bay 1
      kind: parking-bay
      within: main
audit:
  date: 2026-11-23
  checklists:
    physical-environment: 1.1.0
responses:
  # of the bays
"""
ARRIVAL = Scope(section="arrival", only="unanswered")
CARRIED = AUDIT.replace(
    "  # of the bays\n",
    "  PE-0101:\n    rating: met\n    checked_on: 2023-10-02\n"
    "    to_confirm: Carried from the audit of 2 October 2023.  # as it was\n"
    "  PE-0102:\n    to_confirm: Carried, both bays\n    places:\n"
    "      bay:\n        measured: 2400\n      old-bay:\n        measured: 2300\n",
).replace(
    "      within: main\n",
    "      within: main\n    old-bay:\n      name: Bay 2\n      kind: parking-bay\n",
)
CONFIRM = Scope(section="arrival", only="confirm")


class Script(PlainFace):
    """Types the lines of a script, and remembers all that was said."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self._lines = list(lines)
        self.heard: list[str] = []
        self.asked: list[Key] = []
        self.pages: list[QuestionPage] = []

    def question(self, page: QuestionPage) -> None:
        self.asked.append((page.id, page.place))
        self.pages.append(page)
        super().question(page)

    def say(self, *lines: str) -> None:
        self.heard += lines

    def ask(self, prompt: str) -> str:
        if not self._lines:
            raise EOFError
        typed = self._lines.pop(0)
        self.heard.append(f"{prompt}: {typed}".rstrip())
        return typed

    @property
    def left(self) -> list[str]:
        return self._lines


@dataclass(frozen=True)
class Sat:
    """How a sitting ended."""

    text: str
    face: Script
    sitting: Sitting

    @property
    def said(self) -> str:
        return "\n".join(self.face.heard)

    @property
    def ids(self) -> list[str]:
        return [id_ for id_, _ in self.face.asked]


def open_sitting(
    file: Path,
    face: Face,
    *,
    scope: Scope = ARRIVAL,
    write: Write = write_whole,
    is_ours: Callable[[], bool] = lambda: True,
) -> Sitting:
    checked = check_file(file, LIBRARY, DAY)
    assert checked.context is not None, checked.problems
    return Sitting(
        face=face,
        store=Store(file, write, is_ours),
        content=checked.context.content,
        library=LIBRARY,
        day=DAY,
        scope=scope,
    )


def sit(
    folder: Path,
    lines: Sequence[str],
    *,
    text: str | None = AUDIT,
    at: str | None = None,
    scope: Scope = ARRIVAL,
    write: Write = write_whole,
) -> Sat:
    """Hold a sitting with these lines; `text` is what the file holds before, `None` for what it has."""
    file = folder / "audit.yaml"
    if text is not None:
        file.write_text(text, encoding="utf-8", newline="")
    face = Script(lines)
    sitting = open_sitting(file, face, scope=scope, write=write)
    Conversation(sitting).run((at, None) if at else None)
    return Sat(file.read_bytes().decode(), face, sitting)
