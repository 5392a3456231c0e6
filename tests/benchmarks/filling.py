"""What one answer costs on the fullest example: saving it, beside loading and dumping the file whole."""

import gc
import io
import platform
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from ruamel.yaml import YAML

from send_audit.filling.conversation import Conversation
from send_audit.filling.faces import PlainFace
from send_audit.filling.questions import Scope
from send_audit.render.question_page import QuestionPage
from tests.program import SALTMARSH
from tests.sitting import open_sitting

ANSWERS = 40
SAVING_AIM, NEXT_AIM = 150, 100
"""Milliseconds for one answer to be saved, and from an answer to the next question."""


class _Clock(PlainFace):
    """Answers every rating with another one, and times each way from a rating typed to the next prompt."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._typed: float | None = None
        self._count = 0

    def question(self, page: QuestionPage) -> None:
        pass

    def say(self, *lines: str) -> None:
        pass

    def choices(self, labels: object) -> None:
        pass

    def ask(self, prompt: str) -> str:
        now = time.perf_counter()
        if self._typed is not None:
            self.waits.append((now - self._typed) * 1000)
        if len(self.waits) >= ANSWERS:
            raise EOFError
        rates = prompt.startswith("Rating")
        self._count += rates
        self._typed = time.perf_counter() if rates else None
        return ("1", "3")[self._count % 2] if rates else ""


def measure_waits(file: Path) -> list[float]:
    """Milliseconds from each answer to the next prompt, the save with its fsync included."""
    clock = _Clock()
    sitting = open_sitting(file, clock, scope=Scope(only="all"))
    sitting.brief = True
    Conversation(sitting).run()
    return clock.waits


def measure_saves(file: Path) -> list[float]:
    """Milliseconds that each save alone takes."""
    sitting = open_sitting(file, _Clock())
    times = []
    for number in range(ANSWERS):
        start = time.perf_counter()
        sitting.store.put(("responses", "CA-0101", "rating"), ("met", "not-met")[number % 2])
        times.append((time.perf_counter() - start) * 1000)
    return times


def measure_dumps(file: Path) -> list[float]:
    """Milliseconds of loading the file and dumping it whole with ruamel.yaml, as a naive save would."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        yaml = YAML()
        yaml.dump(yaml.load(file.read_text("utf-8")), io.StringIO())
        times.append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "audit.yaml"
        shutil.copy(SALTMARSH, file)
        dumps = measure_dumps(file)
        gc.freeze()  # as the command does
        saves, waits = measure_saves(file), measure_waits(file)
    lines = SALTMARSH.read_text("utf-8").count("\n")
    print(
        f"One answer of a file of {lines} lines, {platform.machine()}; median and slowest of {ANSWERS}"
    )
    for name, times in (
        ("load and dump the whole", dumps),
        ("save one answer", saves),
        ("answer to next question", waits),
    ):
        print(f"{name:26}{statistics.median(times):8.0f} ms{max(times):8.0f} ms")
    print(f"{'dump : save':26}{statistics.median(dumps) / statistics.median(saves):8.1f}")
    print(f"The aims are {SAVING_AIM} ms for a save and {NEXT_AIM} ms to the next question.")
