"""Draws the photographs of the example school: python -m tests.tools.example_photographs.

They are ours (CC0), so that no real place and nobody is in them: a parking bay with a tape, the open side
of a ramp, and the field steps.
"""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "estuary" / "returns" / "photos"
SIZE = (960, 720)
LICENCE = b"Drawn for send-audit. CC0."
SCALE = 2
"""Drawn at twice the size and made smaller, so that edges are smooth."""

Pen = ImageDraw.ImageDraw


def _box(pen: Pen, *points: tuple[float, float], fill: str) -> None:
    pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)


def _line(pen: Pen, *points: tuple[float, float], fill: str, width: float) -> None:
    pen.line(
        [(x * SCALE, y * SCALE) for x, y in points],
        fill=fill,
        width=round(width * SCALE),
        joint="curve",
    )


def _label(pen: Pen, at: tuple[float, float], text: str, size: int, fill: str) -> None:
    font = ImageFont.load_default(size * SCALE)
    pen.text((at[0] * SCALE, at[1] * SCALE), text, font=font, fill=fill, anchor="mm")


def _bay(pen: Pen) -> None:
    """An accessible bay seen from its end, with a tape across at 2320 mm."""
    _box(pen, (0, 0), (960, 0), (960, 250), (0, 250), fill="#b4c3cc")
    _box(pen, (0, 150), (960, 130), (960, 300), (0, 300), fill="#8b6f5c")
    _box(pen, (560, 120), (960, 110), (960, 290), (560, 290), fill="#a5846c")
    _box(pen, (640, 160), (760, 158), (760, 250), (640, 250), fill="#d7e3e8")
    _box(pen, (0, 290), (960, 290), (960, 720), (0, 720), fill="#5c6266")
    _box(pen, (300, 300), (318, 300), (140, 720), (96, 720), fill="#e9e6d8")
    _box(pen, (640, 300), (658, 300), (864, 720), (820, 720), fill="#e9e6d8")
    _box(pen, (312, 300), (646, 300), (650, 316), (306, 316), fill="#e9e6d8")
    for number in range(5):
        top = 340 + number * 78
        _box(
            pen,
            (664 + number * 32, top),
            (900, top - 36),
            (920, top),
            (676 + number * 36, top + 34),
            fill="#d9c65a",
        )
    _line(pen, (470, 420), (470, 500), fill="#e9e6d8", width=16)
    pen.ellipse([450 * SCALE, 372 * SCALE, 490 * SCALE, 412 * SCALE], fill="#e9e6d8")
    pen.arc(
        [400 * SCALE, 440 * SCALE, 530 * SCALE, 570 * SCALE],
        30,
        250,
        fill="#e9e6d8",
        width=16 * SCALE,
    )
    _line(pen, (470, 500), (535, 500), (570, 570), fill="#e9e6d8", width=16)
    _box(pen, (168, 612), (792, 612), (796, 640), (160, 640), fill="#f3c623")
    for number in range(24):
        left = 182 + number * 26
        _line(pen, (left, 613), (left, 626 if number % 5 else 636), fill="#22282b", width=2)
    _label(pen, (700, 668), "2320", 34, "#f7f4e6")
    _box(pen, (786, 604), (838, 604), (838, 656), (786, 656), fill="#22282b")


def _ramp(pen: Pen) -> None:
    """A ramp beside a hall, its open side with a rail and no edge."""
    _box(pen, (0, 0), (960, 0), (960, 430), (0, 430), fill="#a77f66")
    for row in range(11):
        _line(pen, (0, 40 * row), (960, 40 * row), fill="#94705a", width=2)
    _box(pen, (700, 90), (900, 90), (900, 430), (700, 430), fill="#3f5f6b")
    _box(pen, (725, 120), (875, 120), (875, 260), (725, 260), fill="#c8dbe2")
    _box(pen, (0, 430), (960, 430), (960, 720), (0, 720), fill="#7d8a6b")
    _box(pen, (60, 640), (700, 430), (960, 430), (960, 520), (260, 700), (60, 700), fill="#b9b7af")
    _box(pen, (60, 640), (700, 430), (700, 446), (60, 660), fill="#d3d1c8")
    for number in range(6):
        x, y = 150 + number * 108, 610 - number * 35
        _line(pen, (x, y), (x, y - 190), fill="#2a4a78", width=9)
    _line(pen, (150, 420), (690, 245), fill="#2a4a78", width=11)
    _line(pen, (150, 500), (690, 325), fill="#2a4a78", width=8)
    _line(pen, (60, 660), (700, 446), fill="#f3c623", width=5)
    _label(pen, (640, 560), "no edge", 30, "#22282b")


def _steps(pen: Pen) -> None:
    """Five steps down to a field, a rail on each side, no marked edges."""
    _box(pen, (0, 0), (960, 0), (960, 330), (0, 330), fill="#bcd0dc")
    _box(pen, (0, 240), (960, 210), (960, 420), (0, 420), fill="#6f8f55")
    _box(pen, (0, 400), (960, 400), (960, 720), (0, 720), fill="#8d7f6a")
    for number in range(5):
        top, wide = 330 + number * 68, 190 + number * 42
        _box(
            pen,
            (480 - wide, top),
            (480 + wide, top),
            (480 + wide + 20, top + 40),
            (480 - wide - 20, top + 40),
            fill="#c7c2b4",
        )
        _box(
            pen,
            (480 - wide - 20, top + 40),
            (480 + wide + 20, top + 40),
            (480 + wide + 20, top + 68),
            (480 - wide - 20, top + 68),
            fill="#8f8b80",
        )
    for side in (-1, 1):
        for number in range(3):
            x, y = 480 + side * (212 + number * 92), 350 + number * 140
            _line(pen, (x, y), (x, y - 170), fill="#333c40", width=9)
        _line(pen, (480 + side * 205, 170), (480 + side * 400, 462), fill="#333c40", width=11)


PICTURES: dict[str, Callable[[Pen], None]] = {
    "front-bay-tape.jpg": _bay,
    "hall-ramp-open-side.jpg": _ramp,
    "field-steps.jpg": _steps,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE))
        draw(ImageDraw.Draw(image))
        small = image.resize(SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
        small.save(
            FOLDER / name, "JPEG", quality=62, optimize=True, progressive=True, comment=LICENCE
        )


if __name__ == "__main__":
    main()
