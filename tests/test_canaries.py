"""Words planted in every private place of an audit: none comes out in any public edition, of any format."""

import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from send_audit.render.documents import EDITIONS, FORMATS
from tests.planted import COST, FOLDER, SHOWN_SUMS, Planting, found_in, plant_audit, said_in
from tests.program import AS_OF, ROOT, run
from tests.tools import liblouis

PUBLIC = [edition for edition in EDITIONS if edition != "working"]
QUICK = ("html", "txt")
PAINTED = [name for name in FORMATS if name not in QUICK]
MANNERS: dict[str, tuple[str, ...]] = {"as usual": (), "large": ("--large-print",)}
OF_THE_PROCESS = ("CANARY-USER", "CANARY-HOME", "CANARY-BRAND", "CANARY-OUT", FOLDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """An audit on the disc, and what must not come out of it."""

    file: Path
    planting: Planting

    def make(self, *options: str | Path) -> dict[str, str]:
        """What each document says that the real command makes of it, by file name."""
        home = self.file.parents[1] / "CANARY-HOME"
        home.mkdir(exist_ok=True)
        out = self.file.parents[1] / "CANARY-OUT"
        shutil.rmtree(out, ignore_errors=True)
        who = {"USER": "CANARY-USER", "LOGNAME": "CANARY-USER", "HOME": str(home)}
        done = run("report", self.file, "--out", out, "--as-of", AS_OF, *options, env=who)
        assert done.returncode == 0, done.stderr
        return {path.name: said_in(path) for path in out.iterdir()}

    def leaked(self, said: str, *, sums: bool = True) -> list[str]:
        """What a document says and must not. Without `sums`, figures of cost are for all to see."""
        words = [*self.planting.words, *OF_THE_PROCESS, str(self.file.parents[1]), "CANARY"]
        hidden = [*self.planting.sums, *SHOWN_SUMS] if sums else self.planting.hidden
        return found_in(said, [*words, *hidden])


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    file, planting = plant_audit(tmp_path_factory.mktemp("audit"))
    return Planted(file=file, planting=planting)


def _asked(formats: Iterable[str], editions: Iterable[str]) -> tuple[str, ...]:
    return ("--format", ",".join(formats), "--edition", ",".join(editions))


def _may_be_braille(format_: str) -> None:
    if format_ == "brf":
        liblouis.needed()


def _nothing_leaks(planted: Planted, formats: Iterable[str], *options: str | Path) -> None:
    made = planted.make(*_asked(formats, PUBLIC), *options)
    assert len(made) == len(PUBLIC) * len(list(formats))
    assert all(found_in(said, ["a sum not shown"]) for said in made.values())
    assert {name: found for name, said in made.items() if (found := planted.leaked(said))} == {}


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
def test_no_public_page_or_text_says_what_is_private(
    planted: Planted, manner: tuple[str, ...]
) -> None:
    _nothing_leaks(planted, QUICK, *manner)


def test_nor_does_the_summary_in_easy_read(planted: Planted) -> None:
    made = planted.make(*_asked(QUICK, ["summary"]), "--easy-read")
    assert {name: found for name, said in made.items() if (found := planted.leaked(said))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
@pytest.mark.parametrize("format_", PAINTED)
def test_nor_does_any_other_format_or_its_metadata(
    planted: Planted, format_: str, manner: tuple[str, ...]
) -> None:
    _may_be_braille(format_)
    _nothing_leaks(planted, [format_], *manner)


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
def test_nor_does_a_plan_in_a_councils_brand(planted: Planted, format_: str) -> None:
    _may_be_braille(format_)
    brand = planted.file.parents[1] / "CANARY-BRAND"
    shutil.copytree(ROOT / "examples" / "brand", brand, dirs_exist_ok=True)
    made = planted.make(*_asked([format_], ["plan"]), "--template", brand)
    assert [planted.leaked(said) for said in made.values()] == [[]]


@pytest.mark.parametrize(
    "format_", [pytest.param(f, marks=() if f in QUICK else pytest.mark.slow) for f in FORMATS]
)
def test_the_working_edition_says_it_so_the_search_can_find_it(
    planted: Planted, format_: str
) -> None:
    _may_be_braille(format_)
    (said,) = planted.make(*_asked([format_], ["working"])).values()
    notes = [word for word in planted.planting.words if word.endswith(("-NOTE", "-LOCATION"))]
    assert len(notes) > 10
    assert set(notes) - set(found_in(said, notes)) == set()
    assert found_in(said, [COST]) == [COST]


@pytest.mark.parametrize(
    "format_", [pytest.param(f, marks=() if f in QUICK else pytest.mark.slow) for f in FORMATS]
)
def test_costs_that_are_asked_for_are_in_the_plan_and_notes_are_still_not(
    planted: Planted, format_: str
) -> None:
    _may_be_braille(format_)
    (said,) = planted.make(*_asked([format_], ["plan"]), "--show-costs").values()
    assert found_in(said, SHOWN_SUMS) == list(SHOWN_SUMS)
    assert planted.leaked(said, sums=False) == []


def test_the_search_reads_metadata_compressed_streams_and_every_part_of_a_package(
    tmp_path: Path,
) -> None:
    words = ["CANARY-INFO", "CANARY-XMP", "CANARY-ALT", "CANARY-STREAM"]
    pdf = pikepdf.new()
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = words[1]
    pdf.docinfo["/Keywords"] = words[0]
    pdf.Root["/Deep"] = pikepdf.Dictionary(Here=pikepdf.Array([pikepdf.String(words[2])]))
    pdf.Root["/Hidden"] = pdf.make_stream(words[3].encode())
    pdf.save(tmp_path / "a.pdf", compress_streams=True)
    assert found_in(said_in(tmp_path / "a.pdf"), words) == words
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<w:t>CANARY-</w:t></w:r><w:r><w:t>RUNS</w:t>")
        package.writestr("docProps/core.xml", "<dc:creator>CANARY-CORE</dc:creator>")
    packed = ["CANARY-RUNS", "CANARY-CORE"]
    assert found_in(said_in(tmp_path / "a.docx"), packed) == packed
