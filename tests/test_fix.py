"""`validate --fix`: what is certain is mended, what is likely on request, and nothing else is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from send_audit.council import Shelf
from send_audit.fixing import Edit, fix_file
from send_audit.load.decode import recover
from send_audit.load.document import read_bytes
from send_audit.pipeline import check_bytes
from send_audit.problems import has_errors
from tests.program import AS_OF, run
from tests.soup import mutated, soup
from tests.support import DAY, LIBRARY, checked

HEAD = "schema: send-audit/audit@1\nschool:\n  name: Little School  # our own\n  nation: england\n"
ANSWER = f"{HEAD}responses:\n  CA-0101:\n    "
SHELF = Shelf(as_of=DAY, library=LIBRARY)


def fixed(text: str | bytes, *, unsafe: bool = False) -> str:
    data = text.encode() if isinstance(text, str) else text
    return fix_file(data, Path("file.yaml"), SHELF, DAY, unsafe=unsafe).data.decode()


CERTAIN: dict[str, tuple[str | bytes, str]] = {
    "byte order mark": (b"\xef\xbb\xbf" + HEAD.encode(), HEAD),
    "windows-1252": (
        f"{HEAD}plan:\n  complaints: It’s free\n".encode("cp1252"),
        f"{HEAD}plan:\n  complaints: It’s free\n",
    ),
    "UTF-16": (HEAD.encode("utf-16"), HEAD),
    "UTF-16, the high byte first": (b"\xfe\xff" + HEAD.encode("utf-16-be"), HEAD),
    "old Mac line ends": (HEAD.replace("\n", "\r").encode(), HEAD),
    "mixed line ends": (HEAD.replace("\n", "\r\n", 2).encode(), HEAD),
    "no-break space": (HEAD.replace("  nation", "\u00a0 nation"), HEAD),
    "no-break space after a colon": (HEAD.replace(": england", ":\u00a0england"), HEAD),
    "short month": (f"{HEAD}audit:\n  date: 2026-9-1\n", f"{HEAD}audit:\n  date: 2026-09-01\n"),
    "spaces in a quoted date": (
        f"{HEAD}audit:\n  date: '2026-09-01 '\n",
        f"{HEAD}audit:\n  date: 2026-09-01\n",
    ),
    "spaces in a quoted month": (
        f"{HEAD}audit:\n  next_audit: ' 2029-09'\n",
        f"{HEAD}audit:\n  next_audit: 2029-09\n",
    ),
    "slashes, year first": (
        f"{HEAD}audit:\n  date: 2026/09/01\n",
        f"{HEAD}audit:\n  date: 2026-09-01\n",
    ),
    "yes for true": (f"{ANSWER}private: yes  # why\n", f"{ANSWER}private: true  # why\n"),
    "a quoted No for false": (f'{ANSWER}private: "No"\n', f"{ANSWER}private: false\n"),
    "a rating in capitals": (f"{ANSWER}rating: Met\n", f"{ANSWER}rating: met\n"),
    "a rating with a space": (
        f"{ANSWER}rating: Partly met  # so far\n",
        f"{ANSWER}rating: partly-met  # so far\n",
    ),
    "two things on one line after another": (
        f"{HEAD}audit:\n  date: 2026-9-1\n  next_audit: 2029.9.1\n",
        f"{HEAD}audit:\n  date: 2026-09-01\n  next_audit: 2029-09-01\n",
    ),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_what_is_certain_is_mended(name: str) -> None:
    before, after = CERTAIN[name]
    assert fixed(before) == after
    assert fixed(after) == after


PASTED = f"{HEAD}plan:\n  complaints: Café, £5, don’t\n  # one byte ".encode()
LIKELY: dict[str, tuple[str | bytes, str]] = {
    "one byte of Windows-1252 in UTF-8": (PASTED + b"\x92\n", f"{PASTED.decode()}’\n"),
    "Windows-1252 behind a byte order mark": (
        b"\xef\xbb\xbf" + HEAD.encode() + b"# caf\xe9\n",
        f"{HEAD}# café\n",
    ),
    "a year and a figure": (
        f"{HEAD}audit:\n  next_audit: 2026/7\n",
        f"{HEAD}audit:\n  next_audit: 2026-07\n",
    ),
    "yes for met": (f"{ANSWER}rating: yes\n", f"{ANSWER}rating: met\n"),
    "no for not met": (f"{ANSWER}rating: No\n", f"{ANSWER}rating: not-met\n"),
    "day first": (f"{HEAD}audit:\n  date: 01/09/2026\n", f"{HEAD}audit:\n  date: 2026-09-01\n"),
}


@pytest.mark.parametrize("name", LIKELY)
def test_what_is_likely_is_mended_on_request_only(name: str) -> None:
    before, after = LIKELY[name]
    data = before.encode() if isinstance(before, str) else before
    assert fix_file(data, Path("file.yaml"), SHELF, DAY, unsafe=False).data == data
    assert fixed(before, unsafe=True) == after


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("\n", "\r\n"),  # Windows throughout is nobody's mistake
        f"{HEAD}audit:\n  date: 2026-02-30\n",
        f"{HEAD}audit:\n  date: next week\n",
        f"{ANSWER}rating: perhaps\n",
        f"{HEAD}plan:\n  complaints: |\n    rating: Met\n    date: 2026-9-1\n",
        f"{HEAD}audit:\n  date: 2026/27\n",  # an academic year
        f"{HEAD}audit:\n  date: 31/31/2026\n",
        f"{HEAD}plan:\n  complaints: The school\x8f office\n".encode("latin-1"),
        PASTED + b"\x8f\n",
        HEAD.encode() + b"# caf\xe9\n" + b"#\n" * 4096 + b"\0\n",
        HEAD.encode("utf-16") + "\0".encode("utf-16-le"),
        HEAD.encode("utf-16") + b"\0",
        # files of other programs
        b"# x\r\nfoo: caf\xe9\nbar: 1\n",
        b"\xef\xbb\xbf\xff\x00",
        b"\xef\xbb\xbfdate: 2026-9-1\r\na: 1\n",
        "schema: other/audit@1\nnation:\u00a0england\n".encode("utf-16"),
        b"\xef\xbb\xbfa:\n  schema: send-audit/audit@1\n",
        "schema: [",
        "",
    ],
)
def test_nothing_else_is_touched(text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    assert fix_file(data, Path("file.yaml"), SHELF, DAY, unsafe=True).data == data


def test_a_date_that_is_no_day_is_still_a_problem_after_mending() -> None:
    after = fixed(f"{HEAD}audit:\n  date: 31/31/2026\n", unsafe=True)
    assert has_errors(read_bytes(after.encode(), "x").problems)


@settings(max_examples=150, deadline=None)
@given(st.one_of(soup, mutated()), st.booleans())
def test_mending_anything_ends_and_adds_no_error(before: bytes, unsafe: bool) -> None:
    after = fix_file(before, Path("file.yaml"), SHELF, DAY, unsafe=unsafe).data
    assert fix_file(after, Path("file.yaml"), SHELF, DAY, unsafe=unsafe).data == after
    if not has_errors(checked(before)):
        assert not has_errors(checked(after))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.text("aé’\ufeff"))
def test_what_is_sound_utf8_stays_beside_what_is_not(before: str, after: str) -> None:
    """One pasted byte must not turn the rest into nonsense, and beside sound UTF-8 it is a guess."""
    found = recover(f"a{before}".encode() + b"\x92" + after.encode())
    assert found is not None
    assert found.text == f"a{before}’{after}"
    assert found.certain == (before + after).isascii()


# ---- On the command line -------------------------------------------------------------------------

BROKEN = f"{HEAD}audit:\n  date: 2026-9-1  # the walk\n  conducted_by: school\n"


def test_fix_writes_the_file_and_shows_what_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{BROKEN}responses:\n  PE-9999:\n    rating: met\n", "utf-8")
    done = run("validate", file, "--fix", "--as-of", AS_OF)
    assert done.returncode == 1
    assert "date: 2026-09-01  # the walk\n" in file.read_text("utf-8")
    assert "SA219" not in done.stdout
    assert "SA303" in done.stdout
    assert "1 place in 1 file mended." in done.stderr


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(BROKEN, "utf-8")
    done = run("validate", file, "--diff", "--as-of", AS_OF)
    assert done.returncode == 1
    assert "-  date: 2026-9-1  # the walk\n+  date: 2026-09-01  # the walk\n" in done.stdout
    assert file.read_text("utf-8") == BROKEN
    file.write_text(HEAD, "utf-8")
    clean = run("validate", file, "--diff", "--as-of", AS_OF)
    assert (clean.returncode, clean.stdout) == (0, "")


def test_diff_says_what_mending_leaves(tmp_path: Path) -> None:
    """Silence would read as “all right”."""
    file = tmp_path / "a.yaml"
    file.write_text(f"{HEAD}responses:\n  PE-9999:\n    rating: met\n", "utf-8")
    done = run("validate", file, "--diff", "--as-of", AS_OF)
    assert (done.returncode, done.stdout) == (1, "")
    assert "SA303" in done.stderr
    assert "Nothing here can be mended." in done.stderr
    absent = run("validate", tmp_path / "absent.yaml", "--diff", "--as-of", AS_OF)
    assert absent.returncode == 2
    assert "There is no such file." in absent.stderr


# ---- Items that are retired ----------------------------------------------------------------------

ITEM = (
    "        criterion: {c}\n        guidance: Look.\n        rationale: It matters.\n"
    "        duty: good-practice\n        basis:\n          - source: send-audit-practice\n"
    '            at: "practice"\n            support: unverified\n        needs:\n          - vision\n'
    "        priorities:\n          - inclusion\n        evidence:\n          - Photograph\n"
    "        barrier: A pupil waits.\n        recommendation:\n          action: Mend it.\n"
    "          horizon: short\n          cost_band: A\n          lead: Site manager\n"
    "          success: It is mended.\n        since: 1.0.0\n"
)
RETIRED = (
    "        retired:\n          in: 1.1.0\n          replaced_by:\n            - X-BOAT-0102\n"
)
BOATS = (
    "schema: send-audit/checklist@1\nid: boats\nprefix: X-BOAT\ntitle: Boats\nversion: 1.1.0\n"
    "language: en-GB\nstrand: curriculum\nrole: access\nnations:\n  - england\nsections:\n"
    "  - id: boats\n    title: Boats\n    items:\n"
    f"      - id: X-BOAT-0101\n{ITEM.format(c='Boats float.')}{RETIRED}"
    f"      - id: X-BOAT-0102\n{ITEM.format(c='Each boat floats.')}"
    f"      - id: X-BOAT-0103\n{ITEM.format(c='All boats float.')}{RETIRED}"
)
AFLOAT = (
    f"{HEAD}audit:\n  date: 2026-10-05\n  checklists:\n    boats: 1.1.0\n"
    "responses:\n  X-BOAT-0101:  # seen afloat\n    rating: {rating}\n"
)
PLAN = """\
plan:
  actions:
    - id: A1
      for: [CA-0101, X-BOAT-0101]
      action: Mend the boat.
    - id: A2
      for: [X-BOAT-0101, X-BOAT-0102]
      action: Paint the boat.
  strengths:
    - for:
        - X-BOAT-0101
      text: It floats.
"""


@pytest.fixture
def boats(tmp_path: Path) -> Shelf:
    """A council's checklist in which two items made way for one."""
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "boats.yaml").write_text(BOATS, "utf-8")
    return Shelf([tmp_path / "checklists"], as_of=DAY)


def sailed(text: str, boats: Shelf, *, unsafe: bool = True) -> str:
    return fix_file(text.encode(), Path("file.yaml"), boats, DAY, unsafe=unsafe).data.decode()


def test_an_answer_to_a_retired_item_moves_to_the_one_in_its_place(boats: Shelf) -> None:
    """Renamed across versions of a checklist: likely, so on request."""
    text = AFLOAT.format(rating="met")
    assert sailed(text, boats, unsafe=False) == text
    assert sailed(text, boats) == text.replace("0101:  # seen", "0102:  # seen")


def test_what_the_plan_says_of_a_retired_item_moves_along(boats: Shelf) -> None:
    """Else the gap would have no action any more. Where both items are named, nothing is named twice."""
    after = sailed(AFLOAT.format(rating="not-met") + PLAN, boats)
    assert "\n  X-BOAT-0102:  # seen afloat\n" in after
    assert "for: [CA-0101, X-BOAT-0102]\n" in after
    assert "for:\n        - X-BOAT-0102\n" in after
    assert "for: [X-BOAT-0101, X-BOAT-0102]\n" in after
    problems = check_bytes(after.encode(), "x", boats.library, DAY).problems
    assert "gap-without-action" not in [problem.kind.name for problem in problems]


def test_an_answer_never_lands_on_another_one(boats: Shelf) -> None:
    """Which of the two holds is for the school to say. What else can be mended still is."""
    text = AFLOAT.format(rating="met")
    both = f"{text}  X-BOAT-0102:\n    rating: not-met\n"
    assert sailed(both, boats) == both
    two = f"{text}  X-BOAT-0103:\n    rating: not-met\n"
    assert sailed(two, boats) == two
    assert sailed(f"{both}    private: yes\n", boats) == f"{both}    private: true\n"


def test_a_round_that_adds_an_error_is_dropped(
    boats: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an edit may come to: what is sound stays so, and what is certain is mended nevertheless."""

    def spoiled(*_: object) -> Iterator[Edit]:
        yield Edit(2, 1, "school", "skool", safe=False)

    monkeypatch.setattr("send_audit.fixing._renamed", spoiled)
    text = AFLOAT.format(rating="met")
    assert sailed(text, boats) == text
    assert sailed(text.replace("10-05", "10-5"), boats) == text
