"""Braille read back to print by liblouis, lines joined as a braille reader joins them."""

import os
import re
import shutil
import subprocess

import pytest

TABLES = "en-us-brf.dis,en-ueb-g2.ctb"
_CONTENTS = re.compile(r" \"{2,} #[A-J]+$")
_NO_SPACE = re.compile(r"[^,._\" ]-$")


def needed() -> None:
    """Skip a test where liblouis is missing, or fail it where everything must run."""
    if shutil.which("lou_translate") is None:
        assert os.environ.get("SEND_AUDIT_REQUIRE_ALL") != "1", "apt-get install liblouis-bin"
        pytest.skip("lou_translate is not installed: apt-get install liblouis-bin")


def pages_of(brf: bytes) -> list[list[str]]:
    """The lines of each page."""
    return [page.split("\r\n")[:-1] for page in brf.decode("ascii").split("\f")]


def read_back(brf: bytes) -> str:
    """The words of a braille-ready file, without its page numbers."""
    texts: list[str] = [""]
    for line in (line for page in pages_of(brf) for line in page[1:]):
        words, text = _CONTENTS.sub("", line).strip(), texts[-1]
        if text.endswith('"') and not text.endswith(' "'):
            texts[-1] = text[:-1] + words
        elif _NO_SPACE.search(text):
            texts[-1] = text + words
        else:
            texts.append(words)
    done = subprocess.run(
        ["lou_translate", "--backward", TABLES],
        input="".join(text.replace("\\", r"\\") + "\n" for text in texts),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return done.stdout
