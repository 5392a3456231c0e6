"""A document's view to one self-contained page: for the screen, or laid out for the PDF."""

import base64
import os
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.problems import SendAuditError
from send_audit.render.brand import Brand
from send_audit.render.brand_page import POLICY, check_page
from send_audit.render.chart import LARGE, LARGE_SCREEN, PAPER, SCREEN, strand_chart
from send_audit.render.fonts import embedded_font_faces, linked_font_faces
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.views import DocumentView
from send_audit.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment

    from send_audit.render.brand_templates import BrandEnvironment

PICTURE_BASE = "picture:"
"""What the address of a photograph starts with in the paged edition; the renderer is handed the bytes."""
LOGO = "brand-logo"
"""The key of a brand's logo among the photographs of a document."""

_SCALES = {
    (False, False): PAPER,
    (False, True): SCREEN,
    (True, False): LARGE,
    (True, True): LARGE_SCREEN,
}
"""Of charts, by whether the document is in large print and whether it is for the screen."""


def render_html(view: DocumentView, manner: Manner = AS_USUAL) -> str:
    """The screen edition: fonts and styles inside, no script, nothing fetched from anywhere.

    Raises `jinja2.UndefinedError` where a template asks for something that the view does not have.
    """
    return _render(view, manner, embedded_font_faces(), screen=True)


def render_print_html(view: DocumentView, font_base: str, manner: Manner = AS_USUAL) -> str:
    """The same words in the same order, styled for pages. Fonts are linked from below `font_base`."""
    return _render(view, manner, linked_font_faces(font_base), screen=False)


def _render(view: DocumentView, manner: Manner, font_faces: str, *, screen: bool) -> str:
    results = view.results
    scale = _SCALES[manner.large, screen]
    chart = ""
    if results is not None:
        chart = strand_chart(results.bars, results.chart_alt, scale, manner.colours)
    values: dict[str, object] = {
        "view": view,
        "manner": manner,
        "colours": manner.colours,
        "brand": manner.brand,
        "logo_address": _logo_address(manner.brand, screen=screen),
        "policy": POLICY,
        "chart": chart,
        "scale": scale,
        "font_faces": font_faces,
        "created": document_day(view),
        "screen": screen,
        "address_of": partial(_inlined, view) if screen else _linked,
    }
    # The template marks these two as safe: the chart escapes its labels, and the font CSS is ours.
    if manner.brand is None:
        return _environment(templates_dir()).get_template(view.template).render(values)
    return _branded(view.template, manner.brand, values, screen=screen)


def _branded(template: str, brand: Brand, values: dict[str, object], *, screen: bool) -> str:
    from send_audit.render.brand_templates import render_branded

    html = render_branded(_brand_environment(brand, templates_dir()), brand, template, values)
    check_page(html, screen=screen)
    return html


@lru_cache(maxsize=1)
def _brand_environment(brand: Brand, folder: Path) -> "BrandEnvironment":
    from send_audit.render.brand_templates import brand_environment

    return brand_environment(brand, folder)


def _logo_address(brand: Brand | None, *, screen: bool) -> str:
    if brand is None or brand.logo is None:
        return ""
    return _as_data(brand.logo.data) if screen else _linked(LOGO)


@lru_cache(maxsize=1)
def _environment(folder: Path) -> "Environment":
    """The templates of a folder. Each is compiled once, and again only when its file is another."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _inlined(view: DocumentView, key: str) -> str:
    """A photograph as an address that holds all of it."""
    return _as_data(view.pictures[key])


def _as_data(picture: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}"


def _linked(key: str) -> str:
    return f"{PICTURE_BASE}{key}"


def document_day(view: DocumentView) -> str:
    """The date that the document carries: SOURCE_DATE_EPOCH where it is set, else the day it is based on.

    Raises `SendAuditError` where SOURCE_DATE_EPOCH is not a number of seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return view.day
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise SendAuditError("SOURCE_DATE_EPOCH must be a number of seconds.") from None
