"""Reading pictures: no file makes the reader stumble, and a copy is small, upright and bare."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from send_audit.load.images import LONG_SIDE, PictureError, look_at, small_copy
from tests.pictures import (
    COMMENT,
    OWNER,
    POSITION,
    bomb,
    drawn,
    saved,
    telephone_photograph,
    written,
)

JPEG = saved(drawn())


@settings(deadline=None, max_examples=200)
@given(
    data=st.binary(max_size=300),
    head=st.sampled_from([b"", JPEG[:200], bomb(9, 9)[:40], b"GIF89a"]),
)
def test_no_bytes_make_the_reader_stumble(
    data: bytes, head: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jpg"
    path.write_bytes(head + data)
    looked = look_at(path)
    if looked.fault is not None:
        with pytest.raises(PictureError):
            small_copy(path)


def test_a_picture_cut_short_is_seen_even_after_the_renderer_was_there(tmp_path: Path) -> None:
    """WeasyPrint sets Pillow's switch when it is imported, as in a run that renders several audits."""
    import weasyprint  # noqa: F401 - for what it does to Pillow

    whole = saved(drawn(1600, 1200))
    for length in range(0, len(whole) - 2, len(whole) // 12):
        path = written(tmp_path / "short.jpg", whole[:length])
        assert look_at(path).fault is not None
        with pytest.raises(PictureError):
            small_copy(path)
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_the_copy_is_small_upright_and_bare(tmp_path: Path) -> None:
    copy = small_copy(written(tmp_path / "bay.jpg", telephone_photograph(2400, 1800)))
    assert (copy.width, copy.height) == (900, LONG_SIDE)
    with Image.open(io.BytesIO(copy.data)) as image:
        assert image.format == "JPEG"
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()
        # Turned by a quarter clockwise, red goes from the top left to the top right.
        red, green, blue = image.convert("RGB").getpixel((copy.width - 50, 50))  # type: ignore[misc]
        assert red > 200
        assert max(green, blue) < 60
    for canary in (OWNER, POSITION, COMMENT):
        assert canary.encode() not in copy.data


def test_a_small_picture_is_not_blown_up_and_two_runs_are_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "bay.jpg", JPEG)
    assert (small_copy(path).width, small_copy(path).height) == (400, 300)
    assert small_copy(path).data == small_copy(path).data


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_what_is_clear_in_a_picture_is_white_on_paper(kind: str, tmp_path: Path) -> None:
    clear = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    copy = small_copy(written(tmp_path / "clear", saved(clear, kind)))
    with Image.open(io.BytesIO(copy.data)) as image:
        assert image.getpixel((100, 50)) == (255, 255, 255)


def test_sixteen_bits_a_pixel_keep_their_shade(tmp_path: Path) -> None:
    grey = Image.new("I;16", (50, 50), 0x8000)
    copy = small_copy(written(tmp_path / "grey.png", saved(grey, "PNG")))
    with Image.open(io.BytesIO(copy.data)) as image:
        assert image.convert("L").getpixel((25, 25)) in range(120, 137)


def test_a_colour_profile_is_applied_and_a_broken_one_ignored(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"no profile"):
        copy = small_copy(written(tmp_path / "bay.jpg", saved(drawn(), icc_profile=icc)))
        with Image.open(io.BytesIO(copy.data)) as image:
            assert "icc_profile" not in image.info
            red, _, _ = image.getpixel((50, 50))  # type: ignore[misc]
            assert red > 240
