"""Plain text and braille: every word of the page, whatever was typed, and what is said without liblouis."""

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from send_audit.render import braille
from send_audit.render.braille import MISSING, liblouis_version, to_braille
from send_audit.render.braille_characters import sayable
from send_audit.render.braille_pages import CELLS, LINES
from send_audit.render.documents import EDITIONS, Edition
from send_audit.render.not_made import NotMadeError
from send_audit.render.reading import read_page
from send_audit.render.spoken import lines_of
from send_audit.render.to_txt import text_of
from tests.golden_files import assert_golden
from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run
from tests.text_editions import made
from tests.tools import liblouis

EXCEPTIONS = ROOT / "tests" / "braille_exceptions.txt"
PAGE = '<html lang="en-GB"><head><title>T</title></head><body>{}</body></html>'
TABLE = (
    "<table><thead><tr><th>N</th><th>A</th><th>B</th></tr></thead>"
    "<tbody><tr><th>x</th><td>1.</td><td></td></tr></tbody></table>"
)
UNDEFINED = re.compile(r"'\\[XYZ]")


def text(body: str) -> str:
    return text_of(tuple(lines_of(read_page(PAGE.format(body)))))


# ---- Plain text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", list(EDITIONS))
def test_the_text_edition_of_an_example(edition: Edition) -> None:
    assert_golden(f"txt-tideway-pru.{edition}.txt", made("tideway-pru", edition, "txt").decode())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p><b class="mark-met">Met</b> It is.</p>', "Met: It is.\n"),
        ('<p><b class="mark-met">Met</b>: it is.</p>', "Met: it is.\n"),
        ('<p><b class="mark-met">Met</b></p>', "Met\n"),
        ('<p><a href="https://a.example/x">A</a> b.</p>', "A (https://a.example/x) b.\n"),
        ('<p><a href="https://a.example/">a.example</a></p>', "a.example\n"),
        ('<p><a href="mailto:a@b.example">Write</a> <a href="tel:1">1</a></p>', "Write 1\n"),
        (
            '<p><a href="https://a.example/x">A</a></p><p><a href="https://a.example/x">A</a></p>',
            "A (https://a.example/x)\n\nA\n",
        ),
        ("<ol><li>A</li><li>B</li></ol>", "1. A\n2. B\n"),
        ("<ul><li>3. March</li><li>B</li></ul>", "- 3. March\n- B\n"),
        (
            TABLE,
            "Table, read row by row. It has: N; A; B.\n\nx. A: 1.\n",
        ),
        ('<img src="picture:1.jpg" alt="A ramp"><img src="picture:2.jpg" alt="">', "A ramp\n"),
    ],
)
def test_what_is_shown_on_the_page_is_said(body: str, said: str) -> None:
    assert text(body) == said


def test_contents_and_sections_have_the_same_numbers() -> None:
    body = (
        '<h1>T</h1><div class="contents"><h2 id="contents">Contents</h2><ul><li><a href="#b">B</a></li>'
        '</ul></div><h2 id="a">A</h2><h2 id="b">B</h2><h3>C</h3>'
    )
    assert text(body) == (
        "T\n\n\nContents\n\n- Section 2: B\n\n\nSection 1: A\n\n\nSection 2: B\n\nC\n"
    )


# ---- Braille -------------------------------------------------------------------------------------


def words(said: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", said.lower().replace("’", "'")))


@pytest.mark.slow
@pytest.mark.parametrize("edition", list(EDITIONS))
@pytest.mark.parametrize("name", sorted(file.stem for file in RETURNS.glob("*.yaml")))
def test_the_braille_of_an_example_reads_back(name: str, edition: Edition) -> None:
    liblouis.needed()
    brf = made(name, edition, "brf")
    pages = liblouis.pages_of(brf)
    assert not UNDEFINED.search(brf.decode("ascii"))
    assert all(len(page) == LINES for page in pages)
    assert max(len(line) for page in pages for line in page) <= CELLS
    plain = re.sub(r"Section \d+: ", "", made(name, edition, "txt").decode())
    lost = words(plain) - words(liblouis.read_back(brf))
    known = {line for line in EXCEPTIONS.read_text("utf-8").splitlines() if line[0] != "#"}
    assert lost.total() <= words(plain).total() / 100, lost
    assert set(lost) <= known, set(lost) - known


HOSTILE = [
    "Plain back\\slash \\x0041 and |{}~^`",
    "日本 😀 Жук אב 👩‍🦽 ﬁ ① ą ł ŵ ﷽ \U000e0041 \ue000 \ud7ff",
    "a\u202eb\u200bc\u0301 d\u00a0e\u2011f → ✔ x\ufe0f",
    "w" * 3000,
    "word " * 3000,
    "\x00\x0c\r\n\x1b[31m",
    "",
    "   ",
]


@pytest.mark.parametrize("language", ["en-GB", "cy", "cy-GB", "x"])
def test_whatever_was_typed_becomes_one_line_of_braille(language: str) -> None:
    liblouis.needed()
    came = to_braille(HOSTILE, language)
    assert len(came) == len(HOSTILE)
    assert all(re.fullmatch(r"[ -_]*", line) and not UNDEFINED.search(line) for line in came)
    assert came[-3:] == (came[-3], "", "")
    assert len(came[4].split()) == 3000


@pytest.mark.parametrize("welsh", [False, True])
def test_every_character_that_is_let_through_has_cells(welsh: bool) -> None:
    liblouis.needed()
    every = [chr(code) for code in range(0x20, 0x3000) if sayable(chr(code), welsh=welsh).strip()]
    came = to_braille([f"a {char} b" for char in every], "cy" if welsh else "en-GB")
    bad = [char for char, cells in zip(every, came, strict=True) if UNDEFINED.search(cells)]
    assert not bad


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a→b", "a to b"),
        ("日本語", " (CJK writing) "),
        ("Жук!", " (Cyrillic writing) !"),
        ("😀😀", " (grinning face) "),
        ("\ue000", " (unknown character) "),
        ("ąﬁ①", "afi1"),
        ("a\u202eb\u200b", "ab"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_has_no_cells_is_said_in_words(typed: str, said: str) -> None:
    assert sayable(typed) == said


def test_welsh_is_not_contracted_as_english_is() -> None:
    liblouis.needed()
    assert to_braille(["the people"], "cy-GB") != to_braille(["the people"], "en-GB")


def test_without_liblouis_the_other_formats_are_made(tmp_path: Path) -> None:
    done = run(
        *("report", SALTMARSH, "--out", tmp_path, "--format", "brf,txt", "--as-of", AS_OF),
        env={"PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert f"saltmarsh-primary.plan.brf was not made: {MISSING}" in " ".join(done.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["saltmarsh-primary.plan.txt"]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script as a program")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("sleep 9", "gave no answer within 1 seconds"),
        ("kill -SEGV $$", "lou_translate failed with the table en-ueb-g2.ctb"),
        ("echo no table >&2; exit 3", r"\(exit code 3\)\. no table"),
        ("cat >/dev/null", "lines were lost"),
        ("cat >/dev/null; echo caf\u00e9", "what came is no braille"),
    ],
)
def test_a_program_that_fails_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = tmp_path / "lou_translate"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    monkeypatch.setattr(braille, "_TIMEOUT", 1)
    with pytest.raises(NotMadeError, match=said):
        to_braille(["one"], "en-GB")


def test_the_version_is_known_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    liblouis_version.cache_clear()
    assert liblouis_version() == "none"
    liblouis_version.cache_clear()
