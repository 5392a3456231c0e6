"""What documents are made from beside the files of a school: templates, fonts, what renders them."""

import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from send_audit.cache import digest, files_digest
from send_audit.render.fonts import FILES, font_file
from send_audit.resources import templates_dir

_RENDERERS = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pyphen",
    "fonttools",
    "jinja2",
    "pikepdf",
    "pillow",
)


def templates_digest() -> str:
    """The digest of every template and style, every font, and the versions of what renders.

    The system's own text layout, Pango, is not in it: another version may break a line elsewhere, and says
    the same.
    """
    templates = [file for file in templates_dir().rglob("*") if file.is_file()]
    fonts = [font_file(name) for name in FILES.values()]
    day = os.environ.get("SOURCE_DATE_EPOCH", "")
    return digest(files_digest(templates), files_digest(fonts), *_versions(), day)


@cache
def _versions() -> tuple[str, ...]:
    return tuple(f"{name} {_version(name)}" for name in _RENDERERS)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
