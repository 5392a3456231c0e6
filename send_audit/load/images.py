"""Pictures on disk: what they are, whether they can be shown, what they tell, and a small copy to print."""

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
"""A telephone's photograph has 2 to 6 MiB. Ten of more than this fill a school's mailbox."""
MAX_PIXELS = 50_000_000
"""The finest telephones of today take 50 million. Opened, that is 150 MB of memory; a bomb is far more."""
LONG_SIDE = 1200
"""Pixels of a copy: 200 to the inch across a page of A4, which is as much as a printer at school shows."""
SHORTER_SIDE = 800
"""The same where there are many, so that the document can still be sent."""
QUALITY = 80

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""What both WeasyPrint and browsers show. Nothing else is even tried: each reader is one more way in."""
ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp"}
    | {".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"}
)
"""How the names of pictures end, whether or not we can show them."""

Fault = Literal["not-readable", "empty", "unshown", "broken", "too-heavy", "too-many-pixels"]
Tells = Literal["position", "name"]

_GPS, _ARTIST, _EXIF, _OWNER, _AUTHOR = 0x8825, 0x013B, 0x8769, 0xA430, 0x9C9D
"""EXIF tags: where it was taken, by whom, the camera's own block, its owner, Windows' author."""
_KNOWN: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftypavif", "an AVIF picture"),
    *((4, b"ftyp" + brand, "a HEIC picture") for brand in (b"hei", b"hev", b"mif", b"msf")),
    (4, b"ftyp", "a film"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a Word, Excel or zipped file"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"BM", "a BMP picture"),
    (0, b"version https://git-lfs", "only Git's note of where the picture is"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a file turned out to be. `is_a` names another kind of file; `tells` is what else it gives away."""

    fault: Fault | None = None
    is_a: str = ""
    megabytes: float = 0
    megapixels: float = 0
    tells: tuple[Tells, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A small upright JPEG of a picture, with nothing in it but the picture."""

    data: bytes
    width: int
    height: int


class PictureError(Exception):
    """The picture cannot be shown. `looked` says why."""

    def __init__(self, looked: Looked) -> None:
        super().__init__(looked.fault)
        self.looked = looked


def is_picture_name(name: str) -> bool:
    """Whether a file's name ends like that of a picture."""
    return any(name.lower().endswith(ending) for ending in ENDINGS)


def look_at(path: Path) -> Looked:
    """Look at a file as a picture. Its pixels are read as far as it takes to know that all are there."""
    try:
        with _opened(path) as image:
            _read_through(image)
            return Looked(tells=tuple(_tells(image)))
    except PictureError as error:
        return error.looked


def small_copy(path: Path, longest: int = LONG_SIDE) -> Copy:
    """Make the copy that a document shows: `longest` pixels at most, the right way up, without metadata.

    Raises `PictureError` where the file is no picture that can be shown, or is larger than we open.
    """
    from PIL import Image, ImageOps

    with _opened(path) as image:
        # A JPEG is read at an eighth, a quarter or half its size where that is enough.
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        upright = ImageOps.exif_transpose(image)
        flat = _flattened(_in_srgb(upright))
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Copy(data=out.getvalue(), width=flat.width, height=flat.height)


def _read(path: Path) -> bytes:
    """The bytes of what may be a picture, never more than it may have."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        raise PictureError(Looked(fault="not-readable")) from None
    if not data:
        raise PictureError(Looked(fault="empty"))
    kind = next((kind for at, mark, kind in _KNOWN if data.startswith(mark, at)), None)
    if kind is not None:
        raise PictureError(Looked(fault="unshown", is_a=kind))
    if len(data) > MAX_BYTES:
        raise PictureError(Looked(fault="too-heavy", megabytes=size / 1024 / 1024))
    return data


@contextmanager
def _opened(path: Path) -> "Iterator[Image.Image]":
    """The picture, its header read and its size bearable; whatever is wrong is a `PictureError`."""
    data = _read(path)
    with warnings.catch_warnings(), _whole_only():
        # Its warnings are about sizes, which we judge ourselves, and about metadata, which we drop.
        warnings.simplefilter("ignore")
        with _header(data) as image:
            megapixels = image.width * image.height / 1_000_000
            if megapixels > MAX_PIXELS / 1_000_000:
                raise PictureError(Looked(fault="too-many-pixels", megapixels=megapixels))
            try:
                yield image
            except Exception:  # noqa: BLE001 - what a damaged file does to its reader is anyone's guess
                raise PictureError(Looked(fault="broken")) from None


@contextmanager
def _whole_only() -> Iterator[None]:
    """Refuse pictures that are cut short: WeasyPrint tells Pillow to let them pass, everywhere."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _header(data: bytes) -> "Image.Image":
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise PictureError(Looked(fault="too-many-pixels")) from None
    except UnidentifiedImageError:
        raise PictureError(Looked(fault="unshown")) from None
    except Exception:  # noqa: BLE001 - as above
        raise PictureError(Looked(fault="broken")) from None


def _read_through(image: "Image.Image") -> None:
    """Raise some exception where the file is cut short or damaged."""
    # Reads a JPEG at an eighth of its size: all of the file, and few of the pixels. Others are read whole.
    image.draft(None, (image.width // 8, image.height // 8))
    image.load()


def _tells(image: "Image.Image") -> Iterator[Tells]:
    """What the file says of itself beside the picture."""
    exif = image.getexif()
    packet = image.info.get("xmp", b"")
    xmp = packet if isinstance(packet, bytes) else str(packet).encode()
    if exif.get_ifd(_GPS) or b"GPSLatitude" in xmp:
        yield "position"
    names = (exif.get(_ARTIST), exif.get(_AUTHOR), exif.get_ifd(_EXIF).get(_OWNER))
    if any(_has_letters(name) for name in names):
        yield "name"


def _has_letters(value: object) -> bool:
    if isinstance(value, bytes):
        value = value.decode("utf-16-le", "ignore")
    return isinstance(value, str) and any(letter.isalpha() for letter in value)


def _in_srgb(image: "Image.Image") -> "Image.Image":
    """The picture in the colours that a page without a profile has: telephones use wider ones."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return done or image


def _flattened(image: "Image.Image") -> "Image.Image":
    """The picture on white, in three colours, with nothing attached to it."""
    from PIL import Image

    if image.has_transparency_data:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear.getchannel("A"))
        return flat
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    flat = image.convert("RGB")
    flat.info = {}
    return flat
