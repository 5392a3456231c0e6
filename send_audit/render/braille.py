"""Words to contracted braille by liblouis' own program, `lou_translate`, in one run for all lines.

A program of its own can be stopped where it hangs and outlived where it crashes, which the library in our
process cannot (ADR 15).
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache

from send_audit.render.braille_characters import sayable
from send_audit.render.not_made import NotMadeError

_PROGRAM = "lou_translate"
_DISPLAY = "en-us-brf.dis"
_ENGLISH = "en-ueb-g2.ctb"
_WELSH = "cy-cy-g2.ctb"
_TIMEOUT = 60
_LONGEST = 1000
"""lou_translate cuts lines of more than some two thousand characters, in the middle of words."""
_LONGEST_WORD = 200

MISSING = (
    "braille needs liblouis, and its program lou_translate is not on this machine. To get it: "
    "Debian and Ubuntu: sudo apt install liblouis-bin; Fedora: sudo dnf install liblouis-utils; "
    "macOS: brew install liblouis; Windows: unpack the newest release from "
    "https://github.com/liblouis/liblouis/releases and add its bin folder to PATH."
)


def is_welsh(language: str) -> bool:
    """Whether a document's language is Welsh, which has contractions of its own."""
    return language.lower().partition("-")[0] == "cy"


def to_braille(texts: Sequence[str], language: str) -> tuple[str, ...]:
    """Each text as braille-ready characters, upper case, its words parted by single spaces.

    Raises `NotMadeError` where liblouis is missing, fails, or gives other than a line for each line.
    """
    welsh = is_welsh(language)
    chunks = [list(_chunks(sayable(text, welsh=welsh))) for text in texts]
    sent = [chunk.replace("\\", r"\\") for text in chunks for chunk in text]
    came = iter(_translate(sent, _WELSH if welsh else _ENGLISH) if sent else ())
    return tuple(" ".join(" ".join(next(came) for _ in text).split()) for text in chunks)


@cache
def liblouis_version() -> str:
    """What the program says of its version; “none” where there is none."""
    try:
        done = _run(["--version"], "")
    except NotMadeError:
        return "none"
    return done.stdout.partition("\n")[0]


def _chunks(text: str) -> Iterator[str]:
    """A text in pieces that lou_translate takes whole, cut at spaces; none where there are no words."""
    held: list[str] = []
    size = 0
    for long in text.split():
        for start in range(0, len(long), _LONGEST_WORD):
            word = long[start : start + _LONGEST_WORD]
            if size + len(word) + 1 > _LONGEST:
                yield " ".join(held)
                held, size = [], 0
            held.append(word)
            size += len(word) + 1
    if held:
        yield " ".join(held)


def _translate(lines: Sequence[str], table: str) -> list[str]:
    done = _run(["--forward", f"{_DISPLAY},{table}"], "\n".join(lines) + "\n")
    came = done.stdout.splitlines()
    faults = (
        (done.returncode != 0, f"exit code {done.returncode}"),
        (len(came) != len(lines), "lines were lost"),
        (not done.stdout.isascii(), "what came is no braille"),
    )
    how = next((said for is_so, said in faults if is_so), None)
    if how is not None:
        said = next((line for line in done.stderr.splitlines() if line.strip()), "")
        raise NotMadeError(f"lou_translate failed with the table {table} ({how}). {said}".strip())
    return came


def _run(arguments: Sequence[str], text: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(_PROGRAM)
    if program is None:
        raise NotMadeError(MISSING)
    try:
        return subprocess.run(  # noqa: S603 - the program that was looked up, and no shell
            [program, *arguments],
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMadeError(f"lou_translate gave no answer within {_TIMEOUT} seconds.") from None
    except OSError as error:
        raise NotMadeError(f"lou_translate cannot be run: {error.strerror or error}.") from None
