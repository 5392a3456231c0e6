"""A person at a real terminal: reads the prompts of `send-audit fill` and types what a rule says."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect

from tests.program import ROOT

_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")
_QUESTION = re.compile(r"^([A-Z][A-Z0-9]*(?:-[A-Z]+)?-\d{4})(?:\.| {2}|\s*$)", re.MULTILINE)
_PROMPTS = (
    "Rating", "Figure", "Evidence", "Where is it kept", "Where in the school", "Note, never", "Action",
    "By when", "Why does it not apply", "What next", "What will you do", "Who leads it", r"[^\n]* gives: ",
    "Which part", "Enter goes back", "The name of", "Take it over",
)  # fmt: skip
_PROMPT = re.compile(rf"(?:^|\n)((?:{'|'.join(_PROMPTS)})[^\n]*?)(?: > |: )(?:{_ESCAPE.pattern})*$")

Rule = Callable[[str, str], str]
"""From the prompt and the id of the question on the screen to what is typed."""


class Robot:
    """One process in a terminal of its own."""

    def __init__(
        self,
        *arguments: str | Path,
        plain: bool,
        env: dict[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        words = ["-m", "send_audit", "fill", *map(str, arguments), *(["--plain"] if plain else [])]
        self.child = pexpect.spawn(
            sys.executable,
            words,
            encoding="utf-8",
            timeout=60,
            dimensions=(50, 100),
            cwd=str(cwd),
            env={"PATH": "/usr/bin:/bin", "TERM": "xterm", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
                 "INPUTRC": "/dev/null", "SEND_AUDIT_NO_HISTORY": "1", "LANG": "C.UTF-8", **(env or {})},
        )  # fmt: skip
        self.child.delaybeforesend = None
        self.transcript = ""
        self.question = ""

    def prompt(self) -> str | None:
        """The next prompt, or `None` where the program has ended."""
        self.child.expect([_PROMPT, pexpect.EOF])
        match = self.child.match
        self._hear(str(self.child.before or ""))
        if not isinstance(match, re.Match):
            return None
        self._hear(str(match[0]))
        return str(match[1])

    def _hear(self, text: str) -> None:
        clean = _ESCAPE.sub("", text).replace("\r", "")
        self.transcript += clean
        for match in _QUESTION.finditer(clean):
            self.question = match[1]

    def type(self, line: str) -> None:
        self.child.sendline(line)

    def follow(self, rule: Rule) -> int:
        """Type by the rule to the end, and give the exit code."""
        while (prompt := self.prompt()) is not None:
            self.type(rule(prompt, self.question))
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)
