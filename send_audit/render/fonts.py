"""The typeface of every document: Atkinson Hyperlegible, drawn for readers with low vision."""

import base64
import io
from functools import lru_cache
from pathlib import Path

FAMILY = "Atkinson Hyperlegible"
FILES = {400: "AtkinsonHyperlegible-Regular.ttf", 700: "AtkinsonHyperlegible-Bold.ttf"}
"""File by weight. No italics: they are harder to read, and the documents use none."""


def font_file(name: str) -> Path:
    """The path of one of `FILES`. Raises `KeyError` for any other name."""
    from fontpkg_atkinson_hyperlegible import ROOT

    if name not in FILES.values():
        raise KeyError(name)
    return Path(ROOT) / "files" / name


def linked_font_faces(base: str) -> str:
    """CSS that fetches the fonts from below `base`, for the PDF."""
    return _faces({weight: f'url("{base}{name}")' for weight, name in FILES.items()})


@lru_cache(maxsize=1)
def embedded_font_faces() -> str:
    """CSS that carries the fonts in the page as WOFF2, about 64 kB for both weights."""
    return _faces(
        {
            weight: f'url("data:font/woff2;base64,{_woff2(name)}") format("woff2")'
            for weight, name in FILES.items()
        }
    )


def _faces(sources: dict[int, str]) -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: {source}; }}'
        for weight, source in sources.items()
    )


def _woff2(name: str) -> str:
    """The font's own tables, compressed; nothing is taken out. The clock stays out of the bytes."""
    from fontTools.ttLib import TTFont

    packed = io.BytesIO()
    with TTFont(font_file(name), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(packed)
    return base64.b64encode(packed.getvalue()).decode("ascii")
