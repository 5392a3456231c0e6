"""What documents are made from beside the files of a school: templates, fonts, what renders them."""

import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from send_audit.cache import digest
from send_audit.render.braille import liblouis_version
from send_audit.render.fonts import FILES, font_file
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.resources import checklists_dir, templates_dir

_RENDERERS = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pyphen",
    "fonttools",
    "jinja2",
    "pillow",
    "python-docx",
    "lxml",
)


def templates_digest(manner: Manner = AS_USUAL) -> str:
    """The digest of all that makes a document, but for what it says: the day that it carries included."""
    return digest(renderers_digest(), os.environ.get("SOURCE_DATE_EPOCH", ""), repr(manner))


def renderers_digest() -> str:
    """The digest of every template and style, every font, and the versions of what renders.

    The system's own text layout, Pango, is not in it: another version may break a line elsewhere, and says
    the same.
    """
    fonts = [font_file(name).read_bytes() for name in FILES.values()]
    return digest(_folder_digest(templates_dir()), *fonts, *_versions())


def shipped_digest() -> str:
    """The digest of the shipped checklists, wherever they are installed."""
    return _folder_digest(checklists_dir())


def _folder_digest(folder: Path) -> str:
    """The digest of a folder's files by their names in it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    parts = [(str(file.relative_to(folder)), file.read_bytes()) for file in files]
    return digest(*(part for pair in parts for part in pair))


@cache
def _versions() -> tuple[str, ...]:
    # Asking the program takes a millisecond, once; what is made without it pays with one rendering anew.
    return (*(f"{name} {_version(name)}" for name in _RENDERERS), liblouis_version())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
