"""The files that evidence names: inside the folder, pictures that can be shown, telling nothing more."""

import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from send_audit.checking import CheckOptions, check_files, check_one
from send_audit.council import Shelf
from send_audit.load.beside import find_beside, leaves_folder
from send_audit.load.images import MAX_BYTES, PictureError, small_copy
from send_audit.pipeline import check_file
from send_audit.problems import Problem
from tests.pictures import (
    OWNER,
    bomb,
    drawn,
    exif,
    saved,
    telephone_photograph,
    written,
)
from tests.support import DAY, LIBRARY, only
from tests.test_cases import assert_helps

AUDIT = """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
audit:
  date: 2026-10-05
  checklists:
    physical-environment: 1.0.0
responses:
  PE-0301:
    rating: met
    evidence:
"""
JPEG = saved(drawn())


def audit_with(folder: Path, *names: str, kind: str = "photograph") -> Path:
    """An audit whose evidence names these files."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = (f"      - kind: {kind}\n        title: Bay\n        file: {name}\n" for name in names)
    path = folder / "audit.yaml"
    path.write_text(AUDIT + "".join(pieces), "utf-8")
    return path


def problems_of(path: Path) -> Sequence[Problem]:
    return check_file(path, LIBRARY, DAY).problems


def found_in(path: Path) -> list[str]:
    return [problem.kind.name for problem in problems_of(path)]


# ---- Where a file may lie --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("/etc/passwd", "computer"),
        ("//server/share/bay.jpg", "computer"),
        (r"\\server\share\bay.jpg", "computer"),
        (r"\Windows\win.ini", "computer"),
        ("C:/bay.jpg", "computer"),
        ("c:bay.jpg", "computer"),
        ("~/bay.jpg", "home"),
        ("~office/bay.jpg", "home"),
        ("..", "above"),
        ("../bay.jpg", "above"),
        ("photos/../../bay.jpg", "above"),
        ("./../bay.jpg", "above"),
        ("photos/./../../photos/bay.jpg", "above"),
        (r"..\bay.jpg", "above"),
        ("https://little.example/bay.jpg", "web"),
        ("file:///etc/passwd", "web"),
        ("FILE:/etc/passwd", "web"),
        ("data:image/png;base64,AAAA", "web"),
    ],
)
def test_words_that_lead_out_of_the_folder(name: str, how: str) -> None:
    assert leaves_folder(name) == how


@pytest.mark.parametrize(
    "name",
    [
        "bay.jpg",
        "photos/bay.jpg",
        "./photos/bay.jpg",
        "photos/../bay.jpg",
        "a..b/..c.jpg",
        "bay~1.jpg",
    ],
)
def test_words_that_stay(name: str) -> None:
    assert leaves_folder(name) is None


_PARTS = st.sampled_from(["..", ".", "a", "b", "out", "in", "", "~", "C:", "photo.jpg", "\\", "é"])


@settings(deadline=None)
@given(parts=st.lists(_PARTS, min_size=1, max_size=6), root=st.sampled_from(["", "/", "//"]))
def test_whatever_the_name_a_file_that_is_found_lies_in_the_folder(
    parts: list[str], root: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = tmp_path_factory.getbasetemp() / "law"
    own = top / "a"
    if not own.exists():
        for folder in (top, own, own / "b"):
            folder.mkdir(parents=True)
            (folder / "photo.jpg").write_bytes(JPEG)
        (own / "out").symlink_to(top, target_is_directory=True)
        (own / "in").symlink_to(own / "b", target_is_directory=True)
    found = find_beside(own, root + "/".join(parts)).path
    assert found is None or (found.is_relative_to(own.resolve()) and found.is_file())


def test_a_link_inside_the_folder_is_followed_and_one_that_leads_out_is_an_error(
    tmp_path: Path,
) -> None:
    written(tmp_path / "secret.jpg", JPEG)
    own = tmp_path / "own"
    written(own / "photos" / "bay.jpg", JPEG)
    (own / "inside.jpg").symlink_to(own / "photos" / "bay.jpg")
    (own / "outside.jpg").symlink_to(tmp_path / "secret.jpg")
    (own / "way-out").symlink_to(tmp_path, target_is_directory=True)
    assert found_in(audit_with(own, "inside.jpg")) == []
    for name in ("outside.jpg", "way-out/secret.jpg"):
        problem = only(problems_of(audit_with(own, name)))
        assert (problem.kind.name, problem.kind.severity) == ("file-outside-folder", "error")
        assert "link" in problem.message
        assert_helps(problem)


def test_a_ring_of_links_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "ring.jpg").symlink_to(tmp_path / "ring.jpg")
    (tmp_path / "folder.jpg").mkdir()
    os.mkfifo(tmp_path / "pipe.jpg")
    names = ("ring.jpg", "folder.jpg", "pipe.jpg")
    assert found_in(audit_with(tmp_path, *names)) == ["file-not-beside"] * 3


def test_what_leads_to_another_computer_is_never_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = Path.resolve

    def resolve(path: Path, strict: bool = False) -> Path:
        asked.append(str(path))
        return real(path, strict=strict)

    audit = audit_with(tmp_path, "//server/share/bay.jpg")
    monkeypatch.setattr(Path, "resolve", resolve)
    assert found_in(audit) == ["file-outside-folder"]
    assert [path for path in asked if "server" in path] == []


# ---- Whether it is there ----------------------------------------------------------------------------


def test_a_photograph_that_is_not_there_is_a_remark_and_a_near_name_is_offered(
    tmp_path: Path,
) -> None:
    written(tmp_path / "photos" / "bay.jpg", JPEG)
    problem = only(problems_of(audit_with(tmp_path, "photos/bay.jpeg")))
    assert (problem.kind.code, problem.kind.severity, problem.line) == ("SA707", "warning", 15)
    assert problem.fix == "Did you mean photos/bay.jpg?"
    assert_helps(problem)


def test_a_folder_of_photographs_that_stayed_at_the_school_is_one_remark(tmp_path: Path) -> None:
    names = [f"photos/{number}.jpg" for number in range(40)]
    problem = only(problems_of(audit_with(tmp_path, *names)))
    assert problem.kind.name == "file-not-beside"
    assert problem.message.startswith("40 files that evidence names are not beside this one")
    assert_helps(problem)


def test_where_some_are_there_each_missing_one_is_named_and_the_rest_counted(
    tmp_path: Path,
) -> None:
    written(tmp_path / "photos" / "there.jpg", JPEG)
    names = ["photos/there.jpg", *(f"photos/{number}.jpg" for number in range(30))]
    messages = [problem.message for problem in problems_of(audit_with(tmp_path, *names))]
    assert len(messages) == 21
    assert messages[-1].startswith("10 files")


def test_backslashes_are_told_apart_from_a_wrong_name(tmp_path: Path) -> None:
    written(tmp_path / "photos" / "bay.jpg", JPEG)
    problem = only(problems_of(audit_with(tmp_path, r"photos\bay.jpg")))
    assert problem.kind.name == "file-not-beside"
    assert problem.fix == "Write photos/bay.jpg, with forward slashes."


def test_a_paper_need_only_be_there(tmp_path: Path) -> None:
    written(tmp_path / "survey.docx", b"PK\x03\x04")
    assert found_in(audit_with(tmp_path, "survey.docx", kind="document")) == []


def test_evidence_beside_the_places_and_within_them_is_looked_at(tmp_path: Path) -> None:
    audit = tmp_path / "audit.yaml"
    audit.write_text(
        """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
  places:
    front:
      name: Front car park, bay 1
      kind: parking-bay
audit:
  date: 2026-10-05
  checklists:
    physical-environment: 1.0.0
responses:
  PE-0102:
    evidence:
      - kind: photograph
        file: all.jpg
    places:
      front:
        measured: 2400
        evidence:
          - kind: photograph
            file: one.jpg
""",
        "utf-8",
    )
    assert [(p.kind.name, p.line) for p in problems_of(audit)] == [
        ("file-not-beside", 17),
        ("file-not-beside", 23),
    ]


# ---- Whether it can be shown -------------------------------------------------------------------------

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 50
BAD = {
    "heic.jpg": (HEIC, "HEIC"),
    "avif.jpg": (b"\x00\x00\x00\x18ftypavif" + b"\0" * 50, "AVIF"),
    "word.jpg": (b"PK\x03\x04" + b"\0" * 50, "a Word"),
    "paper.jpg": (b"%PDF-1.7\n", "a PDF document"),
    "scan.tif": (saved(drawn(), "TIFF"), "a TIFF picture"),
    "lfs.jpg": (b"version https://git-lfs.github.com/spec/v1\n", "Git's note"),
    "text.jpg": (b"This is no picture at all.\n", "whatever its name says"),
    "vector.jpg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "whatever its name says"),
    "empty.jpg": (b"", "is empty"),
    "short.jpg": (JPEG[: len(JPEG) // 2], "damaged"),
    "short.png": (saved(drawn(), "PNG")[:-300], "damaged"),
    "short.webp": (saved(drawn(), "WEBP")[:-200], "damaged"),
    "head-only.jpg": (JPEG[:20], "whatever its name says"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_said_by_name(name: str, tmp_path: Path) -> None:
    data, said = BAD[name]
    written(tmp_path / name, data)
    problem = only(problems_of(audit_with(tmp_path, name)))
    assert problem.kind.name == "not-an-image"
    assert said in problem.message
    assert_helps(problem)


def test_a_heic_photograph_is_told_how_to_become_a_jpeg(tmp_path: Path) -> None:
    written(tmp_path / "bay.heic", HEIC)
    assert "Most Compatible" in only(problems_of(audit_with(tmp_path, "bay.heic"))).fix


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *[(kind, mode) for kind in ("JPEG", "PNG", "GIF", "WEBP") for mode in ("RGB", "L")],
        *[("PNG", "P"), ("GIF", "P"), ("PNG", "1"), ("PNG", "LA"), ("JPEG", "CMYK")],
    ],
)
def test_each_kind_that_a_browser_shows_is_sound_and_gets_a_copy(
    kind: str, mode: str, tmp_path: Path
) -> None:
    path = written(tmp_path / f"bay.{kind.lower()}", saved(drawn(mode=mode), kind))
    assert found_in(audit_with(tmp_path, path.name)) == []
    assert small_copy(path).width == 400


def test_a_picture_under_any_kind_of_evidence_is_looked_at(tmp_path: Path) -> None:
    written(tmp_path / "drawing.png", b"not a picture")
    assert found_in(audit_with(tmp_path, "drawing.png", kind="drawing")) == ["not-an-image"]


@pytest.mark.parametrize("size", [(9_000, 7_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int], tmp_path: Path) -> None:
    written(tmp_path / "bomb.png", bomb(*size))
    problem = only(problems_of(audit_with(tmp_path, "bomb.png")))
    assert problem.kind.name == "image-too-large"
    assert_helps(problem)
    with pytest.raises(PictureError):
        small_copy(tmp_path / "bomb.png")


def test_a_heavy_file_is_said_with_its_size_and_never_read_whole(tmp_path: Path) -> None:
    written(tmp_path / "heavy.jpg", JPEG + b"\0" * (3 * MAX_BYTES))
    problem = only(problems_of(audit_with(tmp_path, "heavy.jpg")))
    assert problem.kind.name == "image-too-large"
    assert "has 30 MB; at most 10" in problem.message


def test_one_picture_named_often_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "bay.jpg", JPEG)
    audit = audit_with(tmp_path, *["bay.jpg", "./bay.jpg"] * 20)
    opened = []
    real = Image.open

    def count(stream: io.BytesIO, *, formats: Sequence[str]) -> Image.Image:
        opened.append(stream)
        return real(stream, formats=list(formats))

    monkeypatch.setattr(Image, "open", count)
    assert found_in(audit) == []
    assert len(opened) == 1


# ---- What it tells -----------------------------------------------------------------------------------


def _xmp() -> PngImagePlugin.PngInfo:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("XML:com.adobe.xmp", '<x exif:GPSLatitude="51,30N"/>')
    return told


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (saved(drawn(), exif=exif(position=True)), "tells where it was taken."),
        (saved(drawn(), exif=exif(owner="CANARY")), "tells who took it."),
        (telephone_photograph(), "tells where it was taken and who took it."),
        (saved(drawn(), "WEBP", exif=exif(position=True)), "tells where it was taken."),
        (saved(drawn(), "PNG", exif=exif(position=True)), "tells where it was taken."),
        (saved(drawn(), "PNG", pnginfo=_xmp()), "tells where it was taken."),
    ],
)
def test_a_position_and_a_name_are_a_remark_that_does_not_repeat_them(
    data: bytes, said: str, tmp_path: Path
) -> None:
    written(tmp_path / "bay.jpg", data)
    problem = only(problems_of(audit_with(tmp_path, "bay.jpg")))
    assert (problem.kind.name, problem.kind.severity) == ("photo-tells-where", "warning")
    assert problem.message.endswith(said)
    assert OWNER not in problem.message + problem.fix
    assert_helps(problem)


def test_the_cameras_make_and_how_it_was_held_are_no_ones_business(tmp_path: Path) -> None:
    told = exif(turn=6, owner="  ")
    written(tmp_path / "bay.jpg", saved(drawn(), exif=told))
    assert found_in(audit_with(tmp_path, "bay.jpg")) == []


# ---- Results that may be kept ----------------------------------------------------------------------------


def test_a_result_that_rests_on_a_photograph_is_never_remembered(tmp_path: Path) -> None:
    audit = audit_with(tmp_path, "bay.jpg")
    shelf = Shelf(as_of=DAY)
    assert not check_one(None, audit, shelf, DAY).lasting
    options = CheckOptions(folders=(), as_of=DAY, jobs=1, cache=tmp_path / "cache")

    def found() -> list[str]:
        (result,) = check_files([audit], options, Shelf(as_of=DAY))
        return [problem.kind.name for problem in result.problems]

    assert found() == ["file-not-beside"]
    written(tmp_path / "bay.jpg", JPEG)
    assert found() == []
    written(tmp_path / "bay.jpg", b"")
    assert found() == ["not-an-image"]
