"""Photographs as evidence: shown in the working edition, and never a trace of them in a public one."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from send_audit.model.results import Assessed
from send_audit.render.documents import make_view
from send_audit.render.pdf_fetcher import make_fetcher
from send_audit.render.to_html import render_html
from send_audit.render.to_pdf import render_pdf
from send_audit.render.views import DocumentView
from tests import builders
from tests.builders import full_school, school
from tests.pictures import COMMENT, OWNER, POSITION, drawn, saved, written
from tests.program import AS_OF, run
from tests.small_models import rated
from tests.working import (
    CANARIES,
    assessed,
    everything_in,
    make_school,
    pictures_in,
    words,
    working,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    make_school(folder)
    return folder


@pytest.fixture(scope="module")
def documents(folder: Path) -> Path:
    """The folder of both editions in both formats, made by the real program."""
    out = folder / "out"
    options = ("--edition", "plan,working", "--format", "pdf,html", "--as-of", AS_OF)
    done = run("report", folder / "little.yaml", "--out", out, *options)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def photographed(folder: Path) -> DocumentView:
    return make_view(assessed(folder / "little.yaml"), "working")


# ---- Never in a public edition


def test_a_photograph_and_what_goes_with_it_is_in_no_public_edition(documents: Path) -> None:
    html = (documents / "little.plan.html").read_text("utf-8")
    data = (documents / "little.plan.pdf").read_bytes()
    assert "Front car park, bay 1" in words(html)
    for printed in (html, everything_in(data)):
        assert [canary for canary in CANARIES if canary in printed] == []
    assert "<img" not in html
    assert "data:image" not in html
    assert pictures_in(data) == []


def test_the_working_edition_has_all_of_it_and_the_picture_itself(documents: Path) -> None:
    html = (documents / "little.working.html").read_text("utf-8")
    data = (documents / "little.working.pdf").read_bytes()
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    for printed in (html, "".join(text.split())):
        assert [canary for canary in CANARIES if canary not in printed] == []
    assert html.count("data:image/jpeg;base64,") == html.count("<img") == 1
    (picture,) = pictures_in(data)
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.size == (900, 1200)  # upright and small


def test_what_the_camera_wrote_into_the_photograph_is_in_no_document(
    folder: Path, documents: Path
) -> None:
    original = (folder / "photos" / "CANARY-FILE.jpg").read_bytes()
    assert POSITION.encode() in original
    assert OWNER.encode() in original
    for document in documents.iterdir():
        data = document.read_bytes()
        parts = [data, *pictures_in(data)] if document.suffix == ".pdf" else [data]
        for part in parts:
            assert POSITION.encode() not in part
            assert OWNER.encode() not in part
            assert COMMENT.encode() not in part
            assert b"Exif" not in part


def test_every_canary_of_the_public_edition_is_in_the_working_one() -> None:
    said = words(render_html(working(full_school())))
    unprinted = {"CANARY-PATH", "9876", "8765", "7654"}  # the folder; and sums have a comma
    assert [c for c in builders.PRIVATE if c not in unprinted and c not in said] == []
    for amount in ("£9,876", "£8,765", "£7,654"):
        assert amount in said
    assert "CANARY-PATH" not in said


@pytest.mark.parametrize("edition", ["plan", "working"])
def test_where_the_audit_lies_is_in_no_edition(edition: str, folder: Path, documents: Path) -> None:
    html = (documents / f"little.{edition}.html").read_text("utf-8")
    data = (documents / f"little.{edition}.pdf").read_bytes()
    assert str(folder) not in html + everything_in(data)


# ---- Shown, or said why not


def pictured(folder: Path, *names: str) -> Assessed:
    """A school with one answer whose evidence names these files, as if from `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "audit.yaml").write_text("schema: send-audit/audit@1\n", "utf-8")
    pieces = [{"kind": "photograph", "title": f"View {n}", "file": n} for n in names]
    one = school({"PE-0101": rated("met", evidence=pieces)})
    return builders.assess(
        one.audit, *(o.checklist for o in one.outcomes), file=str(folder / "audit.yaml")
    )


def test_a_photograph_that_is_missing_or_broken_is_said_and_the_rest_is_printed(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own"
    written(tmp_path / "secret.jpg", saved(drawn()))
    written(own / "photos" / "good.jpg", saved(drawn()))
    written(own / "photos" / "short.jpg", saved(drawn())[:900])
    written(own / "photos" / "phone.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40)
    (own / "photos" / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    names = ["good.jpg", "gone.jpg", "short.jpg", "phone.heic", "out.jpg"]
    outside = ["../secret.jpg", str(tmp_path / "secret.jpg"), "file:///etc/passwd"]
    one = pictured(own, *(f"photos/{name}" for name in names), *outside)
    view = working(one)
    assert len(view.pictures) == 1
    said = words(render_html(view))
    assert "The photograph photos/gone.jpg is not there." in said
    assert "The photograph photos/short.jpg cannot be shown: it is damaged." in said
    assert "The photograph photos/phone.heic cannot be shown: it is a HEIC picture." in said
    for name in ("photos/out.jpg", *outside):
        assert f"The photograph {name} lies outside the audit's folder, so it is not shown." in said
    data = render_pdf(view)
    assert len(pictures_in(data)) == 1


def test_where_there_are_many_each_copy_is_smaller(tmp_path: Path) -> None:
    names = [f"{number}.jpg" for number in range(41)]
    for name in names:
        written(tmp_path / name, saved(drawn(1400, 700)))
    for count, width in ((40, 1200), (41, 800)):
        view = working(pictured(tmp_path, *names[:count]))
        widths = {Image.open(io.BytesIO(picture)).width for picture in view.pictures.values()}
        assert widths == {width}


def test_one_picture_named_twice_is_one_picture(tmp_path: Path) -> None:
    written(tmp_path / "bay.jpg", saved(drawn()))
    view = working(pictured(tmp_path, "bay.jpg", "./bay.jpg"))
    assert len(view.pictures) == 1
    assert render_html(view).count("<img") == 2
    assert len(pictures_in(render_pdf(view))) == 1


def test_an_audit_that_is_no_file_on_disk_shows_no_photograph(tmp_path: Path) -> None:
    written(tmp_path / "bay.jpg", saved(drawn()))
    one = pictured(tmp_path, "bay.jpg")
    (tmp_path / "audit.yaml").unlink()
    assert "The photograph bay.jpg is not there." in words(render_html(working(one)))


def test_a_photograph_says_in_words_what_it_shows_and_where(photographed: DocumentView) -> None:
    page = render_html(photographed)
    (alt,) = re.findall(r'<img [^>]*alt="([^"]+)"', page)
    assert alt == "Photograph: CANARY-TITLE (Front car park, bay 1, item PE-0102)."


def test_the_renderer_is_given_the_pictures_and_nothing_else() -> None:
    fetcher = make_fetcher(pictures={"1.jpg": b"one"})
    assert fetcher.fetch("picture:1.jpg").read() == b"one"
    for url in ("picture:2.jpg", "picture:../1.jpg", "picture:", "1.jpg"):
        with pytest.raises(ValueError, match="may not fetch"):
            fetcher.fetch(url)
    with pytest.raises(ValueError, match="may not fetch"):
        make_fetcher().fetch("picture:1.jpg")


def test_photographs_are_read_once_for_both_formats(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from send_audit.commands.documents import read_documents
    from send_audit.commands.report import write_documents
    from send_audit.load import images
    from send_audit.render import album

    read = []
    real = images.small_copy

    def count(path: Path, longest: int) -> object:
        read.append(path)
        return real(path, longest)

    monkeypatch.setattr(album, "small_copy", count)
    one = assessed(folder / "little.yaml")
    failed = write_documents(
        [one], tmp_path, read_documents("plan,working", "pdf,html"), plain=True
    )
    assert failed == []
    assert [path.name for path in read] == ["CANARY-FILE.jpg"]
