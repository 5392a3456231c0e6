"""Pictures for tests, drawn here: plain ones, and such as telephones and mischief make."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

POSITION = "CANARY-POSITION"
COMMENT = "CANARY-COMMENT"
OWNER = "CANARY-OWNER"


def drawn(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A picture whose four corners differ, so that a turn shows: red is at the top left."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    half = (width // 2, height // 2)
    pen.rectangle((0, 0, *half), fill="red")
    pen.rectangle((half[0], 0, width, half[1]), fill="lime")
    pen.rectangle((0, half[1], half[0], height), fill="blue")
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(
    *, position: bool = False, owner: str | None = None, turn: int | None = None
) -> Image.Exif:
    """What a telephone writes into its photographs."""
    made = Image.Exif()
    made[0x010F] = "Maker"
    if position:
        made.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "E", 4: (0.0, 7.0, 0.0)})
        made.get_ifd(0x8825)[29] = POSITION
    if owner is not None:
        made.get_ifd(0x8769)[0xA430] = owner
    if turn is not None:
        made[0x0112] = turn
    return made


def telephone_photograph(width: int = 1600, height: int = 1200) -> bytes:
    """A JPEG with its position, its owner's name, a comment, and to be turned by a quarter."""
    told = exif(position=True, owner=OWNER, turn=6)
    return saved(drawn(width, height), exif=told, comment=COMMENT.encode())


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims this size, and would unpack to all of it."""

    def part(kind: bytes, data: bytes) -> bytes:
        total = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + total

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
